"""One table of classes for every output."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.compare import compare_tables
from bereikbaar.compare.measures import measures
from bereikbaar.compare.towns import APART
from bereikbaar.write.classes import (
    FREQUENCY,
    MINUTES,
    NO_CONNECTION,
    PERCENT,
    SCHEMES,
    diff_classes,
    level_classes,
    scheme_of,
)
from bereikbaar.write.layers.towns import CLASS_MEASURES
from builders_results import AFTER_MINUTES, BASE_MINUTES, towns


def level(value, scheme=MINUTES):
    return level_classes(pl.Series([value], dtype=pl.Float64), scheme)[0]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (0.0, "le_30"),
        (59.5, "le_60"),
        (60.0, "le_60"),  # up to and including
        (60.0 + 1e-12, "le_60"),
        (60.5, "le_90"),
        (180.0, "le_180"),
        (180.1, "gt_180"),
        (1e6, "gt_180"),  # an open top class: nothing falls off the map
        (None, "no_connection"),
    ],
)
def test_a_level_belongs_to_the_first_limit_it_does_not_exceed(value, name):
    assert level(value) == name


def test_an_empty_level_is_beyond_the_limit_where_that_is_why():
    values, beyond = pl.Series([None, None, 85.0], dtype=pl.Float64), pl.Series([True, False, False])
    assert level_classes(values, MINUTES, beyond).to_list() == ["beyond_limit", "no_connection", "le_90"]


def test_no_trains_is_a_class_of_its_own():
    assert [level(v, FREQUENCY) for v in (0.0, 0.5, 2.0, 2.5, None)] == [
        "no_trains",
        "le_2",
        "le_2",
        "le_4",
        "no_connection",
    ]


def diff(gain, verdict, scheme=MINUTES, pct=None):
    frame = pl.DataFrame(
        {"gain": [gain], "diff": [gain], "diff_pct": [pct], "verdict": [verdict]},
        schema_overrides={"gain": pl.Float64, "diff": pl.Float64, "diff_pct": pl.Float64},
    )
    return diff_classes(frame, scheme)[0]


@pytest.mark.parametrize(
    ("gain", "verdict", "name"),
    [
        (1.0, "better", "gain_1"),
        (4.9, "better", "gain_1"),
        (5.0, "better", "gain_5"),
        (9.9, "better", "gain_5"),
        (10.0, "better", "gain_10"),
        (15.0, "better", "gain_15"),
        (30.0, "better", "gain_30"),
        (300.0, "better", "gain_30"),
        (-5.0, "worse", "loss_5"),
        (-300.0, "worse", "loss_30"),
        (0.9, "same", "same"),
        (3.0, "same", "same"),  # 3 minutes of three hours
        (None, "new", "new"),
        (None, "lost", "lost"),
        (None, "no_connection", "no_connection"),
        (None, "comes_within", "comes_within"),
        (-3.0, "comes_within", "comes_within"),  # a mean over more people
        (None, "falls_beyond", "falls_beyond"),
        (None, "beyond_limit", "beyond_limit"),
    ],
)
def test_a_difference_is_classed_by_its_size_and_its_verdict(gain, verdict, name):
    assert diff(gain, verdict) == name


def test_inhabitants_are_classed_in_percent_and_something_from_nothing_is_the_top():
    scheme = SCHEMES["inhabitants"]
    assert diff(500.0, "better", scheme, pct=12.0) == "gain_10"
    assert diff(-500.0, "worse", scheme, pct=-60.0) == "loss_50"
    assert diff(500.0, "better", scheme, pct=None) == "gain_50"


def test_a_measure_without_a_better_side_has_no_gains():
    with pytest.raises(ValueError, match="has no classes of gains and losses"):
        diff(3.0, "changed", PERCENT)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_differences_diverge_around_zero_with_the_same_steps_on_both_sides(scheme):
    names = [c.name for c in scheme.diffs]
    gains = [n for n in names if n.startswith("gain_")]
    losses = [n for n in names if n.startswith("loss_")]
    wanted = ["new", "comes_within", *gains, "same", *losses, "falls_beyond", "lost", "beyond_limit", "no_connection"]
    # only minutes know a limit from door to door
    assert names == (wanted if scheme is MINUTES else [n for n in wanted if n not in APART[3:]])
    assert [n.removeprefix("gain_") for n in reversed(gains)] == [n.removeprefix("loss_") for n in losses]


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_every_class_has_a_name_a_colour_and_two_titles_of_its_own(scheme):
    for classes in (scheme.levels, scheme.diffs):
        for part in (
            [c.name for c in classes],
            [c.color for c in classes],
            *zip(*(c.title for c in classes), strict=True),
        ):
            assert len(set(part)) == len(classes)
        assert classes[-1].name == NO_CONNECTION


def test_colours_get_darker_away_from_no_change():
    def lightness(color):
        red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    for scheme in SCHEMES.values():
        steps = [c for c in scheme.diffs if c.name not in APART]
        ramp, middle = [lightness(c.color) for c in steps], [c.name for c in steps].index("same")
        assert ramp[: middle + 1] == sorted(ramp[: middle + 1])
        assert ramp[middle:] == sorted(ramp[middle:], reverse=True)


def test_every_class_measure_has_a_scheme():
    for name in CLASS_MEASURES:
        assert scheme_of(measures()[name]).levels


def test_classes_and_sums_of_people_agree():
    compared = compare_tables(towns(BASE_MINUTES), towns(AFTER_MINUTES), only=["main_min"])
    counted = compared.with_columns(diff_classes(compared, MINUTES))
    people = dict(counted.group_by("class").agg(pl.col("population").sum()).iter_rows())
    assert people == {"gain_15": 220_000, "loss_5": 65_000, "same": 440_000, "new": 27_000, "no_connection": 44_000}


@given(st.one_of(st.none(), st.floats(0, 1e9)))
def test_every_value_has_exactly_one_class(value):
    for scheme in SCHEMES.values():
        name = level(value, scheme)
        hits = [
            c.name
            for c in scheme.levels
            if c.name not in APART
            and value is not None
            and (c.low is None or value > c.low + 1e-9)
            and (c.high is None or value <= c.high + 1e-9)
        ]
        assert hits == ([] if value is None else [name])


#: What is left of colours for who has no green cones (deuteranopia) or no red ones (protanopia), in linear RGB
#: (Machado, Oliveira and Fernandes 2009, severity 1).
SIGHT = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}


def seen(color, sight):
    """CIELAB of a colour as it is seen."""
    linear = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in linear]
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in SIGHT[sight])
    xyz = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.072175 * b,
        (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", list(SIGHT))
def test_new_lost_and_no_connection_differ_from_all_other_classes_for_colour_blind_eyes_too(sight):
    apart = {NO_CONNECTION, "new", "lost", "comes_within", "falls_beyond", "beyond_limit"}
    for classes in (MINUTES.diffs, MINUTES.levels):
        for one in (c for c in classes if c.name in apart):
            for other in (c for c in classes if c.name != one.name):
                far = math.dist(seen(one.color, sight), seen(other.color, sight))
                assert far > 12, (one.name, other.name, far)
