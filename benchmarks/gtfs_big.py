"""Write an invented feed of the size of a national one: buses by the million, trains two in a hundred.

    python benchmarks/gtfs_big.py big.zip [--calls 15000000] [--rail-share 0.02] [--plain]

The trains are the same whatever the number of buses, so that what is read can be compared. Their trips lie spread
among those of the buses, in the order of ids that mean nothing, as in the feeds of countries. Service days are in
calendar_dates.txt only, as in the Dutch feed. No value is random: the same call writes the same bytes.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

TRAIN_CALLS, BUS_CALLS = 15, 38
N_STATIONS, N_STOPS, N_LINES = 400, 48_000, 2_200
N_SERVICES, N_DAYS = 2_000, 90
#: Trips written at a time.
BATCH = 20_000


def clock(minutes: pl.Expr) -> pl.Expr:
    hour, minute = minutes // 60, minutes % 60
    return pl.format("{}:{}:00", hour.cast(pl.String).str.zfill(2), minute.cast(pl.String).str.zfill(2))


def trips(n_trips: int, n_trains: int) -> Iterator[pl.DataFrame]:
    """Yield trips: number, is it a train, number among its kind."""
    every = n_trips // n_trains
    for start in range(0, n_trips, BATCH):
        n = pl.int_range(start, min(start + BATCH, n_trips), eager=True).alias("n")
        train = ((n % every == 0) & (n // every < n_trains)).alias("train")
        among = pl.min_horizontal(pl.col("n") // every + 1, n_trains)
        kind = pl.when("train").then(pl.col("n") // every).otherwise(pl.col("n") - among).alias("k")
        yield pl.DataFrame([n, train]).with_columns(kind)


def calls(some: pl.DataFrame) -> pl.DataFrame:
    """Return the stop times of some trips."""
    length = pl.when("train").then(TRAIN_CALLS).otherwise(BUS_CALLS)
    rows = some.with_columns(pl.int_ranges(1, length + 1).alias("stop_sequence")).explode("stop_sequence")
    k, j = pl.col("k"), pl.col("stop_sequence")
    minute = k * 7 % 1200 + 300 + j * pl.when("train").then(6).otherwise(2)
    station = pl.format("st{}", (k * 11 + j) % N_STATIONS)
    stop = pl.format("{}", 2_000_000 + (k * 13 + j) % N_STOPS)
    return rows.select(
        trip_id().alias("trip_id"),
        j,
        pl.when("train").then(station).otherwise(stop).alias("stop_id"),
        pl.when("train").then(pl.lit("")).otherwise(pl.lit("naar Stationsplein")).alias("stop_headsign"),
        clock(minute).alias("arrival_time"),
        clock(minute).alias("departure_time"),
        pl.lit(0).alias("pickup_type"),
        pl.lit(0).alias("drop_off_type"),
        (j * 1234).alias("shape_dist_traveled"),
    )


def trip_id() -> pl.Expr:
    return pl.when("train").then(pl.format("t{}", pl.col("k"))).otherwise(pl.format("{}", 170_000_000 + pl.col("k")))


def trip_rows(some: pl.DataFrame) -> pl.DataFrame:
    k = pl.col("k")
    line = pl.when("train").then(pl.format("T{}", k % 60)).otherwise(pl.format("B{}", k % N_LINES))
    return some.select(
        line.alias("route_id"),
        pl.format("{}", k % N_SERVICES).alias("service_id"),
        trip_id().alias("trip_id"),
        pl.format("naar halte {}", k % 977).alias("trip_headsign"),
        (k % 2).alias("direction_id"),
        pl.lit("").alias("block_id"),
        pl.format("{}", k % N_LINES).alias("shape_id"),
    )


def small_tables() -> dict[str, pl.DataFrame]:
    station = pl.int_range(N_STATIONS, eager=True).alias("k").to_frame()
    stop = pl.int_range(N_STOPS, eager=True).alias("k").to_frame()
    k = pl.col("k")
    places = [
        station.select(pl.format("st{}", k).alias("stop_id"), pl.format("Station {}", k).alias("stop_name"),
                       (51.0 + k % 20 * 0.12).alias("stop_lat"), (4.0 + k // 20 * 0.15).alias("stop_lon")),
        stop.select(pl.format("{}", 2_000_000 + k).alias("stop_id"), pl.format("Hier, {}", k).alias("stop_name"),
                    (51.0 + k % 997 * 0.002).alias("stop_lat"), (4.0 + k % 1009 * 0.002).alias("stop_lon")),
    ]  # fmt: skip
    services = pl.DataFrame({"k": range(N_SERVICES)}).join(pl.DataFrame({"d": range(N_DAYS)}), how="cross")
    day = pl.date(2026, 3, 2) + pl.duration(days=pl.col("d"))
    lines = pl.DataFrame({"k": range(N_LINES)})
    routes = [
        lines.head(60).select(pl.format("T{}", k).alias("route_id"), pl.lit("X").alias("agency_id"),
                              pl.format("{}", k * 100).alias("route_short_name"), pl.lit(2).alias("route_type")),
        lines.select(pl.format("B{}", k).alias("route_id"), pl.lit("X").alias("agency_id"),
                     pl.format("{}", k).alias("route_short_name"), pl.lit(3).alias("route_type")),
    ]  # fmt: skip
    return {
        "agency.txt": pl.DataFrame(
            {
                "agency_id": ["X"],
                "agency_name": ["X"],
                "agency_url": ["https://example.org"],
                "agency_timezone": ["Europe/Amsterdam"],
            }
        ),
        "routes.txt": pl.concat(routes),
        "stops.txt": pl.concat(places),
        "calendar_dates.txt": services.select(
            pl.format("{}", k).alias("service_id"),
            day.dt.strftime("%Y%m%d").alias("date"),
            pl.lit(1).alias("exception_type"),
        ),
    }


def shapes() -> Iterator[pl.DataFrame]:
    for line in range(0, N_LINES, 200):
        some = pl.DataFrame({"k": range(line, min(line + 200, N_LINES))})
        rows = some.join(pl.DataFrame({"j": range(1000)}), how="cross")
        yield rows.select(
            pl.format("{}", "k").alias("shape_id"),
            "j",
            (51.0 + pl.col("k") * 0.001 + pl.col("j") * 0.0002).round(6).alias("shape_pt_lat"),
            (4.0 + pl.col("k") * 0.001).round(6).alias("shape_pt_lon"),
        ).rename({"j": "shape_pt_sequence"})


def write(out: Path, n_calls: int, share: float, plain: bool) -> None:
    n_trains = max(1, round(n_calls * share / TRAIN_CALLS))
    n_trips = n_trains + round(n_calls * (1 - share) / BUS_CALLS)
    packing = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", packing, compresslevel=6) as archive:
        for name, table in small_tables().items():
            _put(archive, name, iter([table]))
        _put(archive, "trips.txt", (trip_rows(some) for some in trips(n_trips, n_trains)))
        _put(archive, "stop_times.txt", (calls(some) for some in trips(n_trips, n_trains)))
        _put(archive, "shapes.txt", shapes())
    total = n_trains * TRAIN_CALLS + (n_trips - n_trains) * BUS_CALLS
    print(f"{out}: {total:,} stop times, {n_trains * TRAIN_CALLS:,} of trains, {out.stat().st_size / 1e6:.0f} MB")


def _put(archive: zipfile.ZipFile, name: str, parts: Iterator[pl.DataFrame]) -> None:
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.compress_type = archive.compression
    with archive.open(info, "w", force_zip64=True) as file:
        for i, part in enumerate(parts):
            text = io.BytesIO()
            part.write_csv(text, include_header=i == 0)
            file.write(text.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--calls", type=int, default=15_000_000)
    parser.add_argument("--rail-share", type=float, default=0.02)
    parser.add_argument("--plain", action="store_true", help="do not compress")
    options = parser.parse_args()
    write(options.out, options.calls, options.rail_share, options.plain)


if __name__ == "__main__":
    main()
