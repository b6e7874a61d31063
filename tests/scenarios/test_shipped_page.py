"""The page of shipped scenarios is made from the scenarios themselves, so that it cannot go stale.

``python tests/scenarios/test_shipped_page.py`` writes docs/shipped-scenarios.md anew.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from shipped_cases import NAMES, ROOT, Case, base, base_times, best, case, direct_trains, mean_direct

from bereikbaar.results import Outcome
from bereikbaar.scenarios.changes import AddTrack
from bereikbaar.scenarios.model import Scenario

KINDS = ("new", "reopened", "cost_only")
PAGE = ROOT / "docs" / "shipped-scenarios.md"


def test_the_page_of_shipped_scenarios_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/scenarios/test_shipped_page.py"


def page() -> str:
    """Return docs/shipped-scenarios.md: all scenarios, their published figures against ours, and the losers."""
    lines = [
        "# The shipped scenarios",
        "",
        "Made by `python tests/scenarios/test_shipped_page.py` from the scenario files and a run of the model",
        "outside the peak; a test compares. Costs are in billion euro as published; years without a decision are a",
        "mark on the time axis. `bereikbaar scenario show NAME` gives the changes, assumptions and sources of each.",
        "",
        "| scenario | key | year | cost, bn EUR (prices of) | new track, km | what | headline | published | ours |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_overview(case(name)) for name in NAMES),
        "",
        "## Published figures against ours",
        "",
        "Minutes leave the first wait out (`best_min`); `tph` is trains per hour. *must* figures were published and",
        "have to hold within the tolerance; *derived* ones come from a count on the timetable before this model was",
        "built; *info* is printed to compare. A change counts as the change time plus a share of the headway",
        "(`alpha_transfer`), so figures with a change lie a few minutes above those of a planner.",
        "",
        "| scenario | figure | published or derived | tolerance | today | ours | kind | source |",
        "|---|---|---|---|---|---|---|---|",
        *(line for name in NAMES for line in _figures(case(name))),
        "",
        "## Who loses",
        "",
        *(line for name in NAMES for line in _losers(case(name).scenario)),
    ]
    return "\n".join(lines) + "\n"


def _overview(one: Case) -> str:
    s = one.scenario
    cost = "none published" if s.cost is None else f"{_range(s.cost.bn_eur)} ({s.cost.price_level})"
    km = {kind: sum(c.km for c in s.changes if isinstance(c, AddTrack) and c.kind == kind) for kind in KINDS}
    built = f"{km['new'] + km['reopened']:.0f}" + (f" + curve {km['cost_only']:g}" if km["cost_only"] else "")
    first = next((o for o in one.outcomes if o.kind == "must"), one.outcomes[0])
    return (
        f"| `{s.name}` | `{s.key}` | {s.year} | {cost} | {built} | {s.title['en']} | {_figure(one, first)} "
        f"| {_published(first)}{'' if first.kind == 'must' else ' (derived)'} | {_number(first.got)} |"
    )


def _figure(one: Case, o: Outcome) -> str:
    return f"{_name(one, o.origin)} - {_name(one, o.destination)}, {o.measure}"


def _published(o: Outcome) -> str:
    return ("at least " if o.at_least else "") + _number(o.published)


def _range(low_high: tuple[float, float]) -> str:
    low, high = low_high
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def _figures(one: Case) -> Iterator[str]:
    """Yield a row for each figure; a package of parts repeats only what was published."""
    for o in one.outcomes:
        if o.kind == "must" or not one.scenario.parts:
            today = _today(o.origin, o.destination, o.measure)
            yield (
                f"| `{one.scenario.name}` | {_figure(one, o)} | {_published(o)} | {_number(o.tolerance)} "
                f"| {_number(today)} | {_number(o.got)} | {o.kind} | {o.source} |"
            )


def _today(origin: str, destination: str, measure: str) -> float | None:
    """Return the figure of today; None for a gain and for stations that are not there yet."""
    if measure == "gain_best_min" or not {origin, destination} <= set(base_times().stations):
        return None
    trains = direct_trains(base(), origin, destination)
    if measure == "best_min":
        return best(base_times(), origin, destination)
    if measure == "direct_min":
        return trains[0][0] if trains else None
    if measure == "mean_direct_min":
        return mean_direct(trains)
    return sum(f for minutes, f in trains if measure == "tph_direct" or minutes <= trains[0][0] + 5)


def _name(one: Case, code: str) -> str:
    return one.network.stations[code].name


def _number(value: float | None) -> str:
    return "-" if value is None or not math.isfinite(value) else f"{round(value + 0.0, 1):g}"


def _losers(s: Scenario) -> Iterator[str]:
    yield f"**`{s.name}`**"
    yield ""
    yield from (f"- {sentence}" for sentence in s.side_effects["en"])
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
