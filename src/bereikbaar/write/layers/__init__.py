"""The layers of a run: one set for the base and up to six scenarios side by side, else a set per scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem
from bereikbaar.write.layers.areas import AREA_LAYERS, areas_layer
from bereikbaar.write.layers.layer import Field, Layer, layer_frame, make_field, make_layer
from bereikbaar.write.layers.outlines import Outlines
from bereikbaar.write.layers.own import own_layer
from bereikbaar.write.layers.pairs import pairs_layer
from bereikbaar.write.layers.rail import Rail, rail_of
from bereikbaar.write.layers.services import services_layer
from bereikbaar.write.layers.stations import stations_layer
from bereikbaar.write.layers.towns import towns_layer
from bereikbaar.write.layers.tracks import tracks_layer
from bereikbaar.write.layers.zones import zones_layer
from bereikbaar.write.names import key_of, name_of

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

__all__ = [
    "Field",
    "Layer",
    "build_layers",
    "check_keys",
    "layer_frame",
    "layer_sets",
    "make_field",
    "make_layer",
    "rails_of",
]

#: Above this many scenarios a layer would have more columns than anybody can choose from.
SCENARIOS_SIDE_BY_SIDE = 6

#: Keys that would make a column or file name mean two things.
RESERVED_KEYS = frozenset({"base", "diff", "class", "dclass"})


def layer_sets(result: Result) -> list[tuple[str, tuple[Case, ...]]]:
    """Return (suffix of the layer names, scenarios in them): the plain names first."""
    if len(result.cases) <= SCENARIOS_SIDE_BY_SIDE:
        return [("", result.cases)]
    return [("", ()), *((f"_{key_of(case)}", (case,)) for case in result.cases)]


def build_layers(result: Result, rails: Sequence[Rail] | None = None) -> list[Layer]:
    """Return the layers towns, zones, municipalities, corop, stations, services, tracks and pairs, to be written.

    A run with places of the user's own has a layer ``places`` besides.
    rails : of the base and every scenario (see ``rails_of``), when they are at hand. With more than six scenarios the
    plain layers hold the base only and every scenario has layers of its own, named ``towns_<key>`` and so on. Layers
    without features (no pairs in a small region; zones of a folder that has no outlines) are left out.
    Raises InputError when the keys of the scenarios make two columns of one name.
    """
    check_keys(result.cases)
    base, *others = rails or rails_of(result)
    by_key = {key_of(case): rail for case, rail in zip(result.cases, others, strict=True)}
    out: list[Layer | None] = []
    outlines = Outlines(result.places.folder)
    for suffix, cases in layer_sets(result):
        some = [by_key[key_of(case)] for case in cases]
        out += [
            towns_layer(result, cases, f"towns{suffix}"),
            zones_layer(result, cases, f"zones{suffix}", outlines),
            *(areas_layer(result, cases, kind, suffix, outlines) for kind in AREA_LAYERS),
            own_layer(result, cases, f"places{suffix}"),
            stations_layer(result, cases, f"stations{suffix}"),
            services_layer(result, cases, base, some, f"services{suffix}"),
            tracks_layer(result, cases, base, some, f"tracks{suffix}"),
            pairs_layer(result, cases, f"pairs{suffix}"),
        ]
    return [layer for layer in out if layer is not None and len(layer.geometry)]


def rails_of(result: Result) -> list[Rail]:
    """Return what runs where in the base and in every scenario, in their order."""
    base = rail_of(result.base, result.window)
    return [base, *(rail_of(case, result.window, base) for case in result.cases)]


def check_keys(cases: Sequence[Case]) -> None:
    """Raise InputError for keys that two scenarios share, or that our own names use."""
    problems = []
    seen: dict[str, str] = {}
    for case in cases:
        key, name = key_of(case), name_of(case)
        if key in RESERVED_KEYS:
            problems.append(f"scenario {name!r} has the key {key!r}, which column names use; give it another key")
        elif key in seen:
            problems.append(f"scenarios {seen[key]!r} and {name!r} share the key {key!r}; give one of them another")
        seen[key] = name
    if problems:
        raise InputError([Problem(text, field="key") for text in problems])
