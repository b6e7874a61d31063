"""Findings as text: the cells of tables on the screen, and the tables of the page on truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bereikbaar.lang import both, with_comma
from bereikbaar.truth.hold import AT_LEAST, AT_MOST, Finding, Truth
from bereikbaar.truth.municipalities import MunicipalFit
from bereikbaar.write.numbers import MINUS

#: Kinds that stand per station in a table of their own, with their headings there.
PER_STATION = {
    "stations_within_60": "within 60 min",
    "stations_within_90": "within 90 min",
    "stations_within_120": "within 120 min",
    "mean_time_weighted": "mean min",
}
_BOUNDS = {AT_LEAST: both("at least"), AT_MOST: both("at most")}
_HOSPITALS = {
    "station": "station",
    "hospital": "hospital (general, university)",
    "hospital_any": "hospital, limited care too",
}


def row_of(finding: Finding, lang: str = "en") -> list[str]:
    """Return what, where, published, ours, deviation and tolerance of a finding, as people write them."""
    f = finding.figure
    cells = [
        finding.measure.words.said(lang),
        " - ".join(part for part in (f.origin, f.destination) if part and not part.startswith("all ")),
        _plain(f.value),
        "–" if finding.ours is None else _plain(finding.ours),
        deviation_text(finding),
        f"± {f.tolerance}" if f.tolerance else "",
    ]
    if finding.measure.bound:
        bound = _BOUNDS[finding.measure.bound].said(lang)
        cells[5] = f"{bound} {cells[2]}" + (f" + {f.tolerance}" if f.tolerance else "")
    return [with_comma(c, lang) if n in (2, 3, 4, 5) else c for n, c in enumerate(cells)]


def deviation_text(finding: Finding) -> str:
    """Return a deviation with its sign: ``+2.2 %``, ``-0.9`` with a proper minus; nothing where there is none."""
    if finding.deviation is None:
        return ""
    rounded = round(finding.deviation, 1) + 0.0
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded):.1f}{' %' if finding.relative else ''}"


def _plain(value: float) -> str:
    """Return three figures and no more: 0.00078, 5.21, 70.9, 233."""
    text = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return text if "e" not in text else f"{value:.5f}"


def truth_tables(every: Sequence[Truth]) -> str:
    """Return the tables of the page on truth as Markdown: one truth per method, the first with all figures."""
    parts = (_sums(every), _figures(every), _per_station(every), _municipal(every[0]))
    return "\n\n".join("\n".join(lines) for lines in parts)


def _sums(every: Sequence[Truth]) -> Iterator[str]:
    """Yield how many figures are within their tolerance or bound, by every method."""
    for n, truth in enumerate(every):
        judged = [f.ok for f in truth.findings if f.ok is not None]
        of = "that were asked of it too" if n else "with a tolerance or a bound"
        yield f"* {truth.method}, {truth.window}: {sum(judged)} of {len(judged)} figures {of} are within it."


def _figures(every: Sequence[Truth]) -> Iterator[str]:
    """Yield the table of single figures: published, ours by every method, deviation, tolerance, source."""
    first, others = every[0], [_by_key(t) for t in every[1:]]
    clock = "".join(f" {t.method} |" for t in every[1:])
    yield f"| what | where | published | ours |{clock} deviation | tolerance | within | published by, for |"
    yield f"|---|---|---|---|{'---|' * len(others)}---|---|---|---|"
    for f in first.findings:
        if f.figure.kind in PER_STATION:
            continue
        what, where, published, ours, deviation, tolerance = row_of(f)
        also = [_ours(other.get(_key(f))) for other in others]
        within = "" if f.ok is None else "yes" if f.ok else "**no**"
        source = f"{f.figure.source.split(': ')[0]}, {f.figure.date}"
        cells = [what, where, published, ours, *also, deviation, tolerance, within, source]
        yield "| " + " | ".join(c.replace("|", "/") for c in cells) + " |"


def _ours(finding: Finding | None) -> str:
    return "" if finding is None or finding.ours is None else _plain(finding.ours)


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.figure.kind, finding.figure.origin, finding.figure.destination


def _by_key(truth: Truth) -> dict[tuple[str, str, str], Finding]:
    return {_key(f): f for f in truth.findings}


def _per_station(every: Sequence[Truth]) -> Iterator[str]:
    """Yield the table of stations: per kind the published figure, ours and the deviation, for every method."""
    found = [{(f.figure.kind, f.figure.origin): f for f in t.findings if f.figure.kind in PER_STATION} for t in every]
    methods = " / ".join(t.method for t in every)
    yield "| from | " + " | ".join(f"{head}: published, {methods}" for head in PER_STATION.values()) + " |"
    yield "|---|" + "---|" * len(PER_STATION)
    for origin in sorted({o for _, o in found[0]}):
        cells = [_station_cell([by.get((kind, origin)) for by in found]) for kind in PER_STATION]
        yield f"| `{origin}` | " + " | ".join(cells) + " |"


def _station_cell(findings: Sequence[Finding | None]) -> str:
    """Return ``46, 47 (+2.2 %) / 46 (0.0 %)``; what is out of tolerance in bold."""
    if findings[0] is None:
        return ""
    parts = []
    for f in findings:
        if f is None or f.ours is None:
            parts.append("–")
            continue
        text = f"{_plain(f.ours)} ({deviation_text(f)})"
        parts.append(text if f.ok else f"**{text}**")
    return f"{_plain(findings[0].figure.value)}, " + " / ".join(parts)


def _municipal(truth: Truth) -> Iterator[str]:
    heads = ("to the nearest", "municipalities", "published mean, km", "ours", "correlation", "mean abs. error")
    yield f"| {' | '.join(heads)} | within 1 km or 25 % |"
    yield "|---|---|---|---|---|---|---|"
    for fit in truth.municipalities:
        yield (
            f"| {_HOSPITALS[fit.measure]} | {fit.n} | {fit.published_mean:.2f} | {fit.ours_mean:.2f} | "
            f"{fit.correlation:.3f} | {fit.mean_absolute_error:.2f} | {100 * fit.agree:.0f} % |"
        )
    yield ""
    for fit in truth.municipalities:
        yield f"Farthest off ({_HOSPITALS[fit.measure]}; published / ours, km): {_worst(fit)}."


def _worst(fit: MunicipalFit) -> str:
    return ", ".join(f"{w.name} {w.published:.1f} / {w.ours:.1f}" for w in fit.worst)


def misses(truth: Truth) -> Mapping[tuple[str, str], Finding]:
    """Return the findings that are out of tolerance, by kind and origin."""
    return {(f.figure.kind, f.figure.origin): f for f in truth.findings if f.ok is False}
