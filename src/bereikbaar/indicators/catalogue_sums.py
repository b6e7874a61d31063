"""Measures made of an opportunity and a way of adding it up: families of the catalogue, read from their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bereikbaar.indicators.catalogue_entry import Indicator
from bereikbaar.lang import Text, both, count, lowered, same

#: Opportunities: key -> name, unit, group, basis.
OPPORTUNITIES: dict[str, tuple[Text, str, str, str]] = {
    "pop": (both("Inhabitants"), "inhabitants", "reach", "model"),
    "p0_14": (both("Inhabitants aged 0 to 14"), "inhabitants", "reach", "estimate"),
    "p15_24": (both("Inhabitants aged 15 to 24"), "inhabitants", "reach", "estimate"),
    "p25_44": (both("Inhabitants aged 25 to 44"), "inhabitants", "reach", "estimate"),
    "p45_64": (both("Inhabitants aged 45 to 64"), "inhabitants", "reach", "estimate"),
    "p65up": (both("Inhabitants aged 65 and over"), "inhabitants", "reach", "estimate"),
    "jobs": (both("Jobs"), "jobs", "jobs", "estimate"),
    "jobspop": (both("Jobs split by inhabitants"), "jobs", "jobs", "estimate"),
    "hosp": (both("Hospitals"), "hospitals", "care", "assumption"),
    "umcs": (both("University hospitals"), "hospitals", "care", "model"),
    "hbo": (both("Students of applied sciences"), "students", "education", "model"),
    "uni": (both("University students"), "students", "education", "model"),
    "cen": (both("Centres"), "centres", "reach", "model"),
}
#: What one of them is called.
ONE: dict[str, Text] = {
    "pop": both("inhabitant"),
    "p0_14": both("inhabitant aged 0 to 14"),
    "p15_24": both("inhabitant aged 15 to 24"),
    "p25_44": both("inhabitant aged 25 to 44"),
    "p45_64": both("inhabitant aged 45 to 64"),
    "p65up": both("inhabitant aged 65 or over"),
    "jobs": both("job"),
    "jobspop": both("job split by inhabitants"),
    "hosp": both("hospital"),
    "umcs": both("university hospital"),
    "hbo": both("student of applied sciences"),
    "uni": both("university student"),
    "cen": both("centre"),
}
#: Opportunities that are people: only these can be counted the other way round, as who can come here.
PEOPLE = ("pop", "p0_14", "p15_24", "p25_44", "p45_64", "p65up")
#: Named decays of gravity: key -> (name, formula, source).
DECAYS: dict[str, tuple[str, str, Text]] = {
    "pbl": (
        "PBL", "1 / (1 + exp(-12.3301 + 2.907621 ln t + 0.012824 t))",
        both("PBL: log-logistic decay of public transport trips"),
    ),
    "geurs": (
        "Geurs", "1 / (1 + exp(-6.899 + 2.326 ln t))",
        both("Geurs and Ritsema van Eck 2001, RIVM report 408505006: log-logistic decay"),
    ),
}  # fmt: skip
#: Competition for jobs: key -> (title, unit, better, definition, formula, source, decimals).
_COMPETITION: dict[str, tuple[Text, str, str, Text, Text, Text, int]] = {
    "shen": (
        both("Jobs per competitor (Shen)"), "jobs/person", "high",
        both(
            "jobs within reach, each divided by the people who can reach it, weighted by the decay of PBL on both "
            "sides; the mean over all people is jobs / people"
        ),
        same("sum_j f(t_ij) O_j / (sum_k P_k f(t_kj))"),
        both("Shen 1998, Environment and Planning B 25(3); the same as two-step floating catchment areas"), 3,
    ),
    "bfca": (
        both("Jobs per competitor (balanced)"), "jobs/person", "high",
        both(
            "likewise, but with the decay divided by its sum over destinations for people and over origins for jobs, "
            "so that nobody and no job is counted twice"
        ),
        same("sum_j L_j f_ij / sum_k f_kj, L_j = O_j / sum_i (P_i f_ij / sum_k f_ik), f = f(t)"),
        both("Paez, Higgins and Vivona 2019, PLoS ONE 14(6): balanced floating catchment areas"), 3,
    ),
    "spav": (
        both("Spatially available jobs"), "jobs", "high",
        both(
            "jobs of the whole country handed out to those who can reach them, in proportion to people and decay; a "
            "town or region has the sum of its zones, and all of them have all jobs that anybody reaches"
        ),
        same("sum_j O_j P_i f(t_ij) / sum_k P_k f(t_kj)"),
        both("Soukhov, Paez, Higgins and Mohamed 2023, PLoS ONE 18(1): spatial availability"), 0,
    ),
    "bal": (
        both("Balancing time for jobs"), "min", "low",
        both("whole minutes within which there are more jobs than people live in the zone itself"),
        both("least T with sum_j O_j [t_ij <= T] > P_i"),
        both("Barboza, Carneiro, Falavigna, Luz and Orrico 2021, Journal of Transport Geography 90: balancing time"),
        1,
    ),
}  # fmt: skip
COMPETITION = tuple(_COMPETITION)
_OPPS = "|".join(OPPORTUNITIES)
_NAME = re.compile(
    rf"(?P<opp>{_OPPS})_(?:in_(?P<passive>[1-9]\d{{0,2}})|n(?P<least>[1-9]\d{{0,5}})(?P<unit>[km]?)"
    rf"|(?P<within>[1-9]\d{{0,2}})|(?P<decay>{'|'.join(DECAYS)})|(?P<shared>{'|'.join(COMPETITION)}))"
)
_CUMULATIVE = both("cumulative opportunities: Wachs and Kumagai 1973, Socio-Economic Planning Sciences 7(5), 437-456")
_FACTOR = {"": 1.0, "k": 1e3, "m": 1e6}
#: Limits beyond this are no journey any more, min.
MOST_LIMIT_MIN = 720


@dataclass(frozen=True, slots=True)
class SumName:
    """What the name of a measure of an opportunity says.

    how   : ``within`` (a limit), ``decay`` (gravity), ``least`` (minutes to reach so many), ``passive`` (people who
            can come here within a limit) or ``shared`` (competition). key : opportunity.
    value : the limit in min, or the number to reach. word : the decay, or the kind of competition.
    """

    how: str
    key: str
    value: float = 0.0
    word: str = ""


def parse_sum(name: str) -> SumName | None:
    """Return what a name such as ``jobs_50``, ``p65up_45``, ``jobs_n50k``, ``jobs_pbl`` means; None for no such name.

    >>> parse_sum("jobs_n50k")
    SumName(how='least', key='jobs', value=50000.0, word='')
    """
    found = _NAME.fullmatch(name)
    if found is None or len(name) > 16:
        return None
    part = found.groupdict()
    key = part["opp"]
    if part["shared"]:
        return SumName("shared", key, word=part["shared"]) if key in ("jobs", "jobspop") else None
    if part["decay"]:
        return SumName("decay", key, word=part["decay"])
    if part["least"]:
        return SumName("least", key, float(part["least"]) * _FACTOR[part["unit"]])
    value = float(part["passive"] or part["within"])
    if value > MOST_LIMIT_MIN or (part["passive"] and key not in PEOPLE):
        return None
    return SumName("passive" if part["passive"] else "within", key, value)


@cache
def sum_indicator(name: str) -> Indicator | None:
    """Return the measure of an opportunity with this name; None for no such name."""
    said = parse_sum(name)
    return None if said is None else _MAKERS[said.how](name, said)


def _within(name: str, said: SumName) -> Indicator:
    what, unit, group, basis = OPPORTUNITIES[said.key]
    t = f"{said.value:.0f}"
    few = unit in ("hospitals", "centres")
    return Indicator(
        name, "float" if few else "int", unit, "high", both("{what} reached within {t} min", what=what, t=t),
        both(
            "inhabitants of all zones that are at most {t} expected minutes away from door to door, own zone "
            "included", t=t,
        ) if said.key == "pop"
        else both("{what} at most {t} expected minutes away from door to door", what=lowered(what), t=t),
        source=_CUMULATIVE, decimals=1 if few else 0,
        formula=same(f"sum_j O_j [t_ij <= {t}]"), group=group, basis=basis,
    )  # fmt: skip


def _gravity(name: str, said: SumName) -> Indicator:
    what, unit, group, basis = OPPORTUNITIES[said.key]
    decay, formula, source = DECAYS[said.word]
    few = unit in ("hospitals", "centres")
    return Indicator(
        name, "float" if few else "int", unit, "high",
        both("{what} weighted by travel time ({decay})", what=what, decay=decay),
        both(
            "{what}, each weighted by how many people still make a journey of so many minutes, from door to door",
            what=lowered(what),
        ),
        source=both("gravity, Hansen 1959; {decay}", decay=source), decimals=2 if few else 0,
        formula=same(f"sum_j O_j f(t_ij), f(t) = {formula}"), group=group, basis=basis,
    )  # fmt: skip


def _least(name: str, said: SumName) -> Indicator:
    title, _unit, group, basis = OPPORTUNITIES[said.key]
    n, what = count(said.value), ONE[said.key] if said.value == 1 else lowered(title)
    return Indicator(
        name, "float", "min", "low", both("Minutes to {n} {what}", n=n, what=what),
        both("expected minutes from door to door within which {n} {what} can be reached", n=n, what=what),
        source=both("dual accessibility: Cui and Levinson 2020, Geographical Analysis 52(3), 452-474"), decimals=1,
        formula=both("least T with sum_j O_j [t_ij <= T] >= {n}", n=n), group=group, basis=basis,
    )  # fmt: skip


def _passive(name: str, said: SumName) -> Indicator:
    what, unit, group, basis = OPPORTUNITIES[said.key]
    t = f"{said.value:.0f}"
    return Indicator(
        name, "int", unit, "high", both("{what} who can be here within {t} min", what=what, t=t),
        both("people for whom this zone is at most {t} expected minutes away from their door", t=t),
        source=both("passive accessibility: Hansen's measure with origins and destinations swapped"),
        formula=same(f"sum_k P_k [t_ki <= {t}]"), group=group, basis=basis,
    )  # fmt: skip


def _shared(name: str, said: SumName) -> Indicator:
    title, unit, better, definition, formula, source, decimals = _COMPETITION[said.word]
    if said.key == "jobspop":
        title = both("{what}, jobs split by inhabitants", what=title)
    return Indicator(
        name, "float" if decimals else "int", unit, better, title, definition, source=source, decimals=decimals,
        formula=formula, group="competition", basis="estimate",
        over="sum" if said.word == "spav" else "mean",
    )  # fmt: skip


_MAKERS = {"within": _within, "decay": _gravity, "least": _least, "passive": _passive, "shared": _shared}


def extras() -> list[Indicator]:
    """Return the measures of speed and of rail performance."""
    return [
        Indicator(
            "speed_kmh", "float", "km/h", "high",
            both("Speed from door to door, as the crow flies"),
            both("crow-fly km per hour from door to door to all people at 10 to 100 km, weighted by people"),
            source=both("design of this project: the idea of a speed of access as in the SVIR indicator"), decimals=1,
            formula=both("sum_j P_j km_ij / sum_j P_j (t_ij / 60), j reachable, 10 to 100 km"), group="speed",
        ),
        Indicator(
            "rail_perf", "float", "%", "high",
            both("Rail performance (European Commission)"),
            both(
                "people reached within 90 min from door to door as a share of the people within 120 km crow-fly; the "
                "settings rail_perf_min and rail_perf_km; above 100 where trains take one further"
            ),
            source=both("Poelman, Dijkstra and Ackermans 2020, European Commission, working paper 03/2020"),
            decimals=1, formula=same("100 sum_j P_j [t_ij <= 90] / sum_j P_j [km_ij <= 120]"), group="speed",
        ),
    ]  # fmt: skip
