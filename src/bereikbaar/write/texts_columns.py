"""Words for the columns of the tables, in Dutch and English."""

from __future__ import annotations

from bereikbaar.compare.sums import LIMITS_MIN
from bereikbaar.lang import both

#: (unit, Dutch, English). The unit of a text is empty; "*" is the unit of the row's measure, "-" a plain number.
Words = tuple[str, str, str]

#: Columns that mean the same in every table.
COLUMNS: dict[str, Words] = {
    "scenario": ("", *both("Scenario; base = the base")),
    "window": ("", *both("Window (part of the week)")),
    "town_id": ("", *both("Town, id")),
    "place_id": ("", *both("Own place, id")),
    "mean": ("*", *both("Mean over the own places")),
    "town": ("", *both("Town")),
    "name": ("", *both("Name")),
    "municipality": ("", *both("Municipality")),
    "province": ("", *both("Province")),
    "corop": ("", *both("COROP area")),
    "country": ("", *both("Country")),
    "lat": ("degrees", *both("Latitude (WGS84)")),
    "lon": ("degrees", *both("Longitude (WGS84)")),
    "population": ("inhabitants", *both("Inhabitants")),
    "pc4": ("", *both("Postcode (four digits)")),
    "code": ("", *both("Code")),
    "kind": ("", *both("Kind of region (npvr: which municipalities belong to it is our reading and not official)")),
    "basis": ("", *both("Where the membership comes from when that is not the statistics office")),
    "measure": ("", *both("Measure")),
    "unit": ("", *both("Unit of the measure")),
    "base_value": ("*", *both("Value in the base")),
    "scenario_value": ("*", *both("Value in the scenario")),
    "diff": ("*", *both("Difference: scenario minus base")),
    "diff_pct": ("%", *both("Difference as a share of the base")),
    "gain": ("*", *both("Difference, a gain above zero")),
    "verdict": ("", *both("Verdict")),
    "without_pct": ("%", *both("Inhabitants without an answer to the headline")),
    "zones": ("-", *both("Number of zones")),
    "counted": ("inhabitants", *both("Inhabitants with a value before and after")),
    "base_mean": ("*", *both("Mean per inhabitant in the base")),
    "scenario_mean": ("*", *both("Mean per inhabitant in the scenario")),
    "mean_diff": ("*", *both("Mean difference per inhabitant")),
    "winners": ("inhabitants", *both("Inhabitants with a noticeable gain")),
    "losers": ("inhabitants", *both("Inhabitants with a noticeable loss")),
    "same": ("inhabitants", *both("Inhabitants without a noticeable change")),
    "new": ("inhabitants", *both("Inhabitants with a new connection")),
    "lost": ("inhabitants", *both("Inhabitants who lose the connection")),
    "no_connection": ("inhabitants", *both("Inhabitants without connection")),
    "comes_within": ("inhabitants", *both("Inhabitants who come within the limit")),
    "falls_beyond": ("inhabitants", *both("Inhabitants who fall beyond the limit")),
    "beyond_limit": ("inhabitants", *both("Inhabitants beyond the limit before and after")),
    "index": ("", *both("What is said of the spread")),
    "value": ("-", *both("Value")),
    "side": ("", *both("By municipality of home or of work")),
    "commuters": ("commuters", *both("Train commuters between municipalities (2016)")),
    "within": ("commuters", *both("Train commuters within one municipality (2016), left out")),
    "hours_saved_day": (
        "passenger-hours/day",
        *both("Passenger-hours saved per day, with the commuters of 2016; below zero = lost"),
    ),
    "centre_id": ("", *both("Centre, id")),
    "centre": ("", *both("Centre")),
    "expected_min": ("min", *both("Expected minutes")),
    "best_min": ("min", *both("Best minutes")),
    "changes": ("-", *both("Changes")),
    "departures_per_hour": ("1/h", *both("Departures per hour")),
    "longest_gap_min": ("min", *both("Longest gap between departures")),
    "beyond_pct": ("%", *both("Inhabitants beyond the limit")),
    "direct": ("-", *both("Stations reached directly", context="table")),
    "added_by": ("", *both("Added by scenario")),
    "status": ("", *both("What changes")),
    "lost_direct": ("", *both("No direct train any more to (codes)")),
    "service": ("", *both("Service, id", context="table")),
    "series": ("", *both("Train series")),
    "product": ("", *both("Product", context="table")),
    "operator": ("", *both("Operator")),
    "mode": ("", *both("Mode", context="table")),
    "direction": ("", *both("Direction")),
    "from": ("", *both("From station")),
    "to": ("", *both("To station")),
    "stops": ("-", *both("Number of calls")),
    "run_min": ("min", *both("Minutes end to end")),
    "calls": ("", *both("Calls (codes)")),
    "station": ("", *both("Station")),
    "from_service": ("", *both("From service")),
    "from_direction": ("", *both("Direction of the first train")),
    "to_service": ("", *both("To service")),
    "to_direction": ("", *both("Direction of the second train")),
    "travellers_before": ("travellers/day", *both("Travellers a day, before")),
    "travellers_after": ("travellers/day", *both("Travellers a day, after")),
    "wait_before_min": ("min", *both("Minutes of the change, before")),
    "wait_after_min": ("min", *both("Minutes of the change, after")),
    "baseline_code": ("", *both("Code in the baseline")),
    "baseline_name": ("", *both("Name in the baseline")),
    "how": ("", *both("How they were found to be the same")),
    "km": ("km", *both("Distance between the two")),
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
    ("places", "population"): ("inhabitants", *both("Inhabitants, from the own file")),
    ("compare_places", "population"): ("inhabitants", *both("Inhabitants, from the own file")),
    ("connections", "kind"): ("", *both("What happens to the change")),
    ("sensitivity", "value"): ("*", *both("Mean, jobs divided as in the run")),
    ("sensitivity", "other_value"): ("*", *both("Mean, jobs divided by inhabitants alone")),
    ("sensitivity", "diff_pct"): ("%", *both("Difference of the two means, of the first")),
    ("sensitivity", "zones_pct"): ("%", *both("Difference in one's own zone, up or down, mean per inhabitant")),
    ("sensitivity", "gain"): ("*", *both("What the scenario adds, jobs divided as in the run")),
    ("sensitivity", "other_gain"): ("*", *both("What the scenario adds, jobs divided by inhabitants alone")),
    ("spread", "base_value"): ("-", *both("Value in the base")),
    ("spread", "diff"): ("-", *both("Difference: scenario minus base")),
}
#: What stands in the column ``index`` of tables/spread.csv.
SPREAD: dict[str, Words] = {
    "mean": ("*", *both("Mean per inhabitant")),
    "gini": ("-", *both("Gini: 0 = the same for all, 1 = all with one")),
    "theil": ("-", *both("Theil T: 0 = the same for all")),
    "theil_between_province": ("-", *both("Part of Theil T between provinces")),
    "theil_within_province": ("-", *both("Part of Theil T within provinces")),
    "theil_between_corop": ("-", *both("Part of Theil T between COROP areas")),
    "theil_within_corop": ("-", *both("Part of Theil T within COROP areas")),
    "palma": ("-", *both("Palma: mean of the 10 % with most over that of the 40 % with least; 1 = even")),
    "concentration": (
        "-",
        *both("Concentration by address density of the municipality: above 0 densely built ones have most"),
    ),
    "norm": ("*", *both("Norm (setting norm_share)")),
    "below_norm_pct": ("%", *both("Inhabitants who fall short of the norm")),
    "shortfall": ("-", *both("Mean shortfall as a share of the norm (FGT 1)")),
    "shortfall_squared": ("-", *both("Mean squared shortfall (FGT 2): who has least counts most")),
    "left_out_pct": ("%", *both("Inhabitants without an answer, left out")),
}
