"""``run.json``: what was computed from what, so that every number can be made again."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import both
from bereikbaar.write.atomic import TOOL
from bereikbaar.write.names import name_of, window_titles
from bereikbaar.write.people_tables import left_out

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.read.own_places import OwnPlaces
    from bereikbaar.results import Case, Outcome, Result


def manifest(result: Result) -> dict[str, Any]:
    """Return what ``run.json`` says, without the files and the time of making; the keys are promised in the docs."""
    from bereikbaar import __version__

    pair = result.baseline
    net = pair.network if pair else result.base.network
    cases = (result.base, *result.cases)
    content: dict[str, Any] = {
        "tool": TOOL,
        "version": __version__,
        "network": _network(net),
        "baseline": {**_network(result.base.network), "stations": pair.matching.counts} if pair else None,
        "places": {"hash": result.places.hash},
        "own_places": _own(result.own) if result.own else None,
        "window": result.window,
        "windows": sorted(result.base.windows, key=[w.name for w in net.windows].index),
        "dates": {w.name: w.date for w in result.base.network.windows if w.date},
        "method": result.method,
        "clock": {name_of(case): dict(case.basis) for case in cases} if result.method == "clock" else None,
        "lang": result.lang,
        "indicators": list(result.indicators),
        "scenarios": [_scenario(case) for case in result.cases],
        "settings": result.settings.as_dict(),
        "warnings": list(result.warnings),
        "notes": [*result.notes, *left_out(result)],
        "expects": [_expectation(o) for case in cases for o in case.outcomes],
    }
    if result.meta:
        content["meta"] = dict(result.meta)
    plain: dict[str, Any] = json.loads(json.dumps(_plain(content)))
    return plain


def _own(own: OwnPlaces) -> dict[str, Any]:
    return {"file": Path(own.file).name, "hash": own.hash, "places": len(own.id)}


def _network(net: Network) -> dict[str, Any]:
    return {"name": net.name, "title": net.title, "version": net.version, "hash": net.hash}


def _scenario(case: Case) -> dict[str, Any]:
    s = case.scenario
    assert s is not None  # only called for scenarios
    return {
        "name": s.name,
        "key": s.key,
        "hash": s.hash,
        "title": dict(s.title),
        "base": s.base,
        "year": s.year,
        "origin": Path(s.origin).name if "/" in s.origin or "\\" in s.origin else s.origin,
        "parts": list(s.parts),
        "parameters": dict(s.parameters),
        "changes": list(case.report),
        "cost": None
        if s.cost is None
        else {"bn_eur": list(s.cost.bn_eur), "price_level": s.cost.price_level, "partial": s.cost.partial},
    }


def _expectation(o: Outcome) -> dict[str, Any]:
    return {
        "scenario": o.scenario,
        "from": o.origin,
        "to": o.destination,
        "measure": o.measure,
        "published": o.published,
        "tolerance": o.tolerance,
        "at_least": o.at_least,
        "kind": o.kind,
        "got": None if o.got is None else round(o.got, 2) if math.isfinite(o.got) else None,
        "ok": o.ok,
        "source": o.source,
        "confidence": o.confidence,
        "note": o.note,
    }


def _plain(value: Any) -> Any:
    """Return the value with null for numbers that are not finite, and plain lists and dictionaries."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, str) or value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Sequence):
        return [_plain(v) for v in value]
    return _plain(value.item()) if hasattr(value, "item") else str(value)


def manifest_text(content: Mapping[str, Any], files: Mapping[str, Path]) -> str:
    """Return ``run.json``: the manifest, the time of making, and name and checksum of every other file."""
    whole = {
        **content,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": sorted(files),
        "sha256": {name: hashlib.sha256(files[name].read_bytes()).hexdigest() for name in sorted(files)},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def manifest_rows(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the manifest as (key, value) texts for the table in the GeoPackage; no time of making."""
    rows = {}
    for key, value in content.items():
        if isinstance(value, str):
            rows[key] = value
        else:
            rows[key] = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)
    return rows


#: Routing methods in words: name -> (Dutch, English).
_METHODS = {
    "headway": both("waiting by the headways of trains"),
    "clock": both("waiting by the clock, at every moment"),
}


def manifest_line(result: Result, lang: str) -> str:
    """Return one line that says with what the run was made: version, network, method, window and scenario hashes."""
    from bereikbaar import __version__

    index = 0 if lang == "nl" else 1
    networks = ([result.baseline.network] if result.baseline else []) + [result.base.network]
    method = _METHODS.get(result.method, (result.method, result.method))[index]
    window = window_titles(result.window)[index]
    scenarios = [f"{name_of(c)} {c.scenario.hash[:12]}" for c in result.cases if c.scenario and not c.is_network]
    used = [f"{n.name} {n.version} ({n.hash[:12]})" for n in networks]
    parts = [f"bereikbaar {__version__}", *used, method, window]
    return "; ".join([*parts, *scenarios])
