"""Every measure that a run reports, with its name, unit, definition, formula and source: one table for all outputs.

Column names in files are ``name`` for the base, ``name_<key>`` for a scenario and ``name_<key>_diff`` for the
difference; with a key of 8 characters at most they stay within 30 (``name`` has 16 at most).

A zone, a town and a region have the same measures under the same names. Those of an opportunity are families: beside
the ones listed here any limit, number or kind can be asked for by name (``jobs_50``, ``p65up_45``, ``jobs_n50k``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from bereikbaar.errors import InputError, Problem, UnknownNameError, did_you_mean
from bereikbaar.indicators.catalogue_entry import GROUPS, Indicator
from bereikbaar.indicators.catalogue_sums import OPPORTUNITIES, extras, sum_indicator
from bereikbaar.indicators.catalogue_travel import (
    DESTINATIONS,
    MORE_DESTINATIONS,
    WINDOWS,
    basis,
    beyond,
    frequency,
    often,
    travel,
)
from bereikbaar.lang import both, same

__all__ = [
    "ALL_INDICATORS",
    "DEFAULT",
    "DESTINATIONS",
    "GROUPS",
    "LIMITS_MIN",
    "LIMIT_INDICATORS",
    "MAIN",
    "MAIN_PARTS",
    "MORE_DESTINATIONS",
    "MORE_INDICATORS",
    "MORE_LIMIT_INDICATORS",
    "TOWN_INDICATORS",
    "WINDOWS",
    "Indicator",
    "chosen",
    "in_order",
    "indicator",
    "is_indicator",
    "limits_of",
    "named",
]

#: Limits of "inhabitants reached within", minutes.
LIMITS_MIN = (45, 60, 90, 120)
#: The columns that the headline is the mean of.
MAIN_PARTS = ("exp_ams_min", "exp_rtd_min", "exp_dhg_min", "exp_utr_min", "exp_cap_min")
MAIN = Indicator(
    "main_min", "float", "min", "low",
    both("Mean expected minutes to the four largest cities and the province capital"),
    both(
        "plain mean of the expected minutes to Amsterdam, Rotterdam, Den Haag, Utrecht and the province capital; "
        "empty when one of them cannot be reached"
    ),
    decimals=1, formula=same("(exp_ams + exp_rtd + exp_dhg + exp_utr + exp_cap) / 5"),
)  # fmt: skip
#: Measures that are short enough to read together: what a run reports when nothing is asked for.
DEFAULT = (
    "main_min",
    "exp_umc_min",
    "exp_hos_min",
    "exp_hbo_min",
    "pop_60",
    "jobs_60",
    "jobs_shen",
    "spoorboekloos",
    "drop_evening",
    "speed_kmh",
    "rail_perf",
)
#: Names of measures of opportunities that are listed (and are in ``all``), beside ``pop_<limit>``.
_LISTED = (
    *("pop_pbl", "pop_geurs", "pop_n1m", "pop_in_60"),
    *("p0_14_60", "p15_24_60", "p25_44_60", "p45_64_60", "p65up_45", "p65up_60", "p65up_in_60", "cen_60", "cen_90"),
    *("jobs_45", "jobs_60", "jobs_90", "jobs_120", "jobs_pbl", "jobs_geurs", "jobs_n100k", "jobspop_60"),
    *("hosp_30", "hosp_45", "hosp_60", "hosp_n1", "hosp_n3", "umcs_60", "umcs_90"),
    *("hbo_45", "hbo_60", "uni_45", "uni_60"),
    *("jobs_shen", "jobs_bfca", "jobs_spav", "jobs_bal"),
)


def _named(names: Iterable[str]) -> list[Indicator]:
    return [i for i in map(sum_indicator, names) if i is not None]


#: Measures of a run with a limit from door to door only: they tell "beyond the limit" from "no connection".
LIMIT_INDICATORS: tuple[Indicator, ...] = tuple(beyond(DESTINATIONS))
MORE_LIMIT_INDICATORS: tuple[Indicator, ...] = tuple(beyond(MORE_DESTINATIONS))
#: All measures that every town of every run has, in the order in which they are shown.
TOWN_INDICATORS: tuple[Indicator, ...] = (
    *travel(DESTINATIONS),
    *_named(f"pop_{t}" for t in LIMITS_MIN),
    *frequency(),
    *basis(),
)
#: All measures that are reported when they are asked for, as far as they are listed.
MORE_INDICATORS: tuple[Indicator, ...] = (*travel(MORE_DESTINATIONS), *_named(_LISTED), *extras(), *often())
ALL_INDICATORS: tuple[Indicator, ...] = (MAIN, *TOWN_INDICATORS, *MORE_INDICATORS)
#: Words that stand for several measures, besides the groups.
_WORDS = ("default", "all")


@cache
def _listed() -> dict[str, Indicator]:
    return {i.name: i for i in (*ALL_INDICATORS, *LIMIT_INDICATORS, *MORE_LIMIT_INDICATORS)}


@cache
def indicator(name: str) -> Indicator:
    """Return the measure with this name, listed or of a family. Raises UnknownNameError, with near names."""
    found = _listed().get(name) or sum_indicator(name)
    if found is None:
        raise UnknownNameError(f"there is no measure {name!r}{_near(name)}")
    return found


def is_indicator(name: str) -> bool:
    """Say whether there is a measure with this name."""
    return name in _listed() or sum_indicator(name) is not None


def chosen(words: str | Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the names of the measures that are asked for, in the order of the catalogue, each once.

    words : names, groups (``jobs``, ``care``), ``default`` and ``all``; one text is split at commas and spaces.
    None = the default set. Raises InputError with every word that is none of these, with near ones.
    """
    if words is None:
        return in_order(DEFAULT)
    names: list[str] = []
    problems = []
    for word in _words(words):
        found = _meant(word.casefold())
        if found is None:
            problems.append(Problem(f"there is no measure or group {word!r}{_near(word)}", field="--indicators"))
        names += found or ()
    if not problems and not names:
        text = f"names no measure; expected names, groups ({', '.join(GROUPS)}), default or all"
        problems.append(Problem(text, field="--indicators"))
    if problems:
        raise InputError(problems)
    return in_order(names)


def named(words: str | Sequence[str] | None) -> frozenset[str]:
    """Return the measures that are asked for by their own names, not by those of groups."""
    return frozenset(word for word in map(str.casefold, _words(words or ())) if is_indicator(word))


def _words(words: str | Sequence[str]) -> list[str]:
    if isinstance(words, str):
        parts = re.split(r"[,;\s]+", words)
    elif isinstance(words, Iterable) and not isinstance(words, bytes):
        parts = [str(w).strip() for w in words]
    else:
        raise InputError(Problem(f"expected names such as 'jobs,hosp_n3', found {words!r}", field="--indicators"))
    return [word for word in parts if word]


def _meant(word: str) -> tuple[str, ...] | None:
    if word == "default":
        return DEFAULT
    if word == "all":
        return tuple(i.name for i in ALL_INDICATORS)
    if word in GROUPS:
        return tuple(i.name for i in ALL_INDICATORS if i.group == word)
    return (word,) if is_indicator(word) and not word.startswith("beyond_") else None


def _near(word: str) -> str:
    known = [*_listed(), *GROUPS, *_WORDS]
    near = did_you_mean(word, known)
    key = next((k for k in sorted(OPPORTUNITIES, key=len, reverse=True) if word.startswith(f"{k}_")), "")
    if not key:
        return near
    words = "a limit in minutes (1 to 720), n and a number (1 or more), or a decay"
    return f"; {key} takes {words}: {key}_60, {key}_n10, {key}_pbl"


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of measures in the order of the catalogue, each once; unlisted ones after those of their group."""
    place = {name: n for n, name in enumerate(_listed())}
    last = {i.group: place[i.name] for i in _listed().values()}

    def where(name: str) -> tuple[int, int, str]:
        return (place[name], 0, "") if name in place else (last[indicator(name).group], 1, name)

    return tuple(sorted(set(names), key=where))


def limits_of(names: Iterable[str]) -> tuple[Indicator, ...]:
    """Return the shares beyond a limit that belong to the destinations of these measures, those of towns included."""
    asked = {word for name in names for word in name.split("_")[1:2]}
    more = [i for i in MORE_LIMIT_INDICATORS if i.name.split("_")[1] in asked]
    return (*LIMIT_INDICATORS, *more)
