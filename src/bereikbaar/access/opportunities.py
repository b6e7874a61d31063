"""Opportunities: what people travel to, at zones or at points of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.jobs import municipal_jobs, zone_jobs
from bereikbaar.access.model import AGE_GROUPS, Floats, Places
from bereikbaar.access.points import Points, points
from bereikbaar.access.population import JOBS, ages_after, changed, population_of
from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.indicators.catalogue_sums import OPPORTUNITIES
from bereikbaar.lang import first_of, remark

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.settings import Settings

#: Opportunities by age, in the order of AGE_GROUPS.
AGE_KEYS = ("p0_14", "p15_24", "p25_44", "p45_64", "p65up")
#: Opportunities at points: key -> kinds of amenities.
POINTS = {"hosp": ("general", "umc"), "umcs": ("umc",), "hbo": ("hbo",), "uni": ("wo",)}
#: What an unverified kind of an amenity says of itself (the column ``basis``).
UNVERIFIED = "unverified"

_SOURCES = {
    "pop": "CBS, inhabitants per postcode area, 1 January 2024, rounded to 5",
    "ages": "CBS, inhabitants by age per postcode area, 1 January 2021, scaled to the inhabitants of 2024",
    "jobs": "CBS, employee jobs per COROP area, December 2024, divided over municipalities like the commuters of "
    "2016 who work there, and over zones by an assumption",
    "hosp": "RIVM, list of hospitals of November 2016, with what is known of them since",
    "school": "DUO, students on 1 October 2019 per institution and municipality",
    "cen": "centres of this network and the stations that count as one",
}


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One kind of opportunity: at the points of all zones, or at points of its own (hospitals, schools).

    key     : short name in the names of measures (``jobs``). title : Dutch and English. unit : what one of them is.
    source  : where the figures come from. basis : "counted", "estimate" or "assumption".
    zone    : (n_zones,) amounts; None for points. point : (k,) indexes in ``AccessLegs.egress_points`` (centres
              first, then the amenities of Places); amount : (k,) what is at each.
    """

    key: str
    title: tuple[str, str]
    unit: str
    source: str
    basis: str
    zone: Floats | None = None
    point: NDArray[np.intp] | None = None
    amount: Floats | None = None


def opportunities(net: Network, places: Places, settings: Settings) -> dict[str, Opportunity]:
    """Return all opportunities by key, after what the scenarios of the network build or move.

    Keys, in this order: pop, p0_14, p15_24, p25_44, p45_64, p65up, jobs, jobspop, hosp, umcs, hbo, uni, cen. What the
    places do not know is left out; :func:`the_opportunity` says why. ``jobspop`` are the jobs divided by inhabitants
    only, whatever the setting ``jobs_split`` says of ``jobs``.
    Raises InputError for a change of a field or zone that there is not, for one that leaves fewer than none, and for
    a change of jobs where there are none to change.
    """
    people = population_of(net, places)
    found = {"pop": _at_zones("pop", people, _SOURCES["pop"], "counted")}
    ages = ages_after(places, people)
    if ages is not None:
        for key, column in zip(AGE_KEYS, ages.T, strict=True):
            found[key] = _at_zones(key, np.ascontiguousarray(column), _SOURCES["ages"], "estimate")
    found |= _jobs(net, places, settings)
    found |= {key: _at_points(key, places) for key in POINTS if _places_of(key, places)}
    if places.centres:
        n = len(places.centres)
        at = np.arange(n, dtype=np.intp)
        found["cen"] = _titled("cen", _SOURCES["cen"], "assumption", point=at, amount=np.ones(n))
    return found


def the_opportunity(found: Mapping[str, Opportunity], key: str, places: Places) -> Opportunity:
    """Return an opportunity of :func:`opportunities`. Raises InputError that says what is missing where it is not."""
    if key in found:
        return found[key]
    if key not in OPPORTUNITIES:
        known = ", ".join(OPPORTUNITIES)
        raise InputError(f"there is no opportunity {key!r}; there are {known}" + did_you_mean(key, OPPORTUNITIES))
    what = f"there are no {OPPORTUNITIES[key][0].said('en').lower()} ({key}) to reach"
    raise InputError(f"{what}: {missing(key, places)}")


def missing(key: str, places: Places) -> str:
    """Return what the places lack for an opportunity, in words."""
    if key in AGE_KEYS:
        columns = ", ".join(f"age_{group}_2021" for group in AGE_GROUPS)
        return remark(
            "zones.csv has none of the columns {columns}, nor a municipality_code with shares pct_age_... in "
            "municipalities.csv",
            columns=columns,
        )
    if key in ("jobs", "jobspop"):
        return _missing_jobs(places)
    if key in POINTS:
        kinds = POINTS[key]
        if len(kinds) > 1:
            return remark("amenities.csv has no row of kind {one} or {other}", one=kinds[0], other=kinds[1])
        return remark("amenities.csv has no row of kind {one}", one=kinds[0])
    return remark("centres.csv has no rows")


def _missing_jobs(places: Places) -> str:
    areas, facts = places.areas.get("municipality"), places.municipalities
    if areas is None:
        return remark("zones.csv has no column municipality_code")
    if facts is None:
        return remark("there is no municipalities.csv with a column jobs_est_2024")
    if not set(areas.code) & set(facts.code):
        return remark("zones.csv gives no zone a municipality_code that is in municipalities.csv")
    known = {c for c, j in zip(facts.code, facts.jobs, strict=True) if j >= 0}
    lacking = [c for c in areas.code if c not in known]
    return remark("municipalities.csv has no jobs_est_2024 for {codes}", codes=first_of(lacking, 3))


def school_points(places: Places, kind: str, settings: Settings) -> NDArray[np.intp]:
    """Return the points of higher education that count as a destination: indexes of ``egress_points``, rising.

    kind : ``hbo`` or ``uni``. Those in municipalities with at least ``school_students_least`` students of that kind,
    all institutions together; a place without a municipality stands on its own.
    """
    which = _places_of(kind, places)
    students: dict[str, float] = {}
    for n in which:
        at = places.amenities[n]
        students[at.municipality or at.id] = students.get(at.municipality or at.id, 0.0) + (at.students or 0.0)
    enough = {name for name, number in students.items() if number >= settings.school_students_least}
    chosen = [n for n in which if (places.amenities[n].municipality or places.amenities[n].id) in enough]
    return np.array(chosen, dtype=np.intp) + len(places.centres)


def unverified_hospitals(places: Places) -> tuple[int, int]:
    """Return of how many hospitals nobody verified what they are today, and of how many in all.

    Those that the model passes over (closed, limited, for children only) count: most of the doubt is about them.
    """
    every = [a for a in (*places.amenities, *places.passed_over) if a.kind not in ("hbo", "wo")]
    return sum(UNVERIFIED in a.basis for a in every), len(every)


def base_stations(net: Network, places: Places) -> Points:
    """Return the stations that draw jobs: those with trains in the folder of the places, whatever the network.

    Places that were read from no folder have none; then all stations of the network that no scenario added.
    """
    if places.stations is not None:
        return points(places.stations.lat, places.stations.lon)
    own = [s for code, s in sorted(net.stations.items()) if not s.added_by]
    here = points([s.lat for s in own], [s.lon for s in own])
    return here.at(np.flatnonzero(np.isfinite(here.lat) & np.isfinite(here.lon)))


def _jobs(net: Network, places: Places, settings: Settings) -> dict[str, Opportunity]:
    if municipal_jobs(places) is None:
        _refuse_changes(net, places)
        return {}
    at = base_stations(net, places)
    by_people, chosen = (zone_jobs(places, at, split) for split in ("population", settings.jobs_split))
    assert by_people is not None and chosen is not None  # municipal_jobs has said so
    jobs = changed(net, places, JOBS, chosen)
    other = np.maximum(by_people + (jobs - chosen), 0.0)  # jobs that leave may be more than the other way put there
    return {
        "jobs": _at_zones("jobs", jobs, _SOURCES["jobs"], "estimate"),
        "jobspop": _at_zones("jobspop", other, _SOURCES["jobs"], "estimate"),
    }


def _refuse_changes(net: Network, places: Places) -> None:
    for change in net.opportunity_changes:
        if change.field == JOBS:
            who = f"scenario {change.added_by!r}: " if change.added_by else ""
            raise InputError(
                Problem(f"{who}there are no jobs to change: {missing('jobs', places)}", field="set_opportunities")
            )


def _places_of(key: str, places: Places) -> list[int]:
    return [n for n, a in enumerate(places.amenities) if a.kind in POINTS[key]]


def _at_points(key: str, places: Places) -> Opportunity:
    which = _places_of(key, places)
    point = np.array(which, dtype=np.intp) + len(places.centres)
    if key in ("hbo", "uni"):
        students = np.array([places.amenities[n].students or 0.0 for n in which])
        return _titled(key, _SOURCES["school"], "counted", point=point, amount=students)
    doubt, of = unverified_hospitals(places)
    said = f"{_SOURCES['hosp']}: what {doubt} of {of} are today is unverified" if doubt else _SOURCES["hosp"]
    of_kind = [places.amenities[n].basis for n in which]
    basis = "counted" if key == "umcs" and not any(UNVERIFIED in b for b in of_kind) else "assumption"
    return _titled(key, said, basis, point=point, amount=np.ones(len(which)))


def _at_zones(key: str, zone: Floats, source: str, basis: str) -> Opportunity:
    return _titled(key, source, basis, zone=zone)


def _titled(
    key: str,
    source: str,
    basis: str,
    *,
    zone: Floats | None = None,
    point: NDArray[np.intp] | None = None,
    amount: Floats | None = None,
) -> Opportunity:
    title, unit, _group, _basis = OPPORTUNITIES[key]
    return Opportunity(key, title, unit, source, basis, zone, point, amount)
