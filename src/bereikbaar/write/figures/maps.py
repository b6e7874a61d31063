"""A measure of the zones of a run as a map: the levels of a case, or the difference that a scenario makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.limits import beyond_limit
from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.compare.zones import chosen_measures
from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.indicators.catalogue import Indicator
from bereikbaar.lang import Text, both, table_in
from bereikbaar.write.classes import NO_CONNECTION, ValueClass, diff_classes, has_classes, level_classes, scheme_of
from bereikbaar.write.figures.ground import Ground, ground_of, rail_on
from bereikbaar.write.figures.legend import Members
from bereikbaar.write.figures.regions import Part, Regions, codes_in, part_of
from bereikbaar.write.figures.svg_map import NAMES, MapPicture, bounds_of, members_of, svg_map
from bereikbaar.write.names import key_of, title_of, window_titles
from bereikbaar.write.numbers import number
from bereikbaar.write.report.model import Figure, Table

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: What an empty value means where it is not that there is no connection: measure -> Dutch and English.
_EMPTY = {
    "drop_evening": both("no station within a walk or ride"),
    "drop_weekend": both("no station within a walk or ride"),
    "speed_kmh": both("no destination at 10 to 100 km"),
}
_WORDS: Mapping[str, Text] = {
    "subtitle": both("{scenario}, {window}; network {network}"),
    "diff": both("Difference by {scenario}, {window}; network {network}"),
    "region": both("{title}: {region}"),
    "alt": both("Map of the Netherlands by postcode area. {title}. {subtitle}. {classes}."),
    "alt_region": both("Map by postcode area of {region}. {title}. {subtitle}. {classes}."),
    "class": both("{title}: {n} inhabitants"),
    "caption": both("{title}. {subtitle}. Inhabitants per class in the legend: a large area may hold few people."),
    "bare": both("Postcode areas without an outline, counted and not drawn: {n} ({people} inhabitants)."),
    "sources": both(
        "bereikbaar {version}, network {network}; inhabitants and boundaries: CBS and Kadaster; measure: {measure}"
    ),
    "table": both("Inhabitants and postcode areas per class"),
    "head": both("Class"),
    "people": both("Inhabitants"),
    "areas": both("Postcode areas"),
}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn: codes, classes and people of the zones, and the classes in the words of the measure."""

    codes: Sequence[str]
    classes: Sequence[str]
    people: Sequence[float]
    legend: Sequence[ValueClass]


def map_figure(
    result: Result,
    case: Case | None,
    measure: str,
    lang: str,
    *,
    diff: bool = False,
    region: Regions = None,
    titled: bool = True,
) -> Figure:
    """Return the map of a measure of the zones of a run, with a table of its classes.

    case   : whose values; None = the base. diff : the difference of the case from the base instead of its values.
    region : ``kind:name`` (province, corop, npvr, municipality) or a bare name, or several: the map shows that part,
             and only its zones and inhabitants are counted. lang : whatever the language of the run is.
    titled : with title and subtitle in the picture, as one that stands alone needs; a caption says the same.
    Raises InputError for a measure that the run has not or that has no classes, for places without outlines, for the
    difference of the base from itself and for a region without zones in the run, UnknownNameError for a region that
    is not there.
    """
    case = case or result.base
    picture = picture_of(result, case, measure, lang, diff=diff, region=region)
    return Figure(
        key="_".join(["map", measure, key_of(case), *(["diff"] if diff else [])]),
        caption=_caption(picture, lang),
        alt=picture.alt,
        svg=svg_map(picture, titled=titled),
        table=_table(picture, lang),
        told=True,
    )


def picture_of(
    result: Result, case: Case, measure: str, lang: str, *, diff: bool, region: Regions = None
) -> MapPicture:
    """Return what a map shows; arguments and errors are those of :func:`map_figure`."""
    ground, m = ground_of(result.places), measure_of(result, measure)
    if diff and case is result.base:
        raise InputError("the base does not differ from itself; give a scenario")
    if not ground.zones:
        raise InputError(Problem("there are no outlines of zones to draw", file="zones.geojson"))
    part = part_of(result.places, region or result.region or None)
    drawn = _drawn(result, case, m, codes_in(result.places, part), diff=diff)
    if not drawn.codes:
        raise InputError(f"the run has no zones in {part.said('en') if part else 'the country'}")
    return _picture(result, case, m, ground, drawn, lang, diff=diff, part=part)


def _drawn(result: Result, case: Case, m: Indicator, inside: frozenset[str], *, diff: bool) -> _Drawn:
    """Return the zones with their classes."""
    import polars as pl

    base, zones = (
        prepared(zones_of(c).filter(pl.col("pc4").is_in(sorted(inside))), "pc4") for c in (result.base, case)
    )
    scheme = scheme_of(m)
    if diff:
        compared = compare_tables(base, zones, settings=result.settings, only=[m.name], key="pc4")
        rows = base.select("pc4").join(compared, on="pc4", how="left", maintain_order="left")
        classes, legend, zones = diff_classes(rows, scheme), scheme.diffs, base
    else:
        classes, legend = level_classes(zones[m.name], scheme, beyond_limit(zones, m.name)), scheme.levels
    return _Drawn(
        codes=zones["pc4"].to_list(),
        classes=classes.to_list(),
        people=zones["population"].to_list(),
        legend=tuple(in_words_of(c, m) for c in legend),
    )


def in_words_of(c: ValueClass, m: Indicator) -> ValueClass:
    """Return a class in the words that hold for a measure."""
    return replace(c, title=_EMPTY[m.name]) if c.name == NO_CONNECTION and m.name in _EMPTY else c


def zones_of(case: Case) -> pl.DataFrame:
    """Return the zones of a case. Raises InputError where it has none."""
    if case.zones is None:
        raise InputError("the run has no zones to draw")
    return case.zones


def measure_of(result: Result, name: str) -> Indicator:
    """Return a measure of the zones that has classes. Raises InputError for another, with near ones."""
    there = {m.name: m for m in chosen_measures(result, zones_of(result.base)) if has_classes(m)}
    if name not in there:
        raise InputError(
            f"there is no measure {name!r} with classes among the zones of the run; there are {', '.join(there)}"
            + did_you_mean(name, there)
        )
    return there[name]


def _picture(
    result: Result,
    case: Case,
    m: Indicator,
    ground: Ground,
    drawn: _Drawn,
    lang: str,
    *,
    diff: bool,
    part: Part | None,
) -> MapPicture:
    words = table_in(_WORDS, lang)
    title, subtitle = _titles(result, case, m, lang, diff=diff, part=part)
    alt = words["alt" if part is None else "alt_region"]
    about = {"title": title, "subtitle": subtitle, "region": part.said(lang) if part else ""}
    outlines = [ground.zones.get(code) for code in drawn.codes]
    picture = MapPicture(
        outlines=outlines,
        classes=drawn.classes,
        people=drawn.people,
        legend=drawn.legend,
        title=title,
        subtitle=subtitle,
        alt="",
        sources=sources_of(case, [m], lang),
        rail=rail_on(result, case),
        bounds=None if part is None else bounds_of(outlines),
        lang=lang,
        **backdrop(result.places, ground, part),
    )
    counted = "; ".join(words["class"].format(title=t, n=n) for t, n, _areas in rows_of(picture, lang))
    return replace(picture, alt=alt.format(classes=counted, **about))


def sources_of(case: Case, measures: Sequence[Indicator], lang: str) -> str:
    """Return where the numbers and outlines of a map of some measures come from."""
    from bereikbaar import __version__

    measured = "; ".join(dict.fromkeys(m.source.said(lang) for m in measures))
    words = table_in(_WORDS, lang)["sources"]
    return words.format(version=__version__, network=case.network.name, measure=measured)


def backdrop(places: Any, ground: Ground, part: Part | None) -> dict[str, Any]:
    """Return what lies around the areas of a picture, as arguments of MapPicture."""
    import numpy as np

    shared = {
        "land": ground.land,
        "neighbours": ground.neighbours,
        "borders": ground.provinces,
    }
    if part is None:
        return {**shared, "labels": ground.names()}
    towns = np.array([t in part.towns for t in places.towns.id])
    return {
        **shared,
        "inner": ground.municipalities,
        "labels": [*ground.names(towns), *ground.names(~towns)],
        "names": NAMES - 4,
    }


def _titles(result: Result, case: Case, m: Indicator, lang: str, *, diff: bool, part: Part | None) -> tuple[str, str]:
    index, words = 0 if lang == "nl" else 1, table_in(_WORDS, lang)
    about = {
        "scenario": title_of(case)[index],
        "window": window_titles(result.window)[index],
        "network": case.network.name,
    }
    title = m.title[index]
    if part is not None:
        title = words["region"].format(title=title, region=part.said(lang))
    return title, words["diff" if diff else "subtitle"].format(**about)


def rows_of(picture: MapPicture, lang: str) -> list[tuple[str, str, str]]:
    """Return title, inhabitants and areas of every class that has members."""
    members, index = members_of(picture), 0 if lang == "nl" else 1
    return [
        (c.title[index], number(members[c.name].people, lang), number(len(members[c.name].areas), lang))
        for c in picture.legend
        if c.name in members
    ]


def _table(picture: MapPicture, lang: str) -> Table:
    words = table_in(_WORDS, lang)
    return Table(
        head=(words["head"], words["people"], words["areas"]),
        rows=tuple(rows_of(picture, lang)),
        numbers=2,
        caption=f"{words['table']}: {picture.title}",
    )


def _caption(picture: MapPicture, lang: str) -> str:
    words = table_in(_WORDS, lang)
    members: Sequence[Members] = list(members_of(picture).values())
    bare = sum(one.bare for one in members)
    text = words["caption"].format(title=picture.title, subtitle=picture.subtitle)
    if bare:
        people = number(sum(one.bare_people for one in members), lang)
        text += " " + words["bare"].format(n=number(bare, lang), people=people)
    return text
