"""What the clock method adds to the page: whose minutes they are, and who pays for new ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bereikbaar.network.trips import BASES
from bereikbaar.settings import Settings
from bereikbaar.write.names import title_of
from bereikbaar.write.numbers import listed, number, plain
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.sections.page import Page, Said, heading, table
from bereikbaar.write.report.sections.words import window_word

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.results import Case, Result
    from bereikbaar.timetable.propose.connections import ConnectionChange

#: Connections in the table; the others are counted.
_LISTED = 10


def clock_sections(page: Page, result: Result) -> Iterator[Said]:
    """Yield the section on the minutes of a run by the clock; nothing for another method."""
    if result.method != "clock":
        return
    yield heading(2, page.say("clock"), "clock")
    yield page.say("clock_head", hours=plain(result.settings.longest_journey_min / 60, page.lang))
    days = [day for case in result.all_cases for day in _days(page, case.network)]
    if days:
        yield page.say("clock_days", days=listed(list(dict.fromkeys(days)), page.lang))
    yield page.say("clock_known", window=window_word(result.window, page.lang))
    yield _basis_table(page, result.all_cases)
    if any("proposed" in case.basis for case in result.all_cases):
        yield page.say("clock_proposed")
        yield from _proposed_names(page, result.all_cases)


def _days(page: Page, net: Network) -> list[str]:
    return [f"{window_word(w.name, page.lang)} {w.date} ({net.name})" for w in net.windows if w.date]


def _basis_table(page: Page, cases: Sequence[Case]) -> Table:
    words = _basis_words(page)
    used = [b for b in BASES if any(b in case.basis for case in cases)]
    rows = []
    for case in cases:
        name = case.network.name if case.scenario is None else title_of(case)[0 if page.lang == "nl" else 1]
        rows.append([name, *(number(case.basis.get(b, 0.0), page.lang, 1) for b in used)])
    return table([page.say("scenario"), *(words[b] for b in used)], rows, numbers=len(used), key="minutes")


def _proposed_names(page: Page, cases: Sequence[Case]) -> Iterator[Said]:
    """Yield whose minutes are proposed: all in the base, after that what a case has besides."""
    before: set[str] = set()
    for case in cases:
        names = [_service(case.network, id_) for id_ in case.proposed if id_ not in before]
        if case.scenario is None or case.is_network:
            before = set(case.proposed)
            key, name = "proposed_in_base", case.network.name
        else:
            key, name = "proposed_besides", title_of(case)[0 if page.lang == "nl" else 1]
        if names:
            yield page.say(key, name=name, names=listed(names, page.lang))


def _service(net: Network, id_: str) -> str:
    """Return a service as people know it: its number and both ends."""
    held = net.services.get(id_)
    if held is None or not held.patterns:
        return id_
    ends = [net.stations[held.patterns[0].stations[i]].name for i in (0, -1)]
    return f"{id_} ({' – '.join(ends)})"


def _basis_words(page: Page) -> dict[str, str]:
    return {
        "timetable": page.say("basis_timetable"),
        "A": page.say("basis_A"),
        "B": page.say("basis_B"),
        "C": page.say("basis_C"),
        "D": page.say("basis_D"),
        "scenario": page.say("basis_scenario"),
        "proposed": page.say("basis_proposed"),
        "headway": page.say("basis_headway"),
    }


def connection_sections(page: Page, one: Case, result: Result) -> Iterator[Said]:
    """Yield the block on changes between trains that a scenario makes other; nothing where no clock tells."""
    if result.method != "clock" or one.is_network or not one.basis or "timetable" in one.basis:
        return
    from bereikbaar.timetable.propose.connections import LEAST_TRAVELLERS

    yield heading(3, page.say("connections_changed"))
    people = {kind: _people(one.connections, kind) for kind in ("lost", "worse", "better", "gained")}
    settings: Settings = result.settings
    yield page.say(
        "connections_head",
        minutes=plain(settings.noticeable_min, page.lang),
        least=number(LEAST_TRAVELLERS, page.lang),
        **{kind: number(n, page.lang) for kind, n in people.items()},
    )
    paying = [c for c in one.connections if c.kind in ("lost", "worse")]
    if not paying:
        yield page.say("no_connection_changes")
        return
    yield page.say("connections_worse")
    names = [page.say("wait_before", name=name) for name in page.inline]
    head = [page.say("station"), page.say("connection_from"), page.say("connection_to"), page.say("travellers")]
    yield table([*head, *names], [_row(page, one.network, c) for c in paying[:_LISTED]], numbers=3, key="connections")
    if len(paying) > _LISTED:
        yield page.say("more_connections", n=number(len(paying) - _LISTED, page.lang))


def _people(connections: Sequence[ConnectionChange], kind: str) -> float:
    """Return the travellers a day of a kind of change: those before, of gains those after."""
    some = [c for c in connections if c.kind == kind]
    return sum(c.travellers_before if kind in ("lost", "worse") else c.travellers_after for c in some)


def _row(page: Page, net: Network, c: ConnectionChange) -> list[str]:
    after = page.say("connection_gone") if c.wait_after_min is None else number(c.wait_after_min, page.lang)
    name = net.stations[c.station].name if c.station in net.stations else c.station
    trains = [_train(net, c.from_service, c.from_direction), _train(net, c.to_service, c.to_direction)]
    return [name, *trains, number(c.travellers_before, page.lang), number(c.wait_before_min, page.lang), after]


def _train(net: Network, service: str, direction: str) -> str:
    """Return a train as people know it: number and where it goes."""
    held = net.services.get(service)
    pattern = next((p for p in held.patterns if p.direction == direction), None) if held else None
    if pattern is None:
        return service
    return f"{service} ({net.stations[pattern.stations[-1]].name})"
