"""The one table of classes: what a value or a difference is called and which colour it has, in every output.

Classes are fixed, the same in all scenarios, so that maps can be laid side by side. Levels run from a class upwards
to an open top class; differences diverge around zero, with the same steps for gains and losses. A place without a
connection, with a new one or a lost one has a class of its own, and so has one beyond a limit from door to door:
nothing vanishes and nothing passes for "no change".
The ramps (blue to brown, dark to light) can be told apart by colour-blind readers and in grey.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.verdicts import APART, VERDICTS, code
from bereikbaar.indicators.catalogue import Indicator
from bereikbaar.lang import Text, both, count, plainly
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    import polars as pl

_GAINS = ("#c6dbef", "#9ecae1", "#6baed6", "#3182bd", "#08519c")
_LOSSES = ("#f6dcb7", "#e9b872", "#cf8a3a", "#a65e16", "#6b3a06")
_LEVELS = ("#ffffd9", "#dff0c4", "#b0dfc3", "#74c8c8", "#3ea5c6", "#2a7ab0", "#2a4f93", "#172a66")
SAME_COLOR, NEW_COLOR, LOST_COLOR, NO_CONNECTION_COLOR = "#eeeeee", "#196c3b", "#5d0a1c", "#9a9a9a"
WITHIN_COLOR, FALLS_COLOR, BEYOND_COLOR = "#639d6e", "#985178", "#362240"

NO_CONNECTION, NEW, LOST, SAME = "no_connection", "new", "lost", "same"
COMES_WITHIN, FALLS_BEYOND, BEYOND_LIMIT = "comes_within", "falls_beyond", "beyond_limit"


@dataclass(frozen=True, slots=True)
class ValueClass:
    """One class. ``name`` stands in the class columns of the layers; title : what a legend says.

    low, high : the values it holds, in the unit of its scheme; None = open, or a class that is no range. For a level
    low is excluded and high included ("up to and including"); for a gain or loss low is included and high excluded.
    """

    name: str
    color: str
    title: Text
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """The classes of one kind of measure, as they stand in a legend: levels, then differences (best first).

    diff_of : ``gain`` (in the unit) or ``diff_pct`` (differences are classed in percent of the base).
    """

    name: str
    unit: str
    levels: tuple[ValueClass, ...]
    diffs: tuple[ValueClass, ...]
    diff_of: str = "gain"


#: Units whose limits are written with their thousands.
_THOUSANDS = ("inhabitants", "jobs", "students")


def _number(value: float, unit: str) -> Text:
    return count(value) if unit in _THOUSANDS else plainly(value)


def _edge(value: float) -> str:
    """Return a limit as it stands in the name of a class: ``60``, ``0_25``."""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:g}".replace(".", "_")


def _levels(unit: str, words: Text, edges: tuple[float, ...], first: ValueClass | None) -> list[ValueClass]:
    colors = _LEVELS[-(len(edges) + 1) :] if unit == "min" else _LEVELS[: len(edges) + 1]
    out = [first] if first else []
    low: float | None = 0.0 if first else None
    for edge, color in zip(edges, colors, strict=False):
        title = both("up to {high} {unit}", high=_number(edge, unit), unit=words)
        if low is not None:
            title = both(
                "over {low} up to {high} {unit}", low=_number(low, unit), high=_number(edge, unit), unit=words
            )
        out.append(ValueClass(f"le_{_edge(edge)}", color, title, low, edge))
        low = edge
    top = both("over {low} {unit}", low=_number(edges[-1], unit), unit=words)
    out.append(ValueClass(f"gt_{_edge(edges[-1])}", colors[-1], top, edges[-1], None))
    return out


def _diffs(words: Text, edges: tuple[float, ...], *, limit: bool) -> list[ValueClass]:
    def side(name: str, what: Text, colors: tuple[str, ...]) -> list[ValueClass]:
        out = []
        for i, low in enumerate(edges):
            high = edges[i + 1] if i + 1 < len(edges) else None
            if high is None:
                title = both("{what} of {low} {unit} or more", what=what, low=plainly(low), unit=words)
            elif i == 0:
                title = both("{what} of less than {high} {unit}", what=what, high=plainly(high), unit=words)
            else:
                lowest, highest = plainly(low), plainly(high)
                title = both("{what} of {low} to {high} {unit}", what=what, unit=words, low=lowest, high=highest)
            out.append(ValueClass(f"{name}_{low:g}", colors[i + len(colors) - len(edges)], title, low, high))
        return out

    same = ValueClass(SAME, SAME_COLOR, both("no noticeable change"))
    comes = ValueClass(COMES_WITHIN, WITHIN_COLOR, both("comes within the limit"))
    falls = ValueClass(FALLS_BEYOND, FALLS_COLOR, both("falls beyond the limit"))
    return [
        ValueClass(NEW, NEW_COLOR, both("new connection")),
        *([comes] if limit else []),
        *reversed(side("gain", both("gain"), _GAINS)),
        same,
        *side("loss", both("loss"), _LOSSES),
        *([falls] if limit else []),
        ValueClass(LOST, LOST_COLOR, both("connection lost")),
        *([_BEYOND] if limit else []),
        ValueClass(NO_CONNECTION, NO_CONNECTION_COLOR, both("no connection")),
    ]


_BEYOND = ValueClass(BEYOND_LIMIT, BEYOND_COLOR, both("beyond the limit"))


def _scheme(
    name: str,
    unit: str,
    words: Text,
    edges: tuple[float, ...],
    diff_edges: tuple[float, ...],
    *,
    first: ValueClass | None = None,
    diff_words: Text | None = None,
    diff_of: str = "gain",
    limit: bool = False,
) -> Scheme:
    """Return a scheme; ``limit``: a limit from door to door can leave its values empty."""
    none = ValueClass(NO_CONNECTION, NO_CONNECTION_COLOR, both("no connection"))
    levels = (*_levels(unit, words, edges, first), *([_BEYOND] if limit else []), none)
    return Scheme(name, unit, levels, tuple(_diffs(diff_words or words, diff_edges, limit=limit)), diff_of)


MINUTES = _scheme("minutes", "min", both("min"), (30, 45, 60, 90, 120, 150, 180), (1, 5, 10, 15, 30), limit=True)
INHABITANTS = _scheme(
    "inhabitants",
    "inhabitants",
    both("inhabitants"),
    (100_000, 250_000, 500_000, 1_000_000, 2_000_000, 4_000_000),
    (2, 10, 25, 50),
    diff_words=both("%"),
    diff_of="diff_pct",
)
FREQUENCY = _scheme(
    "frequency",
    "1/h",
    both("per hour"),
    (2, 4, 6, 12, 24),
    (0, 1, 2, 4),
    first=ValueClass("no_trains", "#d9d9d9", both("no trains"), None, 0.0),
)
PERCENT = _scheme("percent", "%", both("%"), (10, 25, 50, 75), (1, 5, 10, 20), diff_words=both("points"))


def _amounts(name: str, unit: str, words: Text, edges: tuple[float, ...], none: Text | None = None) -> Scheme:
    """Return a scheme of amounts that differ in percent of the base; ``none``: the words for nothing at all."""
    first = ValueClass("none", "#d9d9d9", none, None, 0.0) if none else None
    return _scheme(name, unit, words, edges, (2, 10, 25, 50), first=first, diff_words=both("%"), diff_of="diff_pct")


JOBS = _amounts("jobs", "jobs", both("jobs"), (50_000, 100_000, 250_000, 500_000, 1_000_000, 2_000_000))
JOBS_PER_PERSON = _amounts("jobs_per_person", "jobs/person", both("jobs per person"), (0.1, 0.25, 0.4, 0.5, 0.75))
STUDENTS = _amounts(
    "students",
    "students",
    both("students"),
    (5_000, 10_000, 25_000, 50_000, 100_000),
    both("no students"),
)
HOSPITALS = _amounts("hospitals", "hospitals", both("hospitals"), (1, 2, 5, 10, 20), both("no hospital"))
CENTRES = _amounts("centres", "centres", both("centres"), (1, 2, 5, 10, 20), both("no centre"))
SPEED = _amounts("speed", "km/h", both("km/h"), (15, 20, 25, 30, 35, 40))

SCHEMES: dict[str, Scheme] = {
    s.name: s
    for s in (
        MINUTES, INHABITANTS, FREQUENCY, PERCENT, JOBS, JOBS_PER_PERSON, STUDENTS, HOSPITALS, CENTRES, SPEED,
    )
}  # fmt: skip

#: The share of all access that is lost when a section of track is closed: no measure of places, so none of SCHEMES.
ACCESS_LOST = Scheme(
    "access_lost",
    "%",
    tuple(
        replace(c, color=color)
        for c, color in zip(_levels("%", both("%"), (0.01, 0.1, 0.5, 1, 2), None), ("#b4b4b4", *_LOSSES), strict=True)
    ),
    (),
)


def scheme_of(measure: Indicator) -> Scheme:
    """Return the scheme for a measure, by its unit. Raises KeyError for a unit without classes (such as changes)."""
    return {s.unit: s for s in SCHEMES.values()}[measure.unit]


def has_classes(measure: Indicator) -> bool:
    """Say whether the values of a measure have classes, and its differences gains and losses.

    Jobs that are shared out among people are in the unit of jobs, but a zone has thousands of them and no millions.
    """
    shared = measure.group == "competition" and measure.unit == JOBS.unit
    return bool(measure.better) and not shared and measure.unit in {s.unit for s in SCHEMES.values()}


def level_classes(values: pl.Series, scheme: Scheme, beyond: pl.Series | None = None) -> pl.Series:
    """Return the class name of every value: the first class whose upper end is not exceeded.

    Null = no connection, or beyond the limit where ``beyond`` (bool, of the same length) holds.
    """
    import numpy as np
    import polars as pl

    ranges = [c for c in scheme.levels if c.name not in (BEYOND_LIMIT, NO_CONNECTION)]
    numbers = values.cast(pl.Float64).fill_null(math.nan).to_numpy()
    ends = np.array([c.high or 0.0 for c in ranges[:-1]]) + SLACK
    place = np.searchsorted(ends, numbers, side="left")
    names = [*(c.name for c in ranges), NO_CONNECTION, BEYOND_LIMIT]
    place = np.where(np.isnan(numbers), len(ranges), place)
    if beyond is not None:
        place = np.where(np.isnan(numbers) & beyond.to_numpy(), len(ranges) + 1, place)
    return _named(names, place)


def diff_classes(compared: pl.DataFrame, scheme: Scheme) -> pl.Series:
    """Return the class name of every difference of a compared table (columns gain, diff, diff_pct and verdict)."""
    import numpy as np
    import polars as pl

    verdict = compared["verdict"].cast(pl.Enum(VERDICTS)).to_physical().to_numpy()
    size = compared["gain" if scheme.diff_of == "gain" else "diff_pct"].cast(pl.Float64).abs()
    sizes = size.fill_null(math.inf).to_numpy() + SLACK  # in percent of nothing: the open top class
    names, place = [SAME], np.zeros(len(verdict), dtype=np.int64)
    for side, word in (("gain", "better"), ("loss", "worse")):
        classes = sorted((c for c in scheme.diffs if c.name.startswith(f"{side}_")), key=lambda c: c.low or 0.0)
        steps = np.searchsorted([c.low or 0.0 for c in classes], sizes, side="right") - 1
        place = np.where(verdict == code(word), len(names) + np.maximum(steps, 0), place)
        names += [c.name for c in classes]
    for word in APART:
        place = np.where(verdict == code(word), len(names), place)
        names.append(word)
    if (verdict == code("changed")).any():
        raise ValueError("a measure without a better direction has no classes of gains and losses")
    return _named(names, place)


def _named(names: list[str], place: Any) -> pl.Series:
    import polars as pl

    return pl.Series(names, dtype=pl.String).gather(place).alias("class")
