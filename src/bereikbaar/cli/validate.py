"""``bereikbaar network validate``: a network's travel times against published ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import json_option, lang_option, make_settings, window_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bereikbaar.settings import Settings
    from bereikbaar.validate import Fit, FrequencyCheck, Miss, Validation


@click.command("validate")
@click.argument("name", metavar="[NETWORK]", required=False, default="nl-2026")
@click.option(
    "--matrix", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="A table of planner answers (origin, destination, min...; may be gzipped) instead of validation.csv.",
)  # fmt: skip
@window_option
@click.option(
    "--set", "-s", "sets", multiple=True, metavar="NAME=VALUE", help="A setting; may be given more than once."
)
@json_option
@lang_option
def validate(*, name: str, matrix: Path | None, window: str, sets: tuple[str, ...], as_json: bool, lang: str) -> None:
    """Hold a network's fastest journeys against published ones: how far off, where, and which journey was found.

    Without --matrix the network's own validation.csv is used. Error = found - published, in minutes.

    \b
    Example:  bereikbaar network validate
              bereikbaar network validate nl-2026 --matrix planner.csv.gz --set alpha_transfer=0.5 --json
    """
    from bereikbaar.cli.output import print_json
    from bereikbaar.read.network import find_network, read_network
    from bereikbaar.read.published import read_matrix, read_validation
    from bereikbaar.routing.travel_times import travel_times
    from bereikbaar.validate import validate as hold_against

    settings = _settings(sets)
    folder = find_network(name)
    network = read_network(folder)
    published = read_matrix(matrix) if matrix else read_validation(folder)
    times = travel_times(network, window, settings)
    found = hold_against(network, times, settings, published)
    if as_json:
        about = {"network": network.name, "window": window, "compared_with": str(matrix or folder / "validation.csv")}
        print_json({**about, "alpha_transfer": settings.alpha_transfer, **_document(found)})
    else:
        _print(found, lang)


def _settings(sets: tuple[str, ...]) -> Settings:
    from bereikbaar.settings import Settings

    settings, unknown = make_settings("default", sets, no_assumed_bus=False)
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
        "legs": [leg.as_dict() for leg in miss.legs],
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


WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "n": "pairs", "bias": "bias (min)", "mae": "mean abs. error (min)", "median": "median error (min)",
        "5": "within 5 min (%)", "10": "within 10 min (%)", "all": "all", "changes": "changes",
        "province": "province of origin", "from": "from", "to": "to", "published": "published", "found": "found",
        "error": "error (min)", "journey": "journey found", "direct": "direct trains per hour",
        "tolerance": "Within the tolerance that comes with the figure: {:.0f} % of the times.",
        "unreachable": "{} published pairs have no connection here, {} name a station that is not here.",
        "worst": "largest errors", "fast": "of which fast", "ok": "within tolerance", "yes": "yes", "no": "no",
    },
    "nl": {
        "n": "paren", "bias": "afwijking (min)", "mae": "gem. absolute fout (min)", "median": "mediane fout (min)",
        "5": "binnen 5 min (%)", "10": "binnen 10 min (%)", "all": "alle", "changes": "overstappen",
        "province": "provincie van herkomst", "from": "van", "to": "naar", "published": "gepubliceerd",
        "found": "gevonden", "error": "fout (min)", "journey": "gevonden reis",
        "direct": "rechtstreekse treinen per uur",
        "tolerance": "Binnen de marge die bij het cijfer hoort: {:.0f} % van de tijden.",
        "unreachable": "{} gepubliceerde paren hebben hier geen verbinding, {} noemen een station dat hier niet is.",
        "worst": "grootste fouten", "fast": "waarvan snel", "ok": "binnen de marge", "yes": "ja", "no": "nee",
    },
}  # fmt: skip


def _print(found: Validation, lang: str) -> None:
    from bereikbaar.cli.output import print_table, say

    words = WORDS[lang]
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
    way = " ".join([miss.published.origin, *(f"-{leg.service}- {leg.destination}" for leg in miss.legs)])
    p = miss.published
    return [p.origin, p.destination, p.value, miss.found_min, miss.error_min, miss.changes, way]


def _check_row(check: FrequencyCheck, words: Mapping[str, str]) -> list[str | float]:
    p = check.published
    ok = "" if check.ok is None else words["yes"] if check.ok else words["no"]
    return [p.origin, p.destination, p.value, check.direct, check.fast, ok]
