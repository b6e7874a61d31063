"""What ``network show`` tells about a network, as a document and in words."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.output import print_table, say
from bereikbaar.lang import both, translate

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.network.track import TrackPaths

COUNT_WORDS = {
    "stations": both("stations"),
    "stations_nl": both("of them in the Netherlands"),
    "services": both("services"),
    "services_running": both("of them running in some window"),
    "legs": both("legs, both directions"),
    "sections": both("sections of track"),
    "track_km": both("km of track"),
    "feeders": both("feeders"),
}


def about(folder: Path, lang: str) -> dict[str, Any]:
    """Return the facts of a network folder with stable keys. Raises InputError when it cannot be read."""
    from bereikbaar.read.network import read_network
    from bereikbaar.read.package import read_json

    return _about(read_network(folder), read_json(folder / "datapackage.json"), lang)


def about_feed(path: Path, lang: str) -> dict[str, Any]:
    """Return the facts of a timetable (GTFS), the same keys. Raises InputError when it cannot be read."""
    from bereikbaar.cli.network_import import origin_of
    from bereikbaar.gtfs.network import import_feed
    from bereikbaar.write.network_folder import network_tables
    from bereikbaar.write.network_package import package

    found = import_feed(path)
    return _about(found.network, package(found.network, network_tables(found.network), origin_of(found, path)), lang)


def _about(net: Network, package: dict[str, Any], lang: str) -> dict[str, Any]:
    from bereikbaar.network.track import TrackPaths

    paths = TrackPaths(net)
    titles = {w.get("name"): w.get("title") for w in package.get("windows", []) if isinstance(w, dict)}
    return {
        "name": net.name,
        "title": net.title,
        "version": net.version,
        "hash": net.hash,
        "folder": net.folder,
        "counts": _counts(net),
        "windows": [_window(net, paths, w.name, titles.get(w.name), lang) for w in net.windows],
        "sources": _entries(package, "sources", ("title", "path", "description")),
        "licenses": _entries(package, "licenses", ("name", "title", "path")),
    }


def _counts(net: Network) -> dict[str, int | float]:
    return {
        "stations": len(net.stations),
        "stations_nl": sum(s.country == "NL" for s in net.stations.values()),
        "services": len(net.services),
        "services_running": sum(any(any(p.tph) for p in s.patterns) for s in net.services.values()),
        "legs": sum(len(p.stations) - 1 for s in net.services.values() for p in s.patterns),
        "sections": len(net.sections),
        "track_km": round(sum(s.km for s in net.sections.values()), 1),
        "feeders": len(net.feeders),
    }


def _window(net: Network, paths: TrackPaths, name: str, title: Any, lang: str) -> dict[str, Any]:
    from bereikbaar.network.track import running, train_km_per_hour

    window = net.windows[net.window_index(name)]
    runs = list(running(net, name))
    train_km = train_km_per_hour(net, name, paths=paths)
    return {
        "name": name,
        "title": title.get(lang, window.text) if isinstance(title, dict) else window.text,
        "group": window.group,
        "hours_per_week": window.hours_per_week,
        "services": len({service.id for service, _, _ in runs}),
        "stations": len({code for _, pattern, _ in runs for code in pattern.stations}),
        "train_km_per_hour": round(train_km, 1) if isfinite(train_km) else None,  # a station without position
        "source": window.source,
    }


def _entries(package: dict[str, Any], key: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    """Return entries of the data package with the same keys in every entry."""
    found = package.get(key)
    entries = found if isinstance(found, list) else []
    return [{n: str(e.get(n) or "") for n in names} for e in entries if isinstance(e, dict)]


def print_about(document: dict[str, Any], lang: str) -> None:
    """Print the facts of a network: counts and windows as tables on stdout, what they rest on below."""
    nl = lang == "nl"
    click.echo(f"{document['name']} {document['version']}: {document['title']}")
    click.echo(f"{'inhoud' if nl else 'content'} {document['hash']}, {document['folder']}")
    click.echo()
    print_table(
        ("aantal", "wat") if nl else ("number", "what"),
        [(value, COUNT_WORDS[key].said(lang)) for key, value in document["counts"].items()],
        lang=lang,
    )
    click.echo()
    headings = ("window", "hours/week", "services", "stations", "train-km/hour", "when")
    dutch = ("dagdeel", "uren/week", "diensten", "stations", "treinkm/uur", "wanneer")
    columns = ("name", "hours_per_week", "services", "stations", "train_km_per_hour", "title")
    rows = [[w[c] for c in columns] for w in document["windows"]]
    print_table(dutch if nl else headings, rows, decimals=0, lang=lang)
    click.echo()
    for key, word in (("sources", translate(lang).text("sources")), ("licenses", translate(lang).text("licences"))):
        if document[key]:
            click.echo(f"{word}:")
        for entry in document[key]:
            click.echo("  " + ", ".join(t for t in (entry["title"], entry["path"]) if t))
    assumed = [w["name"] for w in document["windows"] if w["source"].startswith("assumption")]
    if assumed:
        text = translate(lang).text("hours that are an assumption")
        say(f"{text}: {', '.join(assumed)}")
