"""How sure an answer is, for who has to decide on it: what was checked, how far the model is off, what is assumed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bereikbaar.lang import translate
from bereikbaar.reasons.closing import is_closing
from bereikbaar.write.numbers import listed, number
from bereikbaar.write.report.sections.page import Compared, Page

if TYPE_CHECKING:
    from bereikbaar.results import Result
    from bereikbaar.validate import Fit

#: Answers of a journey planner among the published figures of a network.
_PLANNER = "planner_time"


def planner_fit(result: Result) -> Fit | None:
    """Return how far the fastest journeys of the base are from the planner answers that come with its network.

    None where the network brings none, and by the clock: there a fastest journey is one of an hour, which a run does
    not keep.
    """
    import numpy as np

    from bereikbaar.read.published import read_validation
    from bereikbaar.validate import fit

    folder, times = result.base.network.folder, result.base.times.get(result.window)
    if result.method == "clock" or times is None or not folder or not (Path(folder) / "validation.csv").is_file():
        return None
    asked = [p for p in read_validation(Path(folder)) if p.kind == _PLANNER]
    here = [p for p in asked if p.origin in times.index and p.destination in times.index]
    off = np.array([times.at("best", p.origin, p.destination) - p.value for p in here], dtype=np.float64)
    found = fit(off[np.isfinite(off)])
    return found if found.n else None


def figures_words(page: Page, one: Compared) -> str:
    """Return how many published figures on a plan come out here, as a clause; empty for a closure."""
    n, ok = judged(one)
    if not n and is_closing(one.case.scenario):
        return ""  # nobody publishes figures on a closure that is asked for by hand
    if not n:
        return page.say("sure_no_figures")
    if n == 1:
        return page.say("sure_one_figure" if ok else "sure_one_figure_off")
    return page.say("sure_all" if ok == n else "sure_some", ok=number(ok, page.lang), n=number(n, page.lang))


def judged(one: Compared) -> tuple[int, int]:
    """Return how many published figures on a plan have a margin, and how many of them come out within it."""
    found = [o.ok for o in one.case.outcomes if o.ok is not None]
    return len(found), sum(found)


def planner_words(page: Page, fit: Fit | None) -> str:
    """Return how far the model is from a journey planner, as a clause; empty where that is not known."""
    if fit is None or fit.mean_absolute_error_min is None:
        return ""
    minutes = translate(page.lang).plural("{n} minute", "{n} minutes", max(1, round(fit.mean_absolute_error_min)))
    return page.say("sure_planner", minutes=minutes, n=number(fit.n, page.lang))


def assumed_words(page: Page, one: Compared) -> str:
    """Return on how many assumptions of its own a plan rests, as a clause; empty for one without."""
    n = len(one.case.scenario.assumptions.get(page.lang, ())) if one.case.scenario else 0
    key = "sure_one_assumption" if n == 1 else "sure_assumptions"
    key = "sure_closed" if is_closing(one.case.scenario) else key
    return page.say(key, n=number(n, page.lang)) if n else ""


def sure_words(page: Page, one: Compared, fit: Fit | None) -> str:
    """Return how sure the answer on a plan is, as one clause. fit : None = not said here."""
    said = [figures_words(page, one), planner_words(page, fit), assumed_words(page, one)]
    return listed([clause for clause in said if clause], page.lang)
