"""Compare two run folders that were written earlier."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.towns import compare_tables
from bereikbaar.errors import InputError, Problem, UnknownNameError, did_you_mean
from bereikbaar.lang import Remark, Text, remark, with_comma
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    import polars as pl

_TOWNS = "tables/towns.csv"
_TOWN_TEXTS = ("scenario", "window", "town_id", "name", "municipality", "province", "corop")
#: Settings that say how differences are judged and worded, and of which towns.
_JUDGING = ("noticeable_min", "noticeable_share", "door_to_door_limit_min", "town_population")

#: Stands for a setting that a run folder does not have, which is not one without a limit (null).
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class RunComparison:
    """One scenario of a run against one of another. ``base`` and ``scenario`` are names for people.

    towns    : columns as :func:`bereikbaar.compare.compare_towns`.
    warnings : in what the runs differ besides the scenario.
    """

    base: str
    scenario: str
    towns: pl.DataFrame
    settings: Settings
    warnings: tuple[str, ...] = ()

    @property
    def short_names(self) -> tuple[str, str]:
        """The names of the two for heads of columns: without their folders where the scenarios differ."""
        names = [name.rpartition(": ")[2] for name in (self.base, self.scenario)]
        return (names[0], names[1]) if names[0] != names[1] else (self.base, self.scenario)


def compare_runs(
    folder_a: str | Path,
    folder_b: str | Path,
    *,
    scenario_a: str | None = None,
    scenario_b: str | None = None,
    strict: bool = True,
) -> RunComparison:
    """Compare a scenario of run ``b`` with one of run ``a``, from their files.

    Of a run with one scenario that scenario is meant, of a run without any the base; of a run with more, it has to be
    named (``base`` is always allowed). Raises InputError when a folder holds no run, when the runs were made by
    different versions, on different networks, with different settings, windows or methods (``strict=False`` makes
    these warnings) or report different towns.
    """
    a, b = _manifest(Path(folder_a)), _manifest(Path(folder_b))
    name_a, name_b = _pick(folder_a, a, scenario_a), _pick(folder_b, b, scenario_b)
    apart = _differences(a, b)
    if apart and strict:
        raise InputError([Problem(text, file=f"{folder_a} and {folder_b}") for text in apart])
    towns_a, towns_b = _towns(Path(folder_a), name_a, a), _towns(Path(folder_b), name_b, b)
    missing = set(towns_a["town_id"]) ^ set(towns_b["town_id"])
    if missing:
        text = f"the runs report different towns ({len(missing)} are in one of them only, such as {min(missing)})"
        raise InputError(Problem(text, file=f"{folder_a} and {folder_b}"))
    settings = _judging(a, Path(folder_a) / "run.json")
    return RunComparison(
        base=f"{Path(folder_a).name}: {_called(name_a, a)}",
        scenario=f"{Path(folder_b).name}: {_called(name_b, b)}",
        towns=compare_tables(towns_a, towns_b, settings=settings),
        settings=settings,
        warnings=tuple(apart),
    )


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "run.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        why = "is not there" if not folder.exists() else "holds no run.json"
        raise InputError(Problem(f"{why}; give a folder written by 'bereikbaar run'", file=str(folder))) from None
    except NotADirectoryError:
        raise InputError(Problem("is a file; give a folder written by 'bereikbaar run'", file=str(folder))) from None
    except (OSError, RecursionError, ValueError) as error:
        raise InputError(Problem(f"cannot be read ({error})", file=str(path))) from None
    wanted = ("version", "network", "scenarios", "settings", "window")
    missing = [k for k in wanted if not isinstance(found, dict) or k not in found]
    if missing:
        raise InputError(Problem(f"is no manifest of a run: {', '.join(missing)} missing", file=str(path)))
    _refuse_damaged(found, path)
    return dict(found)


def _refuse_damaged(manifest: Mapping[str, Any], path: Path) -> None:
    """Raise InputError for every key of a manifest that does not hold what a run writes there."""
    shapes: dict[str, tuple[type, str]] = {
        "version": (str, "a text"),
        "window": (str, "a text"),
        "network": (dict, "an object"),
        "settings": (dict, "an object"),
        "scenarios": (list, "a list"),
        "sha256": (dict, "an object"),
    }
    if manifest.get("baseline") is not None:
        shapes["baseline"] = (dict, "an object")
    wrong = [(k, kind, manifest[k]) for k, (of, kind) in shapes.items() if not isinstance(manifest.get(k, of()), of)]
    if isinstance(manifest["scenarios"], list):
        for i, entry in enumerate(manifest["scenarios"]):
            if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
                wrong.append((f"scenarios[{i}]", "an object with a name", entry))
    if wrong:
        raise InputError(
            Problem(
                f"expected {kind}, found {_shown(value)}; the file is damaged: run again", file=str(path), field=key
            )
            for key, kind, value in wrong
        )


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def _judging(manifest: Mapping[str, Any], path: Path) -> Settings:
    """Return the settings of a run by which differences are judged."""
    known = {k: v for k, v in manifest["settings"].items() if v is not None}
    try:
        return Settings().changed(**{k: known[k] for k in _JUDGING if k in known})
    except InputError as error:
        raise InputError(replace(p, file=str(path), field=f"settings.{p.field}") for p in error.problems) from None


def _pick(folder: str | Path, manifest: Mapping[str, Any], wanted: str | None) -> str:
    """Return the name of the scenario that is meant, ``base`` for none."""
    names = [s["name"] for s in manifest["scenarios"]]
    if wanted is not None:
        if wanted != "base" and wanted not in names:
            there = ", ".join(["base", *names])
            raise UnknownNameError(
                Problem(f"scenario {wanted!r} is not in this run; it has {there}" + did_you_mean(wanted, names),
                        file=str(folder))
            )  # fmt: skip
        return wanted
    if len(names) > 1:
        raise InputError(Problem(f"has {len(names)} scenarios; say which: {', '.join(names)}", file=str(folder)))
    return names[0] if names else "base"


def _called(name: str, manifest: Mapping[str, Any]) -> str:
    """Return a scenario by its name; the base of a run against another network by that of the network."""
    baseline = manifest.get("baseline")
    return str(baseline.get("name", name)) if name == "base" and baseline else name


#: Key of a manifest -> what it is.
_WHAT = {"window": remark("window"), "method": remark("method"), "dates": remark("dates")}


def _differences(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[str]:
    """Say in what two runs differ that a comparison should not mix."""
    out: list[str] = []
    if a["version"] != b["version"]:
        out.append(
            remark(
                "made by different versions ({one} and {other}): run one of them again",
                one=a["version"], other=b["version"],
            )
        )  # fmt: skip
    net_a, net_b = a["network"], b["network"]
    if (net_a.get("name"), net_a.get("hash")) != (net_b.get("name"), net_b.get("hash")):
        out.append(
            remark(
                "made on different networks ({one} and {other}): compare them with 'bereikbaar run --baseline'",
                one=_network(net_a), other=_network(net_b),
            )
        )  # fmt: skip
    ends = [(found.get("baseline") or {}) for found in (a, b)]
    if any(end.get("hash") != ends[0].get("hash") for end in ends):
        one, other = (end.get("name") or remark("none") for end in ends)
        out.append(remark("made against different baselines ({one} and {other})", one=one, other=other))
    for key, what in _WHAT.items():
        if (a.get(key) or None) != (b.get(key) or None):
            out.append(
                remark(
                    "made with a different {what} ({one} and {other})",
                    what=what, one=a.get(key), other=b.get(key),
                )
            )  # fmt: skip
    for key in sorted({*a["settings"], *b["settings"]}):
        one, two = (end["settings"].get(key, _ABSENT) for end in (a, b))
        if one != two:
            out.append(
                remark(
                    "made with different settings: {key} is {one} and {other}",
                    key=key, one=_word(one), other=_word(two),
                )
            )  # fmt: skip
    return out


def _network(net: Mapping[str, Any]) -> str:
    return f"{net.get('name')} {net.get('version')}, hash {str(net.get('hash'))[:12]}"


def _word(value: Any) -> str:
    """Return the value of a setting as people write it; a run of an older version does not have all of them."""
    if value is _ABSENT:
        return remark("not a setting of that run")
    if value is None:
        return remark("no limit")
    return Remark(Text(lambda language: with_comma(str(value), language.lang)))


def _towns(folder: Path, scenario: str, manifest: Mapping[str, Any]) -> pl.DataFrame:
    """Return the towns of a scenario in the window of the run's maps."""
    import polars as pl

    from bereikbaar.compare.measures import measures_in

    path, window = folder / _TOWNS, manifest["window"]
    types: dict[str, Any] = {"float": pl.Float64, "int": pl.Int64, "text": pl.String}
    schema: dict[str, Any] = dict.fromkeys(_TOWN_TEXTS, pl.String)
    try:
        columns = pl.read_csv(path, n_rows=0, infer_schema=False).columns
        schema |= {name: types[i.kind] for name, i in measures_in(columns).items()}
        frame = pl.read_csv(path, schema_overrides=schema)
    except FileNotFoundError:
        raise InputError(Problem(f"{_TOWNS} is missing", file=str(folder))) from None
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(Problem(f"cannot be read ({str(error).splitlines()[0]})", file=str(path))) from None
    lacking = [c for c in ("scenario", "window", "town_id") if c not in frame.columns]
    if lacking:
        message = f"has no column {', '.join(lacking)}; if an older version made this run, make it again"
        raise InputError(Problem(message, file=str(path)))
    rows = frame.filter((pl.col("scenario") == scenario) & (pl.col("window") == window)).drop("scenario", "window")
    if rows.is_empty():
        raise InputError(Problem(f"has no rows of scenario {scenario!r} and window {window!r}", file=str(path)))
    _refuse_changed(path, manifest.get("sha256", {}).get(_TOWNS))
    return rows


def _refuse_changed(path: Path, written: object) -> None:
    """Raise InputError when a file is not the one the run wrote; ``written`` is its SHA-256, None when not known."""
    if written is not None and hashlib.sha256(path.read_bytes()).hexdigest() != written:
        text = "was changed or cut short after the run wrote it (its SHA-256 is not the one in run.json); run again"
        raise InputError(Problem(text, file=str(path)))
