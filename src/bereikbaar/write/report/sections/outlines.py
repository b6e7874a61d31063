"""A sentence on map layers that a folder of places has no outlines for."""

from __future__ import annotations

from pathlib import Path

from bereikbaar.read.outlines import OUTLINES
from bereikbaar.write.numbers import listed
from bereikbaar.write.texts import speaker

#: Kind of outline -> the layer that is made of it.
_LAYERS = {"zone": "zones", "municipality": "municipalities", "corop": "corop"}


def missing_outlines(folder: str, lang: str) -> tuple[str, ...]:
    """Return what is left out for want of outlines, in a sentence; nothing for places that come from memory."""
    gone = [kind for kind in _LAYERS if folder and not (Path(folder) / OUTLINES[kind][0]).is_file()]
    if not gone:
        return ()
    files, layers = listed([OUTLINES[k][0] for k in gone], lang), listed([_LAYERS[k] for k in gone], lang)
    return (speaker(lang)("no_outlines", files=files, layers=layers),)
