"""Sentences of the report on two networks compared (then and now), in Dutch and English."""

from __future__ import annotations

#: key -> (Dutch, English). Placeholders in braces are the same in both.
BASELINE_TEXTS: dict[str, tuple[str, str]] = {
    "title_baseline": ("{titles} tegenover {baseline}", "{titles} against {baseline}"),
    "two_networks": ("Twee netwerken vergeleken", "Two networks compared"),
    "two_networks_head": (
        "De basis is {baseline} ({baseline_title}), waarmee {network} ({network_title}) wordt vergeleken. Kernen, "
        "inwoners, fietsen, overstaptijden en bestemmingen zijn in beide die van {network}; alleen de "
        "treinen en de stations verschillen. Vergeleken zijn de delen van de week die beide hebben: {windows}.",
        "The base is {baseline} ({baseline_title}), with which {network} ({network_title}) is compared. Towns, "
        "inhabitants, bicycles, change times and destinations are those of {network} in both; only the trains "
        "and the stations differ. Compared are the parts of the week that both have: {windows}.",
    ),
    "buses_shared": (
        "De bussen naar het station zijn in beide die van {network}.",
        "The buses to the station are those of {network} in both.",
    ),
    "buses_own": (
        "Elk netwerk heeft zijn eigen bussen naar het station.",
        "Each network has its own buses to the station.",
    ),
    "stations_matched": (
        "Van de {mine} stations van {network} zijn er {both} ook in {baseline}: {code} herkend aan hun code, {name} "
        "aan hun naam en {place} aan hun plaats. Alleen in {network}: {only_mine}. Alleen in {baseline}: "
        "{only_theirs}. Alle staan in `tables/matched_stations.csv`.",
        "Of the {mine} stations of {network}, {both} are in {baseline} too: {code} known by their code, {name} by "
        "their name and {place} by their place. Only in {network}: {only_mine}. Only in {baseline}: {only_theirs}. "
        "All are in `tables/matched_stations.csv`.",
    ),
    "only_there": ("Alleen in {network}: {stations}.", "Only in {network}: {stations}."),
    "by_place": (
        "Met een andere naam, maar op dezelfde plaats: {stations}.",
        "With another name, but in the same place: {stations}.",
    ),
    "whole_network": (
        "Alles wat tussen de twee netwerken verschilt: treinen, rijtijden en stations.",
        "All that differs between the two networks: trains, run times and stations.",
    ),
}
