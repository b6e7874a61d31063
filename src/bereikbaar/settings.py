"""Frozen settings. Every field says what it is, its unit and where its default comes from.

The settings are passed in, never global, and are written into every output. A preset is a named set of
changes on the defaults (``bereikbaar presets``).
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass, field
from typing import Any

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.presets import PRESETS
from bereikbaar.setting_values import value_of
from bereikbaar.units import NEVER_MIN

__all__ = ["PRESETS", "Settings", "preset", "source_of"]


def _setting(
    default: Any, *, unit: str, text: str, source: str, low: float | None = None, choices: tuple[str, ...] = ()
) -> Any:
    about = {"unit": unit, "text": text, "source": source, "low": low, "default": default, "choices": choices}
    return field(default=default, metadata=about)


_SF = "Spiess and Florian 1989, Transportation Research B 23(2), 83-102"
_DESIGN = "assumption (this project's design)"
_PHYSICS = "assumption (this project's design), in line with the published 85 min Groningen-Amsterdam Zuid"
_OECD = "half the median, as in the OECD's line of relative poverty; that it suits access is an assumption"
_EC = "European Commission, rail transport performance in Europe (WP 03/2020)"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the model takes as given. See the metadata of each field for unit, meaning and source."""

    # waiting and changing
    alpha_first: float = _setting(
        0.5,
        unit="-",
        text="share of the combined headway waited at the first boarding",
        source=f"regular headways, travellers arrive at random; textbook value of {_SF}",
        low=0.0,
    )
    alpha_transfer: float = _setting(
        0.33,
        unit="-",
        text="share of the combined headway waited after a change",
        source="fitted to the planner matrix of 2016/17 (docs/validation.md)",
        low=0.0,
    )
    change_min: float = _setting(
        2.0,
        unit="min",
        text="minutes between two trains at every station, unless 'cautious'",
        source="NS planner rule for a change on one platform",
        low=0.0,
    )
    cautious_changes: bool = _setting(
        False,
        unit="-",
        text="use the change time by station class (2 to 5 min) instead of change_min",
        source="assumption by station class, stations.csv",
    )
    # trains by the clock
    longest_journey_min: float = _setting(
        720.0,
        unit="min",
        text="clock method: a journey that ends later than this after one wants to leave does not count",
        source="assumption (this project's design): half a day",
        low=1.0,
    )
    large_station_change_min: float = _setting(
        3.0,
        unit="min",
        text="clock method: minutes between two trains at large stations (class of 4 min or more), unless planned",
        source="fitted to the planner matrix of 2016/17 (docs/validation.md)",
        low=0.0,
    )
    following_min: float = _setting(
        3.0,
        unit="min",
        text="proposed minutes: at least this between two trains in the same direction on a section of track",
        source=_DESIGN,
        low=0.0,
    )
    # own legs
    detour: float = _setting(
        1.3,
        unit="-",
        text="way along the street per crow-fly km, walking and cycling",
        source=_DESIGN,
        low=1.0,
    )
    walk_kmh: float = _setting(5.0, unit="km/h", text="walking speed", source=_DESIGN, low=0.1)
    walk_limit_min: float = _setting(
        30.0, unit="min", text="longest walk to or from a station", source=_DESIGN, low=0
    )
    bicycle_kmh: float = _setting(16.0, unit="km/h", text="cycling speed", source=_DESIGN, low=0.1)
    bicycle_limit_min: float = _setting(
        45.0, unit="min", text="longest bicycle ride to a station, home end", source=_DESIGN, low=0
    )
    ebike: bool = _setting(False, unit="-", text="an e-bike instead of a bicycle at the home end", source=_DESIGN)
    ebike_kmh: float = _setting(20.0, unit="km/h", text="e-bike speed", source=_DESIGN, low=0.1)
    rental_bicycle: bool = _setting(
        True, unit="-", text="rental bicycles at intercity stations, activity end", source=_DESIGN
    )
    rental_everywhere: bool = _setting(
        False, unit="-", text="rental bicycles at every station", source="at intercity stations only: " + _DESIGN
    )
    rental_extra_min: float = _setting(
        3.0, unit="min", text="minutes to take a rental bicycle", source=_DESIGN, low=0
    )
    rental_limit_min: float = _setting(
        45.0, unit="min", text="longest ride on a rental bicycle", source=_DESIGN, low=0
    )
    direct_walk_limit_min: float = _setting(
        45.0, unit="min", text="longest walk from door to door without a train", source=_DESIGN, low=0
    )
    direct_bicycle_limit_min: float = _setting(
        60.0, unit="min", text="longest ride from door to door without a train", source=_DESIGN, low=0
    )
    # water
    water_limit_m: float = _setting(
        300.0,
        unit="m",
        text="a walking or cycling line with more than this outside land is not allowed",
        source=_DESIGN,
        low=0,
    )
    land_buffer_m: float = _setting(
        150.0, unit="m", text="the land outline is widened by this", source=_DESIGN, low=0
    )
    neighbour_buffer_m: float = _setting(
        1500.0,
        unit="m",
        text="the outline of the neighbouring countries is widened by this",
        source=_DESIGN,
        low=0,
    )
    # local transit
    known_feeders: bool = _setting(
        True,
        unit="-",
        text="the known buses, trams and ferries to stations (feeders.csv)",
        source="feeders.csv, a source with each line",
    )
    assumed_transit: bool = _setting(
        True, unit="-", text="an assumed bus or tram where no feeder is known", source=_DESIGN
    )
    assumed_fixed_min: float = _setting(4.0, unit="min", text="assumed transit: fixed minutes", source=_DESIGN, low=0)
    assumed_detour: float = _setting(
        1.35, unit="-", text="assumed transit: road km per crow-fly km", source=_DESIGN, low=1.0
    )
    assumed_kmh: float = _setting(
        38.0,
        unit="km/h",
        text="assumed transit: speed, all stops",
        source="class 'all stops' of feeders.csv (derived run minutes)",
        low=0.1,
    )
    assumed_radius_km: float = _setting(
        20.0,
        unit="km",
        text="assumed transit runs to stations within this crow-fly distance",
        source=_DESIGN,
        low=0,
    )
    assumed_tph_day: float = _setting(2.0, unit="1/h", text="assumed transit by day", source=_DESIGN, low=0.01)
    assumed_tph_evening: float = _setting(
        1.0, unit="1/h", text="assumed transit in the evening and at the weekend", source=_DESIGN, low=0.01
    )
    # limits and judgement
    door_to_door_limit_min: float = _setting(
        float("inf"),
        unit="min",
        text="beyond this a place counts as 'beyond the limit'",
        source="none in the default preset",
        low=0,
    )
    most_changes: float = _setting(
        float("inf"),
        unit="-",
        text="most changes between trains; a journey with more counts as beyond the limit",
        source="none in the default preset",
        low=0,
    )
    rail_perf_min: float = _setting(
        90.0, unit="min", text="rail performance: people reached within this", source=f"{_EC}: 1.5 hours", low=0
    )
    rail_perf_km: float = _setting(
        120.0,
        unit="km",
        text="rail performance: as a share of the people within this distance, crow-fly",
        source=_EC,
        low=0.1,
    )
    town_population: int = _setting(
        5000, unit="inhabitants", text="smallest town that is reported", source=_DESIGN, low=0
    )
    spoorboekloos_per_hour: float = _setting(
        6.0,
        unit="1/h",
        text="spoorboekloos: at least this many departures per hour",
        source="a train every 10 minutes: Toekomstbeeld OV, 6 February 2019",
        low=0,
    )
    spoorboekloos_gap_min: float = _setting(
        10.0,
        unit="min",
        text="spoorboekloos: no gap longer than this",
        source="a train every 10 minutes: Toekomstbeeld OV, 6 February 2019",
        low=0,
    )
    last_departure_extra_min: float = _setting(
        60.0,
        unit="min",
        text="last departure: the way home may take so much longer than the quickest one from that city after noon",
        source="assumption (this project's design): a slow last train counts, waiting for the morning does not",
        low=0,
    )
    noticeable_min: float = _setting(
        1.0, unit="min", text="differences below this read 'no noticeable change'", source=_DESIGN, low=0
    )
    noticeable_share: float = _setting(
        0.02, unit="-", text="relative differences below this read 'no noticeable change'", source=_DESIGN, low=0
    )
    norm_share: float = _setting(
        0.5, unit="-", text="norm: this share of the base's median (minutes: median / share)", source=_OECD, low=0.01
    )
    turn_round_min: float = _setting(
        10.0,
        unit="min",
        text="price tag: minutes that a train stands at either end of its route before it goes back",
        source=_DESIGN,
        low=0,
    )
    # opportunities
    jobs_split: str = _setting(
        "centre",
        unit="-",
        text="jobs in a municipality: centre = half by inhabitants, a quarter each near the main town and stations",
        source=_DESIGN,
        choices=("centre", "population"),
    )
    school_students_least: int = _setting(
        1000, unit="students", text="a place of higher education: at least so many students", source=_DESIGN, low=0
    )
    # physics of new track
    acceleration: float = _setting(0.45, unit="m/s2", text="mean acceleration of a train", source=_PHYSICS, low=0.01)
    braking: float = _setting(0.5, unit="m/s2", text="mean braking", source=_PHYSICS, low=0.01)
    timetable_margin: float = _setting(
        0.07, unit="-", text="timetable margin on the technical run time", source=_PHYSICS, low=0
    )

    @property
    def has_limit(self) -> bool:
        """Whether there is a limit from door to door: then "beyond the limit" is told apart from "no connection"."""
        return math.isfinite(self.limit_min)

    @property
    def limit_min(self) -> float:
        """Minutes from door to door beyond which a journey does not count: what to compare times with.

        A journey with more than ``most_changes`` has :data:`~bereikbaar.units.TOO_MANY_CHANGES_MIN` on top of its
        minutes (:mod:`bereikbaar.access.door`), so that it is beyond every limit and any other goes before it.
        """
        most = NEVER_MIN if math.isfinite(self.most_changes) else math.inf
        return min(self.door_to_door_limit_min, most)

    def changed(self, **values: Any) -> Settings:
        """Return settings with some values changed; unknown names and wrong values raise InputError at once."""
        problems = []
        fields = {f.name: f for f in dataclasses.fields(self)}
        typed: dict[str, Any] = {}
        for name, value in values.items():
            if name not in fields:
                problems.append(Problem(f"there is no setting {name!r}" + did_you_mean(name, fields), field=name))
                continue
            try:
                typed[name] = value_of(fields[name], value)
            except ValueError as error:
                problems.append(Problem(str(error), field=name))
        if problems:
            raise InputError(problems)
        return dataclasses.replace(self, **typed)

    def as_dict(self) -> dict[str, Any]:
        """Return name -> value; infinite limits as None, so that it can be written as JSON."""
        out: dict[str, Any] = {}
        for f in dataclasses.fields(self):
            value = getattr(self, f.name)
            out[f.name] = None if value == float("inf") else value
        return out


def preset(name: str) -> Settings:
    """Return the settings of a named preset. Raises InputError for an unknown name."""
    if name not in PRESETS:
        raise InputError(f"there is no preset {name!r}; there are {', '.join(PRESETS)}" + did_you_mean(name, PRESETS))
    return Settings().changed(**PRESETS[name].values)


def source_of(name: str, value: Any) -> str:
    """Return where a value of a setting comes from: the default's source, that of a preset with it, or empty."""
    f = {f.name: f for f in dataclasses.fields(Settings)}[name]
    if value == f.default:
        return str(f.metadata["source"])
    sources = (p.changes[name] for p in PRESETS.values() if name in p.changes)
    return next((source for known, source in sources if known == value), "")
