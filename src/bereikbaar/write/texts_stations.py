"""Sentences of the report on how often trains run and on direct trains, in Dutch and English."""

from __future__ import annotations

from bereikbaar.lang import Text, both

#: key -> text.
STATION_TEXTS: dict[str, Text] = {
    "frequency": both("How often trains run"),
    "measure": both("Measure"),
    "more_people": both("Inhabitants with more"),
    "fewer_people": both("Inhabitants with less"),
    "larger_drop": both("Inhabitants with a larger drop"),
    "smaller_drop": both("Inhabitants with a smaller drop"),
    "drop_head": both(
        "A drop is the share of the trains by day (off-peak) that does not run in the evening or at the weekend. It "
        "also grows where trains are added by day only."
    ),
    "drop_of_all": both("This is over all inhabitants, by postcode area."),
    "frequency_head": both(
        "Means per inhabitant of the {towns}; trains per hour at the best station, all directions together. A "
        "difference counts as more or fewer trains from {per_hour} per hour and {share} % on; of a share, from "
        "{points} percentage point."
    ),
    "fastest_way": both(
        "Departures to a destination, as for turn-up-and-go, are those of the fastest way of travelling: a faster "
        "way with fewer departures counts as fewer."
    ),
    "stations_less": both("Stations with noticeably fewer trains"),
    "no_station_less": both("No station gets noticeably fewer trains."),
    "stations_more": both("Stations with noticeably more trains"),
    "no_station_more": both("No station gets noticeably more trains."),
    "station": both("Station"),
    "tph_of": both("Trains/h {name}"),
    "other_windows": both("Also fewer"),
    "other_windows_more": both("Also more"),
    "every_window": both("all other parts of the week"),
    "closed": both("closed"),
    "new_station": both("new"),
    "and_more": both("{items} and {n} more"),
    "more_rows": both("And {n} more; see `tables/compare_stations.csv`."),
    # direct trains
    "stations_direct": both("Stations that lose their direct train to a city, and what they get instead"),
    "direct_head": both(
        "Cities here are the four largest cities and the province capitals. Expected minutes from platform to "
        "platform, waiting and changing included, to the nearest large city that is no longer reached directly (or, "
        "where there is none, the nearest province capital); trains per hour are those of the station, all "
        "directions together. Timetable: {window}."
    ),
    "no_station_direct": both(
        "No station loses its direct train to one of the four largest cities or a province capital."
    ),
    "lost_direct": both("No direct train any more to"),
    "minutes_to": both("Minutes to"),
    "changes_of": both("Changes {name}"),
    "small_losses": both("{n} more stations lose only direct trains to smaller places: {stations}."),
    "small_loss": both("1 more station loses only direct trains to smaller places: {stations}."),
    "direct_more": both("{n} other stations lose a direct train to a city too: {stations}."),
}
