"""The section on two networks compared: what the base is, and which stations of the one are those of the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bereikbaar.write.numbers import listed, number
from bereikbaar.write.report.sections.page import Page, Said, heading
from bereikbaar.write.report.sections.words import shortened, window_word

if TYPE_CHECKING:
    from bereikbaar.results import Result


def baseline_sections(page: Page, result: Result) -> Iterator[Said]:
    """Yield the blocks on the baseline of a run; nothing for a run without one."""
    pair = result.baseline
    if pair is None:
        return
    then, now, matching = result.base.network, pair.network, pair.matching
    windows = listed([window_word(w.name, page.lang) for w in then.windows], page.lang)
    yield heading(2, page.say("two_networks"), "two-networks")
    yield page.say(
        "two_networks_head", baseline=then.name, baseline_title=then.title or then.name, network=now.name,
        network_title=now.title or now.name, windows=windows,
    )  # fmt: skip
    if pair.buses == "own":
        yield page.say("buses_own")
    elif pair.buses:
        yield page.say("buses_shared", network=now.name if pair.buses == "network" else then.name)
    counts = {key: number(n, page.lang) for key, n in matching.counts.items()}
    numbers = {"mine": len(now.stations), "both": len(matching.pairs)}
    shown = {key: number(n, page.lang) for key, n in numbers.items()}
    yield page.say("stations_matched", baseline=then.name, network=now.name, **shown, **counts)
    there = [(now.name, [now.stations[c].name for c in matching.only_mine])]
    there += [(then.name, [pair.names[c] for c in matching.only_theirs])]
    for name, stations in there:
        if stations:
            yield page.say("only_there", network=name, stations=shortened(page, sorted(stations)))
    moved = [f"{now.stations[m.mine].name} ({pair.names[m.theirs]})" for m in matching.pairs if m.how == "place"]
    if moved:
        yield page.say("by_place", stations=shortened(page, sorted(moved)))
