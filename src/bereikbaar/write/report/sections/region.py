"""What a report covers: the whole country, or a region with its towns and stations."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bereikbaar.access.regions import regions_of_towns
from bereikbaar.results import Result
from bereikbaar.write.report.sections.page import Page

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.access.model import Places, Towns
    from bereikbaar.network.model import Station

#: The country of the regions; a station across the border is in none of them.
_COUNTRY = "NL"


def region_words(page: Page, region: str) -> str:
    """Return a region (``kind:name``) in words; nothing for the whole country."""
    kind, _sign, name = region.partition(":")
    titles = {
        "province": page.say("region_province", name=name),
        "corop": page.say("region_corop", name=name),
        "npvr": page.say("region_npvr", name=name),
        "municipality": page.say("region_municipality", name=name),
    }
    return titles[kind] if region else ""


def region_rule(page: Page, region: str) -> str:
    """Return the sentence that says what a report covers; nothing for the whole country."""
    rule = page.say("station_by_province" if region.startswith("province:") else "station_by_town")
    return page.say("only_region", region=region_words(page, region), rule=rule) if region else ""


def stations_of_region(result: Result, stations: pl.DataFrame) -> pl.DataFrame:
    """Return the rows (column ``code``) of the stations in the region of a run; all for the whole country.

    A station is in the province where it stands; in the COROP area, NPVR region or municipality of the town that is
    nearest to it.
    """
    if not result.region:
        return stations
    return stations.filter(stations["code"].is_in(sorted(stations_in(result, [result.region]))))


def stations_in(result: Result, regions: Sequence[str]) -> set[str]:
    """Return the codes of the stations of all networks of a run that are in some of the regions (``kind:name``)."""
    known = {c: s for case in (*result.cases, result.base) for c, s in case.network.stations.items()}
    return {code for region in regions for code in _inside(region, known.values(), result.places)}


def _inside(region: str, stations: Iterable[Station], places: Places) -> Iterable[str]:
    kind, _sign, name = region.partition(":")
    home = [s for s in stations if s.country == _COUNTRY]
    if kind == "province":
        return (s.code for s in home if s.province == name)
    of = regions_of_towns(places, kind)
    return (s.code for s in home if of[_nearest(s, places.towns)] == name)


def _nearest(station: Station, towns: Towns) -> int:
    """Return the town nearest to a station; within the country a degree of longitude is a fixed part of one north."""
    import numpy as np

    across = (towns.lon - station.lon) * math.cos(math.radians(station.lat))
    return int(np.argmin(np.hypot(across, towns.lat - station.lat)))
