"""Compiling takes a while the first time: that is said once, and only for kernels of ours."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest

from bereikbaar.routing import jit, kernels


def started(function: object) -> SimpleNamespace:
    return SimpleNamespace(data={"dispatcher": SimpleNamespace(py_func=function)})


def test_the_first_kernel_that_is_compiled_is_announced_once(caplog: pytest.LogCaptureFixture) -> None:
    announcer = jit._Announcer()
    with caplog.at_level(logging.WARNING):
        announcer.on_start(started(pytest.approx))  # somebody else's
        assert caplog.messages == []
        announcer.on_start(started(kernels.values.py_func))  # type: ignore[attr-defined]
        announcer.on_start(started(kernels.values.py_func))  # type: ignore[attr-defined]
    assert caplog.messages == ["Compiling for this machine, once; this takes ten to thirty seconds ..."]


def test_kernels_are_kept_on_disk_and_release_the_interpreter() -> None:
    options = kernels.values.targetoptions  # type: ignore[attr-defined]
    assert options["nogil"] is True
    assert kernels.values.stats.cache_path  # type: ignore[attr-defined]
