"""Of every command: its help has an example that can be typed, and what is typed wrong gets a near word."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from command_tree import commands, examples, parsed

from bereikbaar.cli.completion import KINDS
from bereikbaar.cli.group import Choice, Word
from bereikbaar.cli.main import COMMANDS, cli

TREE = list(commands())
LEAVES = [(words, command) for words, command in TREE if not isinstance(command, click.Group)]
LINES = [(words, line) for words, command in TREE for line in examples(command)]
OPTIONS = [
    (words, option)
    for words, command in TREE
    for option in command.params
    if isinstance(option, click.Option)
]  # fmt: skip


#: Everything that a metavar may be made of, so that the same thing is called the same everywhere.
METAVARS = set(
    re.findall(
        r"\w+",
        "SCENARIO NETWORK WINDOW PRESET SETTING MEASURE GROUP REGION STATION SERVICE FORM COLUMN LAYER DIR FILE GTFS "
        "DATE HH MM MINUTES NAME VALUE TEXT LIST CODE N A B all csv gpkg geojson html pdf docx xlsx md svg png zip",
    )
)


def named(words):
    return " ".join(words) or "bereikbaar"


def invoke(*args):
    return CliRunner().invoke(cli, list(args), prog_name="bereikbaar")


def test_the_walk_sees_every_command() -> None:
    assert {words[0] for words, _ in TREE if words} == set(COMMANDS)
    assert len(LEAVES) > len(COMMANDS)


@pytest.mark.parametrize(("words", "command"), TREE, ids=lambda x: named(x) if isinstance(x, tuple) else "")
def test_every_command_has_an_example_of_itself_that_is_shown_whole(words, command) -> None:
    lines = examples(command)
    assert lines, f"{named(words)} has no example"
    assert any(line.startswith(" ".join(("bereikbaar", *words))) for line in lines)
    shown = [line.strip().removeprefix("Example:").strip() for line in invoke(*words, "--help").output.splitlines()]
    assert [line for line in lines if line not in shown] == []


@pytest.mark.parametrize(("words", "line"), LINES, ids=lambda x: x if isinstance(x, str) else "")
def test_every_example_is_a_line_that_the_command_takes(words, line, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for word in shlex.split(line):
        if re.search(r"\w\.(csv|gz|zip|yaml)$", word):
            Path(word).touch()
    _, ctx = parsed(line)
    for param in ctx.command.params:
        given = ctx.params.get(param.name or "")
        if isinstance(param.type, Word) and param.metavar == "SCENARIO" and given:
            assert set(re.split(r"\+", given if isinstance(given, str) else "+".join(given))) <= set(
                KINDS["SCENARIO"](None)
            )


@pytest.mark.parametrize(
    ("words", "option"), OPTIONS, ids=lambda x: x.opts[0] if isinstance(x, click.Option) else named(x)
)
def test_every_option_says_what_it_does_and_what_it_takes(words, option) -> None:
    assert option.help and option.help.rstrip().endswith((".", "]")), f"{named(words)} {option.opts}"
    if not option.is_flag and not isinstance(option.type, click.Choice):
        assert option.metavar and set(re.findall(r"\w+", option.metavar)) <= METAVARS, option.metavar
        usual = isinstance(option.default, str | int | float) and option.default != ""
        assert option.show_default or "[default:" in option.help or not usual
        if option.metavar == "MINUTES":
            assert "minutes" in option.help.lower()


@pytest.mark.parametrize(
    ("words", "option"), OPTIONS, ids=lambda x: x.opts[0] if isinstance(x, click.Option) else named(x)
)
def test_a_misspelled_option_gets_a_near_one(words, option) -> None:
    name = max(option.opts, key=len)
    for wrong in {name + name[-1], name[:3] + name[2:], name[:-2] + name[-1]} - {name, "--"}:
        if len(wrong) < 5 and wrong != name + name[-1]:
            continue  # of two letters one is no misspelling
        done = invoke(*words, wrong)
        assert done.exit_code == 2
        assert re.search(r"did you mean|possible options", done.stderr, re.I), done.stderr
        assert name in done.stderr.replace(wrong, "", 1)


@pytest.mark.parametrize(
    ("words", "command"),
    [t for t in TREE if isinstance(t[1], click.Group)],
    ids=lambda x: named(x) if isinstance(x, tuple) else "",
)
def test_a_misspelled_command_gets_a_near_one(words, command) -> None:
    for name in command.list_commands(click.Context(command)):
        done = invoke(*words, name[:2] + name[3:])
        assert done.exit_code == 2
        assert re.search(rf"no such command '.*'; did you mean .*'{name}'", done.stderr)


@pytest.mark.parametrize(
    ("words", "option"),
    [o for o in OPTIONS if isinstance(o[1].type, click.Choice)],
    ids=lambda x: x.opts[0] if isinstance(x, click.Option) else named(x),
)
def test_a_misspelled_choice_gets_a_near_one(words, option) -> None:
    assert isinstance(option.type, Choice)
    for choice in option.type.choices:
        done = invoke(*words, option.opts[0], choice + choice[-1])
        assert done.exit_code == 2
        assert f"did you mean '{choice}'" in done.stderr.replace("\n", " ")


#: Kind of value -> a value with an error, and what it should be.
WRONG = {
    "SCENARIO": ("lelylyn-2020", "lelylijn-2020"),
    "NETWORK": ("nl-206", "nl-2026"),
    "WINDOW": ("evning", "evening"),
    "PRESET": ("pbll", "pbl"),
    "SETTING": ("walk_km=4", "walk_kmh"),
    "MEASURE": ("job_60", "jobs_60"),
    "REGION": ("Zeland", "Zeeland"),
    "STATION": ("Zwole", "Zwolle"),
    "PLACE": ("Groningn", "Groningen"),
    "FROM": ("Groningn", "Groningen"),
    "TO": ("Groningn", "Groningen"),
    "SERVICE": ("50", "500"),
    "A+B+C": ("zeeland-2030+lelylyn-2020", "lelylijn-2020"),
    "FORM": ("htm", "html"),
}


def kind(param: click.Parameter) -> str:
    words = re.findall(r"[A-Z]+(?:[+-][A-Z]+)*", param.metavar or "")
    return next((word for word in words if word in WRONG), "")


VALUES = [(words, param) for words, command in LEAVES for param in command.params if kind(param)]


@pytest.mark.parametrize(
    ("words", "param"), VALUES, ids=lambda x: x.name if isinstance(x, click.Parameter) else named(x)
)
def test_a_misspelled_value_gets_a_near_one(words, param, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    command = dict(TREE)[words]
    line = shlex.split(examples(command)[0])[1:]
    _, ctx = parsed(examples(command)[0])
    wrong, right = WRONG[kind(param)]
    if isinstance(param, click.Option):
        line += [max(param.opts, key=len), wrong]
    else:
        given = ctx.params[param.name or ""]
        first = given[0] if isinstance(given, tuple) and given else given
        line = [wrong if word == first else word for word in line] if first in line else [*line, wrong]
    done = invoke(*line)
    assert done.exit_code == 2, done.output
    said = done.stderr + done.stdout
    assert "did you mean" in said and right in said.partition("did you mean")[2]
    assert list(tmp_path.iterdir()) == []


def test_every_kind_of_value_that_the_tab_key_knows_is_misspelled_here() -> None:
    assert {kind(param) for _, param in VALUES} == set(WRONG)
    assert set(KINDS) - set(WRONG) == {"A-B", "GROUP"}


def test_a_misspelled_folder_of_a_run_gets_a_near_one(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out-2020").mkdir()
    (tmp_path / "other").mkdir()
    done = invoke("compare", "out-202", "other")
    assert done.exit_code == 2
    assert "'out-202' is no folder; did you mean 'out-2020'?" in done.stderr
