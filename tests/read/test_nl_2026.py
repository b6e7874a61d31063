"""The shipped network of 2026: complete, valid, described to the last column, read fast and in any dress."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from network_folders import bare, decimal_commas

from bereikbaar.network.model import Feeder
from bereikbaar.read.areas import COROP, MUNICIPALITIES
from bereikbaar.read.clock import CLOCK_MINUTES, CONNECTIONS, PHASES
from bereikbaar.read.commuting import COMMUTING
from bereikbaar.read.feeders import feeder_columns
from bereikbaar.read.network import find_network, load_network, read_network
from bereikbaar.read.places import AMENITIES, CENTRES, CROSSINGS, TOWNS, read_places
from bereikbaar.read.services import STATIONS, STOP_TIMES, service_columns
from bereikbaar.read.tracks import LEG_PATHS
from bereikbaar.read.zones import ZONES

FOLDER = find_network("nl-2026")
ROOT = Path(__file__).parents[2]
WINDOWS = ("peak", "offpeak", "friday_peak", "friday", "evening", "saturday", "sunday")
#: What the readers expect of every table.
READERS = {
    "stations.csv": STATIONS,
    "services.csv": service_columns(WINDOWS),
    "stop_times.csv": STOP_TIMES,
    "leg_paths.csv": LEG_PATHS,
    "feeders.csv": feeder_columns(WINDOWS),
    "clock_minutes.csv": CLOCK_MINUTES,
    "phases.csv": PHASES,
    "connections.csv": CONNECTIONS,
    "zones.csv": ZONES,
    "towns.csv": TOWNS,
    "centres.csv": CENTRES,
    "amenities.csv": AMENITIES,
    "corop.csv": COROP,
    "municipalities.csv": MUNICIPALITIES,
    "commuting_2016.csv": COMMUTING,
    "crossings.csv": CROSSINGS,
}


@pytest.fixture(scope="module")
def net():
    return read_network(FOLDER)


@pytest.fixture(scope="module")
def places():
    return read_places(FOLDER)


@pytest.fixture(scope="module")
def package():
    return json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))


def header(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_the_network_is_complete(net):
    assert len(net.stations) == 493
    assert sum(s.country == "NL" for s in net.stations.values()) == 397
    assert len(net.services) == 144
    patterns = [p for s in net.services.values() for p in s.patterns]
    assert len(patterns) == 288 and sum(len(p.stations) for p in patterns) == 2868
    assert len(net.sections) == 533
    assert sum(s.km for s in net.sections.values()) == pytest.approx(4463, abs=1)
    assert sum(s.speed_kmh is not None for s in net.sections.values()) == 411
    assert len(net.leg_paths) == 1280
    assert tuple(w.name for w in net.windows) == WINDOWS


def test_na_is_a_station_and_no_value_is_missing(net):
    assert net.stations["na"].name == "Nieuw Amsterdam"
    assert all(isinstance(code, str) and code for code in net.stations)


def test_train_km_per_hour_are_those_of_the_source(net):
    """The source gives trains per hour times length, both directions: peak 30,599 ... Sunday 24,327 km per hour.

    Peak-only trains run one way here and both ways in that sum; offpeak and the weekend have none.
    """
    km = dict.fromkeys(WINDOWS, 0.0)
    for service in net.services.values():
        for pattern in service.patterns:
            length = sum(
                net.sections[min(a, b), max(a, b)].km
                for leg in pattern.legs()
                for a, b in zip(net.leg_paths[leg], net.leg_paths[leg][1:], strict=False)
            )
            for w, tph in zip(WINDOWS, pattern.tph, strict=True):
                km[w] += tph * length
    source = {"offpeak": 28836, "friday": 27422, "evening": 21059, "saturday": 25805, "sunday": 24327}
    for window, expected in source.items():
        assert km[window] == pytest.approx(expected, rel=0.01), window
    assert 28836 < km["peak"] < 30599


def test_peak_only_trains_run_one_way(net):
    one_way = {s.id: s.info["peak_direction"] for s in net.services.values() if "peak_direction" in s.info}
    assert one_way == {
        "3400": "return", "3700": "outbound", "5300": "return", "13800": "return", "38000": "return",
    }  # fmt: skip
    peak, friday_peak = WINDOWS.index("peak"), WINDOWS.index("friday_peak")
    for service, direction in one_way.items():
        for pattern in net.services[service].patterns:
            assert (pattern.tph[peak] > 0) == (pattern.direction == direction)
            if pattern.direction != direction:
                assert pattern.tph[friday_peak] == 0


def test_services_that_never_run_are_kept_for_reference(net):
    never = [s.id for s in net.services.values() if not any(t for p in s.patterns for t in p.tph)]
    assert len(never) >= 5 and all(net.services[i].status == "rare" for i in never)


def test_a_station_is_served_when_a_train_calls(net):
    calls = {c for s in net.services.values() for p in s.patterns if any(p.tph) for c in p.stations}
    with (FOLDER / "stations.csv").open(encoding="utf-8", newline="") as file:
        served = {row["code"] for row in csv.DictReader(file) if row["served"] == "1"}
    assert served == calls and len(served) == 490


def test_run_times_are_those_published(net):
    """Groningen - Amsterdam Zuid 120 min, Groningen - Den Haag 153 min."""
    assert net.services["700"].patterns[1].stations[0] == "gn"

    def minutes(service, a, b):
        for p in net.services[service].patterns:
            if a in p.stations and b in p.stations and p.stations.index(a) < p.stations.index(b):
                return p.arrive_min[p.stations.index(b)] - p.depart_min[p.stations.index(a)]
        raise AssertionError((service, a, b))

    assert minutes("700", "gn", "asdz") == 120
    assert minutes("500", "gn", "gvc") == 153


def test_hours_of_the_windows_fit_into_a_week_and_say_where_they_come_from(net, package):
    for window, entry in zip(net.windows, package["windows"], strict=True):
        hours = sum(len(h["days"]) * (_clock(h["to"]) - _clock(h["from"])) for h in entry["hours"])
        assert window.hours_per_week == hours
        assert entry["basis"] in ("assumption", "source") and entry["source"]
        assert entry["title"]["nl"] and entry["title"]["en"]
    assert sum(w.hours_per_week for w in net.windows) <= 168
    assert {w.name: w.group for w in net.windows} == {
        **dict.fromkeys(("peak", "offpeak", "friday_peak", "friday"), "day"),
        "evening": "evening",
        **dict.fromkeys(("saturday", "sunday"), "weekend"),
    }


def _clock(text):
    hours, minutes = text.split(":")
    return int(hours) + int(minutes) / 60


def test_feeders_serve_known_towns_and_say_what_was_not_seen(net, places):
    assert len(net.feeders) == 60, "55 of the source, 5 through journeys put together"
    assert {f.town_id for f in net.feeders} <= set(places.towns.id)
    saturday = WINDOWS.index("saturday")
    assert all(f.tph[saturday] is None for f in net.feeders)
    drachten = next(f for f in net.feeders if f.town_id == "drachten-0090" and f.line == "314")
    assert isinstance(drachten, Feeder) and drachten.tph == (4, 2, 4, 2, 0, None, None) and drachten.station == "gn"
    assert [f.line for f in net.feeders if f.mode == "ferry"] == ["ferry"]
    assert not any(f.town_id in ("assen-0106", "breda-0758", "emmen-0114") for f in net.feeders)  # rail rivals


def test_only_the_six_unusable_feeders_are_worth_a_warning():
    problems = load_network(FOLDER).problems
    assert len(problems) == 6 and all(p.severity == "warning" and "is left out" in p.message for p in problems)


def test_places_are_complete(places):
    assert len(places.zones.code) == 4071
    assert len(places.towns.id) == 2458
    assert places.zones.population.sum() == 17_942_005  # 17,942,942 before every zone was rounded to 5
    assert places.towns.population.sum() == places.zones.population.sum()
    assert sum(p >= 5000 for p in places.towns.population) == 573
    assert len(set(places.zones.province)) == 12 and len(set(places.zones.corop)) == 40
    assert len(places.centres) == 14
    assert all(0 < x < 300_000 for x in places.zones.x_m) and all(300_000 < y < 650_000 for y in places.zones.y_m)


def test_the_population_of_a_town_is_that_of_its_zones(places):
    total = [0.0] * len(places.towns.id)
    for town, population in zip(places.zones.town_idx, places.zones.population, strict=True):
        total[town] += population
    assert total == places.towns.population.tolist()


def test_centres_lie_at_their_stations(net, places):
    for centre in places.centres:
        main = net.stations[centre.stations[0]]
        assert abs(main.lat - centre.lat) < 0.05 and abs(main.lon - centre.lon) < 0.05, centre.id
        assert set(centre.stations) <= set(net.stations)
    assert sum("four largest cities" in c.kinds for c in places.centres) == 4
    assert sum("province capital" in c.kinds for c in places.centres) == 12


def test_amenities_are_open_hospitals_and_seats_of_education(places):
    kinds = [a.kind for a in places.amenities]
    assert {k: kinds.count(k) for k in sorted(set(kinds))} == {"general": 78, "hbo": 90, "umc": 8, "wo": 32}
    assert all((a.students is None) == (a.kind in ("umc", "general")) for a in places.amenities)


def test_provinces_have_one_name_in_all_files(net, places):
    assert {s.province for s in net.stations.values() if s.country == "NL"} == set(places.zones.province)


def test_the_outline_holds_the_zones(places):
    from shapely import contains_xy

    inside = contains_xy(places.land.buffer(0.01), places.zones.lon, places.zones.lat)
    assert inside.mean() > 0.995
    assert not places.neighbours.is_empty


def test_a_copy_saved_by_a_dutch_spreadsheet_is_the_same_network(net, places, tmp_path):
    for path in FOLDER.iterdir():
        if path.suffix == ".csv":
            text = decimal_commas(path.read_text(encoding="utf-8"), end="\r\n")
            (tmp_path / path.name).write_bytes(text.encode("utf-8-sig"))
        else:
            shutil.copy(path, tmp_path)
    again = read_network(tmp_path)
    assert bare(again) == bare(net) and again.hash == net.hash
    assert read_places(tmp_path).hash == places.hash


def test_reading_a_network_needs_no_heavy_library():
    code = (
        "import sys; from bereikbaar.read.network import *; read_network(find_network('nl-2026')); "
        "print([m for m in ('numpy', 'polars', 'pyproj', 'shapely', 'networkx') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


# --- the data package ---------------------------------------------------------------------------------------


def test_the_data_package_is_valid_for_the_frictionless_tool():
    tool = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [tool, "validate", "--json", "datapackage.json"], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    assert report["valid"], report
    assert {task["place"] for task in report["tasks"]} == {p.name for p in FOLDER.iterdir()} - {"datapackage.json"}


def test_every_file_and_every_column_is_described(package):
    resources = {r["path"]: r for r in package["resources"]}
    assert set(resources) == {p.name for p in FOLDER.iterdir()} - {"datapackage.json"}
    for path, resource in resources.items():
        assert resource["title"] and resource["sources"] and resource["licenses"]
        if path.endswith(".csv"):
            fields = resource["schema"]["fields"]
            assert [f["name"] for f in fields] == header(path), path
        else:
            features = json.loads((FOLDER / path).read_text(encoding="utf-8"))["features"]
            fields = resource["properties"]
            assert all(list(f["properties"]) == [x["name"] for x in fields] for f in features), path
        for field in fields:
            assert field["description"] and field["type"] in ("string", "number", "integer", "boolean")
            if field["type"] == "number":
                assert field["unit"], (path, field["name"])


def test_the_readers_and_the_data_package_agree(package):
    types = {"number": "number", "integer": "integer", "boolean": "boolean", "text": "string", "code": "string"}
    for path, columns in READERS.items():
        fields = {f["name"]: f for r in package["resources"] if r["path"] == path for f in r["schema"]["fields"]}
        known = {c.name: c for c in columns}
        assert set(fields) <= set(known), f"{path} has columns that no reader knows"
        for column in columns:
            assert column.name in fields or not column.must, (path, column.name)
            if column.name in fields and column.kind != "unread":
                assert types[column.kind] == fields[column.name]["type"], (path, column.name)


def test_ids_are_text_everywhere(package):
    for resource in package["resources"]:
        schema = resource.get("schema", {})
        types = {f["name"]: f["type"] for f in schema.get("fields", [])}
        keys = schema.get("primaryKey", [])
        for key in [keys] if isinstance(keys, str) else keys:
            assert types[key] == "string" or key in ("seq", "train"), (resource["path"], key)


def test_layers_are_rfc_7946(package):
    """Longitude first, in degrees; no crs member; outlines counter-clockwise and holes clockwise."""
    from shapely.geometry import shape

    for path in sorted(FOLDER.glob("*.geojson")):
        content = json.loads(path.read_text(encoding="utf-8"))
        assert content["type"] == "FeatureCollection" and "crs" not in content
        for feature in content["features"]:
            geometry = shape(feature["geometry"])
            west, south, east, north = geometry.bounds
            assert -1 <= west <= east <= 15 and 46 <= south <= north <= 56, path.name
            for part in getattr(geometry, "geoms", [geometry]):
                if part.geom_type == "Polygon":
                    assert part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors), path.name


def test_files_are_utf_8_with_line_feeds_and_no_byte_order_mark():
    for path in FOLDER.iterdir():
        data = path.read_bytes()
        assert b"\r" not in data and not data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\n"), path.name
        data.decode("utf-8")


def test_every_column_stands_on_the_page_about_the_format(package):
    page = (ROOT / "docs" / "network-format.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### `([^`]+)`\n(.*?)(?=^##|\Z)", page, flags=re.DOTALL | re.MULTILINE))
    for resource in package["resources"]:
        fields = resource["properties"] if "properties" in resource else resource["schema"]["fields"]
        rows = {
            line.split("`")[1]: line for line in sections[resource["path"]].splitlines() if line.startswith("| `")
        }
        assert list(rows) == [f["name"] for f in fields], resource["path"]
        wrong = [f["name"] for f in fields if f["description"] not in rows[f["name"]]]
        assert not wrong, f"docs/network-format.md, {resource['path']}: {wrong} are described differently"
