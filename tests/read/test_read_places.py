"""Zones, towns, centres, amenities and outlines: the same in every dress, and what is wrong is said."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from network_folders import DRESSES, dress_up, rows_of, text_of

from bereikbaar.errors import InputError
from bereikbaar.read.grid import to_grid
from bereikbaar.read.places import read_places

TABLES = {
    "zones.csv": """\
pc4,place,town_id,municipality,province,corop_code,lat,lon,area_km2,population
9711,Groningen,groningen-0014,Groningen,Groningen,CR03,53.21,6.56,0.9,10010
8321,Urk,urk-0184,Urk,Flevoland,CR40,52.66,5.6,,9000
9712,Groningen,groningen-0014,Groningen,Groningen,CR03,53.22,6.57,1.1,5005
""",
    "towns.csv": """\
town_id,name,municipality,province,corop_code,lat,lon,population
urk-0184,Urk,Urk,Flevoland,CR40,52.661,5.601,9000
groningen-0014,Groningen,Groningen,Groningen,CR03,53.2192,6.5667,15015
""",
    "centres.csv": """\
centre_id,name,kinds,province,main_station,stations,lat,lon
groningen,Groningen,province capital; city,Groningen,gn,gerp gn,53.2192,6.5667
assen,Assen,,Drenthe,,asn,52.99,6.57
""",
    "amenities.csv": """\
id,name,kind,place,municipality,lat,lon,students_2019,basis
wo-21pc,Rijksuniversiteit,wo,Groningen,Groningen,53.219,6.563,32700,
umc-9713,UMCG,umc,Groningen,Groningen,53.222,6.577,,list of 2016
""",
    "crossings.csv": """\
id,name,kind,modes,a_lat,a_lon,b_lat,b_lon,minutes,per_hour,source,confidence
veer,Veer Bünde,ferry,walk bicycle,51.4,3.5,51.5,3.6,20,2,timetable,B
brug,Ketelbrug,bridge,bicycle,52.6,5.6,52.5,5.7,0,,map,C
""",
    "corop.csv": "corop_code,corop\nCR03,Overig Groningen\n",
}
SQUARE = [[[3, 51], [7, 51], [7, 54], [3, 54], [3, 51]]]
LAND = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"name": "land"}, "geometry": {"type": "Polygon", "coordinates": SQUARE}},
]}  # fmt: skip


def places_folder(folder, **tables):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TABLES.items():
        content = tables.get(name.removesuffix(".csv"), text)
        if content is not None:
            (folder / name).write_text(content, encoding="utf-8")
    (folder / "land.geojson").write_text(json.dumps(LAND))
    return folder


def messages(folder):
    with pytest.raises(InputError) as caught:
        read_places(folder)
    return str(caught.value)


def same(a, b):
    for one, two in ((a.zones, b.zones), (a.towns, b.towns)):
        for name in one.__slots__:
            np.testing.assert_array_equal(getattr(one, name), getattr(two, name))
    assert (a.centres, a.amenities, a.crossings) == (b.centres, b.amenities, b.crossings)
    assert a.land.equals(b.land) and a.hash == b.hash


def test_zones_and_towns_are_sorted_and_know_each_other(tmp_path):
    places = read_places(places_folder(tmp_path))
    zones, towns = places.zones, places.towns
    assert zones.code == ("8321", "9711", "9712")
    assert towns.id == ("groningen-0014", "urk-0184")
    assert zones.town_idx.tolist() == [1, 0, 0] and zones.town_idx.dtype == np.int64
    assert zones.population.tolist() == [9000, 10010, 5005] and zones.population.dtype == np.float64
    assert np.isnan(zones.area_km2[0]) and zones.area_km2[1:].tolist() == [0.9, 1.1]
    assert zones.corop == ("CR40", "Overig Groningen", "Overig Groningen")  # the code where there is no name
    assert towns.name == ("Groningen", "Urk") and towns.lat.tolist() == [53.2192, 52.661]


def test_the_grid_is_the_national_one():
    """The Onze-Lieve-Vrouwetoren in Amersfoort is the origin of the grid, at 155 000, 463 000 m (to about 1 m)."""
    x, y = to_grid(np.array([5.38720621]), np.array([52.15517440]))
    assert x[0] == pytest.approx(155_000, abs=1) and y[0] == pytest.approx(463_000, abs=1)


def test_the_grid_agrees_with_the_coordinate_database():
    from pyproj import Transformer

    lon, lat = np.meshgrid(np.linspace(3.3, 7.3, 9), np.linspace(50.7, 53.6, 9))
    theirs = Transformer.from_crs(4326, 28992, always_xy=True).transform(lon.ravel(), lat.ravel())
    ours = to_grid(lon.ravel(), lat.ravel())
    np.testing.assert_allclose(ours, theirs, atol=0.5)  # a grid file on the machine may refine theirs


def test_centres_have_their_main_station_first_and_a_point(tmp_path):
    assen, groningen = read_places(places_folder(tmp_path)).centres
    assert groningen.stations == ("gn", "gerp") and groningen.kinds == ("province capital", "city")
    assert (groningen.lat, groningen.lon) == (53.2192, 6.5667)
    assert assen.stations == ("asn",) and assen.kinds == ()


def test_amenities_know_their_students_and_crossings_their_frequency(tmp_path):
    places = read_places(places_folder(tmp_path))
    assert [(a.id, a.kind, a.students, a.basis) for a in places.amenities] == [
        ("umc-9713", "umc", None, "list of 2016"),
        ("wo-21pc", "wo", 32700, ""),
    ]
    bridge, ferry = places.crossings
    assert bridge.per_hour is None and bridge.minutes == 0 and bridge.modes == ("bicycle",)
    assert ferry.per_hour == 2 and ferry.modes == ("walk", "bicycle") and ferry.name == "Veer Bünde"


def test_outlines_are_geometries_and_neighbours_may_be_absent(tmp_path):
    places = read_places(places_folder(tmp_path))
    assert places.land.geom_type == "Polygon" and places.land.area == pytest.approx(12)
    assert places.neighbours.is_empty


def test_amenities_crossings_and_corop_names_may_be_absent_or_empty(tmp_path):
    places = read_places(places_folder(tmp_path, amenities=None, crossings="", corop="corop_code,corop\n"))
    assert places.amenities == () and places.crossings == ()
    assert places.zones.corop == ("CR40", "CR03", "CR03")


@pytest.mark.parametrize("dress", [d for d in DRESSES if d != "waar and onwaar"])
def test_every_dress_gives_the_same_places(tmp_path, dress):
    plain = read_places(places_folder(tmp_path / "plain"))
    same(read_places(dress_up(places_folder(tmp_path / "dressed"), dress)), plain)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(tmp_path, seed):
    mix = random.Random(seed)
    shuffled = places_folder(tmp_path / "shuffled")
    for name, text in TABLES.items():
        header, *rows = rows_of(text)
        mix.shuffle(rows)
        (shuffled / name).write_text(text_of([header, *rows]), encoding="utf-8")
    same(read_places(shuffled), read_places(places_folder(tmp_path / "plain")))


def test_the_hash_changes_with_the_content(tmp_path):
    plain = read_places(places_folder(tmp_path / "plain"))
    more = read_places(places_folder(tmp_path / "more", zones=TABLES["zones.csv"].replace("10010", "10015")))
    assert more.hash != plain.hash and replace(more, hash="").zones.code == plain.zones.code


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("zones", ",urk-0184", ",urk-184", "line 3, town_id: 'urk-184' is not in towns.csv; did you mean 'urk-0184'"),
        ("zones", "9712", "9711", "line 4, pc4: '9711' is there twice (first on line 2); keep one"),
        ("zones", "9712", "9712.0", "line 4, pc4: found '9712.0': a spreadsheet has made a number of a code"),
        ("zones", "10010", "10.010,5", "row has 11 values, the header 10"),
        ("zones", "10010", "-5", "line 2, population: found '-5', expected 0 or more inhabitants"),
        ("zones", "53.21,", "5321,", "line 2, lat: found '5321', expected -90 to 90 degrees; has a spreadsheet"),
        ("towns", "15015", "", "line 3, population: is empty; a value is needed"),
        ("towns", "groningen-0014,Gro", "urk-0184,Gro", "line 3, town_id: 'urk-0184' is there twice (first on"),
        ("centres", "gerp gn", "", "line 2, stations: is empty; a value is needed"),
        ("amenities", "32700", "veel", "line 2, students_2019: found 'veel', expected a number"),
        ("crossings", "walk bicycle", "walk bike", "line 2, modes: found 'bike', expected walk, bicycle, bus"),
        ("crossings", ",20,2,", ",,2,", "line 2, minutes: is empty; a value is needed"),
        ("corop", "corop_code,corop", "corop_code,naam", "column 'corop' is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path, table, old, new, said):
    text = TABLES[f"{table}.csv"]
    assert old in text
    assert said in messages(places_folder(tmp_path, **{table: text.replace(old, new)}))


@pytest.mark.parametrize("name", ["zones", "towns", "centres"])
def test_missing_files_are_named(tmp_path, name):
    assert f"{name}.csv: file is missing" in messages(places_folder(tmp_path, **{name: None}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "land.geojson: file is missing"),
        ("{", "land.geojson: is no GeoJSON"),
        ("{ü", "land.geojson: is no GeoJSON"),
        (b"\x81", "land.geojson, line 1: byte 1 (0x81) is no letter"),
        ('{"type": "Point", "coordinates": [5, 52]}', "land.geojson: holds no polygons"),
        ('{"type": "Polygon", "coordinates": []}', "land.geojson: holds no polygons"),
        (
            '{"type": "Polygon", "coordinates": [[[0, 0], [9, 9], [9, 0], [0, 9], [0, 0]]]}',
            "land.geojson: polygon 1 is no proper area (Self-intersection[4.5 4.5]); mend it in QGIS: Fix geometries",
        ),
        (
            '{"type": "Polygon", "coordinates": [[[1e5, 4e5], [2e5, 4e5], [2e5, 5e5], [1e5, 4e5]]]}',
            "land.geojson: has coordinates that are no degrees; GeoJSON is longitude and latitude (WGS84)",
        ),
    ],
)
def test_a_wrong_outline_is_refused(tmp_path, text, said):
    folder = places_folder(tmp_path)
    (folder / "land.geojson").unlink()
    if text is not None:
        (folder / "land.geojson").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert said in messages(folder)
