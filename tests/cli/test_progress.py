"""What is said while a command works: all of it on a terminal, in a pipe only what takes long the first time."""

import logging
import sys

import pytest

from bereikbaar.access import ways
from bereikbaar.cli.progress import FIRST_TIME, in_dutch, progress
from bereikbaar.routing import jit


def test_in_a_pipe_only_what_takes_long_the_first_time_is_said_and_once(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as say:
        say("network")
        say(ways.FIRST_TIME)
        say("nl-2026: routes, offpeak")
        say(ways.FIRST_TIME)  # by the scenario that is measured beside the base
        logging.getLogger(jit.__name__).warning(jit.COMPILING)
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err.splitlines() == ["First time for this map: which ways cross open water ...", jit.COMPILING]


def test_in_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("nl") as say:
        say(ways.FIRST_TIME)
        logging.getLogger(jit.__name__).warning(jit.COMPILING)
    water, compiling = capsys.readouterr().err.splitlines()
    assert water == "Eerste keer voor deze kaart: wat over open water gaat ..."
    assert compiling == "Eenmalig vertalen voor deze machine; dat duurt tien tot dertig seconden ..."


def test_what_takes_long_the_first_time_has_dutch_words() -> None:
    for text in (ways.FIRST_TIME, jit.COMPILING):
        assert in_dutch(text) != text
    assert ways.FIRST_TIME.startswith(FIRST_TIME)


def test_after_the_work_the_library_logs_as_before() -> None:
    before = list(logging.getLogger("bereikbaar").handlers)
    with pytest.raises(KeyboardInterrupt), progress():
        assert logging.getLogger("bereikbaar").handlers != before
        raise KeyboardInterrupt
    assert logging.getLogger("bereikbaar").handlers == before


def test_on_a_terminal_everything_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress("nl") as say:
        say("nl-2026: routes, offpeak")
        say(ways.FIRST_TIME)
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "Eerste keer voor deze kaart: wat over open water gaat ..." in heard.err
