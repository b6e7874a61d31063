"""``bereikbaar compare``: scenarios, or two runs made earlier, in a text for a report."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click
from click.core import ParameterSource

from bereikbaar.cli.options import ModelOptions, model_options
from bereikbaar.cli.output import refuse_existing
from bereikbaar.errors import InputError, Problem, did_you_mean

#: What can be asked of a comparison of two run folders; the rest is asked of scenarios.
_OF_RUNS = ("what", "output", "overwrite", "lang")


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="RUN|SCENARIO...")
@click.option(
    "-o",
    "--output",
    metavar="FILE.html|.pdf|.docx|.xlsx|.md",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The report to write: a page for the browser, PDF, Word, a workbook or Markdown; Markdown on stdout when "
    "not given.",
)
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@model_options()
@click.option(
    "--region", metavar="REGION", help="Only the towns of a province, COROP area, NPVR region or municipality."
)
@click.option(
    "--parts", type=click.Choice(["auto", "scenarios", "changes", "none"]), default="auto", show_default=True,
    help="What each part of a plan contributes: of combinations (a+b) of at most four scenarios (auto), of at most "
    "eight (scenarios: up to 256 runs), of the changes of every plan, or not at all.",
)  # fmt: skip
def compare(
    *,
    what: tuple[str, ...],
    output: Path | None,
    overwrite: bool,
    region: str | None,
    parts: str,
    model: ModelOptions,
) -> None:
    """Compare scenarios with the base, or two folders made by `bereikbaar run` with each other.

    A run with several scenarios is written FOLDER:SCENARIO (or FOLDER:base).

    \b
    Example:  bereikbaar compare lelylijn-2020 zeeland-2030 -o vergelijking.html --lang nl
              bereikbaar compare zeeland-2030 --region Zeeland -o zeeland.pdf
              bereikbaar compare out2020:lelylijn-2020 out2024:lelylijn-2024
    """
    from bereikbaar.write.atomic import write_file

    suffix = _suffix_of(output, overwrite)
    runs = [r for r in map(_as_run, what) if r]
    if runs:
        _refuse_asked()
        content = _compare_runs(what, runs, suffix, model.lang)
    else:
        content = _compare_scenarios(what, model, suffix, region, parts)
    if output is None:
        assert isinstance(content, str)  # without a file it is Markdown
        click.echo(content.rstrip())
    else:
        write_file(output, content)
        click.echo(f"{output} geschreven" if model.lang == "nl" else f"Wrote {output}", err=True)


def _suffix_of(output: Path | None, overwrite: bool) -> str:
    """Return the suffix of the file that is to be written, before anything is computed."""
    from bereikbaar.write.report.forms import FORMS, form_of

    if output is None:
        return FORMS[0]
    suffix = form_of(output, "--output")
    refuse_existing(output, overwrite, "--output")
    if not output.parent.is_dir():
        raise InputError(Problem(f"there is no folder {output.parent}", field="--output"))
    return suffix


def _as_run(word: str) -> tuple[Path, str | None] | None:
    """Return (folder, scenario) when the word names a folder, with a scenario behind a colon; else None."""
    if Path(word).is_dir():
        return Path(word), None
    folder, sign, name = word.rpartition(":")
    if sign and folder and Path(folder).is_dir():
        return Path(folder), name
    return None


def _refuse_asked() -> None:
    """Raise InputError for options that runs cannot follow any more: they were made in their own way."""
    context = click.get_current_context()
    given = context.get_parameter_source
    problems = [
        Problem(
            "two runs are compared as they were made; leave this out, or give it to `bereikbaar run`",
            field=max(option.opts, key=len),
        )
        for option in context.command.params
        if option.name not in _OF_RUNS and given(option.name or "") is ParameterSource.COMMANDLINE
    ]
    if problems:
        raise InputError(problems)


def _compare_runs(what: tuple[str, ...], runs: list[tuple[Path, str | None]], suffix: str, lang: str) -> bytes | str:
    from bereikbaar.cli.progress import progress
    from bereikbaar.compare import compare_runs
    from bereikbaar.write.report.build import build_runs_report
    from bereikbaar.write.report.forms import in_form

    if len(runs) != len(what):
        other = next(word for word in what if _as_run(word) is None)
        near = did_you_mean(other.partition(":")[0], [p.name for p in Path().iterdir() if p.is_dir()])
        raise InputError(
            f"compare either scenarios or runs, not both: {other!r} is no folder{near}; a scenario in a run is "
            "written FOLDER:SCENARIO"
        )
    if len(runs) != 2:
        raise InputError(f"two runs are compared at a time, found {len(runs)}")
    (folder_a, name_a), (folder_b, name_b) = runs
    with progress(lang) as say:
        say("reading")
        found = compare_runs(folder_a, folder_b, scenario_a=name_a, scenario_b=name_b)
        say("writing")
        return in_form(suffix, partial(build_runs_report, found), lang)


def _compare_scenarios(
    names: tuple[str, ...], model: ModelOptions, suffix: str, region: str | None, parts: str
) -> bytes | str:
    """Return the report on scenarios in a form. parts : how plans are divided, of ``reasons.divided.WAYS``."""
    from bereikbaar import pipeline
    from bereikbaar.cli.announce import announce, chosen_window
    from bereikbaar.cli.progress import progress
    from bereikbaar.cli.run import load_scenarios
    from bereikbaar.compare.people import PeopleTables
    from bereikbaar.reasons.divided import parts_by_plan
    from bereikbaar.write.report.build import build_report
    from bereikbaar.write.report.forms import in_form
    from bereikbaar.write.report.gather import gather_reasons

    settings, parameters = model.settings()
    lang = model.lang
    with progress(lang) as say:
        net = pipeline.network(model.network, date=model.date, progress=say)
        loaded = load_scenarios(names, parameters)
        divided = parts_by_plan(loaded, parts, parameters)
        result = pipeline.run(
            net, loaded, lang=lang, progress=say, window=model.window, method=model.method, settings=settings,
            region=region,
        )  # fmt: skip
        chosen_window(result.base.network, result.window, model.window, lang)
        announce(result.base.network, lang, model.window and result.window)
        people = PeopleTables(result)
        reasons = gather_reasons(result, say, divided)
        say("writing")
        make = partial(build_report, result, people=people, reasons=reasons)
        return in_form(suffix, make, lang, result)
