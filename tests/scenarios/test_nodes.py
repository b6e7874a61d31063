"""Text -> nodes: nothing gets a meaning before a field asks for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.errors import InputError
from bereikbaar.scenarios.nodes import (
    Listing,
    Mapping,
    Scalar,
    from_plain,
    number_of,
    parse_json,
    parse_yaml,
    read_nodes,
    to_plain,
)

SIGNS = st.characters(exclude_categories=["Cc", "Cs"])
WORDS = [
    "no",
    "on",
    "na",
    "null",
    "y",
    "~",
    "7:30",
    "10:30",
    "24:15",
    "010",
    "08",
    "1_000",
    "1e3",
    "2026-03-11",
    ".inf",
]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_without_quotes_stays_the_word(word: str) -> None:
    node = parse_yaml(f"key: {word}\n")
    assert isinstance(node, Mapping)
    assert node.get("key") == Scalar(word, 1)


def test_every_node_knows_its_line() -> None:
    node = parse_yaml("# remark\na: 1\nb:\n  - {c: x,\n     d: [y]}\n")
    assert isinstance(node, Mapping)
    (a, one), (b, items) = node.entries
    assert (a.line, one.line, b.line) == (2, 2, 3)
    assert isinstance(items, Listing)
    inner = items.items[0]
    assert isinstance(inner, Mapping)
    assert [(k.text, k.line) for k, _ in inner.entries] == [("c", 4), ("d", 5)]


def test_json_has_the_same_nodes_and_lines_as_yaml() -> None:
    text = '{"a": "x",\n "b": [1, -2.5e1, true, null,\n  {"c": "é \\" \\u00e9"}], "d": {}, "e": []}\n'
    assert parse_json(text) == parse_yaml(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6) | st.text(SIGNS, max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(SIGNS, max_size=5), inner, max_size=3),
        max_leaves=12,
    )
)
def test_any_json_comes_back_as_it_was(value: object) -> None:
    import json

    node = parse_json(json.dumps(value, indent=1))
    if value == "":  # text in quotes, not an empty file
        assert node == Scalar("", 1, quoted=True)
    assert node is not None
    assert to_plain(node) == value
    assert to_plain(from_plain(value)) == value


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("naam: x\n\tstations:\n", 2, "a tab: YAML is indented with spaces"),
        ("a: 1\nb: c: d\n", 2, "a colon where none can stand"),
        ("a: @x\n", 1, "put quotes round the text"),
        ("a: 'x\n", 1, "this is not YAML"),
        ("a: [1,\n", 2, "this is not YAML"),
        ("a: &x 1\nb: *x\n", 1, "anchors and aliases"),
        ("a: !!str 010\n", 1, "tags (!) are not used"),
        ("a: 1\n---\nb: 2\n", 3, "a second document"),
        ("a: 1\n? [x, y]\n: 2\n", 2, "cannot be a key"),
        ("a: " + "[" * 30 + "]" * 30, 1, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_not_yaml_is_said_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "x.yaml")
    (problem,) = caught.value.problems
    assert problem.file == "x.yaml"
    assert problem.row in (line, line + 1)
    assert message in problem.message


@pytest.mark.parametrize(("text", "line"), [('{"a": 1,\n "b": }', 2), ("[1, 2", 1), ('{"a": NaN}', 1)])
def test_what_is_not_json_is_said_with_its_line(text: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        parse_json(text, "x.json")
    assert caught.value.problems[0].row == line
    assert "JSON" in caught.value.problems[0].message


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "\n\n"])
def test_a_file_without_content_is_none(text: str, tmp_path: Path) -> None:
    assert parse_yaml(text) is None
    path = tmp_path / "empty.json"
    path.write_text("", encoding="utf-8")
    assert read_nodes(path) is None


def test_a_file_that_is_not_utf8_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("name: x\ntitle: {nl: Súdwest}\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"latin.yaml, line 2: byte 0xfa is not UTF-8; save the file as UTF-8"):
        read_nodes(path)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: x\r\nkey: y\r\n")
    assert to_plain(read_nodes(path)) == {"name": "x", "key": "y"}  # type: ignore[arg-type]


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(InputError, match=r"nowhere.yaml: cannot be read"):
        read_nodes(Path("nowhere.yaml"))


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("-1.5", -1.5), ("1e3", 1000), ("010", None), ("1_000", None), ("30,1", None), ("10:30", None),
     (".5", None), ("+1", None), ("0x10", None), ("", None), ("nan", None)],
)  # fmt: skip
def test_a_number_is_what_yaml_and_json_both_read_as_one(text: str, number: float | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize("escaped", ["\\u0000", "\\u001b[31m", "\\u009b", "\\ud800"])
@pytest.mark.parametrize(("parse", "file"), [(parse_json, "a.json"), (parse_yaml, "a.yaml")])
@pytest.mark.parametrize("text", ['{"a": 1,\n "b": "x%s"}', '{"a": 1,\n "x%s": 1}'])
def test_characters_that_are_no_text_are_refused_with_their_line(
    text: str, parse: Callable[[str, str], object], file: str, escaped: str
) -> None:
    with pytest.raises(InputError) as caught:
        parse(text % escaped, file)
    assert f"{file}, line 2: character U+{escaped[2:6].upper()} cannot stand in a text" in str(caught.value)


def test_line_ends_tabs_and_signs_of_any_script_are_text() -> None:
    node = parse_json('["a\\nb\\tc\\r\\n", "é", "\\ud83d\\ude86"]')
    assert isinstance(node, Listing)
    assert to_plain(node) == ["a\nb\tc\r\n", "é", "\U0001f686"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a":\n NaN}', "a.json, line 2: NaN and Infinity are not JSON"),
        ("[" * 22 + "]" * 22, "a.json, line 1: nested too deeply"),
        ("[" * 100_000, "a.json: nested too deeply"),
    ],
)
def test_what_json_cannot_hold_is_refused_with_the_name_of_the_file(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_json(text, "a.json")
    assert said in str(caught.value)


def test_json_may_be_as_deep_as_yaml_and_a_number_as_long_as_it_likes() -> None:
    for text in ("[" * 21 + "]" * 21, "[" + "9" * 6000 + "]"):
        assert parse_json(text) == parse_yaml(text)
