"""Progress on a terminal, silence in a pipe; always on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: A function that is told, in one short line, what is being done.
Progress = Callable[[str], None]


def _silent(text: str) -> None:
    del text


@contextmanager
def progress() -> Iterator[Progress]:
    """Yield a function that shows what is being done while the block runs."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("...") as status:
        yield status.update
