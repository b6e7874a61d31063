"""One sentence, in every language, that says why a journey changed: made by rules of the reasons, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bereikbaar.lang import Text, both
from bereikbaar.reasons.explain import Explanation, whole
from bereikbaar.reasons.phrases import phrase, same


def why(found: Explanation) -> Text:
    """Return the sentence on an explanation: what differs, and why, the largest reason first.

    Minutes are whole, and those of the reasons sum to the difference of the two that are named.
    """
    way = _joined([same(found.origin.name), same(found.destination.name)], " – ")
    if found.verdict in _APART:
        return _APART[found.verdict](way, found)
    minutes: dict[str, Any] = {k: whole(getattr(found, k).expected_min) for k in ("before", "after")}
    said = _joined([phrase(reason, found.names) for reason in found.reasons], "; ")
    n = abs(found.shown_diff_min)
    if found.verdict == "same":
        if found.reasons:
            return both(
                "{way}: no noticeable change in minutes ({after} min); {told}.", way=way, told=said, **minutes
            )
        return both("{way}: no noticeable change ({after} min).", way=way, **minutes)
    if not found.reasons:
        return both("{way}: {before} becomes {after} min.", way=way, **minutes)
    if found.verdict == "better":
        return both("{way}: {n} min faster ({before} becomes {after}): {told}.", way=way, n=n, told=said, **minutes)
    return both("{way}: {n} min slower ({before} becomes {after}): {told}.", way=way, n=n, told=said, **minutes)


def causes_alone(found: Explanation) -> Text:
    """Return the reasons alone, for beside the ends and the minutes; the whole sentence where minutes do not tell."""
    if found.verdict in _APART or not found.reasons:
        return why(found)
    said = _joined([phrase(reason, found.names) for reason in found.reasons], "; ")

    def as_sentence(text: str) -> str:
        return f"{text[:1].upper()}{text[1:]}."

    return Text(lambda one: as_sentence(said.said(one.lang)))


def _new(way: Text, found: Explanation) -> Text:
    mean = found.after.expected_min
    if mean == float("inf"):
        return both("{way}: a new connection, at some moments only.", way=way)
    return both("{way}: a new connection, of {n} min.", way=way, n=whole(mean))


def _lost(way: Text, found: Explanation) -> Text:
    mean = found.before.expected_min
    if mean == float("inf"):
        return both("{way}: the connection is lost, which was there at some moments only.", way=way)
    return both("{way}: the connection is lost (it took {n} min).", way=way, n=whole(mean))


def _sometimes(way: Text, found: Explanation) -> Text:
    better = found.before.expected_min == float("inf") and found.after.expected_min != float("inf")
    if better:
        return both("{way}: a connection at every moment now ({n} min), where it was there at some only.", way=way,
                    n=whole(found.after.expected_min))  # fmt: skip
    return both("{way}: there is no connection any more at some of the moments.", way=way)


#: Verdicts that are not in minutes.
_APART: dict[str, Callable[[Text, Explanation], Text]] = {
    "new": _new,
    "lost": _lost,
    "sometimes": _sometimes,
    "no_connection": lambda way, _found: both("{way}: no connection, with the plan or without.", way=way),
}


def _joined(texts: Sequence[Text], sign: str) -> Text:
    return Text(lambda one: sign.join(text.said(one.lang) for text in texts))
