"""Two results -> differences: what every scenario does to towns, stations and people, losers included."""

from bereikbaar.compare.centres import lost_centres
from bereikbaar.compare.limits import after_beyond, beyond_limit
from bereikbaar.compare.measures import MAIN, with_main
from bereikbaar.compare.runs import RunComparison, compare_runs
from bereikbaar.compare.stations import compare_stations, lost_direct
from bereikbaar.compare.sums import Sums, region_sums, sums
from bereikbaar.compare.towns import compare_tables, compare_towns, gainers_losers, noticeable_per_hour

__all__ = [
    "MAIN",
    "RunComparison",
    "Sums",
    "after_beyond",
    "beyond_limit",
    "compare_runs",
    "compare_stations",
    "compare_tables",
    "compare_towns",
    "gainers_losers",
    "lost_centres",
    "lost_direct",
    "noticeable_per_hour",
    "region_sums",
    "sums",
    "with_main",
]
