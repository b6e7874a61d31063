"""Which zones and towns a figure is about, and its region in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bereikbaar.access.aggregate import in_region
from bereikbaar.access.model import Places
from bereikbaar.access.regions import towns_in
from bereikbaar.lang import translate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: A region as ``kind:name`` or a bare name, several of them, or none: the whole country.
Regions = str | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the country: one region or several.

    zones : (n_zones,). towns : ids. names, kinds : of the regions, in the order in which they came.
    """

    zones: NDArray[np.bool_]
    towns: frozenset[str]
    names: tuple[str, ...]
    kinds: tuple[str, ...]

    def said(self, lang: str) -> str:
        """Return the names as ``a, b and c``."""
        return translate(lang).listed(list(self.names))


def part_of(places: Places, region: Regions) -> Part | None:
    """Return the part of the country that is meant; None for the whole.

    Raises UnknownNameError for a region that is not there, with near names.
    """
    import numpy as np

    from bereikbaar.names import find_region

    wanted = [region] if isinstance(region, str) else list(region or ())
    wanted = [text for text in wanted if text]
    if not wanted:
        return None
    found = [find_region(text, places) for text in wanted]
    zones = np.zeros(len(places.zones.code), dtype=bool)
    for one in found:
        zones |= in_region(places, one)
    towns = frozenset(t for one in found for t in towns_in(places, one.kind, one.name))
    return Part(zones, towns, tuple(one.name for one in found), tuple(one.kind for one in found))


def codes_in(places: Places, part: Part | None) -> frozenset[str]:
    """Return the postcodes of a part, or of the country."""
    zones: Any = places.zones.code
    return frozenset(zones if part is None else (c for c, there in zip(zones, part.zones, strict=True) if there))
