"""The views of a layer: which column is drawn, in which classes. One layer of data can be shown in several ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bereikbaar.lang import both
from bereikbaar.write.classes import FREQUENCY, SCHEMES, ValueClass
from bereikbaar.write.layers.layer import Layer
from bereikbaar.write.qgis.about import CaseWords, Words
from bereikbaar.write.qgis.statuses import STATUSES, status_classes

#: The headline, which a layer shows when nothing else is asked.
HEADLINE = "main_min"
#: What a view shows: the base or a scenario as it is, the difference between the two, or what a scenario does.
LEVEL, DIFFERENCE, DONE, LOAD, GROUND = "level", "difference", "done", "load", "ground"

#: Widths of lines in mm, by class of trains per hour: none, up to 2, 4, 6, 12, 24, more.
LINE_COLOR = "#4d5f70"
WIDTHS = (0.12, 0.25, 0.4, 0.6, 0.85, 1.15, 1.5)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend. ``value`` is what stands in the view's column; with ``where`` an expression chooses."""

    value: str
    title: Words
    color: str
    where: str = ""
    size: float = 0.0
    size_by: str = ""
    dash: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A way to show a layer.

    measure : column of the base; shown : the column whose numbers are classed. field : the column that holds the
    class, or by which entries choose. case : the scenario; None = base. show : LEVEL, DIFFERENCE, DONE, LOAD, GROUND.
    """

    name: str
    title: Words
    measure: str
    shown: str
    field: str
    show: str
    case: CaseWords | None
    entries: tuple[Entry, ...]

    @property
    def by_rules(self) -> bool:
        """Whether entries choose by expressions, and not by the text in a column."""
        return any(e.where for e in self.entries)


def kind_of(layer: Layer) -> str:
    """Return what the features of a layer are: ``towns`` for the layers ``towns`` and ``towns_<key>``."""
    return layer.name.partition("_")[0]


def views(layer: Layer, cases: Sequence[CaseWords], window: str) -> list[View]:
    """Return all views of a layer, those of the base first; empty for a layer without anything to class."""
    kind = kind_of(layer)
    if kind == GROUND:
        from bereikbaar.write.qgis.ground import ground_view

        return [ground_view(layer)]
    if kind == "tracks":
        return list(_track_views(layer, cases))
    found = list(_service_level(layer, window)) if kind == "services" else list(_class_views(layer, cases))
    return found + list(_status_views(layer, cases, window))


def default_view(found: Sequence[View]) -> View | None:
    """Return the most telling view: the first scenario's difference of the headline, what it does, or the base."""
    if not found:
        return None
    order = (
        lambda v: v.show == DIFFERENCE and v.measure == HEADLINE,
        lambda v: v.show == DIFFERENCE,
        lambda v: v.case is not None,
        lambda v: v.measure == HEADLINE,
        lambda _v: True,
    )
    return next(v for chosen in order for v in found if chosen(v))


def _class_views(layer: Layer, cases: Sequence[CaseWords]) -> Iterator[View]:
    """Yield a view of every column of classes of values and differences."""
    fields = {f.name: f for f in layer.fields}
    by_unit = {s.unit: s for s in SCHEMES.values()}
    for name in fields:
        stem, _, end = name.rpartition("_")
        if end not in ("class", "dclass") or not stem:
            continue
        case = next((c for c in cases if stem.endswith(f"_{c.key}") and _base_of(stem, c) in fields), None)
        measure = _base_of(stem, case) if case else stem
        scheme = by_unit.get(fields[measure].unit) if measure in fields else None
        if scheme is None:
            continue
        classes = scheme.diffs if end == "dclass" else scheme.levels
        shown = f"{stem}_diff" if end == "dclass" else stem
        entries = tuple(_entries(classes, sized=kind_of(layer) == "stations"))
        title = fields[measure].title
        words = (title["nl"], title["en"])
        yield View(name, words, measure, shown, name, DIFFERENCE if end == "dclass" else LEVEL, case, entries)


def _base_of(stem: str, case: CaseWords) -> str:
    return stem.removesuffix(f"_{case.key}")


def _entries(classes: Sequence[ValueClass], *, sized: bool) -> Iterator[Entry]:
    """Yield the classes as lines of a legend; of stations a class has a size: the more trains the larger."""
    ranges = [c.name for c in classes if c.low is not None or c.high is not None]
    for c in classes:
        size = 1.2 + 0.35 * ranges.index(c.name) if sized and c.name in ranges else 1.2 if sized else 0.0
        yield Entry(c.name, c.title, c.color, size=size)


def _status_views(layer: Layer, cases: Sequence[CaseWords], window: str) -> Iterator[View]:
    """Yield what every scenario does to stations or services."""
    kind, fields = kind_of(layer), {f.name: f for f in layer.fields}
    if kind not in STATUSES:
        return
    for case in cases:
        name = f"status_{case.key}"
        if name not in fields:
            continue
        there = set(fields[name].values.drop_nulls().unique())
        entries = [_status_entry(kind, c, f"tph_{window}", case) for c in status_classes(kind)]
        known = {e.value for e in entries}
        if fields[name].values.null_count() or there - known:
            entries.append(Entry("", both("other"), "#bdbdbd", size=1.0 if kind == "stations" else 0.2))
        title = both("What the scenario does")
        shown = f"tph_{window}_{case.key}_diff"
        measure = f"tph_{window}"
        yield View(name, title, measure, shown if shown in fields else name, name, DONE, case, tuple(entries))


def _status_entry(kind: str, c: ValueClass, tph: str, case: CaseWords) -> Entry:
    quiet = c.name in ("same", "absent", "not_compared")
    if kind == "stations":
        return Entry(c.name, c.title, c.color, size=1.3 if quiet else 2.8)
    most = f'max(coalesce("{tph}", 0), coalesce("{tph}_{case.key}", 0))'
    width = f"{0.1 if c.name == 'absent' else 0.3} + 0.25 * sqrt({most})"
    dash = "2;1.2" if c.name in ("new", "new_stops") else "0.6;1" if c.name in ("gone", "old_stops") else ""
    return Entry(c.name, c.title, c.color, size=0.3 if quiet else 0.9, size_by="" if quiet else width, dash=dash)


def _service_level(layer: Layer, window: str) -> Iterator[View]:
    name = f"tph_{window}"
    title = both("Trains per hour and direction")
    if any(f.name == name for f in layer.fields):
        yield View(f"{name}_level", title, name, name, name, LOAD, None, tuple(_by_load(name, 1.8)))


def _track_views(layer: Layer, cases: Sequence[CaseWords]) -> Iterator[View]:
    """Yield the trains on every section in the base and in every scenario, new track dashed."""
    names = {f.name for f in layer.fields}
    title = both("Trains on the track")
    yield View("load_level", title, "load", "load", "load", LOAD, None, (*_by_load("load"), _elsewhere("load")))
    for case in cases:
        load, status = f"load_{case.key}", f"status_{case.key}"
        if load not in names or status not in names:
            continue
        entries: list[Entry] = []
        marked = [c for c in status_classes("tracks") if c.name in ("new", "changed", "gone")]
        for c in marked:
            by = f'0.3 + 0.2 * sqrt(coalesce("{load}", 0))' if c.name != "gone" else ""
            dash = {"new": "1.6;0.9", "gone": "0.5;1"}.get(c.name, "")
            entries.append(Entry(c.name, c.title, c.color, f"\"{status}\" = '{c.name}'", 0.8, by, dash))
        listed = ", ".join(f"'{c.name}'" for c in marked)
        rest = f"coalesce(\"{status}\", '') NOT IN ({listed})"
        entries += [Entry(e.value, e.title, e.color, f"({e.where}) AND {rest}", e.size) for e in _by_load(load)]
        last = _elsewhere(load)
        entries.append(
            Entry(last.value, last.title, last.color, f"({last.where}) AND {rest}", last.size, "", last.dash)
        )
        yield View(f"{load}_level", title, "load", load, load, LOAD, case, tuple(entries))


def _by_load(field: str, wider: float = 1.0) -> Iterator[Entry]:
    """Yield the classes of trains per hour as widths, with limits as the one table of classes has them.

    wider : how much wider than on track, where all services together run.
    """
    ranges = [c for c in FREQUENCY.levels if c.low is not None or c.high is not None]
    for c, width in zip(ranges, WIDTHS, strict=True):
        parts = [f'"{field}" > {c.low:g}'] if c.low is not None else []
        parts += [f'"{field}" <= {c.high:g}'] if c.high is not None else []
        yield Entry(
            c.name, c.title, "#a5a5a5" if c.low is None else LINE_COLOR, " AND ".join(parts), round(width * wider, 2)
        )


def _elsewhere(field: str) -> Entry:
    return Entry("absent", both("not in this network"), "#c8c8c8", f'"{field}" IS NULL', 0.15, "", "0.4;1.2")
