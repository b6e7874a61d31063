"""Who comes within a limit from door to door, and who falls beyond it: not in minutes, so in no list of gains."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bereikbaar.compare import sums
from bereikbaar.compare.measures import MAIN_PARTS
from bereikbaar.indicators.catalogue import DESTINATIONS, MORE_DESTINATIONS
from bereikbaar.settings import Settings
from bereikbaar.write.numbers import number, plain
from bereikbaar.write.report.sections.page import Page, Said, bullets, heading
from bereikbaar.write.report.sections.words import shortened

if TYPE_CHECKING:
    import polars as pl

#: The travel times that are told apart by destination.
SINGLE = (*MAIN_PARTS, "exp_umc_min")
#: All destinations to which a town can lose: also care and education near by, where a run has them.
EVERY = (*SINGLE, *(f"exp_{code}_min" for code in MORE_DESTINATIONS))


def destination(name: str, lang: str) -> str:
    """Return the destination of a travel-time measure in words: ``exp_cap_min`` -> "the province capital"."""
    code = name.split("_")[1]
    return (DESTINATIONS.get(code) or MORE_DESTINATIONS[code])[0 if lang == "nl" else 1]


def people_apart(towns: pl.DataFrame, verdict: str) -> int:
    """Return the inhabitants of the towns with a verdict such as ``lost`` for at least one destination."""
    import polars as pl

    rows = towns.filter(pl.col("measure").is_in(EVERY) & (pl.col("verdict") == verdict))
    return int(rows.unique("town_id")["population"].sum())


def has_limit(settings: Settings) -> bool:
    """Say whether a run has a limit from door to door, on minutes or on changes."""
    return math.isfinite(settings.door_to_door_limit_min) or math.isfinite(settings.most_changes)


def limit_words(page: Page, settings: Settings, minutes: str) -> str:
    """Return the limits there are: ``90 minutes``, ``3 changes between trains``, or both.

    minutes : key of the text for minutes.
    """
    found = [
        page.say(key, n=plain(value, page.lang))
        for key, value in ((minutes, settings.door_to_door_limit_min), ("limit_changes", settings.most_changes))
        if math.isfinite(value)
    ]
    return found[0] if len(found) == 1 else page.say("limit_or", a=found[0], b=found[1])


def limit_blocks(page: Page, towns: pl.DataFrame, settings: Settings) -> Iterator[Said]:
    """Yield the blocks on a limit from door to door; nothing without one."""
    if not settings.has_limit:
        return
    yield heading(3, page.say("limit", limit=limit_words(page, settings, "limit_minutes")))
    lines = list(_crossings(page, towns))
    if lines:
        yield page.say("limit_head")
        yield bullets(lines)
    else:
        yield page.say("nobody_crosses")
    found = sums(towns)
    if found.beyond_limit:
        people, total = number(found.beyond_limit, page.lang), number(found.total, page.lang)
        yield page.say("stays_beyond", people=people, total=total)


def _crossings(page: Page, towns: pl.DataFrame) -> Iterator[str]:
    import polars as pl

    rows = towns.sort(["population", "town_id"], descending=[True, False])
    for verdict, key in (("comes_within", "comes_within_towns"), ("falls_beyond", "falls_beyond_towns")):
        for measure in EVERY:
            these = rows.filter((pl.col("measure") == measure) & (pl.col("verdict") == verdict))
            if these.height:
                names = shortened(page, these["name"].to_list())
                people = number(int(these["population"].sum()), page.lang)
                place = destination(measure, page.lang)
                yield page.say(key, place=place, towns=names, people=people)
