"""``bereikbaar qgis``: what helps to work from within QGIS."""

from __future__ import annotations

from pathlib import Path

import click

from bereikbaar.cli.group import Group


@click.group(cls=Group)
def qgis() -> None:
    """Run scenarios from within QGIS. (The maps of a run need nothing: open bereikbaar.qgz in its folder.)

    Example:  bereikbaar qgis install-script
    """


@qgis.command("install-script")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), metavar="DIR",
    help="Folder for the script.  [default: that of the Processing scripts of your QGIS profile]",
)  # fmt: skip
def install(folder: Path | None) -> None:
    """Put the Processing script bereikbaar_run.py where QGIS finds it: Processing > Toolbox > Scripts > Bereikbaar.

    The script calls the command that installs it. Install it again when that one moves.

    \b
    Example:  bereikbaar qgis install-script
              bereikbaar qgis install-script --to ~/my-scripts
    """
    from bereikbaar.write.qgis.install import install_script, own_command, script_folders

    for path in install_script([folder] if folder else script_folders(), own_command()):
        click.echo(str(path))
