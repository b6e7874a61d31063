"""Sentences of the report on the clock method and on connections between trains, in Dutch and English."""

from __future__ import annotations

from bereikbaar.lang import Text, both

#: key -> text.
CLOCK_TEXTS: dict[str, Text] = {
    "by_clock": both("Computed by the clock: every journey is one of a timetable."),
    "by_clock_proposed": both(
        "The minute of {share} of the trains in {name} is not known but proposed; new trains get one too. Which "
        "they are is under “{heading}”."
    ),
    "clock": both("Clock minutes"),
    "clock_head": both(
        "Travel times are means over every moment of the window: waiting for the train that goes then, changing to "
        "the train that comes then. Where not at every moment a journey of at most {hours} hours begins, there is no "
        "mean and the connection counts as none."
    ),
    "clock_days": both("Days of the timetable: {days}."),
    "clock_known": both(
        "Trains per hour by where their minute comes from, all series and directions together, {window}:"
    ),
    "basis_timetable": both("timetable"),
    "basis_A": both("A, official"),
    "basis_B": both("B, derived from observations"),
    "basis_C": both("C, unsure"),
    "basis_D": both("D, not known how sure"),
    "basis_scenario": both("scenario"),
    "basis_proposed": both("proposed"),
    "basis_headway": both("headway"),
    "clock_proposed": both(
        "A proposed minute is nobody's but this program's: evenly spaced, with room on the track and as little "
        "waiting as possible. No minute of the base moves because of a scenario."
    ),
    "proposed_in_base": both("Proposed in {name}, for all or some of their trains: {names}."),
    "proposed_besides": both("With “{name}” besides: {names}."),
    # who pays
    "connections_changed": both("Changes between trains: better, worse, gone"),
    "connections_head": both(
        "Travellers a day by what becomes of their change between two trains: gone: {lost}; longer wait: {worse}; "
        "shorter wait: {better}. Travellers with a new change: {gained}. The travellers are an assumption: "
        "passengers by station, spread by travel time. Differences from {minutes} min, changes of {least} "
        "travellers or more; all are in `tables/connections.csv`."
    ),
    "no_connection_changes": both("No change between trains disappears or takes noticeably longer."),
    "connections_worse": both("Who pays: changes that disappear or take longer."),
    "connection_from": both("From train"),
    "connection_to": both("To train"),
    "travellers": both("Travellers/day"),
    "wait_before": both("Change {name} (min)"),
    "connection_gone": both("gone"),
    "more_connections": both("And {n} more; see `tables/connections.csv`."),
}
