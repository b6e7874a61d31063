"""Sentences of the report on connections and a limit from door to door, in Dutch and English."""

from __future__ import annotations

#: key -> (Dutch, English). Placeholders in braces are the same in both.
LIMIT_TEXTS: dict[str, tuple[str, str]] = {
    "limit_rule": (
        "Een bestemming op meer dan {limit} geldt als *buiten de grens*: er is een verbinding, "
        "maar de minuten tellen in geen gemiddelde mee.",
        "A destination at more than {limit} counts as *beyond the limit*: there is a connection, "
        "but its minutes are in no mean.",
    ),
    "limit": ("Binnen en buiten de grens van {limit}", "Within and beyond the limit of {limit}"),
    "limit_expected": ("{n} verwachte minuten", "{n} expected minutes"),
    "limit_minutes": ("{n} minuten", "{n} minutes"),
    "limit_changes": ("{n} overstappen tussen treinen", "{n} changes between trains"),
    "limit_or": ("{a} of {b}", "{a} or {b}"),
    "limit_head": (
        "Een kern staat hier ook als maar een deel van haar inwoners (1 % of meer) de grens passeert, tenzij haar "
        "gemiddelde dezelfde kant op gaat.",
        "A town also stands here when only some of its inhabitants (1 % or more) cross the limit, unless its mean "
        "goes the same way.",
    ),
    "comes_within_towns": (
        "Naar {place} komen binnen de grens ({people} inwoners): {towns}.",
        "To {place}, these come within the limit ({people} inhabitants): {towns}.",
    ),
    "falls_beyond_towns": (
        "Naar {place} vallen buiten de grens ({people} inwoners): {towns}.",
        "To {place}, these fall beyond the limit ({people} inhabitants): {towns}.",
    ),
    "nobody_crosses": (
        "Geen kern komt binnen de grens of valt erbuiten.",
        "No town comes within the limit or falls beyond it.",
    ),
    "stays_beyond": (
        "{people} van de {total} inwoners wonen in kernen waarvoor een of meer van de vijf bestemmingen in beide "
        "gevallen buiten de grens liggen; zij tellen niet mee in het gemiddelde van de vijf.",
        "{people} of the {total} inhabitants live in towns for which one or more of the five destinations lie beyond "
        "the limit in both cases; they are not in the mean of the five.",
    ),
    "short_new": (
        "{people} inwoners wonen in kernen die met minstens een bestemming een verbinding krijgen",
        "{people} inhabitants live in towns that get a connection to at least one destination",
    ),
    "short_lost": (
        "{people} inwoners wonen in kernen die met minstens een bestemming hun verbinding verliezen",
        "{people} inhabitants live in towns that lose their connection to at least one destination",
    ),
    "short_comes_within": (
        "{people} inwoners wonen in kernen die naar minstens een bestemming binnen de grens komen",
        "{people} inhabitants live in towns that come within the limit of at least one destination",
    ),
    "short_falls_beyond": (
        "{people} inwoners wonen in kernen die naar minstens een bestemming buiten de grens vallen",
        "{people} inhabitants live in towns that fall beyond the limit of at least one destination",
    ),
    "comes_within": ("Komt binnen de grens", "Comes within the limit"),
    "falls_beyond": ("Valt buiten de grens", "Falls beyond the limit"),
    "beyond_limit": ("Buiten de grens", "Beyond the limit"),
}
