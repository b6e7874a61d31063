"""``bereikbaar network stations`` and ``services``: the codes and ids that a scenario names, and who they are."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import json_option, lang_option, network_argument
from bereikbaar.cli.output import Cell, print_json, print_table, say
from bereikbaar.lang import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bereikbaar.network.model import Network, Service

find_option = click.option(
    "--find", "wanted", metavar="TEXT", default="",
    help="Only rows that hold TEXT; case, accents and punctuation do not matter.",
)  # fmt: skip

#: Columns of the tables: key -> heading in English and Dutch.
STATION_COLUMNS = {
    "code": ("code", "code"),
    "name": ("name", "naam"),
    "country": ("country", "land"),
    "province": ("province", "provincie"),
    "kind": ("kind", "soort"),
    "intercity": ("intercity", "intercity"),
    "tph": ("trains/hour", "treinen/uur"),
    "change_min": ("cautious change, min", "ruime overstap, min"),
}
SERVICE_COLUMNS = {
    "id": ("id", "id"),
    "product": ("product", "product"),
    "operator": ("operator", "vervoerder"),
    "from": ("from", "van"),
    "to": ("to", "naar"),
    "minutes": ("minutes", "minuten"),
}
#: What a filter looks at.
STATION_TEXTS = ("code", "name", "province", "kind")
SERVICE_TEXTS = ("id", "series", "product", "operator", "from", "to", "stops")


@click.command()
@network_argument
@find_option
@json_option
@lang_option
def stations(name: str, wanted: str, as_json: bool, lang: str) -> None:
    """List the stations of a network by code: the codes that scenarios and `bereikbaar time` take.

    Trains per hour are departures off-peak, all directions together; --json has all windows. The cautious change time
    counts with `--set cautious_changes=true` only: else a change takes 2 minutes.

    Example:  bereikbaar network stations --find zwolle
    """
    net = read_named(name)
    rows = [row for row in station_rows(net) if holds(row, STATION_TEXTS, wanted)]
    if as_json:
        print_json(rows)
        return
    window = next((w.name for w in net.windows if w.name == "offpeak"), net.windows[0].name)
    heads = [_word(h, lang) + (f", {window}" if key == "tph" else "") for key, h in STATION_COLUMNS.items()]
    shown = [{**row, "tph": row["tph"][window]} for row in rows]
    print_table(heads, [[_cell(row[key], lang) for key in STATION_COLUMNS] for row in shown], decimals=2, lang=lang)
    _none(rows, wanted, lang)


@click.command()
@network_argument
@find_option
@json_option
@lang_option
def services(name: str, wanted: str, as_json: bool, lang: str) -> None:
    """List the services of a network by id: the ids that scenarios take, with trains per hour in every window.

    --find looks at the stops too. Minutes are those from the first to the last stop.

    Example:  bereikbaar network services --find meppel
    """
    net = read_named(name)
    rows = [row for row in service_rows(net) if holds(row, SERVICE_TEXTS, wanted)]
    if as_json:
        print_json(rows)
        return
    windows = [w.name for w in net.windows]
    heads = [*(_word(h, lang) for h in SERVICE_COLUMNS.values()), *windows]
    values = [[*(row[k] for k in SERVICE_COLUMNS), *row["tph"].values()] for row in rows]
    print_table(heads, [[_cell(v, lang) for v in row] for row in values], decimals=2, lang=lang)
    _none(rows, wanted, lang)


def read_named(name: str) -> Network:
    """Return a network by its shipped name, from a folder or a timetable, unchecked: one wants to look at it."""
    from pathlib import Path

    from bereikbaar.loading import is_feed
    from bereikbaar.read.network import find_network, read_network

    if is_feed(name):
        from bereikbaar.gtfs.network import network_from_feed

        return network_from_feed(Path(name))
    return read_network(find_network(name))


def station_rows(net: Network) -> list[dict[str, Any]]:
    """Return one row per station in the order of the code, with stable keys.

    tph : window -> departures per hour, all directions together. change_min : cautious minutes between two trains,
    by station class (the default settings take 2 everywhere).
    """
    from bereikbaar.access.frequencies import station_departures

    leaving = station_departures(net).T.tolist()
    return [
        {
            "code": s.code,
            "name": s.name,
            "country": s.country,
            "province": s.province,
            "kind": s.kind,
            "intercity": s.intercity,
            "tph": {w.name: round(t, 3) for w, t in zip(net.windows, leaving[i], strict=True)},
            "change_min": s.change_min,
            "lat": s.lat if isfinite(s.lat) else None,
            "lon": s.lon if isfinite(s.lon) else None,
        }
        for i, (_, s) in enumerate(sorted(net.stations.items()))
    ]


def service_rows(net: Network) -> list[dict[str, Any]]:
    """Return one row per service in the order of the id, with stable keys.

    minutes : from the first to the last stop, of the first direction. tph : window -> trains per hour of the busiest
    direction. stops : the stations of the first direction, by code.
    """
    return [_service_row(net, service) for _, service in sorted(net.services.items(), key=_by_number)]


def _by_number(entry: tuple[str, Service]) -> tuple[bool, int, str]:
    """Sort 500 before 1100: ids that begin with a number by that number, others after them."""
    digits = len(entry[0]) - len(entry[0].lstrip("0123456789"))
    return (digits == 0, int(entry[0][:digits] or 0), entry[0])


def _service_row(net: Network, service: Service) -> dict[str, Any]:
    first = service.patterns[0]
    names = [net.stations[c].name if c in net.stations else c for c in first.stations]
    return {
        "id": service.id,
        "series": service.series,
        "product": service.product,
        "operator": service.operator,
        "mode": service.mode,
        "from": names[0],
        "to": names[-1],
        "minutes": first.arrive_min[-1],
        "tph": {w.name: round(max(p.tph[i] for p in service.patterns), 3) for i, w in enumerate(net.windows)},
        "stops": [{"code": c, "name": n} for c, n in zip(first.stations, names, strict=True)],
    }


def holds(row: dict[str, Any], keys: Sequence[str], wanted: str) -> bool:
    """Tell whether any of some values of a row holds a text, whatever its case, accents and punctuation."""
    from bereikbaar.network.names import plain

    text = plain(wanted)
    return any(text in plain(said) for key in keys for said in _texts(row[key]))


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [stop[key] for stop in value for key in ("code", "name")]
    return [str(value)]


def _cell(value: Cell, lang: str) -> Cell:
    """Return a truth value as a word, and a whole number without decimals."""
    if isinstance(value, bool):
        return translate(lang).text("yes") if value else ""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _word(pair: tuple[str, str], lang: str) -> str:
    return pair[1 if lang == "nl" else 0]


def _none(rows: Sequence[object], wanted: str, lang: str) -> None:
    if not rows:
        say(f"Niets gevonden met {wanted!r}." if lang == "nl" else f"Nothing found with {wanted!r}.")
