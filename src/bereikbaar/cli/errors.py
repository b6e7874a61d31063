"""Our errors become clear lines and exit statuses; a programming error is never dressed up as a user's."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from bereikbaar.errors import BereikbaarError, InputError

F = TypeVar("F", bound=Callable[..., Any])

#: Problems shown before the rest is only counted: a file with a wrong column has one for every row.
SHOWN = 40
#: Exit status after Ctrl-C, as shells have it: 128 and the number of the signal.
INTERRUPTED = 130


def message(error: BereikbaarError) -> str:
    """Return what is printed on stderr for one of our errors: one line, or a list when there are more problems."""
    if not isinstance(error, InputError):
        return f"Error: {error}"
    problems = [str(p) for p in error.problems]
    if len(problems) == 1:
        return f"Error: {problems[0]}"
    lines = [f"Error: {len(problems)} problems"]
    lines += [f"  - {p}" for p in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  ... and {len(problems) - SHOWN} more")
    return "\n".join(lines)


def handled(function: F) -> F:
    """Wrap a command: our errors to stderr with their exit status; Ctrl-C to 130; the rest as it is.

    ``--debug`` (kept in the environment as BEREIKBAAR_DEBUG) shows the traceback of our errors as well.
    """

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except BereikbaarError as error:
            if os.environ.get("BEREIKBAAR_DEBUG"):
                raise
            sys.stderr.write(message(error) + "\n")
            raise SystemExit(error.exit_code) from None
        except KeyboardInterrupt:
            sys.stderr.write("Interrupted; nothing was written.\n")
            raise SystemExit(INTERRUPTED) from None

    return wrapper  # type: ignore[return-value]
