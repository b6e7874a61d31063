"""Beyond a limit from door to door is told apart from no connection, before, after and in between."""

from dataclasses import replace

import polars as pl
import pytest

from bereikbaar.compare import after_beyond, compare_runs, compare_tables, region_sums, sums
from bereikbaar.compare.towns import VERDICTS
from bereikbaar.indicators.catalogue import DESTINATIONS, LIMIT_INDICATORS
from bereikbaar.settings import Settings
from bereikbaar.write.layers import build_layers, layer_frame
from bereikbaar.write.report.markdown import markdown
from bereikbaar.write.report.sections import report_of, report_on_runs
from bereikbaar.write.run import write_run
from builders_results import AFTER_MINUTES, BASE_MINUTES, pairs, result, towns

NINETY = Settings().changed(door_to_door_limit_min=90)


def limited(minutes, **shares):
    """A town table of a run with a limit of 90 minutes: all people of a town are within or beyond it.

    shares : town -> share of its people for whom Amsterdam is beyond the limit, where it is another.
    """
    frame = towns(minutes).with_columns([pl.lit(0.0).alias(i.name) for i in LIMIT_INDICATORS])
    for code in ("ams", "rtd", "dhg", "utr", "cap"):
        exp, share = pl.col(f"exp_{code}_min"), f"beyond_{code}_pct"
        far = (exp > 90).fill_null(False)
        frame = frame.with_columns(
            pl.when(far).then(100.0).otherwise(share).alias(share),
            pl.when(~far).then(exp).alias(f"exp_{code}_min"),
        )
    given = pl.col("town_id").replace_strict(shares, default=None, return_dtype=pl.Float64)
    return frame.with_columns(pl.coalesce(given, "beyond_ams_pct").alias("beyond_ams_pct"))


def verdict(before, after, measure="exp_ams_min", town="lelystad"):
    found = compare_tables(before, after).filter((pl.col("town_id") == town) & (pl.col("measure") == measure))
    return found["verdict"].item()


def minutes(amsterdam):
    return {**BASE_MINUTES, "lelystad": (amsterdam, 80, 85, 70, 10)}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (80, 90, "worse"),  # 90 is within
        (95, 85, "comes_within"),
        (85, 95, "falls_beyond"),
        (95, 99, "beyond_limit"),
        (None, 85, "new"),
        (None, 95, "new"),  # a connection there was not, if a long one
        (85, None, "lost"),
        (95, None, "lost"),
        (None, None, "no_connection"),
    ],
)
def test_the_limit_and_the_connection_have_words_of_their_own(before, after, expected):
    frames = limited(minutes(before)), limited(minutes(after))
    assert verdict(*frames) == expected
    assert verdict(*frames, measure="main_min") == expected


def test_the_headline_is_beyond_the_limit_only_when_every_empty_part_is():
    """Vlissingen has no connection to four, and its capital moves beyond the limit: it still lacks a connection."""
    far = {**BASE_MINUTES, "vlissingen": (None, None, None, None, 95), "lelystad": (95, None, 85, 70, 10)}
    assert verdict(limited(far), limited(far), "main_min", "vlissingen") == "no_connection"
    assert verdict(limited(far), limited(far), "main_min") == "no_connection"
    assert verdict(limited(far), limited(far), "exp_ams_min") == "beyond_limit"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((80, 20.0), (85, 0.0), "comes_within"),  # the mean is longer since the furthest count now
        ((80, 20.0), (80, 0.0), "comes_within"),
        ((80, 20.0), (75, 0.0), "better"),  # the mean is shorter all the same
        ((85, 0.0), (80, 20.0), "falls_beyond"),
        ((80, 0.0), (85, 20.0), "worse"),
        ((80, 20.0), (85, 19.1), "worse"),  # below one percentage point
        ((80, 20.0), (85, 19.0), "comes_within"),  # exactly one
    ],
)
def test_a_mean_over_other_people_is_no_loss_and_no_gain(before, after, expected):
    frames = [limited(minutes(m), lelystad=share) for m, share in (before, after)]
    assert verdict(*frames) == expected


def test_how_often_one_can_leave_is_empty_without_a_limit_too():
    """Part of the town is beyond the limit and the others walk: no departures, but that is not the limit."""
    frame = limited(minutes(80), lelystad=20.0).with_columns(dep_ams_h=pl.lit(None, dtype=pl.Float64))
    assert verdict(frame, frame, "dep_ams_h") == "no_connection"
    beyond = limited(minutes(95)).with_columns(dep_ams_h=pl.lit(None, dtype=pl.Float64))
    assert verdict(beyond, beyond, "dep_ams_h") == "beyond_limit"


def test_every_destination_has_its_share():
    frame = limited(BASE_MINUTES)
    for code in DESTINATIONS:
        for measure in (f"exp_{code}_min", f"best_{code}_min", f"d2d_{code}_min", f"chg_{code}"):
            share = f"beyond_{code}_d2d" if measure.startswith("d2d") and code != "umc" else f"beyond_{code}_pct"
            empty = pl.lit(None, dtype=pl.Float64)
            far = frame.with_columns(
                *[empty.alias(c) for c in {measure, f"exp_{code}_min"}], pl.lit(5.0).alias(share)
            )
            near = far.with_columns(pl.lit(0.0).alias(share))
            assert verdict(far, far, measure) == "beyond_limit", measure
            assert verdict(near, near, measure) == "no_connection", measure


def test_a_run_without_a_limit_knows_no_limit():
    found = compare_tables(towns(BASE_MINUTES), towns(AFTER_MINUTES))
    assert set(found["verdict"]) <= {"better", "worse", "same", "changed", "new", "lost", "no_connection"}
    mixed = compare_tables(limited(BASE_MINUTES), towns(BASE_MINUTES))  # cannot be told: nothing is made up
    assert "no_connection" in set(mixed["verdict"])


@pytest.mark.parametrize("measure", ["hosp_n3", "pop_n1m", "jobs_bal", "speed_kmh", "dep_h"])
def test_what_is_measured_over_all_that_is_reached_is_empty_because_of_the_limit(measure):
    def frame(made, value):
        return made(BASE_MINUTES).with_columns(pl.lit(value, dtype=pl.Float64).alias(measure))

    for before, after, within, without in (
        (None, 70.0, "comes_within", "new"),
        (70.0, None, "falls_beyond", "lost"),
        (None, None, "beyond_limit", "no_connection"),
    ):
        assert verdict(frame(limited, before), frame(limited, after), measure) == within
        assert verdict(frame(towns, before), frame(towns, after), measure) == without


def test_a_drop_without_a_station_has_nothing_to_do_with_the_limit():
    frame = limited(BASE_MINUTES).with_columns(pl.lit(None, dtype=pl.Float64).alias("drop_evening"))
    assert verdict(frame, frame, "drop_evening") == "no_connection"


def test_people_are_counted_once_whatever_happens_to_them():
    before, after = limited(BASE_MINUTES), limited(AFTER_MINUTES, utrecht=5.0)
    compared = compare_tables(before, after)
    assert set(compared["verdict"]) <= set(VERDICTS)
    found = sums(compared, "exp_ams_min")
    # Groningen 145 -> 90 comes within, Haren 150 -> 100 and Assen stay beyond, Emmeloord is new
    assert (found.comes_within, found.beyond_limit, found.new) == (200_000, 85_000, 27_000)
    assert found.falls_beyond == 0, "Utrecht goes from 40 to 42 minutes: the mean is worse already"
    assert found.losers == 360_000
    parts = (found.winners, found.losers, found.same, found.new, found.lost, found.no_connection)
    assert sum(parts) + found.comes_within + found.falls_beyond + found.beyond_limit == found.total
    by_region = region_sums(compared, "exp_ams_min")
    assert by_region["comes_within"].sum() == 200_000


def test_a_mean_over_other_people_is_not_in_the_mean_difference():
    before, after = limited(minutes(80), lelystad=20.0), limited(minutes(85), lelystad=0.0)
    found = sums(compare_tables(before, after), "exp_ams_min")
    assert found.mean_diff == 0 and found.counted == 360_000  # Utrecht alone


def run(before, after, **more):
    r = result(settings=NINETY, **more)
    base = replace(r.base, towns=before, pairs=limited_pairs(BASE_MINUTES))
    return replace(r, base=base, cases=(replace(r.cases[0], towns=after, pairs=limited_pairs(AFTER_MINUTES)),))


def limited_pairs(by_town):
    frame = pairs(by_town).with_columns(
        pl.when(pl.col("expected_min") > 90).then(100.0).otherwise(0.0).alias("beyond_pct")
    )
    connected = pl.col("expected_min").is_finite()
    return frame.with_columns(
        pl.when(connected).then("beyond_pct").otherwise(0.0).alias("beyond_pct"),
        pl.when(pl.col("expected_min") <= 90).then("expected_min").alias("expected_min"),
    )


def test_the_map_shows_both_kinds_of_empty():
    layers = {
        layer.name: layer_frame(layer) for layer in build_layers(run(limited(BASE_MINUTES), limited(AFTER_MINUTES)))
    }
    frame = layers["towns"].rows_by_key("town_id", named=True, unique=True)
    assert frame["groningen"]["exp_ams_min_class"] == "beyond_limit"
    assert frame["groningen"]["exp_ams_min_lely_class"] == "le_90"
    assert frame["groningen"]["exp_ams_min_lely_dclass"] == "comes_within"
    assert frame["groningen"]["exp_ams_min_lely_diff"] is None
    assert frame["assen"]["exp_ams_min_lely_class"] == frame["assen"]["exp_ams_min_lely_dclass"] == "beyond_limit"
    assert frame["vlissingen"]["exp_ams_min_lely_class"] == "no_connection"
    lines = {(p["town_id"], p["centre_id"]): p for p in layers["pairs"].iter_rows(named=True)}
    assert lines["groningen", "amsterdam"]["exp_min_class"] == "beyond_limit"
    assert lines["groningen", "amsterdam"]["exp_min_lely_class"] == "le_90"
    assert lines["vlissingen", "amsterdam"]["exp_min_lely_class"] == "no_connection"


def test_a_new_connection_beyond_the_limit_is_new_and_its_level_beyond():
    after = limited({**BASE_MINUTES, "emmeloord": (95, 80, 85, 70, 10)})
    compared = compare_tables(limited(BASE_MINUTES), after, only=["exp_ams_min"])
    row = compared.filter(pl.col("town_id") == "emmeloord")
    assert row["verdict"].item() == "new" and after_beyond(row).item()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            (
                "A destination at more than 90 expected minutes counts as *beyond the limit*",
                "Within and beyond the limit of 90 minutes",
                "- To Amsterdam, these come within the limit (200,000 inhabitants): Groningen.",
                "200,000 inhabitants live in towns that come within the limit of at least one destination.",
                "| Comes within the limit | Beyond the limit |",
                "285,000 of the 796,000 inhabitants live in towns for which one or more of the five",
            ),
        ),
        (
            "nl",
            (
                "Een bestemming op meer dan 90 verwachte minuten geldt als *buiten de grens*",
                "Binnen en buiten de grens van 90 minuten",
                "- Naar Amsterdam komen binnen de grens (200.000 inwoners): Groningen.",
                "200.000 inwoners wonen in kernen die naar minstens één bestemming binnen de grens komen.",
                "| Komt binnen de grens | Buiten de grens |",
                "285.000 van de 796.000 inwoners wonen in kernen waarvoor een of meer van de vijf",
            ),
        ),
    ],
)
def test_the_page_says_who_comes_within(lang, said):
    text = markdown(report_of(run(limited(BASE_MINUTES), limited(AFTER_MINUTES), lang=lang)))
    for words in said:
        assert words in text, words
    back = markdown(report_of(run(limited(AFTER_MINUTES), limited(BASE_MINUTES), lang=lang)))
    assert {"en": "these fall beyond the limit", "nl": "vallen buiten de grens"}[lang] in back


def test_the_page_says_when_nobody_crosses_and_how_many_are_beyond_in_the_base():
    same = run(limited(BASE_MINUTES), limited(BASE_MINUTES))
    assert "No town comes within the limit or falls beyond it." in markdown(report_of(same))
    assert "| beyond the limit | 285,000 |" in markdown(report_of(replace(same, cases=())))
    told = markdown(report_of(result())).split("## Settings of the model")[0]  # some settings have such words
    assert "beyond the limit" not in told


def test_two_runs_with_a_limit_are_compared_alike(tmp_path):
    r = run(limited(BASE_MINUTES), limited(AFTER_MINUTES))
    write_run(r, tmp_path / "one")
    found = compare_runs(tmp_path / "one", tmp_path / "one", scenario_a="base")
    assert found.towns.equals(compare_tables(r.base.towns, r.cases[0].towns, settings=NINETY))
    assert "these come within the limit (200,000 inhabitants): Groningen." in markdown(report_on_runs(found, "en"))


@pytest.mark.parametrize(
    ("changes", "en", "nl"),
    [
        ({"door_to_door_limit_min": 90}, "90 minutes", "90 minuten"),
        ({"most_changes": 3}, "3 changes between trains", "3 overstappen tussen treinen"),
        (
            {"door_to_door_limit_min": 90, "most_changes": 3},
            "90 minutes or 3 changes between trains",
            "90 minuten of 3 overstappen tussen treinen",
        ),
    ],
)
def test_the_report_says_which_limits_there_are(changes, en, nl):
    from bereikbaar.write.report.sections.limit import limit_words
    from bereikbaar.write.report.sections.page import page

    settings = Settings().changed(**changes)
    assert limit_words(page("en", {}), settings, "limit_minutes") == en
    assert limit_words(page("nl", {}), settings, "limit_minutes") == nl
