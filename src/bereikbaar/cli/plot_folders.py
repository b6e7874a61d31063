"""What ``bereikbaar plot`` says of the folder of a run: it draws what it computes; here is the command for that."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bereikbaar.errors import InputError, did_you_mean


def refuse_folders(what: Sequence[str]) -> None:
    """Raise InputError for a folder, or a scenario of one (``folder/:name``), with the command that draws it."""
    for word in what:
        folder, mark, name = word.rpartition(":")
        path = Path(folder if mark and folder else word)
        if path.is_dir():
            raise InputError(_said(word, path, name if mark and folder else ""))


def _said(word: str, folder: Path, name: str) -> str:
    manifest = _manifest(folder)
    if manifest is None:
        return f"{word!r} is a folder; plot draws scenarios: give their names or files"
    plans = [one for one in manifest.get("scenarios", []) if isinstance(one, dict)]
    names = [str(one.get("name", "")) for one in plans]
    if name not in ("", "base", *names):
        return f"the run in {folder} has no scenario {name!r}; it has {', '.join(['base', *names])}" + did_you_mean(
            name, names
        )
    chosen = [one for one in plans if name in ("", one.get("name"))]
    return (
        f"{word!r} is the folder of a run, and plot draws what it computes itself. This draws the same: "
        f"{_command(manifest, chosen)}"
    )


def _manifest(folder: Path) -> dict[str, Any] | None:
    """Return what a run says of itself; None for a folder that is no run."""
    try:
        read = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return read if isinstance(read, dict) else None


def _command(manifest: dict[str, Any], plans: Sequence[dict[str, Any]]) -> str:
    """Return the command that computes and draws what a run was made of."""
    words = ["bereikbaar", "plot"]
    for plan in plans:
        origin, name = str(plan.get("origin", "")), str(plan.get("name", ""))
        words.append(origin if origin.endswith((".yaml", ".yml")) else name)
    if len(plans) > 1:
        words += ["--scenario", str(plans[0].get("name", ""))]
    network = manifest.get("network")
    words += ["--network", str(network.get("name", ""))] if isinstance(network, dict) else []
    for key in ("window", "method", "lang"):
        words += [f"--{key}", str(manifest[key])] if manifest.get(key) else []
    words += ["--diff"] if plans else []
    return shlex.join([*words, "-o", "map.svg"])
