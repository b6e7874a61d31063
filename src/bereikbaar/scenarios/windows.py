"""Values by window: ``4`` for all, or by group (day, evening, weekend) or by the name of a single window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bereikbaar.errors import did_you_mean
from bereikbaar.network.model import Network


@dataclass(frozen=True, slots=True)
class PerWindow:
    """Values by window or group of windows, sorted by name. The name of a single window wins over its group."""

    values: tuple[tuple[str, float], ...]

    def resolve(self, network: Network) -> dict[str, float]:
        """Return window -> value for the windows that are named, in the order of the network."""
        given = dict(self.values)
        out = {}
        for window in network.windows:
            for name in (window.name, window.group, "all"):
                if name in given:
                    out[window.name] = given[name]
                    break
        return out

    def unknown(self, network: Network) -> list[str]:
        """Return a sentence for each name that is no window and no group of the network."""
        return unknown_windows(network, [name for name, _ in self.values])

    def as_plain(self) -> float | dict[str, float]:
        """Return what a file would hold."""
        return self.values[0][1] if [n for n, _ in self.values] == ["all"] else dict(self.values)


def per_window(value: float | None = None, **by_window: float) -> PerWindow:
    """Return values for scenarios made in Python: ``per_window(4)`` or ``per_window(day=4, evening=2)``."""
    if value is not None:
        by_window["all"] = value
    return PerWindow(tuple(sorted((name, float(v)) for name, v in by_window.items())))


def window_names(network: Network) -> list[str]:
    """Return all that may stand where windows are named: groups first, then single windows."""
    return list(dict.fromkeys(["all", *(w.group for w in network.windows), *(w.name for w in network.windows)]))


def unknown_windows(network: Network, names: Iterable[str]) -> list[str]:
    """Return a sentence for each name that is no window and no group of the network."""
    known = window_names(network)
    return [
        f"window {name!r} is not in network {network.name!r}; it has {', '.join(known)}" + did_you_mean(name, known)
        for name in names
        if name not in known
    ]


def expand(network: Network, names: Iterable[str]) -> frozenset[str]:
    """Return the single windows meant by names of windows and groups; all of them for none."""
    wanted = set(names)
    if not wanted or "all" in wanted:
        return frozenset(w.name for w in network.windows)
    return frozenset(w.name for w in network.windows if w.name in wanted or w.group in wanted)
