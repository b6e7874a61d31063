"""What a short process can do without; one that uses the package as a library loads what it likes."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

#: Library -> what it loads where it happens to be installed, and of which our kernels use nothing: numba looks
#: whether there is linear algebra in SciPy, which takes a quarter of a second.
_NOT_NEEDED = {"numba": "scipy"}


class _DoesWithout:
    """An import finder that says "not installed" to one library that asks for another, and to nobody else."""

    @staticmethod
    def find_spec(name: str, _path: Any = None, _target: Any = None) -> None:
        """Return nothing, so that others look. Raises ModuleNotFoundError for what is not needed."""
        if name in _NOT_NEEDED.values() and _NOT_NEEDED.get(_who_asks()) == name:
            raise ModuleNotFoundError(f"{name} is not needed here", name=name)


def _who_asks() -> str:
    """Return the library whose import statement is being carried out."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if frame.f_globals is not globals() and not name.startswith(("importlib.", "_frozen_importlib")):
            return name.partition(".")[0]
        frame = frame.f_back
    return ""


def do_without() -> None:
    """Let libraries do without what they can do without, from now on."""
    if _DoesWithout not in sys.meta_path:
        sys.meta_path.insert(0, _DoesWithout)
