"""``bereikbaar network validate``: a network's travel times against published ones."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import METHODS, json_option, lang_option, make_settings, window_option
from bereikbaar.lang import Text, both, table_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bereikbaar.network.model import Network
    from bereikbaar.read.published import Published
    from bereikbaar.settings import Settings
    from bereikbaar.timetable.observed import Observation
    from bereikbaar.validate import Fit, FrequencyCheck, Legs, Miss, Validation


@click.command("validate")
@click.argument("name", metavar="[NETWORK]", required=False, default="nl-2026")
@click.option(
    "--matrix", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="A table of planner answers (origin, destination, min...; may be gzipped) instead of validation.csv.",
)  # fmt: skip
@click.option(
    "--places", "of_places", is_flag=True,
    help="Hold places and reach instead: distances to stations, people and stations in reach, speeds.",
)  # fmt: skip
@window_option
@click.option(
    "--method", type=click.Choice(METHODS), default="headway", show_default=True,
    help="By headways, or by the clock: the shortest journey of an hour, as a planner shows it.",
)  # fmt: skip
@click.option(
    "--set", "-s", "sets", multiple=True, metavar="SETTING=VALUE", help="A setting; may be given more than once."
)
@click.option("--preset", default="default", show_default=True, metavar="PRESET", help="Named set of settings.")
@json_option
@lang_option
def validate(
    *,
    name: str,
    matrix: Path | None,
    of_places: bool,
    window: str,
    method: str,
    sets: tuple[str, ...],
    preset: str,
    as_json: bool,
    lang: str,
) -> None:
    """Hold a network's fastest journeys against published ones: how far off, where, and which journey was found.

    Without --matrix the network's own validation.csv is used. Error = found - published, in minutes. By the clock and
    for the window of a day that was observed train by train (saturday), the minutes and times of that day as well.

    \b
    Example:  bereikbaar network validate
              bereikbaar network validate nl-2026 --matrix planner.csv.gz --set alpha_transfer=0.5 --json
              bereikbaar network validate --method clock --window saturday
              bereikbaar network validate --places
    """
    from bereikbaar.cli.output import print_json
    from bereikbaar.read.network import find_network, read_network
    from bereikbaar.read.published import read_matrix, read_validation

    settings = _settings(preset, sets)
    folder = find_network(name)
    network = read_network(folder)
    if of_places:
        from bereikbaar.cli.validate_places import hold

        hold(network, folder, matrix, settings, (window, method), as_json=as_json, lang=lang)
        return
    published = read_matrix(matrix) if matrix else read_validation(folder)
    found, observed = _held(network, folder, window, method, settings, published)
    if as_json:
        about = {
            "network": network.name,
            "window": window,
            "method": method,
            "compared_with": str(matrix or folder / "validation.csv"),
        }
        print_json({**about, "alpha_transfer": settings.alpha_transfer, **_document(found), **_observed(observed)})
        return
    _print(found, lang)
    if observed:
        _print_observed(observed, lang)


def _held(
    network: Network, folder: Path, window: str, method: str, settings: Settings, published: list[Published]
) -> tuple[Validation, Observation | None]:
    """Hold the times of one method against the published ones; by the clock also against a day that was observed."""
    from bereikbaar.validate import validate as hold_against

    if method == "headway":
        from bereikbaar.routing.travel_times import travel_times

        times = travel_times(network, window, settings)
        return hold_against(network, times, settings, published), None
    from bereikbaar.access.clock_trips import clock_trains
    from bereikbaar.read.observed import read_observed
    from bereikbaar.timetable.known import with_clocks
    from bereikbaar.timetable.observed import hold_against_day
    from bereikbaar.timetable.times import shortest_per_hour

    network = with_clocks(network)
    trains = clock_trains(network, window, settings)
    minutes = shortest_per_hour(trains.trips, trains.change_s, trains.question)

    def fastest(pairs: Sequence[tuple[str, str]]) -> list[Legs]:
        found = [trains.fastest(*pair) for pair in pairs]
        return [trains.legs(journey) if journey else () for journey in found]

    held = hold_against(network, trains.times, settings, published, minutes=minutes, fastest=fastest)
    observed = read_observed(folder, window)
    return held, hold_against_day(observed, trains.trips, trains.times) if observed else None


def _settings(preset: str, sets: tuple[str, ...]) -> Settings:
    from bereikbaar.settings import Settings

    settings, unknown = make_settings(preset, sets, no_assumed_bus=False)
    return Settings.changed(settings, **unknown)  # says of each that there is no such setting


def _document(found: Validation) -> dict[str, Any]:
    return {
        **found.total.as_dict(),
        "share_within_tolerance": found.within_tolerance,
        "unreachable": len(found.unreachable),
        "unknown_stations": len(found.unknown),
        "by_changes": [{"changes": n, **f.as_dict()} for n, f in found.by_changes.items()],
        "by_province": [{"province": name, **f.as_dict()} for name, f in found.by_province.items()],
        "worst": [_miss(miss) for miss in found.worst],
        "frequencies": [_frequency(check) for check in found.frequencies],
    }


def _observed(found: Observation | None) -> dict[str, Any]:
    """Return the comparison with an observed day, as one more key of the document; nothing without one."""
    if found is None:
        return {}
    from bereikbaar.validate import fit

    return {
        "observed_day": {
            "stations": found.n_stations,
            "share_within_half_per_hour": found.share_within_half,
            "share_within_1_per_hour": found.share_within_1,
            "legs_left_out": found.legs_left_out,
            "minutes": {name: dataclasses.asdict(m) for name, m in found.minutes.items()},
            "best": fit(found.best_errors).as_dict(),
            "expected": fit(found.expected_errors).as_dict(),
        }
    }


def _miss(miss: Miss) -> dict[str, Any]:
    return {
        "from": miss.published.origin,
        "to": miss.published.destination,
        "kind": miss.published.kind,
        "published_min": miss.published.value,
        "found_min": miss.found_min,
        "error_min": miss.error_min,
        "changes": miss.changes,
        "source": miss.published.source or None,
        "legs": [dict(leg) for leg in miss.legs],
    }


def _frequency(check: FrequencyCheck) -> dict[str, Any]:
    return {
        "from": check.published.origin,
        "to": check.published.destination,
        "published_per_hour": check.published.value,
        "direct_per_hour": check.direct,
        "fast_per_hour": check.fast,
        "tolerance": check.published.tolerance,
        "ok": check.ok,
        "source": check.published.source or None,
    }


WORDS: Mapping[str, Text] = {
    "n": both("pairs"),
    "bias": both("bias (min)"),
    "mae": both("mean abs. error (min)"),
    "median": both("median error (min)"),
    "5": both("within 5 min (%)"),
    "10": both("within 10 min (%)"),
    "all": both("all"),
    "changes": both("changes"),
    "province": both("province of origin"),
    "from": both("from"),
    "to": both("to"),
    "published": both("published"),
    "found": both("found"),
    "error": both("error (min)"),
    "journey": both("journey found"),
    "direct": both("direct trains per hour"),
    "tolerance": both("Within the tolerance that comes with the figure: {:.0f} % of the times."),
    "unreachable": both("{} published pairs have no connection here, {} name a station that is not here."),
    "day": both("A day observed train by train; {} legs with works or changes left out."),
    "often": both("{} stations without works: {:.0f} % within 0.5 and {:.0f} % within 1 departure per hour."),
    "basis": both("basis of the minute"),
    "proposed": both("proposed"),
    "per hour": both("departures per hour"),
    "same": both("same minute (%)"),
    "1 min": both("within 1 min (%)"),
    "2 min": both("within 2 min (%)"),
    "best": both("best"),
    "expected": both("expected"),
    "times": both("times of undisturbed pairs"),
    "worst": both("largest errors"),
    "fast": both("of which fast"),
    "ok": both("within tolerance"),
    "yes": both("yes"),
    "no": both("no"),
}  # fmt: skip


def _print(found: Validation, lang: str) -> None:
    from bereikbaar.cli.output import print_table, say

    words = table_in(WORDS, lang)
    heads = [words[key] for key in ("n", "bias", "mae", "median", "5", "10")]
    print_table([words["all"], *heads], [["", *_row(found.total)]], lang=lang)
    for key, parts in (("changes", found.by_changes), ("province", found.by_province)):
        print_table([words[key], *heads], [[name, *_row(f)] for name, f in parts.items()], lang=lang)
    if found.worst:
        columns = [words[key] for key in ("from", "to", "published", "found", "error", "changes", "journey")]
        rows = [_worst_row(miss) for miss in found.worst]
        print_table(columns, rows, title=words["worst"], lang=lang)
    if found.frequencies:
        names = [words[key] for key in ("from", "to", "published", "all", "fast", "ok")]
        checks = [_check_row(check, words) for check in found.frequencies]
        print_table(names, checks, title=words["direct"], lang=lang)
    if found.within_tolerance is not None:
        say(words["tolerance"].format(100 * found.within_tolerance))
    if found.unreachable or found.unknown:
        say(words["unreachable"].format(len(found.unreachable), len(found.unknown)))


def _row(f: Fit) -> list[int | float | None]:
    shares = [None if s is None else 100 * s for s in (f.share_within_5, f.share_within_10)]
    return [f.n, f.bias_min, f.mean_absolute_error_min, f.median_error_min, *shares]


def _worst_row(miss: Miss) -> list[str | float]:
    way = " ".join([miss.published.origin, *(f"-{leg['service'] or leg['mode']}- {leg['to']}" for leg in miss.legs)])
    p = miss.published
    return [p.origin, p.destination, p.value, miss.found_min, miss.error_min, miss.changes, way]


def _check_row(check: FrequencyCheck, words: Mapping[str, str]) -> list[str | float]:
    p = check.published
    ok = "" if check.ok is None else words["yes"] if check.ok else words["no"]
    return [p.origin, p.destination, p.value, check.direct, check.fast, ok]


def _print_observed(found: Observation, lang: str) -> None:
    from bereikbaar.cli.output import print_table, say
    from bereikbaar.validate import fit

    words = table_in(WORDS, lang)
    say(words["day"].format(found.legs_left_out))
    if found.share_within_half is not None and found.share_within_1 is not None:
        say(words["often"].format(found.n_stations, 100 * found.share_within_half, 100 * found.share_within_1))
    heads = [words[key] for key in ("basis", "per hour", "same", "1 min", "2 min")]
    rows: list[list[str | float]] = [
        [
            words.get(name, name),  # all, and bases that are words
            m.departures_per_hour,
            100 * m.same,
            100 * m.within_1,
            100 * m.within_2,
        ]
        for name, m in found.minutes.items()
    ]
    print_table(heads, rows, lang=lang)
    columns = [words["times"], *(words[key] for key in ("n", "bias", "mae", "median", "5", "10"))]
    kinds = (("best", found.best_errors), ("expected", found.expected_errors))
    print_table(columns, [[words[name], *_row(fit(errors))] for name, errors in kinds], lang=lang)
