"""Progress on a terminal, silence in a pipe, always on stderr; what takes long the first time is said in both."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bereikbaar.cli import output

#: A function that is told, in one short line, what is being done.
Progress = Callable[[str], None]

#: How a line begins that stays on the screen and is also written in a pipe: else the first run seems to hang.
FIRST_TIME = "first time"

#: Words of the library on what it does -> Dutch.
_DUTCH = {
    "first time for this map: which ways cross open water": "eerste keer voor deze kaart: wat over open water gaat",
    "Compiling for this machine, once; this takes ten to thirty seconds ...": (
        "Eenmalig vertalen voor deze machine; dat duurt tien tot dertig seconden ..."
    ),
    "door to door": "van deur tot deur",
    "routes": "reistijden per trein",
    "places": "plaatsen",
    "network": "netwerk",
    "writing": "schrijven",
    "reading": "lezen",
    "series, windows and lines": "treinseries, dagdelen en lijnen",
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


def _plainly(text: str) -> str:
    return text


class _Lines(logging.Handler):
    """Writes what the library logs (that it compiles) as a line on stderr."""

    def __init__(self, words: Callable[[str], str]) -> None:
        super().__init__()
        self._words = words

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        output.say(self._words(record.getMessage()))


@contextmanager
def progress(lang: str = "en") -> Iterator[Progress]:
    """Yield a function that shows what is being done, in a language ("nl" or "en"), while the block runs."""
    words = in_dutch if lang == "nl" else _plainly
    lines, logger = _Lines(words), logging.getLogger("bereikbaar")
    logger.addHandler(lines)
    said = set()
    try:
        with _status() as show:

            def say(text: str) -> None:
                show(words(text))
                if text.startswith(FIRST_TIME) and text not in said:
                    said.add(text)
                    output.say(f"{words(text).capitalize()} ...")

            yield say
    finally:
        logger.removeHandler(lines)


@contextmanager
def _status() -> Iterator[Progress]:
    """Yield what shows a text on a terminal until the next one; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _text: None
        return
    from rich.console import Console

    with Console(stderr=True).status("...") as status:
        yield status.update
