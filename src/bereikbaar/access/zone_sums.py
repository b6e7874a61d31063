"""Measures of the zones that are sums over all other zones: one question, answered in one pass over the pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bereikbaar.access.door import DoorTimes
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.opportunities import Opportunity, the_opportunity
from bereikbaar.access.points import points, unit_vectors
from bereikbaar.access.sums import Ask, Sums, zone_sums
from bereikbaar.indicators.catalogue_sums import SumName, parse_sum
from bereikbaar.indicators.decay import GEURS_2001, PBL_PUBLIC_TRANSPORT, Step
from bereikbaar.settings import Settings
from bereikbaar.units import EARTH_RADIUS_KM, SLACK

if TYPE_CHECKING:
    from bereikbaar.indicators.decay import Decay

#: Decays by the word in the name of a measure.
DECAYS: Mapping[str, Decay] = {"pbl": PBL_PUBLIC_TRANSPORT, "geurs": GEURS_2001}
#: Crow-fly km of the destinations that count for the speed: nearer one walks, further nobody goes every week.
SPEED_KM = (10.0, 100.0)
#: Measures that a question has answers to besides those of opportunities.
OTHERS = ("spoorboekloos", "dep_h", "speed_kmh", "rail_perf")
#: Rows of a table of distances made at a time.
_BLOCK = 512


def sum_values(
    door: DoorTimes,
    places: Places,
    settings: Settings,
    found: Mapping[str, Opportunity],
    names: Sequence[str],
) -> dict[str, Floats]:
    """Return those of the named measures that are sums over the zones, each (n_zones,).

    found : the opportunities after the network's changes. Raises InputError for one that the places do not have.
    """
    said = {name: read for name in names if (read := parse_sum(name)) is not None and read.how != "shared"}
    at_zones = {
        name: read for name, read in said.items() if the_opportunity(found, read.key, places).zone is not None
    }
    others = [name for name in OTHERS if name in names]
    if not at_zones and not others:
        return {}
    plan = _Plan(at_zones, settings, rail="rail_perf" in others)
    sums = zone_sums(door, plan.ask(places, found, settings, others))
    out = {name: plan.answer(sums, read) for name, read in at_zones.items()}
    return {**out, **_others(sums, plan, places, settings, found, others)}


class _Plan:
    """Which amounts, decays and numbers to reach a question has, and where its answers stand."""

    def __init__(self, said: Mapping[str, SumName], settings: Settings, *, rail: bool) -> None:
        active = [read for read in said.values() if read.how in ("within", "decay")]
        self.rail = Step(settings.rail_perf_min) if rail else None
        least = [read for read in said.values() if read.how == "least"]
        self.amounts = list(dict.fromkeys(["pop", *(r.key for r in (*active, *least))]))
        self.passive = list(dict.fromkeys(r.key for r in said.values() if r.how == "passive"))
        wanted = [_decay(r) for r in said.values() if r.how != "least"]
        self.decays = list(dict.fromkeys([*wanted, *([self.rail] if self.rail else [])]))
        self.reach = [(self.amounts.index(r.key), r.value) for r in least]

    def ask(self, places: Places, found: Mapping[str, Opportunity], settings: Settings, others: Sequence[str]) -> Ask:
        people = amount_of(found, "pop")
        often = {"spoorboekloos", "dep_h"} & set(others)
        return Ask(
            amounts=np.stack([amount_of(found, key) for key in self.amounts]),
            decays=tuple(self.decays),
            passive=np.array([amount_of(found, key) for key in self.passive]).reshape(len(self.passive), len(people)),
            reach=tuple(self.reach),
            speed_km=SPEED_KM,
            speed_weight=people if "speed_kmh" in others else None,
            lat=places.zones.lat,
            lon=places.zones.lon,
            town=places.zones.town_idx if often else None,
            frequent_weight=people_of_towns(places, people, settings) if often else None,
        )

    def answer(self, sums: Sums, read: SumName) -> Floats:
        """Return the answer to one measure, (n_zones,)."""
        if read.how == "least":
            return sums.minutes[:, self.reach.index((self.amounts.index(read.key), read.value))]
        decay = self.decays.index(_decay(read))
        if read.how == "passive":
            return sums.passive[:, self.passive.index(read.key), decay]
        return sums.active[:, self.amounts.index(read.key), decay]


def _decay(read: SumName) -> Decay:
    return DECAYS[read.word] if read.how == "decay" else Step(read.value)


def _others(
    sums: Sums,
    plan: _Plan,
    places: Places,
    settings: Settings,
    found: Mapping[str, Opportunity],
    names: Sequence[str],
) -> dict[str, Floats]:
    people = amount_of(found, "pop")
    out: dict[str, Floats] = {}
    if "spoorboekloos" in names:
        out["spoorboekloos"] = _share_of_others(sums.frequent, people_of_towns(places, people, settings), places)
    if "dep_h" in names:
        out["dep_h"] = sums.departures
    if "speed_kmh" in names:
        out["speed_kmh"] = sums.speed
    if plan.rail is not None:
        around = people_around(places, people, settings.rail_perf_km)
        reached = sums.active[:, plan.amounts.index("pop"), plan.decays.index(plan.rail)]
        out["rail_perf"] = _per_cent(reached, around)
    return out


def amount_of(found: Mapping[str, Opportunity], key: str) -> Floats:
    """Return the amounts of an opportunity at zones, (n_zones,)."""
    amount = found[key].zone
    assert amount is not None  # those at points are asked elsewhere
    return amount


def people_of_towns(places: Places, people: Floats, settings: Settings) -> Floats:
    """Return the people of the towns that are large enough to be reported, 0 in all other zones, (n_zones,)."""
    counts = places.towns.population[places.zones.town_idx] >= settings.town_population
    return np.where(counts, people, 0.0)


def _share_of_others(frequent: Floats, weight: Floats, places: Places) -> Floats:
    """Return what share of the weight in other towns is reached often enough, %; NaN where there is none."""
    town = places.zones.town_idx
    others = weight.sum() - np.bincount(town, weights=weight, minlength=len(places.towns.id))[town]
    return _per_cent(frequent, others)


def _per_cent(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, 100.0 * part / whole, np.nan)


def people_around(places: Places, people: Floats, km: float) -> Floats:
    """Return the people within a crow-fly distance of every zone, own zone included, (n_zones,)."""
    zones = places.zones
    return _around(zones.lat.tobytes(), zones.lon.tobytes(), people.tobytes(), km)


@lru_cache(maxsize=8)
def _around(lat: bytes, lon: bytes, people: bytes, km: float) -> Floats:
    """Return the same from the bytes of the arrays: made once for all windows and cases with the same people."""
    vectors = unit_vectors(points(np.frombuffer(lat), np.frombuffer(lon)))
    count = np.frombuffer(people)
    least_cosine = np.cos(min((km + SLACK) / EARTH_RADIUS_KM, np.pi))
    out = np.empty(len(count))
    for lo in range(0, len(count), _BLOCK):
        near = vectors[lo : lo + _BLOCK] @ vectors.T >= least_cosine - 1e-15
        out[lo : lo + _BLOCK] = near @ count
    out.setflags(write=False)
    return out
