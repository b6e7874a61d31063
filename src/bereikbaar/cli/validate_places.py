"""``bereikbaar network validate --places``: distances, people in reach and speeds against published figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bereikbaar.network.model import Network
    from bereikbaar.settings import Settings
    from bereikbaar.truth import Finding, Truth
    from bereikbaar.truth.municipalities import MunicipalFit

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "figure": "figure", "where": "where", "published": "published", "ours": "ours", "deviation": "deviation",
        "tolerance": "tolerance", "ok": "within tolerance", "source": "source", "yes": "yes", "no": "no",
        "sum": "{ok} of {n} figures with a tolerance are within it.",
        "title": "Distances by road per municipality, km (statistics office, 2022)", "to": "to the nearest",
        "n": "municipalities", "published_mean": "published mean", "ours_mean": "ours", "correlation": "correlation",
        "error": "mean abs. error", "agree": "within 1 km or 25 % (%)", "worst": "largest deviations",
        "station": "station", "hospital": "hospital", "hospital_any": "hospital, limited care too",
    },
    "nl": {
        "figure": "cijfer", "where": "waar", "published": "gepubliceerd", "ours": "hier", "deviation": "afwijking",
        "tolerance": "marge", "ok": "binnen de marge", "source": "bron", "yes": "ja", "no": "nee",
        "sum": "{ok} van {n} cijfers met een marge vallen erbinnen.",
        "title": "Afstanden over de weg per gemeente, km (CBS, 2022)", "to": "naar het dichtstbijzijnde",
        "n": "gemeenten", "published_mean": "gepubliceerd", "ours_mean": "hier", "correlation": "correlatie",
        "error": "gem. absolute fout", "agree": "binnen 1 km of 25 % (%)", "worst": "grootste afwijkingen",
        "station": "station", "hospital": "ziekenhuis", "hospital_any": "ziekenhuis, ook met beperkte zorg",
    },
}  # fmt: skip


def hold(
    net: Network,
    folder: Path,
    matrix: Path | None,
    settings: Settings,
    how: tuple[str, str],
    *,
    as_json: bool,
    lang: str,
) -> None:
    """Hold places and reach against the figures of a network folder, and print. how : window and method."""
    from bereikbaar.cli.output import print_json
    from bereikbaar.cli.progress import progress
    from bereikbaar.errors import InputError, Problem
    from bereikbaar.loading import places
    from bereikbaar.read.published import read_figures
    from bereikbaar.truth import World, hold_places

    if matrix is not None:
        raise InputError(
            Problem("is a table of minutes between stations; it says nothing of places", field="--matrix")
        )
    figures = read_figures(folder)
    with progress(lang) as tell:
        found = hold_places(World(net, places(net), settings, *how, tell), figures)
    if as_json:
        print_json({"network": net.name, "window": how[0], "method": how[1], **document(found)})
        return
    print_places(found, lang)


def document(truth: Truth) -> dict[str, Any]:
    """Return the findings as ``--json`` gives them."""
    return {
        "figures": [_figure(f) for f in truth.findings],
        "municipalities": [_fit(fit) for fit in truth.municipalities],
    }


def _figure(finding: Finding) -> dict[str, Any]:
    f = finding.figure
    return {
        "kind": f.kind,
        "origin": f.origin,
        "destination": f.destination or None,
        "what": finding.measure.words[1],
        "published": f.value,
        "unit": f.unit,
        "date": f.date,
        "ours": finding.ours,
        "deviation": finding.deviation,
        "deviation_unit": "%" if finding.relative else "unit of the figure",
        "tolerance": f.tolerance.value if f.tolerance else None,
        "bound": finding.measure.bound or None,
        "ok": finding.ok,
        "source": f.source,
        "confidence": f.confidence,
        "note": f.note or None,
    }


def _fit(fit: MunicipalFit) -> dict[str, Any]:
    numbers = {
        "published_mean_km": fit.published_mean,
        "ours_mean_km": fit.ours_mean,
        "correlation": fit.correlation,
        "mean_absolute_error_km": fit.mean_absolute_error,
        "agree": fit.agree,
    }
    return {
        "measure": fit.measure,
        "n": fit.n,
        **{name: value if math.isfinite(value) else None for name, value in numbers.items()},
        "worst": [{"municipality": w.name, "published_km": w.published, "ours_km": w.ours} for w in fit.worst],
    }


def print_places(truth: Truth, lang: str) -> None:
    """Print the findings, then how the municipalities fit."""
    from bereikbaar.cli.output import print_table, say
    from bereikbaar.write.truth_tables import row_of

    words = WORDS[lang]
    heads = [words[k] for k in ("figure", "where", "published", "ours", "deviation", "tolerance", "ok", "source")]
    rows = [[*row_of(f, lang), _yes(f.ok, words), f.figure.source] for f in truth.findings]
    print_table(heads, rows, lang=lang)
    judged = [f.ok for f in truth.findings if f.ok is not None]
    say(words["sum"].format(ok=sum(judged), n=len(judged)))
    if truth.municipalities:
        names = ("to", "n", "published_mean", "ours_mean", "correlation", "error", "agree", "worst")
        fits: list[list[str | float]] = [
            [
                words[fit.measure], fit.n, fit.published_mean, fit.ours_mean, f"{fit.correlation:.3f}",
                fit.mean_absolute_error, 100 * fit.agree,
                ", ".join(f"{w.name} {w.published:g}/{w.ours:.1f}" for w in fit.worst[:5]),
            ]
            for fit in truth.municipalities
        ]  # fmt: skip
        print_table([words[k] for k in names], fits, title=words["title"], lang=lang)


def _yes(ok: bool | None, words: Mapping[str, str]) -> str:
    return "" if ok is None else words["yes"] if ok else words["no"]
