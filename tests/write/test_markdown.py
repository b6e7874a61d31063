"""The page that can be pasted into a report: compared whole with a page that was read by a person."""

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from bereikbaar import __version__
from bereikbaar.compare import compare_runs
from bereikbaar.results import Outcome
from bereikbaar.scenarios.model import Cost, Source
from bereikbaar.settings import Settings
from bereikbaar.write.report.markdown import markdown
from bereikbaar.write.report.sections import report_of, report_on_runs
from bereikbaar.write.report.sections.misses import REFERENCE_RUN, miss_sentences
from bereikbaar.write.report.sections.page import page
from bereikbaar.write.report.sections.words import share_words
from bereikbaar.write.run import write_run
from builders_results import AFTER_MINUTES, BASE_MINUTES, case, outcomes, result, scenario, service, towns
from builders_zones import zone_result

GOLDEN = Path(__file__).parent / "golden"


def stable(text):
    """Leave out what changes with every setting and version."""
    lines = text.replace(f"bereikbaar {__version__}", "bereikbaar VERSION").split("\n")
    return "\n".join(line for line in lines if not line.startswith("| `"))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_is_the_one_that_was_read(lang):
    assert stable(markdown(report_of(result(lang)))) == (GOLDEN / f"compare_{lang}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_on_the_base_is_the_one_that_was_read(lang):
    text = stable(markdown(report_of(result(lang, base_only=True))))
    assert text == (GOLDEN / f"base_{lang}.md").read_text(encoding="utf-8")


def section(text, title):
    """The part of a page under a heading."""
    found = re.split(rf"^#+ {re.escape(title)}$", text, flags=re.M)
    assert len(found) == 2, title
    return re.split(r"^#+ ", found[1], flags=re.M)[0].strip()


def one(case_, lang="en", **more):
    return markdown(report_of(replace(result(lang), cases=(case_,), **more)))


@pytest.mark.parametrize(("lang", "title", "plan"), [("nl", "In het kort", "proef"), ("en", "In short", "test")])
def test_the_answer_is_three_sentences_that_each_name_the_plan(lang, title, plan):
    sentences = section(markdown(report_of(result(lang))), title).split("\n\n")[0].split(". ")
    assert len(sentences) == 3
    assert all(f"“Lelylijn, {plan}”" in s for s in sentences)
    assert all("7 kernen" in s or "7 towns" in s for s in sentences[:2])


def test_a_scenario_without_gains_says_so_and_shows_its_losses():
    r = result()
    worse = replace(r.base, towns=towns(AFTER_MINUTES)), replace(r.cases[0], towns=towns(BASE_MINUTES))
    text = markdown(report_of(replace(r, base=worse[0], cases=(worse[1],))))
    loss = (
        "220,000 inhabitants (28 % of the 796,000 in the 7 towns with 5,000 inhabitants or more) travel noticeably "
    )
    assert loss + "longer on average" in text
    assert "province capital, most of all in Groningen (19 min) and Haren (18 min); 2 stations" in text
    assert "Lose a connection to one of the five destinations: Emmeloord." in text
    assert section(text, "Towns that gain most").startswith("| Town |")
    assert "| Assen |" in section(text, "Towns that gain most")


def test_a_scenario_that_changes_nothing_says_so_everywhere():
    r = result()
    same = replace(r.base, scenario=scenario(), report=(), outcomes=())
    text = one(same)
    assert "nobody in the 7 towns with 5,000 inhabitants or more travels noticeably faster on average" in text
    assert (
        "travels noticeably longer on average to the four largest cities and the province capital; no station" in text
    )
    assert "no station gets noticeably fewer trains or loses its direct train to a large city" in text
    assert section(text, "Towns that gain most") == "No town gains noticeably."
    assert section(text, "Towns that lose most").split("\n\n") == [
        "No town loses noticeably.",
        "To none of the destinations apart does a town lose noticeably either.",
    ]
    assert section(text, "Stations with noticeably more trains") == "No station gets noticeably more trains."
    assert "The scenario changes nothing." in text
    assert "there are no published figures on this plan to check the computation against" in text
    assert section(text, "By province") == (
        "No noticeable change in any town: Drenthe, Flevoland, Groningen, Utrecht and Zeeland."
    )


def test_a_loss_that_the_mean_hides_is_said_and_shown():
    """Lelystad wins 40 minutes to Amsterdam and loses 3 to Utrecht: no loser by the mean, a loser to Utrecht."""
    r = result()
    here = pl.col("town_id") == "lelystad"
    after = r.base.towns.with_columns(
        exp_ams_min=pl.when(here).then(10.0).otherwise("exp_ams_min"),
        exp_utr_min=pl.when(here).then(73.0).otherwise("exp_utr_min"),
    )
    text = one(replace(r.base, towns=after, scenario=scenario()))
    assert (
        "and the province capital; 80,000 inhabitants do travel noticeably longer to at least one destination: "
        "Lelystad to Utrecht (3 min); no station" in text
    )
    lost = section(text, "Towns that lose most")
    assert "80,000 inhabitants travel noticeably longer to at least one destination (towns: 1)" in lost
    assert "| Lelystad | Flevoland | Utrecht | 80,000 | 70 | 73 | +3 |" in lost


def test_no_published_cost_is_said_and_never_zero():
    r = result()
    free = replace(r.cases[0], scenario=scenario(cost=None, year=None))
    text = one(free)
    assert (
        "No cost of “Lelylijn, test” was published; how sure this is: 1 of the 2 published figures on this plan "
        "come out here within their margin" in text
    )
    assert "Year: not set. Cost: no published cost." in text


def test_sources_have_their_dutch_words_in_a_dutch_page():
    cost = Cost((0.07, 0.07), "2019", "About 70 million", source_nl="Ongeveer 70 miljoen")
    plan = scenario(cost=cost, sources=(Source("A study of the line", title_nl="Een studie naar de lijn"),))
    dutch, english = (one(replace(result(lang).cases[0], scenario=plan), lang) for lang in ("nl", "en"))
    assert "Kosten: 70 miljoen euro, prijspeil 2019 (Ongeveer 70 miljoen)." in dutch
    assert "- lelylijn-test: Een studie naar de lijn" in dutch and "A study" not in dutch
    assert "Cost: 70 million euro, price level 2019 (About 70 million)." in english
    assert "- lelylijn-test: A study of the line" in english and "studie" not in english


def test_published_figures_show_hits_misses_and_what_is_only_printed():
    at_least = Outcome("lelylijn-test", "gn", "asd", "tph_fast", 2.0, 0.0, True, "must", 2.0, True, "Plan", "A")
    r = result()
    text = one(replace(r.cases[0], outcomes=(*outcomes(), at_least)))
    found = section(text, "Published figures against ours")
    rows = [row for row in found.split("\n")[2:] if row.startswith("|")]
    assert "How sure sources are, in this whole report: A official" in found
    assert [re.split(r" *\| *", row)[3] for row in rows] == ["ok", "**off**", "for information", "ok"]
    assert "no connection" in rows[1]
    assert "at least 2" in rows[3]


def test_a_missed_figure_is_a_warning_in_the_language_of_the_run():
    r = result()
    assert miss_sentences(r.cases, "en") == (
        "Lelylijn, test: fastest journey, min, Assen – Amsterdam Centraal: no connection here, published 100 (margin "
        "3; source: Study 2020).",
    )
    off = replace(outcomes()[0], got=81.26, ok=False, source=REFERENCE_RUN, at_least=True)
    assert miss_sentences([replace(r.cases[0], outcomes=(off,))], "nl") == (
        "Lelylijn, proef: snelste reis, min, Groningen – Amsterdam Centraal: hier 81,3, gepubliceerd minstens 75 "
        "(marge 3; bron: afgeleid: eigen berekening op de dienstregeling van 2026).",
    )


def test_more_of_a_drop_is_not_in_one_column_with_more_trains():
    """Groningen's evening drop grows from 10 to 30 %: that is no gain, and no "more" beside the trains."""
    r = result()
    grown = pl.when(pl.col("town_id") == "groningen").then(30.0).otherwise("drop_evening").alias("drop_evening")
    text = one(replace(r.base, towns=r.base.towns.with_columns(grown), scenario=scenario()))
    heads = {row.split(" | ")[0]: row.split(" | ")[3:] for row in section(text, "How often trains run").split("\n")}
    assert heads["| Evening drop (%)"] == ["200,000", "0 |"]
    above = section(text, "How often trains run").split("| Evening drop")[0].split("\n")[-3]
    assert above.endswith("| Inhabitants with a larger drop | Inhabitants with a smaller drop |")


def test_settings_that_were_changed_are_marked_and_their_values_shown():
    text = one(result().cases[0], settings=Settings().changed(alpha_transfer=0.5, assumed_transit=False))
    assert "| `alpha_transfer`* |" in text
    assert "Assumed buses and trams are switched off" in text
    assert "assumed bus or tram, because no line is known" not in text


def test_infinity_is_written_in_words():
    assert "| no limit |" in markdown(report_of(result()))
    assert "| geen grens |" in markdown(report_of(result("nl")))


def test_several_scenarios_have_an_answer_and_a_chapter_each():
    text = markdown(report_of(result(scenarios=2)))
    assert text.count("### Towns that lose most") == 2
    assert len(re.findall(r"^With “Lelylijn, test”, 220,000", text, flags=re.M)) == 2


def test_ten_towns_at_most_stand_in_a_list():
    r = result()
    many = pl.concat(
        [towns(BASE_MINUTES).with_columns(pl.col("town_id") + f"-{i}", population=pl.lit(1000 + i)) for i in range(6)]
    )
    after = many.with_columns([pl.col(f"exp_{c}_min") - 20 for c in ("ams", "rtd", "dhg", "utr")])
    text = markdown(
        report_of(replace(r, base=replace(r.base, towns=many), cases=(replace(r.cases[0], towns=after),)))
    )
    assert len(section(text, "Towns that gain most").split("\n")) == 2 + 10


def test_text_of_users_cannot_break_a_table_or_a_line():
    r = result()
    odd = replace(r.cases[0], scenario=scenario(title={"en": "A | B\n# C"}), report=("one | two\nthree",))
    odd = replace(odd, outcomes=(replace(outcomes()[0], source="Study | 2020\nPart 2"),))
    text = one(odd)
    assert "# C" not in text.split("\n")
    assert "- one | two three" in text
    for block in re.findall(r"(?:^\|.*\|$\n?)+", text, flags=re.M):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.strip().split("\n")}
        assert len(widths) == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_has_no_words_of_the_other_language(lang):
    text = markdown(report_of(result(lang)))
    text = re.sub(r"\[[^\]]*\]\([^)]*\)|Spiess and Florian", " ", text)
    words = set(re.findall(r"[a-zé]+", re.sub(r"`[^`]*`", " ", text).lower()))
    other = {
        "nl": {"the", "and", "with", "inhabitants", "minutes", "from"},
        "en": {"het", "een", "niet", "inwoners", "naar"},
    }
    assert not words & other[lang]


def test_two_runs_have_a_page_too(tmp_path):
    write_run(result(base_only=True), tmp_path / "base")
    write_run(result(settings=Settings().changed(walk_kmh=4.0)), tmp_path / "plan")
    found = compare_runs(tmp_path / "base", tmp_path / "plan", strict=False)
    text = markdown(report_on_runs(found, "nl"))
    assert "Van **base: base** naar **plan: lelylijn-test**." in text
    assert "instellingen: walk_kmh is 5,0 en 4,0" in section(text, "Waarschuwingen")
    assert "| Groningen | Groningen | Amsterdam: −55 min | 200.000 | 119 | 100 | −19 |" in text
    assert "Met “lelylijn-test” in plaats van “base” zijn 220.000 inwoners" in text


# --- two scenarios of runs made earlier


@pytest.fixture(scope="module")
def two_plans(tmp_path_factory):
    """Run ``o2`` with two plans: under ``back`` everything is as in the base, so that it is worse than ``copy-1``."""
    folder = tmp_path_factory.mktemp("runs") / "o2"
    r = result(scenarios=2)
    back = replace(r.cases[0], scenario=scenario("back", "back"), towns=towns(BASE_MINUTES))
    write_run(replace(r, cases=(back, r.cases[1])), folder)
    return folder


def test_the_short_answer_on_two_plans_has_losers_as_well_as_winners(two_plans):
    found = compare_runs(two_plans, two_plans, scenario_a="back", scenario_b="copy-1")
    answer = section(markdown(report_on_runs(found, "en")), "In short").split("\n\n")[0]
    assert answer.startswith("With “copy-1” instead of “back”, 220,000 inhabitants (28 % of the 796,000")
    assert "65,000 inhabitants (8 % of the 796,000 in the 7 towns with 5,000 inhabitants or more) travel" in answer
    assert "travel noticeably longer on average" in answer and "most of all in Assen (9 min)" in answer
    reverse = compare_runs(two_plans, two_plans, scenario_a="copy-1", scenario_b="back")
    answer = section(markdown(report_on_runs(reverse, "en")), "In short").split("\n\n")[0]
    assert "220,000 inhabitants" in answer.split(". ")[1] and "most of all in Groningen (19 min)" in answer
    assert answer.endswith("27,000 inhabitants live in towns that lose their connection to at least one destination.")


def test_columns_of_two_plans_bear_their_names(two_plans):
    found = compare_runs(two_plans, two_plans, scenario_a="back", scenario_b="copy-1")
    text = markdown(report_on_runs(found, "nl"))
    assert "| back (min) | copy-1 (min) | Verschil (min) |" in section(text, "Kernen die het meest winnen")
    assert "| Maat | back | copy-1 |" in text
    assert not re.search(r"\b(Nu|Straks|nu|straks)\b", text)
    assert not re.search(r"\b(Base|Scenario)\b", markdown(report_on_runs(found, "en")))
    same = compare_runs(two_plans, two_plans, scenario_a="back", scenario_b="back")
    assert "| o2: back (min) | o2: back (min) |" not in markdown(
        report_on_runs(same, "nl")
    )  # nothing gains: no table
    assert same.short_names == ("o2: back", "o2: back")


# --- a region


def regional(region):
    r = result()
    kind, name = region.split(":")
    cases = [replace(c, towns=c.towns.filter(pl.col(kind) == name)) for c in r.all_cases]
    return markdown(report_of(replace(r, base=cases[0], cases=(cases[1],), region=region)))


def test_a_report_on_a_region_says_so_in_title_and_answer_and_lists_its_stations_only():
    text = regional("province:Drenthe")
    assert text.startswith("# Comparison for the province of Drenthe: Lelylijn, test\n")
    assert "This report covers the province of Drenthe only" in text
    answer = section(text, "In short").split("\n\n")[0].split(". ")
    assert all("the 1 town with 5,000 inhabitants or more in the province of Drenthe" in s for s in answer[:2])
    assert "in the province of Drenthe, 1 station gets noticeably fewer trains" in answer[1]
    assert [row.split(" | ")[0] for row in section(text, LESS).split("\n")[2:]] == ["| Assen"]
    assert "No station gets noticeably more trains." in section(text, MORE)
    assert "Comparison: Lelylijn, test" in markdown(report_of(result()))


def test_a_station_is_in_the_municipality_of_the_town_nearest_to_it():
    text = regional("municipality:Groningen")
    assert "A station belongs to the area of the town that is nearest to it as the crow flies." in text
    assert [row.split(" | ")[0] for row in section(text, MORE).split("\n")[2:]] == ["| Groningen"]


# --- stations


LESS, MORE = "Stations with noticeably fewer trains", "Stations with noticeably more trains"
DIRECT = "Stations that lose their direct train to a city, and what they get instead"


def test_a_small_station_that_loses_its_direct_train_shows_what_it_gets_instead():
    """Assen had Utrecht at 93 min and no change; it has no train left. Utrecht loses only Assen, no city."""
    found = section(markdown(report_of(result())), DIRECT)
    rows = [line for line in found.split("\n") if line.startswith("| ")][2:]
    assert rows == ["| Assen | Drenthe | Utrecht | Utrecht | 103 | – | 0.0 | – | 2.0 | 0.0 |"]
    assert (
        "3 more stations lose only direct trains to smaller places: Groningen, Utrecht Centraal and Zwolle." in found
    )


def test_a_small_difference_in_trains_per_hour_is_no_loss_and_the_last_train_is():
    r = result()
    net = r.base.network

    def with_trains(tph):
        new = {**net.services, "3000": service("3000", "ut 0 asd 27", tph, 2)}
        return case(replace(net, services=new), BASE_MINUTES, scenario())

    def before(tph):
        return replace(r.base, network=with_trains(tph).network, stations=with_trains(tph).stations)

    page = markdown(report_of(replace(r, base=before(2), cases=(with_trains(1.6),))))
    assert section(page, LESS) == "No station gets noticeably fewer trains."
    assert "| Amsterdam Centraal | 2.0 | 1.5 |" in markdown(
        report_of(replace(r, base=before(2), cases=(with_trains(1.5),)))
    )
    assert "| Amsterdam Centraal | 0.3 | 0.0 |" in markdown(
        report_of(replace(r, base=before(0.3), cases=(with_trains(0.0),)))
    )


def test_a_part_that_is_there_is_never_zero_percent():
    few, some, none = (share_words(page("nl"), n, 15_396_390) for n in (11_160, 62_000, 0))
    assert (few, some, none) == ("minder dan 0,1 %", "0,4 %", "0 %")
    assert share_words(page("en"), 11_160, 15_396_390) == "less than 0.1 %"


def test_provinces_where_nothing_happens_are_named_in_a_line_and_the_settings_stand_last():
    text = markdown(report_of(result()))
    found = section(text, "By province")
    assert "| Utrecht |" not in found and "| Drenthe |" in found
    assert found.endswith("No noticeable change in any town: Utrecht and Zeeland.")
    assert re.findall(r"^## (.*)$", text, flags=re.M)[-1] == "Settings of the model"


def test_the_case_of_the_builder_is_what_the_page_says():
    """The golden pages are only as good as the numbers under them: these are worked out in the builder."""
    base = case(result().base.network, BASE_MINUTES)
    assert base.towns.filter(pl.col("town_id") == "groningen")["exp_ams_min"].item() == 145


def test_who_depends_on_assumed_transit_is_asked_of_all_people_where_they_are_known():
    r = zone_result()
    assumed = pl.when(pl.col("pc4") == "9711").then(100.0).otherwise(0.0)  # 100,000 of 796,000
    zones = replace(r, base=replace(r.base, zones=r.base.zones.with_columns(assumed_pct=assumed)), cases=())
    assert "For 13 % of the 796,000 inhabitants the journey to the nearest large city" in markdown(report_of(zones))
    assert "For 25 % of the" in markdown(report_of(replace(r, cases=()))), "else of those of the towns"
