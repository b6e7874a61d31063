"""Sentences of the short answer, each of which can be quoted alone, and of the region of a report."""

from __future__ import annotations

from bereikbaar.lang import Text, both

#: key -> text.
SHORT_TEXTS: dict[str, Text] = {
    "plan": both("“{title}”"),
    "plan_instead": both("“{title}” instead of “{other}”"),
    "short_gain": both(
        "With {plan}, {people} inhabitants ({share} of the {total} in the {towns} {where}) travel noticeably faster "
        "on average to the four largest cities and their province capital, most of all in {best}."
    ),
    "short_no_gain": both(
        "With {plan}, none of the {towns} {where} travels noticeably faster on average to the four largest cities "
        "and its province capital."
    ),
    "short_loss": both(
        "With {plan}, {people} inhabitants ({share} of the {total} in the {towns} {where}) travel noticeably longer "
        "on average to the four largest cities and their province capital, most of all in {best}."
    ),
    "short_no_loss": both(
        "With {plan}, none of the {towns} {where} travels noticeably longer on average to the four largest cities "
        "and its province capital."
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
    "short_no_loss_zones": both(
        "With {plan}, none of the {everybody} travels noticeably longer on average to the four largest cities and "
        "the province capital."
    ),
    "short_most": both("of the {towns} {where} most of all in {best}"),
    "short_some_loss_towns": both("{people} inhabitants of towns do to at least one single destination"),
    "short_some_loss": both("{people} inhabitants do to at least one single destination"),
    "short_longer_changes": both(
        "an estimated {people} travellers a day lose a change between trains or wait longer at it"
    ),
    "towns_from": both("towns with {least} inhabitants or more"),
    "towns_from_in": both("towns with {least} inhabitants or more in {region}"),
    "stations_lose": both(
        "{n} stations get noticeably fewer trains or lose their direct train to a large city or province capital"
    ),
    "station_loses": both(
        "1 station gets noticeably fewer trains or loses its direct train to a large city or province capital"
    ),
    "no_station_loses": both(
        "no station gets noticeably fewer trains or loses its direct train to a large city or province capital"
    ),
    "stations_in": both("{stations} (of the stations in {region})"),
    "short_cost": both("{plan} costs {amount} (price level {level})"),
    "short_no_cost": both("No cost of {plan} was published"),
    "short_sure": both("{cost}; published figures on this plan that come out within their margin here: {ok} of {n}."),
    "short_unsure": both("{cost}; there are no published figures on this plan to check the computation against."),
    "share_tiny": both("less than 0.1 %"),
    "share": both("{n} %"),
    # what a report covers
    "region_province": both("the province of {name}"),
    "region_corop": both("the COROP area {name}"),
    "region_npvr": both("the NPVR region {name} (which municipalities belong to it is our reading)"),
    "region_municipality": both("the municipality of {name}"),
    "only_region": both("This report covers {region} only: the towns and the stations there. {rule}"),
    "station_by_province": both("A station belongs to the province where it stands."),
    "station_by_town": both("A station belongs to the area of the town that is nearest to it as the crow flies."),
}
