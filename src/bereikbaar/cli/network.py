"""``bereikbaar network``: list, show, check and validate networks, and write them as graphs."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.group import Group, prepared
from bereikbaar.cli.options import json_option, lang_option, network_argument
from bereikbaar.cli.output import print_json, print_table, say
from bereikbaar.lang import said, translate

if TYPE_CHECKING:
    from bereikbaar.errors import Problem

#: Commands with a file of their own, imported when they are called: name -> (module, what it does).
ELSEWHERE = {
    "stations": ("bereikbaar.cli.network_list", "List the stations of a network by code."),
    "services": ("bereikbaar.cli.network_list", "List the services of a network by id, with trains per hour."),
    "import": ("bereikbaar.cli.network_import", "Make a network folder of a timetable (GTFS zip or folder)."),
    "minutes": ("bereikbaar.cli.network_minutes", "List the minutes of all trains, or the departures of a station."),
    "validate": ("bereikbaar.cli.validate", "Hold a network's travel times against published ones."),
    "export": ("bereikbaar.cli.network_export", "Write a network, with or without a scenario, as a GTFS feed."),
}
SEVERITY_WORDS = {
    "en": {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("fact", "facts")},
    "nl": {"error": ("fout", "fouten"), "warning": ("waarschuwing", "waarschuwingen"), "info": ("feit", "feiten")},
}


class _Group(Group):
    """The commands of this file, and those of ELSEWHERE."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return [*super().list_commands(ctx), *ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command of this file, or import one from its own; None for an unknown name."""
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        function = cmd_name + "_" * iskeyword(cmd_name)
        command: click.Command = getattr(import_module(ELSEWHERE[cmd_name][0]), function)
        return prepared(command)

    def summaries(self, ctx: click.Context) -> dict[str, str]:
        """Return what each command does; of those of other files from the table."""
        del ctx
        own = {name: command.get_short_help_str(90) for name, command in self.commands.items()}
        return own | {name: text for name, (_, text) in ELSEWHERE.items()}


@click.group(cls=_Group)
def network() -> None:
    """List, show, check and validate networks, and write them as graphs.

    NETWORK is a shipped name or a folder; nl-2026 when not given. The codes of stations and the ids of services that
    scenarios need are listed by `network stations` and `network services`.

    Example:  bereikbaar network show nl-2026
    """


@network.command("list")
@json_option
@lang_option
def list_networks(as_json: bool, lang: str) -> None:
    """List the networks that come with the package.

    Example:  bereikbaar network list
    """
    from bereikbaar.read.network import shipped_networks
    from bereikbaar.read.package import read_package

    found = [(name, folder, read_package(folder)) for name, folder in shipped_networks().items()]
    if as_json:
        print_json(
            [
                {"name": name, "title": p.title, "version": p.version, "windows": [w.name for w in p.windows],
                 "folder": str(folder)}
                for name, folder, p in found
            ]
        )  # fmt: skip
    else:
        headings = ("naam", "titel", "versie", "map") if lang == "nl" else ("name", "title", "version", "folder")
        print_table(headings, [(name, p.title, p.version, str(folder)) for name, folder, p in found], lang=lang)


@network.command("show")
@network_argument
@json_option
@lang_option
def show(name: str, as_json: bool, lang: str) -> None:
    """Show what is in a network: counts, the windows of the week with their train-km, sources and licences.

    Example:  bereikbaar network show nl-2026 --lang nl
    """
    from bereikbaar.cli.network_show import about, about_feed, print_about
    from bereikbaar.loading import is_feed
    from bereikbaar.read.network import find_network

    document = about_feed(Path(name), lang) if is_feed(name) else about(find_network(name), lang)
    if as_json:
        print_json(document)
    else:
        print_about(document, lang)


@network.command("check")
@network_argument
@click.option("--info", "with_info", is_flag=True, help="Show facts worth knowing too, not only errors and warnings.")
@json_option
@lang_option
@click.pass_context
def check(ctx: click.Context, name: str, with_info: bool, as_json: bool, lang: str) -> None:
    """Find everything that is wrong with a network. Exit status 0 without errors, 2 with errors.

    Example:  bereikbaar network check nl-2026 --info
    """
    from bereikbaar.loading import is_feed
    from bereikbaar.read.network import find_network

    problems, read = check_feed(Path(name), lang) if is_feed(name) else check_folder(find_network(name), lang)
    counts = {severity: sum(p.severity == severity for p in problems) for severity in SEVERITY_WORDS["en"]}
    if as_json:
        listed = [p.as_dict() for p in problems]
        print_json({"ok": counts["error"] == 0, "network": name, "counts": counts, "problems": listed})
    else:
        _print_problems(name, problems, counts, with_info=with_info, lang=lang)
        if not read:
            say(
                translate(lang).text("These errors kept the network from being read; the other checks were not made.")
            )
    ctx.exit(2 if counts["error"] else 0)


def check_folder(folder: Path, lang: str = "en") -> tuple[list[Problem], bool]:
    """Return all that reading and checking find in a network folder, errors first, and whether it could be read.

    Files are named as in the folder. What keeps a network from being read is in English, as everywhere.
    """
    from dataclasses import replace

    from bereikbaar.network.checks import check_network, in_order
    from bereikbaar.read.network import load_network

    loaded = load_network(folder)
    problems = [replace(p, file=_short(p.file, folder), message=said(p.message, lang)) for p in loaded.problems]
    if loaded.network is not None:
        problems += check_network(loaded.network, folder=folder, lang=lang)
        problems += [replace(p, file=_short(p.file, folder)) for p in _unreadable_places(folder)]
    return in_order(problems), loaded.network is not None


def check_feed(path: Path, lang: str = "en") -> tuple[list[Problem], bool]:
    """Return all that reading and checking find in a timetable, errors first, and whether it could be read.

    What was repaired or left out is a warning, what was chosen a fact.
    """
    from dataclasses import replace

    from bereikbaar.errors import InputError
    from bereikbaar.gtfs.network import import_feed
    from bereikbaar.network.checks import check_network, in_order

    try:
        found = import_feed(path)
    except InputError as error:
        return list(error.problems), False
    told = [
        replace(n.problem(), message=said(n.text, lang), severity="info" if n.action == "chosen" else "warning")
        for n in found.notes
    ]
    made = [replace(p, file="", row=None) for p in check_network(found.network, lang=lang)]
    return in_order([*told, *made]), True


def _unreadable_places(folder: Path) -> tuple[Problem, ...]:
    """Return what keeps a run from reading the places of a folder; a folder without places uses the shipped ones."""
    from bereikbaar.errors import InputError
    from bereikbaar.read.places import read_places

    if not any((folder / name).exists() for name in ("zones.csv", "towns.csv", "centres.csv")):
        return ()
    try:
        read_places(folder)
    except InputError as error:
        return error.problems
    return ()


def _short(file: str, folder: Path) -> str:
    path = Path(file)
    return path.name if file and path.parent == folder else file


def _print_problems(
    name: str, problems: list[Problem], counts: dict[str, int], *, with_info: bool, lang: str
) -> None:
    words = SEVERITY_WORDS[lang]
    for p in problems:
        if p.severity != "info" or with_info:
            click.echo(f"{words[p.severity][0]}: {in_words(p, lang)}")
    summary = ", ".join(f"{n} {words[severity][n != 1]}" for severity, n in counts.items())
    click.echo(f"{name}: {summary}")
    if counts["info"] and not with_info:
        say(translate(lang).text("Add --info to see the facts."))


def in_words(problem: Problem, lang: str) -> str:
    """Return a problem with its place in front, in the words of the language."""
    text = str(problem)
    return text.replace(", line ", ", regel ", 1) if lang == "nl" and problem.row is not None else text


@network.command("graph")
@network_argument
@click.option(
    "--format", "-f", "kind", type=click.Choice(["graphml", "gexf", "json"]),
    help="GraphML (yEd, igraph), GEXF (Gephi) or node-link JSON; from the name of FILE when not given, else json.",
)  # fmt: skip
@click.option(
    "--output", "-o", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="File to write, whole or not at all; stdout when not given.",
)  # fmt: skip
@click.option("--track", is_flag=True, help="The infrastructure (stations and sections) instead of what runs.")
@click.option("--window", "-w", metavar="WINDOW", help="Part of the week of what runs.  [default: offpeak]")
def graph(name: str, kind: str | None, output: Path | None, track: bool, window: str | None) -> None:
    """Write a network as a graph: what runs in a window, or the track.

    What nodes and edges carry is promised in docs/graph.md.

    \b
    Example:  bereikbaar network graph nl-2026 --window evening --format graphml -o evening.graphml
    """
    from bereikbaar.cli.network_list import read_named
    from bereikbaar.network.graph import service_graph, track_graph
    from bereikbaar.network.graph_formats import GRAPH_FORMATS, graph_text
    from bereikbaar.write.atomic import write_file

    if track and window is not None:
        raise click.UsageError("--track and --window do not go together: the track is the same in every window")
    net = read_named(name)
    made: Any = track_graph(net) if track else service_graph(net, window or "offpeak")
    suffix = output.suffix.lstrip(".").lower() if output else ""
    text = graph_text(made, kind or (suffix if suffix in GRAPH_FORMATS else "json"))
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text)
        say(f"{output}: {made.number_of_nodes()} nodes, {made.number_of_edges()} edges")
