"""Then and now: two networks of different makers or years on common ground, so that only the trains differ.

The stations of the baseline get the codes of the stations of the network that they are (see
:mod:`bereikbaar.network.matching`); those that are in the baseline only keep theirs. A station that is in both takes
what has nothing to do with trains (its name, province, standing, change time, rental bicycles, and its position where
the two are the same place) from the network, and the baseline without feeders of its own takes those of the network:
buses of then are not known, and without them a town would get another bus then than now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bereikbaar.errors import InputError, Problem
from bereikbaar.network.matching import PLACE_KM, Match, Matching, match_stations
from bereikbaar.network.model import Network, Station
from bereikbaar.network.names import plain
from bereikbaar.network.renaming import renamed
from bereikbaar.network.spans import of_windows, span_words
from bereikbaar.results import NETWORK, Baseline
from bereikbaar.scenarios.model import Scenario


@dataclass(frozen=True, slots=True)
class CommonGround:
    """Two networks that can be compared.

    baseline : with the codes of the network, and the windows that both have. windows : their names.
    matching : codes of the network with codes of the baseline as they were. code_of, names : old code in the baseline
    -> the code it has here, the name it had there.
    """

    baseline: Network
    windows: tuple[str, ...]
    matching: Matching
    code_of: Mapping[str, str]
    names: Mapping[str, str]

    def as_baseline(self, net: Network) -> Baseline:
        """Return what a result keeps of it."""
        return Baseline(net, self.matching, self.code_of, self.names)

    def as_scenario(self, net: Network) -> Scenario:
        """Return the network as a case against the baseline: a scenario without changes, named as it is."""
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
    moved = of_windows(renamed(baseline, code_of), windows)
    stations = dict(moved.stations)
    for pair in matching.pairs:
        stations[pair.mine] = _seen_now(net.stations[pair.mine], stations[pair.mine], pair)
    feeders = moved.feeders or tuple(f for f in of_windows(net, windows).feeders if f.station in stations)
    both = {pair.mine for pair in matching.pairs}
    changes = {code: minutes for code, minutes in moved.change_min.items() if code not in both}
    changes |= {code: minutes for code, minutes in net.change_min.items() if code in both}
    moved = replace(
        moved,
        stations=MappingProxyType(stations),
        feeders=feeders,
        change_min=MappingProxyType(dict(sorted(changes.items()))),
    )
    names = {code: station.name for code, station in baseline.stations.items()}
    return CommonGround(moved, windows, matching, MappingProxyType(code_of), MappingProxyType(names))


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
