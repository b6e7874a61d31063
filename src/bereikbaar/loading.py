"""What a run begins with: networks, timetables, places and scenarios, by name or from files, and their windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem, UnknownNameError, did_you_mean, raise_if_errors
from bereikbaar.network.spans import main_window, of_windows, with_span

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.compare.baseline import CommonGround
    from bereikbaar.network.model import Network
    from bereikbaar.scenarios.model import Scenario

Progress = Callable[[str], None]

#: How waiting is modelled.
METHODS = ("headway", "clock")

#: Files that only a GTFS feed has.
_FEED_FILES = ("stop_times.txt", "trips.txt", "routes.txt", "stops.txt")


def network(
    name: str | Path = "nl-2026",
    *,
    date: str | None = None,
    week_of: str | None = None,
    modes: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Network:
    """Return a network by its shipped name, from a folder, or from a timetable; see :func:`network_and_notes`."""
    return network_and_notes(name, date=date, week_of=week_of, modes=modes, progress=progress)[0]


def network_and_notes(
    name: str | Path = "nl-2026",
    *,
    date: str | None = None,
    week_of: str | None = None,
    modes: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> tuple[Network, tuple[str, ...]]:
    """Return a network by its shipped name, from a folder, or from a timetable (a GTFS folder or zip), with notes.

    The notes say, of a timetable, what was repaired, left out and chosen, each with its count: remarks in
    English that can be said in another language (``lang.said``).
    date, week_of : day of a timetable, or a day in the week of it to take (ISO dates); else its own choice of a week
    with normal service. modes : of a timetable, the modes to read. Raises InputError with all that is wrong.
    A folder of one's own is checked as ``network check`` does; the shipped ones are, in the tests.
    """
    from bereikbaar.read.network import find_network, read_network, shipped_networks

    if is_feed(name):
        from bereikbaar.gtfs.network import import_feed

        found = import_feed(Path(name), date=date, week_of=week_of, modes=modes, progress=progress)
        return found.network, tuple(note.line for note in found.notes)
    folder = find_network(str(name))
    net = read_network(folder)
    if (date or week_of) and net.trips is not None:
        from bereikbaar.gtfs.folder_days import on_days

        net = on_days(net, date=date, week_of=week_of)
    elif date or week_of:
        message = f"a date chooses a day of a timetable (GTFS); {net.name!r} is a network of service levels"
        raise InputError(Problem(message, field="--date"))
    if folder not in shipped_networks().values():
        from bereikbaar.network.checks import check_network

        raise_if_errors(check_network(net, folder=folder))
    return net, ()


def is_feed(name: str | Path) -> bool:
    """Tell whether a name is that of a timetable: a zip file, or a folder with GTFS files and no network in it."""
    from bereikbaar.read.network import shipped_networks

    path = Path(name).expanduser()
    if str(name) in shipped_networks() or not str(name).strip():
        return False
    if path.is_dir():
        return not (path / "datapackage.json").exists() and any(
            found.exists() for file in _FEED_FILES for found in (path / file, *path.glob(f"*/{file}"))
        )
    return path.suffix.lower() == ".zip"


def places(net: Network) -> Places:
    """Return the places of a network's folder; those of the shipped nl-2026 when it has none.

    Centres then name the stations of this network that are those of nl-2026 (see ``network.matching``). Raises
    InputError for a network that is nowhere near them.
    """
    from bereikbaar.access.fitted import fitted_places, refuse_elsewhere
    from bereikbaar.read.network import find_network
    from bereikbaar.read.places import read_places
    from bereikbaar.read.services import read_stations

    folder = Path(net.folder) if net.folder else None
    if folder is not None and (folder / "zones.csv").exists():
        return read_places(folder)
    home = find_network("nl-2026")
    at = fitted_places(read_places(home), read_stations(home, []), net)
    refuse_elsewhere(at, net)
    return at


def places_of(net: Network) -> Places | None:
    """Return the same as :func:`places`; None for a network that is nowhere near them."""
    from bereikbaar.access.fitted import ElsewhereError

    try:
        return places(net)
    except ElsewhereError:
        return None


def scenario(name: str | Path, **parameters: float | str) -> Scenario:
    """Return a scenario by name, path or combination ``a+b``; parameters as ``speed_kmh=250``."""
    from bereikbaar.scenarios.registry import load_scenario

    return load_scenario(str(name), parameters or None)


def as_scenarios(given: Sequence[Scenario | str | Path] | Scenario | str | Path) -> list[Scenario]:
    """Return scenarios that are given as such, by name, by path or as a combination ``a+b``; one may stand alone.

    Raises UnknownNameError with near names, InputError for what is none of these and with all that is wrong.
    """
    from bereikbaar.scenarios.model import Scenario as _Scenario

    out: list[Scenario] = []
    for one in [given] if isinstance(given, str | Path | _Scenario) else given:
        if isinstance(one, str | Path):
            out.append(scenario(one))
        elif isinstance(one, _Scenario):
            out.append(one)
        else:
            message = f"expected the name or path of a scenario, or what scenario(...) returns; found {one!r}"
            raise InputError(Problem(message, field="scenarios"))
    return out


def ready(net: Network, method: str) -> Network:
    """Return a network as a method needs it: for ``clock`` with the minutes that are known.

    Before a scenario is applied to it: what a scenario does not change keeps its minutes. Raises UnknownNameError for
    a method that is none.
    """
    if method not in METHODS:
        message = f"there is no method {method!r}; there are {', '.join(METHODS)}" + did_you_mean(
            str(method), METHODS
        )
        raise UnknownNameError(Problem(message, field="--method"))
    if method != "clock":
        return net
    from bereikbaar.timetable.known import with_clocks

    return with_clocks(net)


def chosen_windows(
    net: Network, window: str | None, baseline: Network | None = None
) -> tuple[Network, str, tuple[str, ...]]:
    """Return the network (with a window more when a span is asked for), the window of the maps and all to compute."""
    if window is not None and not (isinstance(window, str) and window.strip()):
        message = f"expected text such as 'peak' or 'peak,evening', found {window!r}"
        raise InputError(Problem(message, field="--window"))
    if window is not None and "," in window:
        return net, *_listed_windows(net, window, baseline)
    if window is not None and ":" in window:
        net, name = with_span(net, window)
        return net, name, (name,)
    names = tuple(w.name for w in net.windows)
    if baseline is not None:
        from bereikbaar.compare.baseline import common_windows

        names = common_windows(net, baseline)
    main = main_window(of_windows(net, names))
    if window == "all":
        return net, main, names
    chosen = window or main
    net.window_index(chosen)
    if chosen not in names and baseline is not None:
        message = f"window {chosen!r} is not in baseline {baseline.name!r}; both have {', '.join(names)}"
        raise InputError(Problem(message, field="--window"))
    return net, chosen, (chosen,)


def _listed_windows(net: Network, text: str, baseline: Network | None) -> tuple[str, tuple[str, ...]]:
    """Return the first of several windows and all of them. Raises InputError for spans, ``all`` and windows twice."""
    names = [word.strip() for word in text.split(",") if word.strip()]
    problems = [
        Problem(f"{name!r} stands alone; a list names windows of the network", field="--window")
        for name in names
        if ":" in name or name == "all"
    ]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems += [Problem(f"window {name!r} is given twice", field="--window") for name in twice]
    if not names:
        problems.append(Problem(f"expected names of windows with commas, found {text!r}", field="--window"))
    raise_if_errors(problems)
    for name in names:
        chosen_windows(net, name, baseline)
    return names[0], tuple(names)


def windowed(net: Network, window: str | None, at_s: int | None = None) -> tuple[Network, str]:
    """Return the network and the window that is meant (``all`` stays so); of a span with a window more.

    at_s : seconds after 00:00 that have to be in a window of a timetable when none is asked for, if one holds them.
    """
    if window == "all":
        return net, window
    if window is not None and "," in window:
        raise InputError(Problem(f"expected one window, found {window!r}", field="--window"))
    if window is None and at_s is not None:
        holding = [w for w in net.windows if w.date and w.from_s <= at_s < w.to_s]
        window = holding[0].name if holding else None
    net, chosen, _windows_of = chosen_windows(net, window)
    return net, chosen


def ground_of(net: Network, baseline: Network | None, window: str | None, method: str) -> CommonGround | None:
    """Return the baseline as it can be compared with the network."""
    if baseline is None:
        return None
    from bereikbaar.compare.baseline import common_ground

    if window is not None and ":" in window:
        baseline, _name = with_span(baseline, window)
    return common_ground(net, ready(baseline, method))
