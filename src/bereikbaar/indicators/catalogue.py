"""Every measure that a run reports, with its name, unit, definition and source: one table for all outputs.

Column names in files are ``name`` for the base, ``name_<key>`` for a scenario and ``name_<key>_diff`` for the
difference; with a key of 8 characters at most they stay within 30 (``name`` has 16 at most).
"""

from __future__ import annotations

from dataclasses import dataclass

#: Destinations of the travel-time measures: short code -> (Dutch, English).
DESTINATIONS: dict[str, tuple[str, str]] = {
    "ams": ("Amsterdam", "Amsterdam"),
    "rtd": ("Rotterdam", "Rotterdam"),
    "dhg": ("Den Haag", "The Hague"),
    "utr": ("Utrecht", "Utrecht"),
    "cap": ("de provinciehoofdstad", "the province capital"),
    "umc": ("het dichtstbijzijnde universitair ziekenhuis", "the nearest university hospital"),
}
#: Limits of "inhabitants reached within", minutes.
LIMITS_MIN = (45, 60, 90, 120)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measure.

    kind   : "float", "int" or "text": the type of its column, always.
    better : "low", "high" or "" (neither): which direction is a gain.
    title  : Dutch and English. definition : English, one sentence. source : where the definition comes from.
    """

    name: str
    kind: str
    unit: str
    better: str
    title: tuple[str, str]
    definition: str
    source: str = "design of this project"
    decimals: int = 0


def _travel() -> list[Indicator]:
    out = []
    for code, (nl, en) in DESTINATIONS.items():
        out += [
            Indicator(
                f"exp_{code}_min",
                "float",
                "min",
                "low",
                (f"Verwachte reistijd naar {nl}", f"Expected minutes to {en}"),
                "mean over the moment of leaving, waiting included, from the door to the best station of the "
                "destination (to the hospital's door for umc)",
                decimals=1,
            ),
            Indicator(
                f"best_{code}_min",
                "float",
                "min",
                "low",
                (f"Snelste reistijd naar {nl}", f"Best minutes to {en}"),
                "the fastest journey, waiting for the first train left out",
                decimals=1,
            ),
            Indicator(
                f"d2d_{code}_min",
                "float",
                "min",
                "low",
                (f"Van deur tot deur naar {nl}", f"Door to door to {en}"),
                "expected minutes to the destination's central point, egress included",
                decimals=1,
            ),
            Indicator(
                f"chg_{code}",
                "float",
                "-",
                "low",
                (f"Overstappen naar {nl}", f"Changes to {en}"),
                "mean number of changes",
                decimals=1,
            ),
            Indicator(
                f"dep_{code}_h",
                "float",
                "1/h",
                "high",
                (f"Vertrekken per uur naar {nl}", f"Departures per hour to {en}"),
                "useful departures per hour",
                decimals=1,
            ),
            Indicator(
                f"gap_{code}_min",
                "float",
                "min",
                "low",
                (f"Langste gat tussen vertrekken naar {nl}", f"Longest gap between departures to {en}"),
                "longest time without a useful departure",
                decimals=0,
            ),
        ]
    return out


def _reach() -> list[Indicator]:
    return [
        Indicator(
            f"pop_{t}",
            "int",
            "inhabitants",
            "high",
            (f"Inwoners bereikbaar binnen {t} min", f"Inhabitants reached within {t} min"),
            f"inhabitants of all zones that are at most {t} expected minutes away from door to door, own zone "
            "included",
        )
        for t in LIMITS_MIN
    ]


#: Windows in which frequencies are reported: name -> (Dutch, English).
WINDOWS: dict[str, tuple[str, str]] = {
    "peak": ("ochtendspits", "morning peak"),
    "offpeak": ("dal", "off-peak"),
    "friday_peak": ("vrijdagspits", "Friday peak"),
    "friday": ("vrijdag", "Friday"),
    "evening": ("avond", "evening"),
    "saturday": ("zaterdag", "Saturday"),
    "sunday": ("zondag", "Sunday"),
}


def _frequency() -> list[Indicator]:
    out = [
        Indicator(
            f"tph_{w}",
            "float",
            "1/h",
            "high",
            (f"Treinen per uur, beste station, {nl}", f"Trains per hour at the best station, {en}"),
            "departures per hour, all directions together, at the station with most of them that the town reaches "
            "within the walking or cycling limit (weighted mean over its zones)",
            decimals=1,
        )
        for w, (nl, en) in WINDOWS.items()
    ]
    out += [
        Indicator(
            "drop_evening",
            "float",
            "%",
            "low",
            ("Terugval in de avond", "Evening drop"),
            "1 - trains per hour in the evening / off-peak, at the best station",
            decimals=0,
        ),
        Indicator(
            "drop_weekend",
            "float",
            "%",
            "low",
            ("Terugval in het weekend", "Weekend drop"),
            "1 - mean of Saturday and Sunday / off-peak, at the best station",
            decimals=0,
        ),
        Indicator(
            "spoorboekloos",
            "float",
            "%",
            "high",
            ("Aandeel bestemmingen spoorboekloos", "Share of destinations turn-up-and-go"),
            "share of destinations (other towns of 5,000 and more, weighted by people; unreachable counts as no, "
            "walking or cycling all the way as yes) with at least 6 departures per hour and no gap above 10 min",
            decimals=1,
        ),
    ]
    return out


def _basis() -> list[Indicator]:
    return [
        Indicator(
            "access_basis",
            "text",
            "",
            "",
            ("Voortransport", "Access by"),
            "how most inhabitants reach the station of their fastest journey to the nearest of the four large "
            "cities: walk, bicycle, ebike, feeder, assumed",
        ),
        Indicator(
            "assumed_pct",
            "float",
            "%",
            "",
            ("Inwoners met aangenomen bus of tram", "Inhabitants on assumed transit"),
            "share of inhabitants whose fastest journey to the nearest of the four large cities starts with assumed "
            "local transit",
            decimals=0,
        ),
        Indicator(
            "no_answer_pct",
            "float",
            "%",
            "low",
            ("Inwoners zonder verbinding", "Inhabitants without connection"),
            "share of inhabitants of zones that reach none of the four large cities",
            decimals=0,
        ),
    ]


def _beyond() -> list[Indicator]:
    out = []
    for code, (nl, en) in DESTINATIONS.items():
        what = (f"Inwoners voor wie {nl} buiten de grens ligt", f"Inhabitants for whom {en} is beyond the limit")
        out.append(
            Indicator(
                f"beyond_{code}_pct",
                "float",
                "%",
                "low",
                what,
                "share of inhabitants with a journey that takes more expected minutes than door_to_door_limit_min; "
                "their minutes are in no mean",
                decimals=1,
            )
        )
        if code != "umc":  # measured to its very door already
            out.append(
                Indicator(
                    f"beyond_{code}_d2d",
                    "float",
                    "%",
                    "low",
                    (f"{what[0]}, van deur tot deur", f"{what[1]}, door to door"),
                    "likewise, to the destination's central point, egress included",
                    decimals=1,
                )
            )
    return out


#: Measures of a run with a limit from door to door only: they tell "beyond the limit" from "no connection".
LIMIT_INDICATORS: tuple[Indicator, ...] = tuple(_beyond())

#: All measures per town, in the order in which they are shown.
TOWN_INDICATORS: tuple[Indicator, ...] = tuple(_travel() + _reach() + _frequency() + _basis())
