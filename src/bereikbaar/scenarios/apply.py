"""Network + scenario -> new network, and a report of what was touched. The network passed in is never altered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem, raise_if_errors
from bereikbaar.lang import sentences
from bereikbaar.network.buses import with_buses_of
from bereikbaar.network.checks.changed import impossible_speeds
from bereikbaar.network.model import Network
from bereikbaar.scenarios import words
from bereikbaar.scenarios.amounts import overdrawn
from bereikbaar.scenarios.changes import INFRASTRUCTURE
from bereikbaar.scenarios.changes.base import ChangeBase, Claim
from bereikbaar.scenarios.content import canonical, change_as_plain, ordered
from bereikbaar.scenarios.context import FOLLOWS, IDLE, Context
from bereikbaar.scenarios.kinds import Reader
from bereikbaar.scenarios.library import shipped
from bereikbaar.scenarios.model import Scenario
from bereikbaar.scenarios.nodes import from_plain
from bereikbaar.scenarios.records import read_values
from bereikbaar.scenarios.rows import ChangeRow, change_rows
from bereikbaar.scenarios.touched import Touched, compare_networks
from bereikbaar.scenarios.windows import unknown_windows
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    from bereikbaar.access.model import Places


@dataclass(frozen=True, slots=True)
class Applied:
    """What a scenario makes of a network.

    network  : after the scenario. base : before it, unchanged. touched : what differs, structured.
    warnings : sentences that do not stop a run. said : the changes in words, by language.
    """

    network: Network
    base: Network
    scenario: Scenario
    touched: Touched
    warnings: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def sentences(self, lang: str = "en") -> tuple[str, ...]:
        """Return one plain sentence per change ("nl" or "en"), in the order in which they were made."""
        return tuple(dict.fromkeys(nl if lang == "nl" else en for nl, en in self.said))

    def remarks(self, lang: str = "en") -> tuple[str, ...]:
        """Return the same sentences, each of which can be said in the other language later (``lang.said``)."""
        return tuple(dict.fromkeys(sentences(lambda one: (nl if one == "nl" else en for nl, en in self.said), lang)))


@dataclass(slots=True)
class _Work:
    """The state of an application: the network so far, what was claimed, what is wrong."""

    network: Network
    context: Context
    problems: list[Problem] = field(default_factory=list)
    claims: list[tuple[Claim, ChangeBase]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)


def apply_scenario(
    network: Network, scenario: Scenario, settings: Settings | None = None, *, places: Places | None = None
) -> Applied:
    """Return the network with the changes of a scenario, and what they touched.

    settings : physics of new track (acceleration, braking, margin) and change times.
    places   : to check the towns and zones that a scenario names; None = they are not checked.
    A scenario without changes gives an equal network. Raises InputError with all problems of all changes at once,
    also when a change, or the scenario as a whole, changes nothing.
    """
    work = _apply(network, scenario, settings or Settings(), places)
    raise_if_errors(_shown(work.problems, work.context))
    after = work.network
    if _undone(network, after, scenario):
        raise InputError(_changes_nothing(scenario))
    if scenario.changes:
        after = with_buses_of(network, replace(after, scenario=(*network.scenario, scenario.name)))
    return Applied(
        network=after,
        base=network,
        scenario=scenario,
        touched=compare_networks(network, after, scenario.changes),
        warnings=base_warnings(network, scenario),
        said=tuple(work.said),
    )


def check_scenario(
    network: Network,
    scenario: Scenario,
    settings: Settings | None = None,
    *,
    places: Places | None = None,
    excused: Iterable[str] = (),
) -> list[Problem]:
    """Return everything that is wrong with a scenario on a network; empty when it can be applied.

    excused : names that changes which could not even be read would have added; missing them is no news.
    """  # fmt: skip
    work = _apply(network, scenario, settings or Settings(), places, excused)
    found = _shown(work.problems, work.context)
    if not found and _undone(network, work.network, scenario):
        found.append(_changes_nothing(scenario))
    return found


def _undone(before: Network, after: Network, scenario: Scenario) -> bool:
    """Tell whether changes that each do something leave the network as it was."""
    changes = ordered(scenario.changes)
    return bool(changes) and before == after and not any(c.may_do_nothing() for c in changes)


def _changes_nothing(scenario: Scenario) -> Problem:
    return Problem(f"scenario {scenario.name!r} changes nothing: its changes undo each other", scenario.origin)


def _apply(
    network: Network, scenario: Scenario, settings: Settings, places: Places | None, excused: Iterable[str] = ()
) -> _Work:
    context = Context(
        network, settings, scenario.name, places, excused=set(excused), made_for=scenario.base, parts=scenario.parts
    )
    work = _Work(network, context)
    changes = ordered(scenario.changes)
    work.problems += _doubles(changes)
    referred = False
    for change in _once_each(changes):
        if not referred and not isinstance(change, INFRASTRUCTURE):
            context.refer_to(work.network)
            referred = True
        unread = _unread_problems(change)
        work.problems += unread
        if not unread:
            _make(change, work)
    work.problems += overdrawn(work.network, changes, context)
    work.problems += _expectation_problems(work.network, scenario, context)
    if not _stops(work.problems):
        work.problems += [replace(p, file=scenario.origin) for p in impossible_speeds(network, work.network)]
    return work


def _once_each(changes: Sequence[ChangeBase]) -> list[ChangeBase]:
    """Return changes without those of which the content is there already: parts may share them."""
    first: dict[str, ChangeBase] = {}
    for change in changes:
        first.setdefault(canonical(_substance(change)), change)
    return list(first.values())


def _make(change: ChangeBase, work: _Work) -> None:
    """Check one change and make it, when nothing is wrong with it."""
    found = change.problems(work.network, work.context)
    if not _stops(found):
        found += _clashes(change, work)
    work.problems += found
    if _stops(found):
        work.context.excused |= change.introduces()
        return
    after = change.apply(work.network, work.context)
    if after == work.network and not change.may_do_nothing():
        now = change.now(work.network, work.context)
        message = f"this changes nothing: the network is so already{f' ({now})' if now else ''}"
        work.problems.append(change.problem("", message, IDLE))
        return
    nl, en = (change.describe(work.network, lang, work.context) for lang in ("nl", "en"))
    work.said.append((nl, en))
    work.network = after


def _stops(problems: Sequence[Problem]) -> bool:
    return any(p.severity in ("error", FOLLOWS, IDLE) for p in problems)


def _clashes(change: ChangeBase, work: _Work) -> list[Problem]:
    """Return a problem for each thing that another change has decided already; note the claims of this one."""
    mine = change.claims(work.network, work.context)
    found: dict[int, Problem] = {}
    for claim in mine:
        for other, owner in work.claims:
            if id(owner) not in found and claim.clashes(other):
                small = max(claim, other, key=lambda c: len(c.path))
                found[id(owner)] = change.problem(
                    "",
                    f"{owner.KIND}{_where(owner, change)} decides the same thing ({small.words()}): "
                    + _way_out(owner, change, work.context),
                )
    work.claims += [(claim, change) for claim in mine]
    return list(found.values())


def _way_out(owner: ChangeBase, change: ChangeBase, context: Context) -> str:
    """Say what to do about two changes of the same thing: a shipped scenario is changed in a copy."""
    held = {str(path) for path in shipped()}
    part = next((c.part for c in (owner, change) if c.file in held and c.part != context.scenario), "")
    if not part:
        return "take one away"
    if part not in context.parts and len(context.parts) == 1:
        part = context.parts[0]  # the part that holds the part
    own = context.scenario in (owner.part, change.part)
    first = "take yours away, or change it in a copy" if own else "they do not go together as they are; edit a copy"
    return f"{first} that you name instead of {part}: bereikbaar scenario new NAME --from {part}"


def _where(other: ChangeBase, change: ChangeBase) -> str:
    part = f" of {other.part}" if other.part and other.part != change.part else ""
    return part + (f" on line {other.line}" if other.line else "")


def _substance(change: ChangeBase) -> dict[str, dict[str, object]]:
    """Return what counts when two changes are compared: all but sources and remarks."""
    plain = change_as_plain(change)
    values = {k: v for k, v in plain[change.KIND].items() if k not in ("source", "confidence", "note")}
    return {change.KIND: values}


def _doubles(changes: Sequence[ChangeBase]) -> list[Problem]:
    """Return a problem for each change that stands in the same file twice."""
    seen: dict[tuple[str, str], ChangeBase] = {}
    found = []
    for change in sorted(changes, key=lambda c: c.line or 0):
        key = (change.part, canonical(_substance(change)))
        if key in seen:
            first = f" (line {seen[key].line})" if seen[key].line else ""
            found.append(change.problem("", f"the same change is there twice{first}"))
        seen.setdefault(key, change)
    return found


def _unread_problems(change: ChangeBase) -> list[Problem]:
    """Return what is wrong with the values of a change that was made in Python and so was never read from a file."""
    reader = Reader()
    if change.line is None:
        read_values(type(change), from_plain(change_as_plain(change)[change.KIND]), reader, change.KIND)
    return reader.problems


def _expectation_problems(network: Network, scenario: Scenario, context: Context) -> list[Problem]:
    """Return a problem for each figure about a station or window that is not there after the scenario."""
    found = []
    for e in scenario.expects:
        for key, code in (("from", e.origin), ("to", e.destination)):
            if code not in network.stations:
                message, severity = context.unknown_station(code, network)
                found.append(Problem(message, e.file, e.line, f"expects.{key}", severity))
        found += [Problem(text, e.file, e.line, "expects.window") for text in unknown_windows(network, [e.window])]
        if e.origin == e.destination:
            found.append(Problem(f"from {e.origin!r} to itself", e.file, e.line, "expects.to"))
    return found


def _shown(problems: Sequence[Problem], context: Context) -> list[Problem]:
    """Return the problems a user should see, in the order of the file, without those that follow from others."""
    real = [_explained(p, context) for p in dict.fromkeys(problems) if p.severity != FOLLOWS]
    return sorted(real, key=lambda p: (p.file, p.row or 0))


def _explained(problem: Problem, context: Context) -> Problem:
    """Return a change that does nothing as the error it is, and say when it is on a network it was not made for."""
    if problem.severity != IDLE:
        return problem
    return replace(problem, severity="error", message=problem.message + context.elsewhere())


def base_warnings(network: Network, scenario: Scenario, lang: str = "en") -> tuple[str, ...]:
    """Return a sentence ("nl" or "en") when a scenario was made for another network than the one it is applied to."""
    if scenario.base in ("", network.name):
        return ()
    return (
        words.told(
            lang,
            "scenario {s!r} was made for network {base!r}, not for {name!r}",
            s=scenario.name, base=scenario.base, name=network.name,
        ),
    )  # fmt: skip


def plain_changes(
    base: Network, scenario: Scenario, settings: Settings | None = None, lang: str = "en"
) -> list[ChangeRow]:
    """Return rows (what, before, after) for a table of what a scenario changes compared with its base."""
    applied = apply_scenario(base, scenario, settings)
    return change_rows(base, applied.network, applied.touched, lang)
