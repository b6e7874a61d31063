"""How a table fits a page: the size of its letters, whether the page is turned, and the width of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Table

#: Width of the text on an A4 page with margins of 20 mm, upright and turned, in points.
UPRIGHT_PT, TURNED_PT = 482.0, 728.0
#: Width of an average letter in its size, and of the space beside a column, in points.
_LETTER, _BESIDE_PT = 0.48, 8.0
_SIZES_PT = (8.5, 8.0, 7.5, 7.0)
#: A table of more rows than this has a line a row, in smaller letters if need be.
_LONG_ROWS = 25
#: A cell longer than this is prose: more width makes it no easier to read.
_PROSE = 70
#: Words longer than this may be broken: in a cell (addresses, names of settings), and in a title of a column.
_WORD, _TITLE_WORD = 24, 11


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is set.

    letters_pt : size of its letters. turned : on a page with the long side below.
    shares     : (n_columns,) share of the width per column, together 1; empty = every column as wide as its text.
    natural_pt : (n_columns,) width of every column that is as wide as its text, in points.
    """

    letters_pt: float
    turned: bool
    shares: tuple[float, ...]
    natural_pt: tuple[float, ...]


#: Titles of columns are bold, and that much wider.
_BOLD = 1.15
#: The longest words take at most this share of a line, or columns of prose would be narrow and high.
_WORDS_SHARE = 0.72


def form_of(table: Table) -> Form:
    """Return how a table is set, in the largest letters that make no narrow prose; turned only when need be."""
    columns = list(_columns(table))
    if len(table.rows) > _LONG_ROWS:
        for size in _SIZES_PT:
            room = UPRIGHT_PT / (size * _LETTER) - _beside(size) * len(columns)
            if sum(_lined(columns)) <= room:
                return _form(columns, size, False, room)
    for turned, width in ((False, UPRIGHT_PT), (True, TURNED_PT)):
        for size in _SIZES_PT:
            room = width / (size * _LETTER) - _beside(size) * len(columns)
            share = 1.0 if size == _SIZES_PT[-1] else _WORDS_SHARE
            if _natural(columns) <= room or sum(c.word for c in columns) <= share * room:
                return _form(columns, size, turned, room)
    return _form(columns, _SIZES_PT[-1], True, 0.0)


def _form(columns: Sequence[_Column], size: float, turned: bool, room: float) -> Form:
    natural = tuple(round(max(c.text, c.title) * size * _LETTER + _BESIDE_PT, 1) for c in columns)
    return Form(size, turned, _shares(columns, room, _beside(size)), natural)


def _beside(size: float) -> float:
    """Return the space beside a column in letters of a size."""
    return _BESIDE_PT / (size * _LETTER)


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column needs, in letters. word : its longest word. text : its longest cell. title : its title."""

    word: float
    text: float
    title: float


def _columns(table: Table) -> Iterator[_Column]:
    for at, title in enumerate(table.head):
        words, cells = _line(title), [_line(row[at]) for row in table.rows]
        whole = at >= len(table.head) - table.numbers  # a number, or two with an arrow between, stays on a line
        longest = max(
            (min(len(word), _WORD) for text in cells for word in ([text] if whole else text.split())), default=1
        )
        in_title = max((min(len(word), _TITLE_WORD) for word in words.split()), default=1)
        yield _Column(
            max(longest, in_title * _BOLD), max((len(text) for text in cells), default=1), len(words) * _BOLD
        )


def _line(text: str) -> str:
    return line(plain_text(text))


def _natural(columns: Sequence[_Column]) -> float:
    """Return the letters of a line that holds every column as wide as its text."""
    return sum(max(c.text, c.title) for c in columns)


def _lined(columns: Sequence[_Column]) -> list[float]:
    """Return the letters that every column needs for a line a cell; its title may take more lines."""
    return [max(c.text, c.word) for c in columns]


def _shares(columns: Sequence[_Column], room: float, beside: float) -> tuple[float, ...]:
    """Return the shares of the columns: a line a cell where there is room for it, then titles; else by their text.

    Of text that takes several lines every longest word, and what is left by how much there is to set.
    """
    if _natural(columns) <= room:
        return ()
    least = _lined(columns)
    if sum(least) <= room:
        wanted = [max(0.1, c.title - held) for c, held in zip(columns, least, strict=True)]
    else:
        least = [c.word for c in columns]
        wanted = [max(0.1, min(max(c.text, c.title / 2), _PROSE) - c.word) for c in columns]
    left = max(0.0, room - sum(least))
    widths = [beside + held + left * more / sum(wanted) for held, more in zip(least, wanted, strict=True)]
    return tuple(round(width / sum(widths), 4) for width in widths)
