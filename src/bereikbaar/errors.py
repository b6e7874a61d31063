"""Our small error tree, and the one place that words collected problems.

Everything a user can get wrong ends in an :class:`InputError` (exit status 2); a run that
fails through no fault of the input ends in a :class:`RunError` (exit status 1). Checks collect all that
is wrong and raise once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input.

    file     : the file as the user named it; empty when the input is no file.
    row      : line number in the file as an editor counts, 1 = first line; None when it concerns the whole file.
    field    : column or key; empty when it concerns the whole row.
    message  : what was found, what is allowed, what to try; one sentence or two, no full stop needed.
    severity : "error" refuses the input, "warning" is said and passed over.
    """

    message: str
    file: str = ""
    row: int | None = None
    field: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place = f"{place}, line {self.row}" if place else f"line {self.row}"
        if self.field:
            place = f"{place}, {self.field}" if place else self.field
        return f"{place}: {self.message}" if place else self.message

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the problem with the keys that ``network check --json`` promises."""
        return {
            "file": self.file or None,
            "row": self.row,
            "field": self.field or None,
            "severity": self.severity,
            "message": self.message,
        }


class BereikbaarError(Exception):
    """Root of all errors that are meant for a user's eyes."""

    exit_code = 1


class InputError(BereikbaarError, ValueError):
    """The input is wrong: a file, a scenario, an option. Carries every problem that was found."""

    exit_code = 2

    def __init__(self, problems: str | Problem | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = [Problem(problems)]
        elif isinstance(problems, Problem):
            problems = [problems]
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class UnknownNameError(InputError, LookupError):
    """A name (station, network, scenario, place) that is not there."""


class RunError(BereikbaarError, RuntimeError):
    """The input was fine but the run could not be finished: a full disk, a locked file."""


def did_you_mean(name: str, known: Iterable[str], *, limit: int = 3) -> str:
    """Return ``"; did you mean 'gn' or 'gd'?"`` for a near miss, or an empty string."""
    lowered: dict[str, str] = {}
    for k in known:
        lowered.setdefault(k.lower(), k)
    near = difflib.get_close_matches(name.lower(), list(lowered), n=limit, cutoff=0.6)
    if not near:
        return ""
    return "; did you mean " + " or ".join(repr(lowered[n]) for n in near) + "?"


def raise_if_errors(problems: Sequence[Problem]) -> None:
    """Raise one :class:`InputError` with all problems of severity "error", if there are any."""
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        raise InputError(errors)
