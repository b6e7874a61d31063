"""Small timetables, one trap each, with questions and right answers: to the second.

The files in tests/data/clock and where their facts come from: see the README there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_timetables import seconds, timetable

from bereikbaar.clock.journeys import alternatives, earliest_arrival, latest_departure, profile
from bereikbaar.clock.question import Question
from bereikbaar.clock.times import clock_times
from bereikbaar.network.trips import Trips

FOLDER = Path(__file__).parents[1] / "data" / "clock"
CASES = sorted(p.stem for p in FOLDER.glob("*.json"))

Rows = list[tuple[int, int, int]]


def load(name: str) -> tuple[Trips, dict[str, Any]]:
    case = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    built = timetable(
        case["trips"],
        stations=case["stations"],
        places=case["places"],
        rules=case.get("rules", ()),
        walks=case.get("walks", ()),
        stays=case.get("stays", ()),
        dates=case["dates"],
    )
    return built, case


def question(q: dict[str, Any]) -> Question:
    start, horizon = seconds(q["time"]), round(q["horizon_h"] * 3600)
    return Question(
        date=q["date"],
        start_s=start,
        end_s=seconds(q.get("window_end", start + 1)),
        longest_s=horizon,
        max_changes=q.get("max_changes"),
        route_types=frozenset(q["modes"]) if "modes" in q else None,
    )


def answer(trips: Trips, change_s: np.ndarray, q: dict[str, Any]) -> Rows:
    """Our answer in the form of the cases: a row per departure, arrival, changes."""
    asked, moment = (trips, change_s, question(q), q["from"], q["to"]), seconds(q["time"])
    if q["kind"] == "earliest_arrival":
        found = earliest_arrival(*asked, moment)
        best = (max(j.depart_s for j in found), found[0].arrive_s, min(j.changes for j in found)) if found else None
        return [best] if best else []
    if q["kind"] == "latest_departure":
        found = latest_departure(*asked, moment)
        best = (found[0].depart_s, min(j.arrive_s for j in found), min(j.changes for j in found)) if found else None
        return [best] if best else []
    if q["kind"] == "pareto":
        return [(j.depart_s, j.arrive_s, j.changes) for j in alternatives(*asked, moment)]
    found = profile(*asked, count_changes=q["kind"] == "profile3")
    return [(j.depart_s, j.arrive_s, j.changes) for j in found if j.arrive_s <= moment + asked[2].longest_s]


@pytest.mark.parametrize("name", CASES)
def test_every_answer_is_right_to_the_second(name: str) -> None:
    trips, case = load(name)
    wrong = []
    for number, q in enumerate(case["questions"], 1):
        special = case.get("change_s", {})
        change_s = np.array([special.get(code, q["change_s"]) for code in trips.stations], dtype=np.int32)
        if q["kind"] == "stats":
            t = clock_times(trips, change_s, question(q), threads=1)
            got = [t.at(n, q["from"], q["to"]) for n in ("expected", "best", "worst", "median")]
            right = list(q["stats"].values())
            ok = got[0] == np.inf if right[0] is None else got == pytest.approx(right, abs=1e-6)
        else:
            right = sorted((seconds(d), seconds(a), c) for d, a, c in q["rows"])
            got = sorted(answer(trips, change_s, q))
            ok = got == right
        if not ok:
            wrong.append(f"question {number}, {q['kind']} {q['from']}-{q['to']}: {got} instead of {right}")
    assert not wrong, "\n".join(wrong)
