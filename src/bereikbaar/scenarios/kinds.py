"""What a field of a scenario file may hold: read strictly, written as JSON Schema, described in words.

Each kind is a small frozen object with ``read`` (node -> value, problems to the reader), ``schema`` (JSON Schema
2020-12) and ``words`` (for messages and the reference page).
"""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType
from typing import Any, Protocol

from bereikbaar.errors import Problem, did_you_mean
from bereikbaar.scenarios.nodes import Listing, Mapping, Node, Scalar, number_of


class _Bad:
    """Stands for a value that could not be read; the reader has the problem."""

    def __repr__(self) -> str:
        return "BAD"


BAD: Any = _Bad()


@dataclass(slots=True)
class Reader:
    """Collects problems while a file is read, and knows the parameters that ``$name`` may mean.

    used   : parameters that were used. unread : names that changes which cannot be read would have added.
    """

    file: str = ""
    parameters: MappingABC[str, float] = field(default_factory=lambda: MappingProxyType({}))
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def problem(self, node: Node | int | None, path: str, message: str) -> Any:
        """Note a problem at a node (or line) and return BAD."""
        line = node if isinstance(node, int) or node is None else node.line
        self.problems.append(Problem(message, self.file, line or None, path))
        return BAD


class Kind(Protocol):
    """What a field may hold."""

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return the value, or BAD after noting a problem."""
        ...

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        ...

    def words(self) -> str:
        """Say in a few words what is allowed."""
        ...


def found(node: Node) -> str:
    """Say what stands in the file."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Listing):
        return "a list"
    if not node.text and not node.quoted:
        return "nothing"
    return f"text in quotes {node.text!r}" if node.quoted else repr(node.text)


@dataclass(frozen=True, slots=True)
class Text:
    """Text, taken as it was typed. pattern : what all of it has to match. choices : the words allowed."""

    what: str = "text"
    pattern: str = ""
    choices: tuple[str, ...] = ()
    empty: bool = False

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return the raw text: ``no``, ``010`` and ``10:30`` mean what they say."""
        if not isinstance(node, Scalar) or (not node.text.strip() and not (self.empty and node.quoted)):
            return reader.problem(node, path, f"expected {self.words()}, found {found(node)}")
        if self.choices and node.text not in self.choices:
            near = did_you_mean(node.text, self.choices)
            return reader.problem(node, path, f"expected {self.words()}, found {node.text!r}{near}")
        if self.pattern and not re.fullmatch(self.pattern, node.text):
            return reader.problem(node, path, f"expected {self.words()}, found {node.text!r}")
        return node.text.strip()

    def schema(self) -> dict[str, Any]:
        """Numbers are fine too: an editor sees the series 600 as one."""
        if self.choices:
            return {"enum": list(self.choices)}
        out: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
        return out | ({"pattern": f"^(?:{self.pattern})$"} if self.pattern else {})

    def words(self) -> str:
        """Say what is allowed."""
        return "one of " + ", ".join(self.choices) if self.choices else self.what


_PARAMETER = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or ``$name`` for a parameter. low and high are allowed; above is not (greater than)."""

    low: float | None = None
    high: float | None = None
    above: float | None = None
    integer: bool = False
    unit: str = ""

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return a float (an int where whole numbers are asked)."""
        if not isinstance(node, Scalar):
            return reader.problem(node, path, f"expected {self.words()}, found {found(node)}")
        name = _PARAMETER.fullmatch(node.text)
        if name:
            value = self._parameter(name.group(1), node, reader, path)
        elif node.quoted:
            return reader.problem(node, path, f"expected {self.words()}, found {found(node)}: take the quotes away")
        else:
            value = number_of(node.text)
            if value is None:
                hint = _number_hint(node.text)
                return reader.problem(node, path, f"expected {self.words()}, found {found(node)}{hint}")
        if value is BAD:
            return BAD
        if not self.allows(value):
            origin = f" (from {node.text})" if name else ""
            return reader.problem(node, path, f"expected {self.words()}, found {value:g}{origin}")
        return int(value) if self.integer else float(value)

    def _parameter(self, name: str, node: Node, reader: Reader, path: str) -> Any:
        reader.used.add(name)
        if name in reader.parameters:
            return reader.parameters[name]
        known = ", ".join(sorted(reader.parameters)) or "none"
        near = did_you_mean(name, reader.parameters)
        return reader.problem(node, path, f"there is no parameter {name!r}; this file has {known}{near}")

    def allows(self, value: float) -> bool:
        """Tell whether a value is within the limits."""
        return (
            isfinite(value)
            and (self.low is None or value >= self.low)
            and (self.high is None or value <= self.high)
            and (self.above is None or value > self.above)
            and (not self.integer or value == int(value))
        )

    def schema(self) -> dict[str, Any]:
        """A number within limits, or the name of a parameter."""
        out: dict[str, Any] = {"type": "integer" if self.integer else "number"}
        limits = {"minimum": self.low, "maximum": self.high, "exclusiveMinimum": self.above}
        out |= {k: v for k, v in limits.items() if v is not None}
        return {"anyOf": [out, {"type": "string", "pattern": r"^\$[A-Za-z_][A-Za-z0-9_]*$"}]}

    def words(self) -> str:
        """Say what is allowed."""
        what = "a whole number" if self.integer else "a number"
        if self.low is not None and self.high is not None:
            what += f" from {self.low:g} to {self.high:g}"
        elif self.low is not None:
            what += f", {self.low:g} or more"
        elif self.above is not None:
            what += f" above {self.above:g}" + (f", at most {self.high:g}" if self.high is not None else "")
        return what + (f" ({self.unit})" if self.unit else "")


def _number_hint(text: str) -> str:
    if re.fullmatch(r"-?\d+,\d+", text):
        return ": write the decimals after a point"
    if "_" in text and text.replace("_", "").isdigit():
        return ": write it without _"
    if re.fullmatch(r"-?0\d+(\.\d+)?", text):
        return ": write it without the leading zero"
    if re.fullmatch(r"\d+:\d\d", text):
        return ": write minutes as one number"
    return ""


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``, and nothing else."""

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return a bool."""
        if isinstance(node, Scalar) and not node.quoted and node.text in ("true", "false"):
            return node.text == "true"
        return reader.problem(node, path, f"expected true or false, found {found(node)}")

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}

    def words(self) -> str:
        """Say what is allowed."""
        return "true or false"
