"""Numbers, truth values and codes as people and spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.read import cells


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), ("-1.5", -1.5), ("+2", 2), (".5", 0.5), ("5.", 5), ("1e3", 1000), ("1E-2", 0.01), ("007", 7)],
)
def test_plain_numbers(text, value):
    assert cells.number(text, comma=False) == value == cells.number(text, comma=True)


@pytest.mark.parametrize(("text", "value"), [("1,5", 1.5), ("-0,25", -0.25), (",5", 0.5), ("1,5e2", 150)])
def test_decimal_commas_only_where_the_comma_separates_nothing(text, value):
    assert cells.number(text, comma=True) == value
    with pytest.raises(ValueError, match=r"in a comma-separated file write -?[0-9]*\.5|0\.25"):
        cells.number(text, comma=False)


@pytest.mark.parametrize("comma", [True, False])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nan", "found 'nan', expected a number"),
        ("inf", "found 'inf', expected a number"),
        ("-Infinity", "expected a number"),
        ("1_000", "expected a number"),
        ("١", "expected a number"),
        ("0x10", "expected a number"),
        ("1 234", "expected a number"),
        ("twee", "found 'twee', expected a number"),
        ("1e400", "'1e400' is too large for a number"),
        ("1.234.567", "found '1.234.567': write the number without thousands separators"),
        ("1.234,5", "found '1.234,5': write the number without thousands separators"),
        ("1,234.5", "found '1,234.5': write the number without thousands separators"),
        ("#N/B", "found '#N/B': an error of the spreadsheet, not a number"),
        ("#######", "an error of the spreadsheet"),
        ("1-mei", r"found '1-mei': a spreadsheet has made a date of a number \(perhaps 1.5\)"),
        ("12-Oct", r"perhaps 12.10"),
        ("2026-05-01", "a spreadsheet has made a date of a number"),
        ("01-05-2026", "a spreadsheet has made a date of a number"),
        ("mei-26", "a spreadsheet has made a date of a number"),
    ],
)
def test_what_is_no_number_is_refused_with_what_it_may_have_been(text, said, comma):
    with pytest.raises(ValueError, match=said):
        cells.number(text, comma=comma)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_python_writes_is_read_back(value):
    assert cells.number(repr(value), comma=False) == value
    assert cells.number(repr(value).replace(".", ","), comma=True) == value


def test_whole_numbers():
    assert cells.integer("12", comma=False) == 12
    assert cells.integer("12.0", comma=False) == 12
    assert cells.integer("12,0", comma=True) == 12
    with pytest.raises(ValueError, match=r"found '1\.5', expected a whole number"):
        cells.integer("1.5", comma=False)
    with pytest.raises(ValueError, match=r"found '12\.000', expected a whole number without thousands separators"):
        cells.integer("12.000", comma=True)  # 12 or 12 thousand: nobody knows


def test_truth_values():
    assert [cells.truth(t) for t in ("1", "true", "TRUE", "waar", "WAAR")] == [True] * 5
    assert [cells.truth(t) for t in ("0", "false", "False", "onwaar", "ONWAAR")] == [False] * 5
    for text in ("2", "yes", "x"):
        with pytest.raises(ValueError, match="expected 0 or 1"):
            cells.truth(text)


@pytest.mark.parametrize(
    "code",
    ["gn", "na", "NA", "nan", "null", "no", "500", "0500", "1e3", "2900-asd", "marken-0852", "augustinusga-0059",
     "julianadorp-0400", "mei", "133/395", "20/21", "RE13", "meijel-1894", "asd-zl", "", "1E3", "x+y"],
)  # fmt: skip
def test_codes_are_left_alone(code):
    assert cells.damage(code) == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("500.0", "a number"),
        ("500,00", "a number"),
        ("1E+03", "a number"),
        ("1,00E+03", "a number"),
        ("2-mrt", "a date"),
        ("2-mei-26", "a date"),
        ("mrt-26", "a date"),
        ("March 2026", "a date"),
        ("1 mei", "a date"),
        ("2026-03-02", "a date"),
        ("2026-03-02 00:00:00", "a date"),
        ("2-3-2026", "a date"),
        ("02/03/26", "a date"),
        ("10:30:00", "a date"),
        ("#VERW!", "an error of the spreadsheet"),
    ],
)
def test_what_a_spreadsheet_did_to_a_code_is_recognised(code, said):
    assert said in cells.damage(code)
