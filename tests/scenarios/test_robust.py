"""Whatever a file holds, the answer is a scenario or a list of problems, never a traceback."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_networks import network

from bereikbaar.network.model import Network
from bereikbaar.scenarios.apply import apply_scenario, check_scenario, plain_changes
from bereikbaar.scenarios.changes import KINDS
from bereikbaar.scenarios.containers import ByWindow, ListOf, OneOf
from bereikbaar.scenarios.kinds import Flag, Kind, Number, Text
from bereikbaar.scenarios.nodes import parse_json
from bereikbaar.scenarios.records import Record, is_required, items, key_of
from bereikbaar.scenarios.schema import from_nodes

NET = network()
CODES = st.sampled_from([*NET.stations, "xem", "nowhere", ""])
VALUES: st.SearchStrategy[Any] = st.one_of(
    CODES,
    st.sampled_from([*NET.services, "L1", "auto", "Intercity", "both", "outbound", "A", "bus", "cost_only", "jobs"]),
    st.lists(CODES, max_size=4),
    st.integers(-5, 300),
    st.floats(-1e3, 1e3),
    st.booleans(),
    st.lists(st.integers(0, 60) | st.just("auto"), max_size=3),
    st.dictionaries(
        st.sampled_from(["day", "evening", "weekend", "peak", "all", "nacht"]), st.integers(0, 70), max_size=3
    ),
    st.just({"between": ["hr", "lw"]}),
    st.none(),
)


def fitting(kind: Kind) -> st.SearchStrategy[Any]:
    """Return values that a kind of field can hold, from the small network where it asks for names."""
    made: st.SearchStrategy[Any] = st.just("x")
    match kind:
        case Text():
            made = _text(kind)
        case Number():
            low = kind.low if kind.low is not None else 0.5 if kind.above is not None else -5
            made = st.integers(int(low + 0.99), int(min(kind.high or 60, 200)))
        case Flag():
            made = st.booleans()
        case ListOf():
            made = st.lists(fitting(kind.kind), min_size=kind.low, max_size=kind.high or kind.low + 2)
        case ByWindow():
            windows = st.sampled_from(["day", "evening", "weekend", "peak"])
            made = fitting(kind.number) | st.dictionaries(windows, fitting(kind.number), min_size=1)
        case OneOf():
            forms = [st.just(kind.word)] if kind.word else []
            made = st.one_of(*forms, *(fitting(k) for k in (kind.one, kind.many) if k is not None))
        case Record():
            made = st.fixed_dictionaries({key_of(f): fitting(f.metadata["kind"]) for f in items(kind.cls)})
    return made


def _text(kind: Text) -> st.SearchStrategy[Any]:
    names = {
        "a station code": [*NET.stations, "nowhere"],
        "the id of a service": [*NET.services, "L1"],
        "a window": ["day", "evening", "weekend", "peak", "sunday", "nacht"],
        "a product name": ["Intercity", "Sprinter", "Sneltrein"],
        "a product": ["Intercity", "Sprinter"],
    }
    if kind.choices or kind.what in names:
        return st.sampled_from(kind.choices or names[kind.what])
    return st.from_regex(f"^{kind.pattern}$", fullmatch=True) if kind.pattern else st.just("x")


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """Return a change of any kind with values of the right type and, now and then, any value."""
    kind = draw(st.sampled_from(KINDS))
    values = {}
    for f in items(kind):
        if is_required(f) or draw(st.integers(0, 3)) == 0:
            any_value = draw(st.integers(0, 60)) == 0
            values[key_of(f)] = draw(VALUES if any_value else fitting(f.metadata["kind"]))
    if "lat" in values:
        values |= {"lat": draw(st.floats(52, 53.2)), "lon": draw(st.floats(5, 6.5))}
    if "services" not in values and hasattr(kind, "services"):
        values["services"] = draw(st.lists(st.sampled_from(list(NET.services)), min_size=1, max_size=2))
    return {kind.KIND: values}


@settings(max_examples=120, deadline=None)
@given(st.lists(changes(), min_size=1, max_size=4))
def test_any_changes_give_problems_or_a_sound_network(made: list[dict[str, Any]]) -> None:
    whole = {"name": "x", "key": "x", "title": {"nl": "x", "en": "x"}, "base": "small", "changes": made}
    reading = from_nodes(parse_json(json.dumps(whole)), "x.json")
    for problem in reading.problems:
        assert problem.message
    assert reading.scenario is not None
    before = repr(NET)
    found = check_scenario(NET, reading.scenario, excused=reading.unread)
    for problem in found:
        assert problem.message
        assert problem.severity == "error"
    if not found and not reading.problems:
        applied = apply_scenario(NET, reading.scenario)
        assert all(applied.sentences(lang) for lang in ("nl", "en"))
        assert plain_changes(NET, reading.scenario, lang="nl") or applied.network.clocks != NET.clocks
        _sound(applied.network)
    assert repr(NET) == before


def _sound(net: Network) -> None:
    """Trains call at stations that are there, take time, and run on track that is there or on none."""
    for name, service in net.services.items():
        assert name == service.id
        for p in service.patterns:
            assert len(p.stations) == len(p.arrive_min) == len(p.depart_min) == len(p.leg_source) >= 2
            assert len(p.tph) == len(net.windows)
            assert set(p.stations) <= set(net.stations)
            assert p.arrive_min[0] == p.depart_min[0] == 0
            assert all(b > a for a, b in zip(p.depart_min[:-1], p.arrive_min[1:], strict=True))
            assert all(d >= a for a, d in zip(p.arrive_min, p.depart_min, strict=True))
    for key, section in net.sections.items():
        assert key == section.key
        assert section.km > 0
    for (a, b), path in net.leg_paths.items():
        assert (path[0], path[-1]) == (a, b)
    for clock in net.clocks:
        assert clock.service in net.services
        assert 0 <= clock.origin_minute < clock.period_min


KEYS = ["name", "key", "title", "base", "changes", "expects", "parts", "parameters", "nl", "en", "add_track", "value",
        "text", "cost", "bn_eur", "sources"]  # fmt: skip
SIGNS = st.characters(exclude_categories=["Cc", "Cs"])  # the parser refuses the others
LEAVES = st.none() | st.booleans() | st.integers() | st.text(SIGNS, max_size=6)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=80, deadline=None)
@given(DOCUMENTS)
def test_any_document_gives_problems_or_a_scenario(document: Any) -> None:
    def load(name: str, parameters: Any) -> Any:
        from bereikbaar.errors import UnknownNameError

        raise UnknownNameError(f"there is no scenario {name!r}")

    reading = from_nodes(parse_json(json.dumps(document)), "x.json", load=load)
    assert reading.problems
