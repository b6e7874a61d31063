"""Winners and losers in inhabitants, zone by zone, and summed over regions.

Every zone is judged by itself (as a town is, see :mod:`bereikbaar.compare.towns`) and counts with all its people. A
mean over a region can hide that half of it gains what the other half loses; these sums cannot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bereikbaar.access.aggregate import areas_of
from bereikbaar.access.model import AREA_KINDS, Places
from bereikbaar.compare.measures import MAIN, measures_in
from bereikbaar.compare.sums import LIMITS_MIN
from bereikbaar.compare.towns import compare_tables
from bereikbaar.compare.verdicts import APART, JUDGED, VERDICTS, is_one_of
from bereikbaar.indicators.catalogue import Indicator
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from bereikbaar.results import Case, Result

#: The kind and code of all regions together.
COUNTRY, COUNTRY_CODE = "country", "NL"
#: Kinds of the sums, the largest first.
SUM_KINDS = (COUNTRY, *reversed(AREA_KINDS))
#: Columns of inhabitants that always stand in the sums, after ``population`` and ``counted``.
PEOPLE = ("winners", "losers", "same", *APART)
#: Columns of inhabitants who gain or lose so many minutes or more; null for measures that are not in minutes.
FROM_MINUTES = (*(f"gain_{t:.0f}" for t in LIMITS_MIN), *(f"loss_{t:.0f}" for t in LIMITS_MIN))


def chosen_measures(result: Result, frame: pl.DataFrame) -> list[Indicator]:
    """Return the measures of a table of zones or regions that a run is about: the headline, then the chosen ones.

    Shares beyond a limit say something about another measure; they are not among them.
    """
    there = {n: i for n, i in measures_in(frame.columns).items() if not n.startswith("beyond_")}
    wanted = {MAIN.name, *result.indicators} if result.indicators else set(there)
    return [i for n, i in there.items() if n in wanted]


def compare_zones(
    base: Case, case: Case, *, settings: Settings | None = None, only: Sequence[str] | None = None
) -> pl.DataFrame:
    """Return one row per zone and measure, columns as :func:`bereikbaar.compare.compare_towns` (``pc4`` first).

    People are those of the base. Empty without zones.
    """
    import polars as pl

    if base.zones is None or case.zones is None:
        return pl.DataFrame()
    return compare_tables(base.zones, case.zones, settings=settings, only=only, key="pc4")


def zone_sums_by_region(compared: pl.DataFrame, places: Places) -> pl.DataFrame:
    """Return one row per kind of region, region and measure of a table of compared zones.

    Columns: kind (SUM_KINDS), code, name, basis (where the membership comes from, where that is not the statistics
    office; else null), measure, unit, zones, population, counted (people with values that can be compared),
    base_mean, scenario_mean, mean_diff (person-weighted over the counted), then people: PEOPLE and FROM_MINUTES.
    Zones that are in no region of a kind are in none of its rows; regions without zones have no row. In the order of
    SUM_KINDS, then of the measures, then by code.
    """
    import polars as pl

    if compared.is_empty():
        return pl.DataFrame()
    measures = compared.select("measure", "unit").unique("measure", keep="first", maintain_order=True)
    regions = regions_of_zones(places)
    pieces, piece_of = _pieces(compared, regions)
    sums = _sums(compared, piece_of, pieces.height, measures)
    about = region_names(places)
    parts = []
    for kind in (k for k in SUM_KINDS if k in regions.columns):
        names = about.filter(pl.col("kind") == kind).sort("code")
        found = _of_kind(sums, pieces[kind], names, measures)
        if found.height:
            parts.append(found)
    return pl.concat(parts)


def regions_of_zones(places: Places) -> pl.DataFrame:
    """Return one row per zone: pc4, then a column per kind of region with the code of its region; null = in none."""
    import numpy as np
    import polars as pl

    every = areas_of(places)
    columns = {"pc4": pl.Series(places.zones.code, dtype=pl.String)}
    n = len(places.zones.code)
    columns[COUNTRY] = pl.Series([COUNTRY_CODE] * n, dtype=pl.String)
    for kind in SUM_KINDS:
        if kind in every:
            areas = every[kind]
            codes = np.array([*areas.code, None], dtype=object)  # index -1 is "in none"
            columns[kind] = pl.Series(codes[areas.zone_area].tolist(), dtype=pl.String)
    return pl.DataFrame(columns)


def region_names(places: Places) -> pl.DataFrame:
    """Return one row per region: kind, code, name, basis (null where the statistics office says so)."""
    import polars as pl

    rows: list[tuple[str, str, str, str | None]] = [(COUNTRY, COUNTRY_CODE, COUNTRY_CODE, None)]
    for kind, areas in areas_of(places).items():
        basis = areas.basis or ("",) * len(areas.code)
        rows += [(kind, *row) for row in zip(areas.code, areas.name, (b or None for b in basis), strict=True)]
    return pl.DataFrame(rows, schema=dict.fromkeys(("kind", "code", "name", "basis"), pl.String), orient="row")


def _pieces(compared: pl.DataFrame, regions: pl.DataFrame) -> tuple[pl.DataFrame, NDArray[np.int64]]:
    """Return the pieces of the country that lie in the same region of every kind, and the piece of every row.

    Sums over pieces are made once; regions of all kinds are made of pieces. Column ``piece`` is their number.
    """
    import polars as pl

    kinds = [c for c in regions.columns if c != "pc4"]
    pieces = regions.select(kinds).unique(maintain_order=True).with_row_index("piece")
    of_zone = regions.join(pieces, on=kinds, how="left", nulls_equal=True, maintain_order="left").select(
        "pc4", "piece"
    )
    found = compared.select("pc4").join(of_zone, on="pc4", how="left", maintain_order="left")["piece"]
    return pieces, found.cast(pl.Int64).to_numpy()


def _sums(
    compared: pl.DataFrame, piece: NDArray[np.int64], n_pieces: int, measures: pl.DataFrame
) -> dict[str, NDArray[np.float64]]:
    """Return the sums, each (n_pieces, n_measures): zones, people by what becomes of them, people x minutes."""
    import numpy as np
    import polars as pl

    shape = (n_pieces, measures.height)
    order = pl.DataFrame({"measure": measures["measure"], "order": range(measures.height)})
    measure = compared.select("measure").join(order, on="measure", how="left", maintain_order="left")["order"]
    cell = piece * measures.height + measure.to_numpy()
    people = compared["population"].cast(pl.Float64).fill_null(0.0).to_numpy()
    verdict = compared["verdict"].replace_strict(VERDICTS, range(len(VERDICTS)), return_dtype=pl.Int8).to_numpy()
    gain = compared["gain"].fill_null(np.nan).to_numpy()

    def added(weights: NDArray[np.float64], rows: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        at = cell if rows is None else cell[rows]
        found = np.bincount(at, weights=weights if rows is None else weights[rows], minlength=shape[0] * shape[1])
        return found.astype(np.float64).reshape(shape)

    judged, seen = is_one_of(verdict, JUDGED), is_one_of(verdict, ("better", "worse"))
    sums = {"zones": added(np.ones(len(cell))), "population": added(people), "counted": added(people, judged)}
    for name in ("base", "scenario", "diff"):
        sums[f"{name}_sum"] = added(compared[name].fill_null(0.0).to_numpy() * people, judged)
    groups = {"winners": ("better",), "losers": ("worse",), "same": ("same", "changed"), **{v: (v,) for v in APART}}
    sums |= {name: added(people, is_one_of(verdict, which)) for name, which in groups.items()}
    sums |= {f"gain_{t:.0f}": added(people, seen & (gain + SLACK >= t)) for t in LIMITS_MIN}
    return sums | {f"loss_{t:.0f}": added(people, seen & (gain - SLACK <= -t)) for t in LIMITS_MIN}


def _of_kind(
    sums: Mapping[str, NDArray[np.float64]], region: pl.Series, names: pl.DataFrame, measures: pl.DataFrame
) -> pl.DataFrame:
    """Return the rows of a kind of regions, measure by measure; people in whole numbers.

    region : of every piece, null = none. names : kind, code, name and basis of the regions, by code.
    """
    import numpy as np
    import polars as pl

    place = {code: i for i, code in enumerate(names["code"].to_list())}
    index = np.array([place.get(code, -1) for code in region.to_list()], dtype=np.int64)
    added = {name: np.zeros((names.height, measures.height)) for name in sums}
    for name, of_piece in sums.items():
        np.add.at(added[name], index[index >= 0], of_piece[index >= 0])
    m, r = (x.ravel() for x in np.indices((measures.height, names.height)))
    frame = names[r].hstack(measures[m]).with_columns(**{n: v.T.ravel() for n, v in added.items()})

    def mean(name: str, alias: str) -> pl.Expr:
        return pl.when(pl.col("counted") > 0).then((pl.col(f"{name}_sum") / pl.col("counted")).round(3)).alias(alias)

    def whole(*columns: str) -> pl.Expr:
        return pl.col(columns).round().cast(pl.Int64)

    return frame.filter(pl.col("zones") > 0).select(
        *names.columns,
        "measure",
        "unit",
        whole("zones", "population", "counted"),
        mean("base", "base_mean"),
        mean("scenario", "scenario_mean"),
        mean("diff", "mean_diff"),
        whole(*PEOPLE),
        pl.when(pl.col("unit") == "min").then(whole(*FROM_MINUTES)),
    )
