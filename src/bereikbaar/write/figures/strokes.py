"""How lines are drawn on a map and in its legend: attributes of SVG elements, widths in points of the drawing.

Attributes and no style sheet: several figures stand in one page, and a style of one would hold for all.
"""

BORDER_EDGE = 'fill="none" stroke="#fff" stroke-width="4" stroke-opacity=".55"'
BORDER = 'fill="none" stroke="#5b2a6e" stroke-width="2" stroke-dasharray="2 3"'
INNER = 'fill="none" stroke="#555" stroke-width=".8" stroke-opacity=".5"'
TRACK_EDGE = 'fill="none" stroke="#fff" stroke-width="2.6" stroke-opacity=".4"'
TRACK = 'fill="none" stroke="#222" stroke-width="1.2" stroke-opacity=".85"'
EDGE = 'fill="none" stroke="#fff" stroke-width="6.5" stroke-opacity=".85"'
CHANGED = 'fill="none" stroke="#111" stroke-width="3.6"'
NEW = 'fill="none" stroke="#111" stroke-width="3.6" stroke-dasharray="9 5"'
STATION = 'fill="#fff" stroke="#111" stroke-width="1.4"'

#: On a small map, of which the drawing has a point per unit of the page.
SMALL_BORDER = 'fill="none" stroke="#5b2a6e" stroke-width=".9" stroke-dasharray="1.2 2" stroke-opacity=".8"'
SMALL_TRACK = 'fill="none" stroke="#222" stroke-width=".5" stroke-opacity=".75"'
SMALL_EDGE = 'fill="none" stroke="#fff" stroke-width="2.8" stroke-opacity=".8"'
SMALL_CHANGED = 'fill="none" stroke="#111" stroke-width="1.5"'
SMALL_NEW = 'fill="none" stroke="#111" stroke-width="1.5" stroke-dasharray="4 2.4"'
