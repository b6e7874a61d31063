"""The scenarios that come with the package: one YAML file each, in this folder."""

from __future__ import annotations

from pathlib import Path


def shipped() -> list[Path]:
    """Return the scenario files of the package, sorted by name: our own entry point in ``bereikbaar.scenarios``."""
    return sorted(Path(__file__).parent.glob("*.yaml"))
