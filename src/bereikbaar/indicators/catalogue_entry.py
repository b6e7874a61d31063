"""One measure of a run as a frozen value, and the groups that measures are chosen by."""

from __future__ import annotations

from dataclasses import dataclass

from bereikbaar.lang import Text, both, same

#: Groups of measures, in the order in which they are listed: word -> what it is.
GROUPS: dict[str, Text] = {
    "travel": both("Travel time to the large cities"),
    "reach": both("Inhabitants and centres within reach"),
    "jobs": both("Jobs within reach"),
    "care": both("Hospitals"),
    "education": both("Higher education"),
    "competition": both("Jobs shared with those who compete for them"),
    "speed": both("Speed"),
    "frequency": both("How often"),
    "basis": both("What it rests on"),
}
#: What the figures of a measure are, at their weakest.
BASES = ("model", "estimate", "assumption")

_DESIGN = both("design of this project")
_NO_FORMULA = same("")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measure.

    kind   : "float", "int" or "text": the type of its column, always.
    better : "low", "high" or "" (neither): which direction is a gain.
    title, definition (one sentence), source (where the definition comes from), formula : in every language.
    formula: i is the zone, j and k others, t minutes from door to door, P people, O opportunities.
    over   : how zones make a town or a region: the ``mean`` over people who have an answer, the ``sum``, the
             ``ratio`` of the means it is made of, or (of a text) what holds for ``most`` people.
    group  : one of GROUPS. basis : what it counts, at its weakest: counted things in the model's minutes (``model``),
             an ``estimate`` (jobs per zone), or something that rests on an ``assumption``.
    """

    name: str
    kind: str
    unit: str
    better: str
    title: Text
    definition: Text
    source: Text = _DESIGN
    decimals: int = 0
    formula: Text = _NO_FORMULA
    group: str = "travel"
    basis: str = "model"
    over: str = "mean"
