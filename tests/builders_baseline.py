"""Two small networks of other makers, and small places: what then and now is tested on."""

import math
from types import MappingProxyType

import numpy as np

from bereikbaar.access.model import Centre, Places, Towns, Zones
from bereikbaar.network.model import Network, Pattern, Service, Station, Window

#: code in 2026 -> (name, lat, lon).
NOW = {
    "asd": ("Amsterdam Centraal", 52.3789, 4.9004),
    "ut": ("Utrecht Centraal", 52.0894, 5.1101),
    "ht": ("'s-Hertogenbosch", 51.6905, 5.2936),
    "dtcp": ("Delft Campus", 51.9908, 4.3647),
    "apn": ("Alphen a/d Rijn", 52.1244, 4.6578),
    "new": ("Utrecht Vaartsche Rijn", 52.0797, 5.1219),
}
#: The same stations as an older timetable has them, and one that is gone.
THEN = {
    "ns1": ("Amsterdam CS", 52.3792, 4.9001),
    "ns2": ("Utrecht CS", 52.0890, 5.1100),
    "ns3": ("Den Bosch", 51.6905, 5.2940),
    "ns4": ("Delft Zuid", 51.9905, 4.3644),
    "ns5": ("Alphen Aan Den Rijn", 52.1247, 4.6570),
    "new": ("Rotterdam Hofplein", 51.9270, 4.4780),
}
WINDOWS = (Window("offpeak", 40.0, "day"), Window("evening", 20.0, "evening"))


def stations(names, **more):
    return {c: Station(c, name, lat, lon, **more) for c, (name, lat, lon) in names.items()}


def service(name, stops, tph):
    """``service("1", "asd 0 ut 27", (2.0, 1.0))``: both directions."""
    words = stops.split()
    codes, minutes = tuple(words[::2]), tuple(float(m) for m in words[1::2])
    back = tuple(minutes[-1] - m for m in reversed(minutes))
    patterns = (
        Pattern("outbound", codes, minutes, minutes, tph),
        Pattern("return", codes[::-1], back, back, tph),
    )
    return Service(name, name, "train", "", patterns)


def network(name, of, services, *, windows=WINDOWS, **more):
    return Network(
        name=name,
        title=f"Network {name}",
        version="1",
        windows=windows,
        stations=MappingProxyType(of),
        services=MappingProxyType({s.id: s for s in services}),
        hash=name * 4,
        **more,
    )


def now(**more):
    trains = [service("1", "asd 0 ut 25 new 30 ht 55", (4.0, 2.0)), service("2", "dtcp 0 apn 20 asd 50", (2.0, 1.0))]
    return network("now", stations(NOW, intercity=True, province="Here"), trains, **more)


def then(**more):
    trains = [service("1", "ns1 0 ns2 30 ns3 60", (2.0, 1.0)), service("9", "new 0 ns4 20 ns5 40 ns1 75", (1.0, 1.0))]
    return network("then", stations(THEN), trains, **more)


def places():
    """Three towns beside Amsterdam, Den Bosch and Rotterdam Hofplein; centres at Amsterdam and Utrecht."""
    at = [(52.375, 4.90), (51.695, 5.30), (51.925, 4.48)]
    population = np.array([800_000.0, 150_000.0, 60_000.0])
    lat, lon = (np.array(v) for v in zip(*at, strict=True))
    names = ("amsterdam", "bosch", "hofplein")
    text = ("",) * 3
    zones = Zones(
        ("1000", "5200", "3000"), text, np.arange(3), text, ("Here",) * 3, text, lat, lon, np.zeros(3), np.zeros(3),
        np.full(3, math.pi), population,
    )  # fmt: skip
    towns = Towns(names, tuple(n.title() for n in names), text, ("Here",) * 3, text, lat, lon, population)
    centres = tuple(
        Centre(name, name.title(), ("four largest cities",), "Here", (code,), NOW[code][1], NOW[code][2])
        for name, code in (("amsterdam", "asd"), ("utrecht", "ut"))
    )
    return Places(zones, towns, centres, (), (), None, None, hash="places")
