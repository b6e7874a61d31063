"""Fit the waiting factor after a change to a matrix of planner answers.

    python benchmarks/fit_alpha_transfer.py planner_matrix.csv.gz [--network nl-2026] [--window offpeak] [--json]

The matrix is not shipped; its format is that of ``bereikbaar network validate --matrix``. The loss is the mean
absolute error: services that came or went since the planner was asked pull less at it than at the mean square, and
the bias is no loss at all (errors that cancel out). A coarse grid, then a fine one around its best value.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from bereikbaar.network.model import Network
from bereikbaar.read.network import find_network, read_network
from bereikbaar.read.published import Published, read_matrix
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings
from bereikbaar.validate import fit

COARSE = [round(x, 3) for x in np.arange(0.20, 0.551, 0.05)]


def errors(network: Network, window: str, alpha: float, pairs: list[Published]) -> np.ndarray:
    """Return found - published of all pairs that have a connection, min."""
    times = travel_times(network, window, Settings().changed(alpha_transfer=alpha))
    known = [p for p in pairs if p.origin in times.index and p.destination in times.index]
    found = times.best[[times.index[p.origin] for p in known], [times.index[p.destination] for p in known]]
    off = found - np.array([p.value for p in known])
    return off[np.isfinite(off)]


def row(network: Network, window: str, alpha: float, pairs: list[Published]) -> dict[str, float | int | None]:
    off = errors(network, window, alpha, pairs)
    return {"alpha_transfer": alpha, **fit(off).as_dict(), "root_mean_square_min": float(np.sqrt((off**2).mean()))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("matrix", type=Path)
    parser.add_argument("--network", default="nl-2026")
    parser.add_argument("--window", default="offpeak")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    network = read_network(find_network(arguments.network))
    pairs = read_matrix(arguments.matrix)

    def table(alphas: list[float]) -> list[dict[str, float | int | None]]:
        return [row(network, arguments.window, alpha, pairs) for alpha in alphas]

    rows = table(COARSE)
    best = float(min(rows, key=lambda r: r["mean_absolute_error_min"] or 0)["alpha_transfer"] or 0)
    rows += table([round(best + step, 3) for step in np.arange(-0.04, 0.041, 0.01) if abs(step) > 1e-9])
    rows.sort(key=lambda r: r["alpha_transfer"] or 0)
    chosen = min(rows, key=lambda r: r["mean_absolute_error_min"] or 0)
    if arguments.json:
        print(json.dumps({"window": arguments.window, "rows": rows, "best": chosen["alpha_transfer"]}, indent=2))
        return
    names = list(rows[0])
    print("\t".join(names))
    for r in rows:
        print("\t".join(f"{r[name]:.3f}" if isinstance(r[name], float) else str(r[name]) for name in names))
    print(f"smallest mean absolute error at alpha_transfer = {chosen['alpha_transfer']}")


if __name__ == "__main__":
    main()
