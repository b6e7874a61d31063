# ruff: noqa: RUF009 - item() makes a dataclass field
"""New stations, and stations that close."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network, Section, Service, Station
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, ChangeBase, Claim, with_entry
from bereikbaar.scenarios.changes.calls import calls_of, part_of, pattern_of
from bereikbaar.scenarios.changes.selection import SelectedEdit, Work, calls_at
from bereikbaar.scenarios.changes.stopping import saved_problems, without_stop
from bereikbaar.scenarios.containers import ListOf
from bereikbaar.scenarios.context import Context
from bereikbaar.scenarios.geometry import Projection, project
from bereikbaar.scenarios.kinds import Flag, Number, Text
from bereikbaar.scenarios.records import Record, item

#: Sites of future stations are good to about a kilometre; further from the track it is another line.
MAX_AWAY_KM = 3.0
#: A station nearer than this to another end of its section is that other station.
MIN_SECTION_KM = 0.1

LAT = Number(low=-90, high=90, unit="degrees")
LON = Number(low=-180, high=180, unit="degrees")


@dataclass(frozen=True, slots=True)
class OnTrack:
    """Existing track on which a new station lies."""

    between: tuple[str, str] = item(
        ListOf(STATION, low=2, high=2), "the stations between which it lies; they need not be neighbours"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStation(ChangeBase):
    """A new station, on new track (add_track brings it there) or, with ``on``, on existing track, which it splits.

    The site is projected on the line of the section; its length is divided in proportion to the line, and trains
    that use the section pass the station. They stop there only by ``add_stops``.
    """

    KIND = "add_station"

    code: str = item(
        Text("a code of 2 to 8 small letters and digits", pattern=r"[a-z][a-z0-9]{1,7}"),
        "code of the new station; by custom it begins with x", example="xem",
    )  # fmt: skip
    name: str = item(Text("a name"), "name for people", example="Emmeloord")
    lat: float = item(LAT, "latitude, WGS84", example="52.709")
    lon: float = item(LON, "longitude, WGS84", example="5.728")
    on: OnTrack | None = item(
        Record(OnTrack), "existing track that it lies on", default=None, example="{between: [hr, akm]}"
    )
    country: str = item(Text("two letters", pattern="[A-Z]{2}"), "country", default="NL")
    province: str = item(Text("a province"), "province; empty = not said", default="")
    intercity: bool = item(
        Flag(),
        "has the standing of an intercity station (rental bicycles, assumed transit aims at it)",
        default=False,
    )

    def check(self, network: Network, context: Context) -> list[Problem]:
        """The code is free, the site is near the other stations and near the track it is said to lie on."""
        found = []
        if self.code in network.stations:
            held = network.stations[self.code].name
            found.append(self.problem("code", f"station code {self.code!r} is taken: it is {held}; choose another"))
        found += self._site_problems(network)
        if self.on is None:
            return found
        missing = self.station_problems("on", self.on.between, network, context)
        if missing:
            return found + missing
        if self._place(network, context) is None:
            a, b = self.on.between
            return [*found, self.problem("on", f"there is no track between {a!r} and {b!r}")]
        return found + self._track_problems(network, context)

    def _site_problems(self, network: Network) -> list[Problem]:
        lats = [s.lat for s in network.stations.values()]
        lons = [s.lon for s in network.stations.values()]
        if not lats:
            return []
        inside = min(lats) - 1 <= self.lat <= max(lats) + 1 and min(lons) - 1 <= self.lon <= max(lons) + 1
        if inside:
            return []
        swapped = min(lats) - 1 <= self.lon <= max(lats) + 1 and min(lons) - 1 <= self.lat <= max(lons) + 1
        hint = "; are lat and lon swapped?" if swapped else ""
        region = f"latitude {min(lats):.2f} to {max(lats):.2f} and longitude {min(lons):.2f} to {max(lons):.2f}"
        where = f"{self.lat:g}, {self.lon:g} is far from every station of network {network.name!r} ({region})"
        return [self.problem("lat", where + hint)]

    def _track_problems(self, network: Network, context: Context) -> list[Problem]:
        place = self._place(network, context)
        assert place is not None and self.on is not None
        section, cut = place
        if cut.away_km > MAX_AWAY_KM:
            return [
                self.problem(
                    "on",
                    f"{self.name} lies {cut.away_km:.1f} km from the track {self.on.between[0]}-{self.on.between[1]} "
                    f"(nearest section {section.a}-{section.b}); at most {MAX_AWAY_KM:g} km is allowed",
                )
            ]
        ends = [
            s
            for s, share in ((section.a, cut.share), (section.b, 1 - cut.share))
            if share * section.km < MIN_SECTION_KM
        ]
        if ends:
            return [
                self.problem("on", f"the nearest track to {self.name} is station {ends[0]!r} itself; check the site")
            ]
        return []

    def _place(self, network: Network, context: Context) -> tuple[Section, Projection] | None:
        """Return the section that the station splits, and where."""
        assert self.on is not None
        keys = context.paths(network).sections_between(*self.on.between)
        places = [(network.sections[key], project(_line(network, key), self.lon, self.lat)) for key in keys]
        return min(places, key=lambda place: (place[1].away_km, place[0].key)) if places else None

    def make(self, network: Network, context: Context) -> Network:
        """Add the station; split the section it lies on and the leg paths over it."""
        station = Station(
            self.code, self.name, self.lat, self.lon, country=self.country, kind="new", province=self.province,
            intercity=self.intercity, added_by=self.author(context), source=self.source, confidence=self.confidence,
        )  # fmt: skip
        if self.on is not None:
            place = self._place(network, context)
            assert place is not None
            network = split_section(network, place[0], place[1], self.code)
        return replace(network, stations=with_entry(network.stations, self.code, station))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say what is new, and where."""
        del context
        new = words.told(lang, "New station")
        if self.on is None:
            return f"{new} {self.name} ({self.code})."
        a, b = (words.station(code, network) for code in self.on.between)
        where = words.told(lang, "on the existing track between {a} and {b}", a=a, b=b)
        return f"{new} {self.name} ({self.code}) {where}."

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The station itself."""
        del network, context
        return [Claim(("new station", self.code))]

    def introduces(self) -> set[str]:
        """The station."""
        return {self.code}


def split_section(network: Network, section: Section, cut: Projection, code: str) -> Network:
    """Return the network with a section split at a station; trains that used it now pass the station."""
    first = replace(section, b=code, km=round(section.km * cut.share, 4), line=cut.before)
    second = replace(section, a=code, km=round(section.km - first.km, 4), line=cut.after)
    sections = {key: held for key, held in network.sections.items() if key != section.key}
    sections[first.key] = first
    sections[second.key] = second
    through = {(section.a, section.b), (section.b, section.a)}
    leg_paths = {leg: _through(path, through, code) for leg, path in network.leg_paths.items()}
    return replace(network, sections=MappingProxyType(sections), leg_paths=MappingProxyType(leg_paths))


def _through(path: tuple[str, ...], pairs: set[tuple[str, str]], code: str) -> tuple[str, ...]:
    if not any(pair in pairs for pair in pairwise(path)):
        return path
    out = [path[0]]
    for a, b in pairwise(path):
        out += [code, b] if (a, b) in pairs else [b]
    return tuple(out)


def _line(network: Network, key: tuple[str, str]) -> tuple[tuple[float, float], ...]:
    section = network.sections[key]
    if len(section.line) > 1:
        return section.line
    ends = (network.stations[section.a], network.stations[section.b])
    return tuple((s.lon, s.lat) for s in ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStation(SelectedEdit):
    """Trains pass a station without stopping; trains that began or ended there do so at the next stop.

    Each train saves its dwell time and what physics says it loses by braking and accelerating (or ``save_min``).
    The track stays. Without a selection it holds for all services.
    """

    KIND = "close_station"

    station: str = item(STATION, "the station", example="krg")
    save_min: float | None = item(
        Number(low=0, unit="min"), "minutes saved by passing, dwell included, instead of physics", default=None
    )

    def selected(self, network: Network, context: Context) -> list[str]:
        """Return the services that call at the station, among those asked for."""
        if not (self.services or self.product or self.operator or self.between):
            held = network.services
            return [n for n in sorted(held) if calls_at(held[n], self.station) and self.runs_then(held[n], network)]
        names = SelectedEdit.selected(self, network, context)
        return [n for n in names if calls_at(network.services[n], self.station)]

    def selection_problems(self, network: Network, context: Context) -> list[Problem]:
        """The station is there and something calls at it."""
        found = self.station_problems("station", (self.station,), network, context)
        if self.services or self.product or self.operator or self.between:
            return found or SelectedEdit.selection_problems(self, network, context)
        if not found and not self.selected(network, context):
            found.append(self.problem("station", f"no service calls at {self.station!r}"))
        return found

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """Without minutes of its own the change needs the speed of the track around the station."""
        return [] if self.save_min is not None else saved_problems(self, service, (self.station,), work)

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the service without the stop; nothing when fewer than two stops are left."""
        patterns = []
        for pattern in service.patterns:
            calls = calls_of(pattern)
            while calls.stations and calls.stations[0] == self.station:
                calls = part_of(calls, 1, len(calls.stations) - 1)
            while calls.stations and calls.stations[-1] == self.station:
                calls = part_of(calls, 0, len(calls.stations) - 2)
            while len(calls.stations) > 1 and self.station in calls.stations:
                calls = without_stop(calls, calls.at(self.station)[0], self.save_min, work, self.author(work.context))
            if len(calls.stations) > 1:
                patterns.append(pattern_of(pattern, calls))
        return (replace(service, patterns=tuple(patterns)),) if patterns else ()

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say which trains no longer stop."""
        return words.told(
            lang, "Station {s} closes; no more stop for {t}.",
            s=words.station(self.station, network), t=self.trains(network, lang, context),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The stops of the services there."""
        stops = self.service_claims(network, context, "stops", self.station)
        return [*stops, Claim(("station", self.station, "closed"), self.window_claim(network))]
