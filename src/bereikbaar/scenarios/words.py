"""Numbers, stations, services and windows in plain Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import Text, both, translate, with_comma
from bereikbaar.network.model import Network, Service

if TYPE_CHECKING:
    from bereikbaar.access.model import Places

_GROUPS: dict[str, Text] = {
    "day": both("by day"),
    "evening": both("in the evening"),
    "weekend": both("at the weekend"),
    "all": both("at all times"),
    "peak": both("in the peak"),
    "offpeak": both("off-peak", context="when"),
    "friday_peak": both("in the Friday peak"),
    "friday": both("on Friday by day"),
    "saturday": both("on Saturday"),
    "sunday": both("on Sunday"),
}


def told(lang: str, text: str, *, context: str = "", **values: Any) -> str:
    """Return an English text in a language, with values filled in; it has to stand in the call itself."""
    return translate(lang).text(text, context=context, **values)


def number(value: float | None, lang: str, digits: int = 1) -> str:
    """Return a number without needless decimals, with a decimal comma in Dutch; a dash for None."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return with_comma(text, lang)


def listed(parts: Iterable[str], lang: str) -> str:
    """Return ``a, b and c``."""
    return translate(lang).listed(list(parts))


def station(code: str, network: Network) -> str:
    """Return the name of a station, or its code when it is not there (yet)."""
    held = network.stations.get(code)
    return held.name if held else code


def stations(codes: Iterable[str], network: Network, lang: str) -> str:
    """Return names of stations as ``a, b and c``."""
    return listed((station(c, network) for c in codes), lang)


def town(town_id: str, places: Places | None = None) -> str:
    """Return the name of a town; made of its id where the places are not known or do not have it."""
    if places is not None and town_id in places.towns.id:
        return places.towns.name[places.towns.id.index(town_id)]
    return town_id.rsplit("-", 1)[0].replace("-", " ").title()


def mode(name: str, lang: str) -> str:
    """Return a means of transport in words: only the ferry has another name in Dutch."""
    return told(lang, "ferry") if name == "ferry" else name


def service(name: str, network: Network) -> str:
    """Return ``600 (Den Haag Centraal – Leeuwarden)``."""
    held = network.services.get(name)
    return name if held is None else f"{name} ({ends(held, network)})"


def ends(held: Service, network: Network) -> str:
    """Return the names of the first and last station of a service."""
    return f"{station(held.from_code, network)} – {station(held.to_code, network)}"


def services(names: Iterable[str], network: Network, lang: str) -> str:
    """Return services with their ends; above four only their numbers."""
    found = list(names)
    short = len(found) > 4
    return listed((n if short else service(n, network) for n in found), lang)


def by_window(values: Mapping[str, float], network: Network, lang: str, digits: int = 1) -> str:
    """Return ``4 by day and 2 in the evening``: windows with the same value in a group are taken together."""
    parts: list[str] = []
    whole = {number(v, lang, digits) for v in values.values()}
    if len(values) == len(network.windows) and len(whole) == 1:
        return whole.pop()
    for group in dict.fromkeys(w.group for w in network.windows):
        names = [w.name for w in network.windows if w.group == group]
        held = {number(values[n], lang, digits) for n in names if n in values}
        if len(held) == 1 and all(n in values for n in names):
            parts.append(f"{held.pop()} {window(group, lang)}")
        else:
            parts += [f"{number(values[n], lang, digits)} {window(n, lang)}" for n in names if n in values]
    return listed(parts, lang)


def window(name: str, lang: str) -> str:
    """Return a window or group of windows in words; its name when we have none."""
    return _GROUPS[name].said(lang) if name in _GROUPS else name


def windows(names: Iterable[str], lang: str) -> str:
    """Return several windows in words, with a leading space; nothing for none."""
    found = listed((window(n, lang) for n in names), lang)
    return f" {found}" if found else ""


def longer(minutes: float, lang: str) -> str:
    """Return ``2 min longer`` or, for a negative number, ``2 min less``."""
    more = told(lang, "longer") if minutes > 0 else told(lang, "less")
    return f"{number(abs(minutes), lang)} min {more}"
