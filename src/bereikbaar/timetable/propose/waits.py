"""From a network to what its travellers wait for: cells of people who want the same trains at the same place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.model import Network
from bereikbaar.routing import headway
from bereikbaar.routing.arrays import Floats, Indexes, PatternArrays, Positions, pattern_arrays
from bereikbaar.settings import Settings
from bereikbaar.timetable.propose import kernels
from bereikbaar.timetable.propose.demand import station_demand

PatternName = tuple[str, str]

#: Room for records before they are counted, and for members of each: enough for the Netherlands.
ROOM, MEMBERS = 1 << 19, 4


@dataclass(frozen=True, slots=True)
class Waits:
    """Cells of travellers who wait, by pattern.

    patterns : (service id, direction), as in the arrays. index : the position of each.
    cells    : all that have to do with the patterns asked. where : (n_cells,) station index.
    concerns : pattern -> the cells that wait for it or come with it.
    stations : station codes. travellers : a day, all journeys.
    """

    patterns: tuple[PatternName, ...]
    index: dict[PatternName, int]
    cells: kernels.Cells
    where: Indexes
    concerns: dict[int, Positions]
    stations: tuple[str, ...]
    travellers: float


def waits(network: Network, window: str, settings: Settings, about: set[PatternName], *, first: bool = True) -> Waits:
    """Return who waits for the patterns ``about``, or comes with them to change, along the optimal strategies.

    The demand is assumed (:func:`.demand.station_demand`); how it spreads over trains is what the headway method
    says of this network and window. first : also those who start their journey, and not only those who change.
    """
    from bereikbaar.timetable.times import change_seconds

    arrays = pattern_arrays(network, window, settings)
    values = headway.values(arrays, settings)
    demand = np.ascontiguousarray(station_demand(network, arrays, values.expected.T).T)
    moving = np.array([name in about for name in arrays.patterns], dtype=np.bool_)
    records = _records(arrays, settings, values, demand, moving, first)
    least_min = change_seconds(network, settings) / 60
    cells, where = _added_up(records, arrays, least_min)
    planned = planned_changes(network, window, arrays.patterns)
    return Waits(
        patterns=arrays.patterns,
        index={name: p for p, name in enumerate(arrays.patterns)},
        cells=_with_planned(cells, where, planned, least_min),
        where=where,
        concerns=_concerns(cells, np.flatnonzero(moving)),
        stations=arrays.stations,
        travellers=float(demand.sum()),
    )


def planned_changes(
    network: Network, window: str, patterns: Sequence[PatternName]
) -> dict[tuple[int, int, int], float]:
    """Return (station index, arriving pattern, leaving pattern) -> minutes planned for the change."""
    from bereikbaar.timetable.periodic import planned_rules

    index = {name: p for p, name in enumerate(patterns)}
    rules = planned_rules(network, network.windows[network.window_index(window)], sorted(network.stations), index)
    keys = zip(rules.from_place.tolist(), rules.from_line.tolist(), rules.to_line.tolist(), strict=True)
    return {key: seconds / 60 for key, seconds in zip(keys, rules.seconds.tolist(), strict=True)}


def _with_planned(
    cells: kernels.Cells, where: Indexes, planned: dict[tuple[int, int, int], float], least_min: Floats
) -> kernels.Cells:
    """Let planned changes be made in their own minutes: such a train leaves later and makes up for it."""
    if not planned:
        return cells
    owner = np.repeat(np.arange(len(cells.amount)), np.diff(cells.first))
    trios = zip(where[owner].tolist(), cells.arrive[owner].tolist(), cells.pattern.tolist(), strict=True)
    saved = np.array([least_min[trio[0]] - planned[trio] if trio in planned else 0.0 for trio in trios])
    return cells._replace(offset=cells.offset + saved, rest=cells.rest - saved)


def _records(
    arrays: PatternArrays, settings: Settings, values: headway.Values, demand: Floats,
    moving: NDArray[np.bool_], everyone: bool,
) -> kernels.Records:  # fmt: skip
    everywhere = np.arange(len(arrays.stations), dtype=np.int64)
    lines = arrays.lines
    gets_out = np.setdiff1d(np.arange(len(lines.station)), lines.first[:-1])
    calls = gets_out[np.argsort(lines.station[gets_out], kind="stable")].astype(np.int32)
    per_station = np.bincount(lines.station[calls], minlength=len(everywhere))
    call_first = np.cumsum([0, *per_station]).astype(np.int32)
    orders = headway.orders(values.onward, everywhere)
    count = np.zeros(2, dtype=np.int64)
    out = _room(ROOM, MEMBERS * ROOM)
    while True:
        kernels.waiting(
            orders, *headway.waits(settings), lines, values.expected, values.onward, demand, moving, everyone,
            call_first, calls, out, count,
        )  # fmt: skip
        records, members = int(count[0]), int(count[1])
        if records <= len(out.key) and members <= len(out.member):
            break
        out = _room(records, members)
    return kernels.Records(
        out.key[:records], out.call[:records], out.amount[:records], out.first[: records + 1], out.member[:members],
        out.rest[:members],
    )  # fmt: skip


def _room(records: int, members: int) -> kernels.Records:
    return kernels.Records(
        np.zeros(records, np.uint64), np.zeros(records, np.int32), np.zeros(records),
        np.zeros(records + 1, np.int64), np.zeros(members, np.int32), np.zeros(members),
    )  # fmt: skip


def _added_up(records: kernels.Records, arrays: PatternArrays, least_min: Floats) -> tuple[kernels.Cells, Indexes]:
    """Join the records of the same call and set; minutes to go are means over their travellers."""
    lines = arrays.lines
    _, example, group = np.unique(records.key, return_index=True, return_inverse=True)
    sizes = np.diff(records.first)
    first = np.cumsum([0, *sizes[example]]).astype(np.int64)
    within = np.arange(len(records.member)) - np.repeat(records.first[:-1], sizes)
    place = np.repeat(first[:-1][group], sizes) + within
    amount: Floats = np.bincount(group, weights=records.amount, minlength=len(example)).astype(np.float64)
    weight = np.repeat(records.amount, sizes)
    rest = np.bincount(place, weights=weight * records.rest, minlength=int(first[-1]))
    member = np.zeros(int(first[-1]), np.int32)
    member[place] = records.member
    call = records.call[example]
    leaves, arrives = _offsets(arrays)
    board_call = lines.board_call[member]
    cells = kernels.Cells(
        amount=amount,
        arrive=np.where(call < 0, -1, lines.pattern[call]).astype(np.int32),
        ready=np.where(call < 0, 0.0, arrives[call] + least_min[lines.station[call]]),
        first=first,
        pattern=lines.pattern[board_call].astype(np.int32),
        offset=leaves[board_call],
        rest=rest / np.repeat(amount, sizes[example]),
    )
    return cells, lines.station[board_call[first[:-1]]]


def _offsets(arrays: PatternArrays) -> tuple[Floats, Floats]:
    """Return (n_calls,) minutes after the first departure at which each call leaves and arrives."""
    lines = arrays.lines
    leaves = np.zeros(len(lines.station))
    for p in range(len(arrays.patterns)):
        a, b = lines.first[p], lines.first[p + 1]
        leaves[a + 1 : b] = np.cumsum(lines.run_min[a : b - 1] + lines.dwell_min[a + 1 : b])
    return leaves, leaves - lines.dwell_min


def _concerns(cells: kernels.Cells, moving: Positions) -> dict[int, Positions]:
    owner = np.repeat(np.arange(len(cells.amount)), np.diff(cells.first))
    return {
        int(p): np.union1d(owner[cells.pattern == p], np.flatnonzero(cells.arrive == p)).astype(np.int64)
        for p in moving
    }
