"""What the Tab key offers where a value is typed: the values of the kind that the help names.

An option whose help says ``--window WINDOW`` gets windows, an argument ``SCENARIO`` scenarios, and so on: the words
of the metavar are the keys of :data:`KINDS`. Everything here has to answer while somebody waits for a key: heads of
files and small tables are read, never a whole network, and no library that counts is imported.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: Value -> what it is, for shells that show it (zsh and fish).
Known = Mapping[str, str]
#: Columns of the networks' tables that name regions.
_REGIONS = {"municipalities.csv": ("province", "npvr_region", "municipality"), "corop.csv": ("corop",)}


def values(metavar: str, incomplete: str, *, network: str = "") -> list[CompletionItem]:
    """Return what can stand where ``metavar`` is asked for and ``incomplete`` is typed.

    network : the one that the line names, by name or folder; the shipped one when it names none. A list with commas
    and a combination a+b are completed at their last part. Files and folders are offered where they may stand and no
    value begins so.
    """
    from click.shell_completion import CompletionItem

    words = re.findall(r"[A-Z]+(?:[+-][A-Z]+)*", metavar)
    folder = _folder(network or "nl-2026")
    known: dict[str, str] = {}
    for word in words:
        if word in KINDS:
            known |= KINDS[word](folder)
    signs = "," * (",MEASURE" in metavar or f",{words[0]}" in metavar)
    signs += "+" * bool(set(words) & {"SCENARIO", "A+B+C"}) + "-" * ("A-B" in words)
    done, typed = _split(incomplete, signs)
    taken = re.split(f"[{re.escape(signs)}]", done) if signs else []
    begins = [name for name in known if name.casefold().startswith(typed.casefold()) and name not in taken]
    if begins:
        return [CompletionItem(_escaped(done + name), help=known[name] or None) for name in begins]
    return [CompletionItem(incomplete, type="file")] if set(words) & _FILES else []


#: Words of a metavar behind which a file or folder may be meant.
_FILES = {"SCENARIO", "NETWORK", "DIR", "GTFS", "RUN", "FILE"}


def _split(incomplete: str, signs: str) -> tuple[str, str]:
    """Return what is complete, with its last sign, and what is being typed."""
    at = max((incomplete.rfind(sign) for sign in signs), default=-1) + 1
    return incomplete[:at], incomplete[at:]


def _escaped(value: str) -> str:
    """Return a value as bash wants it: it puts the text on the line as it is, and its script reads it once before."""
    if os.environ.get("_BEREIKBAAR_COMPLETE") != "bash_complete":
        return value
    return re.sub(r"([^\w@%+=:,./-])", r"\\\\\1", value)


def _folder(network: str) -> Path | None:
    """Return the folder of a network; None for a timetable and for what is not there."""
    from bereikbaar.errors import InputError
    from bereikbaar.read.network import find_network

    try:
        return find_network(network)
    except InputError:
        return None


def _rows(folder: Path | None, name: str) -> list[dict[str, str]]:
    path = folder / name if folder else None
    if path is None or not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _scenarios(_folder: Path | None) -> Known:
    import warnings

    from bereikbaar.scenarios.registry import list_scenarios

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a plug-in that fails says so when it is used
        return {entry.name: entry.title.get("en", "") for entry in list_scenarios()}


def _networks(_folder: Path | None) -> Known:
    from bereikbaar.read.network import shipped_networks

    return dict.fromkeys(shipped_networks(), "")


def _windows(folder: Path | None) -> Known:
    from bereikbaar.read.package import read_package

    if folder is None:
        return {}
    return {w.name: w.group for w in read_package(folder).windows}


def _presets(_folder: Path | None) -> Known:
    from bereikbaar.presets import PRESETS

    return {name: one.title[1] for name, one in PRESETS.items()}


def _settings(_folder: Path | None) -> Known:
    from dataclasses import fields

    from bereikbaar.settings import Settings

    return {f"{f.name}=": str(f.metadata.get("unit", "")) for f in fields(Settings)}


def _measures(_folder: Path | None) -> Known:
    from bereikbaar.indicators.catalogue import ALL_INDICATORS

    return {one.name: one.title.said("en") for one in ALL_INDICATORS}


def _groups(_folder: Path | None) -> Known:
    from bereikbaar.indicators.catalogue import GROUPS

    return dict.fromkeys((*GROUPS, "default", "all"), "a group of measures")


def _regions(folder: Path | None) -> Known:
    found: dict[str, str] = {}
    for file, columns in _REGIONS.items():
        for row in _rows(folder, file):
            for column in columns:
                if row.get(column):
                    found.setdefault(row[column], column.removesuffix("_region"))
    return dict(sorted(found.items()))


def _stations(folder: Path | None) -> Known:
    return {row.get("name", ""): row.get("code", "") for row in _rows(folder, "stations.csv")}


def _codes(folder: Path | None) -> Known:
    return {row.get("code", ""): row.get("name", "") for row in _rows(folder, "stations.csv")}


def _places(folder: Path | None) -> Known:
    towns = {row.get("name", ""): row.get("municipality", "") for row in _rows(folder, "towns.csv")}
    return {**towns, **{name: f"station {code}" for name, code in _stations(folder).items()}}


def _forms(_folder: Path | None) -> Known:
    from bereikbaar.write.report.forms import FORMS

    return {form.removeprefix("."): "" for form in FORMS}


def _services(folder: Path | None) -> Known:
    return {row.get("service", ""): row.get("product", "") for row in _rows(folder, "services.csv")}


#: Word of a metavar -> the values of that kind, given the folder of the network.
KINDS: Mapping[str, Callable[[Path | None], Known]] = {
    "SCENARIO": _scenarios,
    "A+B+C": _scenarios,
    "A-B": _codes,
    "NETWORK": _networks,
    "WINDOW": _windows,
    "PRESET": _presets,
    "SETTING": _settings,
    "MEASURE": _measures,
    "GROUP": _groups,
    "REGION": _regions,
    "STATION": _stations,
    "PLACE": _places,
    "FROM": _places,
    "TO": _places,
    "SERVICE": _services,
    "FORM": _forms,
}
