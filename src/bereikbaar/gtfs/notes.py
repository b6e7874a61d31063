"""What a reader has to say about a feed: what was repaired, left out or chosen, with exact counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bereikbaar.errors import InputError, Problem
from bereikbaar.lang import both, in_a_row, remark

#: Actions that are counted: word -> what was done.
_COUNTED = {"repaired": both("repaired"), "left out": both("left out")}
#: So many examples are named in one note; the count is exact all the same.
NAMED = 8


@dataclass(frozen=True, slots=True)
class Note:
    """One kind of thing that was found in a feed and how it was dealt with.

    action  : ``repaired``, ``left out`` or ``chosen`` (where the feed leaves a choice).
    message : what was found, without the count; of a choice, the whole sentence. A remark (``lang.remark``).
    file    : name of the file in the feed. row : the first line of them, as an editor counts; None = no line.
    count   : how many rows, trips or stations. examples : at most ``NAMED`` of them, in a canonical order.
    """

    action: str
    message: str
    file: str = ""
    row: int | None = None
    count: int = 1
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.line if self.file else f": {self.line}"

    @property
    def line(self) -> str:
        """The note with its file and line, as a remark: ``stops.txt, line 3: ...``."""
        if not self.file:
            return self.text
        if self.row is None:
            return remark("{file}: {text}", file=self.file, text=self.text)
        return remark("{file}, line {row}: {text}", file=self.file, row=self.row, text=self.text)

    @property
    def text(self) -> str:
        """The note as a remark, without the file: ``trips without stop times: 2 left out (t7, t8)``."""
        out = self.message
        if self.action in _COUNTED:
            out = remark("{what}: {n} {done}", what=out, n=self.count, done=_COUNTED[self.action])
        if not self.examples:
            return out
        more = self.count - len(self.examples)
        named = in_a_row(self.examples)
        return (
            remark("{what} ({named} and {n} more)", what=out, named=named, n=more)
            if more > 0
            else remark("{what} ({named})", what=out, named=named)
        )

    def problem(self) -> Problem:
        """Return the note as a warning, the form in which checks are shown."""
        return Problem(self.text, file=self.file, row=self.row, severity="warning")


@dataclass(slots=True)
class Notebook:
    """Collects the notes and the problems of one reading; problems refuse the feed.

    label : how the feed is called in messages, so that file names can be put behind it.
    """

    label: str
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def say(
        self,
        action: str,
        message: str,
        *,
        file: str = "",
        row: int | None = None,
        count: int = 1,
        examples: Iterable[str] = (),
    ) -> None:
        """Add a note; nothing when the count is 0. Examples are cut to ``NAMED`` after sorting out doubles."""
        if count:
            named = tuple(list(dict.fromkeys(examples))[:NAMED])
            self.notes.append(Note(action, message, file, row, count, named))

    def refuse(self, message: str, *, file: str = "", row: int | None = None, column: str = "") -> None:
        """Add something that cannot be trusted."""
        self.problems.append(Problem(message, file=self.place(file), row=row, field=column))

    def refuse_rows(
        self, found: Sequence[tuple[int, str]], *, file: str, column: str = "", count: int | None = None
    ) -> None:
        """Refuse rows, (line, message) each: the first ones one by one, the others counted.

        count : how many there are, when only some were remembered.
        """
        n = len(found) if count is None else count
        for line, message in sorted(found)[:NAMED]:
            self.refuse(message, file=file, row=line, column=column)
        if n > NAMED:
            self.refuse(f"and {n - NAMED} more rows like these", file=file, column=column)

    def place(self, file: str) -> str:
        """Return a file of the feed as a user can find it: ``feed.zip/stops.txt``."""
        return f"{self.label}/{file}" if file else self.label

    def check(self) -> None:
        """Raise one InputError with everything that was refused so far."""
        if self.problems:
            raise InputError(self.problems)
