"""What charts share: the whole page of one, an axis of round numbers, and what they call themselves."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.lang import Text, both, same
from bereikbaar.write.figures.page import SMALL, SOFT_INK, line_of_text
from bereikbaar.write.names import title_of, window_titles
from bereikbaar.write.numbers import plain

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

#: Width of a chart's page, units: that of a map.
WIDTH = 766
_GRID = "#d9d9d9"
#: Units in words; others are written as they are.
_UNITS: dict[str, Text] = {
    "min": both("min"),
    "inhabitants": both("inhabitants"),
    "jobs": both("jobs"),
    "students": both("students"),
    "1/h": both("per hour"),
    "hospitals": both("hospitals"),
    "centres": both("centres"),
    "jobs/person": both("jobs per person"),
}
_SUBTITLE, _SOURCES = both("{scenario}, {window}; network {network}"), both("bereikbaar {version}, network {network}")


@dataclass(frozen=True, slots=True)
class Axis:
    """A line of numbers. low, high : at its ends. start, end : where these are on the page, units.

    step : between its marks.
    """

    low: float
    high: float
    start: float
    end: float
    step: float

    def at(self, value: float) -> float:
        """Return the place of a value on the page."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def marks(self) -> list[float]:
        """Return the values that are written, round numbers from the lowest to the highest."""
        count = round((self.high - self.low) / self.step)
        return [self.low + n * self.step for n in range(count + 1)]

    def drawn(self, top: float, bottom: float, lang: str, *, unsigned: bool = False) -> Iterator[str]:
        """Yield a line per mark from top to bottom, with its number above; unsigned : without minus signs."""
        for value in self.marks():
            x = self.at(value)
            heavy = ' stroke-width="1.4"' if value == 0 and self.low < 0 else ""
            color = "#555" if heavy else _GRID
            yield f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{color}"{heavy}/>'
            text = plain(abs(value) if unsigned else value, lang)
            yield line_of_text(x, top - 5, text, size=SMALL, anchor="middle", color=SOFT_INK)


def axis(low: float, high: float, start: float, end: float, *, most: int = 8) -> Axis:
    """Return an axis that holds both values, with ``most`` steps of a round number at most."""
    wide = max(high - low, 1e-9)
    size = 10 ** math.floor(math.log10(wide / most))
    step = next(size * n for n in (1, 2, 2.5, 5, 10, 20, 25) if wide / (size * n) <= most - 1)
    first, last = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Axis(first, last if last > first else first + step, start, end, step)


def unit_in(unit: str, lang: str) -> str:
    """Return a unit in words."""
    return _UNITS.get(unit, same(unit)).said(lang)


def subtitle_of(result: Result, case: Case, lang: str) -> str:
    """Return scenario, window and network in words."""
    index = 0 if lang == "nl" else 1
    return _SUBTITLE.said(lang).format(
        scenario=title_of(case)[index], window=window_titles(result.window)[index], network=case.network.name
    )


def sources_of(case: Case, lang: str) -> str:
    """Return what made the figure."""
    from bereikbaar import __version__

    return _SOURCES.said(lang).format(version=__version__, network=case.network.name)
