"""Sentences of the report on the clock method and on connections between trains, in Dutch and English."""

from __future__ import annotations

#: key -> (Dutch, English). Placeholders in braces are the same in both.
CLOCK_TEXTS: dict[str, tuple[str, str]] = {
    "by_clock": (
        "Er is met klokminuten gerekend: elke reis is die van een dienstregeling.",
        "Computed by the clock: every journey is one of a timetable.",
    ),
    "by_clock_proposed": (
        "Van {share} % van de treinen in {name} is de minuut niet bekend, maar voorgesteld; nieuwe treinen krijgen "
        "er ook een. Welke dat zijn staat onder “{heading}”.",
        "The minute of {share} % of the trains in {name} is not known but proposed; new trains get one too. Which "
        "they are is under “{heading}”.",
    ),
    "clock": ("Klokminuten", "Clock minutes"),
    "clock_head": (
        "Reistijden zijn gemiddelden over elk moment van het tijdvak: wachten op de trein die dan gaat, overstappen "
        "op de trein die dan komt. Waar niet op elk moment een reis van hooguit {hours} uur begint, is er geen "
        "gemiddelde en telt de verbinding als geen verbinding.",
        "Travel times are means over every moment of the window: waiting for the train that goes then, changing to "
        "the train that comes then. Where not at every moment a journey of at most {hours} hours begins, there is no "
        "mean and the connection counts as none.",
    ),
    "clock_days": ("Dagen van de dienstregeling: {days}.", "Days of the timetable: {days}."),
    "clock_known": (
        "Treinen per uur naar herkomst van hun minuut, alle series en richtingen samen, {window}:",
        "Trains per hour by where their minute comes from, all series and directions together, {window}:",
    ),
    "basis_timetable": ("dienstregeling", "timetable"),
    "basis_A": ("A, officieel", "A, official"),
    "basis_B": ("B, afgeleid uit waarnemingen", "B, derived from observations"),
    "basis_C": ("C, onzeker", "C, unsure"),
    "basis_D": ("D, onbekende zekerheid", "D, not known how sure"),
    "basis_scenario": ("scenario", "scenario"),
    "basis_proposed": ("voorgesteld", "proposed"),
    "basis_headway": ("tussentijd", "headway"),
    "clock_proposed": (
        "Een voorgestelde minuut is van niemand dan dit programma: gelijkmatig, met ruimte op het spoor en zo weinig "
        "mogelijk wachten. Minuten van de basis verschuiven niet door een scenario.",
        "A proposed minute is nobody's but this program's: evenly spaced, with room on the track and as little "
        "waiting as possible. No minute of the base moves because of a scenario.",
    ),
    "proposed_in_base": (
        "Voorgesteld in {name}, helemaal of voor een deel van de treinen: {names}.",
        "Proposed in {name}, for all or some of their trains: {names}.",
    ),
    "proposed_besides": (
        "Met “{name}” bovendien: {names}.",
        "With “{name}” besides: {names}.",
    ),
    # who pays
    "connections_changed": ("Overstappen: beter, slechter, verdwenen", "Changes between trains: better, worse, gone"),
    "connections_head": (
        "Reizigers per dag van wie de overstap tussen twee treinen verdwijnt: {lost}; langer duurt: {worse}; korter "
        "duurt: {better}. Reizigers met een nieuwe overstap: {gained}. De reizigers zijn een aanname: instappers "
        "per station, verdeeld naar reistijd. Verschillen vanaf {minutes} min, overstappen van {least} reizigers of "
        "meer; alle staan in `tables/connections.csv`.",
        "Travellers a day by what becomes of their change between two trains: gone: {lost}; longer wait: {worse}; "
        "shorter wait: {better}. Travellers with a new change: {gained}. The travellers are an assumption: "
        "passengers by station, spread by travel time. Differences from {minutes} min, changes of {least} "
        "travellers or more; all are in `tables/connections.csv`.",
    ),
    "no_connection_changes": (
        "Geen overstap verdwijnt of gaat merkbaar langer duren.",
        "No change between trains disappears or takes noticeably longer.",
    ),
    "connections_worse": (
        "Wie de prijs betaalt: overstappen die verdwijnen of langer duren.",
        "Who pays: changes that disappear or take longer.",
    ),
    "connection_from": ("Van trein", "From train"),
    "connection_to": ("Op trein", "To train"),
    "travellers": ("Reizigers/dag", "Travellers/day"),
    "wait_before": ("Overstap {name} (min)", "Change {name} (min)"),
    "connection_gone": ("verdwijnt", "gone"),
    "more_connections": (
        "En nog {n}; zie `tables/connections.csv`.",
        "And {n} more; see `tables/connections.csv`.",
    ),
}
