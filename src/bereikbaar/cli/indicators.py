"""``bereikbaar indicators``: every measure that a run can report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.options import json_option, lang_option
from bereikbaar.lang import both

if TYPE_CHECKING:
    from bereikbaar.indicators.catalogue_entry import Indicator

_WORDS = {
    "name": both("measure"),
    "unit": both("unit"),
    "title": both("what it is"),
    "group": both("group"),
    "default": both("default"),
    "yes": both("yes"),
    "families": both(
        "Any other limit, number or kind can be asked for as well: jobs_50, p65up_45, jobs_n50k, pop_in_30.\n"
        "One measure with formula and source: bereikbaar indicators jobs_50"
    ),
    "definition": both("definition"),
    "formula": both("formula"),
    "source": both("source"),
    "basis": both("rests on"),
}
_BASES = {
    "model": both("counted opportunities and minutes of the model"),
    "estimate": both("an estimate"),
    "assumption": both("an assumption"),
}


@click.command()
@click.argument("names", nargs=-1, metavar="[MEASURE|GROUP]...")
@json_option
@lang_option
def indicators(names: tuple[str, ...], as_json: bool, lang: str) -> None:
    """List the measures of a run: all, those of a GROUP, or some by NAME with definition, formula and source.

    Groups: travel, reach, jobs, care, education, competition, speed, frequency, basis; also default and all.

    \b
    Example:  bereikbaar indicators care --lang nl
              bereikbaar indicators jobs_50 hosp_n3
    """
    from bereikbaar.cli.output import print_json
    from bereikbaar.indicators.catalogue import DEFAULT, chosen, indicator, named

    found = [indicator(name) for name in chosen(names or "all")]
    if as_json:
        print_json([_document(i, i.name in DEFAULT) for i in found])
    elif names and len(named(names)) == len(found):
        click.echo("\n\n".join(_in_full(i, lang) for i in found))
    else:
        _table(found, lang)


def _document(i: Indicator, default: bool) -> dict[str, Any]:
    """Return the measure with the keys that docs/indicators.md promises."""
    return {
        "name": i.name,
        "unit": i.unit,
        "title": dict(zip(("nl", "en"), i.title, strict=True)),
        "definition": i.definition.said("en"),
        "formula": i.formula.said("en"),
        "source": i.source.said("en"),
        "group": i.group,
        "basis": i.basis,
        "better": i.better or None,
        "kind": i.kind,
        "default": default,
    }


def _table(found: list[Indicator], lang: str) -> None:
    from bereikbaar.cli.output import print_table, say
    from bereikbaar.indicators.catalogue import DEFAULT

    heads = [_word(w, lang) for w in ("name", "unit", "title", "group", "default")]
    rows = [
        [i.name, _unit(i.unit, lang), i.title.said(lang), i.group, _word("yes", lang) if i.name in DEFAULT else None]
        for i in found
    ]
    print_table(heads, rows, lang=lang)
    say(_word("families", lang))


def _in_full(i: Indicator, lang: str) -> str:
    unit = f" [{_unit(i.unit, lang)}]" if i.unit else ""
    lines = [f"{i.name}{unit}  {i.title.said(lang)}"]
    lines += [f"    {_word(w, lang)}: {getattr(i, w).said(lang)}" for w in ("definition", "formula", "source")]
    lines.append(f"    {_word('basis', lang)}: {_BASES[i.basis].said(lang)}")
    return "\n".join(lines)


def _unit(unit: str, lang: str) -> str:
    from bereikbaar.write.texts_settings import unit_in

    return unit_in(unit, lang)


def _word(name: str, lang: str) -> str:
    return _WORDS[name].said(lang)
