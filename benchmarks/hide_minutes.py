"""How good proposed minutes are: hide known ones, propose them, and compare with the truth and with chance.

    python benchmarks/hide_minutes.py [--network nl-2026] [--window offpeak] [--share 0.2] [--rounds 10] [--draws 20]

Each round hides all known minutes of a share of the series (at random, with a fixed seed), both directions, and
proposes them. Printed: traveller-minutes of waiting, at changes and at the start, of everybody whom those series
concern, with the true minutes, the proposed ones and random ones (each pattern as evenly spaced as the proposal, at a
phase by chance; the mean of the draws). The demand is the assumed one that the proposal itself uses.
"""

from __future__ import annotations

import argparse
import random
import time

import numpy as np

import bereikbaar as bk
from bereikbaar.loading import ready
from bereikbaar.settings import Settings
from bereikbaar.timetable.known import known_minutes
from bereikbaar.timetable.model import ClockTrain, MissingTrains
from bereikbaar.timetable.propose import kernels, with_proposed
from bereikbaar.timetable.propose.search import Search


def main() -> None:
    """Print a line for every round, and the totals."""
    asked = _arguments()
    settings = Settings()
    net = with_proposed(ready(bk.network(asked.network), "clock"), asked.window, settings)
    known, _ = known_minutes(net, asked.window)
    rng = random.Random(asked.seed)
    names = sorted({t.service for t in known if t.basis in ("A", "B", "C")})
    print("round\thidden\tat changes: true\tproposed\trandom\tat the start: true\tproposed\trandom\tseconds")
    rows = []
    for n in range(asked.rounds):
        hidden = set(rng.sample(names, max(1, round(asked.share * len(names)))))
        rows.append(_round(net, asked.window, known, hidden, settings, rng, asked.draws))
        print(f"{n + 1}\t{len(hidden)}\t" + "\t".join(f"{v:,.0f}" for v in rows[-1][:-1]) + f"\t{rows[-1][-1]:.2f}")
    total = np.array(rows).sum(axis=0)
    print(f"proposed / true: changes {total[1] / total[0]:.3f}, start {total[4] / total[3]:.3f}")
    print(f"random / true: changes {total[2] / total[0]:.3f}, start {total[5] / total[3]:.3f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", default="nl-2026")
    parser.add_argument("--window", default="offpeak")
    parser.add_argument("--share", type=float, default=0.2)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2026)
    return parser.parse_args()


def _round(net, window, known, hidden, settings, rng, draws):  # type: ignore[no-untyped-def]
    kept = tuple(t for t in known if t.service not in hidden)
    missing = _missing([t for t in known if t.service in hidden])
    started = time.perf_counter()
    search = Search(net, window, kept, missing, settings)
    search.run()
    seconds = time.perf_counter() - started
    true = dict(search.minutes)
    for m in missing:
        mine = [t for t in known if (t.service, t.direction) == (m.service, m.direction)]
        true[m.service, m.direction] = np.sort(
            [x for t in mine for x in search.repeated([t.origin_min], t.period_min)]
        )
    chance = []
    for _ in range(draws):
        drawn = dict(search.minutes)
        for m in missing:
            name = (m.service, m.direction)
            drawn[name] = np.sort((search.minutes[name] + rng.randrange(round(m.period_min))) % search.horizon_min)
        chance.append(_waits(search, drawn))
    three = (_waits(search, true), _waits(search, search.minutes), tuple(np.mean(chance, axis=0)))
    return [*(w[0] for w in three), *(w[1] for w in three), seconds]


def _missing(trains: list[ClockTrain]) -> tuple[MissingTrains, ...]:
    """Return as many trains without a minute as were hidden, by pattern, in the longest of their periods."""
    held: dict[tuple[str, str], list[ClockTrain]] = {}
    for t in trains:
        held.setdefault((t.service, t.direction), []).append(t)
    out = []
    for name, some in sorted(held.items()):
        period = max(60.0, *(t.period_min for t in some))
        out.append(MissingTrains(*name, round(sum(period / t.period_min for t in some)), period))
    return tuple(out)


def _waits(search: Search, minutes: dict[tuple[str, str], np.ndarray]) -> tuple[float, float]:
    """Return traveller-minutes of waiting at changes and at the start."""
    held = [minutes[name] for name in search.waits.patterns]
    first = np.cumsum([0, *(len(m) for m in held)]).astype(np.int64)
    cells = search.waits.cells
    found = []
    for wanted in (np.flatnonzero(cells.arrive >= 0), np.flatnonzero(cells.arrive < 0)):
        out = np.zeros(1)
        most = search._most(wanted, np.diff(first))
        kernels.costs(
            wanted, cells, first, np.concatenate(held), search.horizon_min, most,
            np.zeros(len(held), dtype=bool), np.zeros(0, dtype=np.int64), np.zeros((1, 0)), out,
        )  # fmt: skip
        found.append(float(out[0]) - float(search._fastest[wanted].sum()))
    return found[0], found[1]


if __name__ == "__main__":
    main()
