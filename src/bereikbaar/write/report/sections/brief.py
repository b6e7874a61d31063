"""The answer on one of several plans, under its title: who gains, who loses, what it takes and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bereikbaar.compare import MAIN, sums
from bereikbaar.compare.towns import ranked
from bereikbaar.settings import Settings
from bereikbaar.write.numbers import number
from bereikbaar.write.report.sections.page import Compared, Page
from bereikbaar.write.report.sections.short import (
    GOT,
    NAMED,
    Subject,
    apart_clauses,
    cost_clauses,
    loss_clauses,
    minutes_of,
    with_clauses,
)
from bereikbaar.write.report.sections.sure import sure_words
from bereikbaar.write.report.sections.words import share_words, towns_words

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.write.report.reasons import PriceTag


def brief_on(
    page: Page, one: Compared, about: Subject, settings: Settings, price: PriceTag | None = None
) -> tuple[str, ...]:
    """Return the sentences on one of several plans, shorter than those of one plan alone: the title stands above."""
    best, worst = ranked(one.towns, n=NAMED)
    gain = with_clauses(_people(page, one, about, "gain", best), apart_clauses(page, one.towns, GOT))
    loss = with_clauses(
        _people(page, one, about, "loss", worst), loss_clauses(page, one, about, settings, brief=True)
    )
    said = [page.say("brief_gains", said=gain), page.say("brief_loses", said=loss)]
    if not one.case.is_network:  # what runs has no cost and no published figures
        cost = "; ".join(cost_clauses(page, one, price))
        said.append(page.say("brief_takes", cost=cost, sure=sure_words(page, one, None)))
    return tuple(said)


#: What happens to people -> the keys of who they are among the sums, of the sentence, and of that on nobody.
_KEYS = {"gain": ("winners", "brief_gain", "brief_no_gain"), "loss": ("losers", "brief_loss", "brief_no_loss")}


def gain_and_loss(one: Compared) -> dict[str, Any]:
    """Return the people who gain, lose, notice nothing (``winners``, ``losers`` ...) and all (``population``).

    Each in his own postcode area; of a run without those the inhabitants of towns.
    """
    found = one.over_zones(MAIN.name)
    if found is not None:
        return found
    s = sums(one.towns)
    return {"winners": s.winners, "losers": s.losers, "new": s.new, "lost": s.lost, "population": s.total}


def _people(page: Page, one: Compared, about: Subject, what: str, most: pl.DataFrame) -> str:
    """Return the sentence on who gains or loses (``what``) on average."""
    found, (who, some, none) = gain_and_loss(one), _KEYS[what]
    people = found[who]
    if not people:
        return page.say(none)
    count = number(people, page.lang)
    whom = page.say("people_of" if about.stations else "people_all", total=count, region=about.stations)
    if not one.country.height:
        towns = towns_words(page, one.towns["town_id"].n_unique())
        whom = page.say("people_towns", total=count, towns=towns, where=about.where)
    sentence = page.say(some, whom=whom, share=share_words(page, people, found["population"]))
    named = [] if most.is_empty() else [page.say("brief_most", best=minutes_of(page, most))]
    return ", ".join([sentence, *named])
