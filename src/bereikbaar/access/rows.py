"""Rows of minutes from zones to zones, some origins side by side: no table of zones by zones is kept.

Here how times are made meets what is done with all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from bereikbaar.access.model import Floats
from bereikbaar.indicators.frequency import is_spoorboekloos
from bereikbaar.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from bereikbaar.access.door import DoorTimes

#: By the clock minutes are rounded: no way is quicker than another by less, min.
_ROUNDING_MIN = 1e-4
#: Minutes in single precision, or in double for whoever wants them as they are.
Minutes = NDArray[np.floating[Any]]
#: Fills and returns row, often and departures (n_zones, LANES) of the origins from one on; see
#: :func:`bereikbaar.access.sum_kernels.add_up` for what is in them.
Filler = Callable[[int], tuple[Minutes, Minutes, Minutes]]


@dataclass(frozen=True, slots=True)
class Rows:
    """How rows are made, by either method.

    longest_min : no finite minutes are above this. filler : returns a function that fills rows, with room of its own:
    one for every thread. What it returns is overwritten at its next call.
    """

    longest_min: float
    filler: Callable[[], Filler]


def rows_of(
    door: DoorTimes, often_weight: Floats | None = None, *, rates: bool = True, precision: DTypeLike = np.float32
) -> Rows:
    """Return the rows of minutes of a door, by its own method.

    often_weight : (n_zones,) destinations of which is wanted how often one can leave: those above 0; None: of none.
    rates : whether departures per hour are wanted too; else only whether one can leave often enough.
    precision : of the minutes; sums are made of single ones.
    """
    rows = _rows_of(door, often_weight, rates, precision)
    return rows if often_weight is None else _with_sailings(rows, door)


def _rows_of(door: DoorTimes, often_weight: Floats | None, rates: bool, precision: DTypeLike) -> Rows:
    if door.clock is not None:
        from bereikbaar.access.clock_limit import by_pairs, knows_beyond, rows_with_beyond
        from bereikbaar.access.clock_rows import clock_rows

        rows = clock_rows(door, often_weight, rates=rates, precision=precision)
        return rows_with_beyond(rows, rows_of(by_pairs(door), precision=precision)) if knows_beyond(door) else rows
    from bereikbaar.access.headway_rows import headway_rows

    return headway_rows(door, often_weight, rates=rates, precision=precision)


def _with_sailings(rows: Rows, door: DoorTimes) -> Rows:
    """Return rows in which a direct way by ferry, where it is the quickest, is left for as often as it sails."""
    from bereikbaar.access.sum_arrays import LANES

    direct, settings = door.legs.direct, door.settings
    sailed = np.flatnonzero(np.isfinite(direct.per_hour))
    if not len(sailed):
        return rows
    origin = np.searchsorted(direct.start, sailed, side="right") - 1
    to, minutes, per_hour = direct.to[sailed], direct.minutes[sailed], direct.per_hour[sailed]
    gap_min = MINUTES_PER_HOUR / per_hour
    enough = is_spoorboekloos(per_hour, gap_min, settings.spoorboekloos_per_hour, settings.spoorboekloos_gap_min)

    def filler() -> Filler:
        fill = rows.filler()

        def filled(first: int) -> tuple[Minutes, Minutes, Minutes]:
            row, often, departures = fill(first)
            mine = slice(*np.searchsorted(origin, (first, first + LANES)))
            z, lane = to[mine], origin[mine] - first
            taken = row[z, lane] >= minutes[mine] - _ROUNDING_MIN
            often[z[taken], lane[taken]] = enough[mine][taken]
            if len(departures):
                departures[z[taken], lane[taken]] = per_hour[mine][taken]
            return row, often, departures

        return filled

    return Rows(rows.longest_min, filler)


def zone_matrix(door: DoorTimes, origins: NDArray[np.intp] | None = None) -> Floats:
    """Return the expected minutes from door to door, (n_origins, n_zones) float64; inf where there is no way.

    origins : indexes of zones; None = all. Limits of the settings are not applied: minutes above their ``limit_min``
    are there, and those of journeys with too many changes are above :data:`bereikbaar.units.TOO_MANY_CHANGES_MIN`.
    A row takes 8 bytes per zone: 33 kB for the 4,071 zones of the Netherlands, 133 MB for all of them; nothing of
    that size is made besides. Journeys in parts: :func:`bereikbaar.access.door.zone_times`, row by row.
    """
    from bereikbaar.access.sum_arrays import LANES

    n_zones = len(door.legs.within_min)
    wanted = np.arange(n_zones) if origins is None else np.asarray(origins, dtype=np.intp)
    fill, out = rows_of(door, precision=np.float64).filler(), np.empty((len(wanted), n_zones))
    for block in np.unique(wanted // LANES).tolist():
        mine = np.flatnonzero(wanted // LANES == block)
        out[mine] = fill(block * LANES)[0][:, wanted[mine] % LANES].T
    return out
