"""What each part of a plan contributes, per town and measure: leave-one-out and exact Shapley values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.towns import of_size
from bereikbaar.reasons.grouping import Subset, subsets
from bereikbaar.reasons.measures import Measured, asked, measure, router
from bereikbaar.reasons.parts import Part
from bereikbaar.reasons.shapley import MOST_PARTS, leave_one_out, shapley
from bereikbaar.threads import two_at_a_time

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.access.model import Floats, Places
    from bereikbaar.network.model import Network
    from bereikbaar.settings import Settings

#: What can be said of a town and a measure. ``known``: everybody's answer is one in every subset. ``partly``: in some
#: subset other inhabitants have an answer, so that the differences are between means over other people.
#: ``connection``: in some subset nobody has one, so that nothing can be said in minutes. ``never``: nobody ever has.
STATES = ("known", "partly", "connection", "never")
#: Shares of inhabitants that differ by less are the same.
_SAME_SHARE = 1e-9


@dataclass(frozen=True, slots=True)
class Attribution:
    """What each part contributes to the difference between a plan and the base.

    parts : in order. indicators, town_id, town, population (of the base) : names of the axes.
    base, total : value without any part, and the difference that all make, (n_indicators, n_towns); not rounded.
    shapley, alone, last : (n_parts, n_indicators, n_towns); a part's share, what it does as the only one, and what
    the rest lacks without it (leave-one-out). Shares sum to the total. NaN where a difference is none of minutes.
    state : (n_indicators, n_towns) index in STATES. measured : networks that differ, of 2^n_parts subsets.
    """

    name: str
    window: str
    method: str
    parts: tuple[Part, ...]
    indicators: tuple[str, ...]
    town_id: tuple[str, ...]
    town: tuple[str, ...]
    population: Floats
    base: Floats
    total: Floats
    shapley: Floats
    alone: Floats
    last: Floats
    state: NDArray[np.int8]
    measured: int

    def frame(self) -> pl.DataFrame:
        """Return one row per measure, town and part: town_id, town, population, measure, state, base, total, part,
        shapley, alone, leave_one_out."""
        import polars as pl

        parts, measures, towns = self.shapley.shape
        part, one, town = (a.ravel() for a in np.mgrid[0:parts, 0:measures, 0:towns])
        order = np.lexsort((part, town, one))
        part, one, town = part[order], one[order], town[order]

        def column(table: Floats) -> pl.Series:
            held = table[part, one, town] if table.ndim == 3 else table[one, town]
            return pl.Series(held, dtype=pl.Float64, nan_to_null=True)

        return pl.DataFrame(
            {
                "town_id": pl.Series(self.town_id).gather(town),
                "town": pl.Series(self.town).gather(town),
                "population": pl.Series(self.population.round().astype(np.int64)).gather(town),
                "measure": pl.Series(self.indicators).gather(one),
                "state": pl.Series(STATES).gather(self.state[one, town]),
                "base": column(self.base),
                "total": column(self.total),
                "part": pl.Series([p.name for p in self.parts]).gather(part),
                "shapley": column(self.shapley),
                "alone": column(self.alone),
                "leave_one_out": column(self.last),
            }
        )

    def only(self, town_ids: Collection[str]) -> Attribution:
        """Return the same for some of the towns, in the order that they have here."""
        kept = set(town_ids)
        at = [t for t, town_id in enumerate(self.town_id) if town_id in kept]
        arrays = ("base", "total", "shapley", "alone", "last", "state")
        return replace(
            self,
            town_id=tuple(self.town_id[t] for t in at),
            town=tuple(self.town[t] for t in at),
            population=self.population[at],
            **{name: getattr(self, name)[..., at] for name in arrays},
        )

    def towns_in(self, state: str, indicator: str) -> list[str]:
        """Return the names of the towns in a state for a measure."""
        found = self.state[self.indicators.index(indicator)] == STATES.index(state)
        return [name for name, yes in zip(self.town, found.tolist(), strict=True) if yes]

    def country(self, table: Floats) -> Floats:
        """Return the means over the inhabitants of all towns with a known difference, (..., n_indicators).

        table : ``total``, ``shapley``, ``alone`` or ``last``. NaN where there is none.
        """
        known = np.isin(self.state, [STATES.index("known"), STATES.index("partly")])
        weight = self.population * known
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((np.where(known, table, 0.0) * weight).sum(axis=-1) / weight.sum(axis=-1))

    def people(self, state: str) -> Floats:
        """Return the inhabitants of the towns in a state, (n_indicators,)."""
        return np.asarray((self.population * (self.state == STATES.index(state))).sum(axis=-1))


def attribute(
    net: Network,
    parts: Sequence[Part],
    *,
    window: str,
    indicators: str | Sequence[str] | None = None,
    settings: Settings,
    places: Places,
    method: str = "headway",
    name: str = "",
    most: int = MOST_PARTS,
    progress: Callable[[str], None] | None = None,
) -> Attribution:
    """Return what each part contributes in one window, from all subsets of the parts, each measured once.

    net : ready for the method (``loading.ready``); it is measured as it is, and so is the base. parts : see
    ``reasons.parts``; those that need each other are made one. indicators : names of measures, ``measures.DEFAULT``
    when not given. name : of the plan. most : parts, see ``reasons.grouping``. Two subsets are measured at a time,
    and only towns are kept.
    Raises InputError for the number of parts, for names, and for a plan that cannot be made.
    """
    say = progress or (lambda _text: None)
    names = asked(indicators)
    net.window_index(window)
    if method == "clock":
        from bereikbaar.compare.timetables import with_all_minutes

        net = with_all_minutes(net, [window], settings)
    say("parts")
    held, found = subsets(net, parts, settings, places, name or "+".join(p.name for p in parts), most=most)
    route = router(window, settings, method)
    ask = partial(measure, route=route, window=window, names=names, settings=settings, places=places)
    measured = _measured(found, ask, say)
    value = np.stack([measured[one.made].value for one in found])
    answered = np.stack([measured[one.made].answered for one in found])
    towns = of_size(places, settings.town_population)
    return Attribution(
        name=name or "+".join(p.name for p in parts),
        window=window,
        method=method,
        parts=tuple(held),
        indicators=names,
        town_id=tuple(places.towns.id[t] for t in towns),
        town=tuple(places.towns.name[t] for t in towns),
        population=np.asarray(places.towns.population[towns], dtype=np.float64),
        measured=len(measured),
        **_shares(value, answered),
    )


def _shares(value: Floats, answered: Floats) -> dict[str, Any]:
    """Return base, total, shares and states from the values of all subsets, (2^n, n_indicators, n_towns)."""
    none = np.isnan(value)
    whole = np.where(none.any(axis=0), np.nan, value)
    n = len(value).bit_length() - 1
    moved = np.ptp(answered, axis=0) > _SAME_SHARE
    state = np.select([none.all(axis=0), none.any(axis=0), moved], [3, 2, 1], 0).astype(np.int8)
    return {
        "base": value[0],
        "total": whole[-1] - whole[0],
        "shapley": shapley(whole),
        "alone": np.stack([whole[1 << i] - whole[0] for i in range(n)]),
        "last": leave_one_out(whole),
        "state": state,
    }


def _measured(
    found: Sequence[Subset], ask: Callable[[Network], Measured], say: Callable[[str], None]
) -> dict[frozenset[int], Measured]:
    """Return the measures of every network that differs: subsets in which a part does nothing are measured once."""
    todo = {one.made: one.network for one in found}
    done, lock, total = 0, Lock(), len(todo)

    def work(made: frozenset[int]) -> Measured:
        nonlocal done
        result = ask(todo.pop(made))
        with lock:
            done += 1
            say(f"subset {done} of {total}")
        return result

    keys = list(todo)
    return dict(zip(keys, two_at_a_time([partial(work, key) for key in keys]), strict=True))
