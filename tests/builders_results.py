"""A small, complete result made by hand: nine stations, seven towns, one scenario that helps some and harms others.

The base: series 500 gn-asn-zl-ut every hour, series 3000 ut-asd twice an hour, series 2100 mdb-vss twice an hour
(joined to nothing), and hdr, where no train calls. The scenario ``lelylijn-test`` builds gn-xem-asd with two trains
an hour; series 500 then skips asn, and series 3000 runs once an hour.
"""

from dataclasses import replace

import numpy as np
import polars as pl

from bereikbaar.access.model import Centre, Places, Towns, Zones
from bereikbaar.indicators.catalogue import TOWN_INDICATORS
from bereikbaar.network.model import Network, Pattern, Section, Service, Station, Window
from bereikbaar.results import Case, Outcome, Result
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.scenarios.model import Cost, Scenario, Source
from bereikbaar.settings import Settings

WINDOWS = (Window("offpeak", 40.0, "day"), Window("evening", 20.0, "evening"))

STATIONS = {
    "asd": ("Amsterdam Centraal", 52.3789, 4.9004, "Noord-Holland"),
    "asn": ("Assen", 52.9920, 6.5707, "Drenthe"),
    "gn": ("Groningen", 53.2107, 6.5648, "Groningen"),
    "hdr": ("Den Helder", 52.9555, 4.7610, "Noord-Holland"),
    "mdb": ("Middelburg", 51.4951, 3.6173, "Zeeland"),
    "ut": ("Utrecht Centraal", 52.0894, 5.1101, "Utrecht"),
    "vss": ("Vlissingen Souburg", 51.4611, 3.5962, "Zeeland"),
    "xem": ("Emmeloord", 52.709, 5.728, "Flevoland"),
    "zl": ("Zwolle", 52.5046, 6.0909, "Overijssel"),
}


def station(code, **more):
    name, lat, lon, province = STATIONS[code]
    return Station(code, name, lat, lon, province=province, **more)


def service(series, calls, offpeak, evening, **more):
    """``service("500", "gn 0 asn 15 ut 108", 1, 1)``: a service with both directions."""
    words = calls.split()
    codes, minutes = tuple(words[::2]), tuple(float(m) for m in words[1::2])
    back = tuple(minutes[-1] - m for m in reversed(minutes))
    tph = (float(offpeak), float(evening))
    patterns = (
        Pattern("outbound", codes, minutes, minutes, tph),
        Pattern("return", codes[::-1], back, back, tph),
    )
    return Service(series, series, "Intercity", "NS", patterns, **more)


def section(a, b, km, **more):
    line = tuple((STATIONS[c][2], STATIONS[c][1]) for c in (a, b))
    return Section(a, b, km, 140.0, line, **more)


def network(services, sections, codes, **more):
    return Network(
        name="nl-test",
        title="A small network",
        version="1",
        windows=WINDOWS,
        stations={c: station(c) for c in codes},
        services={s.id: s for s in services},
        sections={s.key: s for s in sections},
        hash="0123456789abcdef",
        **more,
    )


TRACK = (
    section("gn", "asn", 27.0),
    section("asn", "zl", 78.0),
    section("zl", "ut", 88.0),
    section("ut", "asd", 39.0),
    section("mdb", "vss", 4.0),
)


def base_network():
    services = (
        service("500", "gn 0 asn 15 zl 55 ut 108", 1, 1),
        service("3000", "ut 0 asd 27", 2, 2),
        service("2100", "mdb 0 vss 4", 2, 1),
    )
    return network(services, TRACK, [c for c in STATIONS if c != "xem"])


def scenario_network():
    services = (
        service("500", "gn 0 zl 55 ut 108", 1, 1),
        service("3000", "ut 0 asd 27", 1, 2),
        service("2100", "mdb 0 vss 4", 2, 1),
        service("LL1", "gn 0 xem 40 asd 75", 2, 1, added_by="lelylijn-test"),
    )
    new = (
        section("gn", "xem", 80.0, kind="new", added_by="lelylijn-test"),
        section("xem", "asd", 85.0, kind="new", added_by="lelylijn-test"),
    )
    return network(services, (*TRACK, *new), list(STATIONS), scenario=("lelylijn-test",))


def travel_times(net, window="offpeak", scenario=""):
    """Times by the shortest path over all direct trains; waits of 10 minutes. Good enough to be written."""
    codes = tuple(sorted(net.stations))
    index = {c: i for i, c in enumerate(codes)}
    w = net.window_index(window)
    best = np.full((len(codes), len(codes)), np.inf)
    np.fill_diagonal(best, 0.0)
    for p in (p for s in net.services.values() for p in s.patterns if p.tph[w] > 0):
        for i, a in enumerate(p.stations):
            for j in range(i + 1, len(p.stations)):
                minutes = p.arrive_min[j] - p.depart_min[i]
                best[index[a], index[p.stations[j]]] = min(best[index[a], index[p.stations[j]]], minutes)
    for k in range(len(codes)):
        best = np.minimum(best, best[:, [k]] + best[[k], :])
    off = ~np.eye(len(codes), dtype=bool)
    zero = np.where(np.isfinite(best), 0.0, np.inf)
    wait = np.where(off, 10.0, 0.0) + zero
    return TravelTimes(
        network=net.name,
        scenario=scenario,
        window=window,
        method="headway",
        stations=codes,
        expected=best + wait,
        best=best,
        onward=best + wait,
        first_wait=wait,
        in_vehicle=best,
        transfer=zero,
        changes=zero,
        departures_per_hour=np.where(np.isfinite(best), 2.0, 0.0),
        longest_gap=np.where(off, 30.0, 0.0) + zero,
        index=index,
    )


#: id -> name, municipality, province, lat, lon, inhabitants.
TOWNS = {
    "assen": ("Assen", "Assen", "Drenthe", 52.9925, 6.5649, 65_000),
    "emmeloord": ("Emmeloord", "Noordoostpolder", "Flevoland", 52.7108, 5.7486, 27_000),
    "groningen": ("Groningen", "Groningen", "Groningen", 53.2194, 6.5665, 200_000),
    "haren": ("Haren", "Groningen", "Groningen", 53.1730, 6.6060, 20_000),
    "lelystad": ("Lelystad", "Lelystad", "Flevoland", 52.5185, 5.4714, 80_000),
    "utrecht": ("Utrecht", "Utrecht", "Utrecht", 52.0907, 5.1214, 360_000),
    "vlissingen": ("Vlissingen", "Vlissingen", "Zeeland", 51.4426, 3.5736, 44_000),
}

#: id -> expected minutes to Amsterdam, Rotterdam, Den Haag, Utrecht, the capital; None = no connection.
BASE_MINUTES = {
    "assen": (135, 145, 150, 100, 10),
    "emmeloord": (None, None, None, None, None),
    "groningen": (145, 160, 165, 115, 10),
    "haren": (150, 165, 170, 120, 20),
    "lelystad": (50, 80, 85, 70, 10),
    "utrecht": (40, 50, 55, 5, 5),
    "vlissingen": (None, None, None, None, 15),
}
AFTER_MINUTES = {
    "assen": (145, 155, 160, 110, 15),  # loses 10, 10, 10, 10 and 5 minutes: 9 on average
    "emmeloord": (60, 90, 95, 80, 70),  # new
    "groningen": (90, 140, 145, 115, 10),  # gains 55, 20, 20, 0 and 0: 19 on average
    "haren": (100, 145, 150, 120, 20),  # gains 50, 20, 20, 0 and 0: 18 on average
    "lelystad": (50, 80, 85, 70, 10),  # nothing
    "utrecht": (42, 50, 55, 5, 5),  # 2 minutes to one place: 0.4 on average, not noticeable
    "vlissingen": (None, None, None, None, 15),  # no connection before or after
}


def towns(minutes, *, tph=4.0):
    rows = []
    for town_id, (name, municipality, province, lat, lon, people) in TOWNS.items():
        five = minutes[town_id]
        row = {"town_id": town_id, "name": name, "municipality": municipality, "province": province, "corop": "CR00"}
        row |= {"lat": lat, "lon": lon, "population": people}
        reached = five[0] is not None
        for i in TOWN_INDICATORS:
            row[i.name] = {"float": 10.0 if reached else None, "int": 100_000, "text": "bicycle"}[i.kind]
        row |= {f"exp_{c}_min": m for c, m in zip(("ams", "rtd", "dhg", "utr", "cap"), five, strict=True)}
        row |= {"tph_offpeak": tph, "assumed_pct": 25.0, "no_answer_pct": 0.0 if reached else 100.0}
        rows.append(row)
    types = {"float": pl.Float64, "int": pl.Int64, "text": pl.String}
    return pl.DataFrame(rows, schema_overrides={i.name: types[i.kind] for i in TOWN_INDICATORS}).sort("town_id")


def stations(net, window="offpeak"):
    w = [x.name for x in net.windows]
    rows = []
    for code in sorted(net.stations):
        s = net.stations[code]
        row = {"code": code, "name": s.name, "country": s.country, "province": s.province, "lat": s.lat, "lon": s.lon}
        leaving = [p for x in net.services.values() for p in x.patterns if code in p.stations[:-1]]
        row |= {f"tph_{name}": sum(p.tph[i] for p in leaving) for i, name in enumerate(w)}
        direct = {b for p in leaving if p.tph[w.index(window)] > 0 for b in p.stations[p.stations.index(code) + 1 :]}
        rows.append({**row, "direct": len(direct), "added_by": s.added_by})
    return pl.DataFrame(rows, infer_schema_length=None)


CENTRES = (
    Centre("amsterdam", "Amsterdam", ("four largest cities",), "Noord-Holland", ("asd",), 52.3740, 4.8897),
    Centre("utrecht", "Utrecht", ("four largest cities",), "Utrecht", ("ut",), 52.0907, 5.1214),
)


def pairs(minutes):
    rows = []
    for town_id, (name, *_rest, people) in TOWNS.items():
        for centre, i in (("amsterdam", 0), ("utrecht", 3)):
            if people >= 20_000:
                m = minutes[town_id][i]
                none = m is None
                rows.append(
                    {
                        "town_id": town_id,
                        "town": name,
                        "centre_id": centre,
                        "centre": centre.title(),
                        "expected_min": float("inf") if none else float(m),
                        "best_min": None if none else m - 10.0,
                        "changes": None if none else 0.5,
                        "departures_per_hour": 0.0 if none else 2.0,
                        "longest_gap_min": None if none else 30.0,
                    }
                )
    return pl.DataFrame(rows, infer_schema_length=None)


def places():
    ids = tuple(TOWNS)
    columns = list(zip(*TOWNS.values(), strict=True))
    empty = np.empty(0)
    zones = Zones((), (), np.empty(0, dtype=np.int64), (), (), (), empty, empty, empty, empty, empty, empty)
    return Places(
        zones=zones,
        towns=Towns(
            ids,
            columns[0],
            columns[1],
            columns[2],
            ("CR00",) * len(ids),
            np.array(columns[3], dtype=float),
            np.array(columns[4], dtype=float),
            np.array(columns[5], dtype=float),
        ),
        centres=CENTRES,
        amenities=(),
        crossings=(),
        land=None,
        neighbours=None,
        hash="fedcba9876543210",
    )


def case(net, minutes, scenario=None, **more):
    name = scenario.name if scenario else ""
    return Case(
        scenario=scenario,
        network=net,
        times={"offpeak": travel_times(net, "offpeak", name)},
        towns=towns(minutes),
        stations=stations(net),
        pairs=pairs(minutes),
        **more,
    )


def scenario(name="lelylijn-test", key="lely", **more):
    values = {
        "title": {"nl": "Lelylijn, proef", "en": "Lelylijn, test"},
        "base": "nl-test",
        "changes": (),
        "year": 2040,
        "cost": Cost((3.2, 6.4), "2020", "Studio Bereikbaar 2020"),
        "sources": (Source("Lelylijn study", "https://example.org/lelylijn", "2020-07-01"),),
        "assumptions": {"nl": ("De bussen blijven gelijk.",), "en": ("Buses stay as they are.",)},
        "side_effects": {"nl": ("Assen verliest zijn trein.",), "en": ("Assen loses its train.",)},
        "hash": "a1b2c3d4e5f60718",
    }
    return Scenario(name, key, **{**values, **more})


REPORT = {
    "nl": ("Nieuwe trein LL1: Groningen - Emmeloord - Amsterdam, 2 per uur.", "Serie 500 slaat Assen over."),
    "en": ("New train LL1: Groningen - Emmeloord - Amsterdam, 2 per hour.", "Series 500 skips Assen."),
}


def outcomes():
    return (
        Outcome("lelylijn-test", "gn", "asd", "best_min", 75.0, 3.0, False, "must", 75.0, True, "Study 2020", "B"),
        Outcome("lelylijn-test", "asn", "asd", "best_min", 100.0, 3.0, False, "must", None, False, "Study 2020", "B"),
        Outcome("lelylijn-test", "gn", "ut", "tph_direct", 1.0, 0.0, False, "info", 1.0, None, "Study 2020", "B"),
    )


def result(lang="en", *, scenarios=1, base_only=False, **more):
    """The result: the base, and the scenario once or more often (with other names and keys)."""
    net = scenario_network()
    base = case(base_network(), BASE_MINUTES)
    first = case(net, AFTER_MINUTES, scenario(), report=REPORT[lang], outcomes=outcomes())
    copies = [
        replace(first, scenario=scenario(f"copy-{i}", f"copy{i}", hash=f"{i:016x}"), outcomes=())
        for i in range(1, scenarios)
    ]
    values = {
        "settings": Settings(),
        "window": "offpeak",
        "method": "headway",
        "lang": lang,
        "places": places(),
        "warnings": (),
    }
    return Result(base=base, cases=() if base_only else (first, *copies), **{**values, **more})
