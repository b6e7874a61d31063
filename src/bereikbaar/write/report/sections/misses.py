"""Published figures that a scenario misses, said in sentences: warnings of a run."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bereikbaar.results import Outcome
from bereikbaar.write.names import title_of
from bereikbaar.write.numbers import number, plain
from bereikbaar.write.report.sections.page import Page, page

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.results import Case

#: What scenario files say of a figure that nobody published.
REFERENCE_RUN = "derived: reference run on the timetable of 2026"


def miss_sentences(cases: Iterable[Case], lang: str) -> tuple[str, ...]:
    """Return a sentence in a language ("nl" or "en") on every published figure that a scenario misses."""
    p = page(lang)
    return tuple(_miss(p, case, o) for case in cases for o in case.outcomes if o.ok is False)


def _miss(p: Page, case: Case, o: Outcome) -> str:
    return p.say(
        "miss_sentence",
        scenario=title_of(case)[0 if p.lang == "nl" else 1],
        pair=pair_words(o, case.network),
        measure=p.say(o.measure),
        got=got_words(p, o),
        published=published_words(p, o),
        margin=plain(o.tolerance, p.lang),
        source=source_words(p, o.source),
    )


def pair_words(o: Outcome, net: Network) -> str:
    """Return the names of the two stations; a code that the network does not have stands for itself."""
    return " – ".join(net.stations[c].name if c in net.stations else c for c in (o.origin, o.destination))


def got_words(p: Page, o: Outcome) -> str:
    """Return what was found, with one decimal, or that there is no connection."""
    found = o.got is not None and math.isfinite(o.got)
    return number(o.got, p.lang, 1) if found else p.say("none_found")


def published_words(p: Page, o: Outcome) -> str:
    """Return the published figure."""
    value = plain(o.published, p.lang)
    return p.say("at_least", value=value) if o.at_least else value


def source_words(p: Page, source: str) -> str:
    """Return a source; what scenario files call our own reference run is said in the page's language."""
    return p.say("reference_run") if source == REFERENCE_RUN else source
