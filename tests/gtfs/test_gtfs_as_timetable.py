"""The small timetables of the clock method, written as feeds and read back, are the same timetables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feed_texts as ft
import numpy as np
import pytest

from bereikbaar.gtfs.feed import Feed, parse_modes, read_feed
from bereikbaar.network.trips import ANY, FORBIDDEN
from bereikbaar.units import clock_full as clock

FOLDER = Path(__file__).parents[1] / "data" / "clock"
CASES = sorted(p.stem for p in FOLDER.glob("*.json"))
TRANSFERS = (
    "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id,to_trip_id,from_route_id,to_route_id\n"
)


def as_feed(case: dict[str, Any]) -> ft.Files:
    places: dict[str, str] = case["places"]
    codes = sorted({*case["stations"], *places.values()})
    parents = {p: s for p, s in places.items() if p != s}
    stops = [f"{s},{s},52.0,5.0,{1 if s in parents.values() else 0}," for s in codes]
    stops += [f"{p},{p},52.0,5.0,0,{s}" for p, s in parents.items()]
    lines = {str(t.get("line", t["id"])): t.get("type", 2) for t in case["trips"]}
    days = "".join(
        f"{t['id']},{d.replace('-', '')},1\n" for t in case["trips"] for d in t.get("dates", case["dates"])
    )
    return {
        "agency.txt": ft.AGENCY,
        "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n" + "\n".join(stops) + "\n",
        "routes.txt": "route_id,route_type\n" + "".join(f"{n},{k}\n" for n, k in lines.items()),
        "trips.txt": "route_id,service_id,trip_id\n"
        + "".join(f"{t.get('line', t['id'])},{t['id']},{t['id']}\n" for t in case["trips"]),
        "calendar_dates.txt": "service_id,date,exception_type\n" + days,
        "stop_times.txt": ft.CALLS.rstrip()
        + ",pickup_type,drop_off_type\n"
        + "".join(
            f"{t['id']},{clock(a)},{clock(d)},{p},{k},{int(k in t.get('shut', ()))},{int(k in t.get('stuck', ()))}\n"
            for t in case["trips"]
            for k, (p, a, d) in enumerate(t["calls"])
        ),
        "transfers.txt": TRANSFERS + "".join(row + "\n" for row in transfers(case)),
    }


def transfers(case: dict[str, Any]) -> list[str]:
    rows = [f"{a},{a},2,{s},,,," for a, s in case.get("change_s", {}).items()]
    rows += [f"{a},{b},2,{s},,,," for a, b, s in case.get("walks", ())]
    rows += [f",,4,,{a},{b},," for a, b in case.get("stays", ())]
    for r in case.get("rules", ()):
        kind, seconds = ("3", "") if r["seconds"] == FORBIDDEN else ("2", str(r["seconds"]))
        names = ("from_trip", "to_trip", "from_line", "to_line")
        rows.append(",".join([r["from_place"], r["to_place"], kind, seconds, *(str(r.get(n, "")) for n in names)]))
    return rows


def spoken(feed: Feed) -> dict[str, Any]:
    t = feed.trips
    lines = [line.id for line in feed.lines]
    trips = {}
    for i, name in enumerate(t.ids):
        part = slice(t.first[i], t.first[i + 1])
        rows = zip(t.place[part], t.arrive_s[part], t.depart_s[part], t.board[part], t.alight[part], strict=True)
        calls = [(t.places[p], int(a), int(d), bool(b), bool(u)) for p, a, d, b, u in rows]
        trips[name] = (lines[t.line[i]], int(t.route_type[i]), calls, ft.runs_on(feed, name))
    names = (t.places, t.places, lines, lines, t.ids, t.ids)
    rules = {
        (*("" if i == ANY else n[i] for n, i in zip(names, row[:6], strict=True)), row[6])
        for row in zip(*(c.tolist() for c in t.rules), strict=True)
    }
    return {
        "trips": trips,
        "rules": rules,
        "walks": {(t.stations[a], t.stations[b], int(s)) for a, b, s in t.walks},
        "stays": {(t.ids[a], t.ids[b]) for a, b in t.stays},
        "change_s": {code: round(60 * m) for code, m in feed.change_min().items()},
        "stations": list(t.stations),
    }


def meant(case: dict[str, Any]) -> dict[str, Any]:
    trips = {}
    for t in case["trips"]:
        last = len(t["calls"]) - 1
        calls = [
            (p, a, d, k < last and k not in t.get("shut", ()), k > 0 and k not in t.get("stuck", ()))
            for k, (p, a, d) in enumerate(t["calls"])
        ]
        trips[t["id"]] = (t.get("line", t["id"]), t.get("type", 2), calls, sorted(t.get("dates", case["dates"])))
    sides = ("from_place", "to_place", "from_line", "to_line", "from_trip", "to_trip")
    called = {p for t in case["trips"] for p, *_ in t["calls"]}  # a platform without trains is no place
    rules = [r for r in case.get("rules", ()) if {r["from_place"], r["to_place"]} <= called]
    return {
        "trips": trips,
        "rules": {(*(r.get(n, "") for n in sides), r["seconds"]) for r in rules},
        "walks": {tuple(w) for w in case.get("walks", ())},
        "stays": {tuple(s) for s in case.get("stays", ())},
        "change_s": case.get("change_s", {}),
        "stations": sorted({*case["stations"], *case["places"].values()}),
    }


@pytest.mark.parametrize("name", CASES)
def test_a_timetable_written_as_a_feed_is_read_as_it_was(tmp_path: Path, name: str) -> None:
    case = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    feed = read_feed(ft.write_zip(tmp_path / "case.zip", as_feed(case)), modes=parse_modes("all"))
    found, right = spoken(feed), meant(case)
    assert found.keys() == right.keys()
    for part in right:
        assert found[part] == right[part], part
    assert not feed.notes
    assert np.array_equal(np.unique(feed.trips.basis), [0])
