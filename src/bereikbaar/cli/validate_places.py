"""``bereikbaar network validate --places``: distances, people in reach and speeds against published figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import Text, both, table_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bereikbaar.network.model import Network
    from bereikbaar.settings import Settings
    from bereikbaar.truth import Finding, Truth
    from bereikbaar.truth.municipalities import MunicipalFit

WORDS: Mapping[str, Text] = {
    "figure": both("figure"),
    "where": both("where"),
    "published": both("published"),
    "ours": both("ours"),
    "deviation": both("deviation"),
    "tolerance": both("tolerance"),
    "ok": both("within tolerance"),
    "source": both("source"),
    "yes": both("yes"),
    "no": both("no"),
    "sum": both("{ok} of {n} figures with a tolerance are within it."),
    "title": both("Distances by road per municipality, km (statistics office, 2022)"),
    "to": both("to the nearest"),
    "n": both("municipalities"),
    "published_mean": both("published mean"),
    "ours_mean": both("ours"),
    "correlation": both("correlation"),
    "error": both("mean abs. error"),
    "agree": both("within 1 km or 25 % (%)"),
    "worst": both("largest deviations"),
    "station": both("station"),
    "hospital": both("hospital"),
    "hospital_any": both("hospital, limited care too"),
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

    words = table_in(WORDS, lang)
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
