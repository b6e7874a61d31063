"""What a plan changes in a few lines: stations, track, trains, buses. All of it is in the table below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bereikbaar.scenarios import words
from bereikbaar.scenarios.touched import Touched, same_directions
from bereikbaar.units import SLACK
from bereikbaar.write.numbers import number
from bereikbaar.write.report.inline import literal
from bereikbaar.write.report.sections.page import Page

if TYPE_CHECKING:
    from bereikbaar.network.model import Network

#: Names in a line before the others are counted.
NAMED = 6


def brief_changes(page: Page, base: Network, after: Network, touched: Touched) -> list[str]:
    """Return a line per kind of change, in the order in which a reader asks for them; none for what stays."""
    return [*_stations(page, base, after, touched), *_track(page, after, touched),
            *_trains(page, base, after, touched), *_rest(page, after, touched)]  # fmt: skip


def _line(page: Page, key: str, items: Iterable[str], **values: object) -> Iterator[str]:
    """Yield the line on some names, the first of them in full; nothing without any."""
    every = list(items)
    if not every:
        return
    shown = words.listed(every, page.lang)
    if len(every) > NAMED + 1:  # "and 1 more" would be as long as its name
        shown = page.say("and_more", items=", ".join(every[:NAMED]), n=number(len(every) - NAMED, page.lang))
    yield page.say(key, items=literal(shown), **values)


def _stations(page: Page, base: Network, after: Network, touched: Touched) -> Iterator[str]:
    yield from _line(page, "change_new_stations", (words.station(c, after) for c in touched.stations_added))
    yield from _line(page, "change_closed_stations", (words.station(c, base) for c in touched.stations_closed))
    yield from _line(page, "change_station_access", (words.station(c, after) for c in touched.stations_changed))


def _track(page: Page, after: Network, touched: Touched) -> Iterator[str]:
    def pairs(keys: Iterable[tuple[str, str]], network: Network) -> list[str]:
        return [" – ".join(words.station(code, network) for code in key) for key in keys]

    built = pairs((key for key in touched.sections_added if after.sections[key].added_by), after)
    km = number(touched.new_track_km, page.lang)
    if built:
        yield from _line(page, "change_new_track", built, km=km)
    elif touched.new_track_km:
        yield page.say("change_cost_track", km=km)
    yield from _line(page, "change_other_track", pairs(touched.sections_changed, after))


def _trains(page: Page, base: Network, after: Network, touched: Touched) -> Iterator[str]:
    lang = page.lang

    def named(ids: Sequence[str], network: Network) -> list[str]:
        return [words.service(name, network) for name in ids]

    for name in touched.services_added[:NAMED]:
        yield from _line(page, "change_new_train", [f"{words.service(name, after)}, {_often(page, name, after)}"])
    yield from _line(page, "change_new_trains", named(touched.services_added[NAMED:], after))
    yield from _line(page, "change_gone_trains", named(touched.services_removed, base))
    for key, sign in (("change_more_trains", 1), ("change_fewer_trains", -1)):
        yield from _line(page, key, named(_other_often(touched, sign), after))
    minutes = _minutes(base, after, touched)
    for key, sign in (("change_faster", -1), ("change_slower", 1)):
        found = [(name, abs(by)) for name, by in minutes.items() if by * sign > SLACK]
        items = [f"{words.service(name, after)} {words.number(by, lang)} min" for name, by in found]
        yield from _line(page, key, items)
    yield from _stops(page, base, after, touched)


def _often(page: Page, name: str, network: Network) -> str:
    tph = {w.name: max(p.tph[i] for p in network.services[name].patterns) for i, w in enumerate(network.windows)}
    return page.say("change_per_hour", often=words.by_window(tph, network, page.lang))


def _other_often(touched: Touched, sign: int) -> list[str]:
    """Return the services that are there before and after and run more often in some window (``sign`` 1), or less."""
    changed = {*touched.services_changed}
    return sorted({c.service for c in touched.tph if c.service in changed and (c.after - c.before) * sign > SLACK})


def _minutes(base: Network, after: Network, touched: Touched) -> dict[str, float]:
    """Return by how many minutes services between the same ends become longer, in the direction that differs most."""
    out = {}
    for name in touched.services_changed:
        by = [
            new.arrive_min[-1] - old.arrive_min[-1]
            for old, new in same_directions(base.services[name], after.services[name])
            if (old.stations[0], old.stations[-1]) == (new.stations[0], new.stations[-1])
        ]
        if by:
            out[name] = max(by, key=abs)
    return out


def _stops(page: Page, base: Network, after: Network, touched: Touched) -> Iterator[str]:
    """Yield the stops that trains get and lose, of all trains that get or lose the same ones in one line."""
    extra = [stop for stop in touched.stops if stop.before_min is None]
    skipped = [stop for stop in touched.stops if stop.after_min is None]
    for key, network, stops in (("change_extra_stop", after, extra), ("change_skipped_stop", base, skipped)):
        at: dict[str, dict[str, None]] = {}
        for stop in stops:
            at.setdefault(stop.service, {})[stop.station] = None
        alike: dict[tuple[str, ...], list[str]] = {}
        for service, codes in at.items():
            alike.setdefault(tuple(sorted(codes)), []).append(service)
        for stations, services in alike.items():
            trains = words.listed(services, page.lang)
            yield from _line(page, key, (words.station(c, network) for c in stations), trains=trains)


def _rest(page: Page, after: Network, touched: Touched) -> Iterator[str]:
    yield from _line(page, "change_change_times", (words.station(c, after) for c in touched.change_times))
    if touched.feeders_added:
        feeders = after.feeders[len(after.feeders) - touched.feeders_added :]
        ends = dict.fromkeys(words.station(f.station, after) for f in feeders)
        yield from _line(page, "change_feeders", ends, n=number(touched.feeders_added, page.lang))
    if touched.opportunity_changes:
        yield page.say("change_places", n=number(touched.opportunity_changes, page.lang))
