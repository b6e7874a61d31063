"""How kernels are compiled: once per machine, kept on disk, without the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile a kernel at its first call and keep the result beside the source for the next process.

    No ``parallel=True``: the callers spread destinations over a pool of threads, which the released lock allows.
    That compiles faster, may be called from several threads at once, and survives a fork. Division by zero
    gives ``inf`` or ``nan`` as in NumPy.
    """
    return cast(F, numba.njit(nogil=True, cache=True, error_model="numpy")(function))
