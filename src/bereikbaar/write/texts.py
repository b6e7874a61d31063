"""Every sentence of the report in Dutch and English: one table, so that nothing stays half-translated."""

from __future__ import annotations

from collections.abc import Callable

from bereikbaar.errors import UnknownNameError
from bereikbaar.write.texts_baseline import BASELINE_TEXTS
from bereikbaar.write.texts_clock import CLOCK_TEXTS
from bereikbaar.write.texts_limit import LIMIT_TEXTS
from bereikbaar.write.texts_own import OWN_TEXTS
from bereikbaar.write.texts_people import PEOPLE_TEXTS
from bereikbaar.write.texts_short import SHORT_TEXTS
from bereikbaar.write.texts_stations import STATION_TEXTS

LANGS = ("nl", "en")

#: key -> (Dutch, English). Placeholders in braces are the same in both.
TEXTS: dict[str, tuple[str, str]] = {
    # title
    "title_compare": ("Vergelijking: {titles}", "Comparison: {titles}"),
    "title_region": ("Vergelijking voor {region}: {titles}", "Comparison for {region}: {titles}"),
    "title_base": ("Bereikbaarheid in het basisjaar", "Accessibility in the base year"),
    "title_base_region": (
        "Bereikbaarheid in het basisjaar van {region}",
        "Accessibility in the base year of {region}",
    ),
    "title_runs": ("Vergelijking van twee berekeningen", "Comparison of two runs"),
    "subject_window": (
        "Vergeleken met {network}. Dienstregeling: {window}.",
        "Compared with {network}. Timetable: {window}.",
    ),
    "subject_base": ("Netwerk: {network}. Dienstregeling: {window}.", "Network: {network}. Timetable: {window}."),
    "subject_runs": ("Van **{base}** naar **{scenario}**.", "From **{base}** to **{scenario}**."),
    "in_short": ("In het kort", "In short"),
    "what_is_measured": (
        "Reistijden zijn *verwachte* minuten van de voordeur tot het beste station van de bestemming, wachten "
        "inbegrepen, gemiddeld over vijf bestemmingen: Amsterdam, Rotterdam, Den Haag, Utrecht en de "
        "provinciehoofdstad (elk telt even zwaar). Verschillen onder {minutes} min of onder {share} % gelden als "
        "*geen merkbaar verschil*. Minuten zijn afgerond; een verschil kan daardoor 1 afwijken van de twee getallen "
        "ernaast.",
        "Travel times are *expected* minutes from the front door to the best station of the destination, waiting "
        "included, as the mean over five destinations: Amsterdam, Rotterdam, The Hague, Utrecht and the province "
        "capital (each counts the same). Differences below {minutes} min or below {share} % count as *no noticeable "
        "change*. Minutes are rounded; a difference can be 1 off from the two numbers beside it.",
    ),
    "town_minutes": ("{town} ({minutes} min)", "{town} ({minutes} min)"),
    # what it changes
    "what_changes": ("Wat er verandert", "What it changes"),
    "year_cost": ("Jaar: {year}. Kosten: {cost}.", "Year: {year}. Cost: {cost}."),
    "no_year": ("niet vastgesteld", "not set"),
    "cost": ("{amount}, prijspeil {level} ({source})", "{amount}, price level {level} ({source})"),
    "billion": ("{n} miljard euro", "{n} billion euro"),
    "million": ("{n} miljoen euro", "{n} million euro"),
    "no_cost": ("geen gepubliceerde kosten", "no published cost"),
    "no_change_words": ("Het scenario verandert niets.", "The scenario changes nothing."),
    "own_assumptions": ("Aannames van dit scenario:", "Assumptions of this scenario:"),
    "side_effects": ("Neveneffecten:", "Side effects:"),
    # towns
    "gainers": ("Kernen die het meest winnen", "Towns that gain most"),
    "losers": ("Kernen die het meest verliezen", "Towns that lose most"),
    "nobody_gains": ("Geen kern wint merkbaar.", "No town gains noticeably."),
    "nobody_loses": ("Geen kern verliest merkbaar.", "No town loses noticeably."),
    "single_losses": (
        "{people} inwoners zijn naar minstens een bestemming merkbaar langer onderweg (kernen: {towns}), ook waar "
        "het gemiddelde niet verslechtert. Het grootste verlies per kern:",
        "{people} inhabitants travel noticeably longer to at least one destination (towns: {towns}), also where the "
        "mean gets no worse. The largest loss of each town:",
    ),
    "nobody_loses_anywhere": (
        "Ook naar de bestemmingen apart verliest geen kern merkbaar.",
        "To none of the destinations apart does a town lose noticeably either.",
    ),
    "connections": ("Verbindingen die erbij komen of verdwijnen", "Connections gained and lost"),
    "new_towns": (
        "Krijgen een verbinding met elk van de vijf bestemmingen: {towns}.",
        "Get a connection to each of the five destinations: {towns}.",
    ),
    "lost_towns": (
        "Verliezen een verbinding met een van de vijf bestemmingen: {towns}.",
        "Lose a connection to one of the five destinations: {towns}.",
    ),
    "none_towns": (
        "Missen in beide gevallen een verbinding met minstens een van de vijf: {towns}; zij tellen niet mee in het "
        "gemiddelde.",
        "Lack a connection to at least one of the five in both cases: {towns}; they are not in the mean.",
    ),
    "town": ("Kern", "Town"),
    "province": ("Provincie", "Province"),
    "inhabitants": ("Inwoners", "Inhabitants"),
    "now": ("Nu", "Base"),
    "then": ("Straks", "Scenario"),
    "in_minutes": ("{name} (min)", "{name} (min)"),
    "change": ("Verschil (min)", "Change (min)"),
    "most_to": ("Grootste verschil", "Largest change"),
    "to_place": ("{place}: {minutes} min", "{place}: {minutes} min"),
    # sums
    "sums": ("Hoeveel inwoners", "How many inhabitants"),
    "sums_head": (
        "Inwoners van de {towns} kernen ({total} samen) naar verschil in verwachte reistijd. Een grens telt mee: wie "
        'precies 5 minuten wint, staat bij "Winst 5+".',
        "Inhabitants of the {towns} towns ({total} together) by change in expected minutes. A limit is included: who "
        'gains exactly 5 minutes is under "Gain 5+".',
    ),
    "to": ("Naar", "To"),
    "five_mean": ("gemiddelde van de vijf", "mean of the five"),
    "gain_any": ("Winst", "Gain"),
    "loss_any": ("Verlies", "Loss"),
    "gain_from": ("Winst {n}+", "Gain {n}+"),
    "loss_from": ("Verlies {n}+", "Loss {n}+"),
    "new": ("Nieuwe verbinding", "New connection"),
    "lost": ("Verbinding kwijt", "Connection lost"),
    "no_connection": ("Geen verbinding", "No connection"),
    "mean_change": ("Gemiddeld per inwoner (min)", "Mean per inhabitant (min)"),
    "by_province": ("Per provincie", "By province"),
    "winners": ("Inwoners met winst", "Inhabitants who gain"),
    "losers_people": ("Inwoners met verlies", "Inhabitants who lose"),
    "provinces_same": (
        "In geen kern een merkbaar verschil: {provinces}.",
        "No noticeable change in any town: {provinces}.",
    ),
    "same": ("geen merkbaar verschil", "no noticeable change"),
    # published figures
    "published": ("Gepubliceerde cijfers tegenover de onze", "Published figures against ours"),
    "no_published": ("Er zijn geen gepubliceerde cijfers bij deze berekening.", "This run has no published figures."),
    "miss_sentence": (
        "{scenario}: {measure}, {pair}: hier {got}, gepubliceerd {published} (marge {margin}; bron: {source}).",
        "{scenario}: {measure}, {pair}: {got} here, published {published} (margin {margin}; source: {source}).",
    ),
    "reference_run": (
        "afgeleid: eigen berekening op de dienstregeling van 2026",
        "derived: reference run on the timetable of 2026",
    ),
    "confidence": (
        "Zekerheid van bronnen, in dit hele verslag: A officieel, B pers over een studie, C onduidelijk, D hier "
        "afgeleid, G gok.",
        "How sure sources are, in this whole report: A official, B press quoting a study, C unclear, D derived here, "
        "G guess.",
    ),
    "scenario": ("Scenario", "Scenario"),
    "from_to": ("Verbinding", "Pair"),
    "published_value": ("Gepubliceerd", "Published"),
    "margin": ("Marge", "Margin"),
    "ours": ("Berekend", "Computed"),
    "verdict": ("Oordeel", "Verdict"),
    "source": ("Bron", "Source"),
    "ok": ("klopt", "ok"),
    "miss": ("**wijkt af**", "**off**"),
    "only_shown": ("ter informatie", "for information"),
    "at_least": ("minstens {value}", "at least {value}"),
    "none_found": ("geen verbinding", "no connection"),
    "best_min": ("snelste reis, min", "fastest journey, min"),
    "direct_min": ("snelste rechtstreekse trein, min", "fastest direct train, min"),
    "mean_direct_min": ("rechtstreeks met wachten, min", "direct with waiting, min"),
    "gain_best_min": ("winst op de snelste reis, min", "gain on the fastest journey, min"),
    "tph_direct": ("rechtstreekse treinen per uur", "direct trains per hour"),
    "tph_fast": ("snelle rechtstreekse treinen per uur", "fast direct trains per hour"),
    # assumptions
    "assumptions": ("Aannames", "Assumptions"),
    "assumed_share": (
        "Voor {share} % van de {people} inwoners begint de reis naar de dichtstbijzijnde grote stad in de basis met "
        "een aangenomen bus of tram, omdat er geen bekende lijn is; per kern en regio staat dat in `assumed_pct`.",
        "For {share} % of the {people} inhabitants the journey to the nearest large city in the base starts with an "
        "assumed bus or tram, because no line is known; `assumed_pct` says so per town and region.",
    ),
    "no_assumed": (
        "Aangenomen bussen en trams zijn uitgezet: alleen lopen, fietsen en bekende lijnen tellen.",
        "Assumed buses and trams are switched off: only walking, cycling and known lines count.",
    ),
    "settings": ("Instellingen van het model", "Settings of the model"),
    "settings_head": ("Een * wijkt af van de standaard.", "A * differs from the default."),
    "setting": ("Instelling", "Setting"),
    "meaning": ("Betekenis", "Meaning"),
    "value": ("Waarde", "Value"),
    "unit": ("Eenheid", "Unit"),
    "origin": ("Herkomst", "Where it comes from"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "no_limit": ("geen grens", "no limit"),
    # not compared
    "not_compared": ("Wat niet is vergeleken", "What is not compared"),
    "not_compared_list": (
        "Autoreistijden, tarieven, drukte in de trein en de capaciteit van het spoor zijn niet berekend. Of een plan "
        "in de dienstregeling past, is niet getoetst.",
        "Car travel times, fares, crowding and the capacity of the track are not computed. Whether a plan fits in "
        "the timetable is not checked.",
    ),
    "error_of_difference": (
        "Dat een reistijd afwijkt van die van een reisplanner, betekent niet dat het verschil evenveel afwijkt: wat "
        "in de basis en het scenario even ver afwijkt, valt in het verschil weg.",
        "The error of a level (minutes against a journey planner) is not the error of a difference: what is equally "
        "far off in base and scenario drops out of the difference.",
    ),
    # sources and manifest
    "sources": ("Bronnen", "Sources"),
    "network_source": (
        "Netwerk en plaatsen: gegevenspakket {name} {version} (bronnen en licenties in `datapackage.json`).",
        "Network and places: data package {name} {version} (sources and licences in `datapackage.json`).",
    ),
    "manifest": ("Gemaakt met", "Made with"),
    "warnings": ("Waarschuwingen", "Warnings"),
    # base only
    "base_short": (
        "Alleen het basisjaar is berekend; er is geen scenario vergeleken.",
        "Only the base year was computed; no scenario was compared.",
    ),
    "base_levels": ("Inwoners naar gemiddelde verwachte reistijd", "Inhabitants by mean expected minutes"),
    "class": ("Klasse", "Class"),
    "base_far": ("Kernen met de langste reistijd", "Towns with the longest travel time"),
    "minutes": ("Minuten", "Minutes"),
    **SHORT_TEXTS,
    **STATION_TEXTS,
    **LIMIT_TEXTS,
    **BASELINE_TEXTS,
    **CLOCK_TEXTS,
    **PEOPLE_TEXTS,
    **OWN_TEXTS,
}


def speaker(lang: str) -> Callable[..., str]:
    """Return ``say(key, **values)`` for a language ("nl" or "en"). Raises KeyError for a text that is not there.

    Raises UnknownNameError for another language.
    """
    if lang not in LANGS:
        raise UnknownNameError(f"there are no texts in {lang!r}; there are {' and '.join(LANGS)}")
    index = LANGS.index(lang)

    def say(key: str, **values: object) -> str:
        return TEXTS[key][index].format(**values) if values else TEXTS[key][index]

    return say
