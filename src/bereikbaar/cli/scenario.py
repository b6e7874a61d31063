"""``bereikbaar scenario``: list, show, check and start scenarios."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bereikbaar.cli.group import Group
from bereikbaar.cli.options import json_option, lang_option, read_sets
from bereikbaar.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.network.model import Network
    from bereikbaar.scenarios.model import Scenario

network_option = click.option(
    "--network", "-n", "network_name", metavar="NETWORK|DIR",
    help="A shipped network or a network folder.  [default: the base of the scenario]",
)  # fmt: skip
set_option = click.option(
    "--set", "-s", "sets", multiple=True, metavar="NAME=VALUE",
    help="A parameter of the scenario; may be given more than once.",
)  # fmt: skip


@click.group(cls=Group)
def scenario() -> None:
    """List, show, check and start scenarios.

    Example:  bereikbaar scenario show lelylijn-2020
    """


@contextmanager
def plugin_warnings() -> Iterator[None]:
    """Say on stderr which plug-ins could not be used, each once."""
    from bereikbaar.scenarios.registry import PluginWarning

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", PluginWarning)
        yield
    for text in dict.fromkeys(str(w.message) for w in caught if issubclass(w.category, PluginWarning)):
        say(f"Warning: {text}")
    for other in caught:
        if not issubclass(other.category, PluginWarning):
            warnings.warn_explicit(other.message, other.category, other.filename, other.lineno)


@scenario.command("list")
@json_option
@lang_option
def list_(as_json: bool, lang: str) -> None:
    """List the scenarios that can be named: those of this package and of plug-ins.

    The short name is the key in column names of tables and maps; the year is a mark on the axis of a report.

    Example:  bereikbaar scenario list
    """
    from bereikbaar.scenarios.registry import SHIPPED, list_scenarios

    with plugin_warnings():
        entries = list_scenarios()
    if as_json:
        print_json([entry.as_dict() for entry in entries])
        return
    nl = lang == "nl"
    headings = ("naam", "korte naam", "titel", "gemaakt voor netwerk", "jaar", "herkomst") if nl else (
        "name", "short name", "title", "made for network", "year", "origin")  # fmt: skip
    origins = {SHIPPED: "meegeleverd" if nl else SHIPPED}
    rows = [
        (e.name, e.key, e.title.get(lang, e.name), e.base, e.year, origins.get(e.origin, e.origin)) for e in entries
    ]
    print_table(headings, rows, lang=lang)


@scenario.command("show")
@click.argument("name", metavar="SCENARIO")
@network_option
@set_option
@json_option
@lang_option
def show(name: str, network_name: str | None, sets: tuple[str, ...], as_json: bool, lang: str) -> None:
    """Say in plain words and a table what SCENARIO changes compared with the base, and what is known about it.

    SCENARIO is a name, the path of a file, or a combination a+b.

    Example:  bereikbaar scenario show zeeland-2030 --lang nl
    """
    from bereikbaar.cli.scenario_show import about, print_about
    from bereikbaar.scenarios.registry import load_scenario

    with plugin_warnings():
        loaded = load_scenario(name, read_sets(sets))
    document = about(loaded, *_network_of(loaded, network_name), lang)
    if as_json:
        print_json(document)
    else:
        print_about(document, lang)


@scenario.command("check")
@click.argument("name", metavar="SCENARIO")
@click.option("--strict", is_flag=True, help="Exit status 1 when a published figure is not reproduced.")
@network_option
@set_option
@json_option
@lang_option
@click.pass_context
def check(
    ctx: click.Context, *, name: str, strict: bool, network_name: str | None, sets: tuple[str, ...], as_json: bool,
    lang: str,
) -> None:  # fmt: skip
    """Find everything that is wrong with SCENARIO (a name or a file), and hold it against its published figures.

    Exit status 2 when something is wrong; with --strict 1 when a published figure is missed.

    Example:  bereikbaar scenario check lelylijn-2020 --strict
    """
    from bereikbaar.access.opportunities import opportunities
    from bereikbaar.cli.scenario_show import print_checked
    from bereikbaar.scenarios.check import check as check_one

    with plugin_warnings():
        checked = check_one(
            name, lambda s: _network_of(s, network_name), parameters=read_sets(sets), amounts=opportunities
        )
    if as_json:
        print_json(
            {
                "ok": not checked.problems and not (strict and checked.misses),
                "scenario": checked.scenario.name if checked.scenario else name,
                "hash": checked.scenario.hash if checked.scenario and not checked.problems else None,
                "problems": [p.as_dict() for p in checked.problems],
                "expects": [_outcome(o) for o in checked.outcomes],
            }
        )
    else:
        print_checked(name, checked, lang)
    ctx.exit(2 if checked.problems else 1 if strict and checked.misses else 0)


def _outcome(o: object) -> dict[str, object]:
    """Return a published figure with the keys that ``run.json`` promises."""
    names = {"origin": "from", "destination": "to"}
    held = ("scenario", "origin", "destination", "measure", "published", "tolerance", "got", "ok", "kind", "source")
    return {names.get(name, name): getattr(o, name) for name in held}


def _network_of(loaded: Scenario, network_name: str | None) -> tuple[Network, Places]:
    """Return the network that was asked for, or the base of the scenario, and its places."""
    from bereikbaar import pipeline

    network = pipeline.network(_network_name(loaded, network_name))
    return network, pipeline.places(network)


def _network_name(loaded: Scenario, network_name: str | None) -> str:
    """Return the network that was asked for, or the base of the scenario.

    Raises InputError with one problem for a name that is empty, unknown, or a folder that is no network at all: the
    files that such a folder lacks are no news.
    """
    from bereikbaar.errors import InputError
    from bereikbaar.loading import is_feed
    from bereikbaar.read.network import find_network, shipped_networks

    name = network_name if network_name is not None else loaded.base
    if is_feed(name):
        return name
    known = ", ".join(shipped_networks())
    if not (find_network(name) / "datapackage.json").exists():
        raise InputError(f"folder {name!r} is no network: it has no datapackage.json; shipped networks: {known}")
    return name


@scenario.command("new")
@click.argument("name")
@click.option(
    "--from", "origin", metavar="SCENARIO", help="Start from this shipped scenario instead of the template."
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="File to write.  [default: NAME.yaml]",
)  # fmt: skip
@lang_option
def new(name: str, origin: str | None, output: Path | None, lang: str) -> None:
    """Write a scenario file called NAME to start from: a template with remarks, or a copy of a shipped scenario.

    A copy of a scenario that is made of others holds all their changes, to be edited there.

    Example:  bereikbaar scenario new my-lelylijn --from lelylijn-2020
    """
    from bereikbaar.scenarios.start import start_text
    from bereikbaar.write.atomic import write_file

    text = start_text(name, origin)
    path = output or Path(f"{name}.yaml")
    if path.exists():
        raise click.UsageError(f"{path} exists already: give another file with -o")
    write_file(path, text)
    if lang == "nl":
        say(f"{path} geschreven; controleer het met: bereikbaar scenario check {path}")
    else:
        say(f"{path} written; check it with: bereikbaar scenario check {path}")


@scenario.command("schema")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="File to write; else stdout.",
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema of scenario files, with which an editor can check and complete them.

    Example:  bereikbaar scenario schema -o scenario.schema.json
    """
    import json

    from bereikbaar.scenarios.schema import json_schema
    from bereikbaar.write.atomic import write_file

    document = json_schema()
    if output is None:
        print_json(document)
    else:
        write_file(output, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        say(f"{output} written")
