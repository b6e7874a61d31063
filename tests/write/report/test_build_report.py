"""The whole report: the answer first, every section in both languages from one result, numbers as in the tables."""

import math
import re
from dataclasses import replace
from itertools import pairwise

import polars as pl
import pytest

from bereikbaar.compare import MAIN, compare_stations, compare_towns
from bereikbaar.compare.people import PeopleTables
from bereikbaar.lang import both, sentences
from bereikbaar.results import WindowTables
from bereikbaar.scenarios.model import Cost
from bereikbaar.write.report.build import build_report, build_runs_report
from bereikbaar.write.report.markdown import markdown
from bereikbaar.write.report.model import Bullets, Figure, Heading, PageBreak, Paragraph, Table
from bereikbaar.write.report.reasons import PriceTag, Reasons
from bereikbaar.write.report.sections.compared import compared_with
from bereikbaar.write.report.sections.councils import councils
from bereikbaar.write.report.sections.frequency import station_blocks
from bereikbaar.write.report.sections.page import page
from builders_results import AFTER_MINUTES, BASE_MINUTES, REPORT, result, scenario, towns
from builders_zones import write_outlines, zone_result

SECTIONS = [
    "in-short", "changes", "towns", "frequency", "evening-weekend", "work-care", "regions", "losers",
    "council-north", "council-zeeland", "published", "method", "assumptions", "not-compared", "sources", "settings",
]  # fmt: skip


def told(lang="en", **more):
    """A result with zones whose sentences can be said in both languages, as those of the pipeline."""
    found = zone_result(lang, **more)
    cases = tuple(replace(c, report=sentences(REPORT.__getitem__, lang)) for c in found.cases)
    return replace(found, cases=cases)


def anchors(document):
    return [b.anchor for b in document.blocks if isinstance(b, Heading) and b.level == 2]


def tables(document):
    return {b.key: b for b in document.blocks if isinstance(b, Table)}


def lead(document):
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.role == "lead"]


def under(document, anchor):
    """The blocks of a section."""
    out, inside = [], False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            inside = block.anchor == anchor
        elif inside:
            out.append(block)
    return out


def texts(blocks):
    return "\n".join(b.text for b in blocks if isinstance(b, Paragraph | Heading))


# --- order, captions, keys


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_sections_stand_in_the_order_of_the_questions(lang):
    assert anchors(build_report(told(), lang)) == SECTIONS


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("scenarios", [1, 3])
def test_every_table_has_a_caption_and_a_name_of_its_own_and_every_section_an_anchor(lang, scenarios):
    document = build_report(told(scenarios=scenarios), lang)
    found = [b for b in document.blocks if isinstance(b, Table)]
    assert len(found) > 20 and all(t.caption and 0 < len(t.key) <= 31 for t in found)
    assert len({t.key for t in found}) == len(found)
    assert len(set(anchors(document))) == len(anchors(document)) and all(anchors(document))
    assert all(len(row) == len(t.head) for t in found for row in t.rows)
    levels = [b.level for b in document.blocks if isinstance(b, Heading)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels)), "no level is left out"


def test_several_plans_stand_beside_each_other_and_under_their_titles():
    document = build_report(told(scenarios=2), "en")
    assert tables(document)["overview"].head[1:] == ("Lelylijn, test", "Lelylijn, test")
    titles = [b.anchor for b in under(document, "towns") if isinstance(b, Heading) and b.level == 3]
    assert titles == ["towns-lely", "towns-copy1", "all-towns"]
    assert tables(document)["towns"].head[-2:] == ("Lelylijn, test", "Lelylijn, test")
    assert "overview" not in tables(build_report(told(), "en"))


# --- one result, two languages


def test_one_result_is_told_in_either_language_whatever_that_of_the_run():
    for lang in ("nl", "en"):
        assert [build_report(told(run), lang) for run in ("nl", "en")] == [build_report(told(lang), lang)] * 2


def said_in(document):
    """All words of a report but cells that come from data."""
    out = []
    for b in document.blocks:
        if isinstance(b, Heading | Paragraph):
            out.append(b.text)
        elif isinstance(b, Bullets):
            out += b.items
        elif isinstance(b, Table):
            out += [b.caption, *b.head]
    return [text for text in out if len(text.split()) >= 3]


def test_nothing_is_half_translated():
    nl, en = (build_report(told(scenarios=2), lang) for lang in ("nl", "en"))
    assert len(nl.blocks) == len(en.blocks)
    same = set(said_in(nl)) & set(said_in(en))
    assert same <= {"lelylijn-test: [Lelylijn study](https://example.org/lelylijn), 2020-07-01",
                    "copy-1: [Lelylijn study](https://example.org/lelylijn), 2020-07-01"}  # fmt: skip
    assert [t.key for t in nl.blocks if isinstance(t, Table)] == [t.key for t in en.blocks if isinstance(t, Table)]
    words = " ".join(said_in(nl)).split()
    assert not {"the", "with", "inhabitants", "travel", "which"} & set(words)
    assert not {"het", "een", "van", "inwoners", "reistijd", "wordt"} & set(" ".join(said_in(en)).split())


# --- the three sentences


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_one_answers_in_three_sentences(lang):
    found = lead(build_report(told(), lang))
    assert len(found) == 3 and all(text.count(". ") == 0 and text.endswith(".") for text in found)
    gain, loss, sure = found
    assert "120.000" in gain or "120,000" in gain
    assert "165.000" in loss or "165,000" in loss
    assert "Groningen (19 min)" in gain and "Assen (9 min)" in loss
    assert ("3,2–6,4 miljard" if lang == "nl" else "3.2–6.4 billion") in sure
    assert ("binnen hun marge ook uitkomen: 1 van 2" if lang == "nl" else "1 of the 2") in sure


def test_the_numbers_of_the_sentences_are_those_of_the_tables():
    r = told()
    document = build_report(r, "en")
    zones = pl.DataFrame({"people": r.base.zones["population"], "base": r.base.zones["main_min"],
                          "then": r.cases[0].zones["main_min"]}).drop_nulls()  # fmt: skip
    diff = pl.col("then") - pl.col("base")
    notice = (diff.abs() >= 1) & (diff.abs() >= 0.02 * pl.col("base"))
    gain = int(zones.filter(notice & (diff < 0))["people"].sum())
    loss = int(zones.filter(notice & (diff > 0))["people"].sum())
    assert (gain, loss) == (120_000, 165_000)
    row = tables(document)["winners_lely"].rows[0]
    assert [cell.value for cell in row[1:3]] == [gain, loss]


def test_without_gain_loss_cost_or_figures_the_sentences_say_so():
    r = told()
    plan = scenario(cost=None)
    same = replace(r.base, scenario=plan, outcomes=(), report=())
    found = lead(build_report(replace(r, cases=(same,)), "en"))
    assert "none of the 796,000 inhabitants travels noticeably faster" in found[0]
    assert "none of the 796,000 inhabitants travels noticeably longer" in found[1]
    assert "no station gets noticeably fewer trains" in found[1]
    assert found[2] == (
        "No cost of “Lelylijn, test” was published; how sure this is: there are no published figures on this plan to "
        "check the computation against and the plan rests on 1 assumption."
    )
    text = texts(build_report(replace(r, cases=(same,)), "en").blocks)
    assert "In the 7 towns there is no noticeable change." in text
    assert "“Lelylijn, test”: no noticeable change for anybody in Zeeland." in text


@pytest.mark.parametrize(("plans", "words"), [(1, "What the plan changes"), (2, "What each plan changes")])
def test_one_plan_is_not_each_plan(plans, words):
    r = told()
    cases = tuple(replace(c, scenario=scenario(name=f"p{n}", key=f"p{n}")) for n, c in enumerate(r.cases * plans))
    blocks = build_report(replace(r, cases=cases), "en").blocks
    assert [b.text for b in blocks if isinstance(b, Heading) and b.anchor == "changes"] == [words]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_closure_is_no_plan_whose_cost_or_figures_somebody_should_have_published(lang):
    """It was asked for on the command line: "no cost was published" would be a strange thing to say of it."""
    r, three = told(lang), {"nl": ("a", "b", "c"), "en": ("a", "b", "c")}
    closed = scenario(cost=None, origin="--close zl-mp", assumptions=three)
    case = replace(r.base, scenario=closed, outcomes=(), report=())
    alone, beside = (build_report(replace(r, cases=cases), lang) for cases in ((case,), (*r.cases, case)))
    assert (
        lead(alone)[2]
        == {
            "nl": "“Lelylijn, proef” is een stremming en geen gepubliceerd plan; kosten zijn er dus niet; hoe zeker "
            "dit is: de stremming rust op 3 aannames.",
            "en": "“Lelylijn, test” is a closure and no published plan, so it has no cost; how sure this is: the "
            "closure rests on 3 assumptions.",
        }[lang]
    )
    words = {"nl": "geen kosten: een stremming is geen plan", "en": "no cost: a closure is not a plan"}[lang]
    assert words in markdown(beside)


def test_of_a_run_without_zones_the_sentences_are_about_towns():
    gain, loss, _sure = lead(build_report(result(), "en"))
    assert "220,000 inhabitants (28 % of the 796,000 in the 7 towns" in gain and "65,000 inhabitants" in loss


def test_a_lost_connection_is_in_the_second_sentence():
    r = result()
    worse = replace(r, base=replace(r.base, towns=towns(AFTER_MINUTES)))
    worse = replace(worse, cases=(replace(r.cases[0], towns=towns(BASE_MINUTES)),))
    assert "27,000 inhabitants" in lead(build_report(worse, "en"))[1]


# --- towns


def test_all_towns_that_change_are_one_table_and_markdown_leaves_it_to_the_sheets():
    r = told()
    document, short = build_report(r, "en"), build_report(r, "en", full=False)
    found = tables(document)["towns"]
    compared = compare_towns(r.base, r.cases[0], settings=r.settings, only=[MAIN.name])
    moved = compared.filter(~pl.col("verdict").is_in(["same", "no_connection"]))
    assert {row[0] for row in found.rows} == set(moved["name"]) and len(found.rows) == moved.height == 4
    sizes = [abs(row[-1].value) for row in found.rows if row[-1].value is not None]
    assert sizes == sorted(sizes, reverse=True)
    assert found.rows[-1][3] == "new connection" and found.rows[-1][-1].value is None
    assert "towns" not in tables(short) and short.sheets == (found,) and document.sheets == ()
    assert "in the other forms of this report" in markdown(short)


def test_minutes_are_whole_and_small_changes_read_as_none():
    found = tables(build_report(told(), "en"))["towns"]
    assert all("." not in cell for row in found.rows for cell in row[-3:])
    assert "Lelystad" not in {row[0] for row in found.rows}


# --- windows


def test_other_parts_of_the_week_are_compared_where_they_were_computed():
    r = told()
    assert "with `--window all`" in texts(under(build_report(r, "en"), "evening-weekend"))
    base = replace(r.base, others={"evening": WindowTables(towns(BASE_MINUTES), r.base.pairs)})
    case = replace(r.cases[0], others={"evening": WindowTables(towns(BASE_MINUTES), r.base.pairs)})
    found = tables(build_report(replace(r, base=base, cases=(case,)), "en"))["windows_lely"]
    assert [row[0] for row in found.rows] == ["off-peak", "evening"]
    assert [row[1].value for row in found.rows] == [220_000, 0]


# --- councils


def test_the_councils_are_the_four_of_the_package_and_each_says_where_that_comes_from():
    found = {c.id: c for c in councils()}
    assert list(found) == ["brabant", "north", "overijssel", "zeeland"]
    assert found["north"].provinces == ("Drenthe", "Fryslân", "Groningen")
    assert all("SER" in text for c in found.values() for text in c.source)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_part_of_a_council_is_about_its_own_provinces_and_begins_a_page(lang):
    document = build_report(told(), lang)
    at = next(n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.anchor == "council-north")
    assert isinstance(document.blocks[at - 1], PageBreak)
    part = under(document, "council-north")
    words = texts(part)
    number = "285.000" if lang == "nl" else "285,000"
    assert number in words and "Drenthe" in words
    found = {b.key: b for b in part if isinstance(b, Table)}
    assert [row[0] for row in found["council_towns_north"].rows] == ["Groningen", "Haren", "Assen"]
    assert [cell.value for cell in found["council_towns_north"].rows[2][-2:]] == [108, 9]
    assert {row[1] for row in found["council_reach_north"].rows} == {"Drenthe", "Groningen"}
    (losers,) = [b.items for b in part if isinstance(b, Bullets)]
    assert "Assen (9 min)" in losers[0] and losers[0].endswith("Assen."), "with its station that loses trains"
    assert not any(row[1] == "Utrecht" for t in found.values() for row in t.rows)


def test_a_report_on_a_region_has_no_parts_for_councils():
    r = told()
    kept = [replace(c, towns=c.towns.filter(pl.col("province") == "Drenthe")) for c in (r.base, *r.cases)]
    document = build_report(replace(r, base=kept[0], cases=tuple(kept[1:]), region="province:Drenthe"), "en")
    assert not [a for a in anchors(document) if a.startswith("council")]
    assert document.title == "Comparison for the province of Drenthe: Lelylijn, test"


# --- maps


def test_maps_are_of_the_country_and_of_each_council_where_there_are_outlines(tmp_path):
    r = told(folder=str(write_outlines(tmp_path / "places")))
    document = build_report(r, "en")
    figures = [b for b in document.blocks if isinstance(b, Figure)]
    maps = [f for f in figures if f.key.startswith("map_")]
    assert [f.key for f in maps] == ["map_main_min_lely_diff", "map_main_min_lely_diff_north"]
    assert all(f.svg.startswith("<svg") and f.alt and f.caption for f in figures)
    assert maps[0].live["scenario"] == "lely" and "extent" not in maps[0].live
    west, south, east, north = maps[1].live["extent"]
    assert 220_000 < west < 235_000 < east < 245_000 and 550_000 < south < 570_000 < north < 590_000
    drenthe = [b for b in build_report(replace(r, region="province:Drenthe"), "en").blocks if isinstance(b, Figure)]
    assert all(len(f.live["extent"]) == 4 for f in drenthe if f.key.startswith("map_")), "a region fills its map"
    bare = [b.key for b in build_report(told(), "en").blocks if isinstance(b, Figure)]
    assert not [key for key in bare if key.startswith("map")], "without outlines"


def test_every_figure_stands_in_the_section_whose_question_it_answers(tmp_path):
    document = build_report(told(folder=str(write_outlines(tmp_path / "places"))), "en")
    section, found = "", {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            section = block.anchor
        if isinstance(block, Figure):
            found.setdefault(section, []).append(block.key)
            assert block.told and block.table is not None, "paper needs no table of what the picture says"
    assert found["changes"] == ["changes_lely"]
    assert found["towns"] == ["map_main_min_lely_diff", "dots_main_min_lely", "maps_lely"]
    assert found["frequency"] == ["frequency_lely"] and found["regions"] == ["bars_main_min_lely"]


def test_pictures_have_no_title_that_their_caption_repeats(tmp_path):
    document = build_report(told(folder=str(write_outlines(tmp_path / "places"))), "en")
    for figure in (b for b in document.blocks if isinstance(b, Figure)):
        title = re.search("<title>(.*?)</title>", figure.svg)[1]
        assert title in figure.caption and f">{title}</text>" not in figure.svg


def test_a_plan_that_changes_nothing_has_no_figures(tmp_path):
    r = told(folder=str(write_outlines(tmp_path / "places")))
    quiet = replace(r.cases[0], **{f: getattr(r.base, f) for f in ("network", "towns", "stations", "zones", "areas")})
    same = replace(r, cases=(quiet,))
    assert not [b.key for b in build_report(same, "nl").blocks if isinstance(b, Figure)]


# --- reasons


def tag_of(**more) -> PriceTag:
    """Return what a plan takes."""
    given = {
        "train_km": 12_400.0, "train_hours": 150.4, "trainsets": 6, "new_track_km": 119.4, "upgraded_track_km": 0.0,
        "cost": None, "hours_per_train_km": 0.25, "hours_per_million": 1.5, "hours": {"offpeak": 7.2, "peak": 0.0},
        "assumptions": (both("A change at {s} takes {m} min.", s="X", m=1),),
    }  # fmt: skip
    return PriceTag(**{**given, **more})


def test_a_price_tag_is_in_the_third_sentence_and_in_a_section():
    r = told()
    reasons = Reasons(prices={"lelylijn-test": tag_of()})
    document = build_report(r, "en", reasons=reasons)
    assert "; 12,400 more train-km are run on a weekday; how sure" in lead(document)[2]
    row = tables(document)["price"].rows[0]
    assert row[1] == "3.2–6.4 billion euro (price level 2020)"
    assert [c.value for c in row[2:]] == [12_400, 150.4, 6, 119.4, 0, 0.25, 1.5]
    assert anchors(document)[8] == "price"
    fewer = build_report(r, "nl", reasons=Reasons(prices={"lelylijn-test": tag_of(train_km=-300.0)}))
    assert "op een werkdag rijden de treinen 300 kilometer minder" in lead(fewer)[2]
    same = build_report(r, "en", reasons=Reasons(prices={"lelylijn-test": tag_of(train_km=0.3)}))
    assert "as many train-km are run as now" in lead(same)[2]


def test_no_cost_per_million_without_a_published_cost():
    r = told()
    free = replace(r, cases=(replace(r.cases[0], scenario=scenario(cost=None)),))
    row = tables(build_report(free, "en", reasons=Reasons(prices={"lelylijn-test": tag_of()})))["price"].rows[0]
    assert row[1] == "no published cost" and row[-1].value is None and row[-1] == "–"


def test_a_cost_of_some_parts_is_said_to_be_that_wherever_it_stands():
    r = told()
    cost = Cost((3.2, 6.4), "2020", "NOS", partial=True)
    some = replace(r, cases=(replace(r.cases[0], scenario=scenario(cost=cost)),))
    words = "3.2–6.4 billion euro without the parts that have no published cost"
    document = build_report(some, "en", reasons=Reasons(prices={"lelylijn-test": tag_of(hours_per_million=None)}))
    assert tables(document)["price"].rows[0][1] == f"{words} (price level 2020)"
    assert f"costs {words} (price level 2020)" in lead(document)[2]
    assert any(f"{words}, price level 2020 (NOS)" in getattr(b, "text", "") for b in document.blocks)
    assert "3.2–6.4 billion euro" not in markdown(document).replace(words, "")


# --- other documents


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_run_without_scenarios_gives_levels_and_the_same_grounds(lang):
    document = build_report(zone_result(base_only=True), lang)
    assert anchors(document)[-5:] == ["method", "assumptions", "not-compared", "sources", "settings"]
    assert {"classes", "far", "reach"} <= set(tables(document)) and all(anchors(document))
    assert not lead(document)


def test_the_properties_name_what_it_was_made_with():
    document = build_report(told(), "en")
    assert "nl-test 1 (0123456789ab)" in document.about["manifest"] and "Lelylijn, test" in document.about["keywords"]


def test_tables_on_people_are_made_once_for_two_languages():
    r = told()
    people = PeopleTables(r)
    assert build_report(r, "nl", people=people) == build_report(r, "nl")
    assert people.winners(r.cases[0]) is people.winners(r.cases[0])


def test_the_report_on_two_runs_has_names_for_its_tables(tmp_path):
    from bereikbaar.compare import compare_runs
    from bereikbaar.write.run import write_run

    write_run(result(), tmp_path / "out")
    found = compare_runs(tmp_path / "out", tmp_path / "out", scenario_a="base", scenario_b="lelylijn-test")
    document = build_runs_report(found, "nl")
    assert {"gain", "loss", "sums"} <= set(tables(document)) and all(t.caption for t in tables(document).values())
    assert document.about["subject"] == document.title and math.isclose(
        tables(document)["gain"].rows[0][-1].value, -19
    )


# --- stations with more trains


@pytest.mark.parametrize(("lang", "word"), [("nl", "alle andere dagdelen"), ("en", "all other parts of the week")])
def test_a_station_that_changes_in_all_parts_of_the_week_has_one_word_for_them(lang, word):
    found = told(lang)
    one = compared_with(found, found.cases[0], PeopleTables(found))
    rows = compare_stations(found.base, found.cases[0], found.window)
    more = rows.with_columns(
        [pl.lit(4.0).alias(f"tph_{w}{end}") for w in ("saturday", "sunday") for end in ("_scenario", "_diff")]
    ).with_columns([pl.lit(0.0).alias(f"tph_{w}") for w in ("saturday", "sunday")])
    (table,) = [b for b in station_blocks(page(lang), found, replace(one, stations=more))
                if isinstance(b, Table) and b.key == "more"]  # fmt: skip
    also = {row[0]: row[-1] for row in table.rows}
    assert also["Emmeloord"] == word, "a new station has its trains in every part, too"
    assert set(also.values()) != {word} or len(table.rows) == 1
