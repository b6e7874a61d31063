"""Builders of small timetables, and a strategy for random ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from bereikbaar.clock.question import Question
from bereikbaar.network.trips import ANY, ChangeRules, Trips

DAY = "2026-03-10"


def seconds(clock: str | int) -> int:
    """07:30 or 07:30:15 -> seconds; numbers stay."""
    if isinstance(clock, int):
        return clock
    h, m, s = [*clock.split(":"), "0"][:3]
    return int(h) * 3600 + int(m) * 60 + int(s)


def timetable(
    trips: Sequence[dict[str, Any]],
    *,
    stations: Sequence[str] = (),
    places: dict[str, str] | None = None,
    rules: Iterable[dict[str, Any]] = (),
    walks: Iterable[tuple[str, str, int]] = (),
    stays: Iterable[tuple[str, str]] = (),
    dates: Sequence[str] = (DAY,),
    period_s: int = 0,
) -> Trips:
    """Trips from plain words: {"id", "calls": [(place, arrive, depart)], "line", "type", "dates", "shut", "stuck"}.

    places : place -> station; others are stations of their own. A call (place, time) arrives and departs then.
    shut, stuck : positions of calls where one cannot get in, out.
    """
    places = places or {}
    named = [str(c[0]) for t in trips for c in t["calls"]]
    place_names = sorted({*named, *places, *(s for s in stations if s not in places.values())})
    of = {p: places.get(p, p) for p in place_names}
    codes = sorted({*of.values(), *stations})
    ids = [str(t["id"]) for t in trips]
    lines = sorted({str(t.get("line", t["id"])) for t in trips})
    calls = [(t, k, c) for t in trips for k, c in enumerate(t["calls"])]
    ints = lambda values: np.array(list(values), dtype=np.int32)  # noqa: E731

    def side(rule: dict[str, Any], key: str, names: Sequence[str]) -> int:
        return names.index(rule[key]) if key in rule else ANY

    rows = [
        [
            side(r, "from_place", place_names),
            side(r, "to_place", place_names),
            side(r, "from_line", lines),
            side(r, "to_line", lines),
            side(r, "from_trip", ids),
            side(r, "to_trip", ids),
            r["seconds"],
        ]
        for r in rules
    ]
    first = [0, *itertools.accumulate(len(t["calls"]) for t in trips)]
    zero = np.datetime64(dates[0]) if dates else np.datetime64(DAY)
    return Trips(
        stations=tuple(codes),
        places=tuple(place_names),
        place_station=ints(codes.index(of[p]) for p in place_names),
        first=ints(first),
        place=ints(place_names.index(str(c[0])) for _, _, c in calls),
        arrive_s=ints(seconds(c[1]) for _, _, c in calls),
        depart_s=ints(seconds(c[-1]) for _, _, c in calls),
        board=np.array([k < len(t["calls"]) - 1 and k not in t.get("shut", ()) for t, k, _ in calls], dtype=bool),
        alight=np.array([k > 0 and k not in t.get("stuck", ()) for t, k, _ in calls], dtype=bool),
        patterns=tuple((line, "outbound") for line in lines),
        origins=(),
        pattern=ints(lines.index(str(t.get("line", t["id"]))) for t in trips),
        line=ints(lines.index(str(t.get("line", t["id"]))) for t in trips),
        route_type=ints(t.get("type", 2) for t in trips),
        ids=tuple(ids),
        basis=np.zeros(len(trips), dtype=np.int8),
        stays=ints(ids.index(x) for pair in stays for x in pair).reshape(-1, 2),
        rules=ChangeRules(*ints(x for row in rows for x in row).reshape(-1, 7).T.copy()),
        walks=ints(x for a, b, s in walks for x in (codes.index(a), codes.index(b), s)).reshape(-1, 3),
        dates=() if period_s else tuple(dates),
        day_start_s=np.array(
            [] if period_s else [(np.datetime64(d) - zero).astype(int) * 86400 for d in dates], np.int64
        ),
        runs=np.array(
            [[not period_s and d in t.get("dates", dates) for d in dates] for t in trips], dtype=bool
        ).reshape(len(trips), len(dates))[:, : 0 if period_s else None],
        period_s=period_s,
    )


def change_s(trips: Trips, default: int = 0, **special: int) -> np.ndarray:
    """Change times per station: the default but for some."""
    return np.array([special.get(code, default) for code in trips.stations], dtype=np.int32)


@st.composite
def small_cases(draw: st.DrawFn, *, period_s: int | None = None) -> tuple[Trips, np.ndarray, Question]:
    """A random small timetable with all that can be said in one, change times, and a question about it.

    Times are few and close together, so that trains meet to the second, overtake and take no time at all.
    """
    places = {"a": "a", "b1": "b", "b2": "b", "c": "c", "d": "d"}
    names = list(places)
    dates = ("2026-03-09", DAY) if period_s is None else ()
    step = st.sampled_from([0, 0, 60, 60, 120, 300, 301])
    trips = []
    for number in range(draw(st.integers(2, 8))):
        time = draw(st.integers(0, 16)) * 60 + (86400 if dates and draw(st.integers(0, 5)) == 0 else 0)
        calls = []
        for place in draw(st.lists(st.sampled_from(names), min_size=2, max_size=4)):
            arrive = time + draw(step) if calls else time
            time = arrive + (draw(st.sampled_from([0, 0, 60, 240])))
            calls.append((place, arrive, time))
        trip: dict[str, Any] = {"id": f"t{number}", "line": draw(st.sampled_from("xyz")), "calls": calls}
        trip["type"] = draw(st.sampled_from([2, 2, 2, 2, 2, 3]))
        if dates:
            trip["dates"] = draw(st.sampled_from([dates, dates, dates, (DAY,), dates[:1]]))
        for key in ("shut", "stuck"):
            trip[key] = draw(st.sampled_from([(), (), (), (1,)]))
        trips.append(trip)
    ids = [t["id"] for t in trips]
    rule = st.fixed_dictionaries(
        {"seconds": st.sampled_from([-2, -1, 0, 30, 120, 400])},
        optional={
            "from_place": st.sampled_from(names),
            "to_place": st.sampled_from(names),
            "from_line": st.sampled_from(sorted({t["line"] for t in trips})),
            "to_line": st.sampled_from(sorted({t["line"] for t in trips})),
            "from_trip": st.sampled_from(ids),
            "to_trip": st.sampled_from(ids),
        },
    )
    stations = sorted(set(places.values()))
    walk = st.tuples(st.sampled_from(stations), st.sampled_from(stations), st.sampled_from([0, 90, 240, 600]))
    built = timetable(
        trips,
        places=places,
        rules=draw(st.lists(rule, max_size=4)),
        walks=draw(st.lists(walk, max_size=3)),
        stays=draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=2)),
        dates=dates,
        period_s=period_s or 0,
    )
    default = draw(st.sampled_from([0, 0, 60, 120]))
    start = draw(st.integers(-3, 6)) * 60
    question = Question(
        date=DAY if dates else "",
        start_s=start,
        end_s=start + draw(st.sampled_from([1, 300, 599, 1200, 1200])),
        longest_s=draw(st.sampled_from([400, 1500, 3000])),
        max_changes=draw(st.sampled_from([None, None, 0, 1, 2])),
        route_types=draw(st.sampled_from([None, None, frozenset({2})])),
    )
    return built, change_s(built, default, b=draw(st.sampled_from([0, 180]))), question
