"""What the Tab key offers, asked as click's own shell scripts ask it, and once by a real bash."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from bereikbaar.cli.completion import values
from bereikbaar.cli.main import COMMANDS, cli
from bereikbaar.indicators.catalogue import DEFAULT
from bereikbaar.presets import PRESETS
from bereikbaar.scenarios.library import shipped


def offered(line: str) -> list[str]:
    """Return what is offered behind a line; its last word is the one being typed."""
    *words, incomplete = line.split(" ")
    found = ShellComplete(cli, {}, "bereikbaar", "_BEREIKBAAR_COMPLETE").get_completions(words[1:], incomplete)
    return [f"<{item.type}>" if item.type != "plain" else item.value for item in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bereikbaar ex", ["explain"]),
        ("bereikbaar network mi", ["minutes"]),
        ("bereikbaar qgis i", ["install-script"]),
        ("bereikbaar run --overw", ["--overwrite"]),
        ("bereikbaar run zeeland-2", ["zeeland-2030"]),
        ("bereikbaar run ZEELAND-2", ["zeeland-2030"]),
        ("bereikbaar run lelylijn-2020+zeeland-2", ["lelylijn-2020+zeeland-2030"]),
        ("bereikbaar attribute zeeland-2030+spoorboekloos-breda-b", ["zeeland-2030+spoorboekloos-breda-breed"]),
        ("bereikbaar explain Urk Utrecht --scenario lelylijn-2024-", ["lelylijn-2024-direct"]),
        ("bereikbaar scenario new mine --from zeeland-h", ["zeeland-hsl"]),
        ("bereikbaar run mijn-plan.y", ["<file>"]),
        ("bereikbaar run -o ou", ["<dir>"]),
        ("bereikbaar run --network nl", ["nl-2026"]),
        ("bereikbaar network check n", ["nl-2026"]),
        ("bereikbaar time a b --window ev", ["evening"]),
        ("bereikbaar run --window peak,ev", ["peak,evening"]),
        ("bereikbaar run --preset p", ["pbl"]),
        ("bereikbaar run --set walk_k", ["walk_kmh="]),
        ("bereikbaar run --method ", ["headway", "clock"]),
        ("bereikbaar run --indicators jobs_45,car", ["jobs_45,care"]),
        ("bereikbaar indicators educ", ["education"]),
        ("bereikbaar plot -m exp_um", ["exp_umc_min"]),
        ("bereikbaar run --region zeel", ["Zeeland"]),
        ("bereikbaar run --region Noordoost-", ["Noordoost-Noord-Brabant"]),
        ("bereikbaar network minutes --board vlissingen-", []),
        ("bereikbaar network minutes --board vlissingen", ["Vlissingen", "Vlissingen Souburg"]),
        ("bereikbaar network minutes --service 11", ["1100"]),
        ("bereikbaar time Emmel", ["Emmeloord"]),
        ("bereikbaar isochrone Emmel", ["Emmeloord"]),
        ("bereikbaar run --report html,do", ["html,docx"]),
        ("bereikbaar run --close zl-asdz", ["zl-asdz"]),
        ("bereikbaar run --close zl-asdz", ["zl-asdz"]),
    ],
)  # fmt: skip
def test_values_are_offered_by_what_the_help_says_an_option_takes(line: str, expected: list[str]) -> None:
    found = offered(line)
    assert found == expected


def test_without_a_letter_everything_is_offered() -> None:
    assert set(offered("bereikbaar ")) == set(COMMANDS)
    assert {path.stem for path in shipped()} <= set(offered("bereikbaar run "))
    assert set(offered("bereikbaar presets ")) == set(PRESETS)
    assert set(DEFAULT) <= set(offered("bereikbaar run -i "))


def test_what_is_in_a_list_already_is_not_offered_again() -> None:
    assert "peak,peak" not in offered("bereikbaar run --window peak,p")
    assert not [name for name in offered("bereikbaar run zeeland-2030+") if name.endswith("+zeeland-2030")]


def test_the_network_that_is_named_says_which_regions_and_stations_there_are(tmp_path: Path) -> None:
    (tmp_path / "stations.csv").write_text("code,name\nxx,Xanten West\n", encoding="utf-8")
    found = offered(f"bereikbaar network minutes {tmp_path} --board x")
    assert found == ["Xanten West"]
    assert offered(f"bereikbaar run --network {tmp_path} --region zeel") == []
    assert offered(f"bereikbaar run --network {tmp_path / 'nowhere.zip'} --window p") == []
    assert offered(f"bereikbaar run --network {tmp_path} --window p") == []


def test_nothing_heavy_is_loaded_to_offer_values() -> None:
    code = (
        "import sys\nfrom bereikbaar.cli.completion import KINDS, values\n"
        "assert all([values(kind, 'z') is not None for kind in KINDS])\n"
        "print([m for m in ('numba', 'numpy', 'polars', 'shapely', 'pyproj', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_of_the_page_on_completion_are_there(shell: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "completion.md").read_text(encoding="utf-8")
    assert f"_BEREIKBAAR_COMPLETE={shell}_source bereikbaar" in page
    command = "from bereikbaar.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True,
        env={"_BEREIKBAAR_COMPLETE": f"{shell}_source", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert "_bereikbaar_completion" in done.stdout and f"_BEREIKBAAR_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_gets_names_with_spaces_as_one_word(tmp_path: Path) -> None:
    program = tmp_path / "bereikbaar"
    program.write_text(
        f"#!{sys.executable}\nfrom bereikbaar.cli.main import main\nmain()\n", encoding="utf-8", newline="\n"
    )
    program.chmod(0o755)
    script = (
        'eval "$(_BEREIKBAAR_COMPLETE=bash_source bereikbaar)"\n'
        "COMP_WORDS=(bereikbaar run --region 'De\\ Bi'); COMP_CWORD=3\n"
        '_bereikbaar_completion bereikbaar; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=True, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}
    )
    assert done.stdout == "De\\ Bilt\n", done.stderr


def test_a_word_without_values_offers_nothing() -> None:
    assert values("DATE", "2025") == []
    assert values("TEXT", "") == []
