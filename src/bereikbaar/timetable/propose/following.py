"""Trains that follow each other on the same track: who is too close to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.model import Network, Pattern
from bereikbaar.network.track import TRACK_MODES, TrackPaths
from bereikbaar.timetable.model import ClockTrain

Floats = NDArray[np.float64]
PatternName = tuple[str, str]
Track = tuple[str, str]
"""A section in one direction."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A pattern on a section: minutes after its first departure at which it enters and leaves."""

    pattern: PatternName
    enters: float
    leaves: float


def passages(network: Network, names: Iterable[PatternName]) -> dict[Track, list[Passage]]:
    """Return who runs over each section in each direction; a station passed is passed in proportion to the km."""
    paths = TrackPaths(network)
    ways: dict[Track, _Way] = {}
    out: dict[Track, list[Passage]] = defaultdict(list)
    for name in sorted(names):
        service = network.services[name[0]]
        if service.mode in TRACK_MODES:
            pattern = next(p for p in service.patterns if p.direction == name[1])
            for leg in pattern.legs():
                if leg not in ways:
                    ways[leg] = _way(network, leg, paths)
            for track, enters, leaves in _ridden(pattern, ways):
                out[track].append(Passage(name, enters, leaves))
    return dict(out)


#: The sections of a leg in the direction of the train with their km, and the km of all.
_Way = tuple[list[tuple[Track, float]], float]


def _way(network: Network, leg: Track, paths: TrackPaths) -> _Way:
    passed = list(pairwise(paths.path(*leg) or ()))
    km = [network.sections[min((x, y), (y, x))].km for x, y in passed]
    return list(zip(passed, km, strict=True)), sum(km) or 1.0


def _ridden(pattern: Pattern, ways: Mapping[Track, _Way]) -> list[tuple[Track, float, float]]:
    found = []
    for i, leg in enumerate(pattern.legs()):
        at, (sections, whole) = pattern.depart_min[i], ways[leg]
        minutes = pattern.arrive_min[i + 1] - at
        for track, km in sections:
            after = at + minutes * km / whole
            found.append((track, at, after))
            at = after
    return found


def too_close(enters: Floats, leaves: Floats, least_min: float, horizon_min: float) -> Floats:
    """Return by how many minutes trains come too close to another one on a section; 0 = they do not.

    enters, leaves : how much later than the other train they enter and leave the section, min. Overtaking on the
    section is too close by all of ``least_min``.
    """
    half = horizon_min / 2
    first = (enters + half) % horizon_min - half
    last = first + (leaves - enters)
    apart = np.minimum(np.abs(first), np.abs(last))
    wraps = np.minimum(np.abs(first), horizon_min - np.abs(last))
    short = np.maximum(0.0, least_min - np.minimum(apart, wraps))
    overtakes = (first * last < 0) | (np.abs(last) > horizon_min)
    return np.where(overtakes, least_min, np.where(short > 1e-9, short, 0.0))


def several_tracks(
    found: Mapping[Track, list[Passage]], times: Mapping[PatternName, Floats], least_min: float, horizon_min: float
) -> set[Track]:
    """Return the sections on which known trains overtake or come closer than ``least_min``: not a single track."""
    from bereikbaar.timetable.propose.kernels_track import crowded as mark_crowded

    runs = [
        (number, p.enters, p.leaves - p.enters, times[p.pattern])
        for number, held in enumerate(found.values())
        for p in held
        if len(times.get(p.pattern, ()))
    ]
    n_trains = [len(some) for *_, some in runs]
    track = np.repeat(np.array([r[0] for r in runs], dtype=np.int64), n_trains)
    enters = np.concatenate([some + after for _, after, _, some in runs] or [np.zeros(0)])
    takes = np.repeat(np.array([r[2] for r in runs], dtype=np.float64), n_trains)
    crowded = np.zeros(len(found), dtype=np.bool_)
    mark_crowded(track, enters, takes, least_min, horizon_min, crowded)
    return {name for name, several in zip(found, crowded.tolist(), strict=True) if several}


class Closeness:
    """How close to other trains a pattern comes at each minute, on track that is not known to be several."""

    def __init__(
        self, network: Network, known: Mapping[PatternName, Floats], least_min: float, horizon_min: float
    ) -> None:
        self.least_min, self.horizon_min = least_min, horizon_min
        self.tracks = passages(network, known)
        self.several = several_tracks(self.tracks, known, least_min, horizon_min)
        self._passages: dict[PatternName, list[tuple[Track, Passage]]] = defaultdict(list)
        for track, held in self.tracks.items():
            if track not in self.several:
                for passage in held:
                    self._passages[passage.pattern].append((track, passage))
        self._tables: dict[tuple[PatternName, PatternName, float], Floats] = {}
        self._met: dict[PatternName, dict[PatternName, list[tuple[float, float]]]] = {}

    def met(self, name: PatternName) -> dict[PatternName, list[tuple[float, float]]]:
        """Return for every pattern it shares single track with how much later than the other it enters and leaves.

        One pair for every shared section, for trains that leave their first stops at the same minute.
        """
        if name not in self._met:
            found: dict[PatternName, list[tuple[float, float]]] = defaultdict(list)
            for track, mine in self._passages.get(name, ()):
                for other in self.tracks[track]:
                    if other.pattern != name:
                        found[other.pattern].append((mine.enters - other.enters, mine.leaves - other.leaves))
            self._met[name] = {other: sorted(set(pairs)) for other, pairs in sorted(found.items())}
        return self._met[name]

    def of(self, name: PatternName, period_min: float, times: Mapping[PatternName, Floats]) -> Floats:
        """Return (period_min,) minutes too close to the other trains together, by minute of departure."""
        size = round(self.horizon_min)
        total = np.zeros(size)
        for other in self.met(name):
            for t in times.get(other, ()):
                whole = int(np.floor(t))
                start = -whole % size  # the table twice in a row, begun so that it is turned by whole minutes
                total += self._table(name, other, round(float(t) - whole, 6))[start : start + size]
        folds = np.arange(size) % round(period_min)
        return np.bincount(folds, weights=total, minlength=round(period_min)).astype(np.float64)

    def _table(self, name: PatternName, other: PatternName, part: float) -> Floats:
        """Return minutes too close, by how many minutes later than the other's whole minute one leaves.

        (2 horizons,): the same twice.
        """
        key = (name, other, part)
        if key not in self._tables:
            later = np.arange(round(self.horizon_min)) - part
            pairs = np.array(self.met(name)[other])
            close = too_close(
                later[None, :] + pairs[:, :1], later[None, :] + pairs[:, 1:], self.least_min, self.horizon_min
            )
            self._tables[key] = np.tile(close.max(axis=0), 2)
        return self._tables[key]


@dataclass(frozen=True, slots=True, order=True)
class TooClose:
    """A pattern with proposed minutes that does not keep its distance from another one on some section.

    track : the section, in their direction, where they come closest. apart_min : minutes between them there, 0 when
    the one overtakes the other.
    """

    pattern: PatternName
    other: PatternName
    track: Track
    apart_min: float


def too_close_pairs(
    network: Network, trains: Iterable[ClockTrain], least_min: float, horizon_min: float
) -> list[TooClose]:
    """Return the pairs of patterns of which one has proposed minutes and that come closer than ``least_min``, sorted.

    Only on sections on which the known trains keep that distance: elsewhere there must be more than one track.
    """
    held = sorted(trains)
    times = {(t.service, t.direction): np.zeros(0) for t in held}
    known, proposed = dict(times), {(t.service, t.direction) for t in held if t.basis == "proposed"}
    for t in held:
        name = (t.service, t.direction)
        copies = (t.origin_min + t.period_min * np.arange(round(horizon_min / t.period_min))) % horizon_min
        times[name] = np.concatenate([times[name], copies])
        if t.basis != "proposed":
            known[name] = np.concatenate([known[name], copies])
    tracks = passages(network, times)
    several = several_tracks(tracks, known, least_min, horizon_min)
    worst: dict[tuple[PatternName, PatternName], TooClose] = {}
    for track in sorted(set(tracks) - several):
        for mine in (p for p in tracks[track] if p.pattern in proposed):
            for other in (p for p in tracks[track] if p.pattern != mine.pattern):
                if other.pattern in proposed and other.pattern < mine.pattern:
                    continue
                gaps = times[mine.pattern][:, None] + mine.enters - times[other.pattern][None, :] - other.enters
                longer = (mine.leaves - mine.enters) - (other.leaves - other.enters)
                short = float(too_close(gaps, gaps + longer, least_min, horizon_min).max(initial=0.0))
                found = TooClose(mine.pattern, other.pattern, track, round(least_min - short, 3))
                pair = (mine.pattern, other.pattern)
                if short > 0 and (pair not in worst or found.apart_min < worst[pair].apart_min):
                    worst[pair] = found
    return sorted(worst.values())
