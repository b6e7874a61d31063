"""What a leg between a door and a station can be."""

from __future__ import annotations

#: The place of a kind in this tuple is its code in arrays.
KINDS = ("walk", "bicycle", "ebike", "feeder", "assumed", "rental")
#: The kinds of the home end that need nobody else.
OWN_KINDS = ("walk", "bicycle", "ebike")
#: The kinds in a vehicle that is waited for.
RIDDEN_KINDS = ("feeder", "assumed")
