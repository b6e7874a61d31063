"""Whatever stands in a file of places: it is read, or refused as wrong input, and never breaks."""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.errors import InputError
from bereikbaar.read.own_places import own_places

NUMBERS = st.one_of(st.floats(), st.integers(), st.floats(3.5, 7.0), st.floats(50.7, 53.5), st.just(10**400))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.text(st.characters(codec=None), max_size=6)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
COORDINATES = st.recursive(
    st.lists(NUMBERS, min_size=1, max_size=4), lambda inner: st.lists(inner, max_size=5), max_leaves=8
)
GEOMETRIES = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Point", "Polygon", "MultiPolygon", "MultiPoint", "LineString", "Dot"]),
        "coordinates": st.one_of(COORDINATES, st.tuples(st.floats(3.5, 7.0), st.floats(50.7, 53.5)), VALUES),
    }
)
FEATURES = st.fixed_dictionaries(
    {"type": st.just("Feature"), "geometry": st.one_of(GEOMETRIES, VALUES)},
    optional={
        "properties": st.one_of(
            VALUES, st.dictionaries(st.sampled_from(["id", "naam", "inwoners", "x"]), VALUES, max_size=4)
        )
    },
)


def read_or_refused(path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            own = own_places(path)
        except InputError as error:
            assert path.name in str(error)
            return
    assert len(set(own.id)) == len(own.id) == len(own.name) == len(own.lat)
    assert np.isfinite(own.lat).all()
    assert not np.isinf(own.population).any()
    assert not (own.population < 0).any()
    assert own.hash


@settings(max_examples=150, deadline=None)
@given(features=st.lists(st.one_of(FEATURES, VALUES), max_size=3), crs=VALUES)
def test_any_geojson_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, features: list[Any], crs: Any
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.geojson"
    document = {"type": "FeatureCollection", "features": features, "crs": {"properties": {"name": crs}}}
    path.write_text(json.dumps(document))
    read_or_refused(path)


@settings(max_examples=150, deadline=None)
@given(
    head=st.sampled_from(["naam,lat,lon,inwoners", "id;x;y;pop", "naam\tgeom", "lat,lon"]),
    cells=st.lists(
        st.lists(
            st.one_of(
                st.text(max_size=8), NUMBERS.map(str), st.sampled_from(["52,5", "6.1", "1.000", "POINT(6 52)", '"'])
            ),
            max_size=5,
        ),
        max_size=4,
    ),
    sign=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
)
def test_any_table_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, head: str, cells: list[list[str]], sign: str, encoding: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    text = "\n".join([head, *(sign.join(row) for row in cells)])
    path.write_bytes(text.encode(encoding, errors="replace"))
    read_or_refused(path)
