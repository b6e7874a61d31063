"""What a command says, on stderr and also in a pipe, of the choices it made itself: the days and the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bereikbaar.cli.output import say
from bereikbaar.units import clock_short

if TYPE_CHECKING:
    from bereikbaar.network.model import Network, Window


def announce(net: Network, lang: str, only: str | None = None) -> None:
    """Say which days of a timetable stand for its windows (or for one); nothing for a network of service levels."""
    dated = [w for w in net.windows if w.date and only in (None, "all", w.name)]
    if not dated:
        return
    spans = ", ".join(_dated(w, lang) for w in dated)
    say(f"{'Dienstregeling' if lang == 'nl' else 'Timetable'} {net.name}: {spans}")


def _dated(window: Window, lang: str) -> str:
    from bereikbaar.write.names import window_titles

    word = window_titles(window.name)[0 if lang == "nl" else 1]
    hours = f"{clock_short(window.from_s)}-{clock_short(window.to_s)}"
    return f"{window.date} {hours}" if word == hours else f"{word} {window.date} {hours}"


def chosen_window(net: Network, window: str, asked: str | None, lang: str) -> None:
    """Say which window was taken when none was asked for and the usual one is not there."""
    if asked is None and "offpeak" not in (window, *(w.name for w in net.windows)):
        from bereikbaar.write.names import window_titles

        word = window_titles(window)[0 if lang == "nl" else 1]
        say(f"Geen dal in dit netwerk: {word}" if lang == "nl" else f"No off-peak in this network: {word}")


def outside_hours(net: Network, window: str, moment_s: int, lang: str) -> None:
    """Say that a moment is not in the hours of its window: trains of a service level are shown round the clock.

    moment_s : seconds after 00:00. Nothing for a timetable, whose trains are those of the day, and without hours.
    """
    from bereikbaar.errors import InputError
    from bereikbaar.write.gtfs.hours import read_week
    from bereikbaar.write.names import window_titles

    if net.trips is not None:
        return
    try:
        week = read_week(net)
    except InputError:
        return
    spans = sorted({(level.start_s, level.end_s) for day in week for level in day if level.window == window})
    if any(start <= at < end for start, end in spans for at in (moment_s, moment_s + 86400)):
        return
    word, clock = window_titles(window)[0 if lang == "nl" else 1], clock_short(moment_s)
    hours = ", ".join(f"{clock_short(start)}-{clock_short(end)}" for start, end in spans)
    there = sorted({x.window for day in week for x in day if x.start_s <= moment_s < x.end_s})
    if lang == "nl":
        text = f"{clock} valt buiten {word} ({hours}): de treinen daarvan zijn getoond alsof zij de hele dag rijden."
        other = " Voor die tijd is er --window {}."
    else:
        text = f"{clock} is outside {word} ({hours}): its trains are shown as if they ran all day."
        other = " For that time there is --window {}."
    say(text + (other.format(" or ".join(there) if lang == "en" else " of ".join(there)) if there else ""))
