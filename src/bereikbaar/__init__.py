"""bereikbaar: how well does the train connect the towns of the Netherlands?

>>> import bereikbaar as bk
>>> net = bk.network("nl-2026")
>>> sc = bk.scenario("lelylijn-2020")
>>> res = bk.run(net, [sc])
>>> res.towns  # doctest: +SKIP

Names are imported when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import bereikbaar.network as _network
from bereikbaar import indicators

__version__ = "0.1.0"

#: Public name -> (module, name there).
_DOORS = {
    "scenario": ("bereikbaar.pipeline", "scenario"),
    "run": ("bereikbaar.pipeline", "run"),
    "places": ("bereikbaar.pipeline", "places"),
    "isochrones": ("bereikbaar.around", "isochrones"),
    "own_places": ("bereikbaar.read.own_places", "own_places"),
    "write_run": ("bereikbaar.write.run", "write_run"),
    "write_report": ("bereikbaar.asking", "write_report"),
    "explain": ("bereikbaar.asking", "explain"),
    "attribute": ("bereikbaar.asking", "attribute"),
    "vulnerability": ("bereikbaar.asking", "vulnerability"),
    "closing": ("bereikbaar.asking", "closing"),
    "write_isochrones": ("bereikbaar.write.isochrones", "write_isochrones"),
    "clock_travel_times": ("bereikbaar.timetable.times", "clock_travel_times"),
    "travel_times": ("bereikbaar.routing.travel_times", "travel_times"),
    "TravelTimes": ("bereikbaar.routing.travel_times", "TravelTimes"),
    "Network": ("bereikbaar.network.model", "Network"),
    "Scenario": ("bereikbaar.scenarios.model", "Scenario"),
    "Result": ("bereikbaar.results", "Result"),
    "Settings": ("bereikbaar.settings", "Settings"),
    "preset": ("bereikbaar.settings", "preset"),
    "InputError": ("bereikbaar.errors", "InputError"),
    "RunError": ("bereikbaar.errors", "RunError"),
}

__all__ = [
    "InputError",
    "Network",
    "Result",
    "RunError",
    "Scenario",
    "Settings",
    "TravelTimes",
    "__version__",
    "attribute",
    "clock_travel_times",
    "closing",
    "explain",
    "indicators",
    "isochrones",
    "network",
    "own_places",
    "places",
    "preset",
    "run",
    "scenario",
    "travel_times",
    "vulnerability",
    "write_isochrones",
    "write_report",
    "write_run",
]

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bereikbaar.around import isochrones as isochrones
    from bereikbaar.asking import attribute as attribute
    from bereikbaar.asking import closing as closing
    from bereikbaar.asking import explain as explain
    from bereikbaar.asking import vulnerability as vulnerability
    from bereikbaar.asking import write_report as write_report
    from bereikbaar.errors import InputError as InputError
    from bereikbaar.errors import RunError as RunError
    from bereikbaar.network.model import Network as Network
    from bereikbaar.pipeline import network as network
    from bereikbaar.pipeline import places as places
    from bereikbaar.pipeline import run as run
    from bereikbaar.pipeline import scenario as scenario
    from bereikbaar.read.own_places import own_places as own_places
    from bereikbaar.results import Result as Result
    from bereikbaar.routing.travel_times import TravelTimes as TravelTimes
    from bereikbaar.routing.travel_times import travel_times as travel_times
    from bereikbaar.scenarios.model import Scenario as Scenario
    from bereikbaar.settings import Settings as Settings
    from bereikbaar.settings import preset as preset
    from bereikbaar.timetable.times import clock_travel_times as clock_travel_times
    from bereikbaar.write.isochrones import write_isochrones as write_isochrones
    from bereikbaar.write.run import write_run as write_run


class _Callable(ModuleType):
    """The sub-package ``network``, which is also the function ``network(name)``.

    Python binds a sub-package to its name here as soon as anything imports it, so a function of the same name would
    be gone after the first run.
    """

    def __call__(
        self,
        name: str | Path = "nl-2026",
        *,
        date: str | None = None,
        week_of: str | None = None,
        modes: Sequence[str] | None = None,
    ) -> Network:
        """Return a network by its shipped name, from a folder or a timetable; see ``bereikbaar.loading.network``."""
        from bereikbaar.loading import network

        return network(name, date=date, week_of=week_of, modes=modes)


sys.modules[_network.__name__].__class__ = _Callable


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'bereikbaar' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _DOORS[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
