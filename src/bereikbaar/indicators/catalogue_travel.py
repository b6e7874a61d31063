"""Measures of travel time, of how often one can leave, and of what they rest on: families of the catalogue."""

from __future__ import annotations

from bereikbaar.indicators.catalogue_entry import Indicator
from bereikbaar.lang import Text, both

#: Destinations of the measures that every run has: short code -> name.
DESTINATIONS: dict[str, Text] = {
    "ams": both("Amsterdam"),
    "rtd": both("Rotterdam"),
    "dhg": both("The Hague"),
    "utr": both("Utrecht"),
    "cap": both("the province capital"),
    "umc": both("the nearest university hospital"),
}
#: Destinations that are measured when they are asked for. All are points: minutes to the very door.
MORE_DESTINATIONS: dict[str, Text] = {
    "hos": both("the nearest hospital"),
    "hbo": both("the nearest university of applied sciences"),
    "uni": both("the nearest university"),
}
#: Destinations that are doors themselves: from door to door is the only way to measure them.
DOORS = ("umc", *MORE_DESTINATIONS)
#: Windows in which frequencies are reported: name -> words.
WINDOWS: dict[str, Text] = {
    "peak": both("morning peak"),
    "offpeak": both("off-peak"),
    "friday_peak": both("Friday peak"),
    "friday": both("Friday"),
    "evening": both("evening"),
    "saturday": both("Saturday"),
    "sunday": both("Sunday"),
}
_GROUP = {"umc": "care", "hos": "care", "hbo": "education", "uni": "education"}
_SEAT = both("a municipality seat with at least the students of the setting school_students_least")
_TO_DOOR, _TO_STATION = both("from door to door"), both("from the door to the best station of the destination")


def travel(destinations: dict[str, Text]) -> list[Indicator]:
    """Return the six measures of every destination."""
    return [i for code, place in destinations.items() for i in _six(code, place)]


def _expected(code: str) -> Text:
    """Return what the expected minutes to a destination are."""
    if code not in DOORS:
        return both("mean over the moment of leaving, waiting included, {way}", way=_TO_STATION)
    if code in ("hbo", "uni"):
        return both(
            "mean over the moment of leaving, waiting included, {way} (nearest in expected minutes; {seat})",
            way=_TO_DOOR, seat=_SEAT,
        )  # fmt: skip
    return both(
        "mean over the moment of leaving, waiting included, {way} (nearest in expected minutes)", way=_TO_DOOR
    )


def _six(code: str, place: Text) -> list[Indicator]:
    way = _TO_DOOR if code in DOORS else _TO_STATION
    group = _GROUP.get(code, "travel")
    return [
        Indicator(
            f"exp_{code}_min", "float", "min", "low", both("Expected minutes to {place}", place=place),
            _expected(code), decimals=1,
            formula=both("t_i = mean over the moment of leaving of (arrival - moment)"), group=group,
        ),
        Indicator(
            f"best_{code}_min", "float", "min", "low", both("Best minutes to {place}", place=place),
            both("the fastest journey {way}, waiting for the first train left out", way=way),
            decimals=1, formula=both("min over journeys of (arrival - departure)"), group=group,
        ),
        Indicator(
            f"d2d_{code}_min", "float", "min", "low", both("Door to door to {place}", place=place),
            both("expected minutes to the destination's central point, egress included"),
            decimals=1, formula=both("min over pairs of stations of (access + trains + egress)"), group=group,
        ),
        Indicator(
            f"chg_{code}", "float", "-", "low", both("Changes to {place}", place=place),
            both("mean number of changes on the fastest expected journey; between bus and train counts"),
            decimals=1, formula=both("mean of (vehicles - 1)"), group=group,
        ),
        Indicator(
            f"dep_{code}_h", "float", "1/h", "high", both("Departures per hour to {place}", place=place),
            both(
                "useful departures per hour on the fastest expected journey, of the trains or of a bus that runs "
                "less often; mean over those who ride"
            ),
            decimals=1, formula=both("min(departures of trains, of bus legs)"), group=group,
        ),
        Indicator(
            f"gap_{code}_min", "float", "min", "low", both("Longest gap between departures to {place}", place=place),
            both("longest time without a useful departure; mean over those who ride"),
            formula=both("max(gap of trains, of bus legs)"), group=group,
        ),
    ]  # fmt: skip


def frequency() -> list[Indicator]:
    """Return how often trains run at the best station, what is left of it later, and turn-up-and-go."""
    out = [
        Indicator(
            f"tph_{w}", "float", "1/h", "high",
            both("Trains per hour at the best station, {window}", window=window),
            both(
                "departures per hour, all directions together, at the station with most of them that the town "
                "reaches within the walking or cycling limit (weighted mean over its zones)"
            ),
            decimals=1, formula=both("max over stations in reach of departures per hour"), group="frequency",
        )
        for w, window in WINDOWS.items()
    ]  # fmt: skip
    out += [
        Indicator(
            "drop_evening", "float", "%", "low", both("Evening drop"),
            both("1 - trains per hour in the evening / off-peak, at the best station"),
            formula=both("100 (1 - tph_evening / tph_offpeak), of the means"), group="frequency", over="ratio",
        ),
        Indicator(
            "drop_weekend", "float", "%", "low", both("Weekend drop"),
            both("1 - mean of Saturday and Sunday / off-peak, at the best station"),
            formula=both("100 (1 - ((tph_saturday + tph_sunday) / 2) / tph_offpeak), of the means"),
            group="frequency", over="ratio",
        ),
        Indicator(
            "spoorboekloos", "float", "%", "high",
            both("Share of destinations turn-up-and-go"),
            both(
                "share of destinations (other towns of 5,000 and more, weighted by people; unreachable counts as no, "
                "walking or cycling all the way as yes) with at least 6 departures per hour and no gap above 10 min"
            ),
            source=both("a train every 10 minutes: Toekomstbeeld OV, 6 February 2019"), decimals=1,
            formula=both("100 sum_j P_j [departures_ij >= 6 and gap_ij <= 10] / sum_j P_j, j in other towns"),
            group="frequency",
        ),
    ]  # fmt: skip
    return out


def often() -> list[Indicator]:
    """Return the measures of frequency from door to door that are reported when asked for."""
    return [
        Indicator(
            "dep_h", "float", "1/h", "high",
            both("Departures per hour door to door"),
            both(
                "mean departures per hour to the destinations (towns of 5,000 and more, weighted by people) that are "
                "reached by train or bus, within the limit"
            ),
            decimals=1, formula=both("sum_j P_j departures_ij / sum_j P_j, j reached by train or bus"),
            group="frequency",
        ),
        Indicator(
            "last_dep", "float", "h", "high",
            both("Last departure for home from a large city"),
            both(
                "how late one can leave a station of one of the four large cities and still get home by train, hours "
                "after midnight (24.25 = a quarter past midnight); the way home may take last_departure_extra_min "
                "longer than the quickest one after noon; of the cities the one that can be left last, but for those "
                "within reach without a train; of a timetable (GTFS) by the clock only"
            ),
            decimals=2, group="frequency",
            formula=both(
                "max over cities c, departures from c with minutes home <= quickest from c after noon + extra"
            ),
        ),
    ]  # fmt: skip


def basis() -> list[Indicator]:
    """Return how people set out, and how many rest on assumptions or have no answer."""
    return [
        Indicator(
            "access_basis", "text", "", "", both("Access by"),
            both(
                "how most inhabitants reach the station of their fastest journey to the nearest of the four large "
                "cities: walk, bicycle, ebike, feeder, assumed"
            ),
            formula=both("the way to set out with the largest share of people"), group="basis", over="most",
        ),
        Indicator(
            "assumed_pct", "float", "%", "",
            both("Inhabitants on assumed transit"),
            both(
                "share of inhabitants whose fastest journey to the nearest of the four large cities starts with "
                "assumed local transit"
            ),
            formula=both("100 sum_i P_i [assumed] / sum_i P_i"), group="basis", basis="assumption",
        ),
        Indicator(
            "no_answer_pct", "float", "%", "low",
            both("Inhabitants without connection"),
            both("share of inhabitants of zones that reach none of the four large cities"),
            formula=both("100 sum_i P_i [no way] / sum_i P_i"), group="basis",
        ),
    ]  # fmt: skip


def beyond(destinations: dict[str, Text]) -> list[Indicator]:
    """Return the shares of the people beyond a limit from door to door, of runs that have one."""
    out = []
    share = both("100 sum_i P_i [t_i > limit] / sum_i P_i")
    for code, place in destinations.items():
        what = both("Inhabitants for whom {place} is beyond the limit", place=place)
        out.append(
            Indicator(
                f"beyond_{code}_pct", "float", "%", "low", what,
                both(
                    "share of inhabitants with a journey that takes more expected minutes than "
                    "door_to_door_limit_min; their minutes are in no mean"
                ),
                decimals=1, formula=share, group="basis",
            )
        )  # fmt: skip
        if code not in DOORS:
            out.append(
                Indicator(
                    f"beyond_{code}_d2d", "float", "%", "low", both("{what}, door to door", what=what),
                    both("likewise, to the destination's central point, egress included"),
                    decimals=1, formula=share, group="basis",
                )
            )  # fmt: skip
    return out
