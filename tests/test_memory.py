"""What is said to the C library about memory: such calls are there, and nothing breaks where they are not."""

import ctypes
import subprocess
import sys

import pytest

from bereikbaar.memory import _of_c_library, give_back, one_arena

#: Threads that take and free memory; then the number of places of their own that the library made for it.
THREADS = """\
import ctypes, os, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from bereikbaar.memory import one_arena
if sys.argv[1] == "one":
    one_arena()
both = Barrier(4)
def work(n):
    both.wait()
    return [bytes(5000) for _ in range(200)]
with ThreadPoolExecutor(4) as pool:
    list(pool.map(work, range(4)))
c = ctypes.CDLL(None)
c.fopen.restype, c.fopen.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_char_p)
c.malloc_info.argtypes, c.fclose.argtypes = (ctypes.c_int, ctypes.c_void_p), (ctypes.c_void_p,)
name = os.path.join(tempfile.mkdtemp(), "info.xml")
file = c.fopen(name.encode(), b"w")
c.malloc_info(0, file)
c.fclose(file)
print(open(name).read().count("<heap nr="))
"""


@pytest.mark.skipif(_of_c_library("mallopt") is None, reason="the C library is not glibc")
def test_all_threads_take_memory_from_one_place_once_that_is_asked_for() -> None:
    def places_of(how: str) -> int:
        said = subprocess.run([sys.executable, "-c", THREADS, how], capture_output=True, text=True, check=True)
        return int(said.stdout)

    assert places_of("one") == 1
    assert places_of("many") > 1


def test_another_c_library_is_left_alone(monkeypatch) -> None:
    class Other:
        """A library without any of the functions."""

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Other())
    assert _of_c_library("malloc_trim") is None
    give_back()
    one_arena()
