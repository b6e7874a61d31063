"""One sentence, in every language, that says why a journey changed: made by rules of the reasons, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bereikbaar.lang import Text, both, count
from bereikbaar.reasons.causes import Reason
from bereikbaar.reasons.explain import Explanation, whole

#: Modes of legs in words: with them one gets to a station.
_MODES: dict[str, Text] = {
    "walk": both("on foot"),
    "bicycle": both("by bicycle"),
    "ebike": both("by e-bike"),
    "feeder": both("by bus"),
    "assumed": both("by assumed bus or tram"),
    "rental": both("by rental bicycle"),
}


def why(found: Explanation) -> Text:
    """Return the sentence on an explanation: what differs, and why, the largest reason first.

    Minutes are whole, and those of the reasons sum to the difference of the two that are named.
    """
    way = _joined([_same(found.origin.name), _same(found.destination.name)], " – ")
    if found.verdict in _APART:
        return _APART[found.verdict](way, found)
    minutes: dict[str, Any] = {k: whole(getattr(found, k).expected_min) for k in ("before", "after")}
    told = _joined([_told(reason, found) for reason in found.reasons], "; ")
    n = abs(found.shown_diff_min)
    if found.verdict == "same":
        if found.reasons:
            return both(
                "{way}: no noticeable change in minutes ({after} min); {told}.", way=way, told=told, **minutes
            )
        return both("{way}: no noticeable change ({after} min).", way=way, **minutes)
    if not found.reasons:
        return both("{way}: {before} becomes {after} min.", way=way, **minutes)
    if found.verdict == "better":
        return both("{way}: {n} min faster ({before} becomes {after}): {told}.", way=way, n=n, told=told, **minutes)
    return both("{way}: {n} min slower ({before} becomes {after}): {told}.", way=way, n=n, told=told, **minutes)


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


def _told(reason: Reason, found: Explanation) -> Text:
    """Return a reason in words, with its minutes."""
    said = _SAID.get(reason.code, _by_component)(reason, found)
    if not reason.minutes:
        return said
    return both("{said} ({minutes} min)", said=said, minutes=Text(lambda one: one.signed(reason.minutes)))


def _by_component(reason: Reason, _found: Explanation) -> Text:
    less = reason.minutes < 0
    pairs: dict[str, tuple[Text, Text]] = {
        "access": (both("a shorter way to the station"), both("a longer way to the station")),
        "wait_first": (both("less waiting at the start"), both("more waiting at the start")),
        "in_vehicle": (both("less time on the way"), both("more time on the way")),
        "transfer": (both("less waiting and changing on the way"), both("more waiting and changing on the way")),
        "egress": (both("a shorter way from the station"), both("a longer way from the station")),
    }
    return pairs[reason.component][0 if less else 1]


def _direct_now(reason: Reason, found: Explanation) -> Text:
    at = _stations(reason.about["before_at"], found)
    return both("the train goes direct instead of with a change at {at}", at=at)


def _direct_gone(reason: Reason, found: Explanation) -> Text:
    at = _stations(reason.about["after_at"], found)
    return both("the direct train is gone: now with a change at {at}", at=at)


def _number_of_changes(reason: Reason, found: Explanation) -> Text:
    first, then = (len(reason.about[key]) for key in ("before_at", "after_at"))
    at = _stations(reason.about["after_at"], found)
    if then == 1:
        return both("one change (at {at}) instead of {first}", at=at, first=first)
    return both("{then} changes (at {at}) instead of {first}", at=at, first=first, then=then)


def _change_elsewhere(reason: Reason, found: Explanation) -> Text:
    first, then = (_stations(reason.about[key], found) for key in ("before_at", "after_at"))
    return both("a change at {then} instead of {first}", first=first, then=then)


def _frequency(reason: Reason, _found: Explanation) -> Text:
    first, then = (_every(reason.about[key]) for key in ("before_every_min", "after_every_min"))
    return both("a departure every {then} instead of {first} minutes", first=first, then=then)


def _other_station(reason: Reason, found: Explanation) -> Text:
    first, then = (_stations(reason.about[key], found) for key in ("before_at", "after_at"))
    if reason.component == "access":
        return both("from station {then} instead of {first}", first=first, then=then)
    return both("to station {then} instead of {first}", first=first, then=then)


def _other_mode(reason: Reason, _found: Explanation) -> Text:
    first, then = (_MODES.get(reason.about[key], _same(reason.about[key])) for key in ("before_mode", "after_mode"))
    if reason.component == "access":
        return both("{then} instead of {first} to the station", first=first, then=then)
    return both("{then} instead of {first} from the station", first=first, then=then)


#: Codes of causes -> how they are said.
_SAID: dict[str, Callable[[Reason, Explanation], Text]] = {
    "direct_now": _direct_now,
    "direct_gone": _direct_gone,
    "fewer_changes": _number_of_changes,
    "more_changes": _number_of_changes,
    "change_elsewhere": _change_elsewhere,
    "frequency": _frequency,
    "other_station": _other_station,
    "other_mode": _other_mode,
    "rest": lambda _reason, _found: both("small differences"),
}


def _every(minutes: float) -> Text:
    """Return minutes between departures: whole ones as such, others to a tenth."""
    return count(minutes, 0 if abs(minutes - round(minutes)) < 0.05 else 1)


def _stations(codes: Sequence[str], found: Explanation) -> Text:
    names = [found.names.get(code, code) for code in codes]
    return Text(lambda one: one.listed(names))


def _joined(texts: Sequence[Text], sign: str) -> Text:
    return Text(lambda one: sign.join(text.said(one.lang) for text in texts))


def _same(text: str) -> Text:
    return Text(lambda _one: text)
