"""Places and reach held against published figures: distances to stations and hospitals, people in reach, speeds.

Pure functions from a network, its places and published figures to findings; :mod:`bereikbaar.validate` does the same
for the minutes between stations. What was measured, and how, stands with every finding.
"""

from bereikbaar.truth.hold import Finding, Truth, hold_places
from bereikbaar.truth.world import World

__all__ = ["Finding", "Truth", "World", "hold_places"]
