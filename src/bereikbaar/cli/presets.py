"""``bereikbaar presets``: every setting with its unit, value and source."""

from __future__ import annotations

import dataclasses
import json

import click

from bereikbaar.cli.options import json_option


@click.command()
@click.argument("name", required=False)
@json_option
def presets(name: str | None, as_json: bool) -> None:
    """Show the settings with unit, value and source; NAME shows one preset.

    Example:  bereikbaar presets pbl
    """
    from bereikbaar.settings import PRESETS, preset

    names = [name] if name else list(PRESETS)
    rows = {n: preset(n) for n in names}
    if as_json:
        click.echo(json.dumps({n: s.as_dict() for n, s in rows.items()}, indent=2, allow_nan=False))
        return
    default = preset("default")
    for n, settings in rows.items():
        click.echo(f"{n}: {PRESETS[n][0]}")
        for f in dataclasses.fields(settings):
            value = getattr(settings, f.name)
            if n != "default" and not name and value == getattr(default, f.name):
                continue
            changed = "" if value == getattr(default, f.name) else "  (changed)"
            click.echo(f"  {f.name} = {value}{changed}")
            click.echo(f"      {f.metadata['text']}, unit {f.metadata['unit']}; source: {f.metadata['source']}")
        click.echo()
