"""What the QGIS files say of a run besides its layers: language, title, scenarios and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.lang import Text, both
from bereikbaar.lang.text import PAIR
from bereikbaar.write.names import key_of, title_of, window_titles

if TYPE_CHECKING:
    from bereikbaar.results import Result

#: (Dutch, English).
Words = tuple[str, str]

#: Sources of scenarios that the print layout names; the others are in ``run.json``.
_SOURCES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class CaseWords:
    """A scenario as column names and legends know it."""

    key: str
    title: Words


@dataclass(frozen=True, slots=True)
class About:
    """What a project says of its run.

    lang : of the run. window : name of the window of the maps. subtitle : the scenarios. cases : in the order of the
    run. sources : a line each, as the print layout shows them.
    """

    lang: str
    window: str
    title: Words
    subtitle: Words
    cases: tuple[CaseWords, ...]
    sources: tuple[Words, ...]

    def say(self, words: Words) -> str:
        """Return a text in the language of the run."""
        return in_lang(words, self.lang)


def in_lang(words: Words, lang: str) -> str:
    """Return a pair in a language: Dutch for ``nl``, else English."""
    return words[PAIR.index(lang)] if lang in PAIR else words[1]


def about_run(result: Result) -> About:
    """Return what the QGIS files say of a run."""
    cases = tuple(CaseWords(key_of(case), title_of(case)) for case in result.cases)
    window = window_titles(result.window)
    base = both("The base year")
    subtitle = ("; ".join(c.title[0] for c in cases) or base[0], "; ".join(c.title[1] for c in cases) or base[1])
    title = _with(both("How well the train connects towns, {window}", window="{window}"), window)
    return About(result.lang, result.window, title, subtitle, cases, tuple(_sources(result)))


def _with(text: Text, window: Words) -> Words:
    """Return a text with a window put in, whose words are a pair and no text."""
    return (text[0].replace("{window}", window[0]), text[1].replace("{window}", window[1]))


def _sources(result: Result) -> list[Words]:
    from bereikbaar import __version__

    net, made = result.base.network, __version__
    lines: list[Words] = [
        both(
            "Own computation with bereikbaar {version}; network {name} {of}.",
            version=made,
            name=net.name,
            of=net.version,
        )
    ]
    scenarios = [case.scenario for case in result.cases if case.scenario]
    found: dict[Words, None] = dict.fromkeys(
        (s.title_nl or s.title, s.title) for one in scenarios for s in one.sources
    )
    for nl, en in [*found][:_SOURCES_SHOWN]:
        said = both("Scenario: {source}.", source="{source}")
        lines.append((said[0].replace("{source}", nl), said[1].replace("{source}", en)))
    if result.places.folder:
        lines.append(both("Inhabitants and boundaries: CBS and Kadaster."))
    lines.append(both("All sources, settings and assumptions: run.json in the folder of this run."))
    return lines
