"""Reasons in words: a phrase in every language for each code of a cause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bereikbaar.lang import Text, both, count
from bereikbaar.reasons.causes import Reason
from bereikbaar.reasons.explain import whole

#: Names of stations by code.
_Names = Mapping[str, str]

#: Modes of legs in words: with them one gets to a station.
_MODES: dict[str, Text] = {
    "walk": both("on foot"),
    "bicycle": both("by bicycle"),
    "ebike": both("by e-bike"),
    "feeder": both("by bus"),
    "assumed": both("by assumed bus or tram"),
    "rental": both("by rental bicycle"),
    "walk_ferry": both("on foot and by ferry"),
    "bicycle_ferry": both("by bicycle and ferry"),
    "ebike_ferry": both("by e-bike and ferry"),
    "rental_ferry": both("by rental bicycle and ferry"),
}


def phrase(reason: Reason, names: _Names) -> Text:
    """Return a reason in words, with its minutes. names : of stations, by code."""
    said = _SAID.get(reason.code, _by_component)(reason, names)
    if not reason.minutes:
        return said
    return both("{said} ({minutes} min)", said=said, minutes=Text(lambda one: one.signed(reason.minutes)))


def same(text: str) -> Text:
    """Return a text that is the same in every language."""
    return Text(lambda _one: text)


def _by_component(reason: Reason, _names: _Names) -> Text:
    less = reason.minutes < 0
    pairs: dict[str, tuple[Text, Text]] = {
        "access": (both("a shorter way to the station"), both("a longer way to the station")),
        "wait_first": (both("less waiting at the start"), both("more waiting at the start")),
        "in_vehicle": (both("less time on the way"), both("more time on the way")),
        "transfer": (both("less waiting and changing on the way"), both("more waiting and changing on the way")),
        "egress": (both("a shorter way from the station"), both("a longer way from the station")),
    }
    return pairs[reason.component][0 if less else 1]


def _no_change_now(reason: Reason, names: _Names) -> Text:
    at = _stations(reason.about["before_at"], names)
    if len(reason.about["before_at"]) == 1:
        return both("without a change, instead of with one at {at}", at=at)
    return both("without a change, instead of with changes at {at}", at=at)


def _direct_now(reason: Reason, names: _Names) -> Text:
    at = _stations(reason.about["before_at"], names)
    if len(reason.about["before_at"]) == 1:
        return both("a direct train instead of a change at {at}", at=at)
    return both("a direct train instead of changes at {at}", at=at)


def _direct_gone(reason: Reason, names: _Names) -> Text:
    at = _stations(reason.about["after_at"], names)
    return both("the direct train is gone: now with a change at {at}", at=at)


def _change_now(reason: Reason, names: _Names) -> Text:
    return both("now with a change at {at}", at=_stations(reason.about["after_at"], names))


def _number_of_changes(reason: Reason, names: _Names) -> Text:
    first, then = (len(reason.about[key]) for key in ("before_at", "after_at"))
    at = _stations(reason.about["after_at"], names)
    if then == 1:
        return both("one change (at {at}) instead of {first}", at=at, first=first)
    return both("{then} changes (at {at}) instead of {first}", at=at, first=first, then=then)


def _change_elsewhere(reason: Reason, names: _Names) -> Text:
    first, then = (_stations(reason.about[key], names) for key in ("before_at", "after_at"))
    if len(reason.about["after_at"]) == 1:
        return both("a change at {then} instead of {first}", first=first, then=then)
    return both("changes at {then} instead of {first}", first=first, then=then)


def _wait_at(reason: Reason, names: _Names) -> Text:
    first, then = (whole(reason.about[key]) for key in ("before_wait_min", "after_wait_min"))
    at = _stations([reason.about["at"]], names)
    return both("changing at {at} takes {then} instead of {first} min", at=at, first=first, then=then)


def _frequency(reason: Reason, _names: _Names) -> Text:
    first, then = (_every(reason.about[key]) for key in ("before_every_min", "after_every_min"))
    return both("a departure every {then} instead of {first} minutes", first=first, then=then)


def _other_station(reason: Reason, names: _Names) -> Text:
    first, then = (_stations(reason.about[key], names) for key in ("before_at", "after_at"))
    modes = [_mode(reason, key) for key in ("before_mode", "after_mode")]
    if reason.code == "new_station":
        then = both("the new station {name}", name=then)
    else:
        then = both("station {name}", name=then)
    if reason.about["before_mode"] != reason.about["after_mode"]:
        was, now = modes
        if reason.component == "access":
            return both("{now} to {then} instead of {was} to {first}", now=now, then=then, was=was, first=first)
        return both("{now} from {then} instead of {was} from {first}", now=now, then=then, was=was, first=first)
    if reason.component == "access":
        return both("from {then} instead of {first}", first=first, then=then)
    return both("to {then} instead of {first}", first=first, then=then)


def _other_mode(reason: Reason, _names: _Names) -> Text:
    first, then = (_mode(reason, key) for key in ("before_mode", "after_mode"))
    if reason.component == "access":
        return both("{then} instead of {first} to the station", first=first, then=then)
    return both("{then} instead of {first} from the station", first=first, then=then)


def _mode(reason: Reason, key: str) -> Text:
    return _MODES.get(reason.about[key], same(reason.about[key]))


def _new_line(reason: Reason, names: _Names) -> Text:
    a, b = (_stations([reason.about[key]], names) for key in ("from_at", "to_at"))
    new = {code: code in reason.about["new_at"] for code in (reason.about["from_at"], reason.about["to_at"])}
    if all(new.values()):
        return both("over the new line between the new stations {a} and {b}", a=a, b=b)
    if new[reason.about["from_at"]]:
        return both("from the new station {a} over the new line to {b}", a=a, b=b)
    if new[reason.about["to_at"]]:
        return both("over the new line from {a} to the new station {b}", a=a, b=b)
    return both("over the new line {a} – {b}", a=a, b=b)


def _stops(reason: Reason, names: _Names) -> Text:
    at, train = _stations(reason.about["at"], names), same(reason.about["train"])
    if reason.code in ("skipped_stops", "skipped_here"):
        return both("the train (series {train}) does not stop at {at} any more", at=at, train=train)
    return both("the train (series {train}) also stops at {at}", at=at, train=train)


def _run(reason: Reason, names: _Names) -> Text:
    a, b = (_stations([reason.about[key]], names) for key in ("from_at", "to_at"))
    train = same(reason.about["train"])
    if reason.code == "faster_track":
        return both("the track {a} – {b} is faster", a=a, b=b)
    if reason.code == "faster_run":
        return both("the train (series {train}) is faster between {a} and {b}", a=a, b=b, train=train)
    return both("the train (series {train}) is slower between {a} and {b}", a=a, b=b, train=train)


def _train(reason: Reason, names: _Names) -> Text:
    a, b = (_stations([reason.about[key]], names) for key in ("from_at", "to_at"))
    train = same(" ".join(filter(None, (reason.about["product"], reason.about["train"]))))
    if reason.code == "new_train":
        return both("with the new train {a} – {b} ({train})", a=a, b=b, train=train)
    return both("the train {a} – {b} is gone ({train})", a=a, b=b, train=train)


def _mix(reason: Reason, _names: _Names) -> Text:
    trains = Text(lambda one: one.listed(reason.about["trains"]))
    if reason.code == "slower_gone":
        return both("without the slower trains of series {trains}", trains=trains)
    return both("with slower trains among them (series {trains})", trains=trains)


#: Codes of causes -> how they are said.
_SAID: dict[str, Callable[[Reason, _Names], Text]] = {
    "no_change_now": _no_change_now,
    "direct_now": _direct_now,
    "direct_gone": _direct_gone,
    "change_now": _change_now,
    "fewer_changes": _number_of_changes,
    "more_changes": _number_of_changes,
    "change_elsewhere": _change_elsewhere,
    "wait_at": _wait_at,
    "less_often_a_change": lambda _reason, _names: both("less often a change on the way"),
    "more_often_a_change": lambda _reason, _names: both("more often a change on the way"),
    "frequency": _frequency,
    "other_station": _other_station,
    "new_station": _other_station,
    "other_mode": _other_mode,
    "new_line": _new_line,
    "skipped_stops": _stops,
    "skipped_here": _stops,
    "extra_stops": _stops,
    "faster_track": _run,
    "faster_run": _run,
    "slower_run": _run,
    "new_train": _train,
    "train_gone": _train,
    "slower_gone": _mix,
    "slower_there": _mix,
    "rest": lambda _reason, _names: both("small differences"),
}


def _every(minutes: float) -> Text:
    """Return minutes between departures: whole ones as such, others to a tenth."""
    return count(minutes, 0 if abs(minutes - round(minutes)) < 0.05 else 1)


def _stations(codes: Sequence[str], names: _Names) -> Text:
    known = [names.get(code, code) for code in codes]
    return Text(lambda one: one.listed(known))
