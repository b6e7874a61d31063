"""A small world with people of all ages, jobs, regions, hospitals and schools: everything that can be reached."""

from dataclasses import replace

import numpy as np
from small_world import centre, network, north, places, service, station

from bereikbaar.access.model import Amenity, Areas, Commuting, Municipalities, Places
from bereikbaar.network.model import Network

STATIONS = [station("a", 0, intercity=True), station("b", 50), station("c", 100, intercity=True), station("z", -200)]
LINES = [service("1", "a 0, b 30, c 60", tph=(2.0, 1.0, 0.5)), service("2", "a 0, z 90", tph=(1.0, 1.0, 0.0))]
CENTRES = (
    centre("amsterdam", "c", 100),
    centre("den-haag", "b", 50, "province capital", province="South"),
    centre("haarlem", "c", 99, "province capital", province="North"),
    centre("rotterdam", "b", 51),
    centre("utrecht", "a", 0),
)
#: Code, town, km north, inhabitants; then municipality, COROP area and province.
ZONES = [
    ("1000", "alfa", -1, 4000, "M1", "C1", "South"),
    ("1001", "alfa", -3, 2000, "M1", "C1", "South"),
    ("1002", "alfa", 1, 0, "M1", "C1", "South"),
    ("2000", "beta", 52, 7000, "M2", "C1", "South"),
    ("3000", "gamma", 115, 21000, "M3", "C2", "North"),
    ("3001", "gamma", 99, 9000, "M3", "C2", "North"),
    ("4000", "mini", 20, 4999, "M2", "C1", "South"),
]
AMENITIES = tuple(
    Amenity(name, name, kind, "", name, north(km), 5.0, students=students)
    for name, kind, km, students in (
        ("u1", "umc", 101, None), ("g1", "general", 0, None), ("g2", "general", 52, None),
        ("h1", "hbo", 1, 1500.0), ("h2", "hbo", 50, 900.0), ("w1", "wo", 100, 4000.0),
    )
)  # fmt: skip


def _areas(kind: str, column: int) -> Areas:
    names = sorted({row[column] for row in ZONES})
    of = np.array([names.index(row[column]) for row in ZONES], dtype=np.int64)
    return Areas(kind, tuple(f"{kind[:2]}{n}" for n in range(len(names))), tuple(names), of)


def people_world(**net_fields: object) -> tuple[Network, Places]:
    """The network and its places."""
    bare = places([row[:4] for row in ZONES], centres=CENTRES, amenities=AMENITIES)
    municipality, corop, province = (tuple(row[n] for row in ZONES) for n in (4, 5, 6))
    people = bare.zones.population
    ages = people[:, np.newaxis] * np.array([0.15, 0.12, 0.25, 0.28, 0.2])
    zones = replace(bare.zones, municipality=municipality, corop=corop, province=province, ages=ages)
    of_town = {row[1]: row[4:7] for row in ZONES}
    towns = replace(
        bare.towns,
        municipality=tuple(of_town[t][0] for t in bare.towns.id),
        corop=tuple(of_town[t][1] for t in bare.towns.id),
        province=tuple(of_town[t][2] for t in bare.towns.id),
    )
    nothing = np.full(3, np.nan)
    municipalities = Municipalities(
        ("mu0", "mu1", "mu2"), ("M1", "M2", "M3"), np.array([north(0), north(50), north(99)]), np.full(3, 5.0),
        np.array([1000.0, 500.0, 200.0]), np.array([3000.0, 5000.0, 12000.0]), nothing, nothing,
    )  # fmt: skip
    commuting = Commuting(
        np.array([0, 1, 0]), np.array([2, 2, 0]), np.array([90.0, 50.0, 10.0]), np.array([30.0, 20.0, 1.0])
    )
    areas = {kind: _areas(kind, n) for kind, n in (("municipality", 4), ("corop", 5), ("province", 6))}
    where = replace(bare, zones=zones, towns=towns, areas=areas, municipalities=municipalities, commuting=commuting)
    return network(STATIONS, LINES, **net_fields), where
