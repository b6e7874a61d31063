"""Sentences of the report on two networks compared (then and now), in Dutch and English."""

from __future__ import annotations

from bereikbaar.lang import Text, both

#: key -> text.
BASELINE_TEXTS: dict[str, Text] = {
    "title_baseline": both("{titles} against {baseline}"),
    "two_networks": both("Two networks compared"),
    "two_networks_head": both(
        "The base is {baseline} ({baseline_title}), with which {network} ({network_title}) is compared. Towns, "
        "inhabitants, bicycles, change times and destinations are those of {network} in both; only the trains "
        "and the stations differ. Compared are the parts of the week that both have: {windows}."
    ),
    "buses_shared": both("The buses to the station are those of {network} in both."),
    "buses_own": both("Each network has its own buses to the station."),
    "stations_matched": both(
        "Of the {mine} stations of {network}, {both} are in {baseline} too: {code} known by their code, {name} by "
        "their name and {place} by their place. Only in {network}: {only_mine}. Only in {baseline}: {only_theirs}. "
        "All are in `tables/matched_stations.csv`."
    ),
    "only_there": both("Only in {network}: {stations}."),
    "by_place": both("With another name, but in the same place: {stations}."),
    "whole_network": both("All that differs between the two networks: trains, run times and stations."),
}
