"""Decays as people type them: ``step 60``, ``exponential b=0.05``, ``stepped 15,30->0.5,0``, ``pbl``."""

from __future__ import annotations

import re

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.indicators import decay as d
from bereikbaar.indicators.decay_base import Decay, plain

#: Name -> its forms: the class and the names of its parameters. A form is chosen by the parameters that are named.
FORMS: dict[str, tuple[tuple[type, tuple[str, ...]], ...]] = {
    "step": ((d.Step, ("limit",)),),
    "linear": ((d.Linear, ("limit",)),),
    "exponential": ((d.Exponential, ("b",)),),
    "halflife": ((d.HalfLife, ("h",)),),
    "power": ((d.Power, ("b",)),),
    "gaussian": ((d.Gaussian, ("v",)),),
    "logistic": ((d.LogisticFromOne, ("m", "s")), (d.Logistic, ("m", "k"))),
    "loglogistic": ((d.LogLogistic, ("a", "b", "c")), (d.LogLogisticMedian, ("m", "b"))),
}
#: Published decays by a short name.
NAMED: dict[str, Decay] = {"pbl": d.PBL_PUBLIC_TRANSPORT, "geurs": d.GEURS_2001}
_OPTIONAL = ("c",)


def parse_decay(text: str) -> Decay:
    """Return the decay that a text names; ``parse_decay(x.text) == x`` for every decay.

    ``name key=value ...``; a decay with one parameter also takes the bare number. ``pbl`` and ``geurs`` are published
    ones. Raise :class:`~bereikbaar.errors.InputError` that says what was found and what is possible.

    >>> parse_decay("exponential b=0.05"), parse_decay("step 60"), parse_decay("logistic m=45 k=0.1")
    (Exponential(b=0.05), Step(limit=60.0), Logistic(m=45.0, k=0.1))
    """
    words = text.split()
    name = words[0].lower() if words else ""
    if name in NAMED and len(words) == 1:
        return NAMED[name]
    if name == "stepped":
        return _stepped(text, "".join(words[1:]))
    if name not in FORMS:
        known = [*FORMS, "stepped", *NAMED]
        raise InputError(
            Problem(f"no decay {text!r}; there are {', '.join(known)}{did_you_mean(name, known)}", field="decay")
        )
    return _form(text, name, _values(text, name, words[1:]))


def _values(text: str, name: str, words: list[str]) -> dict[str, float]:
    first = FORMS[name][0][1]
    out: dict[str, float] = {}
    for word in words:
        key, equals, number = word.partition("=")
        if not equals and len(first) == 1:
            key, number = first[0], word
        key = key.lower()
        if first == ("limit",) and key == "t":
            key = "limit"
        if key in out:
            raise _wrong(text, name, f"{key} is given twice")
        out[key] = _number(text, name, number)
    return out


def _form(text: str, name: str, values: dict[str, float]) -> Decay:
    for made_by, keys in FORMS[name]:
        if set(values) <= set(keys) and set(keys) - set(_OPTIONAL) <= set(values):
            made: Decay = made_by(**values)
            return made
    found = " ".join(f"{k}={plain(v)}" for k, v in values.items()) or "no parameters"
    raise _wrong(text, name, f"found {found}")


def _stepped(text: str, rest: str) -> Decay:
    parts = re.split(r"->", rest)
    if len(parts) != 2 or not all(parts):
        raise _wrong(text, "stepped", "found no '->'" if len(parts) < 2 else "a side is empty or there are too many")
    steps, weights = (tuple(_number(text, "stepped", v) for v in part.split(",")) for part in parts)
    return d.Stepped(steps, weights)


def _number(text: str, name: str, word: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise _wrong(text, name, f"{word!r} is no number") from None


def _wrong(text: str, name: str, what: str) -> InputError:
    if name == "stepped":
        shapes = "'stepped 15,30,60->0.75,0.5,0'"
    elif FORMS[name][0][1] == ("limit",):
        shapes = f"'{name} 60'"
    else:
        shapes = " or ".join(
            "'" + " ".join([name, *(f"[{k}=..]" if k in _OPTIONAL else f"{k}=.." for k in keys)]) + "'"
            for _, keys in FORMS[name]
        )
    return InputError(Problem(f"{text!r}: {what}; it is written {shapes}", field="decay"))
