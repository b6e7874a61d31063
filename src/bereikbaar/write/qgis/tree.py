"""The tree of layers in a project: scenarios (difference, levels, rail), the rail network, the base, a background."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bereikbaar.lang import both
from bereikbaar.write.layers.layer import Layer
from bereikbaar.write.layers.measured import FIRST
from bereikbaar.write.qgis.about import About, CaseWords, Words
from bereikbaar.write.qgis.background import BACKGROUND_ID, BACKGROUND_TITLE
from bereikbaar.write.qgis.ground import LAND, PROVINCES
from bereikbaar.write.qgis.views import DIFFERENCE, GROUND, HEADLINE, LEVEL, View, default_view, kind_of, views

#: Kinds of layers, from the top of a group down: points over lines over areas.
_MEASURED = ("places", "towns", "zones", "municipalities", "corop")
_POINTS = ("places", "towns")
_RAIL = ("stations", "services", "tracks", "pairs")
#: Measures besides the headline in the groups, of these layers; with many scenarios a project would grow too large.
_MORE_OF, _MORE_CASES = ("towns", "zones"), 3
#: QGIS gives a layer another id, and loses its place in the tree, when the id is shorter.
ID_MIN = 10


@dataclass(frozen=True, slots=True)
class Node:
    """A layer in the tree. ``layer``: name in the GeoPackage, empty for the background. view : None = all alike."""

    id: str
    title: Words
    layer: str
    view: View | None
    shown: bool
    open: bool = False
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group of layers and groups."""

    title: Words
    children: tuple[Group | Node, ...]
    shown: bool = True
    open: bool = True


def nodes_of(group: Group) -> Iterator[Node]:
    """Yield all layers of a tree from the top down."""
    for child in group.children:
        if isinstance(child, Group):
            yield from nodes_of(child)
        else:
            yield child


def shown_nodes(group: Group) -> list[Node]:
    """Return the layers that are drawn when the project opens, from the top down."""
    out: list[Node] = []
    for child in group.children:
        if isinstance(child, Group):
            out += shown_nodes(child) if child.shown else []
        elif child.shown:
            out.append(child)
    return out


def tree_of(layers: Sequence[Layer], about: About) -> Group:
    """Return the tree. Drawn at first: the first scenario's difference in towns and its track, else the base."""
    found = [(layer, views(layer, about.cases, about.window)) for layer in layers]
    groups: list[Group | Node] = [_scenario(found, case, about, first=n == 0) for n, case in enumerate(about.cases)]
    alone = not about.cases
    rail = [
        _node(layer, v, shown=alone and kind_of(layer) == "tracks")
        for layer, v in _chosen(found, _RAIL, lambda v: v.case is None)
        if layer.name == kind_of(layer)
    ]
    base = [
        _node(layer, v, shown=alone and kind_of(layer) == "towns" and v.measure == HEADLINE)
        for layer, v in _chosen(found, _MEASURED, lambda v: v.case is None and v.measure in FIRST)
        if layer.name == kind_of(layer) and (v.measure == HEADLINE or kind_of(layer) in _MORE_OF)
    ]
    last = [Group(both("Rail network"), tuple(rail), open=alone), Group(both("Base"), tuple(base), open=alone)]
    groups += reversed(last) if alone else last  # what is drawn at first: towns above the track
    groups[:0] = [_node(layer, v, shown=True) for layer, v in _ground(found, PROVINCES)]
    groups.append(Group(both("Background"), tuple(_background(found)), open=False))
    return Group(("", ""), tuple(g for g in groups if isinstance(g, Node) or g.children))


def _ground(found: Sequence[tuple[Layer, list[View]]], name: str) -> list[tuple[Layer, View]]:
    return [(layer, some[0]) for layer, some in found if layer.name == name]


def plain_tree(layers: Sequence[Layer], about: About) -> Group:
    """Return the layers for somebody's own project: every layer once, in its most telling view, in one group."""
    order = {kind: n for n, kind in enumerate((PROVINCES, *_POINTS, *_RAIL, *_MEASURED[2:]))}
    chosen = [(x, default_view(views(x, about.cases, about.window))) for x in layers]
    rows = sorted(chosen, key=lambda row: order.get(row[0].name, order.get(kind_of(row[0]), len(order))))
    nodes = [_node(x, v, shown=kind_of(x) in ("towns", "tracks", GROUND)) if v else _bare(x) for x, v in rows]
    last = Node(BACKGROUND_ID, BACKGROUND_TITLE, "", None, shown=False)
    title = (f"bereikbaar: {about.subtitle[0]}", f"bereikbaar: {about.subtitle[1]}")
    return Group(("", ""), (Group(title, (*nodes, last)),))


def _bare(layer: Layer) -> Node:
    words = (layer.title["nl"], layer.title["en"])
    return Node(f"{layer.name}_all_alike", words, layer.name, None, shown=False)


def _scenario(found: Sequence[tuple[Layer, list[View]]], case: CaseWords, about: About, *, first: bool) -> Group:
    more = len(about.cases) <= _MORE_CASES

    def wanted(show: str) -> list[tuple[Layer, View]]:
        chosen = _chosen(found, _MEASURED, lambda v: v.case == case and v.show == show and v.measure in FIRST)
        return [(x, v) for x, v in chosen if v.measure == HEADLINE or (more and kind_of(x) in _MORE_OF)]

    found_here = wanted(DIFFERENCE)
    points, areas = (
        tuple(
            _node(x, v, shown=kind_of(x) in _POINTS and v.measure == HEADLINE)
            for x, v in found_here
            if (kind_of(x) in _POINTS) == points
        )
        for points in (True, False)
    )
    levels = [_node(x, v, shown=False) for x, v in wanted(LEVEL)]
    rail = [_node(x, v, shown=kind_of(x) == "tracks") for x, v in _chosen(found, _RAIL, lambda v: v.case == case)]
    groups = (
        Group(both("Difference"), points),
        Group(both("Trains and track"), tuple(rail), open=first),
        Group(both("Difference by area"), areas, open=False),  # below the track, which it would hide
        Group(both("Levels"), tuple(levels), open=False),
    )
    return Group(case.title, tuple(g for g in groups if g.children), shown=first, open=first)


def _chosen(
    found: Sequence[tuple[Layer, list[View]]], kinds: Sequence[str], wanted: Callable[[View], bool]
) -> list[tuple[Layer, View]]:
    """Return layers with their views by kind, those of the headline first."""
    rows = [(x, v) for kind in kinds for x, some in found if kind_of(x) == kind for v in some if wanted(v)]
    return sorted(rows, key=lambda row: FIRST.index(row[1].measure) if row[1].measure in FIRST else 0)


def _node(layer: Layer, view: View, *, shown: bool) -> Node:
    titles = (layer.title["nl"], layer.title["en"])
    if view.show == GROUND:
        return Node(f"{layer.name}_{view.name}", titles, layer.name, view, shown)
    of = both(", difference") if view.show == DIFFERENCE else ("", "")
    words = (f"{titles[0]}: {_small(view.title[0])}{of[0]}", f"{titles[1]}: {_small(view.title[1])}{of[1]}")
    return Node(f"{layer.name}_{view.name}".ljust(ID_MIN, "_"), words, layer.name, view, shown, open=shown)


def _small(title: str) -> str:
    """Return a title as it stands behind a colon; abbreviations stay as they are."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _background(found: Sequence[tuple[Layer, list[View]]]) -> Iterator[Node]:
    layers = [layer for layer, _views in found]
    land = [_node(layer, view, shown=True) for layer, view in _ground(found, LAND)]
    yield from land
    for name in ("corop", "municipalities"):
        if not land and any(layer.name == name for layer in layers):
            yield Node("background_regions", both("Land, with borders of regions"), name, None, shown=True, pale=True)
            break
    yield Node(BACKGROUND_ID, BACKGROUND_TITLE, "", None, shown=False)
