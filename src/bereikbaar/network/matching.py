"""Which station of one network is which of another: by code, then by name, then by place, each at most once.

For networks of different makers or years. A match has to be believable twice over: a code counts only where name or
place agrees, a name only where the place does not speak against it. What exists on one side only stays so: a wrong
match would compare two different places, a missed one is seen in the counts.
"""

from __future__ import annotations

import difflib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bereikbaar.network.geometry import crow_km
from bereikbaar.network.model import Station
from bereikbaar.network.names import plain

#: The same place: farther apart than this two stations are not matched by place alone, km.
PLACE_KM = 0.5
#: A station that moved or was drawn roughly: names that are alike, or the same code, count up to here, km.
NEAR_KM = 2.0
#: The same name may be this far apart (positions of old timetables are rough), km; there are two Houtens in Europe.
NAME_KM = 10.0
#: How much alike two names have to be, 0 to 1 (difflib).
_ALIKE = 0.75
#: Positions nearer than this to latitude 0, longitude 0 are no positions, degrees.
_NOWHERE_DEG = 0.1

#: Words of station names that are written in more than one way -> one of them. Pairs of words come first.
_WORDS = {
    "s hertogenbosch": "den bosch",
    "s gravenhage": "den haag",
    "the hague": "den haag",
    "a d": "aan den",
    "cs": "centraal",
    "centr": "centraal",
    "central": "centraal",
    "hs": "hollands spoor",
    "hbf": "hauptbahnhof",
    "bf": "bahnhof",
    "bhf": "bahnhof",
    "st": "sint",
    "str": "strasse",
    "airport": "luchthaven",
}
#: Words that say nothing about which station it is: countries in brackets, what every station is.
_IDLE = frozenset({"station", "d", "b", "f", "nl", "gb", "ch", "a", "wtc"})


@dataclass(frozen=True, slots=True)
class Match:
    """Two stations that are the same. how : ``code``, ``name`` or ``place``. km : between the two; NaN if unknown."""

    mine: str
    theirs: str
    how: str
    km: float


@dataclass(frozen=True, slots=True)
class Matching:
    """The pairs, by code of the first network, and the codes of the stations that are in one network only."""

    pairs: tuple[Match, ...]
    only_mine: tuple[str, ...]
    only_theirs: tuple[str, ...]

    @property
    def by_theirs(self) -> dict[str, str]:
        """Code in the second network -> code in the first."""
        return {m.theirs: m.mine for m in self.pairs}

    @property
    def counts(self) -> dict[str, int]:
        """How many pairs were found by ``code``, ``name`` and ``place``, and ``only_mine`` and ``only_theirs``."""
        found = Counter(m.how for m in self.pairs)
        rest = {"only_mine": len(self.only_mine), "only_theirs": len(self.only_theirs)}
        return {how: found[how] for how in ("code", "name", "place")} | rest


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pair that may be matched. alike : 2 the same name, 1 names alike, 0 other names."""

    mine: str
    theirs: str
    km: float
    alike: int
    same_code: bool


def match_stations(mine: Mapping[str, Station], theirs: Mapping[str, Station]) -> Matching:
    """Return which stations of two networks are the same.

    In this order, each station at most once: the same code and a like name, the same name (both at most 10 km apart,
    or one without position), the same code within 2 km, names that are alike within 2 km, and whatever lies within
    500 m. By name and place both have to be each other's nearest.
    The answer does not depend on the order of the stations.
    """
    pairs = _possible(mine, theirs)
    found: dict[str, Match] = {}
    taken: set[str] = set()
    for how, fits in _STAGES:
        free = [p for p in pairs if p.mine not in found and p.theirs not in taken and fits(p)]
        for p in free if how == "code" else _mutual(free):
            found[p.mine] = Match(p.mine, p.theirs, how, p.km)
            taken.add(p.theirs)
    return Matching(
        tuple(found[code] for code in sorted(found)),
        tuple(sorted(set(mine) - set(found))),
        tuple(sorted(set(theirs) - taken)),
    )


def _within(p: _Pair, km: float) -> bool:
    return p.km <= km  # False for NaN


_STAGES: tuple[tuple[str, Callable[[_Pair], bool]], ...] = (
    ("code", lambda p: p.same_code and p.alike > 0 and not p.km > NAME_KM),
    ("name", lambda p: p.alike == 2 and not p.km > NAME_KM),
    ("code", lambda p: p.same_code and _within(p, NEAR_KM)),
    ("name", lambda p: p.alike == 1 and _within(p, NEAR_KM)),
    ("place", lambda p: _within(p, PLACE_KM)),
)


def _mutual(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Return the pairs of which each is the other's nearest; of two that are equally near neither is believed."""
    every = list(pairs)

    def nearest(side: Callable[[_Pair], str]) -> dict[str, _Pair]:
        best: dict[str, list[_Pair]] = {}
        for p in sorted(every, key=lambda p: _known(p.km)):
            best.setdefault(side(p), []).append(p)
        return {
            code: near[0] for code, near in best.items() if len(near) == 1 or _known(near[0].km) < _known(near[1].km)
        }

    of_mine, of_theirs = nearest(lambda p: p.mine), nearest(lambda p: p.theirs)
    return [p for p in every if of_mine.get(p.mine) is p and of_theirs.get(p.theirs) is p]


def _known(km: float) -> float:
    return math.inf if math.isnan(km) else km


def _possible(mine: Mapping[str, Station], theirs: Mapping[str, Station]) -> list[_Pair]:
    """Return all pairs that have a code or name in common, or lie near each other."""
    names = {code: canonical(s.name) for code, s in theirs.items()}
    out = []
    for code in sorted(mine):
        name = canonical(mine[code].name)
        for other in sorted(theirs):
            same_code, same_name = code.casefold() == other.casefold(), name == names[other] and name != ""
            apart = abs(mine[code].lat - theirs[other].lat)
            if not (same_code or same_name) and apart > 0.02:  # 2.2 km
                continue
            km = _km(mine[code], theirs[other])
            if same_code or same_name or _within(_Pair("", "", km, 0, False), NEAR_KM):
                alike = 2 if same_name else int(_alike(name, names[other]))
                out.append(_Pair(code, other, km, alike, same_code))
    return out


def _km(a: Station, b: Station) -> float:
    """Return the distance; NaN where one of them has no position, or one in the Gulf of Guinea."""
    if any(abs(s.lat) < _NOWHERE_DEG and abs(s.lon) < _NOWHERE_DEG for s in (a, b)):
        return math.nan
    return crow_km(a.lat, a.lon, b.lat, b.lon)


def canonical(name: str) -> str:
    """Return a station name in one way of writing.

    >>> canonical("Amsterdam CS"), canonical("'s-Hertogenbosch Oost"), canonical("Bünde (D)")
    ('amsterdam centraal', 'den bosch oost', 'bunde')
    """
    text = f" {plain(name)} "
    for word, other in _WORDS.items():
        text = text.replace(f" {word} ", f" {other} ")
    words = text.split()
    kept = [w for k, w in enumerate(words) if not (k and w in _IDLE)]
    return " ".join(kept)


def _alike(a: str, b: str) -> bool:
    """Tell whether one name is the beginning of the other (Leiden, Leiden Centraal), or nearly the other."""
    if not a or not b:
        return False
    short, long = sorted((a.split(), b.split()), key=len)
    if long[: len(short)] == short:
        return True
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE
