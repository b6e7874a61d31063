"""The settings of the model, their sources and units in the languages of outputs."""

from __future__ import annotations

import dataclasses
from typing import Any

from bereikbaar.lang import Text, both, translate
from bereikbaar.lang.language import SOURCE_LANG
from bereikbaar.settings import Settings, source_of

#: Words in the sources of the settings, longest first. Titles of publications stay as they are.
SOURCE_WORDS: tuple[Text, ...] = (
    both("assumption (this project's design)"),
    both("regular headways, travellers arrive at random; textbook value of"),
    both("fitted to the planner matrix of 2016/17"),
    both("NS planner rule for a change on one platform"),
    both("assumption by station class"),
    both("class 'all stops' of feeders.csv (derived run minutes)"),
    both("half a day"),
    both("half the median, as in the OECD's line of relative poverty; that it suits access is an assumption"),
    both("none in the default preset"),
    both("a train every 10 minutes"),
    both("6 February 2019"),
    both("in line with the published 85 min Groningen-Amsterdam Zuid"),
    both("assumption: a short walk or ride of European Commission"),
    both("the number itself was not verified in the paper"),
    both("assumption: a bicycle stands ready at the other end"),
    both("the paper's speed was not verified"),
    both("as cited in this project's design; not verified in the paper"),
    both("PBL has the real buses"),
    both("a slow last train counts, waiting for the morning does not"),
    both("PBL adds 1 min to every ride, and 3 min of parking at intercity stations at the home end"),
    both("PBL network model"),
    both("the same in"),
    both("European Commission"),
    both("rail trips with a walk or a bike ride"),
    both("a bike ride to and from the station"),
    both(" at 047ae04"),
    both("at intercity stations only"),
    both("feeders.csv, a source with each line"),
    both("abstract:"),
    both("1.5 hours"),
)
#: Where a value comes from that is neither the default's nor a preset's.
GIVEN = both("given by the user")

#: Units that read differently in some language.
UNITS: dict[str, Text] = {
    "1/h": both("per hour"),
    "inhabitants": both("inhabitants"),
    "students": both("students"),
    "km/h": both("km/h"),
    "h": both("h"),
    "jobs": both("jobs"),
    "jobs/person": both("jobs/person"),
    "hospitals": both("hospitals"),
    "centres": both("centres"),
}
#: The same by language, where they differ from the unit as data have it.
UNITS_NL = {unit: text.said("nl") for unit, text in UNITS.items()}
UNITS_EN = {unit: text.said("en") for unit, text in UNITS.items() if text.said("en") != unit}


def unit_in(unit: str, lang: str) -> str:
    """Return a unit as people write it in a language."""
    return UNITS[unit].said(lang) if unit in UNITS else unit


def source_in(source: str, lang: str) -> str:
    """Return where a value comes from in a language; titles of publications stay as they are."""
    for words in SOURCE_WORDS:
        source = source.replace(words.said(SOURCE_LANG), words.said(lang))
    return source


def setting_rows(settings: Settings, lang: str) -> list[tuple[str, str, Any, str, str, bool]]:
    """Return (name, meaning, value, unit, where it comes from, differs from the default) for every setting."""
    rows = []
    for f in dataclasses.fields(settings):
        meta, value = f.metadata, getattr(settings, f.name)
        text, default = translate(lang).text(meta["text"]), value == f.default
        source = source_in(source_of(f.name, value), lang) or GIVEN.said(lang)
        unit = unit_in(meta["unit"], lang)
        rows.append((f.name, text, value, "" if unit == "-" else unit, source, not default))
    return rows
