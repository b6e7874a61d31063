"""Put the Processing script where QGIS looks for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bereikbaar.errors import InputError, Problem
from bereikbaar.write.atomic import clear_error

SCRIPT = Path(__file__).parent / "script" / "bereikbaar_run.py"
#: The line of the script that says which command it calls.
_COMMAND_LINE = 'COMMAND = ["bereikbaar"]\n'
_PROFILE = Path("profiles", "default", "processing", "scripts")
_VERSIONS = ("QGIS3", "QGIS4")


def script_text(command: Sequence[str]) -> str:
    """Return the script, with the command that it is to call: inside QGIS the search path is often another."""
    text = SCRIPT.read_text(encoding="utf-8")
    if _COMMAND_LINE not in text:
        raise ValueError(f"{SCRIPT.name} has no line {_COMMAND_LINE.strip()}")
    return text.replace(_COMMAND_LINE, f"COMMAND = {list(command)!r}\n")


def own_command() -> list[str]:
    """Return the words that start the command which is running now, wherever it is installed."""
    return [sys.executable, "-m", "bereikbaar"]


def script_folders(
    home: Path | None = None, platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> list[Path]:
    """Return the folders of Processing scripts of the default profile of each QGIS that has been used here."""
    home = Path.home() if home is None else home
    if platform == "win32":
        root = Path(environment.get("APPDATA", str(home / "AppData" / "Roaming"))) / "QGIS"
    elif platform == "darwin":
        root = home / "Library" / "Application Support" / "QGIS"
    else:
        root = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "QGIS"
    return [root / version / _PROFILE for version in _VERSIONS if (root / version).is_dir()]


def install_script(folders: Sequence[Path], command: Sequence[str]) -> list[Path]:
    """Write the script into folders, made when they are not there; return the files.

    Raises InputError when there is no folder, RunError when one cannot be written.
    """
    if not folders:
        raise InputError(
            Problem(
                "no settings of QGIS were found here; start QGIS once, or name a folder with --to "
                "(in QGIS: Settings > Options > Processing > Scripts)"
            )
        )
    text, out = script_text(command), []
    for folder in folders:
        path = folder / SCRIPT.name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise clear_error(error, path) from None
        out.append(path)
    return out
