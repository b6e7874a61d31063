"""The parts for councils: all plans together, a column for each that does something there, two pages at most."""

from dataclasses import replace

import polars as pl
import pytest

from bereikbaar.compare import MAIN
from bereikbaar.compare.people import PeopleTables
from bereikbaar.write.report.build import build_report
from bereikbaar.write.report.model import Bullets, Figure, Heading, PageBreak, Paragraph, Table
from bereikbaar.write.report.sections.compared import compared_with
from bereikbaar.write.report.sections.council_part import TOWNS, Part, part_blocks
from bereikbaar.write.report.sections.page import page
from builders_results import AFTER_MINUTES, BASE_MINUTES, result, towns
from builders_zones import write_outlines, zone_result

NORTH = Part("north", "the northern Netherlands", ("Drenthe", "Groningen"))
ZEELAND = Part("zeeland", "Zeeland", ("Zeeland",))


def told(found, part=NORTH, lang="en"):
    """The blocks of a part."""
    people = PeopleTables(found)
    compared = [compared_with(found, case, people) for case in found.cases]
    return list(part_blocks(page(lang), found, compared, people, part))


def named(blocks):
    return {b.key: b for b in blocks if isinstance(b, Table)}


def words(blocks):
    out = []
    for b in blocks:
        out += [b] if isinstance(b, str) else b.items if isinstance(b, Bullets) else []
    return "\n".join(out)


def with_quiet(found):
    """Make the second plan one that changes nothing, under a title of its own."""
    quiet = replace(found.cases[1].scenario, title={"nl": "Niets", "en": "Nothing"})
    return replace(found, cases=(found.cases[0], replace(found.base, scenario=quiet), *found.cases[2:]))


def test_a_plan_that_does_nothing_there_has_a_sentence_and_no_column():
    found = told(with_quiet(zone_result(scenarios=2)))
    assert "“Nothing”: no noticeable change for anybody in the northern Netherlands." in words(found)
    assert named(found)["council_towns"].head == ("Town", "Province", "Inhabitants", "Base (min)", "Change (min)")
    assert all("Nothing" not in table.head for table in named(found).values())


def test_where_no_plan_does_anything_one_sentence_says_so():
    assert told(zone_result(scenarios=2), ZEELAND) == [
        "“Lelylijn, test” and “Lelylijn, test”: no noticeable change for anybody in Zeeland."
    ]


def test_several_plans_are_columns_of_one_table():
    found = named(told(zone_result(scenarios=3)))
    assert set(found) == {"council_towns", "council_reach"}
    assert found["council_towns"].head[-3:] == ("Lelylijn, test",) * 3
    rows = {row[0]: [cell.value for cell in row[-3:]] for row in found["council_towns"].rows}
    assert list(rows) == ["Groningen", "Haren", "Assen"], "largest change first, gains and losses together"
    assert [round(v) for v in rows["Assen"]] == [9, 9, 9] and round(rows["Groningen"][0]) == -19
    reach = {(row[0], row[1]): row[2:] for row in found["council_reach"].rows}
    assert len(reach) == 4 and all(len(cells) == 4 for cells in reach.values())


def test_the_sentence_counts_who_gains_and_who_loses_in_the_provinces():
    (sentence,) = [b for b in told(zone_result()) if isinstance(b, str) and b.startswith("With")]
    assert "120,000 of the 285,000 inhabitants of the northern Netherlands (42 %)" in sentence
    assert sentence.endswith("and 165,000 noticeably longer.")


def test_losers_are_named_by_plan_with_their_minutes_and_stations():
    found = told(with_quiet(zone_result(scenarios=2)))
    at = next(n for n, b in enumerate(found) if isinstance(b, Heading) and b.text == "Who loses here")
    (only,) = found[at + 1].items
    assert only == (
        "“Lelylijn, test”: 65,000 inhabitants of towns travel noticeably longer on average, most of all in Assen "
        "(9 min); fewer trains, closed, or without their direct train to a city: Assen."
    )


def test_where_towns_only_gain_it_is_said_that_nobody_loses():
    r = result()
    gain = towns({**BASE_MINUTES, "groningen": AFTER_MINUTES["groningen"]})
    better = replace(r.base, scenario=r.cases[0].scenario, towns=gain)
    found = told(replace(r, cases=(better,)))
    at = next(n for n, b in enumerate(found) if isinstance(b, Heading) and b.text == "Who loses here")
    assert found[at + 1].startswith("No town here loses noticeably, also not to a single destination")


def test_of_a_run_without_zones_the_sentence_counts_towns():
    assert "“Lelylijn, test” changes something in 3 towns of the northern Netherlands." in words(told(result()))


def test_the_table_has_so_many_towns_and_says_how_many_there_are_more():
    r = result()
    rows = r.base.towns.filter(pl.col("town_id") == "haren")
    many = pl.concat(
        [
            rows.with_columns(pl.lit(f"haren{n:02}").alias("town_id"), pl.lit(f"Haren {n}").alias("name"))
            for n in range(20)
        ]
    )
    after = many.with_columns([(pl.col(c) - 5) for c in many.columns if c.startswith("exp_") and c.endswith("_min")])
    case = replace(r.cases[0], towns=after)
    found = told(replace(r, base=replace(r.base, towns=many), cases=(case,)))
    assert len(named(found)["council_towns"].rows) == TOWNS
    assert f"Not shown here: {20 - TOWNS} towns with a noticeable change; all are in the" in words(found)


def test_of_more_plans_than_columns_those_that_change_most_are_shown():
    r = zone_result(scenarios=6)
    found = told(r)
    assert len(named(found)["council_towns"].head) == 4 + 4
    assert "The tables have the 4 plans that change most here." in words(found)


@pytest.mark.parametrize(("plans", "key"), [(1, "map_main_min_lely_diff_north"), (2, "plans_main_min_north")])
def test_one_plan_has_a_large_map_and_several_small_ones_side_by_side(tmp_path, plans, key):
    r = zone_result(scenarios=plans, folder=str(write_outlines(tmp_path / "places")))
    (figure,) = [b for b in told(r) if isinstance(b, Figure)]
    assert figure.key == key and figure.live["scenario"] == "lely" and len(figure.live["extent"]) == 4


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_in_a_report_every_table_of_a_part_has_a_caption_with_its_name(lang):
    document = build_report(zone_result(lang, scenarios=3), lang)
    captions = [b.caption for b in document.blocks if isinstance(b, Table) and b.key.startswith("council_")]
    assert len(captions) >= 2 and all("Noord-Nederland" in c or "northern" in c for c in captions)
    assert len(captions) == len(set(captions))
    told_by = [b.text for b in document.blocks if isinstance(b, Paragraph) and "bron: SER" in b.text]
    assert bool(told_by) == (lang == "nl")


def test_the_towns_of_a_part_are_those_of_its_provinces_and_their_changes_those_of_the_comparison():
    r = zone_result()
    one = compared_with(r, r.cases[0], PeopleTables(r))
    main = one.towns.filter(pl.col("measure") == MAIN.name)
    known = dict(zip(main["name"].to_list(), main["diff"].to_list(), strict=True))
    for row in named(told(r))["council_towns"].rows:
        assert row[-1].value == pytest.approx(known[row[0]]) and row[1] in NORTH.provinces


def test_a_council_for_whom_nothing_changes_has_no_page_of_its_own():
    blocks = build_report(zone_result(scenarios=2), "en").blocks
    at = {b.anchor: n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 2}
    assert isinstance(blocks[at["council-north"] - 1], PageBreak)
    assert at["council-north"] < at["council-zeeland"], "last"
    assert isinstance(blocks[at["council-zeeland"] - 1], PageBreak), "not on a page of the north"
    assert not any(isinstance(b, PageBreak) for b in blocks[at["council-zeeland"] :])
