"""Small maps side by side, and where the legend of a large map stands: nothing vanishes, nothing is hidden."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.errors import InputError
from bereikbaar.indicators.catalogue import indicator
from bereikbaar.write.classes import diff_classes, scheme_of
from bereikbaar.write.figures.frame import WIDTH, frame_with_panel
from bereikbaar.write.figures.maps import map_figure
from bereikbaar.write.figures.several_maps import several_maps_figure
from builders_zones import write_outlines, zone_result

SVG = "{http://www.w3.org/2000/svg}"
MEASURES = ("main_min", "pop_60", "exp_umc_min")


@pytest.fixture
def small(tmp_path: Path) -> Any:
    return zone_result(folder=str(write_outlines(tmp_path / "places")))


def maps(svg: str) -> list[dict[str, tuple[int, int]]]:
    """Class -> areas and people, for every map from left to right."""
    out = []
    for part in ET.fromstring(svg).iter(f"{SVG}svg"):
        found = {
            p.get("class", ""): (int(p.get("data-areas", "")), int(p.get("data-people", "")))
            for p in part.iter(f"{SVG}path") if p.get("data-areas")
        }  # fmt: skip
        if part.get("x") is not None:
            out.append(found)
    return out


def counted(result: Any, name: str) -> dict[str, tuple[int, int]]:
    base, after = (prepared(c.zones, "pc4") for c in (result.base, result.cases[0]))
    compared = compare_tables(base, after, settings=result.settings, only=[name], key="pc4")
    rows = base.select("pc4").join(compared, on="pc4", how="left", maintain_order="left")
    table = base.select("population").with_columns(diff_classes(rows, scheme_of(indicator(name))))
    sums = table.group_by("class").agg(pl.len(), pl.col("population").sum())
    return {of: (n, round(people)) for of, n, people in sums.iter_rows()}


def words(svg: str) -> list[str]:
    return [t.text or "" for t in ET.fromstring(svg).iter(f"{SVG}text")]


def test_every_zone_is_in_its_class_on_every_small_map(small: Any) -> None:
    figure = several_maps_figure(small, small.cases[0], MEASURES, "en")
    assert maps(figure.svg) == [counted(small, name) for name in MEASURES]
    assert maps(figure.svg)[0]["new"] == (1, 27_000) and maps(figure.svg)[0]["no_connection"] == (1, 44_000)
    assert figure.table is not None
    assert [row[0] for row in figure.table.rows].count("Inhabitants reached within 60 min") == len(
        counted(small, "pop_60")
    )


def test_each_has_its_title_and_a_legend_with_inhabitants(small: Any) -> None:
    said = words(several_maps_figure(small, small.cases[0], MEASURES, "en").svg)
    assert said.count("inhabitants") == 3
    assert "Inhabitants reached within 60 min" in said and "27,000" in said and "new connection" in said
    assert any("not drawn, for want of an outline" in w for w in said), "4381 has none"
    assert {"border of a province", "railway, new"} <= set(said)
    nl = several_maps_figure(small, small.cases[0], MEASURES, "nl")
    assert words(nl.svg).count("inwoners") == 3 and "nieuwe verbinding: 27.000 inwoners" in nl.alt


def test_one_to_three_maps(small: Any) -> None:
    for measures in ((), ("main_min",) * 4):
        with pytest.raises(
            InputError, match=f"expected one to 3 measures for maps side by side, found {len(measures)}"
        ):
            several_maps_figure(small, small.cases[0], measures, "en")
    with pytest.raises(InputError, match="the base does not differ from itself"):
        several_maps_figure(small, small.base, ("main_min",), "en")
    assert len(maps(several_maps_figure(small, small.cases[0], ("main_min",), "en").svg)) == 1


def test_without_a_title_a_map_is_lower_and_says_the_same(small: Any) -> None:
    with_title, bare = (
        map_figure(small, small.cases[0], "main_min", "en", diff=True, titled=titled) for titled in (True, False)
    )
    heights = [float(ET.fromstring(f.svg).get("height", "")) for f in (with_title, bare)]
    assert heights[1] < heights[0]
    assert maps(with_title.svg) == maps(bare.svg) and with_title.caption == bare.caption
    title = ET.fromstring(bare.svg).findtext(f"{SVG}title") or ""
    assert title in " ".join(words(with_title.svg)) and title not in " ".join(words(bare.svg))


def test_no_name_stands_below_the_legend(small: Any) -> None:
    root = ET.fromstring(map_figure(small, small.cases[0], "main_min", "en", diff=True).svg)
    page = next(g for g in root if g.tag == f"{SVG}g")
    ground = next(e for e in page if e.tag == f"{SVG}svg")
    panel = next(g for g in page if g.tag == f"{SVG}g")
    x, y = (float(n) for n in panel.get("transform", "")[10:-1].split())
    x -= float(ground.get("x", ""))
    wide, high = (float(panel[0].get(side, "")) for side in ("width", "height"))
    points = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in ground.iter(f"{SVG}circle")]
    assert points
    assert not [p for p in points if x < p[0] < x + wide and y < p[1] < y + high]


sizes = st.floats(1_000, 300_000)


@settings(max_examples=60, deadline=None)
@given(sizes, sizes, st.floats(120, 260), st.floats(60, 330), st.integers(0, 2**32 - 1))
def test_a_panel_hides_nothing_and_all_is_within_the_frame(
    wide: float, high: float, panel_wide: float, panel_high: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 0.9, 30) * wide, rng.uniform(0, 0.9, 30) * high
    boxes = [(a, b, a + 0.1 * wide, b + 0.1 * high) for a, b in zip(x.tolist(), y.tolist(), strict=True)]
    frame, at = frame_with_panel((0.0, 0.0, wide, high), (panel_wide, panel_high), boxes)
    west, south, east, north = frame.bounds
    edge = frame.unit_m
    assert frame.width <= WIDTH
    for a, b, c, d in boxes:
        assert west - edge <= a and c <= east + edge and south - edge <= b and d <= north + edge
        left, top = frame.at(a, d)
        right, bottom = frame.at(c, b)
        apart = right <= at[0] or left >= at[0] + panel_wide - 1 or bottom <= at[1] or top >= at[1] + panel_high - 1
        assert apart


def test_a_panel_in_the_sea_leaves_the_map_as_large_as_without() -> None:
    """Land along a diagonal, as the coast of Holland: the upper left corner is free."""
    land = [(x * 10_000.0, x * 10_000.0, 200_000.0, x * 10_000.0 + 9_000) for x in range(20)]
    frame, at = frame_with_panel((0.0, 0.0, 200_000.0, 200_000.0), (200.0, 150.0), land)
    assert at == (0, 0)
    assert frame.unit_m == pytest.approx(220_000 / frame.height, rel=0.01)
    assert frame.width < WIDTH, "and the page no wider than it has to be"
