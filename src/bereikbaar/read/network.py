"""A network folder -> :class:`~bereikbaar.network.model.Network`, strict and helpful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bereikbaar.errors import Problem, UnknownNameError, did_you_mean, raise_if_errors
from bereikbaar.network.model import Network, Service, Station
from bereikbaar.read.feeders import read_feeders
from bereikbaar.read.identity import network_hash
from bereikbaar.read.package import Package, read_package
from bereikbaar.read.services import read_change_times, read_services, read_stations
from bereikbaar.read.tracks import read_leg_paths, read_sections

if TYPE_CHECKING:
    from bereikbaar.network.trips import Trips

#: The file that makes a network folder one of a timetable.
TRIPS_FILE = "trips.csv"
#: Where shipped networks can be: inside an installed package, or beside ``src`` in a checkout.
_HOMES = (Path(__file__).parents[1] / "networks", Path(__file__).parents[3] / "networks")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A network with everything that was noticed while reading; no network when there were errors."""

    network: Network | None
    problems: tuple[Problem, ...]


def read_network(folder: Path) -> Network:
    """Return the network of a folder. Raises InputError with all that is wrong, each with file, line and column."""
    loaded = load_network(folder)
    raise_if_errors(loaded.problems)
    assert loaded.network is not None  # no errors: see load_network
    return loaded.network


def read_network_report(folder: Path) -> list[Problem]:
    """Return everything noticed while reading, warnings (rows left out, columns not read) included; never raises."""
    return list(load_network(folder).problems)


def load_network(folder: Path) -> Loaded:
    """Read a folder and return the network, or None when there are errors, with all errors and warnings."""
    folder = Path(folder)
    problems: list[Problem] = []
    package = read_package(folder)
    problems.extend(package.problems)
    windows = [w.name for w in package.windows]
    timetable = (folder / TRIPS_FILE).is_file()
    stations = read_stations(folder, problems, timetable=timetable)
    services = read_services(folder, windows, stations, problems, timetable=timetable)
    sections = read_sections(folder, stations, problems)
    leg_paths = read_leg_paths(folder, stations, problems)
    feeders = read_feeders(folder, windows, stations, problems)
    trips, change_min = _timetable(folder, package, stations, services, problems) if timetable else (None, {})
    if any(p.severity == "error" for p in problems):
        return Loaded(None, tuple(problems))
    net = Network(
        name=package.name,
        title=package.title,
        version=package.version,
        windows=package.windows,
        stations=MappingProxyType(stations),
        services=MappingProxyType(services),
        sections=MappingProxyType(sections),
        leg_paths=MappingProxyType(leg_paths),
        feeders=feeders,
        change_min=MappingProxyType(change_min),
        trips=trips,
        folder=str(folder),
    )
    return Loaded(replace(net, hash=network_hash(net)), tuple(problems))


def _timetable(
    folder: Path,
    package: Package,
    stations: Mapping[str, Station],
    services: Mapping[str, Service],
    problems: list[Problem],
) -> tuple[Trips | None, dict[str, float]]:
    """Return the trips of a folder made from a timetable, and the change times that it gives, minutes by station."""
    from bereikbaar.read.trips import read_trips, refuse_windows_without_day

    trips = read_trips(folder, stations, services, problems)
    refuse_windows_without_day(package, trips, problems)
    return trips, read_change_times(folder)


def shipped_networks() -> dict[str, Path]:
    """Return the networks that come with the package: name -> folder, in the order of the name."""
    found: dict[str, Path] = {}
    for home in _HOMES:
        for package in sorted(home.glob("*/datapackage.json")) if home.is_dir() else ():
            found.setdefault(package.parent.name, package.parent)
    return dict(sorted(found.items()))


def find_network(name_or_path: str) -> Path:
    """Return the folder of a shipped network by its name, or the folder given. Raises UnknownNameError.

    A timetable (a GTFS folder or zip) has no network folder: see :mod:`bereikbaar.loading`.
    """
    shipped = shipped_networks()
    if name_or_path in shipped:
        return shipped[name_or_path]
    if not name_or_path.strip():  # else it would be the current folder
        raise UnknownNameError(f"no network is named; shipped networks: {', '.join(shipped) or 'none'}")
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return path
    if path.name == "datapackage.json" and path.is_file():
        return path.parent
    if path.exists():
        raise UnknownNameError(
            f"{name_or_path!r} is a file; a network is a folder with stations.csv and datapackage.json; "
            "`bereikbaar network import` makes one of a timetable (GTFS)"
        )
    known = ", ".join(shipped) or "none"
    raise UnknownNameError(
        f"network {name_or_path!r} is neither a shipped network ({known}) nor a folder"
        + did_you_mean(name_or_path, shipped)
    )
