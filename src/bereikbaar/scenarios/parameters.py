"""Parameters of a scenario file: declared with limits, used as ``$name``, set from outside by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from bereikbaar.errors import did_you_mean
from bereikbaar.scenarios import nodes
from bereikbaar.scenarios.kinds import BAD, Number, Reader, Text, found
from bereikbaar.scenarios.nodes import Node
from bereikbaar.scenarios.records import Record, item

#: Values given from outside, as numbers or as text from a command line.
Values: TypeAlias = Mapping[str, float | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number that may be set from outside."""

    value: float = item(Number(), "the value when none is given", example="200")
    min: float | None = item(Number(), "lowest value allowed", default=None, example="140")
    max: float | None = item(Number(), "highest value allowed", default=None, example="300")
    text: str = item(Text(), "what it is, with its unit", example="design speed of the new line, km/h")


def resolve(
    declared: Node | None, given: dict[str, Any], reader: Reader, has_parts: bool
) -> tuple[Mapping[str, float], dict[str, Any]]:
    """Return the values of the declared parameters, and the given ones that are meant for parts.

    A given name that the file does not declare is a problem, unless parts may have it.
    """
    values: dict[str, float] = {}
    if isinstance(declared, nodes.Mapping):
        for key, node in declared.entries:
            parameter = Record(Parameter).read(node, Reader(reader.file), "")
            if parameter is not BAD:
                values[key.text] = _value(key.text, parameter, given, reader, key)
    broken = {key.text for key, _ in declared.entries} - set(values) if isinstance(declared, nodes.Mapping) else set()
    values |= dict.fromkeys(broken, 1.0)  # has a problem of its own; its uses have none
    rest = {name: value for name, value in given.items() if name not in values}
    if not has_parts:
        for name in rest:
            known = ", ".join(sorted(values)) or "none"
            reader.problem(
                None, "--set", f"there is no parameter {name!r}{did_you_mean(name, values)}; there are {known}"
            )
    return MappingProxyType(values), rest


def _value(name: str, parameter: Parameter, given: dict[str, Any], reader: Reader, at: Node) -> float:
    limits = Number(low=parameter.min, high=parameter.max)
    if name not in given:
        if not limits.allows(parameter.value):
            reader.problem(at, f"parameters.{name}.value", f"expected {limits.words()}, found {parameter.value:g}")
        return parameter.value
    raw = given[name]
    node = nodes.Scalar(str(raw).replace(",", "."), 0)
    number = nodes.number_of(node.text)
    if isinstance(raw, bool) or number is None or not limits.allows(number):
        shown = found(nodes.Scalar(str(raw), 0))
        reader.problem(None, f"parameter {name}", f"expected {limits.words()}, found {shown} ({parameter.text})")
        return parameter.value
    return number
