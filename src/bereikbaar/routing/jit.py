"""How kernels are compiled: once per machine, kept on disk, without the interpreter lock."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba.core import event
from numba.core.options import DefaultOptions

F = TypeVar("F", bound=Callable[..., object])

_COMMON: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy"}
#: A part that allocates nothing need not count references to the arrays it is handed: with a dozen arrays in a
#: call the counting takes three times as long as the work. The option is not a documented one of numba, hence
#: the question whether this numba has it; the results are the same without.
_NO_COUNTING: dict[str, Any] = {"_nrt": False} if hasattr(DefaultOptions, "_nrt") else {}
#: Without the doors for Python and C a part compiles in half the time.
_NO_DOORS: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}

#: What is logged before the first kernel is compiled.
COMPILING = "Compiling for this machine, once; this takes ten to thirty seconds ..."


def compiled(function: F) -> F:
    """Compile a kernel at its first call and keep the result beside the source for the next process.

    No ``parallel=True``: the callers spread destinations over a pool of threads, which the released lock allows.
    That compiles faster, may be called from several threads at once, and survives a fork. Division by zero
    gives ``inf`` or ``nan`` as in NumPy.
    """
    return cast(F, numba.njit(**_COMMON)(function))


def compiled_part(function: F) -> F:
    """Compile a part of a kernel, one that makes no arrays and that only kernels call."""
    return cast(F, numba.njit(**_COMMON, **_NO_COUNTING, **_NO_DOORS)(function))


def compiled_part_with_door(function: F) -> F:
    """Compile a part of a kernel, one that makes no arrays, which Python calls as well."""
    return cast(F, numba.njit(**_COMMON, **_NO_COUNTING)(function))


class _Announcer(event.Listener):
    """Says once that compiling takes a while. Loading a kernel that was compiled before raises no event."""

    said = False

    def on_start(self, event: Any) -> None:
        """Log a warning at the first kernel of ours that is compiled (shown on stderr unless logging is set up)."""
        module = event.data["dispatcher"].py_func.__module__ or ""
        if not self.said and module.startswith("bereikbaar."):
            self.said = True
            logging.getLogger(__name__).warning(COMPILING)

    def on_end(self, event: Any) -> None:
        """Nothing to say."""


event.register("numba:compile", _Announcer())  # type: ignore[no-untyped-call]
