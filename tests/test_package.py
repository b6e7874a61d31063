"""What ``import bereikbaar as bk`` promises."""

import subprocess
import sys
from pathlib import Path

import pytest

import bereikbaar as bk
from bereikbaar.scenarios.apply import apply_scenario


def test_every_public_name_is_there_and_listed() -> None:
    for name in bk.__all__:
        assert getattr(bk, name) is not None
    assert set(bk.__all__) <= set(dir(bk))
    with pytest.raises(AttributeError, match="has no attribute 'netwrok'"):
        bk.netwrok  # noqa: B018


def test_network_stays_a_function_after_everything_else_was_used() -> None:
    net = bk.network("nl-2026")
    assert net.name == "nl-2026" and bk.network(Path(net.folder)).hash == net.hash
    import bereikbaar.network.graph

    assert bk.network("nl-2026") == net
    assert bereikbaar.network.graph.track_graph(net).number_of_edges() == len(net.sections)


def test_the_lines_of_the_design_work_as_written() -> None:
    sc = bk.scenario("lelylijn-2020", speed_kmh=250)
    res = bk.run(bk.network("nl-2026"), [sc], region="Urk")
    assert res.towns["scenario"].to_list() == ["base", "lelylijn-2020"]
    assert sc.parameters["speed_kmh"] == 250


def test_the_door_of_the_clock_knows_the_minutes_of_a_network_as_it_is_read() -> None:
    """Without them every train would silently get a proposed minute."""
    from bereikbaar.timetable.known import with_clocks

    net = bk.network("nl-2026")
    times = bk.clock_travel_times(net, "evening", bk.Settings())
    ready = bk.clock_travel_times(with_clocks(net), "evening", bk.Settings())
    assert times.expected.tobytes() == ready.expected.tobytes()
    planned = bk.scenario("lelylijn-2020")
    with pytest.raises(ValueError, match="before a scenario is applied"):
        bk.clock_travel_times(apply_scenario(net, planned).network, "evening", bk.Settings())


def test_importing_the_package_costs_next_to_nothing() -> None:
    code = (
        "import sys, bereikbaar; print(sorted(m for m in ('numpy', 'numba', 'polars', 'click') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
