"""Hypothesis strategies for small networks: one-way and two-way services, dwell and change times, loops."""

from __future__ import annotations

from hypothesis import strategies as st
from small_networks import network, reverse

from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.settings import Settings

STATIONS = ("a", "b", "c", "d", "e", "f")
HALF_MINUTES = st.integers(1, 60).map(lambda n: n / 2)
#: Tenths and thirds, so that sums are not always exact.
ODD_MINUTES = st.integers(1, 300).map(lambda n: n / 10) | st.integers(1, 90).map(lambda n: n / 3)
RUN_MIN = HALF_MINUTES | ODD_MINUTES
DWELL_MIN = st.sampled_from([0.0, 0.0, 0.5, 1.0, 3.0, 7.1])
TPH = st.sampled_from([0.5, 1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 6.0, 12.0, 0.7, 6000.0])
CHANGE_MIN = st.sampled_from([0.0, 1.0, 2.0, 5.0, 2.3])


@st.composite
def patterns(draw: st.DrawFn, stations: tuple[str, ...] = STATIONS) -> Pattern:
    """Two to five calls; the same station may come back, but not at once."""
    calls = [draw(st.sampled_from(stations))]
    for _ in range(draw(st.integers(1, 4))):
        calls.append(draw(st.sampled_from([s for s in stations if s != calls[-1]])))
    arrive, depart = [0.0], [0.0]
    for last in [False] * (len(calls) - 2) + [True]:
        arrive.append(depart[-1] + draw(RUN_MIN))
        depart.append(arrive[-1] + (0.0 if last else draw(DWELL_MIN)))
    return Pattern("outbound", tuple(calls), tuple(arrive), tuple(depart), (draw(TPH),))


@st.composite
def services(draw: st.DrawFn, id_: str, stations: tuple[str, ...] = STATIONS) -> Service:
    there = draw(patterns(stations))
    both = draw(st.booleans())
    return Service(id_, id_, "Intercity", "NS", (there, reverse(there)) if both else (there,))


@st.composite
def networks(draw: st.DrawFn, *, most: int = 6) -> Network:
    n = draw(st.integers(1, most))
    chosen = [draw(services(f"s{i}")) for i in range(n)]
    slow = draw(st.dictionaries(st.sampled_from(STATIONS), CHANGE_MIN, max_size=3))
    return network(*chosen, change_min=slow, extra_stations=STATIONS)


settings_ = st.builds(
    Settings,
    alpha_first=st.sampled_from([0.5, 0.5, 0.35, 1.0, 0.1, 0.0]),
    alpha_transfer=st.sampled_from([0.5, 0.35, 0.35, 1.0, 0.0005, 0.0]),
    change_min=CHANGE_MIN,
)
