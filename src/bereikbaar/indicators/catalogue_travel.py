"""Measures of travel time, of how often one can leave, and of what they rest on: families of the catalogue."""

from __future__ import annotations

from bereikbaar.indicators.catalogue_entry import Indicator
from bereikbaar.lang import both

#: Destinations of the measures that every run has: short code -> (Dutch, English).
DESTINATIONS: dict[str, tuple[str, str]] = {
    "ams": both("Amsterdam"),
    "rtd": both("Rotterdam"),
    "dhg": both("The Hague"),
    "utr": both("Utrecht"),
    "cap": both("the province capital"),
    "umc": both("the nearest university hospital"),
}
#: Destinations that are measured when they are asked for. All are points: minutes to the very door.
MORE_DESTINATIONS: dict[str, tuple[str, str]] = {
    "hos": both("the nearest hospital"),
    "hbo": both("the nearest university of applied sciences"),
    "uni": both("the nearest university"),
}
#: Destinations that are doors themselves: from door to door is the only way to measure them.
DOORS = ("umc", *MORE_DESTINATIONS)
#: Windows in which frequencies are reported: name -> (Dutch, English).
WINDOWS: dict[str, tuple[str, str]] = {
    "peak": both("morning peak"),
    "offpeak": both("off-peak"),
    "friday_peak": both("Friday peak"),
    "friday": both("Friday"),
    "evening": both("evening"),
    "saturday": both("Saturday"),
    "sunday": both("Sunday"),
}
_GROUP = {"umc": "care", "hos": "care", "hbo": "education", "uni": "education"}
_SEAT = "a municipality seat with at least the students of the setting school_students_least"


def travel(destinations: dict[str, tuple[str, str]]) -> list[Indicator]:
    """Return the six measures of every destination."""
    return [i for code, title in destinations.items() for i in _six(code, *title)]


def _six(code: str, nl: str, en: str) -> list[Indicator]:
    door = "from door to door" if code in DOORS else "from the door to the best station of the destination"
    where = f" (nearest in expected minutes{f'; {_SEAT}' if code in ('hbo', 'uni') else ''})" if code in DOORS else ""
    group = _GROUP.get(code, "travel")
    return [
        Indicator(
            f"exp_{code}_min", "float", "min", "low",
            (f"Verwachte reistijd naar {nl}", f"Expected minutes to {en}"),
            f"mean over the moment of leaving, waiting included, {door}{where}",
            decimals=1, formula="t_i = mean over the moment of leaving of (arrival - moment)", group=group,
        ),
        Indicator(
            f"best_{code}_min", "float", "min", "low",
            (f"Snelste reistijd naar {nl}", f"Best minutes to {en}"),
            f"the fastest journey {door}, waiting for the first train left out",
            decimals=1, formula="min over journeys of (arrival - departure)", group=group,
        ),
        Indicator(
            f"d2d_{code}_min", "float", "min", "low",
            (f"Van deur tot deur naar {nl}", f"Door to door to {en}"),
            "expected minutes to the destination's central point, egress included",
            decimals=1, formula="min over pairs of stations of (access + trains + egress)", group=group,
        ),
        Indicator(
            f"chg_{code}", "float", "-", "low",
            (f"Overstappen naar {nl}", f"Changes to {en}"),
            "mean number of changes on the fastest expected journey; between bus and train counts",
            decimals=1, formula="mean of (vehicles - 1)", group=group,
        ),
        Indicator(
            f"dep_{code}_h", "float", "1/h", "high",
            (f"Vertrekken per uur naar {nl}", f"Departures per hour to {en}"),
            "useful departures per hour on the fastest expected journey, of the trains or of a bus that runs less "
            "often; mean over those who ride",
            decimals=1, formula="min(departures of trains, of bus legs)", group=group,
        ),
        Indicator(
            f"gap_{code}_min", "float", "min", "low",
            (f"Langste gat tussen vertrekken naar {nl}", f"Longest gap between departures to {en}"),
            "longest time without a useful departure; mean over those who ride",
            formula="max(gap of trains, of bus legs)", group=group,
        ),
    ]  # fmt: skip


def frequency() -> list[Indicator]:
    """Return how often trains run at the best station, what is left of it later, and turn-up-and-go."""
    out = [
        Indicator(
            f"tph_{w}", "float", "1/h", "high",
            (f"Treinen per uur, beste station, {nl}", f"Trains per hour at the best station, {en}"),
            "departures per hour, all directions together, at the station with most of them that the town reaches "
            "within the walking or cycling limit (weighted mean over its zones)",
            decimals=1, formula="max over stations in reach of departures per hour", group="frequency",
        )
        for w, (nl, en) in WINDOWS.items()
    ]  # fmt: skip
    drop = "100 (1 - {} / tph_offpeak), of the means"
    out += [
        Indicator(
            "drop_evening", "float", "%", "low", both("Evening drop"),
            "1 - trains per hour in the evening / off-peak, at the best station",
            formula=drop.format("tph_evening"), group="frequency", over="ratio",
        ),
        Indicator(
            "drop_weekend", "float", "%", "low", both("Weekend drop"),
            "1 - mean of Saturday and Sunday / off-peak, at the best station",
            formula=drop.format("((tph_saturday + tph_sunday) / 2)"), group="frequency", over="ratio",
        ),
        Indicator(
            "spoorboekloos", "float", "%", "high",
            both("Share of destinations turn-up-and-go"),
            "share of destinations (other towns of 5,000 and more, weighted by people; unreachable counts as no, "
            "walking or cycling all the way as yes) with at least 6 departures per hour and no gap above 10 min",
            source="a train every 10 minutes: Toekomstbeeld OV, 6 February 2019", decimals=1,
            formula="100 sum_j P_j [departures_ij >= 6 and gap_ij <= 10] / sum_j P_j, j in other towns",
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
            "mean departures per hour to the destinations (towns of 5,000 and more, weighted by people) that are "
            "reached by train or bus, within the limit",
            decimals=1, formula="sum_j P_j departures_ij / sum_j P_j, j reached by train or bus", group="frequency",
        ),
        Indicator(
            "last_dep", "float", "h", "high",
            both("Last departure for home from a large city"),
            "how late one can leave a station of one of the four large cities and still get home by train, hours "
            "after midnight (24.25 = a quarter past midnight); the way home may take last_departure_extra_min longer "
            "than the quickest one after noon; of the cities the one that can be left last, but for those within "
            "reach without a train; of a timetable (GTFS) by the clock only",
            decimals=2, group="frequency",
            formula="max over cities c, departures from c with minutes home <= quickest from c after noon + extra",
        ),
    ]  # fmt: skip


def basis() -> list[Indicator]:
    """Return how people set out, and how many rest on assumptions or have no answer."""
    return [
        Indicator(
            "access_basis", "text", "", "", both("Access by"),
            "how most inhabitants reach the station of their fastest journey to the nearest of the four large "
            "cities: walk, bicycle, ebike, feeder, assumed",
            formula="the way to set out with the largest share of people", group="basis", over="most",
        ),
        Indicator(
            "assumed_pct", "float", "%", "",
            both("Inhabitants on assumed transit"),
            "share of inhabitants whose fastest journey to the nearest of the four large cities starts with assumed "
            "local transit",
            formula="100 sum_i P_i [assumed] / sum_i P_i", group="basis", basis="assumption",
        ),
        Indicator(
            "no_answer_pct", "float", "%", "low",
            both("Inhabitants without connection"),
            "share of inhabitants of zones that reach none of the four large cities",
            formula="100 sum_i P_i [no way] / sum_i P_i", group="basis",
        ),
    ]  # fmt: skip


def beyond(destinations: dict[str, tuple[str, str]]) -> list[Indicator]:
    """Return the shares of the people beyond a limit from door to door, of runs that have one."""
    out = []
    share = "100 sum_i P_i [t_i > limit] / sum_i P_i"
    for code, (nl, en) in destinations.items():
        what = (f"Inwoners voor wie {nl} buiten de grens ligt", f"Inhabitants for whom {en} is beyond the limit")
        out.append(
            Indicator(
                f"beyond_{code}_pct", "float", "%", "low", what,
                "share of inhabitants with a journey that takes more expected minutes than door_to_door_limit_min; "
                "their minutes are in no mean",
                decimals=1, formula=share, group="basis",
            )
        )  # fmt: skip
        if code not in DOORS:
            out.append(
                Indicator(
                    f"beyond_{code}_d2d", "float", "%", "low",
                    (f"{what[0]}, van deur tot deur", f"{what[1]}, door to door"),
                    "likewise, to the destination's central point, egress included",
                    decimals=1, formula=share, group="basis",
                )
            )  # fmt: skip
    return out
