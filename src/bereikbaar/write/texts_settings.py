"""The settings of the model in Dutch; their English texts stand in the settings themselves."""

from __future__ import annotations

import dataclasses
from typing import Any

from bereikbaar.settings import Settings, source_of

#: Name of a setting -> what it is.
TEXTS_NL: dict[str, str] = {
    "alpha_first": "deel van de gezamenlijke tussentijd dat men wacht bij de eerste trein",
    "alpha_transfer": "deel van de gezamenlijke tussentijd dat men wacht na een overstap",
    "change_min": "minuten tussen twee treinen op elk station, tenzij cautious_changes aan staat",
    "cautious_changes": "overstaptijd naar soort station (2 tot 5 min) in plaats van change_min",
    "longest_journey_min": "klokmethode: een reis die later eindigt dan dit na het gewenste vertrek telt niet",
    "large_station_change_min": "klokmethode: minuten tussen twee treinen op grote stations (klasse van 4 minuten of "
    "meer), tenzij de overstap gepland is",
    "following_min": "voorgestelde minuten: minstens dit tussen twee treinen in dezelfde richting op een baanvak",
    "detour": "weg over straat per hemelsbrede km, lopen en fietsen",
    "walk_kmh": "loopsnelheid",
    "walk_limit_min": "langste wandeling van of naar een station",
    "bicycle_kmh": "fietssnelheid",
    "bicycle_limit_min": "langste fietsrit naar een station, aan de kant van huis",
    "ebike": "e-bike in plaats van fiets aan de kant van huis",
    "ebike_kmh": "snelheid van de e-bike",
    "rental_bicycle": "huurfiets op intercitystations, aan de kant van de bestemming",
    "rental_everywhere": "huurfietsen op elk station",
    "rental_extra_min": "minuten om een huurfiets te pakken",
    "rental_limit_min": "langste rit op een huurfiets",
    "direct_walk_limit_min": "langste wandeling van deur tot deur zonder trein",
    "direct_bicycle_limit_min": "langste fietsrit van deur tot deur zonder trein",
    "water_limit_m": "langste stuk buiten het land dat een wandeling of fietsrit in rechte lijn mag hebben",
    "land_buffer_m": "strook langs de kust die nog als land telt",
    "neighbour_buffer_m": "strook langs de grens van de buurlanden die nog als land telt",
    "known_feeders": "de bekende bussen, trams en veerboten naar stations (feeders.csv)",
    "assumed_transit": "een aangenomen bus of tram waar geen lijn bekend is",
    "assumed_fixed_min": "aangenomen bus of tram: vaste minuten",
    "assumed_detour": "aangenomen bus of tram: km over de weg per hemelsbrede km",
    "assumed_kmh": "aangenomen bus of tram: snelheid, met alle haltes",
    "assumed_radius_km": "aangenomen bus of tram rijdt naar stations binnen deze hemelsbrede afstand",
    "assumed_tph_day": "aangenomen bus of tram overdag",
    "assumed_tph_evening": "aangenomen bus of tram in de avond en het weekend",
    "door_to_door_limit_min": "langste reis van deur tot deur; wat verder is, geldt als 'buiten de grens'",
    "most_changes": "hoogste aantal overstappen tussen treinen; een reis met meer geldt als buiten de grens",
    "rail_perf_min": "spoorprestatie: inwoners die binnen zoveel minuten bereikbaar zijn",
    "rail_perf_km": "spoorprestatie: als deel van de inwoners binnen deze hemelsbrede afstand",
    "town_population": "kleinste kern waarover wordt gerapporteerd",
    "spoorboekloos_per_hour": "spoorboekloos: minstens zoveel vertrekken per uur",
    "spoorboekloos_gap_min": "spoorboekloos: geen gat langer dan dit",
    "last_departure_extra_min": "laatste vertrek: de reis naar huis mag zoveel langer duren dan de snelste na 12 uur "
    "uit die stad",
    "noticeable_min": "verschillen hieronder heten 'geen merkbaar verschil'",
    "noticeable_share": "relatieve verschillen hieronder heten 'geen merkbaar verschil'",
    "norm_share": "norm: dit deel van de mediaan in de basis; bij minuten de mediaan gedeeld door dit deel",
    "jobs_split": "banen binnen een gemeente: centre = half naar inwoners, een kwart bij de hoofdkern en een kwart "
    "bij stations; population = naar inwoners",
    "school_students_least": "een plaats met hoger onderwijs: minstens zoveel studenten",
    "acceleration": "gemiddelde versnelling van een trein",
    "braking": "gemiddelde remvertraging",
    "timetable_margin": "marge van de dienstregeling boven de technische rijtijd",
}

#: Words in the sources of the settings -> Dutch, longest first. Titles of publications stay as they are.
SOURCE_WORDS_NL: tuple[tuple[str, str], ...] = (
    ("assumption (this project's design)", "aanname (ontwerp van dit project)"),
    (
        "regular headways, travellers arrive at random; textbook value of",
        "gelijke tussentijden, reizigers komen op een willekeurig moment; leerboekwaarde van",
    ),
    ("fitted to the planner matrix of 2016/17", "geijkt op de reisplannermatrix van 2016/17"),
    ("NS planner rule for a change on one platform", "regel van de NS-reisplanner voor overstappen op één perron"),
    ("assumption by station class", "aanname naar soort station"),
    (
        "class 'all stops' of feeders.csv (derived run minutes)",
        "klasse 'alle haltes' van feeders.csv (afgeleide rijtijden)",
    ),
    ("half a day", "een halve dag"),
    (
        "half the median, as in the OECD's line of relative poverty; that it suits access is an assumption",
        "de helft van de mediaan, zoals de relatieve armoedegrens van de OESO; dat zij bij bereikbaarheid past, is "
        "een aanname",
    ),
    ("none in the default preset", "geen in de standaardinstelling"),
    ("a train every 10 minutes", "elke 10 minuten een trein"),
    ("6 February 2019", "6 februari 2019"),
    (
        "in line with the published 85 min Groningen-Amsterdam Zuid",
        "past bij de gepubliceerde 85 min Groningen-Amsterdam Zuid",
    ),
    (
        "assumption: a short walk or ride of European Commission",
        "aanname: een korte wandeling of fietsrit volgens de Europese Commissie",
    ),
    ("the number itself was not verified in the paper", "het getal zelf is niet nagezien in het artikel"),
    ("assumption: a bicycle stands ready at the other end", "aanname: aan de andere kant staat een fiets klaar"),
    ("the paper's speed was not verified", "de snelheid van het artikel is niet nagezien"),
    (
        "as cited in this project's design; not verified in the paper",
        "zoals aangehaald in het ontwerp van dit project; niet nagezien in het artikel",
    ),
    ("PBL has the real buses", "het PBL heeft de echte bussen"),
    (
        "a slow last train counts, waiting for the morning does not",
        "een langzame laatste trein telt, wachten tot de ochtend niet",
    ),
    (
        "PBL adds 1 min to every ride, and 3 min of parking at intercity stations at the home end",
        "het PBL telt 1 min bij elke rit, en 3 min stallen bij intercitystations aan de kant van huis",
    ),
    ("PBL network model", "netwerkmodel van het PBL"),
    ("the same in", "hetzelfde in"),
    ("European Commission", "Europese Commissie"),
    ("rail trips with a walk or a bike ride", "treinreizen met een wandeling of fietsrit"),
    ("a bike ride to and from the station", "een fietsrit van en naar het station"),
    (" at 047ae04", " bij 047ae04"),
    ("at intercity stations only", "alleen op intercitystations"),
    ("feeders.csv, a source with each line", "feeders.csv, met een bron bij elke lijn"),
    ("abstract:", "samenvatting:"),
    ("1.5 hours", "anderhalf uur"),
)
#: Where a value comes from that is neither the default's nor a preset's.
GIVEN = {"nl": "zelf opgegeven", "en": "given by the user"}

#: Units that read differently in Dutch.
UNITS_NL = {
    "1/h": "per uur",
    "inhabitants": "inwoners",
    "students": "studenten",
    "km/h": "km/u",
    "h": "uur",
    "jobs": "banen",
    "jobs/person": "banen per persoon",
    "hospitals": "ziekenhuizen",
    "centres": "centra",
}
UNITS_EN = {"1/h": "per hour"}


def in_dutch(source: str) -> str:
    """Return where a value comes from in Dutch; titles of publications stay as they are."""
    for english, dutch in SOURCE_WORDS_NL:
        source = source.replace(english, dutch)
    return source


def setting_rows(settings: Settings, lang: str) -> list[tuple[str, str, Any, str, str, bool]]:
    """Return (name, meaning, value, unit, where it comes from, differs from the default) for every setting."""
    rows = []
    for f in dataclasses.fields(settings):
        meta, value = f.metadata, getattr(settings, f.name)
        text, unit, default = meta["text"], meta["unit"], value == f.default
        source = source_of(f.name, value) or GIVEN[lang]
        if lang == "nl":
            text = TEXTS_NL.get(f.name, text)
            source = in_dutch(source)
        unit = (UNITS_NL if lang == "nl" else UNITS_EN).get(unit, unit)
        rows.append((f.name, text, value, "" if unit == "-" else unit, source, not default))
    return rows
