"""The live charts of the page as Vega-Lite, made with Altair: without data, which the page's script fills in.

One specification serves every map of a page and every language; datasets are named, and what a reader switches is a
parameter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bereikbaar.write.figures.svg_map import ABROAD, COAST, LAND, SEA

if TYPE_CHECKING:
    import altair as alt

#: Letters and colours that fit the page.
FONT = "'Segoe UI', 'Source Sans 3', Roboto, Arial, sans-serif"
INK, RAIL, NEW_TRACK, BORDER = "#222222", "#222222", "#111111", "#5b2a6e"
BEFORE, GAIN, LOSS = "#767676", "#08519c", "#a65e16"
#: Pixels of a line of dots.
ROW_PX = 24
_OF_SCENARIO = "datum.key === track"


def map_spec() -> dict[str, Any]:
    """Return the map of zones: datasets zones, land, abroad, borders, rail, track, places, opened.

    codes : the class of every zone of this view. palette : the colours of the classes. frame : x and y of the middle
    and width and height of what is shown, in steps. track : key of the scenario whose new track is drawn.
    chosen : the place of the chosen zone, -1 = none.
    """
    import altair as alt

    parameters = [
        alt.param(name="codes", value=[]),
        alt.param(name="palette", value=[]),
        alt.param(name="frame", value=[0, 0, 1, 1]),
        alt.param(name="track", value=""),
        alt.param(name="chosen", value=-1),
        alt.param(name="step", expr="min(width / frame[2], height / frame[3])"),
    ]
    chart = (
        alt.layer(*_land(), _zones(), *_lines(), _chosen(), *_names())
        .add_params(*parameters)
        .project(
            type="identity",
            scale=alt.ExprRef("step"),
            translate=alt.ExprRef("[width / 2 - step * frame[0], height / 2 - step * frame[1]]"),
        )
        .properties(
            width="container", height="container", autosize=alt.AutoSizeParams(type="fit", contains="padding")
        )
        .configure(background=SEA, font=FONT, padding=0)
        .configure_view(stroke=None, clip=True)
    )
    return _plain(chart)


def _zones() -> alt.Chart:
    """Return the areas; a hair of their own colour closes the seams between neighbours."""
    import altair as alt

    chart: alt.Chart = (
        alt.Chart(alt.NamedData("zones"), name="zones")
        .transform_calculate(paint="palette[codes[datum.n]]")
        .mark_geoshape(strokeWidth=0.5)
        .encode(
            fill=alt.Fill("paint:N", scale=None),
            stroke=alt.Stroke("paint:N", scale=None),
        )
    )
    return chart


def _land() -> list[alt.Chart]:
    """Return what lies under the zones: water is what stays free."""
    import altair as alt

    return [
        alt.Chart(alt.NamedData("abroad")).mark_geoshape(fill=ABROAD, stroke=ABROAD, strokeWidth=1),
        alt.Chart(alt.NamedData("land")).mark_geoshape(fill=LAND, stroke=COAST, strokeWidth=0.6),
    ]


def _lines() -> list[alt.Chart]:
    """Return what lies over the zones: borders, track, and on a light edge the track of the scenario."""
    import altair as alt

    def lines(data: str, **style: Any) -> alt.Chart:
        chart: alt.Chart = alt.Chart(alt.NamedData(data)).mark_geoshape(filled=False, **style)
        return chart

    track = [
        lines("track", stroke="#ffffff", strokeWidth=4.6, strokeOpacity=0.85).transform_filter(_OF_SCENARIO),
        lines("track", stroke=NEW_TRACK, strokeWidth=2.4).transform_filter(f"{_OF_SCENARIO} && !datum.fresh"),
        lines("track", stroke=NEW_TRACK, strokeWidth=2.4, strokeDash=[6, 4]).transform_filter(
            f"{_OF_SCENARIO} && datum.fresh"
        ),
    ]
    return [
        lines("borders", stroke="#ffffff", strokeWidth=2.6, strokeOpacity=0.5),
        lines("borders", stroke=BORDER, strokeWidth=1.3, strokeDash=[2, 2.5]),
        lines("rail", stroke=RAIL, strokeWidth=0.8, strokeOpacity=0.8),
        *track,
    ]


def _chosen() -> alt.Chart:
    import altair as alt

    chart: alt.Chart = (
        alt.Chart(alt.NamedData("zones"))
        .transform_filter("datum.n === chosen")
        .mark_geoshape(filled=False, stroke="#000000", strokeWidth=2.5)
    )
    return chart


def _names() -> list[alt.Chart]:
    """Return the names of towns as far as there is room, on a light edge, to be read on any colour."""
    import altair as alt

    at: dict[str, Any] = {"longitude": alt.Longitude("x:Q"), "latitude": alt.Latitude("y:Q")}
    about: dict[str, Any] = {"align": "left", "baseline": "bottom", "dx": 4, "dy": -1}
    edge: dict[str, Any] = {"stroke": "#ffffff", "strokeWidth": 3, "strokeJoin": "round", "strokeOpacity": 0.85}
    found = []
    for data, shown, size in (("places", "datum.from <= step", 11.5), ("opened", _OF_SCENARIO, 11)):
        names = alt.Chart(alt.NamedData(data)).transform_filter(shown).encode(**at)
        text = names.encode(text=alt.Text("name:N"))
        point: dict[str, Any] = (
            {"fill": INK, "stroke": "#ffffff"} if data == "places" else {"fill": "#ffffff", "stroke": INK}
        )
        found += [
            text.mark_text(fontSize=size, **edge, **about),
            text.mark_text(fontSize=size, fill=INK, fontStyle="normal" if data == "places" else "italic", **about),
            names.mark_circle(opacity=1, size=18, strokeWidth=1, **point),
        ]
    return found


def dots_spec() -> dict[str, Any]:
    """Return marks of before and after: dataset dots with name, before, after, low, high, side, mark and note.

    side : ``gain``, ``loss`` or ``same``. mark : the form of what it becomes, which points the way it goes. note :
    what stands behind them. The height is for who fills it in: so many pixels a line (``ROW_PX``).
    """
    import altair as alt

    y = alt.Y("name:N", sort=None, title=None).axis(labelLimit=150, ticks=False, domain=False, labelPadding=8)
    color = alt.Color("side:N", legend=None).scale(domain=["gain", "loss", "same"], range=[GAIN, LOSS, BEFORE])
    dash = alt.StrokeDash("side:N", legend=None).scale(
        domain=["gain", "loss", "same"], range=[[1, 0], [5, 3], [1, 0]]
    )
    x = alt.X("low:Q").title(None).scale(zero=False, nice=True).axis(grid=True, gridColor="#dddddd", tickCount=6)
    line, before, after, note = (alt.Chart(alt.NamedData("dots")).encode(y=y) for _ in range(4))
    chart = (
        alt.layer(
            line.mark_rule(strokeWidth=2.5, strokeOpacity=0.6).encode(x=x, x2="high:Q", color=color, strokeDash=dash),
            before.mark_point(filled=True, fill="#ffffff", stroke=BEFORE, strokeWidth=2, size=80, opacity=1).encode(
                x="before:Q"
            ),
            after.mark_point(filled=True, size=120, opacity=1).encode(
                x="after:Q", color=color, shape=alt.Shape("mark:N", scale=None)
            ),
            note.mark_text(align="left", dx=10, fontSize=12, fill=INK).encode(x="high:Q", text="note:N"),
        )
        .properties(width="container", height=100, autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
        .configure(font=FONT, padding={"left": 2, "right": 44, "top": 4, "bottom": 4})
        .configure_axis(labelFontSize=12, labelColor=INK)
        .configure_view(stroke=None, clip=False)
    )
    return _plain(chart)


def _plain(chart: alt.LayerChart) -> dict[str, Any]:
    """Return the specification; where its grammar is found stays out: nothing is ever fetched."""
    found: dict[str, Any] = chart.to_dict()
    found.pop("$schema", None)
    return found
