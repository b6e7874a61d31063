"""The builders stand one folder up: tests of several parts share them. A small run with zones, written once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A result with towns, zones, areas and everything on rails, and one scenario."""
    from builders_zones import write_outlines, zone_result

    outlines = write_outlines(tmp_path_factory.mktemp("outlines"))
    return zone_result(folder=str(outlines))


@pytest.fixture(scope="session")
def folder(small, tmp_path_factory):
    """The files of that run."""
    from bereikbaar.write.run import write_run

    out = tmp_path_factory.mktemp("run") / "out"
    write_run(small, out)
    return out
