"""Measures made of an opportunity and a way of adding it up: families of the catalogue, read from their names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bereikbaar.indicators.catalogue_entry import Indicator
from bereikbaar.lang import both

#: Opportunities: key -> (Dutch, English), unit, group, basis.
OPPORTUNITIES: dict[str, tuple[str, str, str, str, str]] = {
    "pop": ("Inwoners", "Inhabitants", "inhabitants", "reach", "model"),
    "p0_14": ("Inwoners van 0 tot 15 jaar", "Inhabitants aged 0 to 14", "inhabitants", "reach", "estimate"),
    "p15_24": ("Inwoners van 15 tot 25 jaar", "Inhabitants aged 15 to 24", "inhabitants", "reach", "estimate"),
    "p25_44": ("Inwoners van 25 tot 45 jaar", "Inhabitants aged 25 to 44", "inhabitants", "reach", "estimate"),
    "p45_64": ("Inwoners van 45 tot 65 jaar", "Inhabitants aged 45 to 64", "inhabitants", "reach", "estimate"),
    "p65up": ("Inwoners van 65 jaar en ouder", "Inhabitants aged 65 and over", "inhabitants", "reach", "estimate"),
    "jobs": ("Banen", "Jobs", "jobs", "jobs", "estimate"),
    "jobspop": ("Banen, verdeeld naar inwoners,", "Jobs split by inhabitants", "jobs", "jobs", "estimate"),
    "hosp": ("Ziekenhuizen", "Hospitals", "hospitals", "care", "assumption"),
    "umcs": ("Universitaire ziekenhuizen", "University hospitals", "hospitals", "care", "model"),
    "hbo": ("Hbo-studenten", "Students of applied sciences", "students", "education", "model"),
    "uni": ("Universitaire studenten", "University students", "students", "education", "model"),
    "cen": ("Centra", "Centres", "centres", "reach", "model"),
}
#: What one of them is called: (Dutch, English).
ONE: dict[str, tuple[str, str]] = {
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
#: Named decays of gravity: key -> (text, formula, source).
DECAYS: dict[str, tuple[str, str, str]] = {
    "pbl": (
        "PBL", "1 / (1 + exp(-12.3301 + 2.907621 ln t + 0.012824 t))",
        "PBL: log-logistic decay of public transport trips",
    ),
    "geurs": (
        "Geurs", "1 / (1 + exp(-6.899 + 2.326 ln t))",
        "Geurs and Ritsema van Eck 2001, RIVM report 408505006: log-logistic decay",
    ),
}  # fmt: skip
#: Competition for jobs: key -> (nl, en, unit, better, definition, formula, source, decimals).
_COMPETITION: dict[str, tuple[str, str, str, str, str, str, str, int]] = {
    "shen": (
        "Banen per concurrent (Shen)", "Jobs per competitor (Shen)", "jobs/person", "high",
        "jobs within reach, each divided by the people who can reach it, weighted by the decay of PBL on both sides; "
        "the mean over all people is jobs / people",
        "sum_j f(t_ij) O_j / (sum_k P_k f(t_kj))",
        "Shen 1998, Environment and Planning B 25(3); the same as two-step floating catchment areas", 3,
    ),
    "bfca": (
        "Banen per concurrent (gebalanceerd)", "Jobs per competitor (balanced)", "jobs/person", "high",
        "likewise, but with the decay divided by its sum over destinations for people and over origins for jobs, so "
        "that nobody and no job is counted twice",
        "sum_j L_j f_ij / sum_k f_kj, L_j = O_j / sum_i (P_i f_ij / sum_k f_ik), f = f(t)",
        "Paez, Higgins and Vivona 2019, PLoS ONE 14(6): balanced floating catchment areas", 3,
    ),
    "spav": (
        "Ruimtelijk beschikbare banen", "Spatially available jobs", "jobs", "high",
        "jobs of the whole country handed out to those who can reach them, in proportion to people and decay; a town "
        "or region has the sum of its zones, and all of them have all jobs that anybody reaches",
        "sum_j O_j P_i f(t_ij) / sum_k P_k f(t_kj)",
        "Soukhov, Paez, Higgins and Mohamed 2023, PLoS ONE 18(1): spatial availability", 0,
    ),
    "bal": (
        "Evenwichtstijd voor banen", "Balancing time for jobs", "min", "low",
        "whole minutes within which there are more jobs than people live in the zone itself",
        "least T with sum_j O_j [t_ij <= T] > P_i",
        "Barboza, Carneiro, Falavigna, Luz and Orrico 2021, Journal of Transport Geography 90: balancing time", 1,
    ),
}  # fmt: skip
COMPETITION = tuple(_COMPETITION)
_OPPS = "|".join(OPPORTUNITIES)
_NAME = re.compile(
    rf"(?P<opp>{_OPPS})_(?:in_(?P<passive>[1-9]\d{{0,2}})|n(?P<least>[1-9]\d{{0,5}})(?P<unit>[km]?)"
    rf"|(?P<within>[1-9]\d{{0,2}})|(?P<decay>{'|'.join(DECAYS)})|(?P<shared>{'|'.join(COMPETITION)}))"
)
_CUMULATIVE = "cumulative opportunities: Wachs and Kumagai 1973, Socio-Economic Planning Sciences 7(5), 437-456"
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


def sum_indicator(name: str) -> Indicator | None:
    """Return the measure of an opportunity with this name; None for no such name."""
    said = parse_sum(name)
    return None if said is None else _MAKERS[said.how](name, said)


def _within(name: str, said: SumName) -> Indicator:
    nl, en, unit, group, basis = OPPORTUNITIES[said.key]
    t = f"{said.value:.0f}"
    what = (
        f"inhabitants of all zones that are at most {t} expected minutes away from door to door, own zone included"
        if said.key == "pop"
        else f"{en[0].lower()}{en[1:]} at most {t} expected minutes away from door to door"
    )
    few = unit in ("hospitals", "centres")
    return Indicator(
        name, "float" if few else "int", unit, "high",
        (f"{nl} bereikbaar binnen {t} min", f"{en} reached within {t} min"),
        what, source=_CUMULATIVE, decimals=1 if few else 0,
        formula=f"sum_j O_j [t_ij <= {t}]", group=group, basis=basis,
    )  # fmt: skip


def _gravity(name: str, said: SumName) -> Indicator:
    nl, en, unit, group, basis = OPPORTUNITIES[said.key]
    text, formula, source = DECAYS[said.word]
    few = unit in ("hospitals", "centres")
    return Indicator(
        name, "float" if few else "int", unit, "high",
        (f"{nl} gewogen naar reistijd ({text})", f"{en} weighted by travel time ({text})"),
        f"{en[0].lower()}{en[1:]}, each weighted by how many people still make a journey of so many minutes, from "
        "door to door",
        source=f"gravity, Hansen 1959; {source}", decimals=2 if few else 0,
        formula=f"sum_j O_j f(t_ij), f(t) = {formula}", group=group, basis=basis,
    )  # fmt: skip


def _least(name: str, said: SumName) -> Indicator:
    nl, en, _unit, group, basis = OPPORTUNITIES[said.key]
    n, dutch = f"{said.value:,.0f}", f"{said.value:,.0f}".replace(",", ".")
    many = nl[0].lower() + nl[1:].rstrip(","), en[0].lower() + en[1:]
    low_nl, low_en = ONE[said.key] if said.value == 1 else many
    return Indicator(
        name, "float", "min", "low", (f"Minuten tot {dutch} {low_nl}", f"Minutes to {n} {low_en}"),
        f"expected minutes from door to door within which {n} {low_en} can be reached",
        source="dual accessibility: Cui and Levinson 2020, Geographical Analysis 52(3), 452-474", decimals=1,
        formula=f"least T with sum_j O_j [t_ij <= T] >= {n}", group=group, basis=basis,
    )  # fmt: skip


def _passive(name: str, said: SumName) -> Indicator:
    nl, en, unit, group, basis = OPPORTUNITIES[said.key]
    t = f"{said.value:.0f}"
    return Indicator(
        name, "int", unit, "high",
        (f"{nl} die hier binnen {t} min kunnen zijn", f"{en} who can be here within {t} min"),
        f"people for whom this zone is at most {t} expected minutes away from their door",
        source="passive accessibility: Hansen's measure with origins and destinations swapped",
        formula=f"sum_k P_k [t_ki <= {t}]", group=group, basis=basis,
    )  # fmt: skip


def _shared(name: str, said: SumName) -> Indicator:
    nl, en, unit, better, definition, formula, source, decimals = _COMPETITION[said.word]
    more = (", banen verdeeld naar inwoners", ", jobs split by inhabitants") if said.key == "jobspop" else ("", "")
    return Indicator(
        name, "float" if decimals else "int", unit, better, (nl + more[0], en + more[1]), definition, source=source,
        decimals=decimals, formula=formula, group="competition", basis="estimate",
        over="sum" if said.word == "spav" else "mean",
    )  # fmt: skip


_MAKERS = {"within": _within, "decay": _gravity, "least": _least, "passive": _passive, "shared": _shared}


def extras() -> list[Indicator]:
    """Return the measures of speed and of rail performance."""
    return [
        Indicator(
            "speed_kmh", "float", "km/h", "high",
            both("Speed from door to door, as the crow flies"),
            "crow-fly km per hour from door to door to all people at 10 to 100 km, weighted by people",
            source="design of this project: the idea of a speed of access as in the SVIR indicator", decimals=1,
            formula="sum_j P_j km_ij / sum_j P_j (t_ij / 60), j reachable, 10 to 100 km", group="speed",
        ),
        Indicator(
            "rail_perf", "float", "%", "high",
            both("Rail performance (European Commission)"),
            "people reached within 90 min from door to door as a share of the people within 120 km crow-fly; the "
            "settings rail_perf_min and rail_perf_km; above 100 where trains take one further",
            source="Poelman, Dijkstra and Ackermans 2020, European Commission, working paper 03/2020", decimals=1,
            formula="100 sum_j P_j [t_ij <= 90] / sum_j P_j [km_ij <= 120]", group="speed",
        ),
    ]  # fmt: skip
