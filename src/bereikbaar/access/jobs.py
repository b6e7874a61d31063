"""Employee jobs per zone: the estimate of each municipality divided over its zones.

There is no count below the municipality, so two ways of dividing are made (setting ``jobs_split``): ``centre`` (half
by inhabitants, a quarter towards the main town, a quarter towards stations) and ``population`` (by inhabitants only).
What differs between the two is what is not known.

Stations are those that had trains in the folder of the places, and inhabitants are those of its zones: neither a
scenario nor another network moves a job. Only ``set_opportunities`` does (:mod:`bereikbaar.access.opportunities`).
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.model import Areas, Floats, Ints, Municipalities, Places
from bereikbaar.access.points import Points, crow_km, nearest, zone_points

#: Shares of the jobs that are divided by inhabitants, towards the centre of the main town, and towards stations.
SHARES = (0.5, 0.25, 0.25)
#: So many are added to the inhabitants of every zone: jobs in zones where nobody lives.
EXTRA_INHABITANTS = 50.0
#: Towards the main town: weight exp(-d / this), km.
CENTRE_KM = 2.0
#: Towards stations: weight 1 + this x exp(-(d / STATION_KM)^2).
STATION_WEIGHT = 2.0
STATION_KM = 1.0


def municipal_jobs(places: Places) -> tuple[Areas, Municipalities, Ints] | None:
    """Return the municipalities of the zones, their facts, and which fact belongs to which of them, (n_areas,).

    None where the jobs of a municipality with zones are not known: part of the jobs would pass for all of them.
    """
    areas, facts = places.areas.get("municipality"), places.municipalities
    if areas is None or facts is None:
        return None
    index = {code: i for i, code in enumerate(facts.code)}
    at = np.array([index.get(code, -1) for code in areas.code], dtype=np.int64)
    if not len(at) or (at < 0).any() or not np.isfinite(facts.jobs[at]).all():
        return None
    return areas, facts, at


def zone_jobs(places: Places, stations: Points, split: str) -> Floats | None:
    """Return the employee jobs of every zone, (n_zones,), before any change; None where they are not known.

    stations : with trains, see the module; there may be none. split : ``centre`` or ``population``. The jobs of the
    zones of a municipality add up to its estimate. A zone in no municipality has none, as an own place of the user.
    """
    found = municipal_jobs(places)
    if found is None:
        return None
    areas, facts, at = found
    real = np.arange(len(places.zones.code)) < len(places.zones.code) - places.n_own
    zones = np.flatnonzero((areas.zone_area >= 0) & real)
    area = areas.zone_area[zones]
    here = zone_points(places).at(zones)
    people = places.zones.population[zones]
    more = people + EXTRA_INHABITANTS
    by_people = _shares(people, area, more)
    shares = by_people
    if split == "centre":
        km_centre = _km_to_main_town(here, people, area, facts, at)
        to_centre = _shares(more * np.exp(-km_centre / CENTRE_KM), area, more)
        to_station = _shares(more * station_weight(here, stations), area, more)
        shares = SHARES[0] * by_people + SHARES[1] * to_centre + SHARES[2] * to_station
    out = np.zeros(len(real))
    out[zones] = facts.jobs[at[area]] * shares
    return out


def station_weight(here: Points, stations: Points) -> Floats:
    """Return how much a zone draws jobs for its distance to the nearest station: 1 far from all, 3 at a station."""
    if not len(stations):
        return np.ones(len(here))
    by = stations.at(nearest(here, stations))
    km = crow_km(here.lat, here.lon, by.lat, by.lon)
    weight: Floats = 1.0 + STATION_WEIGHT * np.exp(-((km / STATION_KM) ** 2))
    return weight


def _shares(weight: Floats, area: Ints, instead: Floats) -> Floats:
    """Return the share of each zone in the weight of its area; where that is 0, the share in ``instead``."""
    total = np.bincount(area, weights=weight)
    used = np.where(total[area] > 0, weight, instead)
    shares: Floats = used / np.bincount(area, weights=used)[area]
    return shares


def _km_to_main_town(here: Points, people: Floats, area: Ints, facts: Municipalities, at: Ints) -> Floats:
    """Return km from every zone to the main town of its municipality, less those of the nearest zone to it.

    Less: only ratios of exp(-km / 2) count, and so none is too small for a number. A municipality without a point has
    that of the zone with most inhabitants.
    """
    lat, lon = facts.lat[at].copy(), facts.lon[at].copy()
    for n in np.flatnonzero(~(np.isfinite(lat) & np.isfinite(lon))):
        members = np.flatnonzero(area == n)
        if len(members):
            most = members[np.argmax(people[members])]
            lat[n], lon[n] = here.lat[most], here.lon[most]
    km = crow_km(here.lat, here.lon, lat[area], lon[area])
    least = np.full(len(at), np.inf)
    np.minimum.at(least, area, km)
    nearer: Floats = km - least[area]
    return nearer
