"""Names as people type them, and the codes and ids that they may have meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

from bereikbaar.network.model import Network, Service

#: How much alike two texts have to be: 0 to 1, as difflib measures it.
_ALIKE = 0.6
_NAME_ALIKE = 0.7
#: What is this much less alike than the best is not named beside it.
_MARGIN = 0.1
_MOST = 3
#: A text that is like the beginning of a name counts this much less than one that is as much like the whole name.
_BEGIN = 0.02


def plain(text: str) -> str:
    """Return the text without accents, punctuation and case: ``"'s-Hertogenbosch"`` -> ``"s hertogenbosch"``."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    kept = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return " ".join(kept.split())


def meant(text: str, names: Mapping[str, str]) -> list[str]:
    """Return the codes that a text may mean, likeliest first; empty when nothing is near.

    names : code -> name for people. A name or code that is the same but for case, accents and punctuation rules all
    others out; then the names that begin with the text count; then what is most alike, whether code or name.

    >>> meant("Meppel", {"mp": "Meppel", "eepe": "Emmerich"})
    ['mp']
    """
    wanted = plain(text)
    if not wanted:
        return []
    plain_names = {code: plain(name) for code, name in sorted(names.items())}
    same = [c for c, name in plain_names.items() if name == wanted or plain(c) == wanted]
    begins = [c for c, name in plain_names.items() if name.startswith(f"{wanted} ")]
    if same or begins:
        return (same or sorted(begins, key=lambda c: not plain_names[c].endswith(" centraal")))[: _MOST + 1]
    score = {c: _score(text, wanted, c, name) for c, name in plain_names.items()}
    near = sorted((c for c in score if score[c] > 0), key=lambda c: (-score[c], c))[:_MOST]
    return [c for c in near if score[c] >= score[near[0]] - _MARGIN]


def _score(text: str, wanted: str, code: str, name: str) -> float:
    """Return how much a text is like a code, a name or the beginning of a name, whichever is most; 0: like none."""
    begin = " ".join(name.split()[: len(wanted.split())])
    by_begin = _alike(wanted, begin, _NAME_ALIKE) - _BEGIN if begin != name else 0.0
    return max(_alike(text.lower(), code.lower(), _ALIKE), _alike(wanted, name, _NAME_ALIKE), by_begin)


def _alike(a: str, b: str, least: float) -> float:
    match = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if match.real_quick_ratio() < least or match.quick_ratio() < least:
        return 0.0
    ratio = match.ratio()
    return ratio if ratio >= least else 0.0


def suggestion(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """Return ``"; did you mean 'mp' (Meppel)?"``, or an empty string for no codes."""
    found = " or ".join(f"{c!r} ({names[c]})" for c in codes)
    return f"; did you mean {found}?" if found else ""


def near_station(text: str, network: Network) -> str:
    """Return what to say after a text that is no station code: the stations it may mean, or an empty string."""
    names = {code: station.name for code, station in network.stations.items()}
    return suggestion(meant(text, names), names)


def near_service(text: str, network: Network) -> str:
    """Return what to say after a text that is no service id: the services it may mean, or an empty string.

    An id that stands in the text wins (``Intercity 500``, ``IC500``), then a series, then both ends of a service
    (``Zwolle - Emmen``), then a product, then an id that is like it.
    """
    services = dict(sorted(network.services.items()))
    names = {s: f"{held.product} {_ends(held, network)}".strip() for s, held in services.items()}
    said = {text, *re.findall(r"\w+(?:-\w+)*", text), *re.findall(r"\d+", text)}
    wanted = plain(text)
    ids = [s for s in services if s in said]
    series = [s for s, held in services.items() if held.series in said]
    ends = [s for s, held in services.items() if _between(wanted, held, network)]
    for found in (ids, series, ends):
        if found:
            return suggestion(_runs_first(found, services)[: _MOST + 1], names)
    products = sorted({held.product for held in services.values() if wanted and plain(held.product) == wanted})
    if products:
        return f"; that is a product: write product: {products[0]}"
    return suggestion(meant(text, dict.fromkeys(names, "")), names)


def _runs_first(found: list[str], services: Mapping[str, Service]) -> list[str]:
    return sorted(found, key=lambda s: (not any(any(p.tph) for p in services[s].patterns), s))


def _between(wanted: str, service: Service, network: Network) -> bool:
    """Tell whether a text names both ends of a service."""
    ends = [plain(network.stations[c].name) for c in (service.from_code, service.to_code) if c in network.stations]
    return len(ends) == 2 and ends[0] != ends[1] and all(f" {end} " in f" {wanted} " for end in ends)


def _ends(service: Service, network: Network) -> str:
    return " – ".join(
        network.stations[c].name if c in network.stations else c for c in (service.from_code, service.to_code)
    )
