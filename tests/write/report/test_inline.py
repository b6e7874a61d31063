"""Text with a little markup, as runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.write.report.inline import Run, literal, plain_text, runs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", [Run("plain")]),
        ("a **bold** word", [Run("a "), Run("bold", bold=True), Run(" word")]),
        ("*said* and `code`", [Run("said", emphasis=True), Run(" and "), Run("code", code=True)]),
        ("see [the page](https://a.nl/b)", [Run("see "), Run("the page", href="https://a.nl/b")]),
        ("**[x](y)**", [Run("x", bold=True, href="y")]),
        ("2 * 3 * 4", [Run("2 * 3 * 4")]),
        ("`name`*", [Run("name", code=True), Run("*")]),
        ("a\\*b\\*", [Run("a*b*")]),
        ("[B] official", [Run("[B] official")]),
        ("", []),
    ],
)
def test_markup_becomes_runs_and_lone_signs_stay_text(text, found):
    assert list(runs(text)) == found


@given(st.text(alphabet="ab *`[]()\\|\n", max_size=40))
def test_no_sign_of_a_users_text_is_markup(text):
    line = " ".join(text.split())
    assert list(runs(literal(text))) == ([Run(line)] if line else [])


@given(st.text(alphabet="ab *`[]()\\", max_size=40))
def test_any_text_can_be_read(text):
    assert len(plain_text(text)) <= len(text)
