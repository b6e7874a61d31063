"""The sections on people: compared with pages that were read by a person, and their rules one by one."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from bereikbaar.indicators.catalogue import indicator
from bereikbaar.settings import Settings
from bereikbaar.write.report.markdown import markdown
from bereikbaar.write.report.sections import report_of
from bereikbaar.write.report.sections.page import page
from bereikbaar.write.report.sections.people import amount
from builders_results import result
from builders_zones import ZONES, with_zones, zone_result

GOLDEN = Path(__file__).parent / "golden"
ENDS = {
    "nl": ("### Werk, zorg en onderwijs", "### Hoe vaak er treinen"),
    "en": ("### Work, care", "### How often trains"),
}
BASE_ENDS = {"nl": ("## Werk, zorg en onderwijs", "## Aannames"), "en": ("## Work, care", "## Assumptions")}


def part(text, start, end):
    return text[text.index(start) : text.index(end)]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_sections_are_those_that_were_read(lang):
    text = part(markdown(report_of(zone_result(lang))), *ENDS[lang])
    assert text == (GOLDEN / f"people_{lang}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_sections_of_the_base_are_those_that_were_read(lang):
    text = part(markdown(report_of(zone_result(lang, base_only=True))), *BASE_ENDS[lang])
    assert text == (GOLDEN / f"people_base_{lang}.md").read_text(encoding="utf-8")


def test_a_run_without_zones_has_none_of_these_sections():
    text = markdown(report_of(result()))
    for title in ("Work, care and education", "Who gains and who loses, by", "How evenly", "Train commuters"):
        assert title not in text


def test_with_zones_the_short_answer_counts_all_inhabitants_and_without_those_of_the_towns():
    start, end = "## In short", "##"
    with_people, without = (markdown(report_of(r)).split(start)[1].split(end)[0] for r in (zone_result(), result()))
    assert (
        "120,000 of the 796,000 inhabitants (15 %, by postcode area) travel noticeably faster on average to the four "
        "largest cities and their province capital, of the 7 towns with 5,000 inhabitants or more most of all in "
        "Groningen (19 min) and Haren (18 min); 27,000 inhabitants live in towns" in with_people
    )
    assert "165,000 of the 796,000 inhabitants (21 %, by postcode area) travel noticeably longer" in with_people
    assert "220,000 inhabitants (28 % of the 796,000 in the 7 towns" in without and "postcode" not in without


def test_a_measure_has_one_mean_on_the_page_and_others_say_of_whom():
    text = markdown(report_of(zone_result()))
    assert (
        "Mean per inhabitant of these towns (min)" in text and "All inhabitants are under “Who gains and who" in text
    )
    assert "Over the inhabitants of the 7 towns." in text
    r = zone_result()
    both = {"spoorboekloos": [5.0] * 8, "drop_evening": [20.0] * 8}
    base = replace(r.base, zones=r.base.zones.with_columns(**{k: pl.Series(v) for k, v in both.items()}))
    case = replace(r.cases[0], zones=r.cases[0].zones.with_columns(**{k: pl.Series(v) for k, v in both.items()}))
    text = markdown(report_of(replace(r, base=base, cases=(case,))))
    assert text.count("| Share of destinations turn-up-and-go (%) |") == 2, "who gains, and how evenly"
    assert "This is over all inhabitants, by postcode area." in text
    assert "| Evening drop (%) | 20.0 | 20.0 | 0 | 0 |" in text


def scenario_zones(r, **columns):
    case = r.cases[0]
    return replace(r, cases=(replace(case, zones=case.zones.with_columns(**columns)),))


def test_who_gets_a_connection_makes_no_mean_of_a_province_longer():
    text = part(markdown(report_of(zone_result())), *ENDS["en"])
    assert "| Flevoland | 760,000 | +12 % | 60 | = |" in text  # Emmeloord comes with 90 minutes


def test_a_scenario_that_nobody_notices_says_so():
    r = zone_result()
    text = markdown(report_of(replace(r, cases=(replace(r.cases[0], zones=r.base.zones),))))
    assert "No noticeable change in the mean of any province." in text
    assert "In no NPVR region does anybody notice a change of travel time" in text
    assert "The spread hardly changes (Gini, by less than 0.001): mean expected minutes" in text


def test_spreads_of_other_people_are_not_compared():
    text = markdown(report_of(zone_result()))
    assert "Not to be compared, since other people are counted" in text
    assert "More evenly spread, by the Gini: inhabitants reached within 60 min." in text
    turned = zone_result()
    turned = replace(
        turned,
        base=replace(turned.base, zones=turned.cases[0].zones),
        cases=(replace(turned.cases[0], zones=turned.base.zones),),
    )
    assert "Less evenly spread, by the Gini: inhabitants reached within 60 min." in markdown(report_of(turned))


def test_the_norm_of_the_settings_stands_in_the_words():
    r = replace(zone_result(), settings=Settings().changed(norm_share=0.6))
    text = markdown(report_of(r))
    assert "with less than 60 % of what the median inhabitant has in the base (minutes: more than 1.67 times" in text


def test_hours_that_are_lost_are_more_hours():
    r = zone_result()
    turned = replace(r, base=replace(r.base, commuter_minutes=r.cases[0].commuter_minutes),
                     cases=(replace(r.cases[0], commuter_minutes=r.base.commuter_minutes),))  # fmt: skip
    text = markdown(report_of(turned))
    assert "together 62 passenger-hours a day more, at two trips a day" in text
    assert "Losing their connection: 40." in text


def test_only_a_run_with_a_limit_speaks_of_one():
    r = zone_result()
    section = part(markdown(report_of(r)), "### Train commuters", "### How often")
    assert "With a new connection: 40. Without a connection: 3;" in section
    assert "limit" not in section
    limited = markdown(report_of(replace(r, settings=Settings().changed(most_changes=3))))
    section = part(limited, "### Train commuters", "### How often")
    assert "With a new connection, or now within the limit: 40." in section
    assert "Without a connection, or with their work beyond the limit: 3;" in section


def test_what_counts_as_better_is_what_the_settings_say():
    text = markdown(report_of(replace(zone_result("nl"), settings=Settings().changed(noticeable_min=2.5))))
    assert "een verschil vanaf 2 %, bij minuten ook vanaf 2,5 min en bij aantallen per uur ook vanaf 0,5; bij" in text


def test_a_measure_whose_title_has_no_unit_gets_it():
    def report(lang, name):
        r = zone_result(lang)
        speeds = pl.Series(name, [30.0 + k for k in range(len(ZONES))])
        zones = replace(r.base, zones=r.base.zones.with_columns(speeds))
        after = replace(r.cases[0], zones=r.cases[0].zones.with_columns(speeds))
        text = markdown(report_of(replace(r, base=zones, cases=(after,), indicators=(name,))))
        return text

    assert "| Snelheid van deur tot deur, hemelsbreed (km/u) |" in report("nl", "speed_kmh")
    assert "| Speed from door to door, as the crow flies (km/h) |" in report("en", "speed_kmh")
    assert "| Minuten tot 100.000 banen |" in report("nl", "jobs_n100k")  # it says them already


def test_a_report_on_a_region_is_about_the_commuters_who_live_there():
    text = markdown(report_of(replace(zone_result(), region="province:Drenthe")))
    commuters = text.split("### Train commuters")[1].split("###")[0]
    assert commuters.strip().startswith("Of the 500 train commuters between municipalities, 0 travel")
    assert "Province of home" not in commuters
    nowhere = markdown(report_of(replace(zone_result(), region="municipality:Nergens")))
    assert "### Train commuters" not in nowhere


def test_within_one_province_there_is_no_unevenness_between_provinces():
    def of_drenthe(case):
        return replace(case, zones=case.zones.filter(pl.col("province") == "Drenthe"))

    r = zone_result("nl")
    for lang, between in (("nl", "Tussen provincies"), ("en", "Between provinces")):
        assert markdown(report_of(replace(r, lang=lang))).count(between) == 2  # a column, and what it means
        one = replace(r, lang=lang, base=of_drenthe(r.base), cases=tuple(map(of_drenthe, r.cases)))
        text = markdown(report_of(one))
        assert "| Gini | Palma |" in text
        assert between not in text


def test_without_commuters_there_is_no_section_on_them():
    r = zone_result()
    text = markdown(report_of(replace(r, places=replace(r.places, commuting=None))))
    assert "Train commuters" not in text
    assert "How evenly it is spread" in text


def test_without_regions_the_country_is_told_apart_only():
    r = zone_result()
    bare = replace(
        r.places, areas={}, zones=replace(r.places.zones, municipality=("",) * 8, corop=("",) * 8, province=("",) * 8)
    )
    text = markdown(report_of(replace(r, places=bare)))
    assert "Of the 796,000 inhabitants of 8 postcode areas" in text
    assert "NPVR" not in text
    assert "Work, care and education by province" not in text


def test_an_empty_region_leaves_the_sections_out():
    r = zone_result()
    empty = [replace(c, zones=c.zones.head(0), areas={}) for c in r.all_cases]
    text = markdown(report_of(replace(r, base=empty[0], cases=tuple(empty[1:]))))
    assert "by postcode" not in text
    assert "How evenly" not in text


def test_large_amounts_are_in_thousands_and_minutes_whole():
    p = page("nl")
    assert amount(p, 1_234_567.0, indicator("pop_60")) == "1.235.000"
    assert amount(p, 12_345.0, indicator("jobs_60")) == "12.345"
    assert amount(p, 0.4567, indicator("jobs_shen")) == "0,46"
    assert amount(p, 61.7, indicator("exp_umc_min")) == "62"
    assert amount(p, None, indicator("pop_60")) == "–"


def test_a_second_scenario_has_sections_of_its_own():
    text = markdown(report_of(with_zones(result(scenarios=2))))
    assert text.count("### Who gains and who loses, by postcode") == 2
    assert text.count("### Train commuters") == 2


def test_two_networks_are_named_in_the_heads():
    r = zone_result()
    text = markdown(report_of(r))
    assert "| Mean base | Mean scenario |" in text


def test_jobs_that_are_shared_come_with_the_rule_that_somebody_loses():
    r = zone_result()
    assert "Jobs per competitor are to be shared" not in markdown(report_of(r))
    cases = [replace(c, zones=c.zones.with_columns(jobs_shen=c.zones["pop_60"] / 1e6)) for c in r.all_cases]
    assert "Jobs per competitor are to be shared" in markdown(
        report_of(replace(r, base=cases[0], cases=tuple(cases[1:])))
    )
