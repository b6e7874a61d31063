"""New track, faster track, closed track."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from bereikbaar.errors import Problem
from bereikbaar.lang import both
from bereikbaar.network.geometry import crow_km
from bereikbaar.network.model import Network, Section, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, ChangeBase, Claim, with_entry
from bereikbaar.scenarios.changes.calls import calls_of, pattern_of, set_leg
from bereikbaar.scenarios.changes.selection import Work, legs_of, unknown_problems, work_on
from bereikbaar.scenarios.changes.stations import LAT, LON
from bereikbaar.scenarios.containers import ListOf
from bereikbaar.scenarios.context import IDLE, Context
from bereikbaar.scenarios.kinds import Flag, Number, Text
from bereikbaar.scenarios.physics import rounded, run_min, stretches, technical_min, without_speed
from bereikbaar.scenarios.records import Record, item

SPEED = Number(low=10, high=400, unit="km/h")
COST_ONLY = "cost_only"


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the way of new track."""

    lat: float = item(LAT, "latitude, WGS84")
    lon: float = item(LON, "longitude, WGS84")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTrack(ChangeBase):
    """New track between two stations, in both directions. No train runs on it until a service does.

    ``kind: cost_only`` is track that trains do not need in this model (a curve of which the way along the existing
    line is close enough): it counts in the kilometres of new track and changes no path.
    """

    KIND = "add_track"

    from_code: str = item(STATION, "one end", key="from", example="lls")
    to_code: str = item(STATION, "the other end", key="to", example="xem")
    km: float = item(Number(above=0, high=500, unit="km"), "length along the track", example="30.1")
    speed_kmh: float | None = item(SPEED, "line speed; needed for run_min: auto", default=None, example="200")
    via: tuple[Point, ...] = item(
        ListOf(Record(Point)), "points between the ends for drawing, in order from `from` to `to`", default=()
    )
    kind: str = item(Text(choices=("new", "reopened", "upgraded", COST_ONLY)), "what it is", default="new")

    def may_do_nothing(self) -> bool:
        """Track that only costs money leaves the network as it is."""
        return self.kind == COST_ONLY

    def check(self, network: Network, context: Context) -> list[Problem]:
        """Both ends are there, nothing lies between them yet, and the length is possible."""
        found = self.station_problems("from_code", (self.from_code,), network, context)
        found += self.station_problems("to_code", (self.to_code,), network, context)
        if found:
            return found
        if self.from_code == self.to_code:
            return [self.problem("to_code", f"track from {self.from_code!r} to itself")]
        if self.kind == COST_ONLY:
            return []
        key = (min(self.from_code, self.to_code), max(self.from_code, self.to_code))
        if key in network.sections:
            held = network.sections[key]
            return [
                self.problem(
                    "to_code",
                    f"there is track between {self.from_code!r} and {self.to_code!r} already ({held.km:g} km); "
                    "to make it faster use set_line_speed",
                    IDLE,
                )
            ]
        a, b = network.stations[self.from_code], network.stations[self.to_code]
        crow = crow_km(a.lat, a.lon, b.lat, b.lon)
        if self.km < crow * 0.98:
            message = f"{self.km:g} km is shorter than the straight line of {crow:.1f} km from {a.name} to {b.name}"
            return [self.problem("km", message)]
        return []

    def make(self, network: Network, context: Context) -> Network:
        """Add the section; trains of which no path was known keep to the track they used before."""
        if self.kind == COST_ONLY:
            return network
        ends = [network.stations[code] for code in (self.from_code, self.to_code)]
        line = ((ends[0].lon, ends[0].lat), *((p.lon, p.lat) for p in self.via), (ends[1].lon, ends[1].lat))
        section = Section(
            self.from_code, self.to_code, self.km, self.speed_kmh, line, kind=self.kind,
            source=self.source, confidence=self.confidence, added_by=self.author(context),
        )  # fmt: skip
        return replace(
            network,
            leg_paths=fixed_paths(network, context),
            sections=with_entry(network.sections, section.key, section),
        )

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say what is built."""
        del context
        kinds = {
            "new": both("New track"), "reopened": both("Reopened track"),
            "upgraded": both("Upgraded track"),
            COST_ONLY: both("New track (cost only)"),
        }  # fmt: skip
        speed = "" if self.speed_kmh is None else words.told(
            lang, ", {v} km/h", v=words.number(self.speed_kmh, lang))  # fmt: skip
        return words.told(
            lang, "{kind} {a} – {b}: {km} km{speed}.",
            kind=kinds[self.kind][0 if lang == "nl" else 1], km=words.number(self.km, lang), speed=speed,
            a=words.station(self.from_code, network), b=words.station(self.to_code, network),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The section."""
        del network, context
        ends = sorted((self.from_code, self.to_code))
        return [Claim(("cost" if self.kind == COST_ONLY else "track", *ends))]


def fixed_paths(network: Network, context: Context) -> MappingProxyType[tuple[str, str], tuple[str, ...]]:
    """Return the leg paths with those of all train legs that had none: new track must not draw them away."""
    known = dict(network.leg_paths)
    paths = context.paths(network)
    for _, service in sorted(network.services.items()):
        if service.mode != "rail":
            continue
        for a, b in legs_of(service):
            if (a, b) not in known and (b, a) not in known:
                way = paths.path(a, b)
                if way is not None:
                    known[(a, b)] = way
    return MappingProxyType(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLineSpeed(ChangeBase):
    """A higher line speed on existing track, and trains that use it.

    Run times change by *difference*: new = timetable minutes - (physics before - physics after), for every leg that
    runs over a section that becomes faster, in each direction. Sections that are as fast already stay as they are,
    unless ``slower`` is set. With ``retime: false`` only the track changes and the trains keep their minutes.
    """

    KIND = "set_line_speed"

    between: tuple[str, str] = item(
        ListOf(STATION, low=2, high=2), "the stretch, along the track", example="[zl, gn]"
    )
    speed_kmh: float = item(SPEED, "the new line speed", example="160")
    slower: bool = item(
        Flag(), "also lower the speed of sections that are faster (a speed restriction)", default=False
    )
    retime: bool = item(Flag(), "whether the trains use it", default=True)
    product: tuple[str, ...] = item(
        ListOf(Text("a product"), low=1, single=True), "only trains of these products can run at it", default=()
    )

    def _sections(self, network: Network, context: Context) -> list[Section]:
        """Return the sections whose speed changes."""
        keys = context.paths(network).sections_between(*self.between)
        held = [network.sections[key] for key in keys]
        return [s for s in held if self._changes(s)]

    def _changes(self, section: Section) -> bool:
        if section.speed_kmh is None or self.slower:
            return section.speed_kmh != self.speed_kmh
        return section.speed_kmh < self.speed_kmh

    def check(self, network: Network, context: Context) -> list[Problem]:
        """There is track, some of it changes, and its speed before is known when trains use it."""
        found = self.station_problems("between", self.between, network, context)
        for product in self.product:
            found += unknown_problems(self, "product", product, network)
        if found:
            return found
        a, b = self.between
        if not context.paths(network).sections_between(a, b):
            return [self.problem("between", f"there is no track between {a!r} and {b!r}")]
        sections = self._sections(network, context)
        if not sections:
            less = "" if self.slower else "; to slow trains down, add slower: true"
            held = [network.sections[key].speed_kmh for key in context.paths(network).sections_between(a, b)]
            speeds = " / ".join(f"{v:g}" for v in sorted({v for v in held if v is not None}))
            message = (
                f"all track between {a!r} and {b!r} is at {self.speed_kmh:g} km/h or faster already ({speeds} now)"
            )
            return [self.problem("speed_kmh", message + less, IDLE)]
        unknown = [f"{s.a}-{s.b}" for s in sections if s.speed_kmh is None]
        if unknown and self.retime:
            found.append(
                self.problem(
                    "between",
                    f"no line speed is known today for {', '.join(sorted(unknown))}, so the gain is not known: "
                    "add retime: false and give the minutes with set_run_time",
                )
            )
        return found

    def make(self, network: Network, context: Context) -> Network:
        """Set the speed, and give each leg over the changed sections its difference."""
        changed = {
            s.key: replace(s, speed_kmh=self.speed_kmh, kind="upgraded") for s in self._sections(network, context)
        }
        after = replace(network, sections=MappingProxyType({**network.sections, **changed}))
        if not self.retime:
            return after
        before_work, after_work = work_on(network, context), work_on(after, context)
        services = {
            name: self._retimed(service, set(changed), before_work, after_work)
            for name, service in network.services.items()
        }
        return replace(after, services=MappingProxyType(services))

    def _retimed(self, service: Service, keys: set[tuple[str, str]], before: Work, after: Work) -> Service:
        if service.mode != "rail" or (self.product and service.product not in self.product):
            return service
        patterns = []
        for pattern in service.patterns:
            calls = calls_of(pattern)
            for i, (a, b) in enumerate(pattern.legs()):
                path = before.path(a, b)
                if any((min(leg), max(leg)) in keys for leg in pairwise(path)):
                    run = _by_difference(calls.run_min[i], path, before, after)
                    if run != calls.run_min[i]:
                        calls = set_leg(calls, i, run, f"scenario {self.author(before.context)}: line speed")
            patterns.append(pattern_of(pattern, calls))
        return service if tuple(patterns) == service.patterns else replace(service, patterns=tuple(patterns))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say what becomes faster, and by how much track."""
        del context
        sections = self._sections(network, Context(network))
        return words.told(
            lang,
            "Line speed {a} – {b}: {v} km/h on {km} km{trains}.",
            a=words.station(self.between[0], network), b=words.station(self.between[1], network),
            v=words.number(self.speed_kmh, lang), km=words.number(sum(s.km for s in sections), lang),
            trains="" if self.retime else words.told(
                lang, " (run times given separately)"),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The speed of each section of the stretch, also of those that are fast enough already."""
        return [Claim(("speed", *key)) for key in context.paths(network).sections_between(*self.between)]


def _by_difference(run: float, path: tuple[str, ...], before: Work, after: Work) -> float:
    """Return the minutes of a leg after its track became faster: never slower by a higher speed.

    A leg cannot become faster than its technical run time without margin; sections of unknown speed outside the
    change cancel out only when they are left out on both sides, as they are here.
    """
    settings = before.context.settings
    old, new = stretches(before.network, path), stretches(after.network, path)
    saving = rounded(run_min(old, settings) - run_min(new, settings))
    if saving <= 0:
        return round(run - saving, 9)
    floor = 0.0 if without_speed(after.network, path) else technical_min(new, settings)
    return round(max(run - saving, min(run, floor)), 9)
