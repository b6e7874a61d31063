"""What a scenario changes, on a map: trains per hour before and after, track that is built or closed, new stations.

The colours of the differences are those of the one table of classes. Every coloured line has a dark edge, so that
pale classes stand out from the land, and the heavier the line the larger the difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bereikbaar.errors import InputError
from bereikbaar.lang import both
from bereikbaar.write.figures.changed_track import (
    Chain,
    Found,
    chains,
    stretches,
    telling_window,
)
from bereikbaar.write.figures.changes_drawn import Drawn, drawn
from bereikbaar.write.figures.changes_legend import QUIET, WORKS, titles
from bereikbaar.write.figures.ground import ground_of, projected
from bereikbaar.write.figures.regions import Part, Regions, part_of
from bereikbaar.write.names import key_of, title_of, window_titles
from bereikbaar.write.numbers import number, plain
from bereikbaar.write.report.model import Figure, Table

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.results import Case, Result

#: Stretches that are told in words; the others are counted.
_TOLD = 8
_TITLE = both("What {scenario} changes on the railway")
_TITLE_REGION = both("What {scenario} changes on the railway: {region}")
_SUBTITLE = both("Trains per hour and direction, {window}, before → after; network {network}")
_CAPTION = both(
    "{title}. {subtitle}. The km in the legend are km of track; thin lines are railway that stays as it is."
)
_ALT = both("Map of the railway. {title}. {subtitle}. {facts}.")
_KM = both("{what}: {km} km")
_CHAIN = both("{ends}: {before} → {after}")
_OPENED, _SHUT = both("new stations: {names}"), both("stations without trains: {names}")
_REACHED = both("other ways to the station: {names}")
_MORE = both("and {n} more stretches")
_HEAD = (both("On the railway"), both("Sections"), both("Track, km"))
_NOTHING = "the scenario {name!r} changes nothing on the railway that a map could show"
_ELSEWHERE = "the scenario {name!r} changes nothing on the railway of {region}"


def changes_figure(result: Result, case: Case, lang: str, *, region: Regions = None, titled: bool = True) -> Figure:
    """Return the map of what a scenario changes, zoomed to what changes, or to a region.

    titled : with title and subtitle in the picture. Raises InputError for the base, for a comparison of networks, and
    for a scenario that changes nothing on the railway (of the region); UnknownNameError for the region.
    """
    if case is result.base or case.scenario is None:
        raise InputError("the base does not differ from itself; give a scenario")
    if case.is_network or result.baseline is not None:
        raise InputError("track of two networks cannot be compared section by section; give a scenario")
    figure = changes_if_any(result, case, lang, region=region, titled=titled)
    if figure is None:
        part = part_of(result.places, region)
        text = _NOTHING if part is None else _ELSEWHERE
        raise InputError(text.format(name=case.scenario.name, region=part.said("en") if part else ""))
    return figure


def changes_if_any(
    result: Result, case: Case, lang: str, *, region: Regions = None, titled: bool = True
) -> Figure | None:
    """Return the same map; None for a scenario that changes nothing on the railway (of the region)."""
    part, window = part_of(result.places, region), telling_window(result, case)
    found = _found(result, case, window)
    bounds = _bounds(result, found, part)
    if bounds is None:
        return None
    index = 0 if lang == "nl" else 1
    about = {"scenario": title_of(case)[index], "region": part.said(lang) if part else ""}
    title = (_TITLE if part is None else _TITLE_REGION).said(lang).format(**about)
    subtitle = _SUBTITLE.said(lang).format(window=window_titles(window)[index], network=case.network.name)
    alt = _ALT.said(lang).format(title=title, subtitle=subtitle, facts=_facts(result, case, found, lang))
    words = Drawn(found, bounds, title, subtitle, alt, lang, titled)
    return Figure(
        key=f"changes_{key_of(case)}",
        caption=_CAPTION.said(lang).format(title=title, subtitle=subtitle),
        alt=alt,
        svg=drawn(words, ground_of(result.places), case),
        table=_table(found, lang, title),
        told=True,
    )


def _found(result: Result, case: Case, window: str) -> Found:
    base, after = result.base.network, case.network
    calls = [_called(net) for net in (base, after)]
    every = {**after.stations, **{c: s for c, s in base.stations.items() if c not in after.stations}}
    other = {
        code for code, s in after.stations.items()
        if (was := base.stations.get(code)) is not None
        and (was.access_extra_min, was.rental_bicycle) != (s.access_extra_min, s.rental_bicycle)
    }  # fmt: skip
    other |= {f.station for f in after.feeders[len(base.feeders) :]}
    opened, closed = calls[1] - calls[0], calls[0] - calls[1]
    stations = ([every[c] for c in sorted(codes) if c in every] for codes in (opened, closed, other - opened))
    return Found(stretches(result, case, window), *stations)


def _called(net: Network) -> set[str]:
    """Return the stations at which something calls at some time."""
    rail = [p for s in net.services.values() for p in s.patterns if any(t > 0 for t in p.tph)]
    return {code for pattern in rail for code in pattern.stations}


def _bounds(result: Result, found: Found, part: Part | None) -> tuple[float, float, float, float] | None:
    """Return what has to be seen, metres: what changes, or a region in which something does; None without any."""
    import shapely

    lines = [shapely.LineString(s.line) for s in found.stretches if s.changes and len(s.line) > 1]
    points = [shapely.Point(s.lon, s.lat) for s in (*found.opened, *found.closed, *found.reached)]
    if not lines and not points:
        return None
    shapes: list[Any] = [projected(shape) for shape in (*lines, *points)]
    if part is None:
        return _four(shapely.total_bounds(shapes))
    zones = ground_of(result.places).zones
    codes = (c for c, there in zip(result.places.zones.code, part.zones, strict=True) if there)
    outlines = [zones[c] for c in codes if c in zones]
    if not outlines:  # places without outlines of zones: of a region it is not known where it lies
        return None
    around = shapely.total_bounds(outlines)
    inside = shapely.box(*around)
    return _four(around) if any(shapely.intersects(inside, shape) for shape in shapes) else None


def _four(bounds: Any) -> tuple[float, float, float, float]:
    return (float(bounds[0]), float(bounds[1]), float(bounds[2]), float(bounds[3]))


def _facts(result: Result, case: Case, found: Found, lang: str) -> str:
    """Return by rule what there is to see: km by class and work, stations, and the stretches that change most."""
    said = []
    for of_class, work, words in (*((c, "", t) for c, t in titles()), *(("", w, t) for w, t in WORKS)):
        _n, km = found.km(of_class, work)
        if km and of_class not in QUIET:
            said.append(_KM.said(lang).format(what=words.said(lang), km=number(km, lang)))
    names = {c: s.name for net in (result.base.network, case.network) for c, s in net.stations.items()}
    for stations, text in ((found.opened, _OPENED), (found.closed, _SHUT), (found.reached, _REACHED)):
        if stations:
            said.append(text.said(lang).format(names=", ".join(s.name for s in stations)))
    joined = chains(found.stretches)
    said += [_chain(one, names, lang) for one in joined[:_TOLD]]
    if len(joined) > _TOLD:
        said.append(_MORE.said(lang).format(n=number(len(joined) - _TOLD, lang)))
    return "; ".join(said)


def _chain(one: Chain, names: dict[str, str], lang: str) -> str:
    ends = " – ".join(names[c] for c in (one.ends[:2] or one.sections[0].key))
    return _CHAIN.said(lang).format(ends=ends, before=plain(one.before, lang), after=plain(one.after, lang))


def _table(found: Found, lang: str, title: str) -> Table:
    rows = []
    for of_class, work, words in (*((c, "", t) for c, t in titles()), *(("", w, t) for w, t in WORKS)):
        n, km = found.km(of_class, work)
        if n:
            rows.append((words.said(lang), number(n, lang), number(km, lang)))
    return Table(head=tuple(t.said(lang) for t in _HEAD), rows=tuple(rows), numbers=2, caption=title)
