"""A report as the data that report.typ sets: JSON, so that no text of a user is ever read as Typst."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from bereikbaar.lang import translate
from bereikbaar.write.report.letters import address, clean, is_address, line, line_runs
from bereikbaar.write.report.model import Block, Bullets, Document, Figure, Heading, Paragraph, Table
from bereikbaar.write.report.outline import anchors, announces, contents_depth, outlined, with_contents
from bereikbaar.write.report.pictures import alt, width_mm
from bereikbaar.write.report.row_groups import grouped
from bereikbaar.write.report.widths import form_of

REGIONS = {"nl": "nl", "en": "gb"}
AUTHOR = "bereikbaar"
#: Width of the text on the page, in millimetres, and letters of a title that a running head has room for.
TEXT_MM, _HEAD_LETTERS = 170.0, 115
#: A table with no more rows and letters than this is kept on one page.
_WHOLE_ROWS, _WHOLE_LETTERS = 14, 1_800


def typst_data(document: Document) -> str:
    """Return the report as JSON: ``blocks`` in the order of reading, each with its ``kind``, and what a page says.

    A text is a str, or a list of [words, style, href] with in style the letters b(old), i(talic), c(ode), l(ink) and
    a (a link within the report).
    """
    language, blocks = translate(document.lang), outlined(document.blocks)
    known = anchors(blocks)
    title = line(document.title) or AUTHOR
    found = {
        "title": title,
        "head": title if len(title) <= _HEAD_LETTERS else title[:_HEAD_LETTERS].rstrip(" ,;:") + "…",
        "author": AUTHOR,
        "subject": line(document.about.get("subject", "")),
        "keywords": line(document.about.get("keywords", "")),
        "lang": document.lang,
        "region": REGIONS[document.lang],
        "contents": language.text("Contents"),
        "depth": contents_depth(blocks),
        "page_of": language.text("page {page} of {pages}", page="{page}", pages="{pages}"),
        "blocks": _kept([made for block in with_contents(blocks) for made in _block(block, known)]),
    }
    return json.dumps(found, ensure_ascii=False)


def _kept(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return blocks in which a text that explains a table stays with it, as one does that announces a list."""
    for block, below in pairwise(made):
        if block["kind"] == "text" and below["kind"] == "table":
            block["opens"] = True
    return made


def _block(block: Block | str, known: frozenset[str]) -> Iterator[dict[str, Any]]:
    if isinstance(block, str):
        yield {"kind": block}
    elif isinstance(block, Heading) and block.level < 2:
        yield {"kind": "title", "text": _text(block.text, known)}
    elif isinstance(block, Heading):
        yield {"kind": "heading", "level": block.level - 1, "text": _text(block.text, known), "anchor": block.anchor}
    elif isinstance(block, Paragraph):
        yield {"kind": "text", "role": block.role, "text": _text(block.text, known), "opens": announces(block.text)}
    elif isinstance(block, Bullets):
        yield {"kind": "list", "items": [_text(item, known) for item in block.items]}
    elif isinstance(block, Table):
        yield _table(block, known)
    elif isinstance(block, Figure):
        yield {
            "kind": "figure", "svg": clean(block.svg), "alt": alt(block),
            "width": width_mm(block, TEXT_MM), "caption": _text(block.caption, known),
        }  # fmt: skip
        if block.table is not None and not block.told:
            yield _table(block.table, known)
    else:
        yield {"kind": "break"}


def _table(table: Table, known: frozenset[str]) -> dict[str, Any]:
    rows = grouped(table)
    table, form = rows.table, form_of(rows.table)
    return {
        "kind": "table",
        "caption": _text(table.caption, known),
        "head": _texts(table.head, known),
        "groups": [
            {
                "label": _text(rows.labels.get(start, ""), known),
                "cells": [cell for row in table.rows[start:end] for cell in _texts(row, known)],
            }
            for start, end in _spans(rows.labels, len(table.rows))
        ],
        "numbers": table.numbers,
        "letters": form.letters_pt,
        "turned": form.turned,
        "whole": len(table.rows) <= _WHOLE_ROWS
        and sum(len(cell) for row in table.rows for cell in row) < _WHOLE_LETTERS,
        "shares": form.shares,
    }


def _spans(labels: Mapping[int, str], rows: int) -> list[tuple[int, int]]:
    """Return the first row of every group and the one after its last; all rows where there are no groups."""
    starts = sorted({0, *labels})
    return list(zip(starts, [*starts[1:], rows], strict=True))


def _texts(texts: Iterable[str], known: frozenset[str]) -> list[str | list[tuple[str, str, str]]]:
    return [_text(text, known) for text in texts]


def _text(text: str, known: frozenset[str]) -> str | list[tuple[str, str, str]]:
    found = line_runs(text)
    if not any(run.bold or run.emphasis or run.code or run.href for run in found):
        return "".join(run.text for run in found)
    made = []
    for run in found:
        style = "b" * run.bold + "i" * run.emphasis + "c" * run.code
        if is_address(run.href):
            made.append((run.text, style + "l", address(run.href)))
        elif run.href[:1] == "#" and run.href[1:] in known:
            made.append((run.text, style + "a", run.href[1:]))
        else:
            made.append((run.text, style, ""))
    return made
