"""What happens to stations: trains per hour in every window, and direct trains that are lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bereikbaar.network.model import Network, Pattern

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case


def compare_stations(base: Case, case: Case, window: str) -> pl.DataFrame:
    """Return one row per station of either network, sorted by code.

    Columns: code, name, country, province, status (``same``, ``new``, ``closed``, ``more``, ``less`` trains in the
    window, or ``changed``: only in other windows), then per window tph_<window>, tph_<window>_scenario and
    tph_<window>_diff, direct, direct_scenario, direct_diff (stations reached directly in ``window``) and lost_direct
    (codes of the stations that had a direct train in ``window`` and have none in the scenario, with spaces between).
    Numbers are null where the station is not in the network.
    """
    import polars as pl

    numbers = [c for c in base.stations.columns if c.startswith("tph_") or c == "direct"]
    about = ["code", "name", "country", "province"]
    after = case.stations.select(*about, *[pl.col(c).alias(f"{c}_scenario") for c in numbers])
    joined = base.stations.select(*about, *numbers).join(after, on="code", how="full", coalesce=True)
    joined = joined.with_columns([pl.coalesce(c, f"{c}_right") for c in about[1:]])
    joined = joined.with_columns(
        [(pl.col(f"{c}_scenario") - pl.col(c)).cast(pl.Float64).round(2).alias(f"{c}_diff") for c in numbers]
    )
    gone = lost_direct(base.network, case.network, window)
    lost = pl.DataFrame(
        {"code": list(gone), "lost_direct": [" ".join(c) for c in gone.values()]},
        schema={"code": pl.String, "lost_direct": pl.String},
    )
    joined = joined.join(lost, on="code", how="left").with_columns(pl.col("lost_direct").fill_null(""))
    order = [n for c in numbers for n in (c, f"{c}_scenario", f"{c}_diff")]
    return joined.select(*about, _status(window, numbers), *order, "lost_direct").sort("code")


def _status(window: str, numbers: list[str]) -> pl.Expr:
    import polars as pl

    here, there, diff = pl.col(f"tph_{window}"), pl.col(f"tph_{window}_scenario"), pl.col(f"tph_{window}_diff")
    any_other = pl.any_horizontal([(pl.col(f"{c}_diff") != 0).fill_null(False) for c in numbers])
    return (
        pl.when(here.is_null() & there.is_not_null())
        .then(pl.lit("new"))
        .when(there.is_null())
        .then(pl.lit("closed"))
        .when(diff > 0)
        .then(pl.lit("more"))
        .when(diff < 0)
        .then(pl.lit("less"))
        .when(any_other | (pl.col("lost_direct") != ""))
        .then(pl.lit("changed"))
        .otherwise(pl.lit("same"))
        .alias("status")
    )


def lost_direct(base: Network, case: Network, window: str) -> dict[str, tuple[str, ...]]:
    """Return station -> the stations that had a direct train from it in the window and have none in the scenario.

    Only services that differ between the two networks are looked at; sorted by code.
    """
    same = {name for name, service in base.services.items() if case.services.get(name) == service}
    suspects = _pairs(_running(base, window, skip=same))
    if not suspects:
        return {}
    kept = _pairs(_running(case, window, skip=frozenset()), only=frozenset(a for a, _b in suspects))
    out: dict[str, list[str]] = {}
    for a, b in sorted(suspects - kept):
        out.setdefault(a, []).append(b)
    return {a: tuple(codes) for a, codes in out.items()}


def direct_from(net: Network, window: str, codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for each of the stations those that a train of the window reaches from it without a change."""
    found: dict[str, set[str]] = {code: set() for code in codes}
    for a, b in _pairs(_running(net, window, skip=()), only=frozenset(found)):
        found[a].add(b)
    return {code: frozenset(reached) for code, reached in found.items()}


def _running(net: Network, window: str, *, skip: Iterable[str]) -> list[Pattern]:
    w = net.window_index(window)
    left_out = frozenset(skip)
    return [p for name, s in net.services.items() if name not in left_out for p in s.patterns if p.tph[w] > 0]


def _pairs(patterns: list[Pattern], only: frozenset[str] | None = None) -> set[tuple[str, str]]:
    """Return all (from, to) that one of the patterns joins without a change; ``only`` from these stations."""
    return {
        (a, b)
        for p in patterns
        for i, a in enumerate(p.stations)
        if only is None or a in only
        for b in p.stations[i + 1 :]
        if b != a
    }
