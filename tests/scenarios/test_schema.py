"""A scenario file, strictly: what it means, and every message when it does not."""

import json
from pathlib import Path
from typing import Any

import pytest
from scenario_networks import network

from bereikbaar.errors import InputError
from bereikbaar.scenarios import nodes
from bereikbaar.scenarios.apply import apply_scenario
from bereikbaar.scenarios.content import scenario_as_plain
from bereikbaar.scenarios.library import shipped
from bereikbaar.scenarios.model import Cost, Scenario, Source
from bereikbaar.scenarios.schema import json_schema, read_head, read_scenario
from bereikbaar.scenarios.start import start_text
from bereikbaar.scenarios.windows import PerWindow

DATA = Path(__file__).parents[1] / "data" / "scenarios"
HEAD = "name: test\nkey: test\ntitle: {nl: Proef, en: Test}\nbase: small\n"
CHANGE = "changes:\n  - set_frequency: {services: 500, tph: 4}\n"


def write(tmp_path: Path, text: str, name: str = "test.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def problems(tmp_path: Path, text: str, **parameters: Any) -> list[str]:
    """Return all problems of a file as ``line N, field: message``."""
    path = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read_scenario(path, parameters)
    return [str(p).replace(f"{path}, ", "").replace(f"{path}: ", "") for p in caught.value.problems]


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    scenario = read_scenario(
        write(
            tmp_path,
            HEAD
            + "year: 2040\n"
            + "cost: {bn_eur: [3.2, 6.4], price_level: 2020, source: NOS}\n"
            + "sources:\n  - {title: Study, url: https://example.org/a, date: 2020-07-01}\n"
            + "parameters:\n  many: {value: 4, min: 1, max: 8, text: trains per hour}\n"
            + "changes:\n  - set_frequency: {services: 500, tph: {day: $many, evening: 2},"
            + " source: Study, confidence: B}\n"
            + "expects:\n  - {from: ut, to: gn, measure: tph_direct, value: 4, tolerance: 0, note: ''}\n"
            + "assumptions: {nl: [Een.], en: [One.]}\nside_effects: {nl: [Twee.], en: [Two.]}\n",
        )
    )
    assert (scenario.name, scenario.key, scenario.year, scenario.base) == ("test", "test", 2040, "small")
    assert scenario.title == {"nl": "Proef", "en": "Test"}
    assert scenario.cost == Cost((3.2, 6.4), "2020", "NOS")
    assert scenario.sources == (Source("Study", "https://example.org/a", "2020-07-01"),)
    assert scenario.parameters == {"many": 4}
    change: Any = scenario.changes[0]
    assert change.tph == PerWindow((("day", 4.0), ("evening", 2.0)))
    assert (change.source, change.confidence) == ("Study", "B")
    expected = scenario.expects[0]
    assert (expected.origin, expected.destination, expected.kind, expected.window) == ("ut", "gn", "must", "offpeak")
    assert scenario.assumptions == {"nl": ("Een.",), "en": ("One.",)}
    assert scenario.side_effects["en"] == ("Two.",)
    assert len(scenario.hash) == 64


def test_one_amount_is_a_cost_too(tmp_path: Path) -> None:
    scenario = read_scenario(write(tmp_path, HEAD + "cost: {bn_eur: 0.07}\n" + CHANGE))
    assert scenario.cost == Cost((0.07, 0.07), "", "")


def test_words_that_yaml_1_1_misreads_mean_what_they_say() -> None:
    scenario = read_scenario(DATA / "traps.yaml")
    after = apply_scenario(network(), scenario).network
    assert {"no", "na", "null"} <= set(after.stations)
    assert [after.stations[c].name for c in ("no", "na", "null")] == ["On", "24:15", "y"]
    assert {"010", "1_000", "08"} <= set(after.services)
    assert [after.services[s].product for s in ("010", "1_000", "08")] == ["1e3", "off", "7:30"]
    assert after.sections[("na", "null")].speed_kmh == 100
    assert scenario.title == {"nl": "Lelylijn 'variant 2'", "en": "on"}
    assert [(s.title, s.date) for s in scenario.sources] == [("no", "2026-03-11"), ("10:30", "2020")]


def test_json_and_yaml_mean_the_same_and_have_the_same_identity() -> None:
    yaml, as_json = read_scenario(DATA / "traps.yaml"), read_scenario(DATA / "traps.json")
    assert scenario_as_plain(yaml) == scenario_as_plain(as_json)
    assert yaml.hash == as_json.hash
    assert apply_scenario(network(), yaml).network == apply_scenario(network(), as_json).network


def test_the_content_written_as_json_is_the_same_scenario_again(tmp_path: Path) -> None:
    scenario = read_scenario(DATA / "traps.yaml")
    plain = {k: v for k, v in scenario_as_plain(scenario).items() if v and k not in ("parameters", "parts")}
    again = read_scenario(write(tmp_path, json.dumps(plain), "again.json"))
    assert again.hash == scenario.hash


def test_order_remarks_and_layout_are_not_part_of_the_identity(tmp_path: Path) -> None:
    one = read_scenario(
        write(tmp_path, HEAD + CHANGE + "  - set_dwell: {services: 500, stations: [zl], dwell_min: 2}\n")
    )
    two = read_scenario(
        write(
            tmp_path,
            "# remark\nbase: small\nkey: test\nname: test\ntitle:\n  en: Test\n  nl: Proef\nchanges:\n"
            "- set_dwell:\n    dwell_min: 2.0\n    stations: zl\n    services: ['500']\n"
            "- set_frequency: {tph: 4, services: [500]}\n",
            "other.yaml",
        )
    )
    assert one.hash == two.hash
    other = read_scenario(write(tmp_path, HEAD + CHANGE.replace("4", "5")))
    assert other.hash != one.hash


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "test.yaml: the file is empty; a scenario has at least name, key, title, base and changes"),
        ("# nothing yet\n", "the file is empty"),
        ("- a\n- b\n", "line 1: expected keys such as name: and changes:, found a list"),
        ("name: x\n\tkey: y\n", "line 2: a tab: YAML is indented with spaces"),
        (HEAD, "changes: a scenario has at least one change (or parts)"),
        (HEAD + "changes: []\n", "line 5, changes: a scenario has at least one change (or parts)"),
        (HEAD + "changes: 3\n", "line 5, changes: expected a list: a change, found '3'"),
        (HEAD.replace("base: small\n", "") + CHANGE, "line 1: 'base' is missing: network that it was made for"),
        (HEAD + "yaer: 2030\n" + CHANGE, "line 5: unknown key 'yaer'; did you mean 'year'?; allowed are name, key"),
        (HEAD + "name: again\n" + CHANGE, "line 5: key 'name' is there twice; the first is on line 1"),
        (HEAD.replace("name: test", "name: My Test") + CHANGE,
         "line 1, name: expected small letters, digits and hyphens, found 'My Test'"),
        (HEAD.replace("key: test", "key: waytoolong") + CHANGE,
         "line 2, key: expected 1 to 8 of the signs a-z, 0-9 and _, found 'waytoolong'"),
        (HEAD.replace("{nl: Proef, en: Test}",
         "Test") + CHANGE, "line 3, title: expected {nl, en: text}, found 'Test'"),
        (HEAD.replace(", en: Test", "") + CHANGE, "line 3, title: 'en' is missing: expected {nl, en: text}"),
        (HEAD.replace("en: Test", "de: Test") + CHANGE, "line 3, title: unknown key 'de'; expected nl, en"),
        (HEAD + "year: 2030.5\n" + CHANGE, "line 5, year: expected a whole number from 1900 to 2200, found 2030.5"),
        (HEAD + "year: '2030'\n" + CHANGE, "found text in quotes '2030': take the quotes away"),
        (HEAD + "year:\n" + CHANGE, "year: expected a whole number from 1900 to 2200, found nothing"),
        (HEAD + "cost: {bn_eur: [6, 3]}\n" + CHANGE, "line 5, cost.bn_eur: expected the lowest first, found 6 and 3"),
        (HEAD + "cost: {bn_eur: [1, 2, 3]}\n" + CHANGE, "line 5, cost.bn_eur: expected a list of 2"),
        (HEAD + "cost: 3\n" + CHANGE,
         "line 5, cost: expected a mapping (bn_eur, price_level, source, source_nl), found '3'"),
        (HEAD + "sources: [{title: ''}]\n" + CHANGE, "sources[1].title: expected text, found text in quotes ''"),
        (HEAD + "sources: [{titel: x}]\n" + CHANGE, "unknown key 'titel'; did you mean 'title' or 'title_nl'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_head_is_said(tmp_path: Path, text: str, expected: str) -> None:
    found = "\n".join(problems(tmp_path, text))
    assert expected in found or expected in f"test.yaml: {found}"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("set_frequenzy: {services: 500, tph: 4}",
         "changes[1]: there is no change 'set_frequenzy'; did you mean 'set_frequency'?; there are add_station,"),
        ("set_frequency: {services: 500, tph: 4}\n    set_dwell: {services: 500}",
         "line 6, changes[1]: expected one kind of change per item of the list; found set_frequency, set_dwell"),
        ("set_frequency", "changes[1]: expected one change, e.g. add_track: {...}; found 'set_frequency'"),
        ("set_frequency: 4", "changes[1].set_frequency: expected a mapping"),
        ("set_frequency: {service: 500, tph: 4}", "unknown key 'service'; did you mean 'services'"),
        ("set_frequency: {services: 500, tph: 4, tph: 5}", "key 'tph' is there twice"),
        ("set_frequency: {services: 500, tph: four}",
         "set_frequency.tph: expected a number from 0 to 60 (trains per hour and direction), found 'four'"),
        ("set_frequency: {services: 500, tph: 010}", "found '010': write it without the leading zero"),
        ("set_frequency: {services: 500, tph: 1_0}", "found '1_0': write it without _"),
        ("set_frequency: {services: 500, tph: '4'}", "found text in quotes '4': take the quotes away"),
        ("set_frequency: {services: 500, tph: '3,5'}", "found text in quotes '3,5'"),
        ("set_frequency: {services: 500, tph: -1}", "expected a number from 0 to 60"),
        ("set_frequency: {services: 500, tph: {}}", "or such numbers by window"),
        ("set_frequency: {services: 500, tph: {day: 4, day: 2}}", "key 'day' is there twice"),
        ("set_frequency: {services: 500, factor: 0}", "expected a number above 0, at most 20, found 0"),
        ("set_frequency: {services: 600, every_min: 0}",
         "set_frequency.every_min: expected a number from 1 to 720 (min), found 0"),
        ("set_frequency: {services: [], tph: 4}", "expected the id of a service, or a list of them, found 0"),
        ("set_frequency: {services: {a: b}, tph: 4}", "services: expected the id of a service, or a list of them"),
        ("set_frequency: {between: [a], tph: 4}", "between: expected a list of 2: a station code, found 1"),
        ("set_frequency: {services: 500, tph: 4, confidence: X}", "expected one of A, B, C, D, G, found 'X'"),
        ("set_frequency: {services: 500, tph: 4, direction: outbond}", "found 'outbond'; did you mean 'outbound'?"),
        ("set_run_time: {services: 500, from: zl, to: asn, run_min: 10:30}",
         "found '10:30': write minutes as one number"),
        ("set_run_time: {services: 500, to: asn, run_min: 10}", "'from' is missing: stop where the leg begins"),
        ("set_line_speed: {between: [zl, gn], speed_kmh: 160, retime: no}", "expected true or false, found 'no'"),
        ("add_service: {id: L, stops: [a, b], run_min: fast, tph: 2}",
         "expected the word auto or a list of at least 1: the word auto or a number above 0"),
        ("add_service: {id: L, stops: [a], tph: 2}", "expected a list of at least 2: a station code, found 1"),
        ("add_service: {id: , stops: [a, b], tph: 2}", "add_service.id: expected the id of a service, found nothing"),
        ("add_station: {code: X1, name: N, lat: 52, lon: 5}",
         "expected a code of 2 to 8 small letters and digits, found 'X1'"),
        ("add_station: {code: x1, name: N, lat: 152, lon: 5}",
         "expected a number from -90 to 90 (degrees), found 152"),
        ("add_track: {from: a, to: b, km: 0}", "expected a number above 0, at most 500 (km), found 0"),
        ("add_track: {from: a, to: b, km: 1e999}", "expected a number above 0"),
        ("set_frequency: {services: 500, tph: $many}", "there is no parameter 'many'; this file has none"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_change_is_said(tmp_path: Path, change: str, expected: str) -> None:
    found = problems(tmp_path, HEAD + f"changes:\n  - {change}\n")
    assert any(expected in text for text in found), found
    assert all(text.startswith(("line 6", "line 7")) for text in found), found


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (
            "{from: ut, to: gn, measure: fastest, value: 4}",
            "expects[1].measure: expected one of best_min, direct_min,",
        ),
        ("{from: ut, to: gn, measure: best_min}", "'value' is missing: the published figure"),
        ("{from: ut, to: gn, measure: best_min, value: 4, tolerance: -1}", "expected a number, 0 or more, found -1"),
        ("{from: ut, to: gn, measure: best_min, value: 4, kind: should}", "expected one of must, derived, info"),
    ],
)
def test_what_is_wrong_with_a_figure_is_said(tmp_path: Path, figure: str, expected: str) -> None:
    (found,) = problems(tmp_path, HEAD + CHANGE + f"expects:\n  - {figure}\n")
    assert found.startswith("line 8, expects[1]")
    assert expected in found


def test_everything_is_said_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        HEAD + "yaer: 2030\nchanges:\n  - set_frequenzy: {}\n  - set_dwell: {services: 500}\n  - add_track: {km: x}\n"
    )
    found = problems(tmp_path, text)
    assert [f.split(",")[0].split(":")[0] for f in found] == [
        "line 5",
        "line 7",
        "line 8",
        "line 9",
        "line 9",
        "line 9",
    ]


def test_parameters_have_limits_and_are_used(tmp_path: Path) -> None:
    head = HEAD + "parameters:\n  many: {value: 4, min: 2, max: 8, text: trains}\n"
    change = "changes:\n  - set_frequency: {services: 500, tph: $many}\n"
    assert read_scenario(write(tmp_path, head + change), {"many": 6}).parameters == {"many": 6}
    assert read_scenario(write(tmp_path, head + change), {"many": "5"}).parameters == {"many": 5}
    default, six = (read_scenario(write(tmp_path, head + change), {"many": m}) for m in (4, 6))
    assert default.hash != six.hash
    (low,) = problems(tmp_path, head + change, many=1)
    assert "parameter many: expected a number from 2 to 8, found '1' (trains)" in low
    (word,) = problems(tmp_path, head + change, many="fast")
    assert "parameter many: expected a number from 2 to 8, found 'fast'" in word
    (other,) = problems(tmp_path, head + change, meny=6)
    assert "--set: there is no parameter 'meny'; did you mean 'many'?; there are many" in other
    (unused,) = problems(tmp_path, head + CHANGE)
    assert unused == "line 6, parameters: parameter 'many' is used nowhere: write $many in a change"
    (wrong,) = problems(tmp_path, head.replace("value: 4", "value: 9") + change)
    assert "parameters.many.value: expected a number from 2 to 8, found 9" in wrong
    (near,) = problems(tmp_path, head + change + "  - set_dwell: {services: 500, stations: zl, dwell_min: $mny}\n")
    assert "there is no parameter 'mny'; this file has many; did you mean 'many'?" in near


def test_a_parameter_that_takes_a_field_beyond_its_limits_is_said(tmp_path: Path) -> None:
    head = HEAD + "parameters:\n  many: {value: 90, text: trains}\n"
    (found,) = problems(tmp_path, head + "changes:\n  - set_frequency: {services: 500, tph: $many}\n")
    assert "expected a number from 0 to 60 (trains per hour and direction), found 90 (from $many)" in found


def test_a_parameter_in_quotes_is_a_parameter_too_as_json_needs_it(tmp_path: Path) -> None:
    plain = {
        "name": "test", "key": "test", "title": {"nl": "a", "en": "b"}, "base": "small",
        "parameters": {"many": {"value": 4, "text": "trains"}},
        "changes": [{"set_frequency": {"services": ["500"], "tph": {"day": "$many"}}}],
    }  # fmt: skip
    scenario = read_scenario(write(tmp_path, json.dumps(plain), "p.json"), {"many": 3})
    change: Any = scenario.changes[0]
    assert change.tph == PerWindow((("day", 3.0),))


def part(name: str, changes: str, more: str = "") -> str:
    return f"name: {name}\nkey: {name}\ntitle: {{nl: {name}, en: {name}}}\nbase: small\n{more}changes:\n{changes}"


def parts_loader(tmp_path: Path) -> Any:
    def load(name: str, parameters: Any) -> Scenario:
        return read_scenario(tmp_path / f"{name}.yaml", parameters)

    return load


def test_a_file_takes_over_the_changes_of_its_parts(tmp_path: Path) -> None:
    figure = "expects:\n  - {{from: ut, to: gn, measure: tph_direct, value: {v}}}\n"
    a = part("a", "  - set_frequency: {services: 500, tph: $n}\n", "parameters: {n: {value: 3, text: trains}}\n")
    write(tmp_path, a + figure.format(v=3) + "assumptions: {nl: [A.], en: [A.]}\n", "a.yaml")
    write(tmp_path, part("b", "  - set_frequency: {services: 600, tph: 3}\n"), "b.yaml")
    whole = HEAD + "parts: [a, b]\nchanges:\n  - set_dwell: {services: 500, stations: zl, dwell_min: 2}\n"
    scenario = read_scenario(write(tmp_path, whole + figure.format(v=6)), {"n": 6}, load=parts_loader(tmp_path))
    assert scenario.parts == ("a", "b")
    assert len(scenario.changes) == 3
    assert scenario.parameters == {"n": 6}
    assert [e.value for e in scenario.expects] == [6]  # its own figure for the same journey wins
    assert scenario.assumptions["en"] == ("A.",)
    after = apply_scenario(network(), scenario).network
    assert after.services["500"].patterns[0].tph[1] == 6
    only_b = read_scenario(write(tmp_path, HEAD + "parts: [b]\n", "c.yaml"), load=parts_loader(tmp_path))
    assert len(only_b.changes) == 1


def test_what_is_wrong_with_parts_is_said(tmp_path: Path) -> None:
    write(tmp_path, part("a", "  - set_frequency: {services: 500, tph: x}\n"), "a.yaml")
    path = write(tmp_path, HEAD + "parts: [a, nowhere]\n")
    with pytest.raises(InputError) as caught:
        read_scenario(path, {"n": 3}, load=parts_loader(tmp_path))
    found = [str(p) for p in caught.value.problems]
    assert "a.yaml, line 6, changes[1].set_frequency.tph: expected" in found[0]
    assert "nowhere.yaml: cannot be read" in found[1]
    assert "--set: neither this scenario nor its parts have a parameter 'n'" in found[2]
    write(tmp_path, part("a", "  - set_frequency: {services: 500, tph: 4}\n"), "a.yaml")
    twice = write(tmp_path, HEAD + "parts: [a, a]\n", "twice.yaml")
    with pytest.raises(InputError, match=r"twice.yaml, line 5, parts: part 'a' is there twice"):
        read_scenario(twice, load=parts_loader(tmp_path))


def test_parts_may_be_files_beside_the_file_and_cannot_hold_themselves(tmp_path: Path) -> None:
    write(tmp_path, part("a", "  - set_frequency: {services: 500, tph: 4}\n"), "a.yaml")
    scenario = read_scenario(write(tmp_path, HEAD + "parts: [a.yaml]\n", "whole.yaml"))
    assert [type(c).__name__ for c in scenario.changes] == ["SetFrequency"]
    for name, other in (("one", "two"), ("two", "three"), ("three", "one"), ("self", "self")):
        write(tmp_path, HEAD + f"parts: [{other}.yaml]\n", f"{name}.yaml")
    with pytest.raises(InputError, match=r"two.yaml, line 5, parts: part 'three.yaml' holds this scenario itself"):
        read_scenario(tmp_path / "two.yaml")
    with pytest.raises(InputError, match=r"self.yaml, line 5, parts: part 'self.yaml' holds this scenario itself"):
        read_scenario(tmp_path / "self.yaml")


def test_the_head_is_read_without_the_changes(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "year: 2040\nchanges: [this is not a change\n")
    assert read_head(path) == {
        "name": "test", "key": "test", "title": {"nl": "Proef", "en": "Test"}, "base": "small", "year": 2040,
    }  # fmt: skip
    with pytest.raises(InputError, match="base, title missing"):
        read_head(write(tmp_path, "name: x\nkey: y\nchanges: []\n"))
    with pytest.raises(InputError, match="no scenario file"):
        read_head(write(tmp_path, "- 1\n"))


def test_the_json_schema_is_one_and_accepts_every_shipped_scenario() -> None:
    from jsonschema import Draft202012Validator

    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    files = [*shipped(), DATA / "traps.yaml", DATA / "traps.json"]
    assert len(files) > 20
    for path in files:
        node = nodes.read_nodes(path)
        assert node is not None
        assert not [f"{path.name}: {e.json_path} {e.message}" for e in validator.iter_errors(nodes.to_plain(node))]


@pytest.mark.parametrize(
    "change",
    [{"set_frequenzy": {}}, {"set_frequency": {"tph": "four"}}, {"add_track": {"from": "a", "to": "b"}},
     {"set_frequency": {"tph": 4, "speed": 3}}, {"add_track": {"from": "a", "to": "b", "km": -3}}],
)  # fmt: skip
def test_the_json_schema_refuses_what_the_reader_refuses(change: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    whole = {"name": "a", "key": "a", "title": {"nl": "a", "en": "a"}, "base": "small", "changes": [change]}
    assert list(Draft202012Validator(json_schema()).iter_errors(whole))


def test_the_name_of_the_base_is_no_name_for_a_scenario(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, HEAD.replace("name: test", "name: base") + CHANGE)
    assert found == "line 1, name: 'base' is the network without a scenario; choose another name"
    assert read_scenario(write(tmp_path, HEAD.replace("name: test", "name: base-2") + CHANGE)).name == "base-2"
    with pytest.raises(InputError, match="'base' is the network without a scenario"):
        start_text("base")


def test_a_name_too_long_for_a_file_is_refused() -> None:
    with pytest.raises(InputError, match="NAME: a name has at most 100 signs; found 101"):
        start_text("a" * 101)
    assert f"name: {'a' * 100}\n" in start_text("a" * 100)
