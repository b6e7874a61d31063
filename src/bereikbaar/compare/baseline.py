"""Then and now: two networks of different makers or years on common ground, so that only the trains differ.

The stations of the baseline get the codes of the stations of the network that they are (see
:mod:`bereikbaar.network.matching`); those that are in the baseline only keep theirs. A station that is in both takes
what has nothing to do with trains (its name, province, standing, change time, rental bicycles, and its position where
the two are the same place) from the network, and where one of the two has no feeders it takes those of the other: a
timetable of trains knows no buses, and without them a town would get another bus then than now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bereikbaar.errors import InputError, Problem
from bereikbaar.network.matching import PLACE_KM, Match, Matching, match_stations
from bereikbaar.network.model import Feeder, Network, Station
from bereikbaar.network.names import plain
from bereikbaar.network.renaming import renamed
from bereikbaar.network.spans import of_windows, span_words
from bereikbaar.results import NETWORK, Baseline
from bereikbaar.scenarios.model import Scenario


@dataclass(frozen=True, slots=True)
class CommonGround:
    """Two networks that can be compared.

    network  : as it was, with the feeders of the baseline when it has none of its own.
    baseline : with the codes of the network, and the windows that both have. windows : their names.
    buses    : ``network`` or ``baseline``: whose feeders both have; ``own``: each its own; empty: neither has any.
    matching : codes of the network with codes of the baseline as they were. code_of, names : old code in the baseline
    -> the code it has here, the name it had there.
    """

    network: Network
    baseline: Network
    windows: tuple[str, ...]
    matching: Matching
    buses: str
    code_of: Mapping[str, str]
    names: Mapping[str, str]

    def as_baseline(self) -> Baseline:
        """Return what a result keeps of it."""
        return Baseline(self.network, self.matching, self.code_of, self.names, self.buses)

    def as_scenario(self) -> Scenario:
        """Return the network as a case against the baseline: a scenario without changes, named as it is."""
        net = self.network
        letters = "".join(c for c in plain(net.name) if c.isascii() and c.isalnum())
        return Scenario(
            name=net.name,
            key=letters[:8] or "network",
            title={"nl": net.name, "en": net.name},
            base=self.baseline.name,
            changes=(),
            hash=net.hash,
            origin=NETWORK,
        )


def common_ground(net: Network, baseline: Network) -> CommonGround:
    """Return the baseline as it can be compared with a network. Raises InputError when they have no window in common,
    or not a single station.
    """
    windows = common_windows(net, baseline)
    matching = match_stations(net.stations, baseline.stations)
    if not matching.pairs:
        raise InputError(
            Problem(
                f"not one station of {baseline.name!r} is one of {net.name!r}, by code, name or place: "
                "they cannot be compared",
                field="--baseline",
            )
        )
    code_of = _codes(net, baseline, matching)
    buses = "own" if net.feeders and baseline.feeders else "network" if net.feeders else ""
    moved = renamed(baseline, code_of)
    if buses == "network":
        moved = replace(moved, feeders=_borrowed(net, moved))
    elif baseline.feeders and not buses:
        buses = "baseline"
        net = replace(net, feeders=_borrowed(moved, net))
    moved = of_windows(moved, windows)
    stations = dict(moved.stations)
    for pair in matching.pairs:
        stations[pair.mine] = _seen_now(net.stations[pair.mine], stations[pair.mine], pair)
    both = {pair.mine for pair in matching.pairs}
    changes = {code: minutes for code, minutes in moved.change_min.items() if code not in both}
    changes |= {code: minutes for code, minutes in net.change_min.items() if code in both}
    moved = replace(
        moved,
        stations=MappingProxyType(stations),
        change_min=MappingProxyType(dict(sorted(changes.items()))),
    )
    names = {code: station.name for code, station in baseline.stations.items()}
    found = (MappingProxyType(code_of), MappingProxyType(names))
    return CommonGround(net, moved, windows, matching, buses, *found)


def common_windows(net: Network, baseline: Network) -> tuple[str, ...]:
    """Return the windows that both networks have, in the order of the first. Raises InputError when there is none."""
    theirs = {w.name for w in baseline.windows}
    both = tuple(w.name for w in net.windows if w.name in theirs)
    if not both:
        had = (", ".join(span_words(w.name) for w in one.windows) for one in (net, baseline))
        raise InputError(
            Problem(
                f"{net.name!r} and {baseline.name!r} have no window in common ({' against '.join(had)}); "
                "choose another --baseline-date",
                field="--baseline",
            )
        )
    return both


def _codes(net: Network, baseline: Network, matching: Matching) -> dict[str, str]:
    """Return the new code of every station of the baseline; one of its own never has a code of the network."""
    out = matching.by_theirs
    used = {*net.stations, *(set(baseline.stations) - set(out))}
    for code in matching.only_theirs:
        new, n = code, 1
        while new in net.stations or (new != code and new in used):
            n += 1
            new = f"{code}-{n}"
        out[code] = new
        used.add(new)
    return out


def _borrowed(owner: Network, to: Network) -> tuple[Feeder, ...]:
    """Return the feeders of one network for the stations that another has too; not seen in windows of its own."""
    names = [w.name for w in owner.windows]

    def fitted(feeder: Feeder) -> Feeder:
        per_hour = dict(zip(names, feeder.tph, strict=True))
        return replace(feeder, tph=tuple(per_hour.get(w.name) for w in to.windows))

    return tuple(fitted(f) for f in owner.feeders if f.station in to.stations)


def _seen_now(now: Station, then: Station, pair: Match) -> Station:
    same_place = not pair.km > PLACE_KM  # also where one of the two has no position
    return replace(
        then,
        name=now.name,
        country=now.country,
        kind=now.kind,
        province=now.province,
        intercity=now.intercity,
        change_min=now.change_min,
        change_basis=now.change_basis,
        rental_bicycle=now.rental_bicycle,
        access_extra_min=now.access_extra_min,
        lat=now.lat if same_place else then.lat,
        lon=now.lon if same_place else then.lon,
    )
