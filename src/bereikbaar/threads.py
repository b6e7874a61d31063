"""Two things at a time: the Python of one beside the kernels, the compression and the files of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def two_at_a_time(work: Sequence[Callable[[], T]], *, give_up: Callable[[], object] = lambda: None) -> list[T]:
    """Return what the functions give, in their order. They are begun in that order.

    Python itself only ever works on one thing; what is written in another language (kernels, tables, maps) lets go of
    its lock. Two at a time make use of that; more would only take more memory.
    The first error in the order of the functions is raised, when all that had begun has ended; what had not begun by
    then is left. give_up : called at an error or Ctrl-C, to tell what is at work that nobody waits for it any more.
    """
    with ThreadPoolExecutor(2) as pool:
        begun = [pool.submit(one) for one in work]
        try:
            return [one.result() for one in begun]
        except BaseException:
            give_up()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
