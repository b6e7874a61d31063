"""The reference part of docs/scenarios.md, made from the code: keys of a file and all kinds of change.

``python -m bereikbaar.scenarios.reference docs/scenarios.md`` writes it between the two marks of the page; a test
holds the page to it.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
from pathlib import Path
from typing import Any

from bereikbaar.scenarios.changes import KINDS
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.model import Cost, Expectation, Source
from bereikbaar.scenarios.parameters import Parameter
from bereikbaar.scenarios.records import is_required, items, key_of
from bereikbaar.scenarios.schema import ScenarioFile

BEGIN = "<!-- reference: made by bereikbaar.scenarios.reference; do not edit below -->"
END = "<!-- end of reference -->"

_COMMON = {f.name for f in items(ChangeBase)}


def reference() -> str:
    """Return the reference as Markdown."""
    parts = ["## Keys of a file", "", *_table(ScenarioFile)]
    for title, cls in (
        ("cost", Cost),
        ("a source", Source),
        ("a parameter", Parameter),
        ("a figure in expects", Expectation),
    ):
        parts += ["", f"### Keys of {title}", "", *_table(cls)]
    parts += ["", "## Kinds of change", "", "They are made in this order, whatever their order in the file:", ""]
    parts += [", ".join(f"[{k.KIND}](#{k.KIND})" for k in KINDS) + "."]
    parts += ["", "Every change may also hold:", "", *_rows(items(ChangeBase))]
    for kind in KINDS:
        parts += [
            "",
            f"### {kind.KIND}",
            "",
            inspect.cleandoc(kind.__doc__ or ""),
            "",
            "```yaml",
            f"- {kind.KIND}: {EXAMPLES[kind.KIND]}",
            "```",
            "",
        ]
        parts += _rows([f for f in items(kind) if f.name not in _COMMON])
    return "\n".join(parts) + "\n"


#: One change of each kind that can be made on nl-2026 as it stands; a test does so.
EXAMPLES = {
    "add_station": "{code: xhn, name: Heerenveen Noord, lat: 52.972, lon: 5.912, on: {between: [hr, akm]}}",
    "add_track": "{from: lls, to: hr, km: 64, speed_kmh: 200}",
    "set_line_speed": "{between: [zl, gn], speed_kmh: 160}",
    "copy_service": "{service: 6100, id: 6100x, skip: [bl], tph: {day: 1}}",
    "add_service": "{id: N1, stops: [gvc, gd, ut], dwell_min: 2, tph: {day: 2, evening: 1, weekend: 1}}",
    "replace_service": "{service: 1800, stops: [ehv, tb, bd, rtd, shl, asdz], tph: 2}",
    "remove_service": "{services: 2200}",
    "set_frequency": "{services: 1100, tph: {day: 4, evening: 2}}",
    "reroute_service": "{services: 700, leave: shl, join: lls, stops: [asd, alm], run_min: [15, 21, 14]}",
    "extend_service": "{services: 3600, from: rsd, stops: [bgn, gs, vs], run_min: [10, 20, 23]}",
    "truncate_service": "{services: 6600, keep: [ht, ddr]}",
    "skip_stops": "{services: 700, stops: [alm, lls]}",
    "add_stops": "{services: [500, 700], stops: mp, extra_min: 3}",
    "scale_run_time": "{product: Sprinter, between: [zl, gn], factor: 0.95}",
    "set_run_time": "{services: 2300, from: ddr, to: rsd, run_min: 20}",
    "set_dwell": "{services: 2300, stations: [hlm, rtd], dwell_min: 2}",
    "set_phase": "{service: 500, direction: outbound, minute: 12}",
    "close_section": "{between: [asn, gn], windows: weekend}",
    "close_station": "{station: krg}",
    "set_change_time": "{station: zl, change_min: 4}",
    "add_feeder": "{town: urk-0184, station: lls, line: 141, run_min: 40, tph: {day: 2, evening: 1}}",
    "set_access": "{station: akm, rental_bicycle: true}",
    "set_opportunities": "{zone: 8302, field: population, add: 5000}",
}


def _table(cls: type[Any]) -> list[str]:
    return _rows(items(cls))


def _rows(fields: list[dataclasses.Field[Any]]) -> list[str]:
    rows = ["| key | holds | when absent | meaning |", "|---|---|---|---|"]
    for f in sorted(fields, key=lambda f: not is_required(f)):
        absent = "**required**" if is_required(f) else _default(f.default)
        example = f" (e.g. `{f.metadata['example']}`)" if f.metadata["example"] else ""
        cells = (f"`{key_of(f)}`", f.metadata["kind"].words(), absent, f.metadata["text"] + example)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return rows


def _default(value: Any) -> str:
    if value in (None, "", ()):
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def with_reference(page: str) -> str:
    """Return a page with the reference between its marks. Raises ValueError when a mark is missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{after}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(with_reference(target.read_text(encoding="utf-8")), encoding="utf-8")
