"""What a plan takes: trains to run, trainsets, track, and the published cost; and what is gained for that."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bereikbaar.compare.zones import COUNTRY
from bereikbaar.errors import InputError, Problem
from bereikbaar.lang import Text, both, plainly
from bereikbaar.network.track import TrackPaths, running
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR, SLACK

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.results import Result
    from bereikbaar.scenarios.model import Cost, Scenario

#: Working days of a week, and days of the windows of an evening, which are of all days.
_WORKING_DAYS, _ALL_DAYS = 5.0, 7.0
#: Group of a window -> days of the week that its hours are spread over; windows of a weekend are no weekday.
_DAYS = {"day": _WORKING_DAYS, "evening": _ALL_DAYS}
_RAIL = frozenset({"rail"})
#: Million euro in a billion.
_MILLION = 1000.0


@dataclass(frozen=True, slots=True)
class PriceTag:
    """What a plan takes, more than its base (less where below 0).

    train_km, train_hours : of a mean weekday. trainsets : more trains at work in the busiest part of a weekday.
    new_track_km      : of track that the base has not (also reopened). upgraded_track_km : of track that becomes
                        faster or is rebuilt.
    cost              : as published, with range, price level and source; None where none was published, never 0.
    hours_per_train_km : passenger-hours saved a weekday per extra train-km; None where the hours are not known or no
                        train-km are added. hours_per_million : per million euro, at the middle of the published
                        range; None without one, and where that is of some parts only.
    hours             : of a mean weekday by window, as they were counted. assumptions : sentences.
    """

    train_km: float
    train_hours: float
    trainsets: int
    new_track_km: float
    upgraded_track_km: float
    cost: Cost | None
    hours_per_train_km: float | None
    hours_per_million: float | None
    hours: Mapping[str, float]
    assumptions: tuple[Text, ...] = ()


def price_tag(
    base: Network,
    after: Network,
    scenario: Scenario | None,
    hours: Mapping[str, float] | None = None,
    *,
    saved_hours: float | None = None,
    settings: Settings | None = None,
) -> PriceTag:
    """Return what a plan takes, from the network before and after it.

    hours : of a mean weekday by window; :func:`weekday_hours` when not given. saved_hours : passenger-hours that are
    saved on a weekday (``compare.commuters.commuter_sums`` has those of train commuters); None = not known.
    settings : ``turn_round_min``, an assumption.
    Only trains count, on the paths of the network's own track; legs without a path in a straight line. Raises
    InputError for a window that is not there, or hours that no day has.
    """
    held = dict(weekday_hours(base) if hours is None else hours)
    turn_round_min = (settings or Settings()).turn_round_min
    _check_hours(base, held)
    (km, train_hours), (km_after, train_hours_after) = (_day(net, held) for net in (base, after))
    more_km = km_after - km
    new, upgraded = _track(base, after)
    cost = scenario.cost if scenario is not None else None
    # the gain of all parts over the cost of some would make the parts without a cost look free
    middle = sum(cost.bn_eur) / 2 * _MILLION if cost is not None and not cost.partial else 0.0
    return PriceTag(
        train_km=more_km,
        train_hours=train_hours_after - train_hours,
        trainsets=fleet(after, held, turn_round_min) - fleet(base, held, turn_round_min),
        new_track_km=new,
        upgraded_track_km=upgraded,
        cost=cost,
        hours_per_train_km=saved_hours / more_km if saved_hours is not None and more_km > SLACK else None,
        hours_per_million=saved_hours / middle if saved_hours is not None and middle > 0 else None,
        hours=held,
        assumptions=_assumptions(held, turn_round_min),
    )


def price_tags(result: Result, hours: Mapping[str, float] | None = None) -> dict[str, PriceTag]:
    """Return what every scenario of a run takes, by name; what is gained is what train commuters save.

    Those of a year of the past, who keep their homes and jobs: other travellers are not counted. A network that is
    compared with a baseline has no price tag: it is no plan.
    """
    from bereikbaar.compare.commuters import commuter_pairs, commuter_sums

    out = {}
    for case in result.cases:
        if case.scenario is None or case.is_network:
            continue
        sums = commuter_sums(commuter_pairs(result.base, case, result.places, result.settings), result.places)
        saved = None if sums.is_empty() else float(sums.filter(kind=COUNTRY)["hours_saved_day"].sum())
        tag = price_tag(
            result.base.network, case.network, case.scenario, hours, saved_hours=saved, settings=result.settings
        )
        note = both(
            "Passenger-hours are those of train commuters between municipalities; other travellers are not known."
        )
        out[case.scenario.name] = tag if saved is None else replace(tag, assumptions=(*tag.assumptions, note))
    return out


def weekday_hours(net: Network) -> dict[str, float]:
    """Return the hours of a mean weekday that have the service level of each window, 0 for those of a weekend.

    From the hours a week of the network's own windows, whose sources stand there: windows by day are spread over five
    days (so that a Friday counts for a fifth), those of the evening over all seven.
    """
    return {w.name: w.hours_per_week / _DAYS[w.group] if w.group in _DAYS else 0.0 for w in net.windows}


def fleet(net: Network, hours: Mapping[str, float], turn_round_min: float) -> int:
    """Return the trains at work at once in the window of a weekday that asks most of them.

    Of each series the round trip with a stand at both ends, over its headway, rounded up. Without spares, and series
    do not share trains.
    """
    return max((_at_work(net, window, turn_round_min) for window in hours if hours[window] > 0), default=0)


def _at_work(net: Network, window: str, turn_round_min: float) -> int:
    by_series: dict[str, float] = {}
    for service, pattern, tph in running(net, window, modes=_RAIL):
        minutes = pattern.arrive_min[-1] - pattern.depart_min[0] + turn_round_min
        by_series[service.series] = by_series.get(service.series, 0.0) + tph * minutes / MINUTES_PER_HOUR
    return sum(math.ceil(trains - SLACK) for trains in by_series.values())


def _day(net: Network, hours: Mapping[str, float]) -> tuple[float, float]:
    """Return train-km and train-hours of a mean weekday; standing at stations counts as hours, at the ends not."""
    paths = TrackPaths(net)
    km = ran = 0.0
    for window, h in hours.items():
        if h <= 0:
            continue
        for _service, pattern, tph in running(net, window, modes=_RAIL):
            km += h * tph * paths.service_km(pattern)
            ran += h * tph * (pattern.arrive_min[-1] - pattern.depart_min[0]) / MINUTES_PER_HOUR
    return km, ran


def _track(base: Network, after: Network) -> tuple[float, float]:
    """Return km of new and of upgraded track. A section that is cut in two by a new station is not new."""
    new = upgraded = 0.0
    for key in sorted(after.sections):
        section, old = after.sections[key], base.sections.get(key)
        if old is None:
            if section.kind in ("new", "reopened"):
                new += section.km
            elif section.kind == "upgraded":
                upgraded += section.km
        elif section.kind == "upgraded" != old.kind or _faster(old.speed_kmh, section.speed_kmh):
            upgraded += section.km
    return new, upgraded


def _faster(before: float | None, after: float | None) -> bool:
    return before is not None and after is not None and after > before + SLACK


def _check_hours(net: Network, hours: Mapping[str, float]) -> None:
    problems = []
    for window, h in hours.items():
        net.window_index(window)
        if not (math.isfinite(h) and 0 <= h <= 24):
            problems.append(
                Problem(f"window {window!r}: expected 0 to 24 hours of a weekday, found {h!r}", field="hours")
            )
    if not problems and sum(hours.values()) > 24 + SLACK:
        text = f"the windows of a weekday have {sum(hours.values()):g} hours together, expected at most 24"
        problems.append(Problem(text, field="hours"))
    if problems:
        raise InputError(problems)


def _assumptions(hours: Mapping[str, float], turn_round_min: float) -> tuple[Text, ...]:
    """Return what the figures rest on."""
    total = sum(hours.values())
    return (
        both(
            "A mean weekday has {hours} hours of service: of the hours a week of the network's windows a fifth by "
            "day, a seventh in the evening, none at the weekend; nothing is counted at night.",
            hours=plainly(total),
        ),
        both(
            "Trainsets: round trips with {minutes} minutes at either end (an assumption: setting turn_round_min), "
            "over the headway, in the busiest part of a weekday; no spares, and no trains shared between series.",
            minutes=plainly(turn_round_min),
        ),
        both("Track is counted where it is new, reopened, rebuilt or becomes faster; stations are not."),
    )
