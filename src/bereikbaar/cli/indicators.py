"""``bereikbaar indicators``: every measure that a run reports."""

from __future__ import annotations

import json

import click

from bereikbaar.cli.options import json_option, lang_option


@click.command()
@json_option
@lang_option
def indicators(as_json: bool, lang: str) -> None:
    """List every measure with its unit, definition and source.

    Example:  bereikbaar indicators --lang nl
    """
    from bereikbaar.indicators.catalogue import LIMIT_INDICATORS, TOWN_INDICATORS

    every = (*TOWN_INDICATORS, *LIMIT_INDICATORS)
    if as_json:
        rows = [
            {"name": i.name, "unit": i.unit, "title": dict(zip(("nl", "en"), i.title, strict=True)),
             "definition": i.definition, "better": i.better or None, "source": i.source}
            for i in every
        ]  # fmt: skip
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for i in every:
        click.echo(f"{i.name} [{i.unit}]  {i.title[0 if lang == 'nl' else 1]}")
        click.echo(f"    {i.definition}; source: {i.source}")
