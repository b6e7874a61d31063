"""Finds scenarios: shipped ones, files, plug-ins, and combinations ``a+b``.

A plug-in is an entry point in the group ``bereikbaar.scenarios``: a function without arguments that returns a
Scenario, the path of a file, or several of them. Our own scenarios enter by the same door. A plug-in that fails, or
that brings a name that is taken, gives a :class:`PluginWarning` with its package, never a crash.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem, UnknownNameError, did_you_mean
from bereikbaar.scenarios.content import with_hash
from bereikbaar.scenarios.library import shipped
from bereikbaar.scenarios.model import Scenario
from bereikbaar.scenarios.parameters import Values
from bereikbaar.scenarios.parts import combine, load_with
from bereikbaar.scenarios.schema import read_head, read_scenario

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "bereikbaar.scenarios"
OWN = "bereikbaar"
SHIPPED = "shipped"


class PluginWarning(UserWarning):
    """A plug-in that could not be used; says which package it is."""


@dataclass(frozen=True, slots=True)
class ScenarioEntry:
    """A scenario by name. origin : ``shipped``, or the package of a plug-in. path : its file, when it is one."""

    name: str
    key: str
    title: Mapping[str, str]
    base: str
    year: int | None
    origin: str
    path: Path | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the keys that ``scenario list --json`` promises."""
        return {
            "name": self.name, "key": self.key, "title": dict(self.title),
            "base": self.base, "year": self.year, "origin": self.origin,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """One thing that an entry point brings."""

    held: Scenario | Path
    origin: str

    @property
    def name(self) -> str:
        """Name, or for a file the one it is expected to have."""
        return self.held.stem if isinstance(self.held, Path) else self.held.name


def list_scenarios() -> list[ScenarioEntry]:
    """Return all scenarios that can be named, sorted: shipped first, then those of plug-ins.

    Only the heads of files are read, not their changes.
    """
    entries: dict[str, ScenarioEntry] = {}
    for found in _everything():
        try:
            entry = _entry(found)
        except InputError as error:
            _warn(found.origin, f"its scenario {found.name!r} cannot be read: {error}")
            continue
        if entry.name in entries:
            _warn(
                found.origin, f"its scenario {entry.name!r} is left out: {entries[entry.name].origin} has that name"
            )
            continue
        entries[entry.name] = entry
    return sorted(entries.values(), key=lambda e: (e.origin != SHIPPED, e.name))


def _entry(found: _Found) -> ScenarioEntry:
    held = found.held
    if isinstance(held, Scenario):
        return ScenarioEntry(held.name, held.key, held.title, held.base, held.year, found.origin)
    head = read_head(held)
    return ScenarioEntry(head["name"], head["key"], head["title"], head["base"], head.get("year"), found.origin, held)


def load_scenario(name: str, parameters: Values | None = None) -> Scenario:
    """Return a scenario by shipped or plug-in name, by the path of a YAML or JSON file, or a combination ``a+b``.

    parameters : values for its parameters; in a combination each goes to every part that has it, ``part.name`` to
    one part only. Raises UnknownNameError with near misses, InputError with all that is wrong with a file.
    """
    given = dict(parameters or {})
    if is_path(name):
        return read_scenario(name, given)
    parts = [part.strip() for part in name.split("+")]
    if len(parts) > 1:
        return _combination(name, parts, given)
    return _named(name, given)


def parameter_names(name: str) -> list[str]:
    """Return the parameters that a scenario can be given: ``speed_kmh``, and ``part.speed_kmh`` for one part only."""
    scenario = load_scenario(name)
    names = set(scenario.parameters)
    for part in scenario.parts:
        names |= {f"{part}.{parameter}" for parameter in parameter_names(part)}
    return sorted(names)


def is_path(name: str) -> bool:
    """Tell whether a name is the path of a scenario file."""
    return Path(name).suffix.lower() in (".yaml", ".yml", ".json") and ("+" not in name or Path(name).exists())


def _combination(name: str, parts: list[str], given: Mapping[str, float | str]) -> Scenario:
    problems: list[Problem] = []
    loaded: list[Scenario] = []
    taken: set[str] = set()
    if "" in parts:
        raise InputError(f"{name!r}: a combination is written a+b, with a name on both sides of each +")
    for part in parts:
        try:
            scenario, used = load_with(part, given, load_scenario)
        except InputError as error:
            problems += error.problems
            continue
        if any(scenario.name == other.name for other in loaded):
            problems.append(Problem(f"{name!r}: {scenario.name!r} is there twice"))
        loaded.append(scenario)
        taken |= used
    for key in sorted(set(given) - taken):
        problems.append(Problem(f"no part of {name!r} has a parameter {key!r}", field="--set"))
    if problems:
        raise InputError(problems)
    return with_hash(combine(loaded))


def _named(name: str, given: Mapping[str, float | str]) -> Scenario:
    for found in _candidates(name):
        if isinstance(found.held, Path):
            return replace(read_scenario(found.held, given), origin=found.origin)
        if given:
            known = ", ".join(found.held.parameters) or "none"
            raise InputError(Problem(f"the parameters of {name!r} ({known}) are set in Python", field="--set"))
        return with_hash(replace(found.held, origin=found.origin))
    known_names = [entry.name for entry in list_scenarios()]
    near = did_you_mean(name, known_names)
    raise UnknownNameError(
        f"there is no scenario {name!r}{near or '; there are ' + ', '.join(known_names)}; "
        "a file is named by its path (my-scenario.yaml)"
    )


def _candidates(name: str) -> Iterator[_Found]:
    """Yield what has the name: shipped first; of plug-ins the one called so, and only then all others."""
    for path in shipped():  # what the installer knows of other packages is not needed to find our own
        if path.stem == name:
            yield _Found(path, SHIPPED)
    _, others = _sorted_points()
    called = [point for point in others if point.name == name]
    rest = [point for point in others if point.name != name]
    for point in (*called, *rest):
        for found in _brought(point):
            if found.name == name:
                yield found


def _everything() -> Iterator[_Found]:
    own, others = _sorted_points()
    for point in (*own, *others):
        yield from _brought(point)


def _sorted_points() -> tuple[list[EntryPoint], list[EntryPoint]]:
    """Return our own entry point and those of others, in an order that no installer can change."""
    from importlib.metadata import EntryPoint, entry_points

    points = sorted(entry_points(group=GROUP), key=lambda p: (_package(p), p.name, p.value))
    own = [p for p in points if _package(p) == OWN]
    if not own:  # run from a folder of source files that was never installed
        own = [EntryPoint(OWN, "bereikbaar.scenarios.library:shipped", GROUP)]
    unique = list({p.value: p for p in own}.values())
    return unique, [p for p in points if _package(p) != OWN]


def _package(point: EntryPoint) -> str:
    dist = getattr(point, "dist", None)
    return dist.name if dist is not None else point.value.partition(":")[0].partition(".")[0]


def _brought(point: EntryPoint) -> list[_Found]:
    """Return what an entry point brings; nothing, with a warning, when it fails."""
    package = _package(point)
    origin = SHIPPED if package == OWN else package
    try:
        given = list(_several(point.load()()))
    except Exception as error:
        _warn(package, f"its entry point {point.name!r} failed: {type(error).__name__}: {error}")
        return []
    out = []
    for one in given:
        if isinstance(one, Scenario):
            out.append(_Found(one, origin))
        elif isinstance(one, str | Path):
            out.append(_Found(Path(one), origin))
        else:
            _warn(package, f"its entry point {point.name!r} brings a {type(one).__name__}, no Scenario and no path")
    return out


def _several(given: object) -> Iterable[object]:
    if isinstance(given, Scenario | str | Path) or not isinstance(given, Iterable):
        return [given]
    return given


def _warn(package: str, message: str) -> None:
    warnings.warn(f"package {package!r}: {message}", PluginWarning, stacklevel=3)
