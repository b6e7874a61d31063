"""How commands print: results on stdout, talk on stderr; tables on a terminal, tabs for programs in a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from bereikbaar.errors import InputError, Problem

Cell = str | int | float | None


def print_json(document: Any) -> None:
    """Print one JSON document on stdout. Raises ValueError for NaN and infinite numbers, which are no JSON."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def say(text: str) -> None:
    """Print a remark for the person at the keyboard, on stderr."""
    click.echo(text, err=True)


def print_table(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "", decimals: int = 1, lang: str = "en"
) -> None:
    """Print a table: drawn on a terminal; in a pipe one line per row with tabs between, headings first, no title.

    Numbers stand to the right on a terminal, floats with ``decimals`` digits. None is an empty cell.
    lang : ``nl`` writes a decimal comma on a terminal; a pipe always gets a point.
    """
    table = [list(row) for row in rows]
    if sys.stdout.isatty():
        _drawn(headings, table, title, decimals, lang)
        return
    click.echo("\t".join(headings))
    for row in table:
        click.echo("\t".join(_plain(cell_text(cell, decimals)) for cell in row))


def cell_text(cell: Cell, decimals: int = 1, lang: str = "en") -> str:
    """Return a cell as text: floats with ``decimals`` digits, None as nothing.

    >>> cell_text(12.345, 1, "nl"), cell_text(None), cell_text(7)
    ('12,3', '', '7')
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        text = f"{cell:.{decimals}f}"
        return text.replace(".", ",") if lang == "nl" else text
    return str(cell)


def _plain(text: str) -> str:
    """Return text that stays in its cell: no tabs or line ends."""
    return " ".join(text.split()) if any(c in text for c in "\t\r\n") else text


def _drawn(headings: Sequence[str], table: list[list[Cell]], title: str, decimals: int, lang: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=title or None, title_justify="left", header_style="bold")
    for i, heading in enumerate(headings):
        numbers = any(isinstance(row[i], int | float) for row in table)
        drawn.add_column(heading, justify="right" if numbers else "left", overflow="fold")
    for row in table:
        drawn.add_row(*(Text(cell_text(cell, decimals, lang)) for cell in row))
    Console(file=sys.stdout).print(drawn)


def refuse_existing(output: Path, overwrite: bool, option: str) -> None:
    """Raise InputError for a file that is there already, unless it may be replaced."""
    if output.exists() and not overwrite:
        raise InputError(Problem(f"{output} is there already; give --overwrite to replace it", field=option))
