"""The small grammar of the sections: headings, tables, lists, and what every section needs to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from bereikbaar.write.report.model import Block, Bullets, Heading, Paragraph, Table
from bereikbaar.write.texts import speaker

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case


#: Role of a paragraph on how to read what follows, within the sections; writers do not see it.
HOW = "how"
#: What a section yields: blocks, and paragraphs as their text (an empty one is none).
Said: TypeAlias = Block | str


@dataclass(frozen=True, slots=True)
class Page:
    """The language of a page, its sentences, and what it calls the two that are compared (for heads of columns).

    inline : the same names behind another word.
    """

    lang: str
    say: Callable[..., str]
    names: tuple[str, str]
    inline: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One scenario against the base: the compared tables of towns and stations (see :mod:`bereikbaar.compare`).

    direct : stations that lose their direct train to a city, as ``compare.lost_centres`` gives them.
    country : the sums over all zones of the report, a row per measure, of ``compare.zones``; empty without zones.
    """

    case: Case
    towns: pl.DataFrame
    stations: pl.DataFrame
    direct: pl.DataFrame
    country: pl.DataFrame

    def over_zones(self, measure: str) -> dict[str, Any] | None:
        """Return the sums of a measure over all zones; None where there are none."""
        import polars as pl

        rows = self.country.filter(pl.col("measure") == measure) if self.country.height else self.country
        return rows.row(0, named=True) if rows.height else None


def page(lang: str, names: tuple[str, str] | None = None) -> Page:
    """Return an empty page ("nl" or "en"); ``names`` of the two that are compared, else "Base" and "Scenario"."""
    say = speaker(lang)
    usual = (say("now"), say("then"))
    return Page(lang, say, names or usual, names or (usual[0].lower(), usual[1].lower()))


def heading(level: int, text: str, anchor: str = "") -> Heading:
    """Return a heading."""
    return Heading(level, text, anchor)


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 0, caption: str = "", key: str = ""
) -> Table:
    """Return a table; its last ``numbers`` columns are set to the right."""
    return Table(tuple(head), tuple(tuple(row) for row in rows), numbers, caption, key)


def how(text: str) -> Paragraph:
    """Return a paragraph on how to read what follows, which a section on several plans has once."""
    return Paragraph(text, HOW)


def plainly(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks as writers take them: a paragraph on how to read something is one like others."""
    return tuple(replace(b, role="") if isinstance(b, Paragraph) and b.role == HOW else b for b in blocks)


def bullets(items: Iterable[str]) -> Bullets:
    """Return a list, an item a line."""
    return Bullets(tuple(items))


def blocks_of(said: Iterable[Said]) -> tuple[Block, ...]:
    """Return what sections yield as blocks."""
    return tuple(Paragraph(one) if isinstance(one, str) else one for one in said if one != "")
