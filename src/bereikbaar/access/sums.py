"""Sums over all pairs of zones, made while the times are made: no table of zones by zones is kept.

One question (:class:`Ask`) holds everything that is to be added up in one pass; :func:`zone_sums` answers it for
either method. Who makes the rows of minutes (rows.py) knows nothing of what is added up (sum_kernels.py).
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_checks import check_ask
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    from bereikbaar.access.door import DoorTimes
    from bereikbaar.access.kept_weights import KeptWeights
    from bereikbaar.access.rows import Filler, Rows
    from bereikbaar.access.sum_arrays import Counted, Distances, Question, Reach, Room, Totals
    from bereikbaar.indicators.decay import Decay


def _none() -> Floats:
    return np.zeros((0, 0))


#: Pieces of the origins that are worked on side by side; as many whatever the number of threads, and fewer when what
#: each piece adds to all destinations would take more memory than this, bytes.
_PIECES, _PASSIVE_BYTES = 32, 64_000_000
#: Whole minutes that times are sorted by for ``reach``, at most: a day.
_MOST_BINS = 1440


@dataclass(frozen=True, slots=True)
class Ask:
    """What to add up. Minutes are the expected ones from door to door, own zone included.

    amounts : (n_amounts, n_zones) opportunities at the destination zones. decays : how they count by their minutes
              (limits are steps); journeys beyond ``settings.limit_min`` never count.
    passive : (n_passive, n_zones) people (or anything) at the *origin* zones, counted at every destination, with
              the same decays.
    going   : (n_amounts, n_decays) which of the active sums are wanted, the others stay 0; None = all.
    coming  : (n_passive, n_decays) likewise of the passive sums.
    reach   : (index of an amount, n) pairs: minutes within which that amount sums to at least n, n above 0.
    exceed  : (index of an amount, numbers (n_zones,)) pairs: minutes within which that amount sums to more than the
              number of the origin.
    groups  : (n_zones,) group of every destination zone, -1 = none; group_weight : (n_zones,) its weight there,
              everywhere 1 without.
    speed_km : (least, most) crow-fly km of the destinations that count for ``speed``; speed_weight : (n_zones,);
              lat, lon : (n_zones,) degrees, only needed for it.
    frequent_weight : (n_zones,) what counts as destinations of ``frequent`` and ``departures``; town : (n_zones,)
              zones of one's own town never do.
    """

    amounts: Floats
    decays: tuple[Decay, ...]
    passive: Floats = field(default_factory=_none)
    going: NDArray[np.bool_] | None = None
    coming: NDArray[np.bool_] | None = None
    reach: tuple[tuple[int, float], ...] = ()
    groups: NDArray[np.int64] | None = None
    group_weight: Floats | None = None
    speed_km: tuple[float, float] = (10.0, 100.0)
    speed_weight: Floats | None = None
    town: NDArray[np.int64] | None = None
    frequent_weight: Floats | None = None
    lat: Floats | None = None
    lon: Floats | None = None
    exceed: tuple[tuple[int, Floats], ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """Answers, per origin zone (``passive``: per destination zone). What was not asked has no columns (or no rows).

    active  : (n_zones, n_amounts, n_decays). passive : (n_zones, n_passive, n_decays).
    minutes : (n_zones, n_reach) min; inf = never that many. exceeded : (n_zones, n_exceed) likewise.
    group_minutes : (n_zones, n_groups) sum of weight x minutes over the destination zones of the group that can be
              reached within the limit; group_reached : (n_zones, n_groups) sum of their weights.
    speed   : (n_zones,) km/h: sum of weight x km / sum of weight x hours over reachable destinations; NaN = none.
    frequent, departures : (n_zones,) weight reached often enough (on foot or by bicycle always); weighted mean of
              departures per hour over destinations reached by train or bus, NaN = none.
    beyond, unreachable : (n_zones,) of the first amount: there is a way but beyond the limit; there is none.
    """

    active: Floats
    passive: Floats
    minutes: Floats
    group_minutes: Floats
    group_reached: Floats
    speed: Floats
    frequent: Floats
    departures: Floats
    beyond: Floats
    unreachable: Floats
    exceeded: Floats


def zone_sums(door: DoorTimes, ask: Ask, *, threads: int | None = None) -> Sums:
    """Return all sums of a question in one pass over the pairs of zones.

    threads : how many to use; None = one per processor. The answer does not depend on it, to the last bit.

    Minutes, weights and amounts are in single precision (24 bits), and so are the sums over a block of 32 zones; all
    other sums are in double precision. Answers are within a millionth of themselves for that
    (2e-7 was seen). Besides, smooth decays are
    read from tables, at most 1e-6 (of a weight of 1) from the decay itself. A limit includes what is a four millionth
    beyond it: of an hour 1 ms.
    Raises RunError when the arrays of the question do not fit the zones or each other.
    """
    from bereikbaar.access.rows import rows_of

    n_zones = len(door.legs.within_min)
    check_ask(ask, n_zones)
    return add_rows(rows_of(door, ask.frequent_weight), ask, n_zones, door.settings.limit_min, threads)


def add_rows(
    rows: Rows,
    ask: Ask,
    n_zones: int,
    limit_min: float,
    threads: int | None = None,
    keep: tuple[Decay, KeptWeights] | None = None,
) -> Sums:
    """Return the sums of a question over rows of minutes, whichever method makes them.

    keep : one of the decays of the question, and where its weights are to be kept for later passes.
    """
    from bereikbaar.access.sum_arrays import LANES, room_for

    question = _question(ask, min(rows.longest_min, limit_min), limit_min, n_zones, keep)
    out = _totals(ask, n_zones)
    coming = question.counted.coming
    n_passive = int(coming.max(initial=-1)) + 1
    n_blocks = -(-n_zones // LANES)
    most = max(2, _PASSIVE_BYTES // (8 * n_passive * n_zones)) if n_passive and n_zones else _PIECES
    step = LANES * max(1, -(-n_blocks // min(_PIECES, most)))

    free: list[tuple[Filler, Room]] = []  # room to work in that nobody works in

    def work(lo: int) -> Floats:
        try:
            mine = free.pop()
        except IndexError:
            mine = (rows.filler(), room_for(question))
        passive = np.zeros((n_passive, n_zones))
        _add_piece(*mine, question, out._replace(passive=passive), lo, min(n_zones, lo + step))
        free.append(mine)
        return passive

    with ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 16)) as pool:
        passive = np.zeros((n_passive, n_zones))
        for piece in pool.map(work, range(0, n_zones, step)):  # in this order, whichever is ready first
            passive += piece
    fields = out._asdict()
    fields["passive"] = np.zeros((n_zones, *coming.shape))
    fields["passive"][:, coming >= 0] = passive.T
    fields["minutes"], fields["exceeded"] = np.split(out.minutes, [len(ask.reach)], axis=1)
    return Sums(**fields)


def _add_piece(fill: Filler, room: Room, question: Question, out: Totals, lo: int, hi: int) -> None:
    """Add up the rows of the origins lo .. hi - 1."""
    from bereikbaar.access.sum_arrays import LANES
    from bereikbaar.access.sum_kernels import add_up

    for first in range(lo, hi, LANES):
        add_up(first, *fill(first), question, out, room)


def _totals(ask: Ask, n_zones: int) -> Totals:
    from bereikbaar.access.sum_arrays import Totals

    n_amounts, n_decays = len(ask.amounts), len(ask.decays)
    n_groups = _n_groups(ask)
    often = 0 if ask.frequent_weight is None else n_zones
    counted = n_zones if n_amounts else 0
    return Totals(
        active=np.zeros((n_zones, n_amounts, n_decays)),
        passive=_none(),
        minutes=np.zeros((n_zones, len(ask.reach) + len(ask.exceed))),
        group_minutes=np.zeros((n_zones, n_groups)),
        group_reached=np.zeros((n_zones, n_groups)),
        speed=np.zeros(0 if ask.speed_weight is None else n_zones),
        frequent=np.zeros(often),
        departures=np.zeros(often),
        beyond=np.zeros(counted),
        unreachable=np.zeros(counted),
    )


def _question(
    ask: Ask,
    longest_min: float,
    limit_min: float,
    n_zones: int,
    keep: tuple[Decay, KeptWeights] | None = None,
) -> Question:
    """Return the question as arrays for the kernels."""
    from bereikbaar.access.decay_tables import within
    from bereikbaar.access.sum_arrays import Groups, Often, Question

    weight = np.ones(n_zones) if ask.group_weight is None else ask.group_weight
    town = np.arange(n_zones) if ask.town is None else ask.town
    return Question(
        far=within(limit_min),
        counted=_counted(ask, longest_min, limit_min, n_zones, keep),
        reach=_reach(ask, n_zones),
        n_bins=min(_MOST_BINS, math.ceil(longest_min) + 1),
        groups=None if ask.groups is None else Groups(ask.groups.astype(np.int32), _singles(weight)),
        n_groups=_n_groups(ask),
        distances=_distances(ask),
        often=None
        if ask.frequent_weight is None
        else Often(_of_rows(town).astype(np.int32), _singles(ask.frequent_weight)),
    )


def _counted(
    ask: Ask, longest_min: float, limit_min: float, n_zones: int, keep: tuple[Decay, KeptWeights] | None
) -> Counted:
    from bereikbaar.access.decay_tables import decay_arrays
    from bereikbaar.access.sum_arrays import Counted

    return Counted(
        amounts=_singles(ask.amounts).reshape(len(ask.amounts), n_zones),
        passive=_of_rows(_singles(ask.passive).reshape(len(ask.passive), n_zones)),
        going=_places(ask.going, len(ask.amounts), len(ask.decays)),
        coming=_places(ask.coming, len(ask.passive), len(ask.decays)),
        decays=decay_arrays(ask.decays, longest_min, limit_min),
        kept=keep[1].weights if keep else np.zeros((0, 0, 0), dtype=np.float32),
        kept_decay=ask.decays.index(keep[0]) if keep else -1,
    )


def _reach(ask: Ask, n_zones: int) -> Reach | None:
    """Return what is to be reached. A sum is enough with 1e-9 of it lacking, and more with as much above."""
    from bereikbaar.access.sum_arrays import Reach

    amounts = [amount for amount, _ in (*ask.reach, *ask.exceed)]
    if not amounts:
        return None
    histograms = sorted(set(amounts))
    least = [np.full(n_zones, n - SLACK * max(1.0, n)) for _, n in ask.reach]
    least += [np.nextafter(n + SLACK * np.maximum(1.0, n), np.inf) for _, n in ask.exceed]
    of = np.array([histograms.index(amount) for amount in amounts], dtype=np.int64)
    return Reach(_doubles(ask.amounts)[histograms], of, np.stack(least))


def _distances(ask: Ask) -> Distances | None:
    from bereikbaar.access.distances import distances

    if ask.speed_weight is None or ask.lat is None or ask.lon is None:
        return None
    return distances(ask.lat, ask.lon, ask.speed_weight, *ask.speed_km)


def _n_groups(ask: Ask) -> int:
    return 0 if ask.groups is None else int(ask.groups.max(initial=-1)) + 1


def _places(wanted: NDArray[np.bool_] | None, n: int, n_decays: int) -> NDArray[np.int64]:
    """Return which of the wanted sums is whose, (n, n_decays), all unless said otherwise; -1 = not wanted."""
    chosen = np.ones((n, n_decays), dtype=bool) if wanted is None else np.asarray(wanted, dtype=bool)
    return np.where(chosen, np.cumsum(chosen).reshape(chosen.shape) - 1, -1)


def _of_rows(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array of the zones, (..., n_zones), with zeros for the lanes that the last row has left over."""
    from bereikbaar.access.sum_arrays import LANES

    return np.pad(array, [(0, 0)] * (array.ndim - 1) + [(0, -array.shape[-1] % LANES)])


def _singles(array: Floats) -> NDArray[np.float32]:
    return np.ascontiguousarray(array, dtype=np.float32)


def _doubles(array: Floats) -> Floats:
    return np.ascontiguousarray(array, dtype=np.float64)
