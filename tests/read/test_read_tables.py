"""Typed columns, and every message about a table."""

import pytest

from bereikbaar.read.tables import LISTED, Column, near, read_table, refuse_duplicates, refuse_unknown

COLUMNS = (
    Column("code", "code", filled=True),
    Column("km", "number", low=0, high=100, unit="km"),
    Column("n", "integer", must=False, low=1),
    Column("open", "boolean", must=False),
    Column("kind", must=False, allowed=("bus", "ferry")),
    Column("note", "unread", must=False),
)


def table_of(tmp_path, text, columns=COLUMNS, **options):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, columns, **options)


def said(table):
    return [str(p).split("t.csv", 1)[1] for p in table.problems]


def test_values_have_the_type_of_their_column_and_empty_numbers_are_none(tmp_path):
    table = table_of(tmp_path, "note,code,km,n,open,kind\nx,na,1.5,3,1,bus\ny,nan,,,,\n")
    assert table.columns == {
        "code": ["na", "nan"],
        "km": [1.5, None],
        "n": [3, None],
        "open": [True, None],
        "kind": ["bus", ""],
    }
    assert table.lines == [2, 3] and len(table) == 2 and table.problems == []
    assert list(table.rows("code", "n")) == [(2, "na", 3), (3, "nan", None)]
    assert table.present == {"code", "km", "n", "open", "kind", "note"}


def test_columns_that_may_be_absent_are_empty(tmp_path):
    table = table_of(tmp_path, "code,km\ngn,1\n")
    assert table.columns == {"code": ["gn"], "km": [1], "n": [None], "open": [None], "kind": [""]}
    assert type(table["km"][0]) is float


def test_a_column_that_is_not_expected_is_a_warning_with_what_it_may_be(tmp_path):
    table = table_of(tmp_path, "code,km,kinds,colour\ngn,1,bus,red\n")
    assert said(table) == [
        ", kinds: column 'kinds' is not read; did you mean 'kind'?",
        ", colour: column 'colour' is not read",
    ]
    assert {p.severity for p in table.problems} == {"warning"}


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("cod,km", "column 'code' is missing; is it called 'cod'?"),
        ("station_code,km", "column 'code' is missing; is it called 'station_code'?"),
        ("code,km_track", "column 'km' is missing; is it called 'km_track'?"),
        ("code,afstand", "column 'km' is missing; the file has code, afstand"),
    ],
)
def test_a_missing_column_is_named_with_what_may_be_meant(tmp_path, header, message):
    table = table_of(tmp_path, f"{header}\na,1\n")
    assert message in [p.message for p in table.problems if p.severity == "error"]
    assert len(table) == 0


def test_a_column_that_is_there_twice_is_refused(tmp_path):
    assert said(table_of(tmp_path, "code,km,KM\na,1,2\n")) == [", km: column 'km' is there 2 times; keep one"]


def test_wrong_values_are_said_with_line_and_column(tmp_path):
    table = table_of(tmp_path, "code,km,n,open,kind\n,x,0,ja,buss\na,101,1.5,1,bus\n")
    assert sorted(said(table)) == [
        ", line 2, code: is empty; a value is needed",
        ", line 2, kind: found 'buss', expected one of bus, ferry; did you mean 'bus'?",
        ", line 2, km: found 'x', expected a number (km)",
        ", line 2, n: found '0', expected 1 or more",
        ", line 2, open: found 'ja', expected 0 or 1 (or true/false, waar/onwaar)",
        ", line 3, km: found '101', expected 0 to 100 km",
        ", line 3, n: found '1.5', expected a whole number",
    ]


def test_a_limit_counts_as_inside(tmp_path):
    table = table_of(tmp_path, "code,km\na,0\nb,100\n")
    assert table["km"] == [0, 100] and table.problems == []


def test_many_wrong_values_are_counted(tmp_path):
    table = table_of(tmp_path, "code,km\n" + "a,x\n" * (LISTED + 3))
    assert len(table.problems) == LISTED + 1
    assert said(table)[-1] == ", km: and 3 more rows with a wrong value here"


def test_a_point_among_decimal_commas_is_refused_for_it_could_be_two_numbers(tmp_path):
    table = table_of(tmp_path, "code;km\na;1,5\nb;1.234\nc;3\n")
    assert said(table) == [
        ", line 3, km: found '1.234' in a file with decimal commas: "
        "write it with a comma and without thousands separators"
    ]


def test_decimal_points_are_fine_between_semicolons(tmp_path):
    table = table_of(tmp_path, "code;km\na;1.5\nb;1.234\n")
    assert table["km"] == [1.5, 1.234] and table.problems == []


@pytest.mark.parametrize("text", ["", "\ufeff", "code,km\n", "code,km\n , \n"])
def test_a_file_that_may_be_absent_may_be_empty_too(tmp_path, text):
    table = table_of(tmp_path, text, may_be_absent=True)
    assert len(table) == 0 and table.problems == [] and table["km"] == []
    assert read_table(tmp_path / "none.csv", COLUMNS, may_be_absent=True).problems == []


def test_a_file_that_is_needed_must_hold_rows(tmp_path):
    assert said(table_of(tmp_path, "")) == [": file is empty"]
    assert said(table_of(tmp_path, "code,km\n")) == [": file has a header but no rows"]
    assert [p.message for p in read_table(tmp_path / "none.csv", COLUMNS).problems] == ["file is missing"]


def test_a_file_that_is_no_text_is_a_problem_like_others(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"PK\x03\x04")
    assert "is a spreadsheet or zip file" in read_table(tmp_path / "t.csv", COLUMNS).problems[0].message


def test_duplicates_and_unknown_codes(tmp_path):
    table = table_of(tmp_path, "code,km\na,1\nb,2\na,3\n")
    refuse_duplicates(table, "code")
    refuse_duplicates(table, "code", "km")
    refuse_unknown(table, "code", {"b": 1, "A": 2}, "stations.csv")
    assert said(table) == [
        ", line 4, code: 'a' is there twice (first on line 2); keep one",
        ", line 2, code: 'a' is not in stations.csv; did you mean 'A'?",
        ", line 4, code: 'a' is not in stations.csv; did you mean 'A'?",
    ]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("500", "; did a spreadsheet drop the zeros in front of '0500'?"),
        ("0500", "; did you mean '0500'?"),
        ("0600", "; did you mean '600'?"),
        ("600.0", "; did you mean '600'?"),
        ("GN", "; did you mean 'gn'?"),
        ("asnn", "; did you mean 'asn'?"),
        ("xyz", ""),
    ],
)
def test_suggestions_for_a_code(name, suggestion):
    assert near(name, ["0500", "600", "gn", "asn"]) == suggestion
