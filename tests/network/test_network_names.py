"""What people type where a code belongs, and the code they are pointed at."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from bereikbaar.network.model import Network, Pattern, Service, Station
from bereikbaar.network.names import meant, near_service, near_station, plain

NAMES = {
    "mp": "Meppel", "eepe": "Epe (Gronau)", "ehv": "Eindhoven Centraal", "ht": "'s-Hertogenbosch", "gn": "Groningen",
    "gvc": "Den Haag Centraal", "gv": "Den Haag HS", "gerp": "Groningen Europapark", "asn": "Assen",
    "hr": "Heerenveen", "dz": "Delfzijl", "scz": "Saint-Pol", "zl": "Zwolle", "emn": "Emmen",
}  # fmt: skip


def service(name: str, product: str, stops: tuple[str, ...], series: str = "", tph: float = 1.0) -> Service:
    pattern = Pattern(
        "outbound", stops, tuple(map(float, range(len(stops)))), tuple(map(float, range(len(stops)))), (tph,)
    )
    return Service(name, series or name, product, "NS", (pattern,))


def network() -> Network:
    stations = {c: Station(c, name, 52.0, 5.0) for c, name in NAMES.items()}
    services = [
        service("500", "Intercity", ("gvc", "zl", "gn")),
        service("500-zl", "Intercity", ("gvc", "zl"), series="500"),
        service("1100", "Intercity", ("gvc", "ehv")),
        service("8000", "Stoptrein", ("zl", "emn")),
        service("8000-old", "Stoptrein", ("zl", "emn"), series="8000", tph=0.0),
        service("ICE", "ICE International", ("gvc", "ehv"), series="ICE"),
    ]
    return Network(
        "n", "N", "1", (), MappingProxyType(stations), MappingProxyType({s.id: s for s in services}),
        MappingProxyType({}), MappingProxyType({}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Meppel", ["mp"]),  # the letters are more like the code eepe
        ("MEPPEL", ["mp"]),
        ("mppel", ["mp"]),
        ("s Hertogenbosch", ["ht"]),
        ("saint pol", ["scz"]),
        ("Gröningen", ["gn"]),
        ("Groningen", ["gn"]),  # and not the other one that begins so
        ("GN", ["gn"]),
        ("Den Haag", ["gvc", "gv"]),  # Centraal first
        ("Den Hag", ["gv", "gvc"]),
        ("Eindhovn", ["ehv"]),
        ("Eindhoven", ["ehv"]),
        ("asm", ["asn"]),
        ("qqqq", []),
        ("", []),
        ("  -", []),
    ],
)
def test_a_name_or_a_near_miss_points_at_codes(text: str, codes: list[str]) -> None:
    assert meant(text, NAMES) == codes


def test_the_order_of_the_stations_does_not_matter() -> None:
    turned = dict(reversed(NAMES.items()))
    assert [meant(t, turned) for t in ("Den Haag", "asm", "Heren")] == [
        meant(t, NAMES) for t in ("Den Haag", "asm", "Heren")
    ]


def test_a_suggestion_holds_the_code_and_the_name() -> None:
    assert near_station("Den Haag", network()) == ("; did you mean 'gvc' (Den Haag Centraal) or 'gv' (Den Haag HS)?")
    assert near_station("qqqq", network()) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Intercity 1100", "; did you mean '1100' (Intercity Den Haag Centraal – Eindhoven Centraal)?"),
        ("IC1100", "; did you mean '1100' (Intercity Den Haag Centraal – Eindhoven Centraal)?"),
        ("1101", "; did you mean '1100' (Intercity Den Haag Centraal – Eindhoven Centraal)?"),
        ("stoptrein", "; that is a product: write product: Stoptrein"),
        (
            "Zwolle - Emmen",
            "; did you mean '8000' (Stoptrein Zwolle – Emmen) or '8000-old' (Stoptrein Zwolle – Emmen)?",
        ),
        ("Zwolle", ""),
        ("qqqq", ""),
        ("", ""),
    ],
)
def test_a_service_is_found_by_product_series_and_ends(text: str, said: str) -> None:
    assert near_service(text, network()) == said


def test_a_series_whose_own_id_is_gone_points_at_its_variants() -> None:
    net = network()
    left = MappingProxyType({k: s for k, s in net.services.items() if k != "500"})
    assert near_service("Intercity 500", replace(net, services=left)) == (
        "; did you mean '500-zl' (Intercity Den Haag Centraal – Zwolle)?"
    )


def test_plain_forgives_accents_case_and_punctuation() -> None:
    assert plain("'s-Hertogenbosch") == plain("S HERTOGENBOSCH") == "s hertogenbosch"
    assert plain("Düsseldorf Hbf") == "dusseldorf hbf"
