"""Page one: the title, what is compared with what, and the answer in short on one plan or on several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from bereikbaar.write.names import key_of
from bereikbaar.write.report.inline import literal
from bereikbaar.write.report.model import Paragraph
from bereikbaar.write.report.naming import named
from bereikbaar.write.report.reasons import PriceTag
from bereikbaar.write.report.sections.beside import overview_table
from bereikbaar.write.report.sections.brief import brief_on
from bereikbaar.write.report.sections.compared import (
    measured_words,
    plan_words,
    subject_words,
    title_in,
    title_words,
)
from bereikbaar.write.report.sections.every import BESIDE
from bereikbaar.write.report.sections.page import Compared, Page, Said, bullets, heading
from bereikbaar.write.report.sections.region import region_rule
from bereikbaar.write.report.sections.short import Subject, sentences_on, subject
from bereikbaar.write.report.sections.sure import planner_fit, planner_words

if TYPE_CHECKING:
    from bereikbaar.results import Result

#: What a plan takes; None where that is not known.
PriceOf = Callable[[Compared], PriceTag | None]


def first_page(page: Page, result: Result, compared: Sequence[Compared], price: PriceOf) -> Iterator[Said]:
    """Yield page one: of one plan three sentences; of several a table side by side and short sentences on each."""
    yield heading(1, title_words(page, result))
    if 1 < len(compared) <= BESIDE:
        yield bullets(literal(title_in(page, one.case)) for one in compared)
    yield subject_words(page, result, "subject_window")
    yield region_rule(page, result.region)
    yield heading(2, page.say("in_short"), "in-short")
    measured = measured_words(page, result.settings)
    if len(compared) == 1:
        (one,) = compared
        about, fit = _about(page, result, one), planner_fit(result)
        found = sentences_on(page, one, about, result.settings, price(one), fit)
        yield from (Paragraph(text, "lead") for text in found)
        yield Paragraph(measured, "note")
        return
    yield from named(page, [overview_table(page, compared, result.settings, price)])
    for one in compared:
        yield heading(3, title_in(page, one.case), f"in-short-{key_of(one.case)}")
        yield bullets(brief_on(page, one, _about(page, result, one), result.settings, price(one)))
    sure = planner_words(page, planner_fit(result))
    said = [page.say("brief_planner", planner=sure)] if sure else []
    yield Paragraph(" ".join([*said, measured]), "note")


def _about(page: Page, result: Result, one: Compared) -> Subject:
    alone = page.say("plan", title=literal(title_in(page, one.case)))
    return subject(page, plan_words(page, result, one.case), result.settings, result.region, cost=alone)
