"""The answer in three sentences, made by rules: who gains, who loses, what it takes and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare import sums
from bereikbaar.compare.towns import ranked
from bereikbaar.write.markdown.frequency import losing_stations
from bereikbaar.write.markdown.limit import people_apart
from bereikbaar.write.markdown.page import Compared, Page
from bereikbaar.write.markdown.towns import single_losses
from bereikbaar.write.numbers import listed, number, spread

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.scenarios.model import Cost

#: Towns named in a sentence.
_NAMED = 3
#: Verdicts that are not in minutes, and the clause that says how many people they are about.
GOT = (("new", "short_new"), ("comes_within", "short_comes_within"))
LOST = (("lost", "short_lost"), ("falls_beyond", "short_falls_beyond"))


def three_sentences(page: Page, one: Compared) -> str:
    """Return the three sentences on one scenario."""
    loss = _with_clauses(_loss_sentence(page, one), apart_clauses(page, one.towns, LOST))
    return " ".join((gain_sentence(page, one.towns), loss, _sure_sentence(page, one)))


def gain_sentence(page: Page, towns: pl.DataFrame) -> str:
    """Say how many inhabitants of which towns gain, and how much, and how many get a connection."""
    return _with_clauses(_gain_words(page, towns), apart_clauses(page, towns, GOT))


def apart_clauses(page: Page, towns: pl.DataFrame, kinds: Sequence[tuple[str, str]]) -> list[str]:
    """Say how many people get or lose (``kinds``: GOT or LOST) what is not in minutes, to some destination."""
    people = {key: people_apart(towns, verdict) for verdict, key in kinds}
    return [page.say(key, people=number(n, page.lang)) for key, n in people.items() if n]


def _with_clauses(sentence: str, clauses: list[str]) -> str:
    return f"{'; '.join([sentence.removesuffix('.'), *clauses])}."


def _gain_words(page: Page, towns: pl.DataFrame) -> str:
    found = sums(towns)
    best, _worst = ranked(towns, n=_NAMED)
    if not found.winners:
        return page.say("short_no_gain")
    return page.say(
        "short_gain",
        people=number(found.winners, page.lang),
        share=_share(found.winners, found.total, page),
        total=number(found.total, page.lang),
        towns=number(towns["town_id"].n_unique(), page.lang),
        best=_named(page, best),
    )


def _loss_sentence(page: Page, one: Compared) -> str:
    found = sums(one.towns)
    _best, worst = ranked(one.towns, n=_NAMED)
    n = losing_stations(one.stations).height
    key = "no_station_loses" if n == 0 else "station_loses" if n == 1 else "stations_lose"
    stations = page.say(key, n=number(n, page.lang))
    if not found.losers:
        some = int(single_losses(one.towns)["population"].sum())
        if some:
            return page.say("short_some_loss", people=number(some, page.lang), stations=stations)
        return page.say("short_no_loss", stations=stations)
    return page.say(
        "short_loss",
        people=number(found.losers, page.lang),
        share=_share(found.losers, found.total, page),
        worst=_named(page, worst),
        stations=stations,
    )


def _sure_sentence(page: Page, one: Compared) -> str:
    scenario = one.case.scenario
    cost = page.say("short_no_cost")
    if scenario is not None and scenario.cost is not None:
        cost = page.say("short_cost", amount=money(page, scenario.cost), level=scenario.cost.price_level)
    judged = [o for o in one.case.outcomes if o.ok is not None]
    if not judged:
        return page.say("short_unsure", cost=cost)
    ok = sum(1 for o in judged if o.ok)
    return page.say("short_sure", cost=cost, n=number(len(judged), page.lang), ok=number(ok, page.lang))


def money(page: Page, cost: Cost) -> str:
    """Return an amount in billions, or in millions when it is less than one billion."""
    if cost.bn_eur[1] < 1:
        low, high = (round(1000 * bn, 6) for bn in cost.bn_eur)
        return page.say("million", n=spread(low, high, page.lang))
    return page.say("billion", n=spread(*cost.bn_eur, page.lang))


def _named(page: Page, rows: pl.DataFrame) -> str:
    towns = [
        page.say("town_minutes", town=row["name"], minutes=number(abs(row["diff"]), page.lang))
        for row in rows.iter_rows(named=True)
    ]
    return listed(towns, page.lang)


def _share(part: float, whole: float, page: Page) -> str:
    return number(100 * part / whole, page.lang) if whole else number(0.0, page.lang)
