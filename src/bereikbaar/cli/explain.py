"""``bereikbaar explain FROM TO --scenario S``: the journey before and after, and why it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import ModelOptions, json_option, model_options
from bereikbaar.cli.output import Cell, print_json, print_table
from bereikbaar.errors import InputError, Problem
from bereikbaar.lang import Text, both, translate

if TYPE_CHECKING:
    from bereikbaar.names import Endpoint
    from bereikbaar.reasons.explain import Explanation
    from bereikbaar.reasons.ways import Ways

#: Components of a trip -> what they are called.
COMPONENTS: dict[str, Text] = {
    "access": both("way to the station"),
    "wait_first": both("first wait"),
    "in_vehicle": both("in the vehicle"),
    "transfer": both("changes"),
    "egress": both("way from the station"),
}


@click.command("explain")
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option(
    "--scenario", "scenario_name", metavar="SCENARIO", required=True, help="The scenario, or a combination a+b."
)
@model_options()
@json_option
def explain(
    *,
    origin: str,
    destination: str,
    scenario_name: str,
    model: ModelOptions,
    as_json: bool,
) -> None:
    """Why a journey takes more or less time with a scenario: before and after leg by leg, and one sentence.

    FROM and TO are stations, cities, towns or postcode areas, as for ``bereikbaar time``. The minutes of the reasons
    are whole and sum to the difference.

    \b
    Example:  bereikbaar explain Groningen Amsterdam --scenario lelylijn-2020
              bereikbaar explain Urk Utrecht --scenario lelylijn-2020 --window evening --lang nl
    """
    from bereikbaar.reasons.sentences import why

    found, ways = _explained((origin, destination), scenario_name, model)
    if as_json:
        print_json(document(found, ways, scenario_name))
        return
    _print(found, ways, model.lang)
    click.echo(why(found).said(model.lang))


def _explained(
    wanted: tuple[str, str], scenario_name: str, model: ModelOptions
) -> tuple[Explanation, tuple[Ways, Ways]]:
    """Read both networks, find the places and route."""
    from bereikbaar import pipeline
    from bereikbaar.cli.progress import progress
    from bereikbaar.cli.run import load_scenarios
    from bereikbaar.compare.timetables import with_all_minutes
    from bereikbaar.reasons.explain import explained
    from bereikbaar.reasons.ways import find_pairs, routed_ways
    from bereikbaar.scenarios.apply import apply_scenario

    settings, parameters = model.settings()
    method = model.method
    scenario = load_scenarios([scenario_name], parameters)[0]
    with progress(model.lang) as say:
        say("network")
        base, chosen = pipeline.windowed(pipeline.network(model.network, date=model.date, progress=say), model.window)
        if chosen == "all":
            raise InputError(Problem("a journey is explained in one window, not in all", field="--window"))
        base = pipeline.ready(base, method)
        if method == "clock":
            base = with_all_minutes(base, [chosen], settings)
        after = apply_scenario(base, scenario, settings).network
        say("places")
        at = pipeline.places_of(base)
        pair = find_pairs([wanted], base, after, at)
        sides = [routed_ways(net, chosen, method, pair, at, settings, say) for net in (base, after)]
    return explained(sides[0], sides[1], *pair[0], settings), (sides[0], sides[1])


def document(found: Explanation, ways: tuple[Ways, Ways], scenario: str) -> dict[str, Any]:
    """Return what ``--json`` prints: both journeys as ``time --json`` has them, the difference and the sentence."""
    from bereikbaar.reasons.explain import as_document
    from bereikbaar.reasons.sentences import why

    said = why(found)
    return {
        "from": found.origin.id,
        "to": found.destination.id,
        "window": found.window,
        "method": found.method,
        "scenario": scenario,
        **as_document(found),
        "sentence": {"nl": said.said("nl"), "en": said.said("en")},
        "before": _journey(found, ways[0], before=True),
        "after": _journey(found, ways[1], before=False),
    }


def _journey(found: Explanation, ways: Ways, *, before: bool) -> dict[str, Any]:
    from bereikbaar.cli.time_document import dated, document

    ends: tuple[Endpoint, Endpoint] = (found.origin, found.destination)
    about: dict[str, str | None] = {
        "window": found.window,
        "method": found.method,
        "network": ways.net.name,
        "scenario": "+".join(ways.net.scenario) or None,
        **dated(ways.net, found.window),
    }
    trip = found.before if before else found.after
    return document(*ends, about, trip, ways.net, ways.times, ways.clock, None)


def _print(found: Explanation, ways: tuple[Ways, Ways], lang: str) -> None:
    """Print the legs before and after, and the components side by side."""
    from bereikbaar.cli.time_text import leg_rows

    tr = translate(lang)
    titles = (tr.text("Before: the likeliest journey"), tr.text("After: the likeliest journey"))
    if found.method == "clock":
        titles = (tr.text("Before: the fastest journey"), tr.text("After: the fastest journey"))
    for title, one, before in zip(titles, ways, (True, False), strict=True):
        heads, rows = leg_rows(_journey(found, one, before=before), lang)
        if rows:
            print_table(heads, rows, title=title, lang=lang)
            click.echo("")
    if found.components:
        heads = (tr.text("minutes"), tr.text("before"), tr.text("after"), tr.text("difference"))
        print_table(heads, _component_rows(found, lang), lang=lang)
        click.echo("")


def _component_rows(found: Explanation, lang: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [COMPONENTS[c.name].said(lang), c.before_min, c.after_min, c.diff_min + 0.0] for c in found.components
    ]
    first, then = found.before.expected_min, found.after.expected_min
    rows.append([translate(lang).text("total"), first, then, then - first + 0.0])
    return rows
