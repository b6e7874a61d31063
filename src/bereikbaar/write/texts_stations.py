"""Sentences of the report on how often trains run and on direct trains, in Dutch and English."""

from __future__ import annotations

#: key -> (Dutch, English). Placeholders in braces are the same in both.
STATION_TEXTS: dict[str, tuple[str, str]] = {
    "frequency": ("Hoe vaak er treinen gaan", "How often trains run"),
    "measure": ("Maat", "Measure"),
    "more_people": ("Inwoners met meer", "Inhabitants with more"),
    "fewer_people": ("Inwoners met minder", "Inhabitants with less"),
    "larger_drop": ("Inwoners met een grotere terugval", "Inhabitants with a larger drop"),
    "smaller_drop": ("Inwoners met een kleinere terugval", "Inhabitants with a smaller drop"),
    "drop_head": (
        "Een terugval is het deel van de treinen van overdag (dal) dat 's avonds of in het weekend niet rijdt. Zij "
        "wordt ook groter waar er alleen overdag treinen bijkomen.",
        "A drop is the share of the trains by day (off-peak) that does not run in the evening or at the weekend. It "
        "also grows where trains are added by day only.",
    ),
    "frequency_head": (
        "Gemiddelden per inwoner; treinen per uur aan het beste station, alle richtingen samen. Meer of "
        "minder is een verschil vanaf {per_hour} per uur en {share} %; bij een aandeel vanaf {points} procentpunt.",
        "Means per inhabitant; trains per hour at the best station, all directions together. A difference counts as "
        "more or fewer trains from {per_hour} per hour and {share} % on; of a share, from {points} percentage point.",
    ),
    "fastest_way": (
        "Vertrekken naar een bestemming, zoals bij spoorboekloos, zijn die van de snelste manier van reizen: een "
        "snellere manier met minder vertrekken telt als minder.",
        "Departures to a destination, as for turn-up-and-go, are those of the fastest way of travelling: a faster "
        "way with fewer departures counts as fewer.",
    ),
    "stations_less": ("Stations met merkbaar minder treinen", "Stations with noticeably fewer trains"),
    "no_station_less": (
        "Geen station krijgt merkbaar minder treinen.",
        "No station gets noticeably fewer trains.",
    ),
    "stations_more": ("Stations met merkbaar meer treinen", "Stations with noticeably more trains"),
    "no_station_more": ("Geen station krijgt merkbaar meer treinen.", "No station gets noticeably more trains."),
    "station": ("Station", "Station"),
    "tph_of": ("Treinen/uur {name}", "Trains/h {name}"),
    "other_windows": ("Ook minder", "Also fewer"),
    "other_windows_more": ("Ook meer", "Also more"),
    "closed": ("gesloten", "closed"),
    "new_station": ("nieuw", "new"),
    "and_more": ("{items} en nog {n}", "{items} and {n} more"),
    "more_rows": (
        "En nog {n}; zie `tables/compare_stations.csv`.",
        "And {n} more; see `tables/compare_stations.csv`.",
    ),
    # direct trains
    "stations_direct": (
        "Stations die hun rechtstreekse trein naar een stad verliezen, en wat ervoor in de plaats komt",
        "Stations that lose their direct train to a city, and what they get instead",
    ),
    "direct_head": (
        "Steden zijn hier de vier grote steden en de provinciehoofdsteden. Verwachte minuten van perron tot perron, "
        "wachten en overstappen inbegrepen, naar de dichtstbijzijnde grote stad die niet meer rechtstreeks te "
        "bereiken is (of, als dat er geen is, de dichtstbijzijnde provinciehoofdstad); treinen per uur zijn die van "
        "het station, alle richtingen samen. Dienstregeling: {window}.",
        "Cities here are the four largest cities and the province capitals. Expected minutes from platform to "
        "platform, waiting and changing included, to the nearest large city that is no longer reached directly (or, "
        "where there is none, the nearest province capital); trains per hour are those of the station, all "
        "directions together. Timetable: {window}.",
    ),
    "no_station_direct": (
        "Geen station verliest zijn rechtstreekse trein naar een van de vier grote steden of een provinciehoofdstad.",
        "No station loses its direct train to one of the four largest cities or a province capital.",
    ),
    "lost_direct": ("Niet meer rechtstreeks naar", "No direct train any more to"),
    "minutes_to": ("Minuten naar", "Minutes to"),
    "changes_of": ("Overstappen {name}", "Changes {name}"),
    "small_losses": (
        "Nog {n} stations verliezen alleen rechtstreekse treinen naar kleinere plaatsen: {stations}.",
        "{n} more stations lose only direct trains to smaller places: {stations}.",
    ),
    "small_loss": (
        "Nog 1 station verliest alleen rechtstreekse treinen naar kleinere plaatsen: {stations}.",
        "1 more station loses only direct trains to smaller places: {stations}.",
    ),
    "direct_more": (
        "Ook {n} andere stations verliezen een rechtstreekse trein naar een stad: {stations}.",
        "{n} other stations lose a direct train to a city too: {stations}.",
    ),
}
