"""Track that is closed, as a scenario of its own: what ``run --close zl-mp`` holds against the base."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from bereikbaar.errors import InputError, Problem
from bereikbaar.lang import Text, both
from bereikbaar.network.model import Network
from bereikbaar.network.names import near_station, plain
from bereikbaar.network.track import TrackPaths
from bereikbaar.scenarios.changes.closures import CloseSection
from bereikbaar.scenarios.content import with_hash
from bereikbaar.scenarios.model import Scenario

#: The option whose values are read here.
OPTION = "--close"
#: Signs of a key at most, and of the codes and the check sign in one that is cut short.
_KEY, _SHARE, _MARK = 8, 2, 2
_DASHES = re.compile("[-\N{EN DASH}\N{EM DASH}]")
_TITLE = both("Track {a} – {b} closed", a="{a}", b="{b}")
#: What is taken for granted of a closure, also by :mod:`bereikbaar.reasons.vulnerability`.
ASSUMED: tuple[Text, ...] = (
    both("Trains are cut where the track is closed: on either side they run as they did, at the same times."),
    both("No replacement bus runs, and no train takes another way."),
    both("Travellers take any other train there is, however full."),
)


def closings(texts: Sequence[str], net: Network) -> list[Scenario]:
    """Return a scenario for every stretch of track ``A-B`` between two stations, by code or name.

    Raises InputError with all stations that are unknown or ambiguous (with near ones), stretches without track, and
    stretches that are given twice.
    """
    paths, problems, out = TrackPaths(net), list[Problem](), list[Scenario]()
    for text in texts:
        try:
            out.append(closing(*stretch(text, net, paths), net))
        except InputError as error:
            problems += error.problems
    seen: dict[str, str] = {}
    for text, one in zip(texts, out, strict=False):
        if one.key in seen and not problems:
            problems.append(Problem(f"{text!r} is the same stretch as {seen[one.key]!r}; give it once", field=OPTION))
        seen[one.key] = text
    if problems:
        raise InputError(problems)
    return out


def closing(a: str, b: str, net: Network) -> Scenario:
    """Return the scenario in which the track between two stations of the network (codes) is closed for good."""
    names = {"a": net.stations[a].name, "b": net.stations[b].name}
    made = Scenario(
        name=f"closed-{a}-{b}",
        key=key_of_stretch(a, b),
        title=MappingProxyType({lang: _TITLE.said(lang).format(**names) for lang in ("nl", "en")}),
        base=net.name,
        changes=(CloseSection(between=(a, b)),),
        assumptions=MappingProxyType({lang: tuple(t.said(lang) for t in ASSUMED) for lang in ("nl", "en")}),
        origin=f"{OPTION} {a}-{b}",
    )
    return with_hash(made)


def is_closing(scenario: Scenario | None) -> bool:
    """Say whether a scenario is track closed by hand: no plan, so without a cost and without published figures."""
    return scenario is not None and scenario.origin.startswith(f"{OPTION} ")


def key_of_stretch(a: str, b: str) -> str:
    """Return a key of at most eight signs, the same in both directions: ``x_mp_zl`` for zl-mp.

    Long codes are cut short and get a check sign.

    >>> key_of_stretch("zl", "mp"), len(key_of_stretch("asdz", "asdm"))
    ('x_mp_zl', 8)
    """
    ends = sorted((a, b))
    codes = [re.sub("[^a-z0-9]", "", code.lower()) for code in ends]
    whole = "_".join(["x", *codes])
    if len(whole) <= _KEY and all(code == end for code, end in zip(codes, ends, strict=True)):
        return whole
    mark = hashlib.sha256("|".join(ends).encode()).hexdigest()
    return f"x{''.join(code[:_SHARE] for code in codes)}_{mark}"[: 1 + 2 * _SHARE + 1 + _MARK][:_KEY]


def stretch(text: str, net: Network, paths: TrackPaths, option: str = OPTION) -> tuple[str, str]:
    """Return the codes of both ends of ``A-B``. Names may have dashes of their own: all ways to divide are tried.

    Raises InputError for a text without two stations, for unknown and ambiguous ones, and where no track joins them.
    """
    divided = list(_divided(text))
    if not divided:
        raise InputError(Problem(f"expected two stations as zl-mp or Zwolle-Meppel, found {text!r}", field=option))
    found = {(a, b) for left, right in divided for a in _stations(left, net) for b in _stations(right, net)}
    if len(found) > 1:
        said = ", ".join(f"{a}-{b}" for a, b in sorted(found))
        raise InputError(Problem(f"{text!r} can be more than one stretch; say which: {said}", field=option))
    if not found:
        raise InputError(_unknown(divided, net, option))
    (a, b) = found.pop()
    shown = " and ".join(f"{code!r} ({net.stations[code].name})" for code in (a, b))
    if a == b:
        raise InputError(Problem(f"{text!r} begins and ends at {net.stations[a].name}", field=option))
    if not paths.sections_between(a, b):
        raise InputError(Problem(f"there is no track between {shown} in network {net.name!r}", field=option))
    return a, b


def _divided(text: str) -> Iterator[tuple[str, str]]:
    for dash in _DASHES.finditer(text):
        left, right = text[: dash.start()].strip(), text[dash.end() :].strip()
        if left and right:
            yield left, right


def _stations(text: str, net: Network) -> list[str]:
    """Return the codes that a text is: as it stands, else but for case and accents, of codes and then of names."""
    if text in net.stations:
        return [text]
    wanted = plain(text)
    by_code = sorted(code for code in net.stations if code.casefold() == text.casefold())
    return by_code or sorted(code for code, s in net.stations.items() if wanted and plain(s.name) == wanted)


def _unknown(divided: Sequence[tuple[str, str]], net: Network, option: str) -> list[Problem]:
    """Return what is wrong with the ends, divided where one of them is known, else at the first dash."""
    pair = next((p for p in divided if any(_stations(end, net) for end in p)), divided[0])
    return [
        Problem(f"there is no station {end!r} in network {net.name!r}{near_station(end, net)}", field=option)
        for end in pair
        if not _stations(end, net)
    ]
