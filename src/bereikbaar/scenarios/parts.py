"""Scenarios made of others: ``parts`` in a file, and combinations ``a+b``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from bereikbaar.errors import InputError, Problem
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.kinds import Reader
from bereikbaar.scenarios.model import Cost, Expectation, Scenario
from bereikbaar.scenarios.nodes import Node

T = TypeVar("T")
#: The parts that are being loaded, outermost first.
_LOADING: ContextVar[tuple[str, ...]] = ContextVar("_LOADING", default=())

Load = Callable[[str, Mapping[str, float | str]], Scenario]


@dataclass(frozen=True, slots=True)
class Composed:
    """What a scenario takes over from its parts."""

    scenarios: tuple[Scenario, ...] = ()
    parameters: Mapping[str, float | str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def changes(self) -> tuple[ChangeBase, ...]:
        """The changes of all parts; the same change in two parts counts once."""
        return unique_changes(c for part in self.scenarios for c in part.changes)


def unique_changes(changes: Iterable[Any]) -> tuple[ChangeBase, ...]:
    """Return changes without those that another part makes in exactly the same way."""
    out: list[ChangeBase] = []
    for change in changes:
        held = cast(ChangeBase, change)
        twin = next((one for one in out if one == held), None)
        if twin is None or twin.part == held.part:  # twice in one file is a mistake, for the check to say
            out.append(held)
    return tuple(out)


def compose(
    names: Sequence[str], given: Mapping[str, float | str], at: Node | None, reader: Reader, load: Load | None
) -> Composed:
    """Load the parts of a file; what is wrong with them goes to the reader.

    given : parameters for parts, as ``name`` (for every part that has it) or ``part.name``.
    """
    if not names:
        return Composed()
    if load is None:
        from bereikbaar.scenarios.registry import load_scenario

        load = load_scenario
    loaded: list[Scenario] = []
    taken: set[str] = set()
    for name in names:
        if name in names[: len(loaded)]:
            reader.problem(at, "parts", f"part {name!r} is there twice")
            continue
        chain = (*_LOADING.get(), where(name, reader.file))
        if chain[-1] in chain[:-1] or chain[-1] == reader.file:
            reader.problem(
                at, "parts", f"part {name!r} holds this scenario itself: a scenario cannot be part of itself"
            )
            continue
        token = _LOADING.set(chain)
        try:
            part, used = load_with(chain[-1], given, load)
        except InputError as error:
            reader.problems += error.problems if all(p.file for p in error.problems) else [
                replace(p, file=reader.file, row=at.line if at else None, field="parts") for p in error.problems
            ]  # fmt: skip
            continue
        finally:
            _LOADING.reset(token)
        loaded.append(part)
        taken |= used
    for name in set(given) - taken:
        reader.problem(None, "--set", f"neither this scenario nor its parts have a parameter {name!r}")
    parameters = {key: value for part in loaded for key, value in part.parameters.items()}
    return Composed(tuple(loaded), MappingProxyType(parameters))


def where(name: str, file: str) -> str:
    """Return a part's name as it is; the path of a file is meant from the folder of the file that names it."""
    path = Path(name)
    if path.suffix.lower() not in (".yaml", ".yml", ".json") or path.is_absolute():
        return name
    return str(Path(file).parent / path)


def load_with(name: str, given: Mapping[str, float | str], load: Load) -> tuple[Scenario, set[str]]:
    """Load a scenario with those of the given parameters that it has; return it and the names it took."""
    wanted: dict[str, float | str] = {}
    source: dict[str, str] = {}
    known = set(load(name, {}).parameters) if given else set()
    for full, value in given.items():
        part, dot, short = full.rpartition(".")
        if dot and part == name:
            wanted[short], source[short] = value, full
        elif not dot and full in known:
            wanted[full], source[full] = value, full
    return load(name, wanted), set(source.values())


def merge(own: Scenario, composed: Composed) -> Scenario:
    """Return a scenario with what its parts bring. A figure of its own for the same journey wins."""
    if not composed.scenarios:
        return own
    parts = composed.scenarios
    return replace(
        own,
        changes=unique_changes((*composed.changes, *own.changes)),
        expects=_expects(parts, own.expects),
        sources=_unique((*own.sources, *(s for part in parts for s in part.sources))),
        assumptions=_sentences(own.assumptions, [part.assumptions for part in parts]),
        side_effects=_sentences(own.side_effects, [part.side_effects for part in parts]),
    )


def _expects(parts: Sequence[Scenario], own: tuple[Expectation, ...]) -> tuple[Expectation, ...]:
    """Return all figures; one of the file itself replaces those of its parts for the same journey and measure."""
    said = {_subject(e) for e in own}
    taken = [e for part in parts for e in part.expects if _subject(e) not in said]
    return _unique((*own, *taken))


def _subject(e: Expectation) -> tuple[str, str, str, str]:
    return (e.origin, e.destination, e.measure, e.window)


def _sentences(
    own: Mapping[str, tuple[str, ...]], others: Sequence[Mapping[str, tuple[str, ...]]]
) -> Mapping[str, tuple[str, ...]]:
    langs = dict.fromkeys(lang for held in (own, *others) for lang in held)
    return MappingProxyType(
        {lang: _unique(s for held in (own, *others) for s in held.get(lang, ())) for lang in langs}
    )


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def combine(parts: Sequence[Scenario]) -> Scenario:
    """Return the combination ``a+b``: the changes of all parts, their figures, and the sum of their costs.

    The order of the parts is that of the name; the result does not depend on it, since changes have a fixed order.
    Raises InputError when the parts are for different networks.
    """
    bases = list(dict.fromkeys(part.base for part in parts))
    if len(bases) > 1:
        raise InputError(Problem(f"the parts of a combination need one base network, found {', '.join(bases)}"))
    composed = Composed(tuple(parts), MappingProxyType({k: v for p in parts for k, v in p.parameters.items()}))
    first = parts[0]
    own = Scenario(
        name="+".join(part.name for part in parts),
        key=joined_key([part.key for part in parts]),
        title=MappingProxyType({lang: " + ".join(p.title.get(lang, p.name) for p in parts) for lang in ("nl", "en")}),
        base=first.base,
        changes=(),
        year=max((p.year for p in parts if p.year is not None), default=None),
        cost=_cost(parts),
        parameters=composed.parameters,
        parts=tuple(part.name for part in parts),
        origin=" + ".join(dict.fromkeys(part.origin for part in parts)),
    )
    return merge(own, composed)


def _cost(parts: Sequence[Scenario]) -> Cost | None:
    """Return the sum of the published costs, marked where some part has none; None when none has one."""
    held = [part.cost for part in parts if part.cost is not None]
    if not held:
        return None
    low, high = (sum(cost.bn_eur[i] for cost in held) for i in (0, 1))
    years = "; ".join(dict.fromkeys(cost.price_level for cost in held if cost.price_level))
    english = "; ".join(dict.fromkeys(c.source for c in held if c.source))
    dutch = "; ".join(dict.fromkeys(c.source_nl or c.source for c in held if c.source))
    partial = len(held) < len(parts) or any(cost.partial for cost in held)
    return Cost((round(low, 6), round(high, 6)), years, english, dutch if dutch != english else "", partial)


def joined_key(keys: Sequence[str]) -> str:
    """Return at most eight signs for a combination: as much of each key as fits, and a check sign when cut short.

    >>> joined_key(["ab", "cd"]), len(joined_key(["lely20", "zee30", "spoorbr"]))
    ('ab_cd', 8)
    """
    import hashlib

    whole = "_".join(keys)
    if len(whole) <= 8:
        return whole
    mark = hashlib.sha256(whole.encode()).hexdigest()[:2]
    share = max(1, 6 // len(keys))
    return ("".join(key[:share] for key in keys)[:6] + mark)[:8]
