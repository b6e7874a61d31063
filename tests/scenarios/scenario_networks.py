"""A small network to try changes on, with minutes that can be followed on paper.

lw --28-- hr --40-- mp --42-- asn --27-- gn
                     |26
asd --55-- lls --50-- zl          (lls-zl has no known speed)
 |38                 |
 ut --------80------ zl
"""

from __future__ import annotations

from types import MappingProxyType

from bereikbaar.network.model import Network, Pattern, PatternClock, Section, Service, Station, Window

WINDOWS = (
    Window("peak", 15, "day"),
    Window("offpeak", 40, "day"),
    Window("friday_peak", 4, "day"),
    Window("friday", 10, "day"),
    Window("evening", 28, "evening"),
    Window("saturday", 16, "weekend"),
    Window("sunday", 15, "weekend"),
)
PLACES = {
    "asd": ("Amsterdam", 52.38, 4.90), "ut": ("Utrecht", 52.09, 5.11), "lls": ("Lelystad", 52.51, 5.47),
    "zl": ("Zwolle", 52.505, 6.09), "mp": ("Meppel", 52.69, 6.20), "hr": ("Heerenveen", 52.96, 5.92),
    "lw": ("Leeuwarden", 53.196, 5.79), "asn": ("Assen", 52.99, 6.57), "gn": ("Groningen", 53.21, 6.56),
}  # fmt: skip
TRACK = [
    ("asd", "ut", 38.0, 130.0), ("asd", "lls", 55.0, 160.0), ("lls", "zl", 50.0, None), ("ut", "zl", 80.0, 140.0),
    ("mp", "zl", 26.0, 140.0), ("hr", "mp", 40.0, 130.0), ("hr", "lw", 28.0, 130.0), ("asn", "mp", 42.0, 140.0),
    ("asn", "gn", 27.0, 140.0),
]  # fmt: skip


def pattern(direction: str, stops: str, tph: tuple[float, ...]) -> Pattern:
    """``ut 0 | zl 50/53 | gn 105``: minutes of arrival/departure, one number where they are the same."""
    codes, arrive, depart = [], [], []
    for stop in stops.split("|"):
        code, minutes = stop.split()
        first, _, last = minutes.partition("/")
        codes.append(code)
        arrive.append(float(first))
        depart.append(float(last or first))
    source = ("", *("timetable",) * (len(codes) - 1))
    return Pattern(direction, tuple(codes), tuple(arrive), tuple(depart), tph, source)


def service(name: str, product: str, out: str, back: str, day: float, evening: float) -> Service:
    tph = (day, day, day, day, evening, evening, evening)
    return Service(name, name, product, "NS", (pattern("outbound", out, tph), pattern("return", back, tph)))


def network() -> Network:
    """Return the network drawn above: 500, 600 and 700 are Intercitys, 6100 stops everywhere, 3000 runs asd-ut."""
    services = [
        service("500", "Intercity", "ut 0|zl 50/53|asn 88/89|gn 105", "gn 0|asn 16/17|zl 53/57|ut 108", 1, 1),
        service("600", "Intercity", "ut 0|zl 50/57|mp 73|hr 93|lw 110", "lw 0|hr 16|mp 37|zl 53/60|ut 111", 1, 1),
        service("700", "Intercity", "asd 0|lls 35/36|zl 66", "zl 0|lls 30/31|asd 67", 1, 1),
        service("6100", "Sprinter", "zl 0|mp 16|asn 44/45|gn 64", "gn 0|asn 19/20|mp 48|zl 64", 2, 1),
        service("3000", "Intercity", "asd 0|ut 27", "ut 0|asd 27", 2, 2),
    ]
    stations = {
        c: Station(c, name, lat, lon, intercity=c in ("ut", "zl", "gn")) for c, (name, lat, lon) in PLACES.items()
    }
    sections = {}
    for a, b, km, speed in TRACK:
        line = tuple((PLACES[c][2], PLACES[c][1]) for c in (a, b))
        sections[(a, b)] = Section(a, b, km, speed, line)
    paths = {("zl", "asn"): ("zl", "mp", "asn")}
    clocks = (PatternClock("500", "outbound", 9, 60), PatternClock("500", "return", 20, 60))
    return Network(
        "small", "Small network", "1", WINDOWS, MappingProxyType(stations),
        MappingProxyType({s.id: s for s in services}), MappingProxyType(sections), MappingProxyType(paths),
        clocks=clocks,
    )  # fmt: skip


def stops(net: Network, name: str, direction: str = "outbound") -> str:
    """Return a pattern in the notation of :func:`pattern`, numbers without needless decimals."""
    found = next(p for p in net.services[name].patterns if p.direction == direction)
    out = []
    for code, arrive, depart in zip(found.stations, found.arrive_min, found.depart_min, strict=True):
        out.append(f"{code} {arrive:g}" if arrive == depart else f"{code} {arrive:g}/{depart:g}")
    return "|".join(out)


def tph(net: Network, name: str, direction: str = "outbound") -> tuple[float, ...]:
    return next(p for p in net.services[name].patterns if p.direction == direction).tph
