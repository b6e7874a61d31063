"""The layer ``services``: one line per service and way, with trains per hour in every window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bereikbaar.lang import both
from bereikbaar.network.model import Network
from bereikbaar.write.layers.layer import Field, Layer, make_field, make_layer
from bereikbaar.write.layers.rail import Rail, Route, RouteKey, window_title
from bereikbaar.write.names import column_title, key_of
from bereikbaar.write.shapes import lines

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

_STATUS = both("What the scenario does")
_RUN = both("Minutes end to end")
_TPH = both("Trains per hour and direction")


def services_layer(result: Result, cases: Sequence[Case], base: Rail, rails: Sequence[Rail], name: str) -> Layer:
    """Return all services of the base and the scenarios; trains per hour are per direction, 0 where it does not run.

    One feature serves both directions: they lie on the same track, and drawn twice they would hide each other.
    """
    every = (base, *rails)
    known = {key: next(r.routes[key] for r in every if key in r.routes) for r in every for key in r.routes}
    keys = sorted(known)
    geometry, kept = lines([known[k].line for k in keys])
    keys = [k for k, keep in zip(keys, kept, strict=True) if keep]
    names = {c: s.name for case in (*reversed(cases), result.base) for c, s in case.network.stations.items()}
    before = list(_numbers(result.base, base, keys, None))
    fields = [*_own_fields([known[k] for k in keys], names), *before]
    changing = {"run_min", f"tph_{result.window}"}
    for case, rail in zip(cases, rails, strict=True):
        status = [status_of(k, base, rail, case.network, result.window) for k in keys]
        fields.append(make_field(f"status_{key_of(case)}", "text", status, column_title(_STATUS, case)))
        for was, now in zip(before, _numbers(case, rail, keys, case), strict=True):
            fields.append(now)
            if was.name in changing:
                title = column_title((was.title["nl"], was.title["en"]), case, part="diff")
                diff = now.values - was.values
                fields.append(make_field(f"{now.name}_diff", "float", diff, title, unit=now.unit, decimals=2))
    return make_layer(name, both("Services"), "LineString", fields, geometry)


def _own_fields(routes: Sequence[Route], names: dict[str, str]) -> list[Field]:
    services = [r.service for r in routes]
    stops, ways = [len(r.stations) for r in routes], [r.directions for r in routes]
    return [
        make_field("service", "text", [s.id for s in services], both("Service, id")),
        make_field("series", "text", [s.series for s in services], both("Series")),
        make_field("product", "text", [s.product for s in services], both("Product")),
        make_field("operator", "text", [s.operator for s in services], both("Operator")),
        make_field("mode", "text", [s.mode for s in services], both("Mode")),
        make_field("from_name", "text", [names[r.stations[0]] for r in routes], both("From")),
        make_field("to_name", "text", [names[r.stations[-1]] for r in routes], both("To")),
        make_field("stops", "int", stops, both("Number of stops"), unit="-"),
        make_field("km", "float", [r.km for r in routes], both("Length"), unit="km", decimals=1),
        make_field("directions", "int", ways, both("Directions"), unit="-"),
    ]


def _numbers(case: Case, rail: Rail, keys: Sequence[RouteKey], of: Case | None) -> Iterator[Field]:
    """Yield run minutes and trains per hour of every route in one network."""
    end = f"_{key_of(case)}" if of else ""
    routes = [rail.routes.get(k) for k in keys]
    minutes = [r.run_min if r else None for r in routes]
    yield make_field(f"run_min{end}", "float", minutes, column_title(_RUN, of), unit="min", decimals=1)
    for i, w in enumerate(case.network.windows):
        values = [r.tph[i] if r else 0.0 for r in routes]
        title = column_title(window_title(_TPH, w.name), of)
        yield make_field(f"tph_{w.name}{end}", "float", values, title, unit="1/h", decimals=2)


def status_of(key: RouteKey, base: Rail, rail: Rail, net: Network, window: str) -> str:
    """Return what a scenario does to a route.

    ``new`` or ``gone`` (the whole service), ``new_stops`` or ``old_stops`` (the service stays, on another stop list),
    ``absent`` (another scenario's), ``more`` or ``less`` (trains in the window), ``faster``, ``slower``, ``changed``
    (something else) or ``same``.
    """
    before, after = base.routes.get(key), rail.routes.get(key)
    if before is None and after is None:
        return "absent"
    if before is None:
        return "new_stops" if key[0] in base.ids else "new"
    if after is None:
        return "old_stops" if key[0] in rail.ids else "gone"
    w = net.window_index(window)
    tph, minutes = after.tph[w] - before.tph[w], after.run_min - before.run_min
    if tph:
        return "more" if tph > 0 else "less"
    if abs(minutes) >= 0.05:  # less is not seen in the one decimal that is written
        return "slower" if minutes > 0 else "faster"
    return "changed" if after.service != before.service else "same"
