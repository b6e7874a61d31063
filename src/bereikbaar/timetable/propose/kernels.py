"""The compiled loops of the proposal: who waits for which trains, and what a set of minutes costs them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.routing.arrays import Floats, Indexes, Lines, Positions
from bereikbaar.routing.jit import compiled, compiled_part
from bereikbaar.routing.kernels_detail import Trace, blank, follow, train_limit

#: Position of a station that has no way to the destination, or whose trains lead nowhere.
NOWHERE = 1_000_000_000


class Records(NamedTuple):
    """Travellers who wait for the next of a set of trains; one record per destination, station and arriving train.

    key    : (n,) names the arriving call and the set. call : (n,) the call at which they get out of their train; -1
             where the journey starts. amount : (n,) travellers.
    first  : (n + 1,) record r owns the members first[r] .. first[r + 1] - 1.
    member : boardings of the set, ascending. rest : minutes to go when on board at departure.
    """

    key: NDArray[np.uint64]
    call: Indexes
    amount: Floats
    first: Positions
    member: Indexes
    rest: Floats


@compiled_part
def _scattered(number: int) -> np.uint64:
    """Return a number spread over 64 bits (splitmix64), so that sums of them name a set."""
    z = np.uint64(number + 1) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@compiled_part
def _belongs(j: int, limit: float, before: int, trace: Trace) -> bool:
    """Tell whether a train is worth boarding and leads to a station nearer than position ``before``."""
    return bool(trace.aboard[j] < limit and trace.leave[j] >= 0 and trace.rank[trace.at[j]] < before)


@compiled_part
def _touched(s: int, limit: float, before: int, lines: Lines, trace: Trace, moving: NDArray[np.bool_]) -> bool:
    for j in range(lines.board_first[s], lines.board_first[s + 1]):
        if _belongs(j, limit, before, trace) and moving[lines.pattern[lines.board_call[j]]]:
            return True
    return False


@compiled_part
def _note(
    s: int, limit: float, before: int, call: int, amount: float, lines: Lines, trace: Trace,
    count: Positions, out: Records,
) -> None:  # fmt: skip
    """Write down one record, or only count it when there is no room: ``count`` is records, members so far."""
    key, n, r = _scattered(lines.pattern.shape[0] + call + 1), count[1], count[0]
    for j in range(lines.board_first[s], lines.board_first[s + 1]):
        if _belongs(j, limit, before, trace):
            key += _scattered(lines.pattern.shape[0] * 2 + 1 + j)
            if n < out.member.shape[0]:
                out.member[n], out.rest[n] = j, trace.aboard[j]
            n += 1
    if r < out.key.shape[0]:
        out.key[r], out.call[r], out.amount[r], out.first[r + 1] = key, call, amount, n
    count[0] += 1
    count[1] = n


@compiled_part
def _board(s: int, limit: float, before: int, amount: float, lines: Lines, trace: Trace, arriving: Floats) -> None:
    """Spread travellers over the trains of a set in proportion to frequency, to the calls where they get out."""
    per_hour = 0.0
    for j in range(lines.board_first[s], lines.board_first[s + 1]):
        if _belongs(j, limit, before, trace):
            per_hour += lines.per_hour[j]
    if per_hour > 0.0:
        for j in range(lines.board_first[s], lines.board_first[s + 1]):
            if _belongs(j, limit, before, trace):
                arriving[trace.leave[j]] += amount * lines.per_hour[j] / per_hour


@compiled
def waiting(
    orders: Positions, wait_first: float, wait_transfer: float, lines: Lines, expected: Floats, onward: Floats,
    demand: Floats, moving: NDArray[np.bool_], everyone: bool, call_first: Indexes, calls: Indexes,
    out: Records, count: Positions,
) -> None:  # fmt: skip
    """Note who waits for which trains; ``count`` becomes (records, members); what ``out`` has room for is kept.

    orders : (n_stations, n_stations) per destination the stations by rising minutes to go. expected, onward, demand :
    (to, from). moving : (n_patterns,) only what has to do with these patterns is noted, of all travellers who change;
    those who start their journey only with ``everyone``. call_first, calls : the calls of each station.
    """
    trace = blank(lines)
    n_stations = trace.ready.shape[0]
    arriving = np.zeros(lines.station.shape[0])
    count[0], count[1] = 0, 0
    for d in range(n_stations):
        follow(d, onward, lines, trace)
        for i in range(n_stations):
            s = orders[d, i]
            trace.rank[s] = i if trace.ready[s] < np.inf else NOWHERE
        trace.rank[d] = -1
        for s in range(n_stations):
            if s != d and demand[d, s] > 0.0 and expected[d, s] < np.inf:
                limit = train_limit(s, expected[d, s], wait_first, lines, trace)
                if everyone and _touched(s, limit, NOWHERE, lines, trace, moving):
                    _note(s, limit, NOWHERE, -1, demand[d, s], lines, trace, count, out)
                _board(s, limit, NOWHERE, demand[d, s], lines, trace, arriving)
        for i in range(n_stations - 1, -1, -1):
            s = orders[d, i]
            limit, total = -1.0, 0.0
            for k in range(call_first[s], call_first[s + 1]):
                call = calls[k]
                amount = arriving[call]
                arriving[call] = 0.0
                if amount > 0.0 and s != d and trace.ready[s] < np.inf:
                    if limit < 0.0:
                        limit = train_limit(s, trace.ready[s], wait_transfer, lines, trace)
                    if moving[lines.pattern[call]] or _touched(s, limit, trace.rank[s], lines, trace, moving):
                        _note(s, limit, trace.rank[s], call, amount, lines, trace, count, out)
                    total += amount
            if total > 0.0:
                _board(s, limit, trace.rank[s], total, lines, trace, arriving)


class Cells(NamedTuple):
    """Records added up: travellers who wait at one place for the same trains.

    amount  : (n_cells,) travellers a day. arrive : (n_cells,) the pattern they come with; -1 = by chance.
    ready   : (n_cells,) minutes after the first departure of that pattern at which they are ready to board.
    first   : (n_cells + 1,) cell c owns the members first[c] .. first[c + 1] - 1.
    pattern : of a member. offset : minutes after its first departure at which it leaves here. rest : minutes to go.
    """

    amount: Floats
    arrive: Indexes
    ready: Floats
    first: Positions
    pattern: Indexes
    offset: Floats
    rest: Floats


@compiled_part
def _within(t: float, horizon: float) -> float:
    """Return a minute within the horizon: the same bits as the remainder, without a division."""
    while t >= horizon:
        t -= horizon
    while t < 0.0:
        t += horizon
    return t


@compiled_part
def _gather(
    c: int, cells: Cells, first: Positions, minutes: Floats, moved: NDArray[np.bool_], which: bool,
    horizon: float, n: int, when: Floats, worth: Floats,
) -> int:  # fmt: skip
    """Add the departures that a cell waits for, of the moved patterns or of the others, to the ``n`` that are there.

    They stay sorted by time in [0, horizon); returns how many there are then.
    """
    for m in range(cells.first[c], cells.first[c + 1]):
        p = cells.pattern[m]
        if moved[p] == which:
            for k in range(first[p], first[p + 1]):
                t = _within(minutes[k] + cells.offset[m], horizon)
                i = n
                while i > 0 and when[i - 1] > t:
                    when[i], worth[i] = when[i - 1], worth[i - 1]
                    i -= 1
                when[i], worth[i] = t, cells.rest[m]
                n += 1
    return n


@compiled_part
def _settle(n: int, horizon: float, when: Floats, worth: Floats) -> None:
    """Turn ``worth`` into the earliest end, in minutes after 0, for whoever is ready just before each departure."""
    best = np.inf
    for i in range(n - 1, -1, -1):
        best = min(best, when[i] + worth[i] + horizon)
    for i in range(n - 1, -1, -1):
        best = min(best, when[i] + worth[i])
        worth[i] = best


@compiled_part
def _by_chance(n: int, horizon: float, when: Floats, worth: Floats) -> float:
    """Return the mean minutes to the end over every moment of the horizon."""
    total, since = 0.0, when[n - 1] - horizon
    ahead = since
    for i in range(n):
        total += (when[i] - ahead) * worth[i] - 0.5 * (when[i] * when[i] - ahead * ahead)
        ahead = when[i]
    return total / horizon


@compiled_part
def _by_train(
    n: int, horizon: float, when: Floats, worth: Floats, ready: float, first: int, last: int, minutes: Floats
) -> float:
    """Return the mean minutes to the end over the arrivals of a pattern."""
    total, i, before = 0.0, 0, 0.0
    for k in range(first, last):
        t = _within(minutes[k] + ready, horizon)
        if t < before:
            i = 0
        before = t
        while i < n and when[i] < t - 1e-9:
            i += 1
        total += (worth[i] - t) if i < n else (worth[0] + horizon - t)
    return total / (last - first)


@compiled
def costs(
    wanted: Positions, cells: Cells, first: Positions, minutes: Floats, horizon: float, most: int,
    moved: NDArray[np.bool_], target: Positions, choices: Floats, out: Floats,
) -> None:  # fmt: skip
    """Add to ``out`` the traveller-minutes to the end of some cells, for every choice of some of the minutes.

    first, minutes : pattern p leaves at minutes[first[p]] .. of the horizon. moved : (n_patterns,) those of which the
    minutes are chosen. choices : (n_choices, n_moved), what is written to the positions ``target`` of minutes.
    most : departures that any cell waits for. out : (n_choices,).
    """
    fixed_when, fixed_rest, when, worth = np.empty(most), np.empty(most), np.empty(most), np.empty(most)
    for i in range(wanted.shape[0]):
        c = wanted[i]
        p = cells.arrive[c]
        n_fixed = _gather(c, cells, first, minutes, moved, False, horizon, 0, fixed_when, fixed_rest)
        for choice in range(choices.shape[0]):
            for k in range(choices.shape[1]):
                minutes[target[k]] = choices[choice, k]
            for k in range(n_fixed):
                when[k], worth[k] = fixed_when[k], fixed_rest[k]
            n = _gather(c, cells, first, minutes, moved, True, horizon, n_fixed, when, worth)
            if n > 0 and (p < 0 or first[p + 1] > first[p]):
                _settle(n, horizon, when, worth)
                if p < 0:
                    cost = _by_chance(n, horizon, when, worth)
                else:
                    cost = _by_train(n, horizon, when, worth, cells.ready[c], first[p], first[p + 1], minutes)
                out[choice] += cells.amount[c] * cost


@compiled
def taken(cells: Cells, first: Positions, minutes: Floats, horizon: float, out: Floats) -> None:
    """Add to ``out`` (n_members,) the travellers who change into each member: every arrival takes what ends earliest.

    Of trains that end equally early the one that leaves first, then the first listed, is taken. Only for cells of
    travellers who come by train.
    """
    for c in range(cells.amount.shape[0]):
        p = cells.arrive[c]
        if p < 0:
            continue
        for k in range(first[p], first[p + 1]):
            ready = minutes[k] + cells.ready[c]
            best, soonest, choice = np.inf, np.inf, -1
            for m in range(cells.first[c], cells.first[c + 1]):
                q = cells.pattern[m]
                for i in range(first[q], first[q + 1]):
                    wait = (minutes[i] + cells.offset[m] - ready + 1e-9) % horizon
                    end = wait + cells.rest[m]
                    if end < best - 1e-6 or (end < best + 1e-6 and wait < soonest - 1e-6):
                        best, soonest, choice = end, wait, m
            if choice >= 0:
                out[choice] += cells.amount[c] / (first[p + 1] - first[p])
