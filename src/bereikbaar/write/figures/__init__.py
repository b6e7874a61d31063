"""Figures as small SVG files, in the language that is asked for: maps, and charts of towns, people and trains."""

from bereikbaar.write.figures.bars import bars_figure
from bereikbaar.write.figures.changes import changes_figure
from bereikbaar.write.figures.dots import dots_figure
from bereikbaar.write.figures.frequency import frequency_figure
from bereikbaar.write.figures.maps import map_figure
from bereikbaar.write.figures.several_maps import several_maps_figure

__all__ = [
    "bars_figure",
    "changes_figure",
    "dots_figure",
    "frequency_figure",
    "map_figure",
    "several_maps_figure",
]
