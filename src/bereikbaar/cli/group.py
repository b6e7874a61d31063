"""What every command has without saying so: near words for typing errors, and values for the Tab key."""

from __future__ import annotations

from typing import Any

import click

from bereikbaar.errors import did_you_mean


class Group(click.Group):
    """A group whose commands, options and values get a suggestion when they are typed wrong."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, prepared; None for an unknown name."""
        found = super().get_command(ctx, cmd_name)
        return found and prepared(found)

    def summaries(self, ctx: click.Context) -> dict[str, str]:
        """Return what ``--help`` and the Tab key say of each command, without importing those of other files."""
        return {name: self.commands[name].get_short_help_str(90) for name in self.list_commands(ctx)}

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries(ctx).items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest a near command for a typing error."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"no such command {args[0]!r}" + did_you_mean(args[0], known))
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Return the commands that begin so, and options."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=text)
            for name, text in self.summaries(ctx).items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]


class Choice(click.Choice[str]):
    """One of some words; a near one is suggested for a typing error."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that is meant. Raises BadParameter with a near one."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            near = did_you_mean(str(value), self.choices)
            raise click.BadParameter(error.message.rstrip(".") + near, ctx, param) from None


class Word(click.ParamType[str]):
    """A text of which the Tab key knows values: those of a kind of :mod:`bereikbaar.cli.completion`."""

    name = "text"

    def __init__(self, metavar: str) -> None:
        """metavar : what the help says that the option takes."""
        self.metavar = metavar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as it is."""
        return click.STRING.convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Return the values that begin so."""
        del param
        from bereikbaar.cli.completion import values

        return values(self.metavar, incomplete, network=_network_of(ctx))


def _network_of(ctx: click.Context) -> str:
    """Return the network that the line names so far; an empty text for none."""
    for param in ctx.command.params:
        if "NETWORK" in (param.metavar or "") and param.name != "baseline_name":
            if isinstance(param, click.Argument):  # click leaves arguments where they are until the line is whole
                return ctx.args[0] if ctx.args else ""
            return str(ctx.params.get(param.name or "") or "")
    return ""


def prepared(command: click.Command) -> click.Command:
    """Give the options and arguments of a command what they share. Twice is as once."""
    for param in command.params:
        if type(param.type) is click.Choice:
            param.type = Choice(param.type.choices, case_sensitive=param.type.case_sensitive)
        elif param.type is click.STRING and param.metavar:
            param.type = Word(param.metavar)
    return command
