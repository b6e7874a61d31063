"""``bereikbaar compare``: scenarios, or two runs made earlier, in a text for a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bereikbaar.cli.options import (
    date_option,
    lang_option,
    make_settings,
    network_option,
    settings_options,
    span_option,
)
from bereikbaar.cli.output import refuse_existing
from bereikbaar.errors import InputError, Problem


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="RUN|SCENARIO...")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A .md file; stdout when not given."
)
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@network_option
@date_option
@span_option
@settings_options
@click.option(
    "--region", metavar="NAME", help="Only the towns of a province, COROP area, NPVR region or municipality."
)
@lang_option
def compare(
    *,
    what: tuple[str, ...],
    output: Path | None,
    overwrite: bool,
    network_name: str,
    date: str | None,
    window: str | None,
    method: str,
    no_assumed_bus: bool,
    sets: tuple[str, ...],
    preset: str,
    region: str | None,
    lang: str,
) -> None:
    """Compare scenarios with the base, or two folders made by `bereikbaar run` with each other.

    A run with several scenarios is written FOLDER:SCENARIO (or FOLDER:base).

    \b
    Example:  bereikbaar compare lelylijn-2020 zeeland-2030 -o vergelijking.md --lang nl
              bereikbaar compare out2020:lelylijn-2020 out2024:lelylijn-2024
    """
    from bereikbaar.write.atomic import write_file

    _check_output(output, overwrite)
    runs = [r for r in map(_as_run, what) if r]
    if runs:
        text = _compare_runs(what, runs, lang)
    else:
        settings, parameters = make_settings(preset, sets, no_assumed_bus)
        text = _compare_scenarios(
            what, (network_name, date), parameters, window=window, method=method, settings=settings, region=region,
            lang=lang,
        )  # fmt: skip
    if output is None:
        click.echo(text.rstrip())
    else:
        write_file(output, text)
        click.echo(f"{output} geschreven" if lang == "nl" else f"Wrote {output}", err=True)


def _check_output(output: Path | None, overwrite: bool) -> None:
    if output is None:
        return
    if output.suffix.lower() != ".md":
        raise InputError(Problem(f"expected a name that ends in .md, found {output.name!r}", field="--output"))
    refuse_existing(output, overwrite, "--output")


def _as_run(word: str) -> tuple[Path, str | None] | None:
    """Return (folder, scenario) when the word names a folder, with a scenario behind a colon; else None."""
    if Path(word).is_dir():
        return Path(word), None
    folder, sign, name = word.rpartition(":")
    if sign and folder and Path(folder).is_dir():
        return Path(folder), name
    return None


def _compare_runs(what: tuple[str, ...], runs: list[tuple[Path, str | None]], lang: str) -> str:
    from bereikbaar.compare import compare_runs
    from bereikbaar.write.report.markdown import markdown
    from bereikbaar.write.report.sections import report_on_runs

    if len(runs) != len(what):
        raise InputError("compare either scenarios or runs, not both; a scenario in a run is written FOLDER:SCENARIO")
    if len(runs) != 2:
        raise InputError(f"two runs are compared at a time, found {len(runs)}")
    (folder_a, name_a), (folder_b, name_b) = runs
    found = compare_runs(folder_a, folder_b, scenario_a=name_a, scenario_b=name_b)
    return markdown(report_on_runs(found, lang))


def _compare_scenarios(
    names: tuple[str, ...], network: tuple[str, str | None], parameters: dict[str, str], *, lang: str, **how: Any
) -> str:
    """Return the page on scenarios. network : name and day. how : arguments of ``pipeline.run``."""
    from bereikbaar import pipeline
    from bereikbaar.cli.announce import announce, chosen_window
    from bereikbaar.cli.progress import progress
    from bereikbaar.cli.run import load_scenarios
    from bereikbaar.write.report.markdown import markdown
    from bereikbaar.write.report.sections import report_of

    with progress(lang) as say:
        net = pipeline.network(network[0], date=network[1], progress=say)
        loaded = load_scenarios(names, parameters)
        result = pipeline.run(net, loaded, lang=lang, progress=say, **how)
        chosen_window(result.base.network, result.window, how["window"], lang)
        announce(result.base.network, lang, how["window"] and result.window)
    return markdown(report_of(result))
