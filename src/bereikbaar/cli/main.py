"""The command ``bereikbaar``: a group whose commands are imported only when they are used."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import signal
import sys
from importlib import import_module
from typing import Any

import click

from bereikbaar import __version__
from bereikbaar.cli.errors import INTERRUPTED
from bereikbaar.cli.group import Group, prepared
from bereikbaar.cli.lean import do_without
from bereikbaar.errors import BereikbaarError

#: Command -> (where it is, what it does). The text stands here so that ``--help`` imports nothing.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("bereikbaar.cli.run:run", "Compute the base and scenarios; write map layers, tables and a comparison."),
    "compare": (
        "bereikbaar.cli.compare:compare",
        "Write a report on scenarios, or on two runs: HTML, PDF, Word, workbook or text.",
    ),
    "time": ("bereikbaar.cli.time:time", "How long and how often from one station or town to another."),
    "explain": ("bereikbaar.cli.explain:explain", "Why a journey takes more or less time with a scenario."),
    "attribute": ("bereikbaar.cli.attribute:attribute", "What each part of a plan contributes, per town."),
    "vulnerability": (
        "bereikbaar.cli.vulnerability:vulnerability",
        "Which track can least be missed: every section closed in turn.",
    ),
    "isochrone": (
        "bereikbaar.cli.isochrone:isochrone",
        "The areas that can be reached from a place in so many minutes.",
    ),
    "plot": ("bereikbaar.cli.plot:plot", "Draw a map or chart of the base or a scenario as SVG, PNG or PDF."),
    "network": ("bereikbaar.cli.network:network", "List, show, check and validate networks; export their graph."),
    "scenario": ("bereikbaar.cli.scenario:scenario", "List, show, check and start scenarios."),
    "qgis": ("bereikbaar.cli.qgis:qgis", "Run scenarios from within QGIS: install the Processing script."),
    "presets": ("bereikbaar.cli.presets:presets", "Show the settings, their units and sources, and the presets."),
    "indicators": ("bereikbaar.cli.indicators:indicators", "List every measure with unit, definition and source."),
}


class LazyGroup(Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the story."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None for an unknown name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), name)
        return prepared(command)

    def summaries(self, ctx: click.Context) -> dict[str, str]:
        """Return what each command does, from the table."""
        del ctx
        return {name: text for name, (_, text) in COMMANDS.items()}

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; our errors become clear lines and exit statuses."""
        from bereikbaar.cli.errors import handled

        return handled(super().invoke)(ctx)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", prog_name="bereikbaar")
@click.option("--debug", is_flag=True, help="Show the full traceback of an error.")
def cli(debug: bool) -> None:
    """How well does the train connect the towns of the Netherlands? / Hoe goed verbindt de trein de steden en dorpen?

    \b
    Example:  bereikbaar run lelylijn-2020 -o out/
              bereikbaar compare lelylijn-2020 -o rapport.html --lang nl

    Every command explains itself: `bereikbaar run --help`. After a run, open bereikbaar.qgz in its folder in QGIS.
    """
    if debug:
        os.environ["BEREIKBAAR_DEBUG"] = "1"


def main() -> None:
    """Run the command line. A reader that closes the pipe early (``| head``) is no error."""
    _suit_a_short_process()
    signal.signal(signal.SIGTERM, _stop)
    try:
        cli(prog_name="bereikbaar")
    except SystemExit as end:
        if end.code != INTERRUPTED:
            raise
        # All is put back by now. Threads and libraries that are still at work have no say in how we end: on a busy
        # machine it was seen once that the process died by the signal after all.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stderr.write(f"Error: the result cannot be written: {error.strerror}\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except BereikbaarError as error:  # only with --debug: see cli.errors.handled
        import traceback

        traceback.print_exc()
        raise SystemExit(error.exit_code) from None


def _stop(*_: object) -> None:
    """End as after Ctrl-C, so that files half moved into place are put back."""
    raise KeyboardInterrupt


def _suit_a_short_process() -> None:
    """Spare what a long-lived program needs; one that uses the package as a library keeps its own settings."""
    # Nearly all that a run makes lives to its end, and hardly any of it is a cycle: looking for cycles on the way,
    # and three times more while the process ends, took a second of five.
    gc.set_threshold(500_000, 10, 10)
    atexit.register(gc.freeze)
    do_without()
    # NumPy starts a pool of threads as it is imported, for large matrix products, of which a run makes none.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Polars starts one for large tables. Those of a timetable are large; those of a run are small, and two are made
    # at a time by threads of our own: to hand pieces of each to yet other threads took a tenth more.
    if not any(_is_timetable(word.rpartition("=")[2]) for word in sys.argv[1:]):
        os.environ.setdefault("POLARS_MAX_THREADS", "1")


def _is_timetable(word: str) -> bool:
    """Say whether a word of the command line may name a timetable: a zip file, or a folder with stop times."""
    return word.lower().endswith(".zip") or os.path.exists(os.path.join(word, "stop_times.txt"))  # noqa: PTH110, PTH118
