"""One small network for every kind of fault, with what is said about it in English: (kind, network, place, message)."""

# ruff: noqa: E501  (a table of sentences reads best with one sentence on one line)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from network_builders import (
    WINDOWS,
    feeder,
    section,
    service,
    sound,
    station,
    with_pattern,
    with_section,
    with_service,
    with_station,
)

from bereikbaar.network.model import Network, PatternClock, Window

NAN = float("nan")
LINE = {"a": 0.0, "b": 1.0, "c": 2.0, "d": 3.0}


@dataclass(frozen=True)
class Case:
    """where : "file, field" of the problem. files : what stands in the folder beside the network."""

    kind: str
    net: Network
    where: str
    message: str
    files: dict[str, str] = field(default_factory=dict)


def at(**position: object) -> Callable[[], Network]:
    return lambda: with_station(sound(), station("b", 1, **position))


def stop(**fields: object) -> Network:
    return with_pattern(sound(), "stop", **fields)


def track(**fields: object) -> Network:
    return with_section(sound(), replace(sound().sections["b", "c"], **fields))  # type: ignore[arg-type]


def paths(*codes: str) -> Network:
    return replace(sound(), leg_paths={("a", "d"): codes})


def fed(**fields: object) -> Network:
    return replace(sound(), feeders=(feeder(**fields),))


def clock(**fields: object) -> Network:
    values: dict[str, object] = {"service": "stop", "direction": "outbound", "origin_minute": 5.0, "period_min": 30.0}
    return replace(sound(), clocks=(PatternClock(**{**values, **fields}),))  # type: ignore[arg-type]


def windows(*found: Window) -> Network:
    return replace(sound(), windows=found)


STATIONS = [
    Case("station_misfiled", with_station(sound(), station("b", 4), "e"), "stations.csv, code",
         "station 'b' is filed under 'e': the two must be the same"),
    Case("bad_code", with_station(sound(), station("n a", 4)), "stations.csv, code",
         "station code 'n a' is empty or has a space in it; expected text such as 'gn'"),
    Case("code_twins", with_station(sound(), station("B", 4)), "stations.csv, code",
         "station codes 'b' and 'B' differ in capitals only; commands cannot tell them apart"),
    Case("station_no_name", at(name=" ")(), "stations.csv, name", "station 'b' has no name; maps will show its code"),
    Case("garbled_name", at(name="BÃ¼nde")(), "stations.csv, name",
         "the name of station 'b', 'BÃ¼nde', looks broken: the file was saved in another encoding; save it as UTF-8"),
    Case("name_twins", at(name="station A")(), "stations.csv, name",
         "stations 'b' and 'a' are both called 'station A'; commands will ask which one is meant"),
    Case("station_no_position", at(lat=NAN)(), "stations.csv, lat",
         "station 'b' (Station B) has no position; expected degrees north (lat) and east (lon)"),
    Case("station_at_zero", at(lat=0.0038, lon=0.0157)(), "stations.csv, lat",
         "station 'b' (Station B) is at 0.0038, 0.0157, in the Gulf of Guinea: its position is missing"),
    Case("station_swapped", at(lat=5.1, lon=52.0)(), "stations.csv, lat",
         "station 'b' (Station B) is at latitude 5.1, longitude 52, outside NL, but inside when the two are exchanged: "
         "lat and lon are swapped"),
    Case("station_outside", at(lat=48.85, lon=2.35)(), "stations.csv, lat",
         "station 'b' (Station B) is at latitude 48.85, longitude 2.35, outside NL (latitude 50.7 to 53.7, longitude "
         "3.2 to 7.3)"),
    Case("station_far_away", at(lat=35.68, lon=139.77, country="JP")(), "stations.csv, lat",
         "station 'b' (Station B) is 9312 km from the middle of the network; is its position right?"),
    Case("same_place", with_station(sound(), station("b2", 1.001, name="B perron 2")), "stations.csv, lat",
         "stations 'b2' (B perron 2) and 'b' (Station B) are 7 m apart: one station entered twice, or platforms?"),
    Case("change_time", at(change_min=-1.0)(), "stations.csv, change_min",
         "station 'b': expected a change time of 0 to 60 minutes, found -1"),
    Case("change_station", replace(sound(), change_min={"bb": 3.0}), "change_min",
         "a change time is set for station 'bb', which is not in the network; did you mean 'b'?"),
]  # fmt: skip

SERVICES = [
    Case("service_misfiled", with_service(sound(), sound().services["stop"], "500"), "services.csv, service",
         "service 'stop' is filed under '500': the two must be the same"),
    Case("service_no_calls", with_service(sound(), replace(sound().services["stop"], patterns=())),
         "services.csv, service", "service 'stop' has no calls at all: stop_times.csv has no row for it"),
    Case("unknown_mode", with_service(sound(), replace(sound().services["stop"], mode="train")), "services.csv, mode",
         "service 'stop' has mode 'train'; expected one of rail, bus, ferry, metro, tram; did you mean 'tram' or "
         "'rail'?"),
    Case("unknown_direction", stop(direction="outbond"), "stop_times.csv, direction",
         "service 'stop' has direction 'outbond'; expected outbound or return; did you mean 'outbound'?"),
    Case("direction_twice", stop(direction="return"), "stop_times.csv, direction",
         "service 'stop' has direction return more than once; give the variants ids of their own"),
    Case("few_calls", stop(stations=("a",), arrive_min=(0.0,), depart_min=(0.0,)), "stop_times.csv, station",
         "service 'stop' outbound calls at 1 station(s); expected two or more"),
    Case("count_of_times", stop(arrive_min=(0.0, 5.0)), "stop_times.csv",
         "service 'stop' outbound has 4 stations, 2 arrivals, 4 departures and 4 leg sources; expected as many of each"),
    Case("count_of_tph", stop(tph=(2.0,)), "services.csv",
         "service 'stop' outbound has 1 values of trains per hour; the network has 2 windows"),
    Case("unknown_station", stop(stations=("a", "bb", "c", "d")), "stop_times.csv, station",
         "service 'stop' outbound calls at 'bb', which is not in stations.csv; did you mean 'b'?"),
    Case("twice_in_a_row", stop(stations=("a", "b", "b", "d")), "stop_times.csv, station",
         "service 'stop' outbound calls at 'b' twice in a row; make it one call with its arrival and its departure"),
    Case("no_minutes", stop(arrive_min=(0.0, NAN, 11.0, 17.0)), "stop_times.csv",
         "service 'stop' outbound has no minutes at 'b'; expected minutes after the first departure"),
    Case("not_from_zero", stop(arrive_min=(3.0, 5.0, 11.0, 17.0), depart_min=(3.0, 6.0, 12.0, 17.0)),
         "stop_times.csv, depart_min",
         "service 'stop' outbound leaves 'a' at minute 3; minutes count from the first departure, which is 0"),
    Case("run_time", stop(arrive_min=(0.0, 15.0, 5.0, 17.0), depart_min=(0.0, 16.0, 12.0, 17.0)),
         "stop_times.csv, arrive_min",
         "service 'stop' outbound takes -11 minutes from b to c; a run time must be above 0"),
    Case("dwell_negative", stop(depart_min=(0.0, 4.5, 12.0, 17.0)), "stop_times.csv, depart_min",
         "service 'stop' outbound leaves 'b' 0.5 minutes before it arrives (arrival 5, departure 4.5)"),
    Case("dwell_long", stop(arrive_min=(0.0, 5.0, 51.0, 57.0), depart_min=(0.0, 46.0, 52.0, 57.0)),
         "stop_times.csv, depart_min",
         "service 'stop' outbound stands at 'b' for 41 minutes, more than 30; are these two services?"),
    Case("no_return", with_service(sound(), service("one", "a 0", "b 5", back=False)), "stop_times.csv, direction",
         "service 'one' runs outbound only: there is no way back"),
    Case("not_mirrored", stop(stations=("a", "c", "d"), arrive_min=(0.0, 10.0, 17.0), depart_min=(0.0, 11.0, 17.0)),
         "stop_times.csv, station",
         "service 'stop': the stops of the return are not those of the way out in reverse; only one way: b"),
    Case("service_twins", with_service(sound(), service("twin", "a 0", "b 5 6", "c 11 12", "d 17")),
         "services.csv, service", "services 'twin' and 'stop' have the same stops and minutes in offpeak, evening: fine "
         "for two trains, wrong when one train is there twice"),
    Case("tph_missing", stop(tph=(NAN, 1.0)), "services.csv, tph_offpeak",
         "service 'stop' outbound has no trains per hour in offpeak; expected 0 or more, 0 = does not run"),
    Case("tph_negative", stop(tph=(2.0, -1.0)), "services.csv, tph_evening",
         "service 'stop' outbound has -1 trains per hour in evening; expected 0 or more"),
    Case("tph_too_high", stop(tph=(30.0, 60.0)), "services.csv, tph_offpeak",
         "service 'stop' outbound has 30 per hour in offpeak, evening, more than 24; is this a headway in minutes, or a "
         "count per day?"),
    Case("no_clock_pattern", stop(tph=(0.3, 0.25)), "services.csv, tph_offpeak",
         "service 'stop' has 0.25, 0.3 trains per hour in offpeak, evening, which is no clock pattern (multiples of 0.5 "
         "up to 24); waits are worked out as if they came at even times"),
    Case("never_runs", with_service(sound(), service("rare", "a 0", "b 5", tph=(0.0, 0.0), status="rare")),
         "services.csv", "service 'rare' (rare) runs in no window"),
    Case("one_way_in_window", stop(tph=(0.0, 1.0)), "services.csv, tph_offpeak",
         "service 'stop' runs return only in offpeak"),
    Case("impossible_speed", stop(arrive_min=(0.0, 1.0, 11.0, 17.0)), "stop_times.csv, arrive_min",
         "service 'stop' outbound would run 420 km/h from a to b (7.0 km along the track in 1 min); expected 20 to 320 "
         "km/h for rail"),
    Case("faster_than_line", with_section(stop(arrive_min=(0.0, 5.0, 11.0, 15.0)), section("c", "d", LINE, speed_kmh=80.0)),
         "stop_times.csv, arrive_min", "service 'stop' outbound takes 3 min from c to d, less than the 5.2 min that the "
         "line speed allows (tracks.geojson)"),
    Case("no_windows", replace(sound(), windows=()), "datapackage.json, windows",
         "the network has no windows: nothing can run"),
    Case("window_twice", windows(WINDOWS[0], WINDOWS[0]), "datapackage.json, windows", "window 'offpeak' is there twice"),
    Case("window_hours", windows(WINDOWS[0], Window("evening", 0.0, "evening")), "datapackage.json, windows",
         "window 'evening' has 0 hours per week; expected more than 0, at most 168"),
    Case("window_group", windows(WINDOWS[0], Window("evening", 9.0, "night")), "datapackage.json, windows",
         "window 'evening' belongs to 'night'; expected day, evening or weekend"),
    Case("long_week", windows(WINDOWS[0], Window("evening", 120.0, "evening")), "datapackage.json, windows",
         "the windows together have 170 hours per week; a week has 168"),
]  # fmt: skip

TRACK = [
    Case("section_misfiled", with_section(sound(), section("c", "d", LINE), ("d", "c")), "tracks.geojson, a",
         "section c-d is filed under d-c; expected its ends in alphabetical order"),
    Case("section_loop", with_section(sound(), section("b", "b", LINE)), "tracks.geojson, b",
         "section b-b begins and ends at the same station"),
    Case("section_unknown_end", with_section(sound(), section("a", "bb", {**LINE, "bb": 1.0})), "tracks.geojson, a",
         "section a-bb ends at 'bb', which is not in stations.csv; did you mean 'b'?"),
    Case("section_no_length", track(km=NAN), "tracks.geojson, km",
         "section b-c has a length of no number km; expected more than 0"),
    Case("section_too_short", track(km=6.0), "tracks.geojson, km",
         "section b-c is 6 km long, shorter than the straight line of 6.85 km: a wrong length, or a station in the wrong "
         "place"),
    Case("section_too_long", track(km=70.0), "tracks.geojson, km",
         "section b-c is 70 km long, more than 3 times the straight line of 6.85 km"),
    Case("line_speed", track(speed_kmh=1400.0), "tracks.geojson, speed_kmh",
         "section b-c has a line speed of 1400 km/h; expected 20 to 350, or nothing where it is not known"),
    Case("section_unknown_kind", track(kind="nieuw"), "tracks.geojson, kind",
         "section b-c is 'nieuw'; expected one of existing, new, reopened, upgraded; did you mean 'new'?"),
    Case("line_missing", track(line=()), "tracks.geojson, geometry",
         "section b-c has no line; it will be drawn straight"),
    Case("line_reversed", track(line=sound().sections["b", "c"].line[::-1]), "tracks.geojson, geometry",
         "the line of section b-c is drawn from c to b"),
    Case("line_off_the_station", track(line=((5.1, 52.0), (5.1, 52.06))), "tracks.geojson, geometry",
         "the line of section b-c ends 9.6 km away from c"),
    Case("line_other_length", track(km=9.0), "tracks.geojson, km",
         "section b-c is 9 km long, but its line is 6.85 km"),
    Case("path_ends", paths("a", "b", "c"), "leg_paths.csv, via",
         "the path of leg a-d goes from a to c; expected both ends of the leg in via"),
    Case("path_broken", paths("a", "c", "d"), "leg_paths.csv, via",
         "the path of leg a-d uses a-c, which is no section of tracks.geojson"),
    Case("path_repeats", paths("a", "b", "c", "b", "c", "d"), "leg_paths.csv, via",
         "the path of leg a-d passes b twice"),
    Case("path_long", paths("a", "b", "c", "b", "c", "d"), "leg_paths.csv, via",
         "the path of leg a-d is 35.0 km, more than 1.5 times the shortest way of 21.0 km"),
    Case("leg_without_track", replace(sound(), sections={k: s for k, s in sound().sections.items() if k != ("c", "d")}),
         "stop_times.csv, station",
         "no track joins c and d, one leg of stop: it is drawn straight and its km are crow-fly"),
    Case("no_track_at_all", replace(sound(), sections={}, leg_paths={}), "tracks.geojson",
         "the network has no track: lines are drawn straight, km are crow-fly, and scenarios cannot work out run times "
         "along it"),
    Case("pieces", with_service(with_station(with_station(sound(), station("vs", 5)), station("mdb", 6)),
                                service("zee", "vs 0", "mdb 5", tph=(2.0, 0.0))), "services.csv",
         "in offpeak the network is in 2 pieces that no train joins: 4 stations, and apart from them mdb, vs"),
    Case("one_way_stations", with_service(with_station(sound(), station("e", 4)),
                                          service("out", "d 0", "e 5", tph=(2.0, 0.0), back=False)), "services.csv",
         "in offpeak trains run one way only for 1 stations: one can get there and not back, or the other way round: e"),
    Case("station_no_train", with_station(sound(), station("e", 4)), "stations.csv, code",
         "no train calls at station 'e' (Station E) in any window"),
    Case("station_no_train_in", with_service(with_station(sound(), station("e", 4)),
                                             service("day", "d 0", "e 5", tph=(2.0, 0.0))), "stations.csv, code",
         "no train calls at station 'e' (Station E) in evening"),
    Case("bridges", sound(), "tracks.geojson",
         "3 of 3 sections have no way round (bridges of the track graph): closing one cuts the track in two; the track is "
         "in 1 piece(s)"),
]  # fmt: skip

TOWNS = "town_id,name,lat,lon,municipality_code\nemmer,Emmer,52.7,5.7,GM1\n"
OTHERS = [
    Case("feeder_station", fed(station="aa"), "feeders.csv, station",
         "feeder 71 of 'emmer' goes to station 'aa', which is not in stations.csv; did you mean 'a'?"),
    Case("feeder_town", fed(town_id="emmen"), "feeders.csv, town_id",
         "feeder 71 serves town 'emmen', which is not in towns.csv; did you mean 'emmer'?", {"towns.csv": TOWNS}),
    Case("feeder_mode", fed(mode="buss"), "feeders.csv, mode",
         "feeder 71 of 'emmer' has mode 'buss'; expected one of rail, bus, ferry, metro, tram; did you mean 'bus'?"),
    Case("feeder_run", fed(run_min=0.0), "feeders.csv, run_min",
         "feeder 71 of 'emmer' takes 0 minutes; expected more than 0"),
    Case("feeder_count", fed(tph=(2.0,)), "feeders.csv",
         "feeder 71 of 'emmer' has 1 frequencies; the network has 2 windows"),
    Case("feeder_tph", fed(tph=(None, -2.0)), "feeders.csv",
         "feeder 71 of 'emmer' has -2 departures per hour in evening; expected 0 or more, or nothing where it was not "
         "seen"),
    Case("feeder_unseen", fed(tph=(None, None)), "feeders.csv",
         "feeder 71 of 'emmer' has no frequency in any window: that of the assumed local transit will be used"),
    Case("feeder_twice", replace(sound(), feeders=(feeder(), feeder(run_min=21.0))), "feeders.csv, line",
         "feeder 71 from 'emmer' to 'a' is there more than once"),
    Case("feeder_speed", fed(), "feeders.csv, run_min",
         "feeder 71 of 'emmer' takes 20 minutes for 91.2 km in a straight line to 'a'; faster than 100 km/h",
         {"towns.csv": TOWNS}),
    Case("clock_of_nobody", clock(service="stob"), "phases.csv, service",
         "a clock minute is given for service 'stob' outbound, which is not in the network; did you mean 'stop'?"),
    Case("clock_period", clock(period_min=0.0), "phases.csv, period_min",
         "service 'stop' outbound has a period of 0 minutes; expected more than 0"),
    Case("clock_minute", clock(origin_minute=30.0), "phases.csv, origin_minute",
         "service 'stop' outbound leaves at minute 30 of a period of 30; expected 0 up to the period"),
    Case("duplicate_id", sound(), "stations.csv, code", "code 'a' is there more than once: lines 2, 4",
         {"stations.csv": "code,name\na,A\nb,B\na,A again\n"}),
    Case("unknown_code", sound(), "zones.csv, town_id", "town_id 'emer' is not in towns.csv (2 row(s)); did you mean 'emmer'?",
         {"towns.csv": TOWNS, "zones.csv": "pc4,town_id\n8300,emmer\n8301,emer\n8302,emer\n"}),
    Case("empty_town", sound(), "towns.csv, town_id", "town 'urk' (Urk) has no zone: it will have no answer",
         {"towns.csv": TOWNS + "urk,Urk,52.66,5.6,GM2\n", "zones.csv": "pc4,town_id\n8300,emmer\n"}),
    Case("split_area", sound(), "zones.csv, municipality_code",
         "zones of municipality_code 'GM1' lie in more than one corop_code: CR01, CR40; what is added up over one does "
         "not agree with the other",
         {"zones.csv": "pc4,municipality_code,corop_code\n8300,GM1,CR40\n8301,GM1,CR01\n8302,GM2,CR40\n8303,,CR01\n"}),
]  # fmt: skip

CASES = [*STATIONS, *SERVICES, *TRACK, *OTHERS]
