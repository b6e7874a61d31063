"""Words for the columns of the tables, in Dutch and English."""

from __future__ import annotations

from bereikbaar.compare.sums import LIMITS_MIN

#: (unit, Dutch, English). The unit of a text is empty; "*" is the unit of the row's measure, "-" a plain number.
Words = tuple[str, str, str]

#: Columns that mean the same in every table.
COLUMNS: dict[str, Words] = {
    "scenario": ("", "Scenario; base = de basis", "Scenario; base = the base"),
    "window": ("", "Dienstregeling (deel van de week)", "Window (part of the week)"),
    "town_id": ("", "Kern, code", "Town, id"),
    "place_id": ("", "Eigen plaats, code", "Own place, id"),
    "mean": ("*", "Gemiddelde over de eigen plaatsen", "Mean over the own places"),
    "town": ("", "Kern", "Town"),
    "name": ("", "Naam", "Name"),
    "municipality": ("", "Gemeente", "Municipality"),
    "province": ("", "Provincie", "Province"),
    "corop": ("", "COROP-gebied", "COROP area"),
    "country": ("", "Land", "Country"),
    "lat": ("degrees", "Breedtegraad (WGS84)", "Latitude (WGS84)"),
    "lon": ("degrees", "Lengtegraad (WGS84)", "Longitude (WGS84)"),
    "population": ("inhabitants", "Inwoners", "Inhabitants"),
    "pc4": ("", "Postcode (vier cijfers)", "Postcode (four digits)"),
    "code": ("", "Code", "Code"),
    "kind": (
        "",
        "Soort gebied (npvr: welke gemeenten erbij horen, is onze lezing en niet officieel)",
        "Kind of region (npvr: which municipalities belong to it is our reading and not official)",
    ),
    "basis": (
        "",
        "Waar de indeling vandaan komt als dat niet het CBS is",
        "Where the membership comes from when that is not the statistics office",
    ),
    "measure": ("", "Maat", "Measure"),
    "unit": ("", "Eenheid van de maat", "Unit of the measure"),
    "base_value": ("*", "Waarde in de basis", "Value in the base"),
    "scenario_value": ("*", "Waarde in het scenario", "Value in the scenario"),
    "diff": ("*", "Verschil: scenario min basis", "Difference: scenario minus base"),
    "diff_pct": ("%", "Verschil ten opzichte van de basis", "Difference as a share of the base"),
    "gain": ("*", "Verschil, winst boven nul", "Difference, a gain above zero"),
    "verdict": ("", "Oordeel", "Verdict"),
    "without_pct": (
        "%",
        "Inwoners zonder antwoord op de hoofdmaat",
        "Inhabitants without an answer to the headline",
    ),
    "zones": ("-", "Aantal zones", "Number of zones"),
    "counted": ("inhabitants", "Inwoners met een waarde voor en na", "Inhabitants with a value before and after"),
    "base_mean": ("*", "Gemiddelde per inwoner in de basis", "Mean per inhabitant in the base"),
    "scenario_mean": ("*", "Gemiddelde per inwoner in het scenario", "Mean per inhabitant in the scenario"),
    "mean_diff": ("*", "Gemiddeld verschil per inwoner", "Mean difference per inhabitant"),
    "winners": ("inhabitants", "Inwoners met merkbare winst", "Inhabitants with a noticeable gain"),
    "losers": ("inhabitants", "Inwoners met merkbaar verlies", "Inhabitants with a noticeable loss"),
    "same": ("inhabitants", "Inwoners zonder merkbaar verschil", "Inhabitants without a noticeable change"),
    "new": ("inhabitants", "Inwoners met een nieuwe verbinding", "Inhabitants with a new connection"),
    "lost": ("inhabitants", "Inwoners die de verbinding verliezen", "Inhabitants who lose the connection"),
    "no_connection": ("inhabitants", "Inwoners zonder verbinding", "Inhabitants without connection"),
    "comes_within": ("inhabitants", "Inwoners die binnen de grens komen", "Inhabitants who come within the limit"),
    "falls_beyond": (
        "inhabitants",
        "Inwoners die buiten de grens vallen",
        "Inhabitants who fall beyond the limit",
    ),
    "beyond_limit": (
        "inhabitants",
        "Inwoners buiten de grens, voor en na",
        "Inhabitants beyond the limit before and after",
    ),
    "index": ("", "Wat er van de spreiding wordt gezegd", "What is said of the spread"),
    "value": ("-", "Waarde", "Value"),
    "side": ("", "Naar woongemeente (home) of werkgemeente (work)", "By municipality of home or of work"),
    "commuters": (
        "commuters",
        "Treinforenzen tussen gemeenten (2016)",
        "Train commuters between municipalities (2016)",
    ),
    "within": (
        "commuters",
        "Treinforenzen binnen een gemeente (2016), niet meegeteld",
        "Train commuters within one municipality (2016), left out",
    ),
    "hours_saved_day": (
        "passenger-hours/day",
        "Reizigersuren per dag bespaard, met de forenzen van 2016; onder nul = verloren",
        "Passenger-hours saved per day, with the commuters of 2016; below zero = lost",
    ),
    "centre_id": ("", "Centrum, code", "Centre, id"),
    "centre": ("", "Centrum", "Centre"),
    "expected_min": ("min", "Verwachte reistijd", "Expected minutes"),
    "best_min": ("min", "Snelste reistijd", "Best minutes"),
    "changes": ("-", "Overstappen", "Changes"),
    "departures_per_hour": ("1/h", "Vertrekken per uur", "Departures per hour"),
    "longest_gap_min": ("min", "Langste gat tussen vertrekken", "Longest gap between departures"),
    "beyond_pct": ("%", "Inwoners buiten de grens", "Inhabitants beyond the limit"),
    "direct": ("-", "Rechtstreeks bereikbare stations", "Stations reached directly"),
    "added_by": ("", "Toegevoegd door scenario", "Added by scenario"),
    "status": ("", "Wat er verandert", "What changes"),
    "lost_direct": ("", "Niet meer rechtstreeks naar (codes)", "No direct train any more to (codes)"),
    "service": ("", "Treindienst, code", "Service, id"),
    "series": ("", "Treinserie", "Train series"),
    "product": ("", "Soort trein", "Product"),
    "operator": ("", "Vervoerder", "Operator"),
    "mode": ("", "Vervoermiddel", "Mode"),
    "direction": ("", "Richting", "Direction"),
    "from": ("", "Van station", "From station"),
    "to": ("", "Naar station", "To station"),
    "stops": ("-", "Aantal stations", "Number of calls"),
    "run_min": ("min", "Rijtijd van begin tot eind", "Minutes end to end"),
    "calls": ("", "Stations (codes)", "Calls (codes)"),
    "station": ("", "Station", "Station"),
    "from_service": ("", "Van trein", "From service"),
    "from_direction": ("", "Richting van de eerste trein", "Direction of the first train"),
    "to_service": ("", "Op trein", "To service"),
    "to_direction": ("", "Richting van de tweede trein", "Direction of the second train"),
    "travellers_before": ("travellers/day", "Reizigers per dag, voor", "Travellers a day, before"),
    "travellers_after": ("travellers/day", "Reizigers per dag, na", "Travellers a day, after"),
    "wait_before_min": ("min", "Overstaptijd, voor", "Minutes of the change, before"),
    "wait_after_min": ("min", "Overstaptijd, na", "Minutes of the change, after"),
    "baseline_code": ("", "Code in het vergeleken netwerk", "Code in the baseline"),
    "baseline_name": ("", "Naam in het vergeleken netwerk", "Name in the baseline"),
    "how": ("", "Hoe zij hetzelfde bleken", "How they were found to be the same"),
    "km": ("km", "Afstand tussen beide", "Distance between the two"),
    **{
        f"gain_{t:.0f}": (
            "inhabitants",
            f"Inwoners met {t:.0f} min winst of meer",
            f"Inhabitants who gain {t:.0f} min or more",
        )
        for t in LIMITS_MIN
    },
    **{
        f"loss_{t:.0f}": (
            "inhabitants",
            f"Inwoners met {t:.0f} min verlies of meer",
            f"Inhabitants who lose {t:.0f} min or more",
        )
        for t in LIMITS_MIN
    },
}

#: Columns that mean something else in one table.
OWN_COLUMNS: dict[tuple[str, str], Words] = {
    ("places", "population"): ("inhabitants", "Inwoners, uit het eigen bestand", "Inhabitants, from the own file"),
    ("compare_places", "population"): (
        "inhabitants",
        "Inwoners, uit het eigen bestand",
        "Inhabitants, from the own file",
    ),
    ("connections", "kind"): ("", "Wat er met de overstap gebeurt", "What happens to the change"),
    ("sensitivity", "value"): ("*", "Gemiddelde, banen verdeeld als in de run", "Mean, jobs divided as in the run"),
    ("sensitivity", "other_value"): (
        "*",
        "Gemiddelde, banen verdeeld naar inwoners alleen",
        "Mean, jobs divided by inhabitants alone",
    ),
    ("sensitivity", "diff_pct"): (
        "%",
        "Verschil van de twee gemiddelden, van het eerste",
        "Difference of the two means, of the first",
    ),
    ("sensitivity", "zones_pct"): (
        "%",
        "Verschil in de eigen zone, plus of min, gemiddeld per inwoner",
        "Difference in one's own zone, up or down, mean per inhabitant",
    ),
    ("sensitivity", "gain"): (
        "*",
        "Wat het scenario erbij doet, banen verdeeld als in de run",
        "What the scenario adds, jobs divided as in the run",
    ),
    ("sensitivity", "other_gain"): (
        "*",
        "Wat het scenario erbij doet, banen verdeeld naar inwoners alleen",
        "What the scenario adds, jobs divided by inhabitants alone",
    ),
    ("spread", "base_value"): ("-", "Waarde in de basis", "Value in the base"),
    ("spread", "diff"): ("-", "Verschil: scenario min basis", "Difference: scenario minus base"),
}
#: What stands in the column ``index`` of tables/spread.csv.
SPREAD: dict[str, Words] = {
    "mean": ("*", "Gemiddelde per inwoner", "Mean per inhabitant"),
    "gini": (
        "-",
        "Gini: 0 = voor iedereen gelijk, 1 = alles bij een",
        "Gini: 0 = the same for all, 1 = all with one",
    ),
    "theil": ("-", "Theil T: 0 = voor iedereen gelijk", "Theil T: 0 = the same for all"),
    "theil_between_province": ("-", "Deel van Theil T tussen provincies", "Part of Theil T between provinces"),
    "theil_within_province": ("-", "Deel van Theil T binnen provincies", "Part of Theil T within provinces"),
    "theil_between_corop": ("-", "Deel van Theil T tussen COROP-gebieden", "Part of Theil T between COROP areas"),
    "theil_within_corop": ("-", "Deel van Theil T binnen COROP-gebieden", "Part of Theil T within COROP areas"),
    "palma": (
        "-",
        "Palma: gemiddelde van de 10 % met het meeste gedeeld door dat van de 40 % met het minste; 1 = gelijk",
        "Palma: mean of the 10 % with most over that of the 40 % with least; 1 = even",
    ),
    "concentration": (
        "-",
        "Concentratie naar adressendichtheid van de gemeente: boven 0 hebben dichtbebouwde gemeenten het meeste",
        "Concentration by address density of the municipality: above 0 densely built ones have most",
    ),
    "norm": ("*", "Norm (instelling norm_share)", "Norm (setting norm_share)"),
    "below_norm_pct": ("%", "Inwoners die de norm niet halen", "Inhabitants who fall short of the norm"),
    "shortfall": (
        "-",
        "Gemiddeld tekort als deel van de norm (FGT 1)",
        "Mean shortfall as a share of the norm (FGT 1)",
    ),
    "shortfall_squared": (
        "-",
        "Gemiddeld gekwadrateerd tekort (FGT 2): wie het minst heeft, telt het zwaarst",
        "Mean squared shortfall (FGT 2): who has least counts most",
    ),
    "left_out_pct": ("%", "Inwoners zonder antwoord, niet meegeteld", "Inhabitants without an answer, left out"),
}
