"""Measures as pure functions on arrays, one file each: NumPy in, NumPy out, on anybody's matrix.

>>> import bereikbaar as bk
>>> bk.indicators.cumulative([[0, 30, 50]], [100, 20, 5], limits=[45, 60]).tolist()
[[120.0, 125.0]]

All functions below are attributes of this package. A file and the function in it share a name; here the name is the
function: ``bereikbaar.indicators.gini(...)``, and ``from bereikbaar.indicators.gini import gini`` is the same one.
Names are imported when they are first used.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

#: Public name -> module here.
_DOORS = {
    "balanced": "balanced",
    "balancing_time": "balancing_time",
    "by_group": "means",
    "concentration": "concentration",
    "cumulative": "cumulative",
    "drop_pct": "frequency",
    "dual": "dual",
    "fgt": "fgt",
    "gini": "gini",
    "gravity": "gravity",
    "group_means": "means",
    "group_shares": "means",
    "is_spoorboekloos": "frequency",
    "long_table": "table",
    "named": "table",
    "nearest": "dual",
    "palma": "palma",
    "palma_whole": "palma",
    "parse_decay": "decay_text",
    "rail_performance": "rail_performance",
    "shen": "shen",
    "spatial_availability": "spatial_availability",
    "speed": "speed",
    "spoorboekloos_pct": "frequency",
    "theil": "theil",
    "theil_split": "theil",
    "weighted_mean": "means",
    **dict.fromkeys(
        (
            "Decay",
            "Exponential",
            "GEURS_2001",
            "Gaussian",
            "HalfLife",
            "Linear",
            "LogLogistic",
            "LogLogisticMedian",
            "Logistic",
            "LogisticFromOne",
            "PBL_PUBLIC_TRANSPORT",
            "Power",
            "Step",
            "Stepped",
        ),
        "decay",
    ),
}

if TYPE_CHECKING:
    from bereikbaar.indicators.balanced import balanced as balanced
    from bereikbaar.indicators.balancing_time import balancing_time as balancing_time
    from bereikbaar.indicators.concentration import concentration as concentration
    from bereikbaar.indicators.cumulative import cumulative as cumulative
    from bereikbaar.indicators.decay import GEURS_2001 as GEURS_2001
    from bereikbaar.indicators.decay import PBL_PUBLIC_TRANSPORT as PBL_PUBLIC_TRANSPORT
    from bereikbaar.indicators.decay import Decay as Decay
    from bereikbaar.indicators.decay import Exponential as Exponential
    from bereikbaar.indicators.decay import Gaussian as Gaussian
    from bereikbaar.indicators.decay import HalfLife as HalfLife
    from bereikbaar.indicators.decay import Linear as Linear
    from bereikbaar.indicators.decay import Logistic as Logistic
    from bereikbaar.indicators.decay import LogisticFromOne as LogisticFromOne
    from bereikbaar.indicators.decay import LogLogistic as LogLogistic
    from bereikbaar.indicators.decay import LogLogisticMedian as LogLogisticMedian
    from bereikbaar.indicators.decay import Power as Power
    from bereikbaar.indicators.decay import Step as Step
    from bereikbaar.indicators.decay import Stepped as Stepped
    from bereikbaar.indicators.decay_text import parse_decay as parse_decay
    from bereikbaar.indicators.dual import dual as dual
    from bereikbaar.indicators.dual import nearest as nearest
    from bereikbaar.indicators.fgt import fgt as fgt
    from bereikbaar.indicators.frequency import drop_pct as drop_pct
    from bereikbaar.indicators.frequency import is_spoorboekloos as is_spoorboekloos
    from bereikbaar.indicators.frequency import spoorboekloos_pct as spoorboekloos_pct
    from bereikbaar.indicators.gini import gini as gini
    from bereikbaar.indicators.gravity import gravity as gravity
    from bereikbaar.indicators.means import by_group as by_group
    from bereikbaar.indicators.means import group_means as group_means
    from bereikbaar.indicators.means import group_shares as group_shares
    from bereikbaar.indicators.means import weighted_mean as weighted_mean
    from bereikbaar.indicators.palma import palma as palma
    from bereikbaar.indicators.palma import palma_whole as palma_whole
    from bereikbaar.indicators.rail_performance import rail_performance as rail_performance
    from bereikbaar.indicators.shen import shen as shen
    from bereikbaar.indicators.spatial_availability import spatial_availability as spatial_availability
    from bereikbaar.indicators.speed import speed as speed
    from bereikbaar.indicators.table import long_table as long_table
    from bereikbaar.indicators.table import named as named
    from bereikbaar.indicators.theil import theil as theil
    from bereikbaar.indicators.theil import theil_split as theil_split


class _Package(ModuleType):
    """This package: when Python binds a file to its name here, the function of that name is kept instead."""

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and _DOORS.get(name) == name:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'bereikbaar.indicators' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_DOORS[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_DOORS})
