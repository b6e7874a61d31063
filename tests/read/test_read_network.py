"""A network folder is read the same in every dress, and what is wrong with it is said in full."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from network_folders import (
    DRESSES,
    FEEDERS,
    LEG_PATHS,
    PACKAGE,
    SERVICES,
    STATIONS,
    STOP_TIMES,
    TABLES,
    TRACKS,
    bare,
    dress_up,
    rows_of,
    small_folder,
    text_of,
)

from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.read.network import find_network, load_network, read_network, read_network_report, shipped_networks


def messages(folder: Path) -> str:
    """Return all errors of a folder that cannot be read, one per line."""
    with pytest.raises(InputError) as caught:
        read_network(folder)
    assert all(p.severity == "error" for p in caught.value.problems)
    return str(caught.value)


def test_the_small_network_is_read_as_written(tmp_path):
    net = read_network(small_folder(tmp_path / "net"))
    assert (net.name, net.title, net.version) == ("small", "A small network", "1")
    assert [w.name for w in net.windows] == ["peak", "offpeak"]
    assert net.windows[0].text == "peak" and net.windows[1].source == "assumption: ours"
    assert list(net.stations) == ["asn", "bde", "gn", "na", "zl"]
    assert net.stations["gn"].intercity and not net.stations["na"].intercity
    assert net.stations["bde"].name == "Bünde"
    intercity = net.services["0500"]
    out, back = intercity.patterns
    assert out.stations == ("gn", "asn", "zl", "bde")
    assert out.arrive_min == (0, 15.5, 55, 158) and out.depart_min == (0, 16.5, 58, 158)
    assert out.tph == (1.5, 1.0) and back.tph == (1.5, 1.0)
    assert out.leg_source == ("", "clock", "clock", "estimate")
    assert net.folder == str(tmp_path / "net")


def test_codes_that_look_like_missing_values_are_codes(tmp_path):
    upper = STATIONS.replace("\nna,", "\nNA,").replace("\nbde,", "\nnan,")
    calls = STOP_TIMES.replace(",na,", ",NA,").replace(",bde,", ",nan,").replace("no,", "null,")
    services = SERVICES.replace("no,", "null,")
    folder = small_folder(tmp_path, stations=upper, stop_times=calls, services=services)
    net = read_network(folder)
    assert "NA" in net.stations and "nan" in net.stations
    assert net.services["null"].patterns[1].stations == ("NA", "zl")
    assert net.services["null"].patterns[1].arrive_min == (0, 53)
    assert net.services["0500"].to_code == "nan"


def test_a_peak_direction_means_one_way_in_the_peak_only(tmp_path):
    package = {
        **PACKAGE,
        "windows": [{"name": n, "group": "day", "hours_per_week": 5} for n in ("peak", "friday_peak", "friday")],
    }
    services = SERVICES.replace("tph_peak,tph_offpeak", "tph_peak,tph_friday_peak,tph_friday")
    services = services.replace("1.5,1,", "1.5,1,1,").replace("2,0,return", "2,2,1,return")
    folder = small_folder(tmp_path, services=services, feeders=None)
    (folder / "datapackage.json").write_text(json.dumps(package))
    outbound, back = read_network(folder).services["no"].patterns
    assert outbound.tph == (0, 0, 1)
    assert back.tph == (2, 2, 1)


def test_a_service_that_never_runs_stays(tmp_path):
    net = read_network(small_folder(tmp_path, services=SERVICES.replace("1.5,1,", "0,0,")))
    assert net.services["0500"].patterns[0].tph == (0, 0)


def test_minutes_count_from_the_first_departure_whatever_the_file_counts_from(tmp_path):
    calls = STOP_TIMES.replace("outbound,0,zl,,0,", "outbound,0,zl,,7,").replace(
        "outbound,1,na,53,,", "outbound,1,na,60,,"
    )
    pattern = read_network(small_folder(tmp_path, stop_times=calls)).services["no"].patterns[0]
    assert pattern.arrive_min == (0, 53) and pattern.depart_min == (0, 53)


def test_a_loop_may_call_twice_at_a_station(tmp_path):
    calls = STOP_TIMES + "no,return,2,na,106,106,\n"
    assert read_network(small_folder(tmp_path, stop_times=calls)).services["no"].patterns[1].stations == (
        "na",
        "zl",
        "na",
    )


def test_sections_and_leg_paths_go_both_ways(tmp_path):
    net = read_network(small_folder(tmp_path))
    assert list(net.sections) == [("asn", "gn"), ("asn", "zl")]
    turned = net.sections["asn", "gn"]
    assert (turned.km, turned.speed_kmh, turned.source) == (27.1, 140, "drawn")
    assert turned.line == ((6.57083, 52.99167), (6.56472, 53.21056))  # turned with its ends: from asn to gn
    assert net.sections["asn", "zl"].speed_kmh is None
    assert net.leg_paths["gn", "zl"] == ("gn", "asn", "zl")
    assert net.leg_paths["zl", "gn"] == ("zl", "asn", "gn")


def test_feeders_keep_what_was_not_seen_apart_from_zero_and_say_what_they_leave_out(tmp_path):
    loaded = load_network(small_folder(tmp_path))
    assert [(f.town_id, f.station, f.run_min, f.tph) for f in loaded.network.feeders] == [
        ("drachten-0090", "gn", 45, (4, 2)),
        ("urk-0184", "zl", 54.5, (None, 0)),
    ]
    said = [(p.row, p.severity, p.message) for p in loaded.problems]
    assert said == [
        (5, "warning", "feeder 19 of hulst-0677 is left out: its minutes are not known"),
        (6, "warning", "feeder 1 of oostburg-1714 is left out: it does not end at a station"),
    ]
    assert read_network_report(tmp_path) == list(loaded.problems)


def test_feeder_windows_without_a_column_use_the_one_that_stands_in_or_stay_unseen(tmp_path):
    names = ("peak", "offpeak", "friday_peak", "friday", "evening", "saturday", "sunday")
    package = {**PACKAGE, "windows": [{"name": n, "group": "day", "hours_per_week": 5} for n in names]}
    services = SERVICES.replace("tph_peak,tph_offpeak", ",".join(f"tph_{n}" for n in names))
    services = services.replace("1.5,1,", "1,1,1,1,1,1,1,").replace("2,0,return", "2,0,0,0,0,0,0,return")
    feeders = "town_id,line,station,run_min,tph_peak,tph_offpeak,tph_evening\nurk-0184,141,zl,54,3,2,1\n"
    folder = small_folder(tmp_path, services=services, feeders=feeders)
    (folder / "datapackage.json").write_text(json.dumps(package))
    (feeder,) = read_network(folder).feeders
    assert feeder.tph == (3, 2, 3, 2, 1, None, None)


def test_a_feeder_to_an_unknown_station_is_left_out_with_a_suggestion(tmp_path):
    loaded = load_network(small_folder(tmp_path, feeders=FEEDERS.replace("314,gn,", "314,gnn,")))
    assert [f.town_id for f in loaded.network.feeders] == ["urk-0184"]
    assert "station 'gnn' is not in stations.csv; did you mean 'gn'?" in str(loaded.problems[0])


@pytest.mark.parametrize("dress", DRESSES)
def test_every_dress_gives_the_same_network(tmp_path, dress):
    plain = read_network(small_folder(tmp_path / "plain"))
    dressed = read_network(dress_up(small_folder(tmp_path / "dressed"), dress))
    assert bare(dressed) == bare(plain)
    assert dressed.hash == plain.hash


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_rows_and_features_does_not_matter(tmp_path, seed):
    mix = random.Random(seed)
    plain = read_network(small_folder(tmp_path / "plain"))
    shuffled = small_folder(tmp_path / "shuffled")
    for name, text in TABLES.items():
        header, *rows = rows_of(text)
        mix.shuffle(rows)
        (shuffled / name).write_text(text_of([header, *rows]), encoding="utf-8")
    features = list(TRACKS["features"])
    mix.shuffle(features)
    (shuffled / "tracks.geojson").write_text(json.dumps({**TRACKS, "features": features}))
    again = read_network(shuffled)
    assert bare(again) == bare(plain)
    assert again.hash == plain.hash


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("stations", "53.21056", "53.21057"),
        ("stations", "gn,Groningen,", "gn,Groningen Hoofdstation,"),
        ("services", "1.5,1,", "1.5,2,"),
        ("stop_times", "15.5,16.5", "15.5,16"),
        ("feeders", "gn,45,", "gn,44,"),
        ("leg_paths", "gn asn zl", "gn na zl"),
    ],
)
def test_the_hash_changes_with_the_content(tmp_path, table, old, new):
    plain = read_network(small_folder(tmp_path / "plain"))
    text = TABLES[f"{table}.csv"]
    assert old in text
    changed = read_network(small_folder(tmp_path / "changed", **{table: text.replace(old, new)}))
    assert changed.hash != plain.hash


def test_the_hash_does_not_change_with_notes_and_the_name_of_the_folder(tmp_path):
    plain = read_network(small_folder(tmp_path / "plain"))
    noted = read_network(small_folder(tmp_path / "other", services=SERVICES.replace("afternoon back", "see the map")))
    assert noted.services["no"].info["note"] != plain.services["no"].info["note"]
    assert noted.hash == plain.hash


def test_tracks_leg_paths_and_feeders_may_be_absent_or_empty(tmp_path):
    folder = small_folder(tmp_path, leg_paths="", feeders="town_id,line\n")
    (folder / "tracks.geojson").unlink()
    net = read_network(folder)
    assert (dict(net.sections), dict(net.leg_paths), net.feeders) == ({}, {}, ())


# --- what is wrong is said, with file, line and column -------------------------------------------------------------


def test_an_unknown_station_gets_a_suggestion(tmp_path):
    text = messages(small_folder(tmp_path, stop_times=STOP_TIMES.replace("outbound,1,asn", "outbound,1,ans")))
    assert (
        text == f"{tmp_path / 'stop_times.csv'}, line 3, station: 'ans' is not in stations.csv; did you mean 'asn'?"
    )


def test_an_id_that_lost_its_zeros_is_recognised(tmp_path):
    text = messages(small_folder(tmp_path, stop_times=STOP_TIMES.replace("0500", "500")))
    assert (
        "line 2, service: '500' is not in services.csv; did a spreadsheet drop the zeros in front of '0500'?" in text
    )


def test_a_service_without_calls_is_refused(tmp_path):
    calls = "".join(line for line in STOP_TIMES.splitlines(keepends=True) if not line.startswith("no,"))
    text = messages(small_folder(tmp_path, stop_times=calls))
    assert text == f"{tmp_path / 'services.csv'}, line 3, service: service 'no' has no calls in stop_times.csv"


def test_an_id_that_became_a_number_or_a_date_is_recognised(tmp_path):
    text = messages(small_folder(tmp_path, services=SERVICES.replace("0500", "500.0").replace("no,", "2-mrt,")))
    assert "line 2, service: found '500.0': a spreadsheet has made a number of a code" in text
    assert "line 3, service: found '2-mrt': a spreadsheet has made a date of a code" in text


def test_all_problems_of_all_files_are_said_at_once(tmp_path):
    folder = small_folder(
        tmp_path,
        stations=STATIONS.replace("53.21056", "5321056"),
        services=SERVICES.replace("1.5,1,", "-1,x,"),
        stop_times=STOP_TIMES.replace("15.5", "15.5.1"),
        leg_paths=LEG_PATHS.replace("gn asn zl", "gn asn"),
        feeders=FEEDERS.replace("54.5", "inf"),
    )
    text = messages(folder)
    assert "stations.csv, line 2, lat: found '5321056', expected -90 to 90 degrees; has a spreadsheet dropped" in text
    assert "services.csv, line 2, tph_peak: found '-1', expected 0 or more per hour" in text
    assert "services.csv, line 2, tph_offpeak: found 'x', expected a number (per hour)" in text
    assert "stop_times.csv, line 3, arrive_min: found '15.5.1', expected a number (minutes)" in text
    assert "leg_paths.csv, line 2, via: found 'gn asn', expected codes from gn to zl, both included" in text
    assert "feeders.csv, line 3, run_min: found 'inf', expected a number (minutes)" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("asn,15.5,16.5", "asn,,16.5", "line 3, arrive_min: is empty; a minute is needed"),
        ("asn,15.5,16.5", "asn,15.5,", "line 3, depart_min: is empty; a minute is needed"),
        ("zl,,0,", "zl,0,,", "line 9, depart_min: is empty; a minute is needed"),
        ("na,53,,", "na,,53,", "line 10, arrive_min: is empty; a minute is needed"),
        ("zl,55,58", "zl,5,58", "line 4, arrive_min: found 5, earlier than the departure from 'asn' (16.5)"),
        ("asn,15.5,16.5", "asn,15.5,14", "line 3, depart_min: found 14, before the arrival (15.5)"),
        ("outbound,2,zl,55", "outbound,2,asn,55", "line 4, station: the train calls at 'asn' twice in a row"),
        ("outbound,2,zl,", "outbound,1,zl,", "'0500' 'outbound' 1 is there twice (first on line 3); keep one"),
        ("outbound,2,zl,", "outbound,2.5,zl,", "line 4, seq: found '2.5', expected a whole number"),
        (
            "0500,return,0",
            "0500,retour,0",
            "found 'retour', expected one of outbound, return; did you mean 'return'?",
        ),
        ("no,return,1,zl,53,53,\n", "", "service 'no' return has one call only; two are needed"),
    ],
)
def test_wrong_calls_are_refused(tmp_path, old, new, said):
    assert old in STOP_TIMES
    assert said in messages(small_folder(tmp_path, stop_times=STOP_TIMES.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0500,Int", ",Int", "line 2, service: is empty; a value is needed"),
        ("no,Stop", "0500,Stop", "line 3, service: '0500' is there twice (first on line 2); keep one"),
        ("NS,rail,1.5,1,", "NS,rail,1.5,,", "line 2, tph_offpeak: is empty; a value is needed"),
        ("NS,rail,1.5,1,", "NS,rail,nan,1,", "line 2, tph_peak: found 'nan', expected a number (per hour)"),
        (
            "NS,rail",
            "NS,train",
            "line 2, mode: found 'train', expected one of rail, bus, ferry, metro, tram; did you mean 'tram'",
        ),
        (",return,", ",back,", "line 3, peak_direction: found 'back', expected one of outbound, return"),
        ("tph_offpeak", "tph_dal", "column 'tph_offpeak' is missing; is it called 'tph_dal'"),
        ("NS,rail,1.5,1,", 'NS,rail,"1,5",1,', "found '1,5': in a comma-separated file write 1.5"),
    ],
)
def test_wrong_services_are_refused(tmp_path, old, new, said):
    assert old in SERVICES
    assert said in messages(small_folder(tmp_path, services=SERVICES.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("zl,Zwolle", "gn,Zwolle", "line 5, code: 'gn' is there twice (first on line 2); keep one"),
        ("52.50472", "", "line 5, lat: is empty; a value is needed"),
        ("6.09194,1,", "6.09194,ja,", "line 5, intercity: found 'ja', expected 0 or 1 (or true/false, waar/onwaar)"),
        ("lat,lon", "latitude,lon", "column 'lat' is missing; is it called 'latitude'"),
        ("6.09194", "609194", "line 5, lon: found '609194', expected -180 to 180 degrees"),
    ],
)
def test_wrong_stations_are_refused(tmp_path, old, new, said):
    assert old in STATIONS
    assert said in messages(small_folder(tmp_path, stations=STATIONS.replace(old, new)))


@pytest.mark.parametrize("name", ["stations", "services", "stop_times"])
def test_missing_and_empty_files_are_named(tmp_path, name):
    assert f"{name}.csv: file is missing" in messages(small_folder(tmp_path / "a", **{name: None}))
    assert f"{name}.csv: file is empty" in messages(small_folder(tmp_path / "b", **{name: ""}))
    header = TABLES[f"{name}.csv"].split("\n")[0]
    assert f"{name}.csv: file has a header but no rows" in messages(
        small_folder(tmp_path / "c", **{name: header + "\n"})
    )


def _feature(**properties):
    feature = json.loads(json.dumps(TRACKS["features"][0]))
    feature["properties"].update(properties)
    return feature


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        (_feature(a="gnn"), "feature 1 (gnn-asn), a: 'gnn' is not in stations.csv; did you mean 'gn'?"),
        (_feature(b=5), "feature 1 (gn-5), b: found 5, expected a station code as text"),
        (_feature(b="gn"), "feature 1 (gn-gn), b: a section needs two different ends"),
        (_feature(km="27,1"), "km: found '27,1', expected a number"),
        (_feature(km=0), "km: found 0, expected more than 0"),
        (_feature(km=None), "km: is null; a number is needed"),
        (_feature(speed_kmh=True), "speed_kmh: found True, expected a number"),
        (_feature(speed_kmh=-5), "speed_kmh: found -5, expected more than 0"),
        (_feature(kind="old"), "kind: found 'old', expected one of existing, new, reopened, upgraded"),
        ({**_feature(), "geometry": None}, "geometry: expected a LineString of at least two points"),
        (
            {**_feature(), "geometry": {"type": "LineString", "coordinates": [[6, 53]]}},
            "geometry: expected a LineString",
        ),
        (
            {**_feature(), "geometry": {"type": "LineString", "coordinates": [[6, 53], ["x", 5]]}},
            "geometry: expected",
        ),
        ({**_feature(), "geometry": {"type": "LineString", "coordinates": [[155000, 463000], [1, 2]]}}, "in degrees"),
        ({"type": "Feature"}, "feature 1: a feature needs properties a, b, km and speed_kmh"),
        ("x", "feature 1: a feature needs properties"),
    ],
)
def test_wrong_sections_are_refused(tmp_path, feature, said):
    folder = small_folder(tmp_path)
    (folder / "tracks.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert said in messages(folder)


def test_a_section_twice_is_refused_also_when_it_is_turned(tmp_path):
    folder = small_folder(tmp_path)
    features = [_feature(), _feature(a="asn", b="gn")]
    (folder / "tracks.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert "feature 2 (asn-gn): section asn-gn is there twice; keep one" in messages(folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "tracks.geojson, line 1: is no JSON"),
        ("[]", "tracks.geojson: expected a GeoJSON FeatureCollection with features"),
        (
            '{"type": "FeatureCollection",\n"features": [NaN]}',
            "holds NaN, which is no JSON; write null for 'not known'",
        ),
    ],
)
def test_broken_tracks_are_refused(tmp_path, text, said):
    folder = small_folder(tmp_path)
    (folder / "tracks.geojson").write_text(text)
    assert said in messages(folder)


def test_a_leg_path_over_an_unknown_station_is_refused(tmp_path):
    text = messages(small_folder(tmp_path, leg_paths=LEG_PATHS.replace("gn asn zl", "gn as zl")))
    assert "line 2, via: 'as' is not in stations.csv; did you mean 'asn'?" in text


@pytest.mark.parametrize(
    ("windows", "said"),
    [
        (None, "windows: a list of the windows of the week is needed"),
        ([], "windows: a list of the windows of the week is needed"),
        ([{"group": "day"}], "windows, entry 1: a window needs a name"),
        (
            [{"name": "peak", "group": "dag", "hours_per_week": 5}],
            "found 'dag', expected one of day, evening, weekend",
        ),
        (
            [{"name": "peak", "group": "day", "hours_per_week": "5"}],
            "found '5', expected hours above 0 and at most 168",
        ),
        ([{"name": "peak", "group": "day", "hours_per_week": 169}], "found 169, expected hours above 0"),
        (
            [{"name": "peak", "group": "day", "hours_per_week": 1}] * 2,
            "windows, entry 2: window 'peak' is there twice",
        ),
    ],
)
def test_wrong_windows_are_refused(tmp_path, windows, said):
    folder = small_folder(tmp_path)
    (folder / "datapackage.json").write_text(json.dumps({**PACKAGE, "windows": windows}))
    assert said in messages(folder)


def test_a_folder_without_or_with_a_broken_data_package_is_refused(tmp_path):
    folder = small_folder(tmp_path)
    (folder / "datapackage.json").write_text('{"name": "x",\n"windows": [}')
    assert "datapackage.json, line 2: is no JSON" in messages(folder)
    (folder / "datapackage.json").write_text("[1]")
    assert "datapackage.json: expected a JSON object" in messages(folder)
    (folder / "datapackage.json").unlink()
    assert "datapackage.json: file is missing; it holds the windows of the week: copy it" in messages(folder)


def test_a_network_is_found_by_name_by_folder_or_not_at_all(tmp_path):
    for nothing in ("", " "):  # and not the current folder
        with pytest.raises(UnknownNameError, match="no network is named; shipped networks: nl-2026"):
            find_network(nothing)
    assert find_network("nl-2026") == shipped_networks()["nl-2026"]
    assert find_network(str(small_folder(tmp_path / "net"))) == tmp_path / "net"
    assert find_network(str(tmp_path / "net" / "datapackage.json")) == tmp_path / "net"
    with pytest.raises(UnknownNameError, match=r"network 'nl-2025' is neither .* did you mean 'nl-2026'\?"):
        find_network("nl-2025")
    with pytest.raises(UnknownNameError, match="is a file; a network is a folder"):
        find_network(str(tmp_path / "net" / "stations.csv"))


@given(
    table=st.sampled_from([*TABLES, "datapackage.json", "tracks.geojson"]),
    cuts=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 12),
            st.sampled_from(['"', ",", ";", "\n", "\r", "-", "9", "nan", "[", "ü", ""]),
        ),
        min_size=1,
        max_size=4,
    ),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mangled_file_is_read_or_refused_in_words_never_with_a_traceback(tmp_path, table, cuts, encoding):
    folder = small_folder(tmp_path / "mangled")
    text = (folder / table).read_text(encoding="utf-8")
    for place, length, put in cuts:
        at = int(place * len(text))
        text = text[:at] + put + text[at + length :]
    (folder / table).write_bytes(text.encode(encoding))
    loaded = load_network(folder)
    assert (loaded.network is None) == any(p.severity == "error" for p in loaded.problems)
    assert all(p.file and p.message for p in loaded.problems)
