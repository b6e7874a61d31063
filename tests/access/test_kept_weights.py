"""Weights kept between passes, distances found once, and a search for minutes that looks no further than needed."""

from __future__ import annotations

import numpy as np
import pytest

from bereikbaar.access.kept_weights import KeptWeights
from bereikbaar.access.points import crow_km
from bereikbaar.access.rows import Filler, Rows
from bereikbaar.access.sum_arrays import LANES
from bereikbaar.access.sums import Ask, Sums, add_rows
from bereikbaar.indicators.decay import PBL_PUBLIC_TRANSPORT, Step

N = 75  # two rows of lanes and a bit; two blocks of zones and a bit
RANDOM = np.random.default_rng(6)
MINUTES = RANDOM.uniform(1.0, 260.0, (N, N))
MINUTES[RANDOM.random((N, N)) < 0.1] = np.inf
MINUTES[:, 40:] += 150.0  # whole blocks of zones are far away
MINUTES = np.round(MINUTES * 64) / 64  # as rows in single precision hold them
AMOUNT, PEOPLE = RANDOM.uniform(0.0, 900.0, (2, N))
AMOUNT[::7] = 0.0


def rows() -> Rows:
    def filler() -> Filler:
        def fill(first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            row, mine = np.full((N, LANES), np.inf, dtype=np.float32), MINUTES[first : first + LANES]
            row[:, : len(mine)] = mine.T
            return row, row[:0], row[:0]

        return fill

    return Rows(float(MINUTES[np.isfinite(MINUTES)].max()), filler)


def sums(ask: Ask, limit: float = 300.0, kept: KeptWeights | None = None) -> Sums:
    return add_rows(rows(), ask, N, limit, keep=(PBL_PUBLIC_TRANSPORT, kept) if kept else None)


@pytest.mark.parametrize("limit", [300.0, 95.0])
def test_later_passes_over_kept_weights_are_those_over_the_whole_matrix(limit: float) -> None:
    kept = KeptWeights(N)
    kept.weights[:] = 7.0  # room that held something else before
    sums(Ask(AMOUNT[np.newaxis], (Step(30), PBL_PUBLIC_TRANSPORT)), limit, kept)
    weights = np.where(limit >= MINUTES, PBL_PUBLIC_TRANSPORT(MINUTES), 0.0)
    assert kept.active(AMOUNT) == pytest.approx(weights @ AMOUNT, rel=1e-6, abs=1e-3)
    assert kept.passive(PEOPLE) == pytest.approx(weights.T @ PEOPLE, rel=1e-6, abs=1e-3)


@pytest.mark.parametrize("limit", [300.0, 95.0])
def test_speed_leaves_out_what_is_too_near_or_too_far_or_not_reached(limit: float) -> None:
    lat, lon = RANDOM.uniform(51.0, 53.0, N), RANDOM.uniform(4.0, 7.0, N)
    got = sums(Ask(AMOUNT[np.newaxis], (), speed_weight=AMOUNT, lat=lat, lon=lon), limit).speed
    km = crow_km(lat[:, np.newaxis], lon[:, np.newaxis], lat, lon)
    weight = np.where((km >= 10) & (km <= 100) & (limit >= MINUTES), AMOUNT, 0.0)
    hours = (weight * np.where(weight > 0, MINUTES, 0.0)).sum(axis=1) / 60
    assert got == pytest.approx((weight * km).sum(axis=1) / hours, rel=1e-6)


@pytest.mark.parametrize("share", [0.001, 0.05, 0.4, 0.8, 0.99])
def test_minutes_to_reach_so_much_are_exact_wherever_they_lie(share: float) -> None:
    enough = share * AMOUNT.sum()
    got = sums(Ask(AMOUNT[np.newaxis], (), reach=((0, enough),)), 500.0).minutes[:, 0]
    for o in range(N):
        order = np.argsort(MINUTES[o], kind="stable")
        order = order[np.isfinite(MINUTES[o, order])]
        there = np.cumsum(AMOUNT[order]) >= enough
        assert got[o] == (MINUTES[o, order[there.argmax()]] if there.any() else np.inf)


def test_what_is_beyond_the_limit_is_told_from_what_cannot_be_reached() -> None:
    got = sums(Ask(AMOUNT[np.newaxis], (Step(30),)), 95.0)
    assert got.unreachable == pytest.approx(np.isinf(MINUTES) @ AMOUNT)
    assert got.beyond == pytest.approx((np.isfinite(MINUTES) & (MINUTES > 95.0)) @ AMOUNT)
