"""Page one: a short title, a narrow table side by side, sentences by rule, shares in words, and how sure it is."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from bereikbaar.compare.people import PeopleTables
from bereikbaar.results import Outcome
from bereikbaar.validate import Fit
from bereikbaar.write.report import pdf
from bereikbaar.write.report.build import build_report
from bereikbaar.write.report.model import Bullets, Heading, Paragraph, Table
from bereikbaar.write.report.pdf import pdf_report
from bereikbaar.write.report.reasons import Reasons
from bereikbaar.write.report.sections.compared import compared_with
from bereikbaar.write.report.sections.page import page
from bereikbaar.write.report.sections.short import harmed_words, km_words, single_words
from bereikbaar.write.report.sections.sure import assumed_words, figures_words, planner_fit, planner_words
from bereikbaar.write.report.sections.words import share_words
from builders_results import result, scenario
from builders_zones import zone_result


@dataclass(frozen=True)
class Tag:
    train_km: float = 2_701.4
    train_hours: float = 28.0
    trainsets: float | None = 1
    new_track_km: float = 0.0
    upgraded_track_km: float = 0.0
    hours_per_train_km: float | None = None
    hours_per_million: float | None = None
    assumptions: tuple = ()


def first_page(document):
    """The blocks up to the second section."""
    at = [n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.level == 2]
    return document.blocks[: at[1]]


def overview(document):
    return next(b for b in document.blocks if isinstance(b, Table) and b.key == "overview")


def one_plan(found, **more):
    """The first plan of a result, compared, with other outcomes or another scenario."""
    case = replace(found.cases[0], **more)
    return compared_with(found, case, PeopleTables(found))


# --- titles


@pytest.mark.parametrize(
    ("lang", "n", "title"),
    [("nl", 1, "Vergelijking: Lelylijn, proef"), ("nl", 3, "Drie plannen vergeleken"),
     ("nl", 6, "Zes plannen vergeleken"), ("en", 2, "Two plans compared"), ("en", 12, "12 plans compared")],
)  # fmt: skip
def test_the_title_of_several_plans_counts_them(lang, n, title):
    assert build_report(zone_result(lang, scenarios=n), lang).title == title


def test_the_title_of_several_plans_for_a_region_names_it():
    document = build_report(replace(zone_result(scenarios=2), region="province:Groningen"), "en")
    assert document.title == "Two plans compared for the province of Groningen"


@pytest.mark.parametrize(("n", "listed"), [(1, 0), (3, 3), (4, 4), (5, 0)])
def test_up_to_four_plans_are_listed_below_the_title_of_more_the_table_is_the_list(n, listed):
    blocks = first_page(build_report(zone_result(scenarios=n), "en"))
    until = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 2)
    items = [item for b in blocks[:until] if isinstance(b, Bullets) for item in b.items]
    assert items == ["Lelylijn, test"] * listed


# --- side by side


def test_up_to_four_plans_are_columns_and_what_is_zero_for_all_is_no_row():
    found = overview(build_report(zone_result(scenarios=3), "en"))
    assert len(found.head) == 4 and found.numbers == 3
    told = {row[0]: row[1] for row in found.rows}
    assert told["Inhabitants who gain"].value == 120_000 and told["Inhabitants who lose"].value == 165_000
    assert (
        told["Share of all inhabitants who gain"] == "15 %" and told["Town that gains most"] == "Groningen (19 min)"
    )
    assert told["New connection"].value == 27_000 and told["Published cost"] == "3.2–6.4 billion euro"
    assert told["Published figures that come out here"] == "1 of 2"
    assert "Connection lost" not in told, "nobody loses one by any plan"
    assert "More train-km on a weekday" not in told, "not known of any plan"


def test_losers_are_a_row_even_when_nobody_loses_by_any_plan():
    r = zone_result(scenarios=2)
    same = tuple(replace(r.base, scenario=case.scenario) for case in r.cases)
    found = overview(build_report(replace(r, cases=same), "nl"))
    assert ["Inwoners met verlies", "0", "0"] in [list(row) for row in found.rows]
    assert len(found.rows) == 5, "who gains, its share, who loses, cost and figures: the rest is zero"


def test_train_km_are_a_row_as_soon_as_they_are_known_of_one_plan():
    reasons = Reasons(prices={"lelylijn-test": Tag()})
    row = overview(build_report(zone_result(scenarios=2), "en", reasons=reasons)).rows[-3]
    assert row[0] == "More train-km on a weekday" and [row[1].value, row[2]] == [2701.4, "–"]


def test_more_than_four_plans_are_rows_of_few_columns():
    found = overview(build_report(zone_result(scenarios=6), "en"))
    assert len(found.rows) == 6 and found.rows[0][0] == "Lelylijn, test" and len(found.head) <= 9
    assert "Town that gains most" not in found.head and "Inhabitants who gain" in found.head


# --- on paper


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_one_of_three_plans_with_long_titles_is_one_page(lang):
    """With the longest titles of the library, and sentences that say all that can be said of a plan."""
    r = zone_result(lang, scenarios=3)
    long = {
        "nl": "Spoorboekloos Breda en Zwolle, 6 Intercitys per uur",
        "en": "Turn-up-and-go Breda and Zwolle, 6 an hour",
    }
    cases = tuple(replace(c, scenario=replace(c.scenario, title=long)) for c in r.cases)
    document = build_report(replace(r, cases=cases), lang, reasons=Reasons(prices={"lelylijn-test": Tag()}))
    short = replace(document, blocks=first_page(document))
    assert pages_of(pdf_report(short)) == 1


# --- sentences of several plans


def brief(lang, **more):
    document = build_report(zone_result(lang, scenarios=2, **more), lang)
    blocks = first_page(document)
    return [b.items for b in blocks if isinstance(b, Bullets)][1:]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_each_of_several_plans_says_who_gains_who_loses_what_it_takes_and_how_sure(lang):
    found = brief(lang)
    assert len(found) == 2 and found[0][:2] == found[1][:2]
    gain, loss, takes = found[0]
    assert ("120.000 inwoners (15 %)" if lang == "nl" else "120,000 inhabitants (15 %)") in gain
    assert "Groningen (19 min)" in gain and "Assen (9 min)" in loss and "Assen" in loss.rsplit("(", 1)[1]
    assert (
        "3,2–6,4 miljard euro (prijspeil 2020)" if lang == "nl" else "3.2–6.4 billion euro (price level 2020)"
    ) in takes
    assert takes.endswith("1 aanname." if lang == "nl" else "1 assumption.")
    assert "Lelylijn" not in "".join(found[0]), "the title stands above"


def test_without_zones_the_short_sentences_are_about_towns():
    blocks = first_page(build_report(result(scenarios=2), "en"))
    gain = [b.items for b in blocks if isinstance(b, Bullets)][1][0]
    assert "220,000 inhabitants of the 7 towns with 5,000 inhabitants or more (28 %)" in gain


def test_who_gains_or_loses_nothing_is_nobody():
    r = zone_result("nl", scenarios=2)
    same = tuple(replace(r.base, scenario=replace(c.scenario, cost=None)) for c in r.cases)
    blocks = first_page(build_report(replace(r, cases=same), "nl"))
    gain, loss, takes = [b.items for b in blocks if isinstance(b, Bullets)][1]
    assert gain == (
        "**Wie wint:** niemand is gemiddeld merkbaar sneller in de vier grote steden en de provinciehoofdstad."
    )
    assert loss.startswith("**Wie verliest:** niemand is gemiddeld merkbaar langer onderweg") and loss.endswith(
        "geen station krijgt minder treinen of verliest zijn directe trein naar een stad."
    )
    assert takes.startswith("**Wat het vraagt:** er zijn geen kosten gepubliceerd. **Hoe zeker:**")


# --- losses to a single destination


def towns_that_lose(*minutes, measure="exp_rtd_min"):
    """Towns that each lose so many minutes, to Rotterdam when no other measure is named."""
    return pl.DataFrame(
        [(f"t{n}", f"Town {n}", measure, "worse", -m, m, 1000 + n) for n, m in enumerate(minutes)],
        schema=["town_id", "name", "measure", "verdict", "gain", "diff", "population"],
        orient="row",
    )


def test_the_worst_losses_to_a_single_destination_are_named_with_their_minutes():
    assert single_words(page("en"), towns_that_lose(3.4)) == (1000, "Town 0 to Rotterdam (3 min)")
    assert single_words(page("nl"), towns_that_lose(3.4, 8.0)) == (
        2001, "Town 1 naar Rotterdam (8 min) en Town 0 naar Rotterdam (3 min)"
    )  # fmt: skip
    people, worst = single_words(page("en"), towns_that_lose(2.0, 5.0, 3.0, 4.0))
    assert (
        people == 4006
        and worst.startswith("most of all Town 1 to Rotterdam (5 min), Town 3")
        and "Town 0" not in worst
    )
    assert single_words(page("en"), towns_that_lose()) is None


@pytest.mark.parametrize(
    ("measure", "words"),
    [("exp_hos_min", "the nearest hospital"), ("exp_hbo_min", "the nearest university of applied sciences"),
     ("exp_uni_min", "the nearest university"), ("exp_umc_min", "the nearest university hospital")],
)  # fmt: skip
def test_longer_to_care_or_education_is_a_loss_too(measure, words):
    assert single_words(page("en"), towns_that_lose(2.0, measure=measure)) == (1000, f"Town 0 to {words} (2 min)")


# --- stations, train-km


def test_stations_that_lose_are_counted_and_named_a_few_at_most():
    en = page("en")
    assert harmed_words(en, []).startswith("no station gets")
    assert harmed_words(en, ["Assen"]).endswith("(Assen)") and harmed_words(en, ["Assen"]).startswith(
        "1 station gets"
    )
    assert harmed_words(en, list("ABCD")).endswith("(A, B, C and D)")
    assert harmed_words(en, list("ABCDEF")).endswith("(A, B, C and 3 more)")


def test_train_km_are_more_fewer_or_as_many():
    en = page("en")
    assert km_words(en, 1200.0) == "1,200 more train-km are run on a weekday"
    assert km_words(en, -1200.0) == "1,200 fewer train-km are run on a weekday"
    assert km_words(en, 0.4) == km_words(en, -0.4) == "as many train-km are run as now"


# --- shares


@pytest.mark.parametrize(
    ("part", "words"),
    [(0, "0 %"), (0.4, "minder dan 0,1 %"), (1, "0,1 %"), (3, "0,3 %"), (15, "2 %"), (237, "24 %"), (985, "99 %"),
     (997, "99,7 %"), (999.4, "meer dan 99,9 %"), (1000, "100 %")],
)  # fmt: skip
def test_a_share_that_is_there_is_never_nothing_and_one_that_lacks_something_never_all(part, words):
    assert share_words(page("nl"), part, 1000) == words


def test_a_share_of_nothing_is_nothing():
    assert share_words(page("en"), 0, 0) == "0 %"


# --- how sure


def outcome(ok):
    return Outcome("x", "a", "b", "best_min", 10.0, 1.0, False, "published", 10.0, ok)


@pytest.mark.parametrize(
    ("judged", "words"),
    [((), "there are no published figures"), ((None,), "there are no published figures"),
     ((True,), "the one published figure on this plan comes out here"), ((False,), "does not come out here"),
     ((True, True, None), "all 2 published figures"), ((True, False, True), "2 of the 3 published figures")],
)  # fmt: skip
def test_how_many_published_figures_come_out_is_said_in_words(judged, words):
    one = one_plan(result(), outcomes=tuple(outcome(ok) for ok in judged))
    assert words in figures_words(page("en"), one)


def test_on_how_many_assumptions_a_plan_rests_is_counted():
    more = scenario(assumptions={"en": ("a", "b"), "nl": ("a", "b")})
    assert assumed_words(page("en"), one_plan(result(), scenario=more)) == "the plan rests on 2 assumptions"
    assert assumed_words(page("nl"), one_plan(result(), scenario=scenario(assumptions={}))) == ""


@pytest.fixture
def with_planner(tmp_path: Path):
    """A result whose network comes with answers of a journey planner: from two the model is 3 and 9 minutes off."""
    r = result()
    times = r.base.times[r.window]
    best = {pair: float(times.at("best", *pair)) for pair in (("gn", "zl"), ("zl", "ut"), ("gn", "mdb"))}
    assert np.isinf(best["gn", "mdb"]), "no answer of the model: not compared"
    lines = ["kind,origin,destination,value", f"planner_time,gn,zl,{best['gn', 'zl'] + 3}",
             f"planner_time,zl,ut,{best['zl', 'ut'] - 9}", "planner_time,gn,mdb,300", "planner_time,gn,nowhere,30",
             "published_time,gn,ut,1"]  # fmt: skip
    (tmp_path / "validation.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return replace(r, base=replace(r.base, network=replace(r.base.network, folder=str(tmp_path))))


def test_how_far_the_model_is_from_a_planner_is_computed_from_what_the_network_brings(with_planner):
    found = planner_fit(with_planner)
    assert found is not None and (found.n, found.mean_absolute_error_min, found.bias_min) == (2, 6.0, 3.0)
    lead = [b.text for b in build_report(with_planner, "en").blocks if isinstance(b, Paragraph) and b.role == "lead"]
    assert (
        "the fastest journeys of the base are 6 minutes off those of a journey planner on average (2 compared)"
        in lead[2]
    )


def test_of_a_network_without_planner_answers_and_by_the_clock_nothing_is_said(with_planner, tmp_path):
    assert planner_fit(replace(with_planner, method="clock")) is None
    assert planner_fit(result()) is None
    (tmp_path / "validation.csv").write_text(
        "kind,origin,destination,value\npublished_time,gn,ut,1\n", encoding="utf-8"
    )
    assert planner_fit(with_planner) is None
    assert planner_words(page("en"), None) == ""


def test_less_than_a_minute_off_reads_as_one():
    near = Fit(
        n=4, bias_min=0.0, mean_absolute_error_min=0.2, median_error_min=0.0, share_within_5=1, share_within_10=1
    )
    assert "1 minuut af van die van een reisplanner" in planner_words(page("nl"), near)


# --- a region


def test_where_everybody_gains_it_says_all_and_one_town_is_not_counted():
    r = zone_result()
    only, town = pl.col("pc4") == "9751", pl.col("town_id") == "haren"
    haren = [replace(c, zones=c.zones.filter(only), towns=c.towns.filter(town)) for c in (r.base, *r.cases)]
    document = build_report(replace(r, base=haren[0], cases=tuple(haren[1:])), "en")
    gain = next(b.text for b in document.blocks if isinstance(b, Paragraph) and b.role == "lead")
    assert gain.startswith(
        "With “Lelylijn, test”, all 20,000 inhabitants (100 %, by postcode area) travel noticeably"
    )
    assert gain.endswith("their province capital, most of all in Haren (18 min).")


def test_the_stations_of_a_region_are_said_to_be_there():
    document = build_report(replace(zone_result(), region="province:Groningen"), "en")
    loss = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.role == "lead"][1]
    assert "; in the province of Groningen, no station gets noticeably fewer trains" in loss


def test_the_contents_stand_whole_on_one_page():
    """Their title once stood alone at the foot of page one."""
    document = build_report(zone_result("nl", scenarios=3), "nl")
    assert pages_of(pdf_report(document)) > 5
    template = Path(pdf.__file__).with_name("report.typ").read_text(encoding="utf-8")
    assert "block(breakable: false, outline(" in template
