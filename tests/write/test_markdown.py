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
from bereikbaar.write.markdown import compare_markdown, runs_markdown
from bereikbaar.write.markdown.misses import REFERENCE_RUN, miss_sentences
from bereikbaar.write.run import write_run
from builders_results import AFTER_MINUTES, BASE_MINUTES, case, outcomes, result, scenario, towns

GOLDEN = Path(__file__).parent / "golden"


def stable(text):
    """Leave out what changes with every setting and version."""
    lines = text.replace(f"bereikbaar {__version__}", "bereikbaar VERSION").split("\n")
    return "\n".join(line for line in lines if not line.startswith("| `"))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_is_the_one_that_was_read(lang):
    assert stable(compare_markdown(result(lang))) == (GOLDEN / f"compare_{lang}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_on_the_base_is_the_one_that_was_read(lang):
    text = stable(compare_markdown(result(lang, base_only=True)))
    assert text == (GOLDEN / f"base_{lang}.md").read_text(encoding="utf-8")


def section(text, title):
    """The part of a page under a heading."""
    found = re.split(rf"^#+ {re.escape(title)}$", text, flags=re.M)
    assert len(found) == 2, title
    return re.split(r"^#+ ", found[1], flags=re.M)[0].strip()


def one(case_, lang="en", **more):
    return compare_markdown(replace(result(lang), cases=(case_,), **more))


def test_the_answer_is_three_sentences():
    answer = section(compare_markdown(result("nl")), "In het kort").split("\n\n")[0]
    assert len(re.findall(r"[.!?](?: |$)", answer.replace("(prijspeil 2020)", ""))) == 3


def test_a_scenario_without_gains_says_so_and_shows_its_losses():
    r = result()
    worse = replace(r.base, towns=towns(AFTER_MINUTES)), replace(r.cases[0], towns=towns(BASE_MINUTES))
    text = compare_markdown(replace(r, base=worse[0], cases=(worse[1],)))
    assert "220,000 inhabitants (28 %) travel noticeably longer, most of all in Groningen (19 min)" in text
    assert "Lose a connection to one of the five destinations: Emmeloord." in text
    assert section(text, "Towns that gain most").startswith("| Town |")
    assert "| Assen |" in section(text, "Towns that gain most")


def test_a_scenario_that_changes_nothing_says_so_everywhere():
    r = result()
    same = replace(r.base, scenario=scenario(), report=(), outcomes=())
    text = one(same)
    assert "On average no town travels noticeably faster" in text
    assert (
        "On average no town travels noticeably longer; no station gets fewer trains or loses a direct train." in text
    )
    assert section(text, "Towns that gain most") == "No town gains noticeably."
    assert section(text, "Towns that lose most").split("\n\n") == [
        "No town loses noticeably.",
        "To none of the destinations apart does a town lose noticeably either.",
    ]
    assert section(text, "Stations with more trains") == "No station gets more trains."
    assert "The scenario changes nothing." in text
    assert "there are no published figures to check the computation against" in text
    assert "no noticeable change" in section(text, "By province")


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
        "On average no town travels noticeably longer, but 80,000 inhabitants do to at least one destination;" in text
    )
    lost = section(text, "Towns that lose most")
    assert "80,000 inhabitants travel noticeably longer to at least one destination (towns: 1)" in lost
    assert "| Lelystad | Flevoland | Utrecht | 80,000 | 70 | 73 | +3 |" in lost


def test_no_published_cost_is_said_and_never_zero():
    r = result()
    free = replace(r.cases[0], scenario=scenario(cost=None, year=None))
    text = one(free)
    assert "No cost was published; published figures that come out within their margin: 1 of 2." in text
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
    assert "How sure the source is: A official" in found
    assert [re.split(r" *\| *", row)[4] for row in rows] == ["ok", "**off**", "for information", "ok"]
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
    assert "inhabitants the answer in the base rests on an assumed bus" not in text


def test_infinity_is_written_in_words():
    assert "| no limit |" in compare_markdown(result())
    assert "| geen grens |" in compare_markdown(result("nl"))


def test_several_scenarios_have_an_answer_and_a_chapter_each():
    text = compare_markdown(result(scenarios=2))
    assert text.count("### Towns that lose most") == 2
    assert len(re.findall(r"^\*\*Lelylijn, test\.\*\* ", text, flags=re.M)) == 2


def test_ten_towns_at_most_stand_in_a_list():
    r = result()
    many = pl.concat(
        [towns(BASE_MINUTES).with_columns(pl.col("town_id") + f"-{i}", population=pl.lit(1000 + i)) for i in range(6)]
    )
    after = many.with_columns([pl.col(f"exp_{c}_min") - 20 for c in ("ams", "rtd", "dhg", "utr")])
    text = compare_markdown(replace(r, base=replace(r.base, towns=many), cases=(replace(r.cases[0], towns=after),)))
    assert len(section(text, "Towns that gain most").split("\n")) == 2 + 10


def test_text_of_users_cannot_break_a_table_or_a_line():
    r = result()
    odd = replace(r.cases[0], scenario=scenario(title={"en": "A | B\n# C"}), report=("one | two\nthree",))
    odd = replace(odd, outcomes=(replace(outcomes()[0], source="Study | 2020\nPart 2"),))
    text = one(odd)
    assert "# C" not in text.split("\n")
    assert "- one \\| two three" in text
    for block in re.findall(r"(?:^\|.*\|$\n?)+", text, flags=re.M):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.strip().split("\n")}
        assert len(widths) == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_has_no_words_of_the_other_language(lang):
    text = compare_markdown(result(lang))
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
    text = runs_markdown(found, "nl")
    assert "Van **base: base** naar **plan: lelylijn-test**." in text
    assert "walk_kmh is 5.0 and 4.0" in section(text, "Waarschuwingen")
    assert "| Groningen | Groningen | Amsterdam: −55 min | 200.000 | 119 | 100 | −19 |" in text


def test_the_case_of_the_builder_is_what_the_page_says():
    """The golden pages are only as good as the numbers under them: these are worked out in the builder."""
    base = case(result().base.network, BASE_MINUTES)
    assert base.towns.filter(pl.col("town_id") == "groningen")["exp_ams_min"].item() == 145
