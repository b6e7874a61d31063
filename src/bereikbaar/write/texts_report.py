"""Sentences of the long report: headings, captions of tables, price tag, reasons, method, parts for councils."""

from __future__ import annotations

from bereikbaar.lang import Text, both

#: key -> text.
REPORT_TEXTS: dict[str, Text] = {
    # headings, in order
    "changes": both("What each plan changes"),
    "changes_one": both("What the plan changes"),
    "town_effect": both("Effect per town"),
    "evening_weekend": both("Evening and weekend"),
    "work_care": both("Work, care and education"),
    "regions": both("Spread over regions"),
    "who_loses": both("Who loses"),
    "price": both("Price tag"),
    "why": both("Why: the ten largest gains and losses"),
    "parts": both("What each part contributes"),
    "method": both("Method"),
    "for_council": both("For the social-economic council of {name}"),
    "base_map": both("Map of travel times"),
    # what a plan changes, in a few lines
    "change_new_stations": both("New stations: {items}."),
    "change_closed_stations": both("No train stops any more at {items}."),
    "change_station_access": both("Another way to the platform, or other rental bicycles: {items}."),
    "change_new_track": both("New track, {km} km: {items}."),
    "change_cost_track": both("New track beside what is there: {km} km, counted in the cost only."),
    "change_other_track": both("Track with another speed or length: {items}."),
    "change_new_train": both("New train: {items}."),
    "change_new_trains": both("More new trains: {items}."),
    "change_per_hour": both("per hour {often}"),
    "change_gone_trains": both("No longer run: {items}."),
    "change_more_trains": both("Run more often: {items}."),
    "change_fewer_trains": both("Run less often: {items}."),
    "change_faster": both("Faster from end to end: {items}."),
    "change_slower": both("Slower from end to end: {items}."),
    "change_extra_stop": both("Extra stop at {items}: {trains}."),
    "change_skipped_stop": both("No longer stop at {items}: {trains}."),
    "change_change_times": both("Another time for a change at {items}."),
    "change_feeders": both("New bus lines ({n}) to {items}."),
    "change_places": both("Postcode areas with other numbers of inhabitants or jobs: {n}."),
    # tables
    "caption_of": both("{caption}: {title}"),
    "cap_overview": both("The plans side by side"),
    "cap_network": both("What changes in stations, track, trains and buses"),
    "cap_gain": both("Towns that gain most"),
    "cap_loss": both("Towns that lose most"),
    "cap_single": both("Largest loss to a single destination, by town"),
    "cap_towns": both("All towns with a noticeable change"),
    "cap_sums": both("Inhabitants of towns by how much they gain or lose"),
    "cap_province": both("Towns by province"),
    "cap_reach": both("Work, care and education by province"),
    "cap_winners": both("Inhabitants who gain and lose, by postcode area"),
    "cap_npvr": both("Inhabitants of NPVR regions who gain and lose"),
    "cap_spread": both("How evenly measures are spread"),
    "cap_commuters": both("Train commuters by province"),
    "cap_often": both("Trains per hour and share of turn-up-and-go destinations, per inhabitant"),
    "cap_drops": both("How many fewer trains run in the evening and at the weekend"),
    "cap_windows": both("Change of travel time by part of the week"),
    "cap_less": both("Stations with fewer trains"),
    "cap_more": both("Stations with more trains"),
    "cap_direct": both("Stations that lose their direct train to a city"),
    "cap_connections": both("Changes between trains that go or last longer"),
    "cap_own": both("Places of your own that change most"),
    "cap_minutes": both("Trains per hour by where their minute comes from"),
    "cap_published": both("Published figures against ours"),
    "cap_settings": both("Settings of the model"),
    "cap_classes": both("Inhabitants by mean expected minutes"),
    "cap_far": both("Towns with the longest travel time"),
    "cap_price": both("What each plan takes"),
    "cap_price_one": both("What the plan takes"),
    "cap_why": both("Why the towns with the largest gains and losses change"),
    "cap_parts": both("What each part contributes to the mean of all towns"),
    "cap_parts_towns": both("The towns that gain most, with the share of each part (min)"),
    "cap_parts_council": both("{name}: the towns that gain most, with the share of each part (min)"),
    # overview
    "overview_head": both("What it is about"),
    "overview_share": both("Share of all inhabitants who gain"),
    "overview_most": both("Town that gains most"),
    "overview_single": both("Inhabitants of towns who lose to a single destination"),
    "overview_stations": both("Stations with fewer trains or without their direct train to a city"),
    "overview_km": both("More train-km on a weekday"),
    "published_ok": both("Published figures that come out here"),
    "ok_of": both("{ok} of {n}"),
    "no_published_short": both("none published"),
    "cost_head": both("Published cost"),
    # changes
    "change_what": both("What"),
    # towns
    "towns_head": both(
        "Expected minutes from the front door as the mean over the five destinations, for {n} of {towns}, "
        "where that changes noticeably or a connection comes or goes. The others: no noticeable change."
    ),
    "towns_head_beside": both(
        "Expected minutes from the front door as the mean over the five destinations now, and how many minutes each "
        "plan makes of difference, for {n} of {towns}, where some plan changes that noticeably or a "
        "connection comes or goes. A = means: no noticeable change."
    ),
    "towns_none": both("In the {towns} there is no noticeable change."),
    "towns_elsewhere": both("All towns with a noticeable change are in the other forms of this report."),
    "municipality": both("Municipality"),
    "judged": both("What it means"),
    "word_better": both("gains"),
    "word_worse": both("loses"),
    "word_new": both("new connection"),
    "word_lost": both("connection lost"),
    "word_comes_within": both("comes within the limit"),
    "word_falls_beyond": both("falls beyond the limit"),
    # windows
    "windows_head": both(
        "The same comparison in each part of the week that was computed, over the inhabitants of the {towns}."
    ),
    "windows_one": both(
        "Travel times were computed for {window} only; with `--window all` the evening and the weekend are compared, "
        "too."
    ),
    "part_of_week": both("Part of the week"),
    # losers
    "losers_head": both(
        "What a plan makes worse stands here together: towns, single destinations, stations and changes between "
        "trains."
    ),
    # price tag
    "price_head": both(
        "More than in the base, on a weekday. A plan without a published cost has none here and is not ranked by "
        "cost."
    ),
    "train_km": both("Train-km a day"),
    "train_hours": both("Train-hours a day"),
    "trainsets": both("Trainsets"),
    "new_track": both("New track (km)"),
    "upgraded_track": both("Upgraded track (km)"),
    "per_train_km": both("Passenger-hours saved per train-km"),
    "per_million": both("Passenger-hours saved a day per million euro"),
    "cost_level": both("{amount} (price level {level})"),
    "price_hours": both("Hours of a mean weekday by window: {hours}."),
    "price_assumptions": both("Assumptions of the price tag:"),
    # reasons
    "why_head": both(
        "Of each town the journey to the destination that changes most, from the middle of its largest postcode "
        "area; last come journeys that take longer though the mean of the town does not. The mean of the whole town "
        "stands in the tables and may differ."
    ),
    "why_column": both("Why"),
    "part": both("Part"),
    "share_of_total": both("Share (min)"),
    "on_its_own": both("On its own (min)"),
    "left_out_of": both("What the rest lacks without it (min)"),
    "parts_head": both(
        "Means per inhabitant of the towns in minutes, below zero is faster. Shares (Shapley values) add up to the "
        "total of {total} min; what a part does on its own, and what the rest lacks without it, need not."
    ),
    "parts_total": both("All parts together"),
    "parts_total_min": both("Total (min)"),
    "parts_towns_head": both(
        "Of the ten towns that gain most the shares of the parts in minutes; below zero is faster. They add up to "
        "the total of the town."
    ),
    "parts_nobody": both("No town gains."),
    "parts_one": both("There is nothing to divide: all changes of the plan need each other, they are one part."),
    "parts_do": both("The parts, and what they do:"),
    "parts_rounded": both("By rounding, what is shown adds up to at most {most} more or less than the total shown."),
    "parts_new": both(
        "{people} inhabitants live in towns that have no connection without some of the parts: those are new "
        "or lost connections and not in the minutes: {towns}."
    ),
    # method
    "method_words": both(
        "A journey goes from the front door to the best station of a destination: walking, cycling or by bus to a "
        "station, waiting, the trains with the changes between them, and the way from the station. The computation "
        "is made for every postcode area and summed over their inhabitants."
    ),
    "method_headway": both(
        "Waiting follows from how often trains run: who has several lines takes the first that helps, as by Spiess "
        "and Florian (1989). A plan so needs no timetable; whether connections fit is not assumed."
    ),
    "method_clock": both("Waiting follows from the clock: every moment of the part of the day counts the same."),
    "method_base": both(
        "Everything is compared with one base, in which nothing changes but the plan: no growth, no other plans, and "
        "nobody moves or changes jobs."
    ),
    # councils
    "council_changed": both("Towns with a noticeable change"),
    "cap_council_towns": both("Minutes to the five destinations now, and what changes (= not noticeably)"),
    "cap_council_reach": both("Work, care and education"),
    "council_source": both("This part is about {provinces} (source: {source})."),
    "council_people": both(
        "With {plan}, {gain} of the {total} inhabitants of {region} ({share}) travel noticeably faster on average "
        "to the four largest cities and their province capital, and {loss}."
    ),
    "council_loss": both("{n} noticeably longer"),
    "council_no_loss": both("nobody noticeably longer"),
    "council_none": both("With {plan}, nobody in {region} travels noticeably faster or longer on average."),
    "council_towns_only": both("{plan} changes something in {towns} of {region}."),
    "council_apart": both("{new} of them get a connection that they did not have, {lost} lose theirs."),
    "council_quiet": both("{plans}: no noticeable change for anybody in {region}."),
    "council_no_towns": both("No town changes noticeably on average over the five destinations."),
    "council_more_towns": both(
        "Not shown here: {towns} with a noticeable change; all are in the table of all towns."
    ),
    "council_columns": both("The tables have the {n} plans that change most here."),
    "council_losers": both("Who loses here"),
    "council_loses": both("{plan}: {clauses}."),
    "council_worse": both(
        "{people} inhabitants of towns travel noticeably longer on average, most of all in {worst}"
    ),
    "council_single": both(
        "{people} inhabitants of towns travel noticeably longer to at least one destination: {worst}"
    ),
    "council_lost": both("without a connection to one of the five destinations: {towns}"),
    "council_stations": both("fewer trains, closed, or without their direct train to a city: {stations}"),
    "council_nobody_loses": both(
        "No town here loses noticeably, also not to a single destination, and no station gets noticeably fewer "
        "trains or loses its direct train to a large city or province capital."
    ),
    "council_same_reach": both("Work, care and education: no noticeable change in the means of the provinces."),
}
