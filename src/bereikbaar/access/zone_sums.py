"""Measures of the zones that are sums over all other zones: asked together, in as few passes as there can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import numpy as np

from bereikbaar.access.competition import balancing_from
from bereikbaar.access.door import DoorTimes
from bereikbaar.access.kept_weights import KeptWeights
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.opportunities import Opportunity, the_opportunity
from bereikbaar.access.points import points, unit_vectors
from bereikbaar.access.question import (
    ONES,
    OTHERS,
    SHARED,
    Commuters,
    Question,
    amount_of,
    commuters_of,
    people_of_towns,
)
from bereikbaar.access.rows import rows_of
from bereikbaar.access.sums import Sums, add_rows
from bereikbaar.indicators.catalogue_sums import SumName, parse_sum
from bereikbaar.indicators.shen import per_demand
from bereikbaar.settings import Settings
from bereikbaar.units import EARTH_RADIUS_KM, SLACK

#: Rows of a table of distances made at a time.
_BLOCK = 512
#: Sums use all processors: two windows at a time would only take twice the memory.
_ONE_AT_A_TIME = Lock()


class Summed(NamedTuple):
    """Measures of the zones by name, and the minutes between municipalities where they were asked for."""

    values: dict[str, Floats]
    commuter_minutes: Floats | None = None


def sum_values(
    door: DoorTimes,
    places: Places,
    settings: Settings,
    found: Mapping[str, Opportunity],
    names: Sequence[str],
    *,
    commuters: bool = False,
) -> Summed:
    """Return those of the named measures that are sums over the zones, each (n_zones,).

    found : the opportunities after the network's changes. commuters : the minutes between municipalities as well, if
    any commuters are known. Raises InputError for an opportunity that the places do not have.
    """
    said = {name: read for name in names if (read := parse_sum(name)) is not None}
    said = {name: read for name, read in said.items() if the_opportunity(found, read.key, places).zone is not None}
    others = [name for name in OTHERS if name in names]
    to = commuters_of(places, found) if commuters else None
    if not said and not others and to is None:
        return Summed({})
    question = Question(said, others, settings, to)
    with _ONE_AT_A_TIME:
        sums, values = _in_passes(door, question, places, found, said)
    people = amount_of(found, "pop", places)
    values |= {name: question.answer(sums, read) for name, read in said.items() if read.how != "shared"}
    values |= _others(sums, question, places, people)
    return Summed(values, None if to is None else _between(sums, to, people))


def _in_passes(
    door: DoorTimes,
    question: Question,
    places: Places,
    found: Mapping[str, Opportunity],
    said: Mapping[str, SumName],
) -> tuple[Sums, dict[str, Floats]]:
    """Return the answers of the first pass over the pairs of zones, and the measures that take more passes."""
    ask, n_zones = question.ask(places, found), len(places.zones.code)
    kept = KeptWeights(n_zones) if question.shares else None
    keep = (SHARED, kept) if kept else None
    rows = rows_of(door, ask.frequent_weight, rates="dep_h" in question.others)
    sums = add_rows(rows, ask, n_zones, question.settings.limit_min, keep=keep)
    return sums, _shared(kept, sums, question, places, found, said)


def _others(sums: Sums, question: Question, places: Places, people: Floats) -> dict[str, Floats]:
    out: dict[str, Floats] = {}
    names, settings = question.others, question.settings
    if "spoorboekloos" in names:
        out["spoorboekloos"] = _share_of_others(sums.frequent, people_of_towns(places, people, settings), places)
    if "dep_h" in names:
        out["dep_h"] = sums.departures
    if "speed_kmh" in names:
        out["speed_kmh"] = sums.speed
    if question.rail is not None:
        around = people_around(places, people, settings.rail_perf_km)
        out["rail_perf"] = _per_cent(question.active(sums, "pop", question.rail), around)
    return out


def _shared(
    kept: KeptWeights | None,
    sums: Sums,
    question: Question,
    places: Places,
    found: Mapping[str, Opportunity],
    said: Mapping[str, SumName],
) -> dict[str, Floats]:
    """Return the measures of competition: what the first pass knows of demand is shared out in a second, and third.

    The figures are those of :mod:`bereikbaar.access.competition`, whose steps these are.
    """
    asked = {name: read for name, read in said.items() if read.how == "shared"}
    people = amount_of(found, "pop", places)
    shares = {r.key for r in asked.values() if r.word in ("shen", "spav")}
    balanced = {r.key for r in asked.values() if r.word == "bfca"}
    ratio, level = dict[str, Floats](), dict[str, Floats]()
    if kept is not None:
        jobs = {key: amount_of(found, key, places) for key in sorted(shares | balanced)}
        demand = question.coming(sums, "pop", SHARED) if shares else people
        ratio = {key: kept.active(per_demand(jobs[key], demand)) for key in sorted(shares)}
        level = _levels(kept, sums, question, people, {key: jobs[key] for key in sorted(balanced)})
    out = {}
    for name, read in asked.items():
        if read.word == "bal":
            exceeded = sums.exceeded[:, question.exceed.index(read.key)]
            out[name] = balancing_from(exceeded, people)
        elif read.word == "bfca":
            out[name] = level[read.key]
        else:
            out[name] = ratio[read.key] * people if read.word == "spav" else ratio[read.key]
    return out


def _levels(
    kept: KeptWeights, sums: Sums, question: Question, people: Floats, jobs: Mapping[str, Floats]
) -> dict[str, Floats]:
    """Return jobs per person where people are spread over where they can go, and jobs over who can come."""
    if not jobs:
        return {}
    demand = kept.passive(per_demand(people, question.active(sums, ONES, SHARED)))
    of_jobs = question.coming(sums, ONES, SHARED)
    return {key: kept.active(per_demand(per_demand(amount, demand), of_jobs)) for key, amount in jobs.items()}


def _between(sums: Sums, to: Commuters, people: Floats) -> Floats:
    """Return the minutes from municipality to municipality, (n, n): means over pairs of zones with a connection.

    Weights are the people of the home zone and the jobs of the work zone; inf where no pair has a connection.
    """
    order = np.argsort(to.group, kind="stable")
    order = order[to.group[order] >= 0]
    homes, first = np.unique(to.group[order], return_index=True)
    minutes, weight = np.zeros((to.n, to.n)), np.zeros((to.n, to.n))
    n_groups = sums.group_minutes.shape[1]
    for out, of in ((minutes, sums.group_minutes), (weight, sums.group_reached)):
        if len(order):
            out[homes, :n_groups] = np.add.reduceat(people[order, np.newaxis] * of[order], first, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(weight > 0, minutes / weight, np.inf)


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
    least_cosine = np.cos(min((km + SLACK) / EARTH_RADIUS_KM, np.pi)) - 1e-15
    out = np.empty(len(count))
    for lo in range(0, len(count), _BLOCK):
        out[lo : lo + _BLOCK] = (vectors[lo : lo + _BLOCK] @ vectors.T >= least_cosine) @ count
    out.setflags(write=False)
    return out
