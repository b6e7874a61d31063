"""Sentences of the report on places of the user's own."""

from __future__ import annotations

#: key -> (Dutch, English). Placeholders in braces are the same in both.
OWN_TEXTS: dict[str, tuple[str, str]] = {
    "own": ("Eigen plaatsen", "Places of your own"),
    "own_place": ("Plaats", "Place"),
    "own_municipality": ("Gemeente", "Municipality"),
    "own_by_people": ("naar inwoners", "by inhabitants"),
    "own_alike": ("elke plaats even zwaar", "every place alike"),
    "own_head": (
        "{n} plaatsen uit {file}: {measure}, gemiddeld ({how}) {before} min ({first}) en {after} min ({second}), "
        "{change}.",
        "{n} places from {file}: {measure}, on average ({how}) {before} min ({first}) and {after} min ({second}), "
        "{change}.",
    ),
    "own_head_base": (
        "{n} plaatsen uit {file}: {measure}, gemiddeld ({how}) {before} min.",
        "{n} places from {file}: {measure}, on average ({how}) {before} min.",
    ),
    "own_most": (
        "De {n} met het grootste verschil; alle staan in `tables/compare_places.csv`.",
        "The {n} with the largest change; all are in `tables/compare_places.csv`.",
    ),
    "own_no_answer": (
        "{n} van deze plaatsen hebben geen antwoord op deze maat en tellen niet mee.",
        "{n} of these places have no answer to this measure and do not count.",
    ),
}
