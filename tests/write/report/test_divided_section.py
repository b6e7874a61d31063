"""What each part contributes, as the report says it: sums, rounding, new connections, one part, many parts."""

from dataclasses import replace

import numpy as np
import pytest

from bereikbaar.reasons.attribution import STATES, Attribution
from bereikbaar.reasons.parts import Part
from bereikbaar.write.report.build import build_report
from bereikbaar.write.report.model import Heading, Table
from bereikbaar.write.report.reasons import Reasons
from bereikbaar.write.report.sections.divided import part_blocks
from bereikbaar.write.report.sections.page import page
from builders_results import result


def attribution(shares, *, titles=(), states=None) -> Attribution:
    """Shares (parts x towns of the small result); the whole is their sum, and a part does alone what its share is."""
    towns = result().base.towns.sort("town_id")
    table = np.asarray(shares, dtype=np.float64)[:, np.newaxis, :]
    n, names = len(table), [*titles, *(f"part {k}" for k in range(len(titles), len(table)))]
    state = np.zeros((1, towns.height), dtype=np.int8) if states is None else np.array([states], dtype=np.int8)
    table = np.where(state == STATES.index("connection"), np.nan, table)
    parts = tuple(
        Part(name, (), (), (f"{name} nl", f"{name} en") if k < len(titles) else ("", ""))
        for k, name in enumerate(names)
    )
    return Attribution(
        "plan", "offpeak", "headway", parts, ("main_min",), tuple(towns["town_id"]), tuple(towns["name"]),
        towns["population"].to_numpy().astype(np.float64), np.zeros((1, towns.height)), table.sum(axis=0),
        table, table, table, state, 2**n,
    )  # fmt: skip


N = result().base.towns.height


def told(found, lang="en", **more) -> list:
    return list(part_blocks(page(lang), found, replace(result(), **more), "Plan"))


def texts(blocks) -> str:
    return " ".join(block for block in blocks if isinstance(block, str))


def test_the_country_ends_with_the_sum_of_its_shares_and_towns_have_a_column_for_each_part() -> None:
    blocks = told(attribution([[-3.0] * N, [-1.5] * N], titles=("east", "west")))
    country, towns, *_councils = [b for b in blocks if isinstance(b, Table)]
    assert [row[0] for row in country.rows] == ["east en", "west en", "All parts together"]
    assert [row[1].value for row in country.rows] == pytest.approx([-3.0, -1.5, -4.5])
    assert country.rows[-1][2] == "–"
    assert towns.head[1:] == ("Total (min)", "east en", "west en")
    assert all(row[1].value == pytest.approx(row[2].value + row[3].value) for row in towns.rows)
    assert "By rounding" not in texts(blocks)
    dutch = [b for b in told(attribution([[-3.0] * N, [-1.5] * N], titles=("east",)), "nl") if isinstance(b, Table)]
    assert [row[0] for row in dutch[0].rows] == ["east nl", "part 1", "Alle delen samen"]


def test_where_rounding_makes_a_difference_it_is_said_how_much() -> None:
    blocks = told(attribution([[-1.04] * N, [-1.04] * N, [-1.04] * N]))
    assert "adds up to at most 0.1 more or less than the total shown" in texts(blocks)


def test_towns_are_ordered_by_gain_and_losers_are_not_among_them() -> None:
    gains = np.linspace(2.0, -6.0, N)
    towns = [b for b in told(attribution([gains, gains])) if isinstance(b, Table)][1]
    shown = [row[1].value for row in towns.rows]
    assert shown == sorted(shown)
    assert all(value < 0 for value in shown)
    assert len(shown) == min(10, int((2 * gains <= -0.05).sum()))


def test_councils_have_a_table_each_but_not_in_a_report_on_a_region() -> None:
    found = attribution([[-3.0] * N, [-1.5] * N])
    assert [b.text for b in told(found) if isinstance(b, Heading)]
    assert not [b for b in told(found, region="province:Groningen") if isinstance(b, Heading)]


def test_new_connections_stand_apart_and_not_in_minutes() -> None:
    states = [STATES.index("connection"), *[0] * (N - 1)]
    found = attribution([[-3.0] * N, [-1.5] * N], states=states)
    blocks = told(found)
    people = f"{found.population[0]:,.0f} inhabitants live in towns that have no connection without some of the parts"
    assert people in texts(blocks)
    assert texts(blocks).endswith(f"not in the minutes: {found.town[0]}.")
    towns = [b for b in blocks if isinstance(b, Table)][1]
    assert found.town[0] not in [row[0] for row in towns.rows]


def test_one_part_is_said_and_nobody_who_gains_too() -> None:
    assert told(attribution([[-3.0] * N])) == [
        "There is nothing to divide: all changes of the plan need each other, they are one part."
    ]
    assert "No town gains." in texts(told(attribution([[0.0] * N, [1.0] * N])))


def test_of_many_parts_the_columns_are_numbered_and_what_changes_do_is_told() -> None:
    said = tuple((f"nl {k}", f"en {k}") for k in range(5))
    blocks = told(with_said(said))
    country, towns = [b for b in blocks if isinstance(b, Table)][:2]
    assert country.rows[0][0] == "1. part 0"
    assert towns.head[2:] == ("1", "2", "3", "4", "5")
    bullets = next(b for b in blocks if type(b).__name__ == "Bullets")
    assert bullets.items[4] == "5. part 4: en 4"


def with_said(said) -> Attribution:
    found = attribution([[-1.0] * N] * len(said))
    parts = tuple(replace(part, said=(one,)) for part, one in zip(found.parts, said, strict=True))
    return replace(found, parts=parts)


def test_the_report_has_the_section_where_its_reasons_hold_it() -> None:
    found = attribution([[-3.0] * N, [-1.5] * N], titles=("east", "west"))
    document = build_report(result(), "en", reasons=Reasons(attributions={"lelylijn-test": found}))
    assert "parts" in [b.anchor for b in document.blocks if isinstance(b, Heading) and b.level == 2]
