"""What a scenario does to stations, services and track: the words of ``status_<key>`` with titles and colours.

The colours are those of the one table of classes: new and lost, gains and losses, no change.
"""

from __future__ import annotations

from bereikbaar.lang import Text, both
from bereikbaar.write.classes import (
    FALLS_COLOR,
    LOST_COLOR,
    MINUTES,
    NEW_COLOR,
    NO_CONNECTION_COLOR,
    SAME_COLOR,
    WITHIN_COLOR,
    ValueClass,
)

_DIFF = {c.name: c.color for c in MINUTES.diffs}
_BETTER, _WORSE = _DIFF["gain_15"], _DIFF["loss_15"]
_SOME_BETTER, _SOME_WORSE = _DIFF["gain_5"], _DIFF["loss_5"]
_OTHER_COLOR = "#8f79b5"
#: On a white map the grey of "no change" is hardly seen as a line or a small circle.
_QUIET_COLOR = "#b4b4b4"

#: Kind of layer -> code -> (title, colour), as they stand in a legend.
STATUSES: dict[str, dict[str, tuple[Text, str]]] = {
    "stations": {
        "new": (both("new station"), NEW_COLOR),
        "more": (both("more trains"), _BETTER),
        "less": (both("fewer trains"), _WORSE),
        "closed": (both("station closed"), LOST_COLOR),
        "changed": (both("changed in another way"), _OTHER_COLOR),
        "same": (both("the same"), _QUIET_COLOR),
    },
    "services": {
        "new": (both("new service"), NEW_COLOR),
        "new_stops": (both("other stops: new way"), WITHIN_COLOR),
        "more": (both("more trains"), _BETTER),
        "faster": (both("faster"), _SOME_BETTER),
        "slower": (both("slower"), _SOME_WORSE),
        "less": (both("fewer trains"), _WORSE),
        "old_stops": (both("other stops: old way"), FALLS_COLOR),
        "gone": (both("service gone"), LOST_COLOR),
        "changed": (both("changed in another way"), _OTHER_COLOR),
        "same": (both("the same"), _QUIET_COLOR),
        "absent": (both("of another scenario"), SAME_COLOR),
    },
    "tracks": {
        "new": (both("new track"), NEW_COLOR),
        "changed": (both("track changed (speed or kind)"), _BETTER),
        "gone": (both("track gone"), LOST_COLOR),
        "part": (both("part of a track that a new station divides"), _QUIET_COLOR),
        "split": (both("divided by a new station"), _QUIET_COLOR),
        "same": (both("the same"), _QUIET_COLOR),
        "absent": (both("of another scenario"), SAME_COLOR),
        "not_compared": (both("not compared"), NO_CONNECTION_COLOR),
    },
}


def status_classes(kind: str) -> list[ValueClass]:
    """Return the codes of a kind of layer as classes, in the order of a legend."""
    return [ValueClass(code, color, title) for code, (title, color) in STATUSES[kind].items()]
