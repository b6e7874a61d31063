"""Progress on a terminal, silence in a pipe; always on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: A function that is told, in one short line, what is being done.
Progress = Callable[[str], None]


def _silent(text: str) -> None:
    del text


#: Words of the library on what it does -> Dutch.
_DUTCH = {
    "first time for this map: which ways cross open water": "eerste keer voor deze kaart: wat over open water gaat",
    "door to door": "van deur tot deur",
    "routes": "reistijden per trein",
    "places": "plaatsen",
    "network": "netwerk",
    "writing": "schrijven",
}


def in_dutch(text: str) -> str:
    """Return what is being done in Dutch; names of files, scenarios and windows stay as they are.

    >>> in_dutch("lelylijn-2020: door to door, evening")
    'lelylijn-2020: van deur tot deur, evening'
    """
    what, colon, rest = text.partition(": ")
    if text in _DUTCH or not colon:
        return _DUTCH.get(text, text)
    words, comma, window = rest.partition(", ")
    return f"{what}: {_DUTCH.get(words, words)}{comma}{window}"


@contextmanager
def progress(lang: str = "en") -> Iterator[Progress]:
    """Yield a function that shows what is being done, in a language ("nl" or "en"), while the block runs."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("...") as status:
        yield (lambda text: status.update(in_dutch(text))) if lang == "nl" else status.update
