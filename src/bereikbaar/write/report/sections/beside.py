"""The plans side by side on page one: a few rows or columns, and none that holds for every plan that it is zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.compare.towns import ranked
from bereikbaar.lang.numbers import Shown
from bereikbaar.reasons.closing import is_closing
from bereikbaar.settings import Settings
from bereikbaar.write.numbers import number, signed
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.reasons import PriceTag
from bereikbaar.write.report.sections.brief import gain_and_loss
from bereikbaar.write.report.sections.every import BESIDE, title
from bereikbaar.write.report.sections.frequency import harmed_names
from bereikbaar.write.report.sections.page import Compared, Page, table
from bereikbaar.write.report.sections.short import minutes_of, money
from bereikbaar.write.report.sections.sure import judged
from bereikbaar.write.report.sections.towns import single_losses
from bereikbaar.write.report.sections.words import share_words

if TYPE_CHECKING:
    from bereikbaar.scenarios.model import Scenario


@dataclass(frozen=True, slots=True)
class _Line:
    """What is told of every plan. key : of its title. always : also where it is zero for all plans."""

    key: str
    cells: tuple[str, ...]
    always: bool = False

    @property
    def empty(self) -> bool:
        """Whether it says nothing of any plan: zero, or not known."""
        return all(cell == "" or (isinstance(cell, Shown) and not cell.value) for cell in self.cells)


def overview_table(
    page: Page, compared: Sequence[Compared], settings: Settings, price: Callable[[Compared], PriceTag | None]
) -> Table:
    """Return who gains, who loses, what it takes and how sure that is, of every plan.

    Some plans are columns, so that the table is narrow; more are rows, without share and town that gains most.
    price : what a plan takes; None = not known.
    """
    lines = [line for line in _lines(page, compared, settings, price) if line.always or not line.empty]
    titles = [title(page, one) for one in compared]
    if len(compared) <= BESIDE:
        rows = [[page.say(line.key), *line.cells] for line in lines]
        return table([page.say("overview_head"), *titles], rows, numbers=len(compared), key="overview")
    lines = [line for line in lines if line.key not in ("overview_share", "overview_most")]
    rows = [[name, *(line.cells[n] for line in lines)] for n, name in enumerate(titles)]
    return table(
        [page.say("scenario"), *(page.say(line.key) for line in lines)], rows, numbers=len(lines), key="overview"
    )


def _lines(
    page: Page, compared: Sequence[Compared], settings: Settings, price: Callable[[Compared], PriceTag | None]
) -> list[_Line]:
    lang, found = page.lang, [gain_and_loss(one) for one in compared]
    people = {k: tuple(number(one[k], lang) for one in found) for k in ("winners", "losers", "new", "lost")}
    shares = tuple(share_words(page, one["winners"], one["population"]) for one in found)
    most = tuple(minutes_of(page, ranked(one.towns, n=1)[0]) for one in compared)
    single = tuple(number(int(single_losses(one.towns)["population"].sum()), lang) for one in compared)
    stations = tuple(number(len(harmed_names(one, settings)), lang) for one in compared)
    tags = [price(one) for one in compared]
    km = tuple(signed(tag.train_km, lang) if tag else number(None, lang) for tag in tags)
    lines = [
        _Line("winners", people["winners"], always=True),
        _Line("overview_share", shares, always=True),
        _Line("overview_most", most),
        _Line("losers_people", people["losers"], always=True),
        _Line("overview_single", single),
        _Line("overview_stations", stations),
        _Line("new", people["new"]),
        _Line("lost", people["lost"]),
        _Line("overview_km", km),
    ]
    if all(one.case.is_network for one in compared):
        return lines
    costs = tuple(_cost(page, one.case.scenario) for one in compared)
    figures = tuple(_figures(page, one) for one in compared)
    return [*lines, _Line("cost_head", costs, always=True), _Line("published_ok", figures, always=True)]


def _cost(page: Page, scenario: Scenario | None) -> str:
    if scenario is not None and scenario.cost is not None:
        return money(page, scenario.cost)
    return number(None, page.lang) if is_closing(scenario) else page.say("no_cost")


def _figures(page: Page, one: Compared) -> str:
    n, ok = judged(one)
    return (
        page.say("ok_of", ok=number(ok, page.lang), n=number(n, page.lang)) if n else page.say("no_published_short")
    )
