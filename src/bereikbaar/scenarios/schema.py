# ruff: noqa: RUF009 - item() makes a dataclass field
"""A scenario file, strictly: YAML 1.2 or JSON -> Scenario, with every problem at once; JSON Schema for editors."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.scenarios import nodes
from bereikbaar.scenarios.changes import BY_NAME
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.containers import Keyed, ListOf, no_doubles
from bereikbaar.scenarios.content import with_hash
from bereikbaar.scenarios.kinds import BAD, Number, Reader, Text, found
from bereikbaar.scenarios.model import Cost, Expectation, Scenario, Source
from bereikbaar.scenarios.nodes import Listing, Node
from bereikbaar.scenarios.parameters import Parameter, Values, resolve
from bereikbaar.scenarios.parts import Composed, compose, merge
from bereikbaar.scenarios.records import Record, item, items, key_of, read_values, record_schema

LANGUAGES = ("nl", "en")
TITLE = Keyed(Text(), keys=LANGUAGES, required=LANGUAGES)
SENTENCES = Keyed(ListOf(Text(), low=1), keys=LANGUAGES, required=LANGUAGES)

#: Names that stand for the network as it is in tables and results.
RESERVED_NAMES = frozenset({"base"})
#: Loads a part by name; the second argument holds the parameters for it.
Loader = Callable[[str, Values], Scenario]


@dataclass(frozen=True, slots=True)
class AnyChange:
    """One change: a mapping with the kind as its only key."""

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return the change with the lines of its fields."""
        kinds = ", ".join(BY_NAME)
        if not isinstance(node, nodes.Mapping):
            return reader.problem(node, path, f"expected one change, e.g. add_track: {{...}}; found {found(node)}")
        if len(node.entries) != 1:
            names = ", ".join(key.text for key, _ in node.entries) or "nothing"
            return reader.problem(node, path, f"expected one kind of change per item of the list; found {names}")
        key, value = node.entries[0]
        if key.text not in BY_NAME:
            near = did_you_mean(key.text, BY_NAME)
            return reader.problem(key, path, f"there is no change {key.text!r}{near}; there are {kinds}")
        cls = BY_NAME[key.text]
        got = read_values(cls, value, reader, f"{path}.{key.text}")
        if got is None:
            reader.unread |= _new_names(value)
            return BAD
        values, lines = got
        return cls(**values, line=key.line, file=reader.file, lines=MappingProxyType(lines))

    def schema(self) -> dict[str, Any]:
        """One of the kinds."""
        return {"oneOf": [self._one(name) for name in BY_NAME]}

    @staticmethod
    def _one(name: str) -> dict[str, Any]:
        reference = {"$ref": f"#/$defs/{name}"}
        return {"type": "object", "properties": {name: reference}, "required": [name], "additionalProperties": False}

    def words(self) -> str:
        """Say what is allowed."""
        return "a change"


def _new_names(node: Node) -> set[str]:
    """Return the names that a change which cannot be read would have added."""
    if not isinstance(node, nodes.Mapping):
        return set()
    return {v.text for k, v in node.entries if k.text in ("code", "id") and isinstance(v, nodes.Scalar)}


@dataclass(frozen=True, slots=True)
class AnyExpectation:
    """One published figure, with its line."""

    def read(self, node: Node, reader: Reader, path: str) -> Any:
        """Return the expectation."""
        got = read_values(Expectation, node, reader, path)
        return BAD if got is None else Expectation(**got[0], file=reader.file, line=node.line)

    def schema(self) -> dict[str, Any]:
        """The object."""
        return record_schema(Expectation)

    def words(self) -> str:
        """Say what is allowed."""
        return Record(Expectation).words()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFile:
    """What stands in a scenario file, in the usual order."""

    name: str = item(
        Text("small letters, digits and hyphens", pattern=r"[a-z0-9][a-z0-9-]*"),
        "name of the scenario and of the file",
    )
    key: str = item(
        Text("1 to 8 of the signs a-z, 0-9 and _", pattern=r"[a-z0-9_]{1,8}"), "short name for columns of tables"
    )
    title: Mapping[str, str] = item(TITLE, "title for people, in Dutch and English")
    base: str = item(Text("the name of a network such as nl-2026"), "network that it was made for")
    year: int | None = item(
        Number(low=1900, high=2200, integer=True), "year on the axis of a report; absent = none said", default=None
    )
    cost: Cost | None = item(Record(Cost), "published cost; absent = none was published", default=None)
    sources: tuple[Source, ...] = item(ListOf(Record(Source)), "where the design comes from", default=())
    parameters: Mapping[str, Parameter] | None = item(
        Keyed(Record(Parameter)), "numbers that may be set from outside; used as $name", default=None
    )
    parts: tuple[str, ...] = item(
        ListOf(Text("the name of a scenario"), low=1),
        "scenarios whose changes and figures this one takes over",
        default=(),
    )
    changes: tuple[ChangeBase, ...] = item(ListOf(AnyChange()), "what changes; the order does not matter", default=())
    expects: tuple[Expectation, ...] = item(ListOf(AnyExpectation()), "published figures", default=())
    assumptions: Mapping[str, tuple[str, ...]] | None = item(SENTENCES, "what is assumed", default=None)
    side_effects: Mapping[str, tuple[str, ...]] | None = item(
        SENTENCES, "what becomes worse, or is not modelled", default=None
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a file, so that a check can go on with the rest.

    scenario : None when there is nothing to go on with. problems : all that is wrong with the file itself.
    unread   : names that changes which could not be read would have added.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    unread: frozenset[str] = frozenset()


def read_scenario(path: str | Path, parameters: Values | None = None, *, load: Loader | None = None) -> Scenario:
    """Return the scenario of a YAML or JSON file.

    parameters : values for the parameters of the file, as numbers or text (``{"speed_kmh": 250}``).
    load       : how a part is found by name; the registry's by default.
    Raises InputError with everything that is wrong with the file itself, each with its line.
    """
    reading = read_leniently(path, parameters, load=load)
    if reading.problems or reading.scenario is None:
        raise InputError(reading.problems)
    return reading.scenario


def read_leniently(path: str | Path, parameters: Values | None = None, *, load: Loader | None = None) -> Reading:
    """Return what can be read of a file, and all that is wrong with it."""
    path = Path(path)
    try:
        root = nodes.read_nodes(path)
    except InputError as error:
        return Reading(None, error.problems)
    return from_nodes(root, str(path), parameters, load=load)


def from_nodes(
    root: Node | None, file: str, parameters: Values | None = None, *, load: Loader | None = None
) -> Reading:
    """Return the scenario of a tree of nodes, and all that is wrong with it."""
    if root is None:
        needed = ", ".join(key_of(f) for f in items(ScenarioFile) if f.default is dataclasses.MISSING)
        return Reading(None, (Problem(f"the file is empty; a scenario has at least {needed} and changes", file),))
    if not isinstance(root, nodes.Mapping):
        return Reading(
            None, (Problem(f"expected keys such as name: and changes:, found {found(root)}", file, root.line),)
        )
    reader = Reader(file)
    declared = root.get("parameters")
    reader.parameters, for_parts = resolve(declared, dict(parameters or {}), reader, bool(root.get("parts")))
    values = _read_fields(root, reader)
    if values.get("name") in RESERVED_NAMES:
        reader.problem(
            root.get("name"), "name", f"{values['name']!r} is the network without a scenario; choose another name"
        )
    _unused_parameters(declared, reader)
    composed = compose(values.get("parts", ()), for_parts, root.get("parts"), reader, load)
    if not values.get("changes") and not composed.changes and not reader.problems:
        reader.problem(root.get("changes") or root, "changes", "a scenario has at least one change (or parts)")
    return Reading(_scenario(values, composed, reader, file), tuple(reader.problems), frozenset(reader.unread))


def _read_fields(root: nodes.Mapping, reader: Reader) -> dict[str, Any]:
    """Return the fields that could be read; of the changes and figures those that could."""
    known = {key_of(f): f for f in items(ScenarioFile)}
    no_doubles(root, reader, "")
    values: dict[str, Any] = {}
    for key, node in root.entries:
        if key.text not in known:
            near = did_you_mean(key.text, known)
            reader.problem(key, "", f"unknown key {key.text!r}{near}; allowed are {', '.join(known)}")
            continue
        kind = known[key.text].metadata["kind"]
        if key.text in ("changes", "expects") and isinstance(node, Listing):
            each = (kind.kind.read(one, reader, f"{key.text}[{i + 1}]") for i, one in enumerate(node.items))
            values[key.text] = tuple(value for value in each if value is not BAD)
            continue
        value = kind.read(node, reader, key.text)
        if value is not BAD:
            values[key.text] = value
    for name, f in known.items():
        if f.default is dataclasses.MISSING and root.get(name) is None:
            reader.problem(root, "", f"{name!r} is missing: {f.metadata['text']} ({f.metadata['kind'].words()})")
    return values


def _unused_parameters(declared: Node | None, reader: Reader) -> None:
    if isinstance(declared, nodes.Mapping):
        for key, _ in declared.entries:
            if key.text in reader.parameters and key.text not in reader.used:
                reader.problem(
                    key, "parameters", f"parameter {key.text!r} is used nowhere: write ${key.text} in a change"
                )


def _scenario(values: dict[str, Any], composed: Composed, reader: Reader, file: str) -> Scenario:
    name = values["name"] if "name" in values else Path(file).stem
    own = tuple(dataclasses.replace(change, part=name) for change in values.get("changes", ()))
    scenario = Scenario(
        name=name,
        key=values.get("key", name[:8]),
        title=values.get("title", MappingProxyType(dict.fromkeys(LANGUAGES, name))),
        base=values.get("base", ""),
        changes=own,
        year=values.get("year"),
        cost=values.get("cost"),
        sources=values.get("sources", ()),
        expects=values.get("expects", ()),
        parameters=MappingProxyType({**composed.parameters, **reader.parameters}),
        assumptions=values.get("assumptions", MappingProxyType({})),
        side_effects=values.get("side_effects", MappingProxyType({})),
        parts=values.get("parts", ()),
        origin=file,
    )
    return with_hash(merge(scenario, composed))


def read_head(path: Path) -> dict[str, Any]:
    """Return name, key, title, base and year of a file without reading its changes. Raises InputError."""
    head_keys = {"name", "key", "title", "base", "year"}
    if path.suffix.lower() == ".json":
        root = nodes.read_nodes(path)
    else:
        try:
            text = path.read_bytes().decode("utf-8-sig", errors="replace")
        except OSError as error:
            raise InputError(Problem(f"cannot be read: {error.strerror}", str(path))) from None
        root = nodes.parse_yaml(text, str(path), until=lambda key, seen: key == "changes" or head_keys <= seen)
    reader = Reader(str(path))
    if not isinstance(root, nodes.Mapping):
        raise InputError(Problem("this is no scenario file", str(path)))
    known = {f.name: f for f in items(ScenarioFile)}
    head = {
        k.text: known[k.text].metadata["kind"].read(v, reader, k.text) for k, v in root.entries if k.text in head_keys
    }
    missing = {"name", "key", "title", "base"} - set(head)
    if missing:
        reader.problem(root, "", f"{', '.join(sorted(missing))} missing (they stand above changes)")
    if reader.problems:
        raise InputError(reader.problems)
    return head


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a scenario file, for editors and other tools."""
    schema = record_schema(ScenarioFile)
    schema["anyOf"] = [{"required": ["changes"]}, {"required": ["parts"]}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://bereikbaar.invalid/scenario.schema.json",
        "title": "bereikbaar scenario",
        **schema,
        "$defs": {name: record_schema(cls) for name, cls in BY_NAME.items()},
    }
