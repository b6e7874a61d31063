"""The one rule by which two values are judged: of towns, zones, regions and commuters, of one measure or a hundred.

Arrays of any shape: a table of towns is (n_measures, n_towns), with the unit and the sign of every measure in
(n_measures, 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

#: What can be said of a town and a measure where both values are known. ``same`` reads "no noticeable change";
#: ``changed``: neither good nor bad.
JUDGED = ("better", "worse", "same", "changed")
#: Where a connection comes or goes, or there is none; and where a limit from door to door is crossed or stays so.
APART = ("new", "lost", "no_connection", "comes_within", "falls_beyond", "beyond_limit")
VERDICTS = (*JUDGED, *APART)

#: Sign of a gain by what is better of a measure.
SIGNS = {"low": -1.0, "high": 1.0}

#: Shares in percent change noticeably from one percentage point; a share of a share would be hard to read.
NOTICEABLE_POINTS = 1.0

#: Departures per hour change noticeably from half a departure per hour (and the settings' share of the base): one
#: train every two hours is the thinnest service that timetables have. Less than that is a mean over inhabitants that
#: moves in its decimals; departures of the fastest way may even fall a little when trains are added elsewhere.
NOTICEABLE_PER_HOUR = 0.5

#: Decimals to which a difference is rounded once more: over those of any measure.
_DIFF_DECIMALS = 6

Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of values: arrays of their shape.

    diff : scenario minus base; NaN where one of the two is not known. gain : the difference with the sign of the
    better direction; NaN for measures without one. verdict : index in VERDICTS.
    """

    diff: Floats
    gain: Floats
    verdict: Codes


def code(verdict: str) -> int:
    """Return the number that stands for a verdict."""
    return VERDICTS.index(verdict)


def is_one_of(verdicts: Codes, wanted: tuple[str, ...]) -> Flags:
    """Return where a verdict is one of the wanted ones."""
    chosen = np.array([v in wanted for v in VERDICTS])
    return np.asarray(chosen[verdicts])


def judge(
    before: Floats,
    after: Floats,
    unit: NDArray[Any],
    sign: Floats,
    settings: Settings,
    *,
    beyond: tuple[Flags, Flags] | None = None,
    crossed: Floats | None = None,
) -> Judgement:
    """Return difference, gain and verdict of every pair of values; NaN = no value.

    unit : of the measures, texts. sign : 1 where more is better, -1 where less is, NaN for neither.
    beyond : whether the value before, and after, is not known because of the limit from door to door; None = never.
    crossed : percentage points of the people who fall beyond that limit (below 0: who come within); None = nobody.
    A difference counts from its threshold on, equality included.
    """
    # 0.1 + 0.2 is not 0.3: differences of rounded values are rounded once more; and no zero keeps a sign
    diff = np.round(after - before, _DIFF_DECIMALS) + 0.0
    gain = np.where((diff == 0) & ~np.isnan(sign), 0.0, diff * sign)
    noticed = noticeable(diff, before, unit, settings)
    both = np.where(np.isnan(gain), code("changed"), np.where(gain > 0, code("better"), code("worse")))
    both = np.where(noticed | np.isnan(diff), both, code("same"))
    return Judgement(diff, gain, _verdicts(before, after, both.astype(np.int8), beyond, crossed))


def noticeable(diff: Floats, before: Floats, unit: NDArray[Any], settings: Settings) -> Flags:
    """Return where a difference is large enough to count, by the thresholds of its unit; not where it is NaN."""
    size = np.abs(diff) + SLACK
    in_points, own = unit == "%", np.isin(unit, ("min", "%", "1/h"))
    least = np.select(
        [unit == "min", in_points, unit == "1/h"],
        [settings.noticeable_min, NOTICEABLE_POINTS, NOTICEABLE_PER_HOUR],
        0.0,
    )
    enough = (size >= settings.noticeable_share * np.abs(before)) | in_points
    return np.asarray((size >= least) & enough & ((diff != 0) | own))


def _verdicts(
    before: Floats, after: Floats, both: Codes, beyond: tuple[Flags, Flags] | None, crossed: Floats | None
) -> Codes:
    """Return the verdict: that on both values (``both``) where no connection and no limit is at stake."""
    none = np.isnan(before), np.isnan(after)
    out = both.copy()
    if beyond is not None:
        points = np.zeros(before.shape) if crossed is None else crossed
        falls = none[1] | ((points >= NOTICEABLE_POINTS - SLACK) & (both != code("worse")))
        comes = none[0] | ((points <= SLACK - NOTICEABLE_POINTS) & (both != code("better")))
        out[falls] = code("falls_beyond")
        out[comes] = code("comes_within")
        out[none[0] & none[1]] = code("beyond_limit")
        none = none[0] & ~beyond[0], none[1] & ~beyond[1]
    out[none[1]] = code("lost")
    out[none[0]] = code("new")
    out[none[0] & none[1]] = code("no_connection")
    return out
