"""Sentences of the report on reach per region, winners and losers by zone, spread and commuters."""

from __future__ import annotations

#: key -> (Dutch, English). Placeholders in braces are the same in both.
PEOPLE_TEXTS: dict[str, tuple[str, str]] = {
    # reach
    "reach": ("Werk, zorg en onderwijs per provincie", "Work, care and education by province"),
    "reach_head": (
        "Gemiddelden per inwoner, van deur tot deur. Binnen 60 min is tot en met 60. Een = betekent: geen merkbaar "
        "verschil.",
        "Means per inhabitant, from door to door. Within 60 min is up to and including 60. A = stands for no "
        "noticeable change.",
    ),
    "reach_base_head": (
        "Gemiddelden per inwoner, van deur tot deur. Binnen 60 min is tot en met 60.",
        "Means per inhabitant, from door to door. Within 60 min is up to and including 60.",
    ),
    "reach_same": (
        "Nergens een merkbaar verschil in het gemiddelde van een provincie.",
        "No noticeable change in the mean of any province.",
    ),
    "reach_others": (
        "Geen merkbaar verschil in het gemiddelde van {provinces}.",
        "No noticeable change in the mean of {provinces}.",
    ),
    "difference": ("Verschil", "Change"),
    "reach_more": (
        "COROP-gebieden, gemeenten en NPVR-regio's staan in `tables/compare_areas.csv`.",
        "COROP areas, municipalities and NPVR regions are in `tables/compare_areas.csv`.",
    ),
    # winners and losers by zone
    "zone_winners": ("Wie wint en wie verliest, per postcode", "Who gains and who loses, by postcode"),
    "zone_winners_head": (
        "Van de {people} inwoners van {zones} postcodegebieden; elk gebied telt voor zichzelf, zodat een gemiddelde "
        "geen verliezers verbergt. Beter of slechter is een verschil vanaf {share} %, bij minuten ook vanaf "
        "{minutes} min en bij aantallen per uur ook vanaf {hourly}; bij maten in procenten een verschil vanaf "
        "{points} procentpunt.",
        "Of the {people} inhabitants of {zones} postcode areas; every area counts by itself, so that no mean hides "
        "who loses. Better or worse is a change of {share} % or more, in minutes also of {minutes} min or more, in "
        "numbers per hour also of {hourly} or more; in measures in per cent a change of {points} percentage point or "
        "more.",
    ),
    "better_people": ("Beter", "Better"),
    "worse_people": ("Slechter", "Worse"),
    "mean_of": ("Gemiddeld {name}", "Mean {name}"),
    "shared_jobs": (
        "Banen per concurrent zijn te verdelen: hun gemiddelde over het hele land blijft gelijk, dus wat de een "
        "wint, verliest een ander.",
        "Jobs per competitor are to be shared: their mean over the whole country stays the same, so that what one "
        "gains another loses.",
    ),
    "npvr": ("NPVR-regio's", "NPVR regions"),
    "npvr_head": (
        "Regio's van het Nationaal Programma Vitale Regio's waar iemand iets merkt van de reistijd (gemiddelde van "
        "de vijf). Welke gemeenten erbij horen, is onze lezing en niet officieel.",
        "Regions of the National Programme for Vital Regions where somebody notices a change of travel time (mean of "
        "the five). Which municipalities belong to them is our reading and not official.",
    ),
    "npvr_same": (
        "In geen NPVR-regio merkt iemand iets van de reistijd (welke gemeenten erbij horen, is onze lezing).",
        "In no NPVR region does anybody notice a change of travel time (which municipalities belong to them is our "
        "reading).",
    ),
    "npvr_region": ("Regio", "Region"),
    "no_outlines": (
        "De map met plaatsen heeft geen {files}: deze kaartlagen zijn weggelaten: {layers}. De tabellen zijn er wel.",
        "The folder of places has no {files}: these map layers are left out: {layers}. The tables are there.",
    ),
    # spread
    "spread": ("Hoe gelijk het is verdeeld", "How evenly it is spread"),
    "spread_head": (
        "Gini: 0 = iedereen evenveel, 1 = alles bij één. Palma: hoeveel keer zoveel de tien procent met het meeste "
        "heeft als de veertig procent met het minste. Onder de norm: inwoners met minder dan {share} % van wat de "
        "middelste inwoner in de basis heeft (bij minuten: meer dan {times} keer zoveel); die norm is een aanname.",
        "Gini: 0 = everybody has the same, 1 = one has all. Palma: how many times as much the ten per cent with most "
        "have as the forty per cent with least. Below the norm: inhabitants with less than {share} % of what the "
        "median inhabitant has in the base (minutes: more than {times} times as many); that norm is an assumption.",
    ),
    "spread_between": (
        "Tussen provincies: welk deel van de ongelijkheid er een tussen provincies is, en niet erbinnen.",
        "Between provinces: which part of the unevenness is one between provinces and not within them.",
    ),
    "gini": ("Gini", "Gini"),
    "palma": ("Palma", "Palma"),
    "below_norm": ("Onder de norm (%)", "Below the norm (%)"),
    "between_provinces": ("Tussen provincies (%)", "Between provinces (%)"),
    "from_to_value": ("{before} → {after}", "{before} → {after}"),
    "more_even": (
        "Gelijker verdeeld wordt, naar de Gini: {measures}.",
        "More evenly spread, by the Gini: {measures}.",
    ),
    "less_even": (
        "Ongelijker verdeeld wordt, naar de Gini: {measures}.",
        "Less evenly spread, by the Gini: {measures}.",
    ),
    "as_even": (
        "De verdeling verandert nauwelijks (Gini, minder dan {least}): {measures}.",
        "The spread hardly changes (Gini, by less than {least}): {measures}.",
    ),
    "other_people": (
        "Niet te vergelijken, omdat er voor en na andere mensen in meetellen: {measures}.",
        "Not to be compared, since other people are counted before and after: {measures}.",
    ),
    # commuters
    "commuters": ("Treinforenzen", "Train commuters"),
    "commuters_head": (
        "Van de {people} treinforenzen tussen gemeenten zijn er {better} merkbaar korter onderweg en {worse} "
        "merkbaar langer: gemiddeld {change} min per rit (van {before} naar {after}), samen {hours} reizigersuren "
        "per dag {what}, bij twee ritten per dag.",
        "Of the {people} train commuters between municipalities, {better} travel noticeably shorter and {worse} "
        "noticeably longer: {change} min per trip on average (from {before} to {after}), together {hours} "
        "passenger-hours a day {what}, at two trips a day.",
    ),
    "commuters_base": (
        "De {people} treinforenzen tussen gemeenten zijn per rit gemiddeld {before} min onderweg, van deur tot deur.",
        "The {people} train commuters between municipalities travel {before} min per trip on average, from door to "
        "door.",
    ),
    "hours_saved": ("minder", "less"),
    "hours_lost": ("meer", "more"),
    "commuters_new": ("Met een nieuwe verbinding: {people}.", "With a new connection: {people}."),
    "commuters_lost": ("Die hun verbinding verliezen: {people}.", "Losing their connection: {people}."),
    "commuters_none": (
        "Zonder verbinding: {people}; zij tellen in geen gemiddelde mee.",
        "Without a connection: {people}; they are in no mean.",
    ),
    "commuters_new_limit": (
        "Met een nieuwe verbinding, of nu binnen de grens: {people}.",
        "With a new connection, or now within the limit: {people}.",
    ),
    "commuters_lost_limit": (
        "Die hun verbinding verliezen, of buiten de grens vallen: {people}.",
        "Losing their connection, or falling beyond the limit: {people}.",
    ),
    "commuters_none_limit": (
        "Zonder verbinding, of met hun werk buiten de grens: {people}; zij tellen in geen gemiddelde mee.",
        "Without a connection, or with their work beyond the limit: {people}; they are in no mean.",
    ),
    "commuters_rule": (
        "Het zijn de forenzen van 2016 (totalen geteld, de verdeling over vervoermiddelen gemodelleerd); wie door "
        "het plan van baan, huis of vervoer wisselt, telt niet mee. De minuten tussen twee gemeenten zijn gewogen "
        "met inwoners van de woonzones en banen van de werkzones (een schatting). Niet meegeteld: {within} "
        "treinforenzen binnen een gemeente.",
        "They are the commuters of 2016 (totals counted, the split by means of travel modelled); people who change "
        "job, home or means of travel because of the plan do not count. The minutes between two municipalities are "
        "weighted by the inhabitants of the home zones and the jobs of the work zones (an estimate). Left out: "
        "{within} train commuters within one municipality.",
    ),
    "commuters_by": ("Woonprovincie", "Province of home"),
    "commuters_people": ("Forenzen", "Commuters"),
    "sooner": ("Korter onderweg", "Shorter"),
    "later": ("Langer onderweg", "Longer"),
    "hours_day": ("Uren per dag bespaard", "Hours a day saved"),
    "most_saved": (
        "De meeste uren worden bespaard door wie woont in {towns}.",
        "Most hours are saved by those who live in {towns}.",
    ),
    "most_lost": (
        "De meeste uren verliest wie woont in {towns}.",
        "Most hours are lost by those who live in {towns}.",
    ),
    "town_hours": ("{town} ({hours})", "{town} ({hours})"),
}
