"""What ``import bereikbaar as bk`` promises."""

import subprocess
import sys
from pathlib import Path

import pytest

import bereikbaar as bk


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


def test_importing_the_package_costs_next_to_nothing() -> None:
    code = (
        "import sys, bereikbaar; print(sorted(m for m in ('numpy', 'numba', 'polars', 'click') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
