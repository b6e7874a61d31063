"""Frozen dataclasses whose fields say what they hold: read from a mapping, and back to plain data.

A field made with :func:`item` carries its kind, unit and meaning. The same metadata reads a file strictly, makes
the JSON Schema, the reference page and the content hash; fields without it (line, file, ...) are none of the file's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from typing import Any

from bereikbaar.errors import did_you_mean
from bereikbaar.scenarios.containers import no_doubles
from bereikbaar.scenarios.kinds import BAD, Kind, Reader, found
from bereikbaar.scenarios.nodes import Mapping, Node
from bereikbaar.scenarios.windows import PerWindow


def item(
    kind: Kind,
    text: str,
    *,
    key: str = "",
    default: Any = dataclasses.MISSING,
    example: str = "",
    compare: bool = True,
) -> Any:
    """Return a dataclass field that stands in a scenario file.

    key : its name there, when that is no Python name (``from``). default : makes it optional.
    compare : whether it counts when two changes are compared (sources and remarks do not).
    """
    metadata = {"kind": kind, "text": text, "key": key, "example": example}
    return dataclasses.field(default=default, metadata=metadata, compare=compare)


def items(cls: type[Any]) -> list[dataclasses.Field[Any]]:
    """Return the fields of a record that stand in a file, in order."""
    return [f for f in dataclasses.fields(cls) if "kind" in f.metadata]


def key_of(field: dataclasses.Field[Any]) -> str:
    """Return the name of a field in a file."""
    return field.metadata["key"] or field.name


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Tell whether a file has to give the field."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def read_values(
    cls: type[Any], node: Node, reader: Reader, path: str
) -> tuple[dict[str, Any], dict[str, int]] | None:
    """Return the values of a record by field name, and the line of each; None when any of them is wrong."""
    if not isinstance(node, Mapping):
        reader.problem(node, path, f"expected a mapping ({_keys(cls)}), found {found(node)}")
        return None
    known = {key_of(f): f for f in items(cls)}
    good = no_doubles(node, reader, path)
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in node.entries:
        if key.text not in known:
            near = did_you_mean(key.text, known)
            reader.problem(key, path, f"unknown key {key.text!r}{near}; allowed are {_keys(cls)}")
            good = False
            continue
        f = known[key.text]
        values[f.name] = f.metadata["kind"].read(value, reader, f"{path}.{key.text}" if path else key.text)
        lines[f.name] = key.line
    for name, f in known.items():
        if is_required(f) and f.name not in values and not any(k.text == name for k, _ in node.entries):
            reader.problem(node, path, f"{name!r} is missing: {f.metadata['text']} ({f.metadata['kind'].words()})")
            good = False
    return (values, lines) if good and not any(v is BAD for v in values.values()) else None


def _keys(cls: type[Any]) -> str:
    return ", ".join(key_of(f) for f in items(cls))


def record_schema(cls: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of a record."""
    properties = {}
    for f in items(cls):
        properties[key_of(f)] = {"description": f.metadata["text"], **f.metadata["kind"].schema()}
    return {
        "type": "object",
        "description": (cls.__doc__ or "").strip().splitlines()[0],
        "properties": properties,
        "required": [key_of(f) for f in items(cls) if is_required(f)],
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class Record:
    """A field that holds a mapping of its own, read into a dataclass."""

    cls: type[Any]

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return the dataclass."""
        got = read_values(self.cls, node, reader, path)
        return BAD if got is None else self.cls(**got[0])

    def schema(self) -> dict[str, Any]:
        """The object."""
        return record_schema(self.cls)

    def words(self) -> str:
        """Say what is allowed."""
        return "{" + _keys(self.cls) + "}"


def as_plain(value: Any) -> Any:
    """Return a record or a value in it as plain data, with the keys of a file; defaults are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, PerWindow):
        out = {}
        for f in items(type(value)):
            held = getattr(value, f.name)
            if is_required(f) or held != f.default:
                out[key_of(f)] = as_plain(held)
        return out
    if isinstance(value, PerWindow):
        return value.as_plain()
    if isinstance(value, MappingABC):
        return {k: as_plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [as_plain(v) for v in value]
    return value
