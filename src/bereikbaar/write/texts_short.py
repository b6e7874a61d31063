"""Sentences of the short answer, each of which can be quoted alone, and of the region of a report."""

from __future__ import annotations

#: key -> (Dutch, English). Placeholders in braces are the same in both.
SHORT_TEXTS: dict[str, tuple[str, str]] = {
    "plan": ("“{title}”", "“{title}”"),
    "plan_instead": ("“{title}” in plaats van “{other}”", "“{title}” instead of “{other}”"),
    "short_gain": (
        "Met {plan} zijn {people} inwoners ({share} van de {total} in de {towns} {where}) gemiddeld merkbaar sneller "
        "in de vier grote steden en hun provinciehoofdstad, het meest in {best}.",
        "With {plan}, {people} inhabitants ({share} of the {total} in the {towns} {where}) travel noticeably faster "
        "on average to the four largest cities and their province capital, most of all in {best}.",
    ),
    "short_no_gain": (
        "Met {plan} is gemiddeld geen van de {towns} {where} merkbaar sneller in de vier grote steden en de "
        "provinciehoofdstad.",
        "With {plan}, none of the {towns} {where} travels noticeably faster on average to the four largest cities "
        "and its province capital.",
    ),
    "short_loss": (
        "Met {plan} zijn {people} inwoners ({share} van de {total} in de {towns} {where}) gemiddeld merkbaar langer "
        "onderweg naar de vier grote steden en hun provinciehoofdstad, het meest in {best}.",
        "With {plan}, {people} inhabitants ({share} of the {total} in the {towns} {where}) travel noticeably longer "
        "on average to the four largest cities and their province capital, most of all in {best}.",
    ),
    "short_no_loss": (
        "Met {plan} is gemiddeld geen van de {towns} {where} merkbaar langer onderweg naar de vier grote steden en "
        "de provinciehoofdstad.",
        "With {plan}, none of the {towns} {where} travels noticeably longer on average to the four largest cities "
        "and its province capital.",
    ),
    "short_some_loss": (
        "{people} inwoners zijn dat naar minstens een bestemming apart wel",
        "{people} inhabitants do to at least one single destination",
    ),
    "short_longer_changes": (
        "van naar schatting {people} reizigers per dag verdwijnt een overstap of duurt die langer",
        "an estimated {people} travellers a day lose a change between trains or wait longer at it",
    ),
    "towns_from": ("kernen met {least} inwoners of meer", "towns with {least} inhabitants or more"),
    "towns_from_in": (
        "kernen met {least} inwoners of meer in {region}",
        "towns with {least} inhabitants or more in {region}",
    ),
    "stations_lose": (
        "{n} stations krijgen merkbaar minder treinen of verliezen hun rechtstreekse trein naar een grote stad of "
        "provinciehoofdstad",
        "{n} stations get noticeably fewer trains or lose their direct train to a large city or province capital",
    ),
    "station_loses": (
        "1 station krijgt merkbaar minder treinen of verliest zijn rechtstreekse trein naar een grote stad of "
        "provinciehoofdstad",
        "1 station gets noticeably fewer trains or loses its direct train to a large city or province capital",
    ),
    "no_station_loses": (
        "geen station krijgt merkbaar minder treinen of verliest zijn rechtstreekse trein naar een grote stad of "
        "provinciehoofdstad",
        "no station gets noticeably fewer trains or loses its direct train to a large city or province capital",
    ),
    "stations_in": ("{stations} (van de stations in {region})", "{stations} (of the stations in {region})"),
    "short_cost": ("{plan} kost {amount} (prijspeil {level})", "{plan} costs {amount} (price level {level})"),
    "short_no_cost": ("Van {plan} zijn geen kosten gepubliceerd", "No cost of {plan} was published"),
    "short_sure": (
        "{cost}; gepubliceerde cijfers over dit plan die hier binnen de marge uitkomen: {ok} van {n}.",
        "{cost}; published figures on this plan that come out within their margin here: {ok} of {n}.",
    ),
    "short_unsure": (
        "{cost}; er zijn geen gepubliceerde cijfers over dit plan om de berekening aan te toetsen.",
        "{cost}; there are no published figures on this plan to check the computation against.",
    ),
    "share_tiny": ("minder dan 0,1 %", "less than 0.1 %"),
    "share": ("{n} %", "{n} %"),
    # what a report covers
    "region_province": ("de provincie {name}", "the province of {name}"),
    "region_corop": ("het COROP-gebied {name}", "the COROP area {name}"),
    "region_municipality": ("de gemeente {name}", "the municipality of {name}"),
    "only_region": (
        "Dit verslag gaat alleen over {region}: over de kernen en de stations daar. {rule}",
        "This report covers {region} only: the towns and the stations there. {rule}",
    ),
    "station_by_province": (
        "Een station hoort bij de provincie waarin het staat.",
        "A station belongs to the province where it stands.",
    ),
    "station_by_town": (
        "Een station hoort bij het gebied van de kern die er hemelsbreed het dichtst bij ligt.",
        "A station belongs to the area of the town that is nearest to it as the crow flies.",
    ),
}
