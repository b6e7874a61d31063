"""Sentences of the report on connections and a limit from door to door, in Dutch and English."""

from __future__ import annotations

from bereikbaar.lang import Text, both

#: key -> text.
LIMIT_TEXTS: dict[str, Text] = {
    "limit_rule": both(
        "A destination at more than {limit} counts as *beyond the limit*: there is a connection, "
        "but its minutes are in no mean."
    ),
    "limit": both("Within and beyond the limit of {limit}"),
    "limit_expected": both("{n} expected minutes"),
    "limit_minutes": both("{n} minutes"),
    "limit_changes": both("{n} changes between trains"),
    "limit_or": both("{a} or {b}"),
    "limit_head": both(
        "A town also stands here when only some of its inhabitants (1 % or more) cross the limit, unless its mean "
        "goes the same way."
    ),
    "comes_within_towns": both("To {place}, these come within the limit ({people} inhabitants): {towns}."),
    "falls_beyond_towns": both("To {place}, these fall beyond the limit ({people} inhabitants): {towns}."),
    "nobody_crosses": both("No town comes within the limit or falls beyond it."),
    "stays_beyond": both(
        "{people} of the {total} inhabitants live in towns for which one or more of the five destinations lie beyond "
        "the limit in both cases; they are not in the mean of the five."
    ),
    "short_new": both("{people} inhabitants live in towns that get a connection to at least one destination"),
    "short_lost": both("{people} inhabitants live in towns that lose their connection to at least one destination"),
    "short_comes_within": both(
        "{people} inhabitants live in towns that come within the limit of at least one destination"
    ),
    "short_falls_beyond": both(
        "{people} inhabitants live in towns that fall beyond the limit of at least one destination"
    ),
    "comes_within": both("Comes within the limit"),
    "falls_beyond": both("Falls beyond the limit"),
    "beyond_limit": both("Beyond the limit"),
}
