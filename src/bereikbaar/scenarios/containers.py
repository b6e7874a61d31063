"""Kinds of field that hold more than one value: lists, mappings, ranges, values by window."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bereikbaar.errors import did_you_mean
from bereikbaar.scenarios.kinds import BAD, Kind, Number, Reader, found
from bereikbaar.scenarios.nodes import Listing, Mapping, Node, Scalar
from bereikbaar.scenarios.windows import PerWindow


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind. single : one value without brackets is a list of one."""

    kind: Kind
    low: int = 0
    high: int | None = None
    single: bool = False

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return a tuple."""
        if isinstance(node, Scalar) and self.single and (node.text or node.quoted):
            node = Listing((node,), node.line)
        if not isinstance(node, Listing):
            return reader.problem(node, path, f"expected {self.words()}, found {found(node)}")
        values = tuple(self.kind.read(item, reader, f"{path}[{i}]") for i, item in enumerate(node.items, start=1))
        n = len(values)
        if n < self.low or (self.high is not None and n > self.high):
            return reader.problem(node, path, f"expected {self.words()}, found {n}")
        return BAD if any(v is BAD for v in values) else values

    def schema(self) -> dict[str, Any]:
        """An array."""
        out: dict[str, Any] = {"type": "array", "items": self.kind.schema()}
        if self.low:
            out["minItems"] = self.low
        if self.high is not None:
            out["maxItems"] = self.high
        return {"anyOf": [self.kind.schema(), out]} if self.single else out

    def words(self) -> str:
        """Say what is allowed."""
        if self.high is not None and self.high == self.low:
            return f"a list of {self.low}: {self.kind.words()}"
        if self.single:
            return f"{self.kind.words()}, or a list of them"
        return "a list" + (f" of at least {self.low}" if self.low else "") + f": {self.kind.words()}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A word (such as ``auto``), a single value or a list: the form decides."""

    word: str = ""
    one: Kind | None = None
    many: ListOf | None = None

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return the word, the value or the tuple."""
        if isinstance(node, Scalar) and self.word and node.text == self.word:
            return self.word
        if isinstance(node, Scalar) and self.one is not None:
            return self.one.read(node, reader, path)
        if isinstance(node, Listing) and self.many is not None:
            return self.many.read(node, reader, path)
        return reader.problem(node, path, f"expected {self.words()}, found {found(node)}")

    def schema(self) -> dict[str, Any]:
        """Any of the forms."""
        forms: list[dict[str, Any]] = [{"const": self.word}] if self.word else []
        forms += [k.schema() for k in (self.one, self.many) if k is not None]
        return {"anyOf": forms}

    def words(self) -> str:
        """Say what is allowed."""
        forms = [f"the word {self.word}"] if self.word else []
        forms += [k.words() for k in (self.one, self.many) if k is not None]
        return " or ".join(forms)


@dataclass(frozen=True, slots=True)
class Range:
    """One number, or the lowest and the highest: always a pair."""

    number: Number

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return (lowest, highest)."""
        if isinstance(node, Scalar):
            value = self.number.read(node, reader, path)
            return BAD if value is BAD else (value, value)
        values = ListOf(self.number, low=2, high=2).read(node, reader, path)
        if values is not BAD and values[0] > values[1]:
            return reader.problem(node, path, f"expected the lowest first, found {values[0]:g} and {values[1]:g}")
        return values

    def schema(self) -> dict[str, Any]:
        """A number or a pair."""
        return {"anyOf": [self.number.schema(), ListOf(self.number, low=2, high=2).schema()]}

    def words(self) -> str:
        """Say what is allowed."""
        return f"{self.number.words()}, or [lowest, highest]"


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping with values of one kind. keys : the keys allowed; empty = any that match ``key_pattern``."""

    kind: Kind
    keys: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    key_pattern: str = r"[A-Za-z_][A-Za-z0-9_]*"

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return a read-only mapping in the order of the file."""
        if not isinstance(node, Mapping):
            return reader.problem(node, path, f"expected {self.words()}, found {found(node)}")
        out: dict[str, Any] = {}
        good = no_doubles(node, reader, path)
        for key, value in node.entries:
            if self.keys and key.text not in self.keys:
                near = did_you_mean(key.text, self.keys)
                reader.problem(key, path, f"unknown key {key.text!r}; expected {', '.join(self.keys)}{near}")
                good = False
            elif not re.fullmatch(self.key_pattern, key.text):
                reader.problem(key, path, f"a name here is made of letters, digits and _, found {key.text!r}")
                good = False
            else:
                out[key.text] = self.kind.read(value, reader, f"{path}.{key.text}")
        for name in self.required:
            if name not in out:
                reader.problem(node, path, f"{name!r} is missing: expected {self.words()}")
                good = False
        return MappingProxyType(out) if good and not any(v is BAD for v in out.values()) else BAD

    def schema(self) -> dict[str, Any]:
        """An object."""
        out: dict[str, Any] = {"type": "object"}
        if self.keys:
            out |= {"properties": {k: self.kind.schema() for k in self.keys}, "additionalProperties": False}
        else:
            out |= {"additionalProperties": self.kind.schema(), "propertyNames": {"pattern": f"^{self.key_pattern}$"}}
        return out | ({"required": list(self.required)} if self.required else {})

    def words(self) -> str:
        """Say what is allowed."""
        keys = ", ".join(self.keys) if self.keys else "name"
        return f"{{{keys}: {self.kind.words()}}}"


@dataclass(frozen=True, slots=True)
class ByWindow:
    """A number for all windows, or ``{day: 2, evening: 1, weekend: 1}``; a window not named keeps the base."""

    number: Number

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return a PerWindow. Whether the windows exist is for the network to say."""
        if isinstance(node, Scalar):
            value = self.number.read(node, reader, path)
            return BAD if value is BAD else PerWindow((("all", value),))
        if not isinstance(node, Mapping) or not node.entries:
            return reader.problem(node, path, f"expected {self.words()}, found {found(node)}")
        values = Keyed(self.number).read(node, reader, path)
        return BAD if values is BAD else PerWindow(tuple(sorted(values.items())))

    def schema(self) -> dict[str, Any]:
        """A number or an object of numbers."""
        number = self.number.schema()
        return {"anyOf": [number, {"type": "object", "minProperties": 1, "additionalProperties": number}]}

    def words(self) -> str:
        """Say what is allowed."""
        return f"{self.number.words()}, or such numbers by window {{day: 2, evening: 1, weekend: 1}}"


def no_doubles(node: Mapping, reader: Reader, path: str) -> bool:
    """Note every key that is there twice, with both lines; return whether there was none."""
    first: dict[str, int] = {}
    good = True
    for key, _ in node.entries:
        if key.text in first:
            reader.problem(key, path, f"key {key.text!r} is there twice; the first is on line {first[key.text]}")
            good = False
        first.setdefault(key.text, key.line)
    return good
