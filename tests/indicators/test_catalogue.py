"""The catalogue of measures: whole, in both languages, and read from names."""

import pytest

from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.indicators.catalogue import (
    ALL_INDICATORS,
    DEFAULT,
    GROUPS,
    LIMIT_INDICATORS,
    MORE_LIMIT_INDICATORS,
    TOWN_INDICATORS,
    chosen,
    in_order,
    indicator,
    limits_of,
    named,
)
from bereikbaar.indicators.catalogue_entry import BASES
from bereikbaar.indicators.catalogue_sums import ONE, OPPORTUNITIES, SumName, parse_sum

EVERY = (*ALL_INDICATORS, *LIMIT_INDICATORS, *MORE_LIMIT_INDICATORS)


@pytest.mark.parametrize("one", EVERY, ids=lambda i: i.name)
def test_every_measure_says_what_it_is_how_it_is_made_and_where_that_comes_from(one) -> None:
    assert one.title[0] and one.title[1] and one.definition and one.formula and one.source
    assert one.group in GROUPS and one.basis in BASES and one.better in ("low", "high", "")
    assert one.kind in ("float", "int", "text") and one.over in ("mean", "sum", "ratio", "most")
    assert len(one.name) <= 16 and (one.unit or one.kind == "text")


def test_names_are_given_once_and_the_default_set_is_short() -> None:
    names = [i.name for i in EVERY]
    assert len(set(names)) == len(names)
    assert set(DEFAULT) <= set(names) and len(DEFAULT) <= 12


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("jobs_50", SumName("within", "jobs", 50)),
        ("p65up_45", SumName("within", "p65up", 45)),
        ("p0_14_60", SumName("within", "p0_14", 60)),
        ("jobs_n50k", SumName("least", "jobs", 50_000)),
        ("pop_n1m", SumName("least", "pop", 1_000_000)),
        ("hosp_n3", SumName("least", "hosp", 3)),
        ("jobs_pbl", SumName("decay", "jobs", word="pbl")),
        ("pop_in_30", SumName("passive", "pop", 30)),
        ("jobspop_shen", SumName("shared", "jobspop", word="shen")),
    ],
)
def test_the_name_of_a_family_says_what_is_measured(name, said) -> None:
    assert parse_sum(name) == said
    assert indicator(name).name == name


@pytest.mark.parametrize(
    "name",
    ["jobs", "jobs_0", "jobs_060", "jobs_721", "jobs_in_60", "pop_shen", "jobs_n0", "cen_zzz", "p0_14", "jobs_60_"],
)
def test_what_is_no_name_of_a_family_is_none(name) -> None:
    assert parse_sum(name) is None
    with pytest.raises(UnknownNameError, match="there is no measure"):
        indicator(name)


def test_measures_are_asked_for_by_name_by_group_and_mixed() -> None:
    assert chosen(None) == in_order(DEFAULT) == chosen("default")
    assert set(chosen("all")) == {i.name for i in ALL_INDICATORS}
    assert chosen("jobs_50, hosp_n3;jobs_50") == chosen(["hosp_n3", "JOBS_50"])
    assert set(chosen("care")) == {i.name for i in ALL_INDICATORS if i.group == "care"}
    assert set(chosen("care,jobs_50")) == {*chosen("care"), "jobs_50"}
    assert named("care,jobs_50,all") == {"jobs_50"}, "what a group brings is not asked for by name"


def test_the_order_is_that_of_the_catalogue_whatever_order_they_are_asked_in() -> None:
    names = chosen("all")
    assert list(names) == [i.name for i in ALL_INDICATORS]
    mixed = in_order([*reversed(names), "jobs_50", "pop_50"])
    assert [n for n in mixed if n in names] == list(names)
    assert mixed.index("pop_50") < mixed.index("exp_hos_min") or mixed.index("pop_50") > mixed.index("pop_120")


def test_unknown_words_are_refused_all_at_once_with_near_ones() -> None:
    with pytest.raises(InputError) as caught:
        chosen("jbos_60,car,pop_9000")
    text = str(caught.value)
    assert "'jbos_60'; did you mean 'jobs_60'" in text and "'car'; did you mean 'care'" in text
    assert "pop takes a limit in minutes (1 to 720)" in text
    with pytest.raises(InputError, match="names no measure"):
        chosen(" , ")
    with pytest.raises(InputError, match="no measure or group 'beyond_ams_pct'"):
        chosen("beyond_ams_pct")


def test_the_shares_beyond_a_limit_are_those_of_the_destinations_that_are_measured() -> None:
    assert limits_of(()) == LIMIT_INDICATORS
    more = [i.name for i in limits_of(["exp_hos_min", "jobs_60"])[len(LIMIT_INDICATORS) :]]
    assert more == ["beyond_hos_pct"]


def test_every_opportunity_has_a_limit_a_decay_and_a_number_to_reach() -> None:
    for key in OPPORTUNITIES:
        assert {parse_sum(f"{key}_{end}").how for end in ("60", "pbl", "n10")} == {"within", "decay", "least"}


def test_what_every_town_has_stays_what_it_was() -> None:
    assert len(TOWN_INDICATORS) == 53 and len(LIMIT_INDICATORS) == 11


@pytest.mark.parametrize("key", OPPORTUNITIES)
def test_one_is_one(key) -> None:
    one, two = indicator(f"{key}_n1"), indicator(f"{key}_n2")
    nl, en = ONE[key]
    assert one.title == (f"Minuten tot 1 {nl}", f"Minutes to 1 {en}")
    assert f"within which 1 {en} can" in one.definition.said("en")
    assert {nl, en}.isdisjoint(t.partition(" 2 ")[2] for t in two.title)
