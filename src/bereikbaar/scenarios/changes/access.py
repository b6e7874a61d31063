# ruff: noqa: RUF009 - item() makes a dataclass field
"""Changes around the stations: change times, feeders, ways to the station, homes and jobs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bereikbaar.errors import Problem, did_you_mean
from bereikbaar.lang import both
from bereikbaar.network.model import Feeder, Network, OpportunityChange
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, ChangeBase, Claim, with_entry
from bereikbaar.scenarios.changes.services import TPH, tph_problems
from bereikbaar.scenarios.context import IDLE, Context
from bereikbaar.scenarios.kinds import Flag, Number, Text
from bereikbaar.scenarios.records import item
from bereikbaar.scenarios.windows import PerWindow

OPPORTUNITIES = ("population", "jobs")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetChangeTime(ChangeBase):
    """Another change time at a station: it wins over the settings."""

    KIND = "set_change_time"

    station: str = item(STATION, "the station", example="zl")
    change_min: float = item(
        Number(low=0, high=60, unit="min"), "minutes from getting out to being ready for the next train", example="2"
    )

    def check(self, network: Network, context: Context) -> list[Problem]:
        """The station is there and the time differs from what the network holds."""
        found = self.station_problems("station", (self.station,), network, context)
        if not found and self._now(network, context) == self.change_min:
            found.append(
                self.problem(
                    "change_min", f"a change at {self.station!r} takes {self.change_min:g} min already", IDLE
                )
            )
        return found

    def _now(self, network: Network, context: Context) -> float:
        """Return the change time that counts today, by the settings."""
        if self.station in network.change_min:
            return network.change_min[self.station]
        station = network.stations[self.station]
        return station.change_min if context.settings.cautious_changes else context.settings.change_min

    def make(self, network: Network, context: Context) -> Network:
        """Set the time."""
        del context
        return replace(network, change_min=with_entry(network.change_min, self.station, self.change_min))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say the time."""
        del context
        return words.told(
            lang, "A change at {s} takes {m} min.",
            s=words.station(self.station, network), m=words.number(self.change_min, lang),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The change time."""
        del network, context
        return [Claim(("station", self.station, "change time"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFeeder(ChangeBase):
    """A bus, ferry, metro or tram line between a town and a station; it serves all zones of the town."""

    KIND = "add_feeder"

    town: str = item(Text("the id of a town"), "town_id of places, e.g. drachten-0090", example="drachten-0090")
    station: str = item(STATION, "station that it serves", example="xdr")
    run_min: float = item(Number(above=0, high=180, unit="min"), "minutes in the vehicle", example="8")
    tph: PerWindow = item(TPH, "per hour and direction", example="{day: 4, evening: 2, weekend: 2}")
    number: str = item(Text("a line number"), "line number", key="line", default="")
    mode: str = item(Text(choices=("bus", "ferry", "metro", "tram")), "means of transport", default="bus")

    def check(self, network: Network, context: Context) -> list[Problem]:
        """Station and town are there, it runs, and there is no such line yet."""
        found = self.station_problems("station", (self.station,), network, context)
        found += tph_problems(self, self.tph, network) + self._town_problems(context)
        same = next((f for f in network.feeders if self._same(f)), None)
        if not found and same is not None:
            tph = {w.name: t or 0.0 for w, t in zip(network.windows, same.tph, strict=True)}
            now = f"{same.run_min:g} min, per hour {words.by_window(tph, network, 'en')}"
            message = f"line {self.number!r} from {self.town!r} to {self.station!r} is there already ({now})"
            found.append(self.problem("number", message, IDLE))
        return found

    def _town_problems(self, context: Context) -> list[Problem]:
        text = context.unknown_town(self.town)
        return [self.problem("town", text)] if text else []

    def _same(self, feeder: Feeder) -> bool:
        return (feeder.town_id, feeder.station, feeder.line) == (self.town, self.station, self.number)

    def make(self, network: Network, context: Context) -> Network:
        """Add the line."""
        values = self.tph.resolve(network)
        tph: tuple[float | None, ...] = tuple(values.get(w.name, 0.0) for w in network.windows)
        feeder = Feeder(
            self.town, self.station, self.number, self.run_min, tph, mode=self.mode, source=self.source,
            confidence=self.confidence, note=self.note, added_by=self.author(context),
        )  # fmt: skip
        return replace(network, feeders=(*network.feeders, feeder))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say where it runs and how often."""
        title = " ".join(part for part in (words.mode(self.mode, lang), self.number) if part)
        town = words.town(self.town, context.places if context else None)
        station = words.station(self.station, network)
        way = f"{town} – {station}"
        if town == station:  # "Drachten – Drachten" says nothing
            way = words.told(lang, "within {town} to the station", town=town)
        return words.told(
            lang, "New: {t} {way}, {m} min, per hour {tph}.",
            t=title, way=way, m=words.number(self.run_min, lang),
            tph=words.by_window(self.tph.resolve(network), network, lang),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The line."""
        del network, context
        return [Claim(("feeder", self.town, self.station, self.number))]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAccess(ChangeBase):
    """Rental bicycles at a station, or minutes more or fewer on every way to and from it."""

    KIND = "set_access"

    station: str = item(STATION, "the station", example="xhn")
    rental_bicycle: bool | None = item(Flag(), "whether there are rental bicycles", default=None)
    access_extra_min: float | None = item(
        Number(low=-30, high=60, unit="min"), "minutes on top of every way to and from the station", default=None
    )

    def check(self, network: Network, context: Context) -> list[Problem]:
        """The station is there and something changes."""
        found = self.station_problems("station", (self.station,), network, context)
        if self.rental_bicycle is None and self.access_extra_min is None:
            found.append(self.problem("", "give rental_bicycle or access_extra_min"))
        if found:
            return found
        held = network.stations[self.station]
        bicycles = held.intercity if held.rental_bicycle is None else held.rental_bicycle
        same = self.rental_bicycle in (None, bicycles) and self.access_extra_min in (None, held.access_extra_min)
        if not same:
            return []
        has = "with" if bicycles else "without"
        now = f"{has} rental bicycles, {held.access_extra_min:g} min extra"
        message = f"station {self.station!r} is so already ({now}): this changes nothing"
        return [self.problem("station", message, IDLE)]

    def make(self, network: Network, context: Context) -> Network:
        """Change the station."""
        del context
        held = network.stations[self.station]
        new = replace(
            held,
            rental_bicycle=held.rental_bicycle if self.rental_bicycle is None else self.rental_bicycle,
            access_extra_min=held.access_extra_min if self.access_extra_min is None else self.access_extra_min,
        )
        return replace(network, stations=with_entry(network.stations, self.station, new))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say what changes on the way to the station."""
        del context
        parts = []
        if self.rental_bicycle is not None:
            parts.append(
                words.told(lang, "with rental bicycles") if self.rental_bicycle
                else words.told(lang, "without rental bicycles")
            )  # fmt: skip
        if self.access_extra_min is not None:
            minutes = words.number(self.access_extra_min, lang)
            parts.append(words.told(lang, "{m} min extra on every way to it", m=minutes))
        return f"{words.station(self.station, network)}: {words.listed(parts, lang)}."

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """What is set."""
        del network, context
        given = [n for n in ("rental_bicycle", "access_extra_min") if getattr(self, n) is not None]
        return [Claim(("station", self.station, name)) for name in given]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOpportunities(ChangeBase):
    """Homes or jobs that are built, go, or move from one zone to another."""

    KIND = "set_opportunities"

    zone: str = item(Text("a PC4 code", pattern=r"\d{4}"), "zone (PC4) where they come", example="8302")
    of_field: str = item(Text(choices=OPPORTUNITIES), "what it is", key="field", example="population")
    add: float = item(Number(low=-1e6, high=1e6), "how many come (negative: go)", example="5000")
    from_zone: str = item(
        Text("a PC4 code", pattern=r"\d{4}"), "zone that they leave; absent = they are new", default=""
    )

    def check(self, network: Network, context: Context) -> list[Problem]:
        """The zones are there and something changes."""
        del network
        found = [] if self.add else [self.problem("add", "0: this changes nothing")]
        if self.from_zone == self.zone:
            found.append(self.problem("from_zone", "the zone that they leave is the zone where they come"))
        if context.places is not None:
            zones = context.places.zones.code
            for name in ("zone", "from_zone"):
                value = getattr(self, name)
                if value and value not in zones:
                    found.append(self.problem(name, f"there is no zone {value!r}{did_you_mean(value, zones)}"))
        return found

    def make(self, network: Network, context: Context) -> Network:
        """Note the change; the places themselves stay as they are."""
        author = self.author(context)
        changes = [OpportunityChange(self.zone, self.of_field, self.add, author)]
        if self.from_zone:
            changes.append(OpportunityChange(self.from_zone, self.of_field, -self.add, author))
        return replace(network, opportunity_changes=(*network.opportunity_changes, *changes))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say how many, and where."""
        del network, context
        what = {"population": both("inhabitants"), "jobs": both("jobs")}[self.of_field]
        origin = words.told(lang, ", from {z}", z=self.from_zone) if self.from_zone else ""
        return words.told(
            lang, "{n} {what} in postcode area {z}{origin}.",
            n=f"{self.add:+.0f}", what=what.said(lang), z=self.zone, origin=origin,
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The zone and the field, by where they come from."""
        del network, context
        return [Claim(("zone", self.zone, self.of_field, self.from_zone or "new"))]
