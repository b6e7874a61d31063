"""Presets: what each changes, with the source of every value, in both languages and as JSON."""

import json

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli
from bereikbaar.errors import InputError
from bereikbaar.presets import PRESETS
from bereikbaar.settings import Settings, preset, source_of


def show(*args: str) -> str:
    done = CliRunner().invoke(cli, ["presets", *args])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def rows(text: str) -> dict[str, dict[str, str]]:
    """The tables of a text by setting: heading -> cell."""
    heads: list[str] = []
    out = {}
    for cells in (line.split("\t") for line in text.splitlines() if "\t" in line):
        if cells[0] in ("setting", "instelling"):
            heads = cells
        else:
            out[cells[0]] = dict(zip(heads, cells, strict=True))
    return out


def test_the_limits_of_pbl_are_those_of_its_network_model() -> None:
    pbl = preset("pbl")
    assert (pbl.walk_kmh, pbl.bicycle_kmh, pbl.walk_limit_min, pbl.bicycle_limit_min) == (4.5, 14, 15, 15)
    assert (pbl.door_to_door_limit_min, pbl.most_changes, pbl.direct_bicycle_limit_min) == (90, 3, 90)
    assert all("NetworkModel_PBL" in source for _, source in PRESETS["pbl"].changes.values())


def test_rail_performance_of_the_commission_is_by_train_with_a_short_walk_or_ride_at_both_ends() -> None:
    ec = preset("ec")
    assert (ec.assumed_transit, ec.known_feeders, ec.rental_everywhere) == (False, False, True)
    assert (ec.rail_perf_min, ec.rail_perf_km) == (90, 120)
    numbers = [source for name, (_, source) in PRESETS["ec"].changes.items() if name.endswith("limit_min")]
    assert numbers and all("not verified" in source for source in numbers), "what nobody read is not called a fact"


def test_every_value_of_a_preset_differs_from_the_default_and_says_where_it_comes_from() -> None:
    default = Settings()
    for name, one in PRESETS.items():
        assert all(one.title), name
        for setting, (value, source) in one.changes.items():
            assert getattr(default, setting) != value, f"{name}: {setting} is the default"
            assert getattr(preset(name), setting) == value and source
            assert source_of(setting, value), setting
        for setting, reason in one.kept.items():
            assert getattr(preset(name), setting) == getattr(default, setting) and reason


def test_one_preset_is_shown_whole_and_what_it_changes_is_marked() -> None:
    table = rows(show("pbl", "--lang", "en"))
    assert table["walk_kmh"]["value"] == "* 4.5" and table["walk_kmh"]["default"] == "5"
    assert table["walk_kmh"]["unit"] == "km/h" and "WalkingSpeed_kmhr" in table["walk_kmh"]["source"]
    assert table["alpha_first"]["value"] == "0.5" and table["alpha_first"]["default"] == ""
    assert set(table) == set(Settings().as_dict())
    assert rows(show("default", "--lang", "en"))["door_to_door_limit_min"]["value"] == "no limit"


def test_all_presets_are_shown_with_what_they_change_in_dutch_too() -> None:
    text = show("--lang", "nl")
    for name, one in PRESETS.items():
        assert f"{name}: {one.title[0]}" in text
    own = rows(text.split("pbl:")[1].split("ec:")[0])
    assert set(own) == set(PRESETS["pbl"].changes)
    assert own["walk_kmh"]["waarde"] == "* 4,5" and own["most_changes"]["standaard"] == "geen grens"
    assert rows(text.split("ec:")[1])["rental_everywhere"]["waarde"] == "* ja"


def test_json_holds_the_values_and_what_they_are() -> None:
    document = json.loads(show("--json", "--lang", "en"))
    assert document["pbl"]["door_to_door_limit_min"] == 90 and document["default"]["most_changes"] is None
    by_name = {row["name"]: row for row in document["about"]["ec"]}
    assert by_name["rental_everywhere"]["differs"] and not by_name["rental_everywhere"]["assumption"]
    assert by_name["walk_limit_min"] == {
        "name": "walk_limit_min", "value": 15, "unit": "min", "default": 30, "differs": True,
        "text": "longest walk to or from a station", "source": PRESETS["ec"].changes["walk_limit_min"][1],
        "assumption": True,
    }  # fmt: skip
    assert {row["name"] for row in document["about"]["default"]} == set(Settings().as_dict())


def test_a_value_that_no_preset_has_is_the_users_own() -> None:
    from bereikbaar.write.texts_settings import setting_rows

    sources = {name: source for name, _, _, _, source, _ in setting_rows(Settings().changed(walk_kmh=6), "en")}
    assert sources["walk_kmh"] == "given by the user"
    assert sources["alpha_first"] == Settings.__dataclass_fields__["alpha_first"].metadata["source"]


def test_a_preset_that_is_not_there_is_refused_with_a_near_miss() -> None:
    with pytest.raises(InputError, match="there are default, pbl, ec; did you mean 'ec'"):
        preset("ecc")
