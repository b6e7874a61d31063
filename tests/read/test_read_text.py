"""Bytes become rows: encodings, separators, line numbers as an editor counts."""

import pytest

from bereikbaar.errors import InputError
from bereikbaar.read.text import LISTED, read_sheet


def sheet_of(tmp_path, data, known=("code", "name")):
    path = tmp_path / "table.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_sheet(path, known)


def said(sheet):
    return "\n".join(str(p).split("table.csv", 1)[1] for p in sheet.problems)


def test_lines_are_counted_as_an_editor_does_also_past_values_of_several_lines(tmp_path):
    sheet = sheet_of(tmp_path, '\n\ncode,name\n\ngn,"two\nlines"\nzl,Zwolle\n , \nut,Utrecht\n')
    assert sheet.header == ["code", "name"]
    assert sheet.rows == [["gn", "two\nlines"], ["zl", "Zwolle"], ["ut", "Utrecht"]]
    assert sheet.lines == [5, 7, 9]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_ends_of_every_system_count_the_same(tmp_path, end):
    sheet = sheet_of(tmp_path, end.join(["code;name", "gn;Groningen", "", "zl;Zwolle"]))
    assert sheet.delimiter == ";" and sheet.lines == [2, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_the_one_that_gives_the_columns_expected(tmp_path, delimiter):
    other = ";" if delimiter == "," else ","
    text = f"code{delimiter}name{other} in full{delimiter}kind\ngn{delimiter}G{delimiter}x\n"
    sheet = sheet_of(tmp_path, text, known=("code", "kind"))
    assert (sheet.delimiter, sheet.header) == (delimiter, ["code", f"name{other} in full", "kind"])


def test_a_sep_line_says_what_separates(tmp_path):
    sheet = sheet_of(tmp_path, "sep=|\r\ncode|name\r\ngn|a;b,c\r\n")
    assert sheet.rows == [["gn", "a;b,c"]] and sheet.lines == [3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_letters_are_right_in_every_encoding(tmp_path, encoding):
    sheet = sheet_of(tmp_path, "code,name\nbde,Bünde Fryslân\n".encode(encoding))
    assert sheet.header == ["code", "name"] and sheet.rows == [["bde", "Bünde Fryslân"]]
    assert bool(sheet.problems) == (encoding == "cp1252")
    if encoding == "cp1252":
        assert ": is not UTF-8 and was read as Windows-1252; save it as 'CSV UTF-8' if names look wrong" in said(
            sheet
        )


def test_a_byte_that_is_no_letter_is_named_with_its_place(tmp_path):
    with pytest.raises(InputError, match=r"line 2: byte 14 \(0x81\) is no letter in UTF-8 or Windows-1252"):
        sheet_of(tmp_path, b"code,name\nbde\x81,x\n")


def test_letters_that_were_broken_before_are_pointed_out(tmp_path):
    sheet = sheet_of(tmp_path, "code,name\ngn,Groningen\nbde,BÃ¼nde\n")
    assert (
        said(sheet) == ", line 3: holds broken letters ('BÃ¼nde'): it was saved in one encoding and opened in another"
    )
    assert sheet.problems[0].severity == "warning"
    assert "B\ufffdnde" in said(sheet_of(tmp_path, "code,name\nbde,B\ufffdnde\n"))


def test_files_that_are_no_text_are_refused_in_one_line(tmp_path):
    with pytest.raises(InputError, match="is a spreadsheet or zip file, not a text table; save it as 'CSV UTF-8'"):
        sheet_of(tmp_path, b"PK\x03\x04....")
    with pytest.raises(InputError, match="holds zero bytes: it is no text file"):
        sheet_of(tmp_path, b"code,name\n" + b"x" * 300 + b"\x00")
    with pytest.raises(InputError, match=r"is broken UTF-16"):
        sheet_of(tmp_path, b"\xff\xfec")
    with pytest.raises(InputError, match="cannot be read"):
        read_sheet(tmp_path, ())


def test_spaces_round_quotes_are_forgiven(tmp_path):
    sheet = sheet_of(tmp_path, '"code" ; "name"\n "gn" ; "Gro;ningen" \n')
    assert [[v.strip() for v in row] for row in sheet.rows] == [["gn", "Gro;ningen"]]


def test_a_quote_that_is_never_closed_is_refused_where_it_begins(tmp_path):
    sheet = sheet_of(tmp_path, 'code,name\ngn,Groningen\nzl,"Zwolle\nut,Utrecht\n')
    assert ", line 3: cannot be split into values" in said(sheet)
    assert 'a quote (") that is opened and not closed?' in said(sheet)


def test_rows_of_the_wrong_length_are_refused(tmp_path):
    sheet = sheet_of(tmp_path, "code,name\ngn,Gro,ningen\nzl\nut,Utrecht,,\n")
    assert said(sheet).split("\n") == [
        ", line 2: row has 3 values, the header 2 (too many: 'ningen'); "
        "a comma inside a value? Put quotes round that value",
        ", line 3: row has 1 values, the header 2; an empty value still needs its separator",
    ]
    assert sheet.rows == [["ut", "Utrecht"]]


def test_many_rows_of_the_wrong_length_are_counted(tmp_path):
    sheet = sheet_of(tmp_path, "code,name\n" + "x\n" * (LISTED + 5))
    assert len(sheet.problems) == LISTED + 1 and said(sheet).endswith(": and 5 more rows of the wrong length")


def test_a_column_without_a_name_is_dropped_and_said_when_it_holds_something(tmp_path):
    sheet = sheet_of(tmp_path, "code,,name,\ngn,,Groningen,\nzl,note,Zwolle,\n")
    assert sheet.header == ["code", "name"] and sheet.rows[1] == ["zl", "Zwolle"]
    assert said(sheet) == ", line 3: column 2 has no name and is not read, but holds 'note'"


def test_an_empty_file_has_no_header(tmp_path):
    assert sheet_of(tmp_path, "").header == sheet_of(tmp_path, "\ufeff \n\n").header == []
