"""``bereikbaar network validate --places``: a document with stable keys, tables in two languages, clear refusals."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bereikbaar.cli.main import cli
from bereikbaar.cli.validate_places import WORDS

HEAD = "kind,origin,destination,value,unit,date,source,confidence,tolerance,value_other_year,note\n"


def validate(*args: str) -> Result:
    return CliRunner().invoke(cli, ["network", "validate", *args])


def test_the_document_holds_every_figure_with_ours_and_its_source() -> None:
    document = json.loads(validate("--places", "--json").stdout)
    assert (document["network"], document["window"], document["method"]) == ("nl-2026", "offpeak", "headway")
    by_kind = {(f["kind"], f["origin"]): f for f in document["figures"]}
    five = by_kind["share_within_5km", "NL"]
    assert (five["published"], five["tolerance"], five["ok"], five["confidence"]) == (67, 6, True, "A")
    assert five["deviation_unit"] == "unit of the figure" and "cbs.nl" in five["source"]
    assert by_kind["jobs_ratio", "Zuid-Holland / Zeeland"]["ok"] is None
    assert {m["measure"] for m in document["municipalities"]} == {"station", "hospital", "hospital_any"}
    assert len(document["municipalities"][0]["worst"]) == 10


def test_tables_in_dutch() -> None:
    done = validate("--places", "--lang", "nl")
    assert done.exit_code == 0
    assert "\t".join(["inwoners binnen 5 km van een station, %", "NL", "67"]) in done.stdout
    assert "cijfers met een marge vallen erbinnen" in done.stderr
    assert all(nl and en for nl, en in WORDS.values())


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--places", "--matrix", str(Path(__file__))], "--matrix: is a table of minutes between stations"),
        (["--places", "--window", "noon"], "noon"),
    ],
)
def test_what_cannot_be_held_is_refused(args: list[str], words: str) -> None:
    done = validate(*args)
    assert done.exit_code != 0 and words in done.stderr and "Traceback" not in done.stderr


def test_figures_that_cannot_be_read_are_refused_with_file_line_and_column(tmp_path: Path) -> None:
    from bereikbaar.errors import InputError
    from bereikbaar.read.published import read_figures

    (tmp_path / "validation.csv").write_text(
        HEAD + "share_within_5km,NL,,,%,2008,s,A,6 points,,\nx,NL,,1,,,,,much,,\n"
    )
    with pytest.raises(InputError) as caught:
        read_figures(tmp_path)
    text = str(caught.value)
    assert "validation.csv, line 2, value: is empty; a published figure needs a number" in text
    assert "line 3, tolerance: found 'much', expected a number" in text


def test_validating_takes_a_preset_and_says_which_there_are() -> None:
    done = CliRunner().invoke(cli, ["network", "validate", "--preset", "pblx"])
    assert (
        done.exit_code == 2
        and "there is no preset 'pblx'; there are default, pbl, ec; did you mean 'pbl'?" in done.stderr
    )
