"""Named sets of changes on the default settings: what each changes, and where every value comes from.

Plain data, which :mod:`bereikbaar.settings` reads. A value that no published source gives says that it is an
assumption; what was read at second hand says so too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bereikbaar.lang import Text, both

Value = bool | float


@dataclass(frozen=True, slots=True)
class Preset:
    """A named set of settings. title : what it stands for. changes : setting -> (value, source of the value).

    kept : settings that are those of the default on purpose, with the reason, where one could expect otherwise.
    """

    title: Text
    changes: Mapping[str, tuple[Value, str]] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Value]:
        """Setting -> value, of what differs from the default."""
        return {name: value for name, (value, _) in self.changes.items()}


_PBL = "PBL network model, cfg/main/ModelParameters.dms at 047ae04 (github.com/ObjectVision/NetworkModel_PBL)"
_EC = "European Commission, rail transport performance in Europe (WP 03/2020)"
_EC_PAGE = (
    f"{_EC}, abstract: ec.europa.eu/regional_policy/en/information/publications/working-papers/2020/"
    "rail-transport-performance-in-europe"
)
_UNSEEN = f"assumption: a short walk or ride of {_EC}; the number itself was not verified in the paper"

PRESETS: dict[str, Preset] = {
    "default": Preset(
        both("walking 5 km/h up to 30 min, bicycle 16 km/h up to 45 min at the home end, all buses, no limit")
    ),
    "pbl": Preset(
        both(
            "as PBL's network model: walking 4.5 and cycling 14 km/h up to 15 min to and from the station, "
            "at most 90 min door to door and 3 changes"
        ),
        {
            "walk_kmh": (4.5, f"{_PBL}: WalkingSpeed_kmhr"),
            "walk_limit_min": (15.0, f"{_PBL}: MaxWalkingTime_Org2Stops, MaxWalkingTime_Stops2Dest"),
            "bicycle_kmh": (14.0, f"{_PBL}: CyclingSpeed_kmhr"),
            "bicycle_limit_min": (15.0, f"{_PBL}: MaxCyclingTime_Org2Stops"),
            "rental_limit_min": (15.0, f"{_PBL}: MaxCyclingTime_OVF_Stops2Dest"),
            "direct_walk_limit_min": (90.0, f"{_PBL}: MaxWalkingTime_Org2Dest"),
            "direct_bicycle_limit_min": (90.0, f"{_PBL}: MaxCyclingTime_Org2Dest"),
            "door_to_door_limit_min": (90.0, f"{_PBL}: MaxTravelTime"),
            "most_changes": (3.0, f"{_PBL}: Max_transfers"),
        },
        {
            "ebike_kmh": f"the same in {_PBL}: E_BikingSpeed_kmhr",
            "rental_extra_min": "assumption (this project's design); PBL adds 1 min to every ride, and 3 min of "
            "parking at intercity stations at the home end",
            "assumed_transit": "assumption (this project's design); PBL has the real buses",
        },
    ),
    "ec": Preset(
        both(
            "rail performance of the European Commission: trains only, with a walk or ride of at most 15 min to and "
            "from the station"
        ),
        {
            "walk_limit_min": (15.0, _UNSEEN),
            "bicycle_limit_min": (15.0, _UNSEEN),
            "rental_limit_min": (15.0, _UNSEEN),
            "rental_everywhere": (True, f"{_EC_PAGE}: a bike ride to and from the station"),
            "rental_extra_min": (0.0, "assumption: a bicycle stands ready at the other end"),
            "known_feeders": (False, f"{_EC_PAGE}: rail trips with a walk or a bike ride"),
            "assumed_transit": (False, f"{_EC_PAGE}: rail trips with a walk or a bike ride"),
        },
        {
            "walk_kmh": "assumption (this project's design); the paper's speed was not verified",
            "bicycle_kmh": "assumption (this project's design); the paper's speed was not verified",
            "rail_perf_min": f"{_EC}, as cited in this project's design; not verified in the paper",
            "rail_perf_km": f"{_EC}, as cited in this project's design; not verified in the paper",
        },
    ),
}
