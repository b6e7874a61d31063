"""Every command of the program with the words that lead to it, and the examples of its help."""

import shlex
from collections.abc import Iterator

import click

from bereikbaar.cli.main import cli


def commands(
    group: click.Group = cli, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield (words, command) of all groups and commands below a group, the group itself first."""
    yield words, group
    with click.Context(group) as ctx:
        for name in group.list_commands(ctx):
            command = group.get_command(ctx, name)
            assert command is not None
            if isinstance(command, click.Group):
                yield from commands(command, (*words, name))
            else:
                yield (*words, name), command


def examples(command: click.Command) -> list[str]:
    """Return the lines behind ``Example:`` in a command's help."""
    _, _, text = (command.help or "").partition("Example:")
    lines = text.partition("\n\n")[0].splitlines()
    return [line.strip() for line in lines if line.strip().startswith("bereikbaar ")]


def parsed(line: str) -> tuple[tuple[str, ...], click.Context]:
    """Parse a line as the shell and click do, without running it. Raises UsageError for what is not allowed."""
    rest = shlex.split(line)[1:]
    command: click.Command = cli
    words: list[str] = []
    parent: click.Context | None = None
    while isinstance(command, click.Group) and rest:
        parent = click.Context(command, parent=parent, info_name=words[-1] if words else "bereikbaar")
        name, found, rest = command.resolve_command(parent, rest)
        assert name is not None and found is not None
        command = found
        words.append(name)
    return tuple(words), command.make_context(words[-1], rest, parent=parent)
