"""The kinds of change, in the fixed order in which they are made.

The order in a file cannot matter: changes are made in the order of :data:`KINDS`, and two changes that decide the
same thing are refused. Stations and track come first; then the services as the base has them on that track are the
source of all minutes that stay.
"""

from __future__ import annotations

from bereikbaar.scenarios.changes.access import AddFeeder, SetAccess, SetChangeTime, SetOpportunities
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.changes.closures import CloseSection
from bereikbaar.scenarios.changes.copies import CopyService, RemoveService
from bereikbaar.scenarios.changes.frequency import SetFrequency
from bereikbaar.scenarios.changes.phases import SetPhase
from bereikbaar.scenarios.changes.route import ExtendService, RerouteService, TruncateService
from bereikbaar.scenarios.changes.services import AddService, ReplaceService
from bereikbaar.scenarios.changes.stations import AddStation, CloseStation
from bereikbaar.scenarios.changes.stopping import AddStops, SkipStops
from bereikbaar.scenarios.changes.times import ScaleRunTime, SetDwell, SetRunTime
from bereikbaar.scenarios.changes.track import AddTrack, SetLineSpeed

#: Made first to last.
KINDS: tuple[type[ChangeBase], ...] = (
    AddStation,
    AddTrack,
    SetLineSpeed,
    CopyService,
    AddService,
    ReplaceService,
    RemoveService,
    SetFrequency,
    RerouteService,
    ExtendService,
    TruncateService,
    SkipStops,
    AddStops,
    ScaleRunTime,
    SetRunTime,
    SetDwell,
    SetPhase,
    CloseSection,
    CloseStation,
    SetChangeTime,
    AddFeeder,
    SetAccess,
    SetOpportunities,
)

#: Name in a file -> class.
BY_NAME: dict[str, type[ChangeBase]] = {kind.KIND: kind for kind in KINDS}

#: After these the services of the base, on the track of the scenario, are the reference for minutes that stay.
INFRASTRUCTURE: tuple[type[ChangeBase], ...] = (AddStation, AddTrack, SetLineSpeed)


def rank(change: ChangeBase) -> int:
    """Return when a change is made."""
    return KINDS.index(type(change))
