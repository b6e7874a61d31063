"""JSON files of a network folder: what is none is refused with its file, and where there is one its line."""

import pytest

from bereikbaar.errors import InputError
from bereikbaar.read.package import read_json


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 50_000 + "]" * 50_000, "a.json: is no JSON: it is nested too deeply"),
        ('{"a":\n1,}', "a.json, line 2: is no JSON"),
        ('{"a": NaN}', "a.json: holds NaN, which is no JSON"),
    ],
)
def test_what_is_no_json_is_refused_in_words(tmp_path, text, said):
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(InputError) as error:
        read_json(tmp_path / "a.json")
    assert said in str(error.value)
