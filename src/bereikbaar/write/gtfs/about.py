"""Who says what an export says: publisher, sources and licences, from the data package of a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bereikbaar.errors import InputError, Problem
from bereikbaar.network.model import Network

#: Home pages of operators, for ``agency_url``, which GTFS requires: the longest name that an operator's begins with
#: counts. Source: the operators' own sites.
OPERATOR_URLS = {
    "Arriva": "https://www.arriva.nl",
    "Connexxion": "https://www.connexxion.nl",
    "DB": "https://www.bahn.de",
    "eurobahn": "https://www.eurobahn.de",
    "Eurostar": "https://www.eurostar.com",
    "Keolis": "https://www.keolis.nl",
    "NMBS": "https://www.belgiantrain.be",
    "NS": "https://www.ns.nl",
    "NS International": "https://www.nsinternational.com",
    "OeBB": "https://www.oebb.at",
    "Qbuzz": "https://www.qbuzz.nl",
    "VIAS": "https://www.vias-online.de",
}
#: Time zone by country of the most stations; GTFS gives all times in one. Source: IANA time zone database.
TIMEZONES = {
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "CH": "Europe/Zurich",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "LU": "Europe/Luxembourg",
    "NL": "Europe/Amsterdam",
    "SK": "Europe/Bratislava",
}
#: When a network names no page at all.
GTFS_PAGE = "https://gtfs.org"


@dataclass(frozen=True, slots=True)
class Credit:
    """A line of attributions.txt: who has to be named, for what, and where to look. url may be empty."""

    name: str
    url: str = ""
    role: str = "source"


@dataclass(frozen=True, slots=True)
class About:
    """What feed_info.txt, agency.txt and attributions.txt say of the whole.

    publisher, publisher_url : of this file. lang : of the names in it. timezone : of its times.
    version : of the network, with the scenario. licence, source : in words. credits : all that have to be named.
    """

    publisher: str
    publisher_url: str
    lang: str = "nl"
    timezone: str = "Europe/Amsterdam"
    version: str = ""
    licence: str = ""
    source: str = ""
    credits: tuple[Credit, ...] = field(default=())

    def agency_url(self, operator: str) -> str:
        """Return the page of an operator; the publisher's where it is not known."""
        known = [name for name in OPERATOR_URLS if operator.startswith(name)]
        return OPERATOR_URLS[max(known, key=len)] if known else self.publisher_url


def read_about(net: Network, *, scenario_credits: Iterable[Credit] = ()) -> About:
    """Return what the data package of a network's folder says; without one only what the network itself knows."""
    package = _package(net)
    licences = [Credit(_text(e, "title", "name"), _url(e), "licence") for e in _entries(package, "licenses")]
    sources = [Credit(_text(e, "title", "path"), _url(e), "source") for e in _entries(package, "sources")]
    authors = [_text(e, "title") for e in _entries(package, "contributors")]
    pages = [_url({"path": package.get("homepage")}), *(c.url for c in licences), *(c.url for c in sources)]
    country, _ = max(Counter(s.country for s in net.stations.values()).items(), key=lambda c: (c[1], c[0]))
    return About(
        publisher=next((a for a in authors if a), "") or net.title or net.name,
        publisher_url=next((p for p in pages if p), GTFS_PAGE),
        lang="nl" if country == "NL" else "mul",
        timezone=TIMEZONES.get(country, TIMEZONES["NL"]),
        version="+".join([f"{net.name} {net.version}".strip(), *net.scenario]),
        licence="; ".join(dict.fromkeys(c.name for c in licences)),
        source=net.title or net.name,
        credits=(*licences, *sources, *scenario_credits),
    )


def scenario_credit(title: str, url: str) -> Credit:
    """Return the credit of a source of a scenario."""
    return Credit(title, _url({"path": url}), "scenario")


def _package(net: Network) -> dict[str, Any]:
    from bereikbaar.read.package import read_json

    if not net.folder or not (Path(net.folder) / "datapackage.json").is_file():
        return {}
    content = read_json(Path(net.folder) / "datapackage.json")
    return content if isinstance(content, dict) else {}


def _entries(package: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = package.get(key)
    return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []


def _text(entry: dict[str, Any], *keys: str) -> str:
    return next((str(entry[k]) for k in keys if entry.get(k)), "")


def _url(entry: dict[str, Any]) -> str:
    """Return the address of an entry when it is one that a browser opens."""
    text = str(entry.get("path") or "")
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname and " " not in text else ""


def read_span(net: Network, start: str | None, end: str | None) -> tuple[str, str]:
    """Return the first and the last day of the export as ISO dates.

    A day that is not given is that of the European timetable year (see :func:`timetable_year`) in which the data
    package was made (``created``), or in which the other day lies. Raises InputError when there is no such day, for
    what is no date, and when the last day comes before the first.
    """
    first, last = (_date(text, option) for text, option in ((start, "--from"), (end, "--until")))
    if first is None or last is None:
        anchor = first or last or _created(net)
        if anchor is None:
            raise InputError(
                f"it is not known when network {net.name!r} holds: its data package has no 'created' day; "
                "give the days with --from and --until"
            )
        year = timetable_year(anchor)
        first, last = first or year[0], last or year[1]
    if last < first:
        raise InputError(f"the last day {last} (--until) comes before the first {first} (--from)")
    return first.isoformat(), last.isoformat()


def timetable_year(day: date) -> tuple[date, date]:
    """Return the first and last day of the European timetable year of a day.

    The timetable changes at midnight on the second Saturday in December (Directive 2012/34/EU, annex VII).

    >>> timetable_year(date(2026, 11, 25))
    (datetime.date(2025, 12, 14), datetime.date(2026, 12, 12))
    """

    def begins(year: int) -> date:
        first = date(year, 12, 1)
        return first + timedelta(days=(5 - first.weekday()) % 7 + 8)

    year = day.year if day >= begins(day.year) else day.year - 1
    return begins(year), begins(year + 1) - timedelta(days=1)


def _created(net: Network) -> date | None:
    text = str(_package(net).get("created") or "")[:10]
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _date(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        if not text.isascii() or len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(Problem(f"expected a date such as 2026-03-10, found {text!r}", field=option)) from None
