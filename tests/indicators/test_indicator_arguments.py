"""What does not fit is refused, and the error names the argument; examples in the documentation hold; doors open."""

import doctest
import importlib
import inspect
import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import bereikbaar as bk
from bereikbaar.errors import InputError
from bereikbaar.indicators import Step

I = bk.indicators  # noqa: E741 - the namespace under test, used in every line

FOLDER = Path(bk.__file__).parent / "indicators"
MODULES = sorted(p.stem for p in FOLDER.glob("*.py") if ">>>" in p.read_text(encoding="utf-8"))

TIMES = np.array([[0.0, 30.0, math.inf], [30.0, 0.0, 10.0]])
JOBS, PEOPLE = np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0])
KM = np.array([[0.0, 30.0, 50.0], [30.0, 0.0, 10.0]])

#: Every measure of a time matrix, as a function of (times, opportunities, population).
OF_TIMES = {
    "cumulative": lambda t, o, p: I.cumulative(t, o, [45]),
    "gravity": lambda t, o, p: I.gravity(t, o, Step(45)),
    "dual": lambda t, o, p: I.dual(t, o, 1),
    "nearest": lambda t, o, p: I.nearest(t, o, 2),
    "shen": lambda t, o, p: I.shen(t, o, p, Step(45)),
    "balanced": lambda t, o, p: I.balanced(t, o, p, Step(45)),
    "spatial_availability": lambda t, o, p: I.spatial_availability(t, o, p, Step(45)),
    "balancing_time": I.balancing_time,
    "speed": lambda t, o, p: I.speed(t, KM, o),
}
COMPETING = ("shen", "balanced", "spatial_availability", "balancing_time")
#: Every measure of spread, as a function of (access, population).
OF_ACCESS = {
    "gini": I.gini,
    "theil": I.theil,
    "theil_split": lambda a, p: I.theil_split(a, p, [0, 0]),
    "palma": I.palma,
    "palma_whole": I.palma_whole,
    "concentration": lambda a, p: I.concentration(a, p, [1, 2]),
    "fgt": lambda a, p: I.fgt(a, p, 1),
}


def said(work) -> str:
    with pytest.raises(InputError) as error:
        work()
    return str(error.value)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_documentation_hold(name):
    module = importlib.import_module(
        "bereikbaar.indicators" if name == "__init__" else f"bereikbaar.indicators.{name}"
    )
    done = doctest.testmod(module, extraglobs={"np": np})
    assert done.attempted > 0 and done.failed == 0


def test_every_function_has_an_example_and_says_where_it_comes_from():
    for name in dir(I):
        made = getattr(I, name)
        if inspect.isfunction(made) and not name.startswith("_"):
            assert made.__doc__ and ">>>" in made.__doc__, name
    for name in {*OF_TIMES, *OF_ACCESS, "rail_performance"} - {"nearest"}:
        assert "Source:" in (getattr(I, name).__doc__ or ""), name


@pytest.mark.parametrize("name", OF_TIMES)
def test_a_matrix_that_is_none_is_refused(name):
    measure = OF_TIMES[name]
    assert said(lambda: measure(TIMES[0], JOBS, PEOPLE)) == (
        "times: two dimensions are expected, origins and destinations, found shape (3,)"
    )
    assert said(lambda: measure(-TIMES, JOBS, PEOPLE)) == (
        "times: 4 of 6 values are negative, the lowest -inf; unreachable is inf"
    )
    assert "times: 1 of 6 values are NaN" in said(lambda: measure(np.where(TIMES == 10, np.nan, TIMES), JOBS, PEOPLE))
    assert "times: numbers are expected" in said(lambda: measure([["a", "b"]], JOBS, PEOPLE))
    assert "times: numbers are expected" in said(lambda: measure([[1, 2], [1]], JOBS, PEOPLE))


@pytest.mark.parametrize("name", OF_TIMES)
def test_opportunities_that_do_not_fit_are_refused(name):
    measure = OF_TIMES[name]
    assert said(lambda: measure(TIMES, JOBS[:2], PEOPLE)) == (
        "opportunities: 3 values are expected, one per destination (column of times), found 2"
    )
    assert "opportunities: 1 of 3 values are negative, the lowest -2" in said(
        lambda: measure(TIMES, [1.0, -2.0, 3.0], PEOPLE)
    )
    assert "1 of 3 values are NaN; put 0 where there is nothing" in said(
        lambda: measure(TIMES, [1.0, np.nan, 3.0], PEOPLE)
    )
    assert "1 of 3 values are infinite" in said(lambda: measure(TIMES, [1.0, np.inf, 3.0], PEOPLE))
    assert "(n,) or (n, k) is expected" in said(lambda: measure(TIMES, np.ones((3, 1, 1)), PEOPLE))


@pytest.mark.parametrize("name", COMPETING)
def test_people_that_do_not_fit_are_refused(name):
    measure = OF_TIMES[name]
    assert said(lambda: measure(TIMES, JOBS, JOBS)) == (
        "population: 2 values are expected, one per origin (row of times), found 3"
    )
    assert "population: 1 of 2 values are negative" in said(lambda: measure(TIMES, JOBS, [1.0, -1.0]))
    assert "population: 1 of 2 values are NaN" in said(lambda: measure(TIMES, JOBS, [1.0, np.nan]))
    assert "population: shape (n,) is expected" in said(lambda: measure(TIMES, JOBS, np.ones((2, 1))))


@pytest.mark.parametrize("name", OF_ACCESS)
def test_access_that_does_not_fit_is_refused(name):
    measure = OF_ACCESS[name]
    assert "population: 2 values are expected, one per row of access, found 3" in said(
        lambda: measure([1.0, 2.0], [1.0, 2.0, 3.0])
    )
    assert said(lambda: measure([1.0, np.inf], [1.0, 1.0])) == (
        "access: 1 values of zones with people are infinite or NaN; leave these zones out first"
    )
    assert "access: 1 of 2 values are negative" in said(lambda: measure([1.0, -1.0], [1.0, 1.0]))
    assert "access: shape (n,) or (n, k) is expected" in said(lambda: measure(np.ones((2, 1, 1)), [1.0, 1.0]))
    assert "population: 1 of 2 values are negative" in said(lambda: measure([1.0, 1.0], [1.0, -1.0]))
    measure([1.0, np.nan], [1.0, 0.0])  # nobody lives there: it does not matter


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (
            lambda: I.cumulative(TIMES, PEOPLE[:1], 45, passive=True),
            "with passive=True one per origin (row of times)",
        ),
        (lambda: I.cumulative(TIMES, JOBS, [45, -1]), "limits: finite numbers of at least 0 are expected, found -1"),
        (lambda: I.cumulative(TIMES, JOBS, [[45]]), "limits: a number or a list of numbers is expected"),
        (lambda: I.cumulative(TIMES, JOBS, np.inf), "limits: finite numbers"),
        (lambda: I.dual(TIMES, JOBS, [1, 0]), "amounts: finite numbers above 0 are expected, found 0"),
        (lambda: I.nearest(TIMES, JOBS, 0), "n: finite numbers above 0"),
        (lambda: I.gravity(TIMES, JOBS, "pbl"), "decay: a decay such as Exponential(0.05)"),
        (lambda: I.gravity(TIMES, JOBS, [Step(45), 60]), "decay: a decay such as Exponential(0.05)"),
        (lambda: I.balancing_time(TIMES, JOBS, PEOPLE, step_min=0), "step_min: finite numbers above 0"),
        (lambda: I.balancing_time(TIMES, JOBS, PEOPLE, step_min=[1, 2]), "step_min: one number is expected"),
        (lambda: I.speed(TIMES, KM[:1], JOBS), "crow_km: the shape of times is expected, (2, 3), found (1, 3)"),
        (lambda: I.speed(TIMES, -KM, JOBS), "crow_km: 4 of 6 values are negative"),
        (lambda: I.speed(TIMES, KM, JOBS, between_km=(9, 1)), "between_km: the most is at least the least"),
        (lambda: I.speed(TIMES, KM, JOBS, between_km=(1,)), "between_km: a least and a most distance"),
        (lambda: I.rail_performance(TIMES, KM[:1], JOBS), "crow_km: the shape of times is expected"),
        (lambda: I.rail_performance(TIMES, KM, PEOPLE), "population: 3 values are expected, one per column of times"),
        (lambda: I.rail_performance(TIMES, KM, JOBS, limit_min=-1), "limit_min: finite numbers of at least 0"),
        (
            lambda: I.spoorboekloos_pct(TIMES, KM[:1], JOBS),
            "gap_min: the shape of departures is expected, (2, 3), found",
        ),
        (lambda: I.spoorboekloos_pct(KM, TIMES, PEOPLE), "opportunities: 3 values are expected, one per destination"),
        (lambda: I.spoorboekloos_pct(KM, TIMES, JOBS, counts=[True]), "counts: the shape of departures is expected"),
        (lambda: I.concentration([1, 2], [1, 1], [1]), "ranking: one per row of access is expected, (2,), found"),
        (lambda: I.concentration([1, 2], [1, 1], [1, np.nan]), "ranking: 1 zones with people have none"),
        (
            lambda: I.concentration([1, 2], [1, 1], [1, 2], "Erreygers"),
            "form: no form 'Erreygers'; there are standard",
        ),
        (lambda: I.concentration([1, 2], [1, 1], [1, 2], "ereygers"), "did you mean 'erreygers'?"),
        (lambda: I.concentration([1, 2], [1, 1], [1, 2], bounds=(2, 1)), "bounds: a lowest and a highest value"),
        (lambda: I.palma([1, 2], [1, 1], [1, 2, 3]), "ranking: one per row of access"),
        (lambda: I.fgt([1, 2], [1, 1], 0), "limits: finite numbers above 0 are expected, found 0"),
        (lambda: I.fgt([1, 2], [1, 1], 1, 3), "power: 0, 1, 2 or a list of them is expected, found 3"),
        (
            lambda: I.theil_split([1, 2], [1, 1], [0]),
            "groups: shape (2,) is expected, one per origin, found shape (1,)",
        ),
        (lambda: I.theil_split([1, 2], [1, 1], [0.0, 1.0]), "groups: whole numbers are expected"),
        (lambda: I.theil_split([1, 2], [1, 1], [[0], [1, 2]]), "groups: whole numbers are expected"),
        (lambda: I.by_group(I.gini, [0, 2], [1, 2], [1, 1], n_groups=2), "groups: numbers below n_groups (2)"),
        (lambda: I.by_group(I.gini, [0, 1], [1, 2, 3], [1, 1]), "arrays: array 1 after groups has (3,) where 2 rows"),
        (lambda: I.weighted_mean([[[1]]], [1]), "access: shape (n,) or (n, k) is expected"),
        (lambda: I.long_table({"jobs": [1, 2]}, origins=["a"], scenario="base"), "jobs: one value per origin"),
        (lambda: I.named("jobs", [[1, 2]], [45]), "jobs: shape (n, 1) is expected, a column per threshold"),
    ],
)
def test_every_other_argument_says_what_fits(work, words):
    assert words in said(work)


def test_results_stand_under_each_other_in_a_long_table():
    found = I.named("jobs", I.cumulative(TIMES, JOBS, [10, 45]), [10, 45]) | {"near": I.dual(TIMES, JOBS, 6)}
    table = I.long_table(found, origins=["a", "b"], scenario="base")
    assert table.columns == ["origin", "scenario", "indicator", "value"]
    assert table.rows() == [
        ("a", "base", "jobs_10", 1.0),
        ("b", "base", "jobs_10", 5.0),
        ("a", "base", "jobs_45", 3.0),
        ("b", "base", "jobs_45", 6.0),
        ("a", "base", "near", None),
        ("b", "base", "near", 30.0),
    ]
    assert I.long_table({}, origins=[], scenario="base").schema == table.schema
    assert list(I.named("pop", np.zeros((2, 2)), ["1m", 0.5])) == ["pop_1m", "pop_0.5"]


def test_inputs_are_never_changed():
    times, jobs, people = TIMES.copy(), JOBS.copy(), PEOPLE.copy()
    for measure in OF_TIMES.values():
        measure(times, jobs, people)
    access = np.array([1.0, 2.0])
    for spread in OF_ACCESS.values():
        spread(access, people)
    assert (times == TIMES).all() and (jobs == JOBS).all() and (people == PEOPLE).all()
    assert access.tolist() == [1, 2]


def test_the_same_names_mean_the_same_things_everywhere():
    names = {"times", "crow_km", "opportunities", "population", "access", "ranking", "groups", "decay", "limits"}
    order = ["times", "crow_km", "access", "opportunities", "population", "ranking", "decay", "limits"]
    for name in (*OF_TIMES, *OF_ACCESS, "rail_performance"):
        parameters = list(inspect.signature(getattr(I, name)).parameters)
        assert set(parameters[:2]) <= names, name
        known = [p for p in parameters if p in order]
        assert known == sorted(known, key=order.index), name


@pytest.mark.parametrize(
    "first", ["", "import bereikbaar.indicators.gini; ", "from bereikbaar.indicators import gini; "]
)
def test_a_file_and_its_function_have_one_name_and_the_name_is_the_function(first):
    code = (
        "import sys, bereikbaar as bk\n"
        "assert 'numpy' not in sys.modules, 'importing the package is light'\n"
        f"{first}\n"
        "from bereikbaar.indicators.cumulative import cumulative\n"
        "from bereikbaar.indicators.gini import gini\n"
        "assert bk.indicators.cumulative is cumulative and bk.indicators.gini is gini\n"
        "from bereikbaar.indicators import catalogue, means\n"
        "assert catalogue.TOWN_INDICATORS and means.by_group is bk.indicators.by_group\n"
        "assert set(bk.indicators._DOORS) <= set(dir(bk.indicators)) and 'indicators' in dir(bk)\n"
        "for name in bk.indicators._DOORS: getattr(bk.indicators, name)\n"
        "print(bk.indicators.cumulative([[0, 50]], [1, 2], limits=[45, 60]).tolist())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "[[1.0, 3.0]]\n", done.stderr


def test_a_name_that_is_not_there_is_told():
    with pytest.raises(AttributeError, match=re.escape("'bereikbaar.indicators' has no attribute 'ginni'")):
        bk.indicators.ginni  # noqa: B018
