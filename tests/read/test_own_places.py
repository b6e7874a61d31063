"""A user's own places: every number understood or refused by name and field, every axis where it belongs."""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.errors import InputError
from bereikbaar.read.grid import to_grid
from bereikbaar.read.own_places import OwnPlaces, own_places

GRONINGEN, ASSEN, ZWOLLE = (6.5648, 53.2107), (6.5708, 52.9916), (6.0919, 52.5047)


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    if isinstance(geometry, tuple):
        geometry = {"type": "Point", "coordinates": list(geometry)}
    elif geometry is not None and not isinstance(geometry, dict):
        geometry = shapely.geometry.mapping(geometry)
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(folder: Path, *features: Any, name: str = "mine.geojson", **members: Any) -> Path:
    path = folder / name
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": list(features), **members}), encoding="utf-8"
    )
    return path


def table(folder: Path, text: str, name: str = "mine.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def refused(path: Path | str, **columns: str) -> str:
    with pytest.raises(InputError) as error:
        own_places(path, **columns)
    assert error.value.exit_code == 2
    return str(error.value)


def grid(lon: float, lat: float) -> tuple[float, float]:
    x, y = to_grid(np.array([lon]), np.array([lat]))
    return float(x[0]), float(y[0])


# the case of mixed columns: numbers, text, null, lists, objects


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return geojson(
        tmp_path,
        feature(GRONINGEN, id=1, naam="Groningen", inwoners=234567),
        feature(ASSEN, id="2", naam="Assen", inwoners="68.900"),
        feature((6.8997, 52.7906), id=3, naam="Emmen", inwoners=None),
        feature((3.5959, 51.4443), id=4, naam="Vlissingen", inwoners="onbekend", extra=["a", "b"]),
        feature(ZWOLLE, id=5, naam="Zwolle", inwoners=131000.0, meer={"banen": 90000}),
    )


def test_a_column_of_numbers_text_and_nothing_is_understood_and_what_was_made_of_it_is_said(mixed: Path) -> None:
    own = own_places(mixed)
    assert own.id == ("1", "2", "3", "4", "5")
    assert own.name == ("Groningen", "Assen", "Emmen", "Vlissingen", "Zwolle")
    assert own.population == pytest.approx([234567, 68900, np.nan, np.nan, 131000], nan_ok=True)
    assert (own.lon[0], own.lat[0]) == GRONINGEN
    said = "\n".join(own.notes)
    assert "inwoners: read as thousands: Assen '68.900' = 68900" in said
    assert "inwoners: not known of Emmen, Vlissingen ('onbekend')" in said
    assert "columns of lists or objects are not read: extra, meer" in said
    assert "column 'inwoners' was taken for --population" in said
    assert own.weight.tolist() == [234567, 68900, 0, 0, 131000]


def test_columns_that_are_named_are_not_said_to_be_guessed(mixed: Path) -> None:
    own = own_places(mixed, population="Inwoners", name="naam", identity="id")
    assert not [note for note in own.notes if "was taken" in note]


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("68900", 68900), ("68.900", 68900), ("68,900", 68900), ("1.234.567", 1234567), ("1,234,567", 1234567),
        ("68 900", 68900), ("68\u00a0900", 68900), ("68'900", 68900), (" 68900 ", 68900), ("68.900,5", 68900.5),
        ("68,900.5", 68900.5), ("68900.5", 68900.5), ("68900,5", 68900.5), ("0", 0), (0, 0), (68900, 68900),
        (68900.25, 68900.25), ("12.345", 12345), ("0.345", 0.345), ("7,5", 7.5),
    ],
)  # fmt: skip
def test_inhabitants_as_people_write_them(tmp_path: Path, value: Any, people: float) -> None:
    path = geojson(tmp_path, feature(ASSEN, naam="Assen", inwoners=value))
    assert own_places(path).population.tolist() == [people]


@pytest.mark.parametrize("value", ["onbekend", "Onbekend", "unknown", "", "  ", "-", "n.v.t.", "n/a", None, -99997])
def test_what_says_that_nobody_knows_is_no_number_and_no_error(tmp_path: Path, value: Any) -> None:
    path = geojson(tmp_path, feature(ASSEN, naam="Assen", inwoners=value), feature(ZWOLLE, naam="Zwolle", inwoners=1))
    own = own_places(path)
    assert np.isnan(own.population[0])
    assert any("not known of Assen" in note for note in own.notes)


@pytest.mark.parametrize(
    "value", ["veel", "68.9.00", "1.23.456", "12e3", "٦٨٩٠٠", -5, "-5", True, ["a"], {"a": 1}, "68.900 inw", "1_000"]
)
def test_what_is_no_number_of_people_is_refused_by_name_and_field(tmp_path: Path, value: Any) -> None:
    path = geojson(
        tmp_path, feature(GRONINGEN, naam="Groningen", inwoners=5), feature(ASSEN, naam="Assen", inwoners=value)
    )
    message = refused(path, population="inwoners")
    assert "mine.geojson, inwoners: feature 2: Assen: found" in message
    assert "expected a number of inhabitants of 0 or more" in message


def test_a_sign_that_is_the_decimal_one_elsewhere_is_asked_back(tmp_path: Path) -> None:
    path = geojson(
        tmp_path, feature(ASSEN, naam="Assen", inwoners="12.345"), feature(ZWOLLE, naam="Zwolle", inwoners="99.5")
    )
    message = refused(path)
    assert "Assen: found '12.345', which can be 12345 or a fraction" in message
    assert "write 12345 if that is meant" in message


def test_a_fraction_of_a_person_that_may_be_thousands_is_asked_back_but_a_model_may_have_fractions(
    tmp_path: Path,
) -> None:
    path = geojson(tmp_path, feature(ASSEN, naam="Assen", inwoners=12.345))
    assert "Assen: found 12.345 people; a sign of thousands that was read as a decimal one? Write 12345" in refused(
        path
    )
    modelled = geojson(
        tmp_path, feature(ASSEN, naam="Assen", inwoners=12.345), feature(ZWOLLE, naam="Zwolle", inwoners=3.14159)
    )
    assert own_places(modelled).population.tolist() == [12.345, 3.14159]


def test_numbers_that_are_no_json_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature(ASSEN, naam="A", inwoners=float("inf"))]})
    )
    assert "A: found inf" in refused(path)


@pytest.mark.parametrize("value", [10**400, "9" * 400, 2e12, "2000000000000", "1.000.000.000.000"])
def test_more_people_than_there_are_are_refused_and_never_become_infinite(tmp_path: Path, value: Any) -> None:
    message = refused(geojson(tmp_path, feature(ASSEN, naam="A", inwoners=value)))
    assert "feature 1: A: found" in message
    assert "expected a number of inhabitants of 0 or more, at most 10 billion" in message
    assert len(message) < 300


# ids and names


def test_ids_of_numbers_and_text_are_text_and_stay_in_their_order(tmp_path: Path) -> None:
    path = geojson(
        tmp_path,
        feature(ASSEN, id="b2", naam="B"),
        feature(ZWOLLE, id=10, naam="Z"),
        feature(GRONINGEN, id=9.0, naam="G"),
    )
    own = own_places(path)
    assert own.id == ("10", "9", "b2")
    assert own.name == ("Z", "G", "B")
    assert own.lat.tolist() == [ZWOLLE[1], GRONINGEN[1], ASSEN[1]]


def test_an_id_that_comes_twice_is_refused_also_as_number_and_text(tmp_path: Path) -> None:
    path = geojson(tmp_path, feature(ASSEN, id=1, naam="Assen"), feature(ZWOLLE, id="1", naam="Zwolle"))
    assert "id: id '1' is there 2 times: Assen, Zwolle; every place needs its own" in refused(path)


def test_a_place_without_an_id_in_the_column_that_was_named_is_refused_by_name(tmp_path: Path) -> None:
    path = geojson(tmp_path, feature(ASSEN, id=1, naam="Assen"), feature(ZWOLLE, id=None, naam="Zwolle"))
    assert "feature 2: Zwolle: has no id" in refused(path, identity="id")
    assert own_places(path).id == ("Assen", "Zwolle")  # a guessed column that does not serve


def test_names_serve_as_ids_and_row_numbers_where_names_come_twice(tmp_path: Path) -> None:
    path = geojson(tmp_path, feature(ZWOLLE, naam="Zwolle"), feature(ASSEN, naam="Assen"))
    assert own_places(path).id == ("Assen", "Zwolle")
    twice = geojson(tmp_path, feature(ZWOLLE, naam="Huis"), feature(ASSEN, naam="Huis"))
    own = own_places(twice)
    assert (own.id, own.name) == (("1", "2"), ("Huis", "Huis"))
    assert any("the number of the row is used" in note for note in own.notes)


def test_a_column_that_is_not_there_is_refused_with_a_near_name_and_what_there_is(mixed: Path) -> None:
    message = refused(mixed, population="inwonrs")
    assert message.startswith("--population: ")
    assert "no column 'inwonrs'; it has id, naam, inwoners, extra, meer; did you mean 'inwoners'?" in message
    assert "--place-name" in refused(mixed, name="nam")
    assert "--place-id" in refused(mixed, identity="code")


def test_without_inhabitants_every_place_counts_alike(tmp_path: Path) -> None:
    own = own_places(geojson(tmp_path, feature(ASSEN, naam="Assen"), feature(ZWOLLE, naam="Zwolle")))
    assert np.isnan(own.population).all()
    assert own.weight.tolist() == [1, 1]


# where places are


def test_degrees_and_the_dutch_grid_are_told_apart_by_what_a_file_says_and_else_by_its_numbers(
    tmp_path: Path,
) -> None:
    x, y = grid(*ASSEN)
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    said = own_places(geojson(tmp_path, feature((x, y), naam="Assen"), crs=crs))
    guessed = own_places(geojson(tmp_path, feature((x, y), naam="Assen")))
    for own in (said, guessed):
        assert (own.lon[0], own.lat[0]) == pytest.approx(ASSEN, abs=1e-6)
        assert shapely.get_coordinates(own.geometry[0])[0] == pytest.approx(ASSEN, abs=1e-6)
    assert not any("looks like" in n or "look like" in n for n in said.notes)
    assert any("the coordinates look like EPSG:28992 (Dutch grid)" in n for n in guessed.notes)
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "EPSG:4258"):
        crs = {"type": "name", "properties": {"name": name}}
        degrees = own_places(geojson(tmp_path, feature(ASSEN, naam="Assen"), crs=crs))
        assert (degrees.lon[0], degrees.lat[0]) == pytest.approx(ASSEN, abs=1e-6)


def test_latitude_and_longitude_that_are_swapped_are_refused_and_never_swapped_back(tmp_path: Path) -> None:
    path = geojson(tmp_path, feature(ZWOLLE, naam="Zwolle"), feature(ASSEN[::-1], naam="Assen"))
    message = refused(path)
    assert (
        "x and y are swapped at Assen: 52.9916, 6.5708 is read as longitude, latitude; swap them in the file"
        in message
    )
    x, y = grid(*ASSEN)
    assert "x and y are swapped at Assen" in refused(geojson(tmp_path, feature((y, x), naam="Assen")))
    assert "swapped at a, b" in refused(table(tmp_path, f"naam,rd_x,rd_y\na,{y:.0f},{x:.0f}\nb,{y:.0f},{x:.0f}\n"))
    assert "swapped at a" in refused(table(tmp_path, "naam,lat,lon\na,6.5708,52.9916\n"))


def test_numbers_that_do_not_fit_what_the_file_says_are_refused(tmp_path: Path) -> None:
    rd, wgs = ({"type": "name", "properties": {"name": f"EPSG:{code}"}} for code in (28992, 4326))
    x, y = grid(*ASSEN)
    message = refused(geojson(tmp_path, feature(ASSEN, naam="Assen"), crs=rd))
    assert "is said to be in EPSG:28992 (metres), but its coordinates look like degrees" in message
    message = refused(geojson(tmp_path, feature((x, y), naam="Assen"), crs=wgs))
    assert "coordinates of Assen are no degrees; they look like EPSG:28992 (Dutch grid): declare that" in message
    message = refused(geojson(tmp_path, feature((x, y), naam="Assen"), feature(ZWOLLE, naam="Zwolle")))
    assert "says no reference system, and the coordinates of Zwolle are neither" in message
    bad = {"type": "name", "properties": {"name": "EPSG:999999"}}
    assert "which is no reference system that is known" in refused(
        geojson(tmp_path, feature(ASSEN, naam="A"), crs=bad)
    )


def test_places_far_away_are_refused_by_name_and_nothing_at_all_is_told_apart(tmp_path: Path) -> None:
    message = refused(geojson(tmp_path, feature((2.35, 48.85), naam="Parijs"), feature(ZWOLLE, naam="Zwolle")))
    assert "far from the Netherlands: Parijs (latitude 48.8500, longitude 2.3500)" in message
    message = refused(geojson(tmp_path, feature((0, 0), naam="Leeg"), feature(ZWOLLE, naam="Zwolle")))
    assert "far from the Netherlands: Leeg (0,0 means no position)" in message
    abroad = own_places(geojson(tmp_path, feature((7.0, 51.45), naam="Essen")))
    assert abroad.name == ("Essen",)


@given(st.floats(3.4, 7.1), st.floats(50.8, 53.5))
@settings(max_examples=40, deadline=None)
def test_a_point_on_the_map_comes_back_from_either_reference_system(lon: float, lat: float) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        x, y = grid(lon, lat)
        for name, where in (
            ("a.csv", f"lat,lon\n{lat!r},{lon!r}\n"),
            ("b.csv", f"x;y\n{x:.3f};{y:.3f}\n".replace(".", ",")),
        ):
            own = own_places(table(Path(folder), where, name))
            assert own.lat[0] == pytest.approx(lat, abs=2e-7)
            assert own.lon[0] == pytest.approx(lon, abs=2e-7)


# points and areas


def test_areas_are_measured_from_their_middle_and_from_inside_where_the_middle_is_not(tmp_path: Path) -> None:
    square = shapely.box(6.0, 52.5, 6.02, 52.51)
    hook = shapely.Polygon([(6.0, 52.5), (6.3, 52.5), (6.3, 52.52), (6.02, 52.52), (6.02, 52.8), (6.0, 52.8)])
    own = own_places(geojson(tmp_path, feature(square, naam="a"), feature(hook, naam="b"), feature(ZWOLLE, naam="c")))
    assert (own.lon[0], own.lat[0]) == pytest.approx((6.01, 52.505))
    assert hook.contains(shapely.Point(own.lon[1], own.lat[1]))
    assert own.area_km2[0] == pytest.approx(1.357 * 1.113, rel=0.01)
    assert np.isnan(own.area_km2[2])
    assert own.geometry[0].geom_type == "Polygon"


def test_collections_of_polygons_are_one_place_and_an_outline_that_crosses_itself_is_mended(tmp_path: Path) -> None:
    a, b = shapely.box(6.0, 52.5, 6.1, 52.6), shapely.box(6.2, 52.5, 6.3, 52.6)
    nested = {"type": "GeometryCollection", "geometries": [shapely.geometry.mapping(a), {
        "type": "GeometryCollection", "geometries": [shapely.geometry.mapping(b)]}]}  # fmt: skip
    bow = {"type": "Polygon", "coordinates": [[[6.0, 52.5], [6.1, 52.6], [6.1, 52.5], [6.0, 52.6], [6.0, 52.5]]]}
    own = own_places(geojson(tmp_path, feature(nested, naam="a"), feature(bow, naam="strik")))
    assert own.geometry[0].geom_type == "MultiPolygon"
    assert own.area_km2[0] > 100
    assert own.geometry[1].is_valid
    assert "strik: its outline crosses itself and was mended" in own.notes


@pytest.mark.parametrize(
    ("geometry", "why"),
    [
        (None, "Assen: has no position"),
        (shapely.Point(), "Assen: has no position"),
        ({"type": "GeometryCollection", "geometries": []}, "Assen: has no position"),
        (shapely.LineString([(6, 52), (6.1, 52)]), "Assen: is LineString; one point, or polygons, are needed"),
        (shapely.MultiPoint([(6, 52), (6.1, 52)]), "Assen: is 2 points; one point, or polygons, are needed"),
        ({"type": "GeometryCollection", "geometries": [
            {"type": "Point", "coordinates": [6, 52]},
            {"type": "LineString", "coordinates": [[6, 52], [6.1, 52]]}]}, "Assen: is LineString and Point"),
        ({"type": "Point", "coordinates": ["6", "x"]}, "its geometry cannot be read"),
        ({"type": "Ding"}, "its geometry cannot be read"),
        ({"type": "Point", "coordinates": [float("nan"), 52.0]}, "Assen: has"),
        ({"type": "Point", "coordinates": [10**400, 52.0]}, "its geometry cannot be read"),
        ({"type": "Polygon", "coordinates": [[[6, 52], [6.1, 52.1], [6, 52]]]}, "Assen: is a polygon without area"),
        ({"type": "MultiPolygon", "coordinates": [[[[6, 52], [6, 52], [6, 52], [6, 52]]]]}, "a polygon without area"),
    ],
)  # fmt: skip
def test_what_is_no_place_is_refused_by_name(tmp_path: Path, geometry: Any, why: str) -> None:
    message = refused(geojson(tmp_path, feature(ZWOLLE, naam="Zwolle"), feature(geometry, naam="Assen")))
    assert "feature 2" in message
    assert why in message


def test_one_point_in_a_collection_and_points_with_a_height_are_points(tmp_path: Path) -> None:
    several = {"type": "MultiPoint", "coordinates": [[*ASSEN, 12.0]]}
    own = own_places(geojson(tmp_path, feature(several, naam="Assen")))
    assert own.geometry[0].geom_type == "Point"
    assert not own.geometry[0].has_z


# tables


@pytest.mark.parametrize(
    "text",
    [
        "naam,inwoners,lat,lon\nAssen,68900,52.9916,6.5708\n",
        "naam;inwoners;lat;lon\nAssen;68.900;52,9916;6,5708\n",
        "\ufeffNaam;Inwoners;Latitude;Longitude\r\nAssen;68 900;52,9916;6,5708\r\n",
        "naam\tinwoners\tbreedtegraad\tlengtegraad\nAssen\t68900\t52.9916\t6.5708\n",
        'sep=;\nnaam;inwoners;wkt\nAssen;68900;"POINT (6.5708 52.9916)"\n',
        "naam,inwoners,x,y\nAssen,68900,6.5708,52.9916\n",
    ],
)
def test_tables_as_spreadsheets_save_them(tmp_path: Path, text: str) -> None:
    own = own_places(table(tmp_path, text))
    assert (own.name, own.population.tolist()) == (("Assen",), [68900])
    assert (own.lon[0], own.lat[0]) == pytest.approx(ASSEN)


def test_a_table_in_the_dutch_grid_with_any_of_its_names(tmp_path: Path) -> None:
    x, y = grid(*ASSEN)
    for names in ("rd_x;rd_y", "x_rd;y_rd", "X;Y", "x_coord;y_coord", "RD X;RD Y"):
        own = own_places(table(tmp_path, f"naam;{names}\nAssen;{x:.2f};{y:.2f}\n".replace(".", ",")))
        assert (own.lon[0], own.lat[0]) == pytest.approx(ASSEN, abs=1e-6)


def test_a_table_says_the_line_and_column_of_what_is_wrong(tmp_path: Path) -> None:
    text = "naam,inwoners,lat,lon\nAssen,68900,52.9916,6.5708\nZwolle,veel,52.5047,\nEmmen,5,5x,6.9\n"
    message = refused(table(tmp_path, text))
    assert "mine.csv, line 3, inwoners: Zwolle: found 'veel'" in message
    assert "mine.csv, line 3: Zwolle: has no position" in message
    assert "mine.csv, line 4, lat: Emmen: found '5x'" in message


def test_a_table_without_coordinates_rows_or_sense_is_refused(tmp_path: Path) -> None:
    assert "has no columns for coordinates: expected lat and lon" in refused(table(tmp_path, "naam,inwoners\na,1\n"))
    assert "has no rows" in refused(table(tmp_path, "naam,lat,lon\n"))
    assert "has no rows" in refused(table(tmp_path, ""))
    assert "there more than once" in refused(table(tmp_path, "naam,naam,lat,lon\na,b,52,6\n"))
    assert "row has 2 values" in refused(table(tmp_path, "naam,lat,lon\na,52\n"))
    assert "expected a point or polygon" in refused(table(tmp_path, "naam,wkt\na,PUNT(1 2)\n"))


def test_letters_of_an_old_encoding_are_read_and_said(tmp_path: Path) -> None:
    own = own_places(table(tmp_path, "naam,lat,lon\nSúdwest,53.0,5.6\n", encoding="cp1252"))
    assert own.name == ("Súdwest",)
    assert any("Windows-1252" in note for note in own.notes)


# other layers


def written(
    path: Path, driver: str, *, layer: str | None = None, crs: str | None = "EPSG:28992", shapes: Any = None
) -> Path:
    from pyogrio import raw

    points = [grid(*p) if crs == "EPSG:28992" else p for p in (ASSEN, ZWOLLE)]
    shapes = shapely.points(points) if shapes is None else shapes
    kind = "Polygon" if shapes[0].geom_type == "Polygon" else "Point"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        raw.write(
            str(path), shapely.to_wkb(shapes),
            [np.array(["Assen", "Zwolle"], dtype=object), np.array([68900, 131000]), np.array([1.5, np.nan])],
            ["naam", "inwoners", "maat"], layer=layer, driver=driver, geometry_type=kind, crs=crs,
            append=path.exists(),
        )  # fmt: skip
    return path


@pytest.mark.parametrize(
    ("name", "driver"), [("a.gpkg", "GPKG"), ("a.shp", "ESRI Shapefile"), ("a.fgb", "FlatGeobuf")]
)
@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326", None])
def test_geopackage_shapefile_and_flatgeobuf(tmp_path: Path, name: str, driver: str, crs: str | None) -> None:
    own = own_places(written(tmp_path / name, driver, crs=crs))
    assert own.name == ("Assen", "Zwolle")
    assert own.population.tolist() == [68900, 131000]
    assert (own.lon[0], own.lat[0]) == pytest.approx(ASSEN, abs=2e-6)
    assert any("look like EPSG:4326" in note for note in own.notes) == (crs is None)


def test_another_reference_system_is_reprojected_and_said(tmp_path: Path) -> None:
    from pyproj import Transformer

    utm = Transformer.from_crs(4326, 32632, always_xy=True)
    shapes = shapely.points([utm.transform(*p) for p in (ASSEN, ZWOLLE)])
    own = own_places(written(tmp_path / "utm.gpkg", "GPKG", crs="EPSG:32632", shapes=shapes))
    assert (own.lon[0], own.lat[0]) == pytest.approx(ASSEN, abs=1e-6)
    assert any("WGS 84 / UTM zone 32N were turned into degrees" in note for note in own.notes)
    height = written(
        tmp_path / "nap.gpkg", "GPKG", crs="EPSG:7415", shapes=shapely.points([grid(*ASSEN), grid(*ZWOLLE)])
    )
    assert own_places(height).lat[0] == pytest.approx(ASSEN[1], abs=2e-6)


def test_a_file_of_more_layers_asks_which_and_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", "GPKG", layer="kernen")
    written(path, "GPKG", layer="wijken")
    assert f"has layers kernen, wijken; say which, as in {path}:kernen" in refused(path)
    assert own_places(f"{path}:wijken").name == ("Assen", "Zwolle")
    assert "has no layer 'wijkn'; it has kernen, wijken; did you mean 'wijken'?" in refused(f"{path}:wijkn")
    assert "has no layers; leave out ':kernen'" in refused(f"{geojson(tmp_path, feature(ASSEN, naam='a'))}:kernen")


def test_a_layer_without_geometries_or_features_is_refused(tmp_path: Path) -> None:
    from pyogrio import raw

    bare = tmp_path / "bare.gpkg"
    raw.write(str(bare), None, [np.array(["a"], dtype=object)], ["naam"], layer="t", driver="GPKG")
    assert "holds no layer with geometries" in refused(bare)
    assert "is a table without geometries" in refused(f"{bare}:t")
    empty = tmp_path / "empty.gpkg"
    raw.write(
        str(empty), np.array([], dtype=object), [np.array([], dtype=object)], ["naam"], layer="t", driver="GPKG",
        geometry_type="Point", crs="EPSG:28992",
    )  # fmt: skip
    assert "has no features" in refused(empty)


def test_files_that_are_no_places_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "plaatsen.geojson").write_text("{}")
    assert "file is missing; did you mean 'plaatsen.geojson'?" in refused(tmp_path / "platsen.geojson")
    assert "is a folder; name a file" in refused(tmp_path)
    assert "is no GeoJSON FeatureCollection; found something else" in refused(tmp_path / "plaatsen.geojson")
    (tmp_path / "half.geojson").write_text('{"type": "FeatureCollection", "features": [')
    assert "is no GeoJSON: " in refused(tmp_path / "half.geojson")
    (tmp_path / "point.geojson").write_text('{"type": "Point", "coordinates": [6, 52]}')
    assert "found 'Point'" in refused(tmp_path / "point.geojson")
    assert "has no features" in refused(geojson(tmp_path))
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    assert "is a spreadsheet; save it as 'CSV UTF-8'" in refused(tmp_path / "a.xlsx")
    (tmp_path / "a.gpkg").write_bytes(b"no database at all")
    assert "is no file of places: expected CSV, or a map layer" in refused(tmp_path / "a.gpkg")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert "a.pdf" in refused(tmp_path / "a.pdf")


def test_files_that_are_made_to_break_a_reader_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "deep.geojson").write_text(
        '{"type": "FeatureCollection", "features": ' + "[" * 50_000 + "]" * 50_000 + "}"
    )
    assert "is no GeoJSON: it is nested too deeply" in refused(tmp_path / "deep.geojson")
    assert "file is missing" in refused("a" * 5000 + ".csv")
    assert "file is missing" in refused("a" * 5000 + ".gpkg:layer")
    moon = geojson(tmp_path, feature(ASSEN, naam="A"), crs={"type": "name", "properties": {"name": "IAU_2015:30100"}})
    assert "which cannot be turned into degrees on the earth" in refused(moon)
    round_one = 'naam,wkt\nA,"CURVEPOLYGON(CIRCULARSTRING(6 52,6.1 52.1,6.2 52,6.1 51.9,6 52))"\n'
    message = refused(table(tmp_path, round_one))
    assert "line 2, wkt: found 'CURVEPOLYGON(CIRCULAR" in message
    assert "expected a point or polygon as well-known text" in message


@pytest.mark.parametrize("sign", ["\\ud800", "\\u0000"])
def test_text_that_no_file_can_hold_is_refused_by_feature_and_column(tmp_path: Path, sign: str) -> None:
    path = geojson(tmp_path, feature(ASSEN, naam="A"), feature(ZWOLLE, naam="?"))
    path.write_text(path.read_text().replace("?", f"B{sign}"))
    assert "mine.geojson, naam: feature 2: found 'B" in refused(path)
    path.write_text(path.read_text().replace("naam", f"na{sign}m"))
    assert "has a column" in refused(path)


def test_one_feature_is_a_file_of_one_place_and_features_may_lack_properties(tmp_path: Path) -> None:
    path = tmp_path / "one.geojson"
    path.write_text(json.dumps(feature(ASSEN, naam="Assen")))
    assert own_places(path).name == ("Assen",)
    bare = geojson(tmp_path, {"type": "Feature", "geometry": {"type": "Point", "coordinates": list(ASSEN)}})
    assert own_places(bare).name == ("1",)


def same(a: OwnPlaces, b: OwnPlaces) -> bool:
    arrays = all(
        np.array_equal(getattr(a, f), getattr(b, f), equal_nan=True) for f in ("population", "lat", "lon", "area_km2")
    )
    return arrays and (a.id, a.name, a.hash) == (b.id, b.name, b.hash)


def test_the_order_of_the_rows_does_not_matter(mixed: Path, tmp_path: Path) -> None:
    features = json.loads(mixed.read_text(encoding="utf-8"))["features"]
    other = geojson(tmp_path, *reversed(features), name="other.geojson")
    assert same(own_places(mixed), own_places(other))
