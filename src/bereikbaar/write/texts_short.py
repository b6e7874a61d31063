"""Sentences of the short answer, each of which can be quoted alone, and of the region of a report."""

from __future__ import annotations

from bereikbaar.lang import Text, both

#: Numbers of plans at the beginning of a title, from two on.
COUNTED_PLANS = (
    both("Two plans"),
    both("Three plans"),
    both("Four plans"),
    both("Five plans"),
    both("Six plans"),
    both("Seven plans"),
    both("Eight plans"),
    both("Nine plans"),
    both("Ten plans"),
)

#: key -> text.
SHORT_TEXTS: dict[str, Text] = {
    "plan": both("“{title}”"),
    "plan_instead": both("“{title}” instead of “{other}”"),
    "short_gain": both(
        "With {plan}, {people} inhabitants ({share} of the {total} in the {towns} {where}) travel noticeably faster "
        "on average to the four largest cities and their province capital, most of all in {best}."
    ),
    "short_no_gain": both(
        "With {plan}, nobody in the {towns} {where} travels noticeably faster on average to the four largest cities "
        "and the province capital."
    ),
    "short_loss": both(
        "With {plan}, {people} inhabitants ({share} of the {total} in the {towns} {where}) travel noticeably longer "
        "on average to the four largest cities and their province capital, most of all in {best}."
    ),
    "short_no_loss": both(
        "With {plan}, nobody in the {towns} {where} travels noticeably longer on average to the four largest cities "
        "and the province capital."
    ),
    "people_all": both("{total} inhabitants"),
    "people_of": both("{total} inhabitants of {region}"),
    "short_gain_zones": both(
        "With {plan}, {people} of the {everybody} ({share}, by postcode area) travel noticeably faster on average to "
        "the four largest cities and their province capital."
    ),
    "short_no_gain_zones": both(
        "With {plan}, none of the {everybody} travels noticeably faster on average to the four largest cities and "
        "the province capital."
    ),
    "short_loss_zones": both(
        "With {plan}, {people} of the {everybody} ({share}, by postcode area) travel noticeably longer on average to "
        "the four largest cities and their province capital."
    ),
    "short_gain_all_zones": both(
        "With {plan}, all {everybody} ({share}, by postcode area) travel noticeably faster on average to the four "
        "largest cities and their province capital."
    ),
    "short_loss_all_zones": both(
        "With {plan}, all {everybody} ({share}, by postcode area) travel noticeably longer on average to the four "
        "largest cities and their province capital."
    ),
    "short_no_loss_zones": both(
        "With {plan}, none of the {everybody} travels noticeably longer on average to the four largest cities and "
        "the province capital."
    ),
    "short_most": both("of the {towns} {where} most of all in {best}"),
    "short_some_loss_towns": both(
        "{people} inhabitants of towns do travel noticeably longer to at least one destination: {worst}"
    ),
    "short_some_loss": both("{people} inhabitants do travel noticeably longer to at least one destination: {worst}"),
    "worst_first": both("most of all {worst}"),
    "loss_to": both("{town} to {place} ({minutes} min)"),
    "short_longer_changes": both(
        "an estimated {people} travellers a day lose a change between trains or wait longer at it"
    ),
    "towns_from": both("with {least} inhabitants or more"),
    "towns_from_in": both("with {least} inhabitants or more in {region}"),
    "stations_lose": both(
        "{n} stations get noticeably fewer trains or lose their direct train to a large city or province capital "
        "({names})"
    ),
    "station_loses": both(
        "1 station gets noticeably fewer trains or loses its direct train to a large city or province capital "
        "({names})"
    ),
    "no_station_loses": both(
        "no station gets noticeably fewer trains or loses its direct train to a large city or province capital"
    ),
    "stations_in": both("in {region}, {stations}"),
    "short_cost": both("{plan} costs {amount} (price level {level})"),
    "short_no_cost": both("No cost of {plan} was published"),
    "short_closed": both("{plan} is a closure and no published plan, so it has no cost"),
    "more_km": both("{km} more train-km are run on a weekday"),
    "fewer_km": both("{km} fewer train-km are run on a weekday"),
    "same_km": both("as many train-km are run as now"),
    "short_sure": both("{cost}; how sure this is: {sure}."),
    "sure_all": both("all {n} published figures on this plan come out here within their margin"),
    "sure_some": both("{ok} of the {n} published figures on this plan come out here within their margin"),
    "sure_one_figure": both("the one published figure on this plan comes out here within its margin"),
    "sure_one_figure_off": both("the one published figure on this plan does not come out here"),
    "sure_no_figures": both("there are no published figures on this plan to check the computation against"),
    "sure_planner": both(
        "the fastest journeys of the base are {minutes} off those of a journey planner on average ({n} compared)"
    ),
    "sure_closed": both("the closure rests on {n} assumptions"),
    "sure_one_assumption": both("the plan rests on 1 assumption"),
    "sure_assumptions": both("the plan rests on {n} assumptions"),
    # one of several plans, below its title
    "brief_gains": both("**Who gains:** {said}"),
    "brief_loses": both("**Who loses:** {said}"),
    "brief_takes": both("**What it takes:** {cost}. **How sure:** {sure}."),
    "brief_gain": both(
        "{whom} ({share}) travel noticeably faster on average to the four largest cities and their province capital"
    ),
    "brief_loss": both("{whom} ({share}) travel noticeably longer on average"),
    "brief_no_gain": both(
        "nobody travels noticeably faster on average to the four largest cities and the province capital"
    ),
    "brief_no_loss": both("nobody travels noticeably longer on average"),
    "brief_stations": both("{n} stations get fewer trains or lose their direct train to a city ({names})"),
    "brief_station": both("1 station gets fewer trains or loses its direct train to a city ({names})"),
    "brief_no_station": both("no station gets fewer trains or loses its direct train to a city"),
    "brief_most": both("most of all in {best}"),
    "brief_cost": both("{amount} (price level {level})"),
    "brief_no_cost": both("no cost was published"),
    "brief_closed": both("no cost: a closure is not a plan"),
    "brief_planner": both("How sure this is, for every plan: {planner}."),
    "people_towns": both("{total} inhabitants of the {towns} {where}"),
    "share_tiny": both("less than 0.1 %"),
    "share_nearly_all": both("more than 99.9 %"),
    "share": both("{n} %"),
    # titles of several plans
    "title_plans": both("{plans} compared"),
    "title_plans_region": both("{plans} compared for {region}"),
    "title_plans_baseline": both("{plans} compared with {baseline}"),
    "n_plans": both("{n} plans"),
    # what a report covers
    "region_province": both("the province of {name}"),
    "region_corop": both("the COROP area {name}"),
    "region_npvr": both("the NPVR region {name} (which municipalities belong to it is our reading)"),
    "region_municipality": both("the municipality of {name}"),
    "only_region": both("This report covers {region} only: the towns and the stations there. {rule}"),
    "station_by_province": both("A station belongs to the province where it stands."),
    "station_by_town": both("A station belongs to the area of the town that is nearest to it as the crow flies."),
}
