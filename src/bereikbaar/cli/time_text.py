"""How ``bereikbaar time`` speaks: one sentence, a table of legs, a list of pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import click

from bereikbaar.access.trips import BY_FERRY
from bereikbaar.cli.output import Cell, print_table
from bereikbaar.indicators.catalogue import WINDOWS
from bereikbaar.lang import translate

#: Columns of a list of pairs.
_LIST = (
    "from",
    "to",
    "from_name",
    "to_name",
    "window",
    "expected_min",
    "best_min",
    "access_min",
    "wait_first_min",
    "in_vehicle_min",
    "transfer_min",
    "egress_min",
    "changes",
    "departures_per_hour",
    "longest_gap_min",
)
#: Likewise, by the clock.
_LIST_CLOCK = ("median_min", "p90_min", "worst_min", "share", "depart", "arrive")

#: Bases of a minute that nobody published (``network.trips.BASES``).
_UNKNOWN = ("proposed", "headway")

_MODES = {
    "walk": ("lopen", "walk"),
    "bicycle": ("fiets", "bicycle"),
    "ebike": ("e-bike", "e-bike"),
    "feeder": ("bus", "bus"),
    "assumed": ("aangenomen bus of tram", "assumed bus or tram"),
    "rental": ("huurfiets", "rental bicycle"),
    "walk_ferry": ("lopen en veer", "walk and ferry"),
    "bicycle_ferry": ("fiets en veer", "bicycle and ferry"),
    "ebike_ferry": ("e-bike en veer", "e-bike and ferry"),
    "rental_ferry": ("huurfiets en veer", "rental bicycle and ferry"),
    "rail": ("trein", "train"),
    "bus": ("bus", "bus"),
    "ferry": ("veer", "ferry"),
    "metro": ("metro", "metro"),
    "tram": ("tram", "tram"),
}


def sentence(d: dict[str, Any], lang: str) -> str:
    """Say a document of ``time`` in one sentence."""
    nl = lang == "nl"
    window = WINDOWS.get(d["window"], (d["window"], d["window"]))[0 if nl else 1]
    if d.get("date"):
        window = f"{d['date']} {d['hours']}" if window == d["hours"] else f"{window}, {d['date']} {d['hours']}"
    way = f"{_end(d, 'from', lang)} - {_end(d, 'to', lang)}"
    if d["expected_min"] is None:
        return f"{way} ({window}): {_not_always(d, lang)}"
    parts = {name: _whole(d[name]) for name in d if name.endswith("_min") and d[name] is not None}
    if d["method"] == "clock":
        parts["best_min"] = _exact(d["best_min"], lang)
    own = d["access_min"] + d["egress_min"]
    changes = _number(d["changes"], lang)
    sails = any(str(leg["mode"]).endswith(BY_FERRY) for leg in d["legs"])
    if nl:
        how = "lopen of fietsen, met het veer" if sails else "lopen of fietsen"
        first = f" {_whole(own)} {how}," if own else ""
        return (
            f"{way} kost gemiddeld {parts['expected_min']} minuten ({window}):{first} "
            f"{parts['wait_first_min']} wachten, {parts['in_vehicle_min']} rijden, "
            f"{parts['transfer_min']} overstappen ({changes} keer); "
            f"op zijn snelst {parts['best_min']}{_often(d, lang)}."
        )
    how = "walking or cycling, with the ferry" if sails else "walking or cycling"
    first = f" {_whole(own)} {how}," if own else ""
    return (
        f"{way} takes {parts['expected_min']} minutes on average ({window}):{first} "
        f"{parts['wait_first_min']} waiting, {parts['in_vehicle_min']} riding, "
        f"{parts['transfer_min']} changing ({changes} times); "
        f"{parts['best_min']} at best{_often(d, lang)}."
    )


def _not_always(d: dict[str, Any], lang: str) -> str:
    """Say that there is no connection, or at how many of the moments there is none in time."""
    nl = lang == "nl"
    if d["best_min"] is None:
        return translate(lang).text("no connection.")
    often, best = _percent(d.get("share"), lang), _exact(d["best_min"], lang)
    if nl:
        return f"maar op {often} momenten is er een verbinding, dus geen gemiddelde; op zijn snelst {best} min."
    return f"a connection at {often} moments only, so no mean; {best} min at best."


def _percent(share: float | None, lang: str) -> str:
    """Return how many moments; None = not known (from door to door), but not all."""
    nl = lang == "nl"
    if share is None:
        return translate(lang).text("some of the")
    percent = f"{100 * share:.0f}" if share >= 0.01 else translate(lang).text("less than 1")
    return f"{percent} % van de" if nl else f"{percent} % of the"


def _end(d: dict[str, Any], end: str, lang: str) -> str:
    """Return the name of an end, and from where the minutes count: a platform, the best platform, or a door."""
    words = {
        "station": ("station", "station"),
        "centre": ("beste station", "best station"),
        "town": ("van deur tot deur", "door to door"),
        "zone": ("van deur tot deur", "door to door"),
    }
    return f"{d[f'{end}_name']} ({words[d[f'{end}_kind']][0 if lang == 'nl' else 1]})"


def _often(d: dict[str, Any], lang: str) -> str:
    if not d["departures_per_hour"]:
        return ""
    per_hour, gap = _number(d["departures_per_hour"], lang), _whole(d["longest_gap_min"])
    if lang == "nl":
        return f"; {per_hour} vertrekken per uur, hooguit {gap} min ertussen"
    return f"; {per_hour} departures per hour, at most {gap} min apart"


def _whole(minutes: float) -> str:
    """Return minutes to the nearest whole one, a half upwards: 60.5 min is more than 60 and reads so."""
    return str(math.floor(minutes + 0.5))


def _exact(minutes: float, lang: str) -> str:
    """Return minutes as they are, or to a tenth: whether a journey is within an hour can be seen."""
    return f"{minutes:.0f}" if minutes == round(minutes) else _number(minutes, lang)


def _number(value: float, lang: str) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if lang == "nl" else text


def print_one(d: dict[str, Any], lang: str) -> None:
    """Print the legs of one document as a table, and its sentence; by the clock as a small timetable."""
    if d["method"] == "clock":
        _print_timetable(d, lang)
    elif d["legs"]:
        _print_likeliest(d, lang)
    click.echo(sentence(d, lang))


def _print_likeliest(d: dict[str, Any], lang: str) -> None:
    heads, rows = leg_rows(d, lang)
    title = translate(lang).text("The likeliest journey")
    print_table(heads, rows, title=title, lang=lang)


def leg_rows(d: dict[str, Any], lang: str) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """Return the headings and rows of a table with the legs of one document, and what each of them takes."""
    nl = lang == "nl"
    heads = (
        ("wijze", "serie", "richting", "van", "naar", "overstap, min", "wachten, min", "rijden, min", "aandeel, %")
        if nl
        else ("mode", "service", "towards", "from", "to", "change, min", "wait, min", "ride, min", "share, %")
    )
    rows: list[list[Cell]] = [
        [_mode(g, lang), _train(g), g["towards_name"] or g["towards"], g["from_name"] or g["from"],
         g["to_name"] or g["to"], g["change_min"], g["wait_min"], g["minutes"],
         None if g["share"] is None else float(round(100 * g["share"]))]
        for g in d["legs"]
    ]  # fmt: skip
    return heads, rows


def _print_timetable(d: dict[str, Any], lang: str) -> None:
    """Print journeys with their times; a train whose minute is proposed has a star."""
    nl = lang == "nl"
    journeys = [d] if d["journeys"] is None else d["journeys"]
    rows = [
        [n, g["depart"], g["arrive"], g["from_name"] or g["from"], g["to_name"] or g["to"], _mode(g, lang),
         _train(g) + (" *" if g.get("basis") in _UNKNOWN else ""), g["towards_name"] or g["towards"]]
        for n, journey in enumerate(journeys, 1)
        for g in journey["legs"]
    ]  # fmt: skip
    if not rows:
        return
    heads = (
        ("reis", "vertrek", "aankomst", "van", "naar", "wijze", "trein", "richting")
        if nl
        else ("journey", "depart", "arrive", "from", "to", "mode", "train", "towards")
    )
    fastest = translate(lang).text("The fastest journey")
    exact = translate(lang).text("The journeys")
    print_table(heads, rows, title=fastest if d["journeys"] is None else exact, lang=lang)
    if any(g.get("basis") in _UNKNOWN for journey in journeys for g in journey["legs"]):
        click.echo(translate(lang).text("* this minute is not known but proposed"))


def _mode(leg: dict[str, Any], lang: str) -> str:
    mode = str(leg["mode"])
    return _MODES.get(mode, (mode, mode))[0 if lang == "nl" else 1]


def _train(leg: dict[str, Any]) -> str:
    """Return product and number; ids of a timetable without numbers begin with the product already."""
    product, service = leg["product"] or "", leg["service"] or ""
    if product and str(service).startswith(product):
        return str(service)
    return " ".join(str(word) for word in (product, service) if word)


def print_list(documents: Sequence[dict[str, Any]], lang: str) -> None:
    """Print a row for each document; the columns are keys of ``time --json``."""
    heads = (*_LIST, *_LIST_CLOCK) if any(d["method"] == "clock" for d in documents) else _LIST
    print_table(heads, [[d[h] for h in heads] for d in documents], lang=lang)
