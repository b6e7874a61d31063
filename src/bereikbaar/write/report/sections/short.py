"""The answer in three sentences, made by rules: who gains, who loses, what it takes and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bereikbaar.compare import MAIN, sums
from bereikbaar.compare.towns import ranked
from bereikbaar.reasons.closing import is_closing
from bereikbaar.settings import Settings
from bereikbaar.write.numbers import listed, number, spread
from bereikbaar.write.report.sections.frequency import harmed_names
from bereikbaar.write.report.sections.limit import destination, people_apart
from bereikbaar.write.report.sections.page import Compared, Page
from bereikbaar.write.report.sections.region import region_words
from bereikbaar.write.report.sections.sure import sure_words
from bereikbaar.write.report.sections.towns import single_losses
from bereikbaar.write.report.sections.words import share_words, towns_words

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.scenarios.model import Cost
    from bereikbaar.validate import Fit
    from bereikbaar.write.report.reasons import PriceTag

#: What happens to people in zones -> the sentence on some of them, and on all of them.
_ZONE_KEYS = {
    "gain": ("short_gain_zones", "short_gain_all_zones"),
    "loss": ("short_loss_zones", "short_loss_all_zones"),
}
#: The clauses on no station, on one and on more that lose trains.
_STATIONS = ("no_station_loses", "station_loses", "stations_lose")
#: Towns named in a sentence.
NAMED = 3
#: Verdicts that are not in minutes, and the clause that says how many people they are about.
GOT = (("new", "short_new"), ("comes_within", "short_comes_within"))
LOST = (("lost", "short_lost"), ("falls_beyond", "short_falls_beyond"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a short answer is about, in words: the plan, and the towns (``kind of town, place``) and stations of it.

    where : what follows "N towns". stations : the region of the stations; empty for the country.
    cost  : the plan as it stands in a sentence on its cost.
    """

    plan: str
    where: str
    stations: str = ""
    cost: str = ""


def subject(page: Page, plan: str, settings: Settings, region: str = "", *, cost: str = "") -> Subject:
    """Return the subject; ``plan`` (and ``cost``) as in a sentence, ``region`` as ``kind:name``; see Subject."""
    least, place = number(settings.town_population, page.lang), region_words(page, region)
    where = page.say("towns_from_in", least=least, region=place) if place else page.say("towns_from", least=least)
    return Subject(plan, where, place, cost or plan)


def three_sentences(page: Page, one: Compared, about: Subject, settings: Settings, fit: Fit | None = None) -> str:
    """Return the three sentences on one scenario; each names the plan, so that it can be quoted alone."""
    return " ".join(sentences_on(page, one, about, settings, fit=fit))


def sentences_on(
    page: Page,
    one: Compared,
    about: Subject,
    settings: Settings,
    price: PriceTag | None = None,
    fit: Fit | None = None,
) -> tuple[str, ...]:
    """Return them one by one: who gains, who loses, and, of a plan, what it takes and how sure the answer is.

    fit : how far the model is from a journey planner; None = not known.
    """
    country = one.over_zones(MAIN.name)
    loss = _people_words(page, one.towns, about, "loss", country, ranked(one.towns, n=NAMED)[1])
    sentences = [
        gain_sentence(page, one.towns, about, country),
        with_clauses(loss, loss_clauses(page, one, about, settings)),
    ]
    if not one.case.is_network:  # what runs has no cost and no published figures
        cost = "; ".join(cost_clauses(page, one, price, about.cost))
        sentences.append(page.say("short_sure", cost=cost, sure=sure_words(page, one, fit)))
    return tuple(sentences)


def loss_clauses(page: Page, one: Compared, about: Subject, settings: Settings, *, brief: bool = False) -> list[str]:
    """Return what else gets worse, as clauses: single destinations, stations, changes, lost connections."""
    country = one.over_zones(MAIN.name)
    stations = harmed_words(page, harmed_names(one, settings), brief=brief)
    if about.stations:
        stations = page.say("stations_in", stations=stations, region=about.stations)
    return [
        *_single_words(page, one.towns, country),
        stations,
        *_longer_changes(page, one, about),
        *apart_clauses(page, one.towns, LOST),
    ]


def harmed_words(page: Page, names: Sequence[str], *, brief: bool = False) -> str:
    """Return how many stations lose trains or their direct train to a city, and the first of them, as a clause."""
    keys = ("brief_no_station", "brief_station", "brief_stations") if brief else _STATIONS
    return page.say(keys[min(len(names), 2)], n=number(len(names), page.lang), names=_first(page, names))


def _first(page: Page, names: Sequence[str]) -> str:
    """Return names as a list; of a long one the first, and how many more there are."""
    if len(names) <= NAMED + 1:
        return listed(list(names), page.lang)
    return page.say("and_more", items=", ".join(names[:NAMED]), n=number(len(names) - NAMED, page.lang))


def _longer_changes(page: Page, one: Compared, about: Subject) -> list[str]:
    """Return the clause on travellers whose change between trains goes or lasts longer; of the country only."""
    people = sum(c.travellers_before for c in one.case.connections if c.kind in ("lost", "worse"))
    if about.stations or not round(people):
        return []
    return [page.say("short_longer_changes", people=number(people, page.lang))]


def gain_sentence(page: Page, towns: pl.DataFrame, about: Subject, country: dict[str, Any] | None = None) -> str:
    """Say how many inhabitants gain, in which towns most and how much, and how many get a connection.

    country : the sums of the headline over all zones: then all inhabitants count, each in his own zone; None = those
    of the towns.
    """
    best, _worst = ranked(towns, n=NAMED)
    words = _people_words(page, towns, about, "gain", country, best)
    return with_clauses(words, apart_clauses(page, towns, GOT))


def loss_sentence(page: Page, towns: pl.DataFrame, about: Subject) -> str:
    """Say likewise who loses, also to a single destination, and who loses a connection; of towns only."""
    _best, worst = ranked(towns, n=NAMED)
    words = _people_words(page, towns, about, "loss", None, worst)
    return with_clauses(words, [*_single_words(page, towns, None), *apart_clauses(page, towns, LOST)])


def _single_words(page: Page, towns: pl.DataFrame, country: dict[str, Any] | None) -> list[str]:
    """Return the clause on who loses to a single destination and how much, where nobody does on average."""
    if sums(towns).losers if country is None else country["losers"]:
        return []
    found = single_words(page, towns)
    key = "short_some_loss" if country is None else "short_some_loss_towns"
    return [page.say(key, people=number(found[0], page.lang), worst=found[1])] if found else []


def single_words(page: Page, towns: pl.DataFrame) -> tuple[int, str] | None:
    """Return how many inhabitants of towns lose to some destination, and the worst of them in words; else None."""
    rows = single_losses(towns)
    if rows.is_empty():
        return None
    said = [
        page.say(
            "loss_to", town=row["name"], place=destination(row["measure"], page.lang),
            minutes=number(row["diff"], page.lang),
        )
        for row in rows.head(NAMED).iter_rows(named=True)
    ]  # fmt: skip
    worst = listed(said, page.lang)
    return int(rows["population"].sum()), page.say("worst_first", worst=worst) if rows.height > NAMED else worst


def apart_clauses(page: Page, towns: pl.DataFrame, kinds: Sequence[tuple[str, str]]) -> list[str]:
    """Say how many people get or lose (``kinds``: GOT or LOST) what is not in minutes, to some destination."""
    people = {key: people_apart(towns, verdict) for verdict, key in kinds}
    return [page.say(key, people=number(n, page.lang)) for key, n in people.items() if n]


def with_clauses(sentence: str, clauses: list[str]) -> str:
    """Return a sentence with more clauses behind it, each after a semicolon."""
    return f"{'; '.join([sentence.removesuffix('.'), *clauses])}."


def _people_words(
    page: Page, towns: pl.DataFrame, about: Subject, what: str, country: dict[str, Any] | None, most: pl.DataFrame
) -> str:
    """Return the sentence on the people who gain or lose (``what``), or that nobody does."""
    if country is not None:
        return _zone_words(page, towns, about, what, country, most)
    found, count = sums(towns), towns_words(page, towns["town_id"].n_unique())
    total, people = found.total, found.winners if what == "gain" else found.losers
    if not people:
        key = "short_no_gain" if what == "gain" else "short_no_loss"
        return page.say(key, plan=about.plan, towns=count, where=about.where)
    return page.say(
        "short_gain" if what == "gain" else "short_loss",
        plan=about.plan,
        people=number(people, page.lang),
        share=share_words(page, people, total),
        total=number(total, page.lang),
        towns=count,
        where=about.where,
        best=minutes_of(page, most),
    )


def _zone_words(
    page: Page, towns: pl.DataFrame, about: Subject, what: str, country: dict[str, Any], most: pl.DataFrame
) -> str:
    """Return the sentence on all inhabitants, each counted in his own zone, with the towns where it is most."""
    people, total = country["winners" if what == "gain" else "losers"], country["population"]
    key = "people_of" if about.stations else "people_all"
    everybody = page.say(key, total=number(total, page.lang), region=about.stations)
    if not people:
        none = "short_no_gain_zones" if what == "gain" else "short_no_loss_zones"
        return page.say(none, plan=about.plan, everybody=everybody)
    some, all_of_them = _ZONE_KEYS[what]
    sentence = page.say(
        all_of_them if people == total else some,
        plan=about.plan,
        people=number(people, page.lang),
        share=share_words(page, people, total),
        everybody=everybody,
    )
    if most.is_empty():
        return sentence
    n, best = towns["town_id"].n_unique(), minutes_of(page, most)
    named = page.say("short_most", towns=towns_words(page, n), where=about.where, best=best)
    if n == 1:
        named = page.say("brief_most", best=best)
    return f"{sentence.removesuffix('.')}, {named}."


def cost_clauses(page: Page, one: Compared, price: PriceTag | None, plan: str = "") -> list[str]:
    """Return what a plan costs and how many train-km it takes, as clauses. plan : as in a sentence on its cost."""
    scenario = one.case.scenario
    cost = page.say("short_no_cost", plan=plan) if plan else page.say("brief_no_cost")
    if is_closing(scenario):
        cost = page.say("short_closed", plan=plan) if plan else page.say("brief_closed")
    if scenario is not None and scenario.cost is not None:
        about = {"amount": money(page, scenario.cost), "level": scenario.cost.price_level}
        cost = page.say("short_cost", plan=plan, **about) if plan else page.say("brief_cost", **about)
    return [cost] if price is None else [cost, km_words(page, price.train_km)]


def km_words(page: Page, train_km: float) -> str:
    """Return how many train-km more or fewer are run on a weekday, as a clause."""
    if not round(train_km):
        return page.say("same_km")
    return page.say("more_km" if train_km > 0 else "fewer_km", km=number(abs(train_km), page.lang))


def money(page: Page, cost: Cost) -> str:
    """Return an amount in billions, or in millions when it is less than one billion; said where parts have none."""
    key, (low, high) = "billion", cost.bn_eur
    if high < 1:
        key, low, high = "million", *(round(1000 * bn, 6) for bn in cost.bn_eur)
    amount = page.say(key, n=spread(low, high, page.lang))
    return page.say("partial_cost", amount=amount) if cost.partial else amount


def minutes_of(page: Page, rows: pl.DataFrame) -> str:
    """Return towns with the minutes that they gain or lose, as a list in words."""
    towns = [
        page.say("town_minutes", town=row["name"], minutes=number(abs(row["diff"]), page.lang))
        for row in rows.iter_rows(named=True)
    ]
    return listed(towns, page.lang)
