"""``bereikbaar network import``: a timetable becomes a network folder, and everything that was done to it is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import json_option, lang_option
from bereikbaar.cli.output import print_json, print_table, say
from bereikbaar.cli.progress import progress
from bereikbaar.lang import both, in_a_row, said
from bereikbaar.units import clock_short

if TYPE_CHECKING:
    from bereikbaar.gtfs.network import FeedNetwork
    from bereikbaar.network.model import Network, Window
    from bereikbaar.write.network_folder import Origin

COUNT_WORDS = {
    "stations": both("stations"),
    "without_position": both("of them without a position"),
    "series": both("train series"),
    "services": both("services (stop lists)"),
    "trips": both("trips, with those of the day before and after"),
    "sections": both("lines between stations"),
}
#: How the note begins that says which days were chosen.
DAYS_NOTE = "days: "
ACTION_WORDS = {
    "repaired": both("repaired"),
    "left out": both("left out"),
    "chosen": both("chosen"),
}


@click.command("import")
@click.argument("feed", metavar="FEED", type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", "folder", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write: a network of your own.",
)  # fmt: skip
@click.option("--date", "day", metavar="DATE", help="The day that stands for the windows, as 2026-03-11.")
@click.option(
    "--week-of", metavar="DATE",
    help="All windows of the week of this day.  [default: the week of the busiest Tuesday, Wednesday or Thursday]",
)  # fmt: skip
@click.option(
    "--modes", metavar="LIST", default="rail", show_default=True,
    help="What counts as trains: rail, metro, tram, bus, ferry, all, or GTFS route types such as 2,100-117.",
)  # fmt: skip
@click.option("--country", metavar="CODE", help="Only the calls in this country, as NL.")
@click.option("--overwrite", is_flag=True, help="Write into a folder that holds something.")
@json_option
@lang_option
def import_(
    feed: Path,
    folder: Path,
    day: str | None,
    week_of: str | None,
    modes: str,
    country: str | None,
    overwrite: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Make a network folder of a timetable: a GTFS feed, zip or folder.

    Train series are found, trains per hour counted by direction in every window, and the trips kept for the clock
    method. FEED itself can be given as --network too; a folder can be looked at and changed.

    \b
    Example:  bereikbaar network import feed.zip -o my-network --week-of 2026-03-11
    """
    from bereikbaar.gtfs.network import import_feed
    from bereikbaar.write.atomic import check_folder
    from bereikbaar.write.network_folder import write_network_folder

    check_folder(folder, overwrite=overwrite)
    with progress(lang) as tell:
        found = import_feed(feed, date=day, week_of=week_of, modes=[modes], country=country, progress=tell)
        tell("writing")
        files = write_network_folder(found.network, folder, origin=origin_of(found, feed), overwrite=overwrite)
    document = summary(found, folder, files)
    if as_json:
        print_json(document)
    else:
        print_summary(document, lang)


def origin_of(found: FeedNetwork, path: Path) -> Origin:
    """Return where the network comes from, for its data package."""
    from bereikbaar.write.network_folder import Origin

    feed = found.feed
    return Origin(
        title=feed.title,
        url=feed.source,
        version=feed.version,
        licence=feed.licence,
        feed=path.name,
        days=found.days.why,
        operators=tuple(sorted({s.operator for s in found.network.services.values() if s.operator})),
        notes=tuple(n.line for n in found.notes if n.action != "chosen"),
    )


def summary(found: FeedNetwork, folder: Path, files: Sequence[str]) -> dict[str, Any]:
    """Return what was made, with stable keys."""
    from math import isfinite

    net, feed = found.network, found.feed
    assert net.trips is not None
    return {
        "network": net.name,
        "title": net.title,
        "hash": net.hash,
        "folder": str(folder),
        "files": list(files),
        "counts": {
            "stations": len(net.stations),
            "without_position": sum(not isfinite(s.lat) for s in net.stations.values()),
            "series": len({s.series for s in net.services.values()}),
            "services": len(net.services),
            "trips": net.trips.n_trips,
            "sections": len(net.sections),
        },
        "days": list(found.days.dates),
        "days_chosen": found.days.why,
        "feed_days": {"from": feed.dates[0], "to": feed.dates[-1], "n": len(feed.dates)},
        "windows": [_window(net, w) for w in net.windows],
        "other_types": {str(kind): n for kind, n in sorted(feed.other_types.items())},
        "notes": [
            {
                "action": n.action, "file": n.file or None, "row": n.row, "count": n.count, "message": n.message,
                "examples": list(n.examples),
            }
            for n in found.notes
        ],
    }  # fmt: skip


def _window(net: Network, window: Window) -> dict[str, Any]:
    w = net.window_index(window.name)
    return {
        "name": window.name,
        "date": window.date,
        "from": clock_short(window.from_s),
        "to": clock_short(window.to_s),
        "services": sum(any(p.tph[w] > 0 for p in s.patterns) for s in net.services.values()),
        "trains_per_hour": round(sum(p.tph[w] for s in net.services.values() for p in s.patterns), 1),
    }


def print_summary(document: dict[str, Any], lang: str) -> None:
    """Print what was made on stdout: counts, windows, then everything that was repaired, left out or chosen."""
    nl = lang == "nl"
    click.echo(f"{document['folder']}: {document['title']}")
    click.echo(f"{'dagen' if nl else 'days'}: {said(document['days_chosen'], lang)}")
    click.echo()
    counts = [
        (n, COUNT_WORDS[key].said(lang)) for key, n in document["counts"].items() if n or key != "without_position"
    ]
    print_table(("aantal", "wat") if nl else ("number", "what"), counts, lang=lang)
    click.echo()
    headings = ("window", "date", "from", "to", "services", "trains/hour")
    dutch = ("dagdeel", "datum", "van", "tot", "diensten", "treinen/uur")
    columns = ("name", "date", "from", "to", "services", "trains_per_hour")
    print_table(dutch if nl else headings, [[w[c] for c in columns] for w in document["windows"]], lang=lang)
    for note in document["notes"]:
        if not note["message"].startswith(DAYS_NOTE):  # said above
            click.echo(_note_line(note, lang))
    say(
        f"Klaar. Kijk na met: bereikbaar network check {document['folder']}"
        if nl
        else f"Done. Look it over with: bereikbaar network check {document['folder']}"
    )


def _note_line(note: dict[str, Any], lang: str) -> str:
    nl = lang == "nl"
    place = (note["file"] or "") + (f", {'regel' if nl else 'line'} {note['row']}" if note["row"] else "")
    more = note["count"] - len(note["examples"])
    names = in_a_row(note["examples"]).said(lang)
    rest = f" {'en nog' if nl else 'and'} {more}{'' if nl else ' more'}" if names and more > 0 else ""
    text = f"{ACTION_WORDS[note['action']].said(lang)}: {place + ': ' if place else ''}{said(note['message'], lang)}"
    return text + (f" ({names}{rest})" if names else "")
