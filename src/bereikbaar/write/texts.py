"""Every sentence of the report in Dutch and English: one table, so that nothing stays half-translated."""

from __future__ import annotations

from collections.abc import Callable

from bereikbaar.lang import LANGS, Text, both, translate
from bereikbaar.write.texts_baseline import BASELINE_TEXTS
from bereikbaar.write.texts_clock import CLOCK_TEXTS
from bereikbaar.write.texts_limit import LIMIT_TEXTS
from bereikbaar.write.texts_own import OWN_TEXTS
from bereikbaar.write.texts_people import PEOPLE_TEXTS
from bereikbaar.write.texts_report import REPORT_TEXTS
from bereikbaar.write.texts_short import SHORT_TEXTS
from bereikbaar.write.texts_stations import STATION_TEXTS

__all__ = ["LANGS", "TEXTS", "speaker"]

#: key -> text.
TEXTS: dict[str, Text] = {
    # title
    "title_compare": both("Comparison: {titles}"),
    "title_region": both("Comparison for {region}: {titles}"),
    "title_base": both("Accessibility in the base year"),
    "title_base_region": both("Accessibility in the base year of {region}"),
    "title_runs": both("Comparison of two runs"),
    "subject_window": both("Compared with {network}. Timetable: {window}."),
    "subject_base": both("Network: {network}. Timetable: {window}."),
    "subject_runs": both("From **{base}** to **{scenario}**."),
    "in_short": both("In short"),
    "what_is_measured": both(
        "Travel times are *expected* minutes from the front door to the best station of the destination, waiting "
        "included, as the mean over five destinations: Amsterdam, Rotterdam, The Hague, Utrecht and the province "
        "capital (each counts the same). Differences below {minutes} min or below {share} % count as *no noticeable "
        "change*. Minutes are rounded; a difference can be 1 off from the two numbers beside it."
    ),
    "town_minutes": both("{town} ({minutes} min)"),
    # what it changes
    "what_changes": both("What it changes"),
    "year_cost": both("Year: {year}. Cost: {cost}."),
    "no_year": both("not set"),
    "cost": both("{amount}, price level {level} ({source})"),
    "billion": both("{n} billion euro"),
    "million": both("{n} million euro"),
    "partial_cost": both("{amount} without the parts that have no published cost"),
    "no_cost": both("no published cost"),
    "no_change_words": both("The scenario changes nothing."),
    "own_assumptions": both("Assumptions of this scenario:"),
    "side_effects": both("Side effects:"),
    # towns
    "gainers": both("Towns that gain most"),
    "losers": both("Towns that lose most"),
    "nobody_gains": both("No town gains noticeably."),
    "nobody_loses": both("No town loses noticeably."),
    "single_losses": both(
        "{people} inhabitants travel noticeably longer to at least one destination (towns: {towns}), also where the "
        "mean gets no worse. The largest loss of each town:"
    ),
    "nobody_loses_anywhere": both("To none of the destinations apart does a town lose noticeably either."),
    "connections": both("Connections gained and lost"),
    "new_towns": both("Get a connection to each of the five destinations: {towns}."),
    "lost_towns": both("Lose a connection to one of the five destinations: {towns}."),
    "none_towns": both(
        "Lack a connection to at least one of the five in both cases: {towns}; they are not in the mean."
    ),
    "town": both("Town"),
    "province": both("Province"),
    "inhabitants": both("Inhabitants"),
    "now": both("Base", context="now"),
    "then": both("Scenario", context="then"),
    "in_minutes": both("{name} (min)"),
    "change": both("Change (min)"),
    "most_to": both("Largest change"),
    "to_place": both("{place}: {minutes} min"),
    # sums
    "sums": both("How many inhabitants"),
    "sums_head": both(
        "Inhabitants of the {towns} ({total} together) by change in expected minutes. A limit is included: who "
        "gains exactly 5 minutes is under “Gain 5+”."
    ),
    "sums_of_all": both("All inhabitants are under “{heading}”."),
    "to": both("To"),
    "five_mean": both("mean of the five"),
    "gain_any": both("Gain"),
    "loss_any": both("Loss"),
    "gain_from": both("Gain {n}+"),
    "loss_from": both("Loss {n}+"),
    "new": both("New connection"),
    "lost": both("Connection lost"),
    "no_connection": both("No connection"),
    "mean_change": both("Mean per inhabitant (min)"),
    "mean_change_towns": both("Mean per inhabitant of these towns (min)"),
    "by_province": both("By province"),
    "province_head": both("Over the inhabitants of the {towns}."),
    "winners": both("Inhabitants who gain"),
    "losers_people": both("Inhabitants who lose"),
    "provinces_same": both("No noticeable change in any town: {provinces}."),
    "same": both("no noticeable change"),
    # published figures
    "published": both("Published figures against ours"),
    "no_published": both("This run has no published figures."),
    "miss_sentence": both(
        "{scenario}: {measure}, {pair}: {got} here, published {published} (margin {margin}; source: {source})."
    ),
    "reference_run": both("derived: reference run on the timetable of 2026"),
    "confidence": both(
        "How sure sources are, in this whole report: A official, B press quoting a study, C unclear, D derived here, "
        "G guess."
    ),
    "scenario": both("Plan"),
    "from_to": both("Pair"),
    "published_value": both("Published"),
    "margin": both("Margin"),
    "ours": both("Computed"),
    "verdict": both("Verdict"),
    "source": both("Source"),
    "ok": both("ok"),
    "miss": both("**off**"),
    "only_shown": both("for information"),
    "at_least": both("at least {value}"),
    "none_found": both("no connection"),
    "best_min": both("fastest journey, min"),
    "direct_min": both("fastest direct train, min"),
    "mean_direct_min": both("direct with waiting, min"),
    "gain_best_min": both("gain on the fastest journey, min"),
    "tph_direct": both("direct trains per hour"),
    "tph_fast": both("fast direct trains per hour"),
    # assumptions
    "assumptions": both("Assumptions"),
    "assumed_share": both(
        "For {share} of the {people} inhabitants the journey to the nearest large city in the base starts with an "
        "assumed bus or tram, because no line is known; `assumed_pct` says so per town and region."
    ),
    "no_assumed": both("Assumed buses and trams are switched off: only walking, cycling and known lines count."),
    "settings": both("Settings of the model"),
    "settings_head": both("A * differs from the default."),
    "setting": both("Setting"),
    "meaning": both("Meaning"),
    "value": both("Value"),
    "unit": both("Unit"),
    "origin": both("Where it comes from"),
    "yes": both("yes"),
    "no": both("no"),
    "no_limit": both("no limit"),
    # not compared
    "not_compared": both("What is not compared"),
    "not_compared_list": both(
        "Car travel times, fares, crowding and the capacity of the track are not computed. Whether a plan fits in "
        "the timetable is not checked."
    ),
    "error_of_difference": both(
        "The error of a level (minutes against a journey planner) is not the error of a difference: what is equally "
        "far off in base and scenario drops out of the difference."
    ),
    # sources and manifest
    "sources": both("Sources"),
    "network_source": both(
        "Network and places: data package {name} {version} (sources and licences in `datapackage.json`)."
    ),
    "manifest": both("Made with"),
    "warnings": both("Warnings"),
    # base only
    "base_short": both("Only the base year was computed; no scenario was compared."),
    "base_levels": both("Inhabitants by mean expected minutes"),
    "class": both("Class"),
    "base_far": both("Towns with the longest travel time"),
    "minutes": both("Minutes"),
    **SHORT_TEXTS,
    **STATION_TEXTS,
    **LIMIT_TEXTS,
    **BASELINE_TEXTS,
    **CLOCK_TEXTS,
    **PEOPLE_TEXTS,
    **OWN_TEXTS,
    **REPORT_TEXTS,
}


def speaker(lang: str) -> Callable[..., str]:
    """Return ``say(key, **values)`` for a language ("nl" or "en"). Raises KeyError for a text that is not there.

    Raises UnknownNameError for another language.
    """
    translate(lang)

    def say(key: str, **values: object) -> str:
        text = TEXTS[key].said(lang)
        return text.format(**values) if values else text

    return say
