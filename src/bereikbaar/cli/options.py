"""Options that several commands share, each defined once."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bereikbaar.errors import InputError, Problem

if TYPE_CHECKING:
    from bereikbaar.settings import Settings

#: Routing methods; ``pipeline.METHODS`` are the same (the command line starts without the pipeline).
METHODS = ("headway", "clock")

F = TypeVar("F", bound=Callable[..., Any])


def default_lang() -> str:
    """Return ``nl`` when the environment speaks Dutch, else ``en``."""
    for name in ("BEREIKBAAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "nl" if value.lower().startswith("nl") else "en"
    return "en"


network_option = click.option(
    "--network", "-n", "network_name", default="nl-2026", show_default=True, metavar="NETWORK|DIR|GTFS",
    help="A shipped network, a network folder, or a timetable: a GTFS folder or zip.",
)  # fmt: skip
date_option = click.option(
    "--date", metavar="DATE",
    help="Day of a GTFS timetable, such as 2025-03-12; when not given, a week of it that has normal service.",
)  # fmt: skip
network_argument = click.argument("name", metavar="[NETWORK]", required=False, default="nl-2026")
lang_option = click.option(
    "--lang", type=click.Choice(["nl", "en"]), default=default_lang, show_default="from the environment",
    help="Language of texts and column titles.",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
window_option = click.option(
    "--window", "-w", default="offpeak", show_default=True, metavar="WINDOW",
    help="Part of the week: peak, offpeak, friday_peak, friday, evening, saturday or sunday.",
)  # fmt: skip
span_option = click.option(
    "--window", "-w", default=None, show_default="offpeak", metavar="WINDOW|HH:MM-HH:MM|all",
    help="Part of the week: peak, offpeak, friday_peak, friday, evening, saturday, sunday, or all; "
    "in a timetable also any span, such as 07:00-09:00.",
)  # fmt: skip
windows_option = click.option(
    "--window", "-w", default=None, show_default="offpeak", metavar="WINDOW[,WINDOW...]|HH:MM-HH:MM|all",
    help="Part of the week: peak, offpeak, friday_peak, friday, evening, saturday, sunday, or all; several with "
    "commas: the first is that of the maps; in a timetable also any span, such as 07:00-09:00.",
)  # fmt: skip


def settings_options(function: F) -> F:
    """Add --preset, --set, --no-assumed-bus and --method to a command."""
    for option in (
        click.option(
            "--method", type=click.Choice(METHODS), default="headway", show_default=True,
            help="How waiting is modelled: by headways (optimal strategies), or by the clock (exact; minutes that "
            "are not known are proposed).",
        ),
        click.option(
            "--no-assumed-bus", "no_assumed_bus", is_flag=True,
            help="No assumed local transit where no bus line is known.",
        ),
        click.option(
            "--set", "-s", "sets", multiple=True, metavar="SETTING=VALUE",
            help="A setting, such as walk_kmh=4.5, or a parameter of a scenario, such as speed_kmh=250; may be given "
            "more than once. `bereikbaar presets` lists settings with their units.",
        ),
        click.option(
            "--preset", default="default", show_default=True, metavar="PRESET",
            help="A named set of settings; `bereikbaar presets` shows them.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def read_sets(sets: Sequence[str]) -> dict[str, str]:
    """Split ``name=value`` options. Raises InputError for one without ``=`` or given twice."""
    out: dict[str, str] = {}
    problems = []
    for item in sets:
        name, sign, value = item.partition("=")
        name = name.strip()
        if not sign or not name or not value.strip():
            problems.append(Problem(f"expected NAME=VALUE, found {item!r}", field="--set"))
        elif name in out:
            problems.append(Problem(f"{name!r} is given twice", field="--set"))
        else:
            out[name] = value.strip()
    if problems:
        raise InputError(problems)
    return out


def make_settings(preset_name: str, sets: Sequence[str], no_assumed_bus: bool) -> tuple[Settings, dict[str, str]]:
    """Return the settings, and the ``--set`` values that are no setting (so meant for a scenario's parameters)."""
    import dataclasses

    from bereikbaar.settings import Settings, preset

    values = read_sets(sets)
    known = {f.name for f in dataclasses.fields(Settings)}
    settings = preset(preset_name).changed(**{k: v for k, v in values.items() if k in known})
    if no_assumed_bus:
        settings = settings.changed(assumed_transit=False)
    return settings, {k: v for k, v in values.items() if k not in known}


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What every command that computes is asked: of which network and part of the week, how, in which language."""

    network: str
    date: str | None
    window: str | None
    method: str
    preset: str
    sets: tuple[str, ...]
    no_assumed_bus: bool
    lang: str

    def settings(self) -> tuple[Settings, dict[str, str]]:
        """Return the settings, and the ``--set`` values that are meant for a scenario's parameters."""
        return make_settings(self.preset, self.sets, self.no_assumed_bus)


def model_options(window: Callable[[Any], Any] = span_option) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the options of :class:`ModelOptions`, in one argument ``model``.

    window : how the part of the week is asked; ``windows_option`` for a command that takes several.
    """

    def given(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def command(
            *,
            network_name: str,
            date: str | None,
            window: str | None,
            method: str,
            preset: str,
            sets: tuple[str, ...],
            no_assumed_bus: bool,
            lang: str,
            **others: Any,
        ) -> Any:
            model = ModelOptions(network_name, date, window, method, preset, sets, no_assumed_bus, lang)
            return function(model=model, **others)

        options: tuple[Callable[[Any], Any], ...]
        options = (lang_option, settings_options, window, date_option, network_option)
        whole: Callable[..., Any] = command
        for option in options:
            whole = option(whole)
        return whole

    return given
