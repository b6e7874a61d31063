"""What the commands explain, attribute, vulnerability and compare do, for a program: networks in, answers out.

Each function takes the same arguments as :func:`bereikbaar.pipeline.run` where it can: ``window`` (None = the main
one by day), ``method``, ``settings`` and ``at`` (places; those of the network when not given).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem
from bereikbaar.loading import as_scenarios, places, places_of, ready, windowed

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.loading import Progress
    from bereikbaar.network.model import Network
    from bereikbaar.reasons.attribution import Attribution
    from bereikbaar.reasons.explain import Explanation
    from bereikbaar.reasons.vulnerability import Vulnerability
    from bereikbaar.results import Result
    from bereikbaar.scenarios.model import Scenario
    from bereikbaar.settings import Settings


def write_report(
    result: Result,
    *files: str | Path,
    lang: str | None = None,
    parts: str = "auto",
    overwrite: bool = False,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write the report on a result, in one form or more, and return the paths: .html, .pdf, .docx, .xlsx or .md.

    lang : "nl" or "en"; that of the run when not given (a page holds both, this one first). parts : as ``compare
    --parts``: how plans are divided over their parts. Price tags, explanations and parts route the networks again,
    once for all files. Raises InputError for another suffix, language or way, for a folder that is not there, and for
    a file that is, unless it may be replaced.
    """
    from functools import partial

    from bereikbaar.compare.people import PeopleTables
    from bereikbaar.lang import translate
    from bereikbaar.reasons.divided import WAYS, parts_by_plan
    from bereikbaar.write.atomic import write_file
    from bereikbaar.write.report.build import build_report
    from bereikbaar.write.report.forms import form_of, in_form
    from bereikbaar.write.report.gather import gather_reasons

    paths, lang = tuple(map(Path, files)), translate(lang or result.lang).lang
    if not paths:
        raise InputError(Problem("give at least one file, such as report.html", field="files"))
    forms = [form_of(path, "files") for path in paths]
    for path in paths:
        _refuse(path, overwrite)
    if parts not in WAYS:
        raise InputError(Problem(f"expected {', '.join(WAYS[:-1])} or {WAYS[-1]}, found {parts!r}", field="parts"))
    plans = [case.scenario for case in result.cases if case.scenario and not case.is_network]
    divided = parts_by_plan(plans, parts) if plans else {}
    reasons = gather_reasons(result, progress, divided)
    make = partial(build_report, result, people=PeopleTables(result), reasons=reasons)
    for path, suffix in zip(paths, forms, strict=True):
        write_file(path, in_form(suffix, make, lang, result))
    return paths


def _refuse(path: Path, overwrite: bool) -> None:
    if not path.absolute().parent.is_dir():
        raise InputError(Problem(f"there is no folder {path.parent}", field="files"))
    if path.exists() and not overwrite:
        raise InputError(Problem(f"{path} is there already; give overwrite=True to replace it", field="files"))


def explain(
    net: Network,
    origin: str,
    destination: str,
    scenario: Scenario | str | Path,
    *,
    window: str | None = None,
    method: str = "headway",
    settings: Settings | None = None,
    at: Places | None = None,
    progress: Progress | None = None,
) -> Explanation:
    """Return why the journey between two places takes more or less time with a scenario.

    origin, destination : stations, cities, towns or postcode areas, as ``bereikbaar time`` takes them.
    ``reasons.sentences.why(found).said("en")`` is the sentence. Raises InputError for the window and the scenario,
    UnknownNameError for the places.
    """
    from bereikbaar.reasons.explain import explain as explained
    from bereikbaar.scenarios.apply import apply_scenario

    settings = _settings(settings)
    (plan,) = as_scenarios(scenario)
    net, chosen = _timed(net, window, method, settings, "a journey is explained")
    after = apply_scenario(net, plan, settings).network
    at = at or places_of(net)
    return explained(net, after, origin, destination, chosen, method, settings, at, progress=progress)


def attribute(
    net: Network,
    scenario: Scenario | str | Path,
    *,
    parts: str = "scenarios",
    at_most: int = 8,
    indicators: str | Sequence[str] | None = None,
    window: str | None = None,
    method: str = "headway",
    settings: Settings | None = None,
    at: Places | None = None,
    progress: Progress | None = None,
) -> Attribution:
    """Return what each part of a plan contributes, per town and for the country; ``frame()`` is the table.

    parts : ``scenarios`` (of ``a+b``, or of one made of others) or ``changes``. at_most : parts (1 to 8); of more
    changes those of one kind are taken together. Every subset of the parts is measured. Raises InputError for a plan
    without such parts, for too many, and for names.
    """
    from bereikbaar.errors import raise_if_errors
    from bereikbaar.reasons.attribution import attribute as attributed
    from bereikbaar.reasons.divided import loaded_parts
    from bereikbaar.reasons.parts import KINDS, parts_of
    from bereikbaar.scenarios.apply import check_scenario

    if parts not in KINDS:
        raise InputError(Problem(f"expected {' or '.join(KINDS)}, found {parts!r}", field="parts"))
    settings = _settings(settings)
    (plan,) = as_scenarios(scenario)
    loaded = loaded_parts(plan) if parts == "scenarios" and plan.parts else None
    divided = loaded if loaded is not None else parts_of(plan, parts)
    net, chosen = _one_window(net, window, method, "the parts of a plan are attributed")
    at = at or places(net)
    raise_if_errors(check_scenario(net, plan, settings, places=at))  # two parts may clash
    return attributed(
        net, divided, window=chosen, indicators=indicators, settings=settings, places=at, method=method,
        name=plan.name, most=at_most, progress=progress,
    )  # fmt: skip


def vulnerability(
    net: Network,
    scenario: Scenario | str | Path | None = None,
    *,
    sections: Sequence[tuple[str, str]] | None = None,
    window: str | None = None,
    method: str = "headway",
    settings: Settings | None = None,
    at: Places | None = None,
    progress: Progress | None = None,
) -> Vulnerability:
    """Return what is lost by closing every section of track in turn, of the network as it is or with a scenario.

    sections : pairs of codes of neighbouring stations, in either order; None = all with trains that do not lie wholly
    abroad, which takes minutes. Raises InputError when none of them has a train.
    """
    from bereikbaar.reasons.vulnerability import vulnerability as ranked
    from bereikbaar.scenarios.apply import apply_scenario

    settings = _settings(settings)
    net, chosen = _timed(net, window, method, settings, "closures are measured")
    at = at or places(net)
    if scenario is not None:
        net = apply_scenario(net, as_scenarios(scenario)[0], settings, places=at).network
    keys = None if sections is None else [_section(pair, net) for pair in sections]
    return ranked(
        net, window=chosen, settings=settings, places=at, method=method, sections=keys, progress=progress
    )  # fmt: skip


def closing(net: Network, section: str) -> Scenario:
    """Return the scenario in which the track ``A-B`` between two stations (codes or names) is closed for good.

    It runs like any other: ``run(net, [closing(net, "rsd-gs")])``. Raises InputError for stations that are unknown
    and where no track joins them.
    """
    from bereikbaar.reasons.closing import closings

    return closings([section], net)[0]


def _section(pair: tuple[str, str], net: Network) -> tuple[str, str]:
    """Return the key of a section of the network. Raises InputError for a pair that is none."""
    a, b = sorted(pair)
    if (a, b) not in net.sections:
        near = sorted(other for key in net.sections for other in key if a in key and other != a)
        hint = f"; from {a} sections go to {', '.join(near)}" if near else ""
        raise InputError(
            Problem(f"there is no section of track {a}-{b} in network {net.name!r}{hint}", field="sections")
        )
    return a, b


def _settings(given: Settings | None) -> Settings:
    from bereikbaar.settings import Settings as _Settings

    return given or _Settings()


def _one_window(net: Network, window: str | None, method: str, what: str) -> tuple[Network, str]:
    """Return a network that is ready for a method, and its one window. Raises InputError for ``all``."""
    net, chosen = windowed(net, window)
    if chosen == "all":
        raise InputError(Problem(f"{what} in one window, not in all", field="--window"))
    return ready(net, method), chosen


def _timed(net: Network, window: str | None, method: str, settings: Settings, what: str) -> tuple[Network, str]:
    """Return the same; by the clock every train has its minute, before a scenario moves any."""
    net, chosen = _one_window(net, window, method, what)
    if method == "clock":
        from bereikbaar.compare.timetables import with_all_minutes

        net = with_all_minutes(net, [chosen], settings)
    return net, chosen
