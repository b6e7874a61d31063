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


def chosen_window(window: str, asked: str | None, lang: str) -> None:
    """Say which window was taken when none was asked for and it is not the usual one."""
    if asked is None and window != "offpeak":
        from bereikbaar.write.names import window_titles

        word = window_titles(window)[0 if lang == "nl" else 1]
        say(f"Geen dal in dit netwerk: {word}" if lang == "nl" else f"No off-peak in this network: {word}")
