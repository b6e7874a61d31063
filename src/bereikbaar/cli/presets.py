"""``bereikbaar presets``: every setting with its value, unit and source, and what a preset changes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import json_option, lang_option
from bereikbaar.lang import both, with_comma

if TYPE_CHECKING:
    from bereikbaar.settings import Settings

HEADS = (
    both("setting"), both("value"), both("unit"), both("default"), both("what it is"), both("source"),
)  # fmt: skip
WORDS = {
    "yes": both("yes"),
    "no": both("no"),
    "unlimited": both("no limit"),
    "same": both("* = differs from the default; the rest is as in default"),
    "marked": both("* = differs from the default"),
}


@click.command()
@click.argument("name", metavar="[PRESET]", required=False)
@json_option
@lang_option
def presets(name: str | None, as_json: bool, lang: str) -> None:
    """Show the settings with value, unit and source; NAME shows one preset whole, with what it changes marked.

    Without NAME the default settings, and of the other presets what they change.

    Example:  bereikbaar presets pbl
    """
    from bereikbaar.cli.output import print_json
    from bereikbaar.settings import PRESETS, preset

    names = [name] if name else list(PRESETS)
    chosen = {n: preset(n) for n in names}
    if as_json:
        print_json(
            {n: s.as_dict() for n, s in chosen.items()} | {"about": {n: about(n, s, lang) for n, s in chosen.items()}}
        )
        return
    for n, settings in chosen.items():
        _print(n, about(n, settings, lang), lang, whole=bool(name) or n == "default")


def about(name: str, settings: Settings, lang: str) -> list[dict[str, Any]]:
    """Return every setting of a preset, as ``--json`` gives it under ``about``: value None = no limit.

    assumption : the source says that the value is one.
    """
    from bereikbaar.settings import PRESETS
    from bereikbaar.write.texts_settings import setting_rows, source_in

    defaults = type(settings)().as_dict()
    values = settings.as_dict()
    out = []
    for setting, text, _value, unit, usual, differs in setting_rows(settings, lang):
        why = PRESETS[name].changes[setting][1] if differs else PRESETS[name].kept.get(setting)
        source = usual if why is None else source_in(why, lang)
        out.append(
            {
                "name": setting,
                "value": values[setting],
                "unit": unit,
                "default": defaults[setting],
                "differs": differs,
                "text": text,
                "source": source,
                "assumption": source.startswith(("assumption", "aanname")),
            }
        )
    return out


def _print(name: str, rows: list[dict[str, Any]], lang: str, *, whole: bool) -> None:
    from bereikbaar.cli.output import print_table, say
    from bereikbaar.settings import PRESETS

    click.echo(f"{name}: {PRESETS[name].title.said(lang)}")
    shown = [row for row in rows if whole or row["differs"]]
    table = [
        [
            row["name"],
            f"{'* ' if row['differs'] else ''}{_value(row['value'], lang)}",
            row["unit"],
            _value(row["default"], lang) if row["differs"] else "",
            row["text"],
            row["source"],
        ]
        for row in shown
    ]
    heads = [head.said(lang) for head in HEADS]
    if name == "default":  # its own default needs no column
        heads, table = heads[:3] + heads[4:], [row[:3] + row[4:] for row in table]
    else:
        say(WORDS["marked" if whole else "same"].said(lang))
    print_table(heads, table, lang=lang)
    click.echo()


def _value(value: Any, lang: str) -> str:
    """Return a value as people write it: yes, 4.5, no limit."""
    if isinstance(value, bool):
        return WORDS["yes" if value else "no"].said(lang)
    if isinstance(value, str):
        return value
    if value is None or not math.isfinite(value):
        return WORDS["unlimited"].said(lang)
    return with_comma(f"{value:g}", lang)
