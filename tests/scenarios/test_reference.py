"""The reference page, the template and new files: what they show works on the real network."""

import re
from pathlib import Path
from typing import Any

import pytest

from bereikbaar import pipeline
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.scenarios import reference
from bereikbaar.scenarios.apply import apply_scenario, check_scenario
from bereikbaar.scenarios.changes import KINDS
from bereikbaar.scenarios.check import check
from bereikbaar.scenarios.library import shipped
from bereikbaar.scenarios.nodes import parse_yaml
from bereikbaar.scenarios.records import items, key_of
from bereikbaar.scenarios.schema import from_nodes
from bereikbaar.scenarios.start import new_key, start_text

ROOT = Path(__file__).parents[2]
HEAD = "name: x\nkey: x\ntitle: {nl: x, en: x}\nbase: nl-2026\n"


@pytest.fixture(scope="module")
def real() -> Any:
    net = pipeline.network("nl-2026")
    return net, pipeline.places(net)


def test_the_page_holds_the_reference_of_the_code() -> None:
    page = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    assert reference.with_reference(page) == page, "run python -m bereikbaar.scenarios.reference docs/scenarios.md"
    with pytest.raises(ValueError, match="marks"):
        reference.with_reference("a page without marks")


def test_the_reference_names_every_kind_and_every_key() -> None:
    text = reference.reference()
    for kind in KINDS:
        section = text.partition(f"\n### {kind.KIND}\n")[2].partition("\n### ")[0]
        assert section
        for field in items(kind):
            if field.name not in ("source", "confidence", "note"):
                assert f"| `{key_of(field)}` |" in section


@pytest.mark.parametrize("kind", [k.KIND for k in KINDS])
def test_the_example_of_every_kind_can_be_made(kind: str, real: Any) -> None:
    text = f"{HEAD}changes:\n  - {kind}: {reference.EXAMPLES[kind]}\n"
    reading = from_nodes(parse_yaml(text), "example.yaml")
    assert reading.problems == ()
    assert reading.scenario is not None
    net, places = real
    found = apply_scenario(net, reading.scenario, places=places)
    assert found.touched or found.network.clocks != net.clocks
    for lang in ("nl", "en"):
        (sentence,) = found.sentences(lang)
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_the_examples_of_the_page_are_scenarios(real: Any) -> None:
    page = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8").partition(reference.BEGIN)[0]
    (text,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.S)
    reading = from_nodes(parse_yaml(text), "page.yaml", {"per_hour": 6})
    assert reading.problems == ()
    assert reading.scenario is not None
    assert check_scenario(real[0], reading.scenario) == []
    (code,) = re.findall(r"```python\n(.*?)```", page, flags=re.S)
    names: dict[str, Any] = {}
    exec(code, names)
    assert apply_scenario(real[0], names["four"]).touched.services_changed == ("1100",)


def test_the_template_is_a_scenario_and_so_is_everything_in_its_remarks(real: Any, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(start_text("mine"), encoding="utf-8")
    checked = check(str(path), lambda _: real)
    assert checked.problems == ()
    assert [o.ok for o in checked.outcomes] == [True]
    assert checked.scenario is not None
    assert (checked.scenario.name, checked.scenario.key) == ("mine", "mine")
    all_of_it = re.sub(r"(?m)^(\s*)# (- \w+: \{|cost: )", r"\1\2", start_text("mine"))
    path.write_text(all_of_it, encoding="utf-8")
    whole = check(str(path), lambda _: real)
    assert whole.problems == ()
    assert whole.scenario is not None
    assert len(whole.scenario.changes) == 8
    assert whole.scenario.cost is not None


def test_a_shipped_scenario_is_copied_with_its_remarks_under_a_new_name(real: Any, tmp_path: Path) -> None:
    for source in shipped():
        path = tmp_path / "copy.yaml"
        path.write_text(start_text("my-copy", source.stem), encoding="utf-8")
        checked = check(str(path), lambda _: real) if source.stem == "zeeland-2030" else None
        old, new = source.read_text(encoding="utf-8").splitlines(), path.read_text(encoding="utf-8").splitlines()
        new = [line for line in new if not line.startswith(("# A copy of", "# Check: this was"))]
        if any(line.startswith("parts:") for line in old):
            continue  # these are written out: test_unfold.py
        assert len(old) == len(new)
        assert sum(a != b for a, b in zip(old, new, strict=True)) == 2
        assert checked is None or (checked.problems == () and checked.misses == ())


def test_a_new_file_needs_a_name_that_is_free() -> None:
    with pytest.raises(
        InputError, match=r"NAME: a name is made of small letters, digits and hyphens, e.g. mijn-plan"
    ):
        start_text("Mijn plan")
    with pytest.raises(InputError, match=r"'zeeland-2030' is a shipped scenario; choose another name"):
        start_text("zeeland-2030")
    with pytest.raises(UnknownNameError, match=r"--from: no shipped scenario 'zeeland'; did you mean 'zeeland"):
        start_text("mine", "zeeland")
    assert new_key("lelylijn-2020", {"lelylijn"}) == "lelylij2"
    assert new_key("a", {"a", "a2"}) == "a3"
