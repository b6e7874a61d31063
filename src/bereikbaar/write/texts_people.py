"""Sentences of the report on reach per region, winners and losers by zone, spread and commuters."""

from __future__ import annotations

from bereikbaar.lang import Text, both

#: key -> text.
PEOPLE_TEXTS: dict[str, Text] = {
    # reach
    "reach": both("Work, care and education by province"),
    "reach_head": both(
        "Means per inhabitant, from door to door. Within 60 min is up to and including 60. A = stands for no "
        "noticeable change."
    ),
    "reach_base_head": both("Means per inhabitant, from door to door. Within 60 min is up to and including 60."),
    "reach_same": both("No noticeable change in the mean of any province."),
    "reach_others": both("No noticeable change in the mean of {provinces}."),
    "difference": both("Change"),
    "reach_more": both("COROP areas, municipalities and NPVR regions are in `tables/compare_areas.csv`."),
    # winners and losers by zone
    "zone_winners": both("Who gains and who loses, by postcode"),
    "zone_winners_head": both(
        "Of the {people} inhabitants of {zones} postcode areas; every area counts by itself, so that no mean hides "
        "who loses. Better or worse is a change of {share} % or more, in minutes also of {minutes} min or more, in "
        "numbers per hour also of {hourly} or more; in measures in per cent a change of {points} percentage point or "
        "more."
    ),
    "better_people": both("Better"),
    "worse_people": both("Worse"),
    "mean_of": both("Mean {name}"),
    "shared_jobs": both(
        "Jobs per competitor are to be shared: their mean over the whole country stays the same, so that what one "
        "gains another loses."
    ),
    "npvr": both("NPVR regions"),
    "npvr_head": both(
        "Regions of the National Programme for Vital Regions where somebody notices a change of travel time (mean of "
        "the five). Which municipalities belong to them is our reading and not official."
    ),
    "npvr_same": both(
        "In no NPVR region does anybody notice a change of travel time (which municipalities belong to them is our "
        "reading)."
    ),
    "npvr_region": both("Region"),
    "no_outlines": both(
        "The folder of places has no {files}: these map layers are left out: {layers}. The tables are there."
    ),
    # spread
    "spread": both("How evenly it is spread"),
    "spread_head": both(
        "Gini: 0 = everybody has the same, 1 = one has all. Palma: how many times as much the ten per cent with most "
        "have as the forty per cent with least. Below the norm: inhabitants with less than {share} % of what the "
        "median inhabitant has in the base (minutes: more than {times} times as many); that norm is an assumption."
    ),
    "spread_between": both(
        "Between provinces: which part of the unevenness is one between provinces and not within them."
    ),
    "gini": both("Gini"),
    "palma": both("Palma"),
    "below_norm": both("Below the norm (%)"),
    "between_provinces": both("Between provinces (%)"),
    "from_to_value": both("{before} → {after}"),
    "more_even": both("More evenly spread, by the Gini: {measures}."),
    "less_even": both("Less evenly spread, by the Gini: {measures}."),
    "as_even": both("The spread hardly changes (Gini, by less than {least}): {measures}."),
    "other_people": both("Not to be compared, since other people are counted before and after: {measures}."),
    # commuters
    "commuters": both("Train commuters"),
    "commuters_head": both(
        "Of the {people} train commuters between municipalities, {better} travel noticeably shorter and {worse} "
        "noticeably longer: {change} min per trip on average (from {before} to {after}), together {hours} "
        "passenger-hours a day {what}, at two trips a day."
    ),
    "commuters_base": both(
        "The {people} train commuters between municipalities travel {before} min per trip on average, from door to "
        "door."
    ),
    "hours_saved": both("less", context="hours_lost"),
    "hours_lost": both("more"),
    "commuters_new": both("With a new connection: {people}."),
    "commuters_lost": both("Losing their connection: {people}."),
    "commuters_none": both("Without a connection: {people}; they are in no mean."),
    "commuters_new_limit": both("With a new connection, or now within the limit: {people}."),
    "commuters_lost_limit": both("Losing their connection, or falling beyond the limit: {people}."),
    "commuters_none_limit": both(
        "Without a connection, or with their work beyond the limit: {people}; they are in no mean."
    ),
    "commuters_rule": both(
        "They are the commuters of 2016 (totals counted, the split by means of travel modelled); people who change "
        "job, home or means of travel because of the plan do not count. The minutes between two municipalities are "
        "weighted by the inhabitants of the home zones and the jobs of the work zones (an estimate). Left out: "
        "{within} train commuters within one municipality."
    ),
    "commuters_by": both("Province of home"),
    "commuters_people": both("Commuters"),
    "sooner": both("Shorter"),
    "later": both("Longer"),
    "hours_day": both("Hours a day saved"),
    "most_saved": both("Most hours are saved by those who live in {towns}."),
    "most_lost": both("Most hours are lost by those who live in {towns}."),
    "town_hours": both("{town} ({hours})"),
}
