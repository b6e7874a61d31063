"""What a reader says of a feed, in Dutch as in English."""

from __future__ import annotations

import re
from pathlib import Path

import feed_texts as ft
from click.testing import CliRunner

from bereikbaar.cli.main import cli
from bereikbaar.gtfs.network import import_feed
from bereikbaar.gtfs.notes import Note
from bereikbaar.lang import Remark, remark, said

ENGLISH = {"the", "and", "not", "with", "from", "that", "are", "left", "out", "more", "trains", "trips", "day"}


def test_a_note_is_a_sentence_with_its_file_line_and_examples() -> None:
    note = Note("left out", remark("trips without stop times"), "trips.txt", 3, 12, ("a", "b"))
    assert str(note) == "trips.txt, line 3: trips without stop times: 12 left out (a, b and 10 more)"
    assert said(note.line, "nl") == "trips.txt, regel 3: ritten zonder tijden: 12 weggelaten (a, b en nog 10)"
    assert said(note.problem().message, "nl") == "ritten zonder tijden: 12 weggelaten (a, b en nog 10)"


def test_a_choice_has_no_count_and_a_note_without_a_file_no_place() -> None:
    note = Note("chosen", remark("shapes.txt cannot be used; lines are drawn straight"))
    assert note.line == note.text == "shapes.txt cannot be used; lines are drawn straight"
    assert said(note.line, "nl") == "shapes.txt is niet te gebruiken; lijnen worden recht getekend"
    assert str(note) == f": {note.line}"


def test_the_days_that_were_chosen_are_told_in_dutch(tmp_path: Path) -> None:
    found = import_feed(ft.write(tmp_path / "feed", ft.plain(range(5, 24))), week_of="2026-03-11")
    assert found.days.why.startswith("the week of 2026-03-11: ")
    dutch = said(found.days.why, "nl")
    assert dutch.startswith("de week van 2026-03-11: ") and " treinen)" in dutch
    assert not set(re.findall(r"[a-z]+", dutch)) & ENGLISH


def test_every_note_of_a_feed_with_faults_has_dutch(tmp_path: Path) -> None:
    files = ft.plain(range(5, 24))
    files["stop_times.txt"] += "nowhere,08:00:00,08:00:00,a,1\n"
    files["trips.txt"] += "R,no-such-service,lost\n" if "lost" not in files["trips.txt"] else ""
    found = import_feed(ft.write(tmp_path / "feed", files), date="2026-03-11")
    assert len(found.notes) >= 2
    for note in found.notes:
        assert isinstance(note.line, Remark), note
        words = re.sub(r"\([^)]*\)|\S+\.txt|\S+_\S+", " ", said(note.line, "nl")).lower()
        assert not set(re.findall(r"[a-z]+", words)) & ENGLISH, words


def test_the_command_says_them_in_dutch_and_its_json_in_english(tmp_path: Path) -> None:
    feed = ft.write(tmp_path / "feed", ft.plain(range(5, 24)))
    run = CliRunner().invoke
    shown = run(cli, ["network", "import", str(feed), "-o", str(tmp_path / "a"), "--lang", "nl"])
    assert shown.exit_code == 0, shown.output
    assert re.search(r"dagen: \w+ \d{4}-\d\d-\d\d is de drukste", shown.output)
    assert "busiest" not in shown.output
    document = run(cli, ["network", "import", str(feed), "-o", str(tmp_path / "b"), "--lang", "nl", "--json"])
    assert '"days_chosen": "' in document.output and "is the busiest" in document.output
