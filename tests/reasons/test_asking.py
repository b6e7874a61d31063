"""The doors for programs to what the commands explain, attribute, vulnerability and compare do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_closures import SETTINGS, ring, ring_places

import bereikbaar as bk
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.reasons.sentences import why


def test_a_closure_is_a_scenario_that_runs_and_explains_like_any_other() -> None:
    net = ring()
    closed = bk.closing(net, "a-b")
    found = bk.explain(net, "a", "b", closed, settings=SETTINGS, at=ring_places())
    assert found.verdict == "worse" and found.before.in_vehicle_min == 20.0 and found.after.in_vehicle_min == 40.0
    assert why(found).said("en").startswith("A – B: ")
    gone = bk.explain(net, "a", "e", bk.closing(net, "C - E"), settings=SETTINGS, at=ring_places())
    assert gone.verdict == "lost"


def test_the_parts_of_a_plan_are_asked_of_the_plan_itself() -> None:
    net = ring()
    found = bk.attribute(net, bk.closing(net, "a-b"), parts="changes", settings=SETTINGS, at=ring_places())
    assert [part.name for part in found.parts] == ["close_section a-b"]
    assert found.frame().height > 0
    with pytest.raises(InputError, match="is one scenario; name several"):
        bk.attribute(net, bk.closing(net, "a-b"), settings=SETTINGS, at=ring_places())
    with pytest.raises(InputError, match="expected scenarios or changes, found 'trains'"):
        bk.attribute(net, bk.closing(net, "a-b"), parts="trains", settings=SETTINGS, at=ring_places())


def test_sections_are_pairs_in_either_order_of_the_network_or_of_a_plan() -> None:
    net, at = ring(), ring_places()
    one = bk.vulnerability(net, sections=[("b", "a")], settings=SETTINGS, at=at)
    assert [c.section for c in one.closures] == [("a", "b")] and not one.closures[0].bridge
    every = bk.vulnerability(net, settings=SETTINGS, at=at)
    assert every.closures[0].bridge and len(every.closures) == len(net.sections)
    without = bk.vulnerability(net, bk.closing(net, "a-c"), sections=[("a", "b")], settings=SETTINGS, at=at)
    assert without.closures[0].lost > one.closures[0].lost == 0, "with one side closed a is cut off by the other"


@pytest.mark.parametrize("method", ["headway", "clock"])
def test_every_question_can_be_asked_by_the_clock(method: str) -> None:
    net, at = ring(), ring_places()
    closed = bk.closing(net, "a-b")
    assert bk.explain(net, "a", "b", closed, method=method, settings=SETTINGS, at=at).verdict == "worse"
    more = bk.vulnerability(net, sections=[("a", "b")], method=method, settings=SETTINGS, at=at)
    assert more.method == method and more.closures[0].slower > 0


def test_what_cannot_be_asked_is_refused_in_words() -> None:
    net, at = ring(), ring_places()
    with pytest.raises(InputError, match=r"there is no section of track a-e in network 'ring'; from a .* go to b, c"):
        bk.vulnerability(net, sections=[("e", "a")], settings=SETTINGS, at=at)
    for ask in (
        lambda: bk.explain(net, "a", "b", bk.closing(net, "a-b"), window="all", settings=SETTINGS, at=at),
        lambda: bk.attribute(net, bk.closing(net, "a-b"), parts="changes", window="all", at=at),
        lambda: bk.vulnerability(net, window="all", settings=SETTINGS, at=at),
    ):
        with pytest.raises(InputError, match="in one window, not in all"):
            ask()
    with pytest.raises(InputError, match="there is no station 'q'"):
        bk.closing(net, "a-q")


def test_a_report_is_written_in_every_form_asked_with_its_price_tag(tmp_path: Path) -> None:
    net = ring()
    res = bk.run(net, [bk.closing(net, "a-b")], settings=SETTINGS, at=ring_places())
    files = [tmp_path / "r.md", tmp_path / "r.xlsx"]
    assert bk.write_report(res, *files, lang="nl") == tuple(files)
    text = files[0].read_text(encoding="utf-8")
    assert "In het kort" in text and "Prijskaartje" in text and files[1].read_bytes()[:2] == b"PK"
    again = bk.write_report(res, str(files[0]), overwrite=True)
    assert again == (files[0],) and "In short" in files[0].read_text(encoding="utf-8"), "else in that of the run"


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    net = ring()
    res = bk.run(net, settings=SETTINGS, at=ring_places())
    (tmp_path / "there.md").write_text("mine")
    for files, words in (
        ((), "give at least one file"),
        ((tmp_path / "r.doc",), "found 'r.doc'; did you mean '.docx'"),
        ((tmp_path / "no" / "r.md",), "there is no folder"),
        ((tmp_path / "new.md", tmp_path / "there.md"), "is there already; give overwrite=True"),
    ):
        with pytest.raises(InputError, match=re.escape(words)):
            bk.write_report(res, *files)
    with pytest.raises(InputError, match="expected auto, scenarios, changes or none, found 'all'"):
        bk.write_report(res, tmp_path / "r.md", parts="all")
    with pytest.raises(UnknownNameError, match="there are no texts in 'de'"):
        bk.write_report(res, tmp_path / "r.md", lang="de")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["there.md"]
    assert (tmp_path / "there.md").read_text() == "mine"
    assert bk.write_report(res, tmp_path / "r.md") == (tmp_path / "r.md",), "of the base alone, too"
