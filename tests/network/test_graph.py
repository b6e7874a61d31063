"""The networkx graphs keep their promise, and the files of them are read back the same."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from network_builders import mirrored, network, pattern, section, sound, station, with_section, with_service

from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.network import graph as promise
from bereikbaar.network.checks import bridges
from bereikbaar.network.graph import Attribute, service_graph, track_graph
from bereikbaar.network.graph_formats import GRAPH_FORMATS, graph_text
from bereikbaar.network.model import Network

DOCS = Path(__file__).parents[2] / "docs" / "graph.md"
PROMISES: dict[str, tuple[Attribute, ...]] = {
    "GRAPH": promise.GRAPH_ATTRIBUTES,
    "STATION": promise.STATION_ATTRIBUTES,
    "LEG": promise.LEG_ATTRIBUTES,
    "SECTION": promise.SECTION_ATTRIBUTES,
}


@cache
def nl() -> Network:
    from bereikbaar.read.network import find_network, read_network

    return read_network(find_network("nl-2026"))


def test_a_leg_is_an_edge_with_its_minutes_km_and_trains_per_hour() -> None:
    graph = sound().graph()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.edges["b", "c", "stop:outbound:2"] == {
        "service": "stop", "direction": "outbound", "leg": 2, "series": "stop", "product": "Sprinter",
        "operator": "NS", "mode": "rail", "minutes": 5.0, "dwell_min": 1.0, "tph": 2.0, "headway_min": 30.0,
        "km": 7.0, "on_track": True, "added_by": "",
    }  # fmt: skip
    assert graph.edges["c", "d", "stop:outbound:3"]["dwell_min"] == 0.0  # the last stop
    assert graph.edges["a", "d", "fast:outbound:1"]["km"] == 21.0


def test_only_what_runs_in_the_window_is_in_the_graph_and_keys_stay_the_same() -> None:
    net = replace(sound(), stations={**sound().stations, "off": station("off", 9)})
    day, evening = net.graph(), net.graph("evening")
    assert sorted(day) == sorted(evening) == ["a", "b", "c", "d"]
    assert day.number_of_edges() == 2 * (3 + 1)
    assert evening.number_of_edges() == 2 * 3
    assert {k for *_, k in evening.edges(keys=True)} < {k for *_, k in day.edges(keys=True)}
    assert evening.edges["b", "c", "stop:outbound:2"]["tph"] == 1.0


def test_a_loop_has_an_edge_for_each_time_it_passes() -> None:
    loop = pattern("outbound", "a 0", "b 5 6", "a 11 12", "b 17")
    net = with_service(sound(), replace(sound().services["stop"], patterns=(loop, mirrored(loop))))
    assert {"stop:outbound:1", "stop:outbound:3"} <= set(net.graph()["a"]["b"])


def test_a_leg_without_track_says_so() -> None:
    net = replace(sound(), sections={})
    edge = net.graph().edges["a", "b", "stop:outbound:1"]
    assert (edge["on_track"], round(edge["km"], 2)) == (False, 6.85)


def test_a_section_is_an_edge_with_length_speed_and_geometry() -> None:
    graph = sound().track_graph()
    assert isinstance(graph, nx.Graph)
    assert graph.edges["b", "a"] == {
        "a": "a", "b": "b", "km": 7.0, "speed_kmh": 140.0, "kind": "existing",
        "geometry": ((5.0, 52.0), (5.1, 52.0)), "data_source": "", "confidence": "", "added_by": "",
    }  # fmt: skip
    assert nx.shortest_path_length(graph, "a", "d", weight="km") == 21.0


def test_graphs_say_where_they_come_from() -> None:
    net = replace(sound(), scenario=("lely", "zee"), hash="abc")
    assert net.graph("evening").graph == {
        "network": "hand", "title": "By hand", "version": "1", "hash": "abc", "scenario": "lely+zee",
        "window": "evening", "crs": "EPSG:4326",
    }  # fmt: skip
    assert net.track_graph().graph["window"] == ""


def test_an_unknown_window_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="window 'avond' is not in network 'hand'; it has offpeak, evening"):
        sound().graph("avond")


def test_the_network_is_left_as_it_was() -> None:
    net, before = sound(), sound()
    net.graph()
    net.track_graph()
    assert net == before


def test_the_order_of_rows_does_not_change_a_graph_or_its_file() -> None:
    net = sound()
    turned = replace(
        net,
        services=dict(reversed(net.services.items())),
        sections=dict(reversed(net.sections.items())),
        stations=dict(reversed(net.stations.items())),
    )
    for kind in GRAPH_FORMATS:
        assert graph_text(turned.graph(), kind) == graph_text(net.graph(), kind)
        assert graph_text(turned.track_graph(), kind) == graph_text(net.track_graph(), kind)


def promised(attributes: tuple[Attribute, ...], found: dict[str, Any]) -> list[str]:
    """What of a promise is not kept: names, order, types, empty values."""
    wrong = [] if [a.name for a in attributes] == list(found) else [f"names are {list(found)}"]
    for a in attributes:
        value = found.get(a.name)
        if value is None and a.optional:
            continue
        if type(value) is not a.kind:
            wrong.append(f"{a.name} is {value!r}, not {a.kind.__name__}")
    return wrong


def test_every_node_and_edge_of_the_netherlands_keeps_the_promise() -> None:
    runs, track = service_graph(nl()), track_graph(nl())
    assert promised(promise.GRAPH_ATTRIBUTES, runs.graph) == promised(promise.GRAPH_ATTRIBUTES, track.graph) == []
    wrong = [promised(promise.STATION_ATTRIBUTES, d) for g in (runs, track) for _, d in g.nodes(data=True)]
    wrong += [promised(promise.LEG_ATTRIBUTES, d) for *_, d in runs.edges(data=True)]
    wrong += [promised(promise.SECTION_ATTRIBUTES, d) for *_, d in track.edges(data=True)]
    assert [w for w in wrong if w] == []
    assert all(d["tph"] > 0 and d["minutes"] > 0 and d["on_track"] for *_, d in runs.edges(data=True))


def test_the_docs_page_promises_the_same_attributes_types_and_units() -> None:
    text = DOCS.read_text(encoding="utf-8")
    words = {str: "text", float: "number", int: "whole number", bool: "true or false", tuple: "coordinates"}
    for attributes in PROMISES.values():
        for a in attributes:
            kind = words[a.kind] + (" or None" if a.optional else "")
            assert f"| `{a.name}` | {kind} | {a.unit} | {a.text} |" in text


def test_the_netherlands_are_one_piece_with_490_stations_of_which_394_dutch() -> None:
    graph = service_graph(nl(), "offpeak")
    (piece,) = nx.weakly_connected_components(graph)
    assert len(piece) == 490
    assert sum(graph.nodes[c]["country"] == "NL" for c in piece) == 394
    assert nx.is_strongly_connected(graph)


def test_bridges_are_the_sections_without_which_the_track_falls_apart() -> None:
    places = {"a": 0.0, "b": 1.0, "c": 2.0, "d": 3.0}
    net = with_section(sound(), section("b", "d", places, km=14.0))  # a ring b - c - d, and a tail to a
    assert bridges(net) == [("a", "b")]
    graph = track_graph(nl())
    found = bridges(nl())
    assert len(found) == 150
    for key in found[::10]:
        cut = nx.restricted_view(graph, [], [key])
        assert nx.number_connected_components(cut) == 2
    rest = [key for key in nl().sections if key not in found]
    assert all(nx.has_path(nx.restricted_view(graph, [], [key]), *key) for key in rest[::20])


READERS = {
    "graphml": lambda text: nx.read_graphml(io.BytesIO(text.encode())),
    "gexf": lambda text: nx.read_gexf(io.BytesIO(text.encode())),
    "json": lambda text: nx.node_link_graph(json.loads(text, parse_constant=pytest.fail), edges="edges"),
}


def plain(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """What a file is to hold: the XML formats leave out None and empty text, and write geometry as text."""
    if kind == "json":
        return {k: [list(p) for p in v] if isinstance(v, tuple) else v for k, v in data.items()}
    kept = {k: v for k, v in data.items() if v not in (None, "")}
    if "geometry" in kept:
        kept["geometry"] = "LINESTRING (" + ", ".join(f"{x:.10g} {y:.10g}" for x, y in kept["geometry"]) + ")"
    return kept


@pytest.mark.parametrize("kind", GRAPH_FORMATS)
@pytest.mark.parametrize("track", [False, True], ids=["service", "track"])
def test_files_of_the_netherlands_are_read_back_with_all_that_was_in_them(kind: str, track: bool) -> None:
    made = track_graph(nl()) if track else service_graph(nl())
    read = READERS[kind](graph_text(made, kind))
    assert read.is_directed() == made.is_directed()
    extra = {"label", "id"} if kind == "gexf" else set()
    assert {c: {k: v for k, v in d.items() if k not in extra} for c, d in read.nodes(data=True)} == {
        c: plain(d, kind) for c, d in made.nodes(data=True)
    }
    if track:
        found = {
            tuple(sorted((a, b))): {k: v for k, v in d.items() if k not in extra} for a, b, d in read.edges(data=True)
        }
        assert found == {tuple(sorted((a, b))): plain(d, kind) for a, b, d in made.edges(data=True)}
    else:
        found = {e[:3]: {k: v for k, v in e[3].items() if k not in extra} for e in read.edges(keys=True, data=True)}
        assert found == {e[:3]: plain(e[3], kind) for e in made.edges(keys=True, data=True)}
    if kind == "gexf":
        assert read.nodes["gn"]["label"] == "Groningen"


def test_a_file_is_the_same_on_every_day() -> None:
    assert "lastmodified" not in graph_text(sound().graph(), "gexf")
    assert "False" not in graph_text(sound().graph(), "graphml")  # no boolean of XML


def test_names_with_accents_and_signs_survive() -> None:
    odd = 'Bünde <Süd> & "Zuid"'
    net = network([station("x", name=odd), station("y", 1)], [], [section("x", "y", {"x": 0.0, "y": 1.0})])
    for kind, read in READERS.items():
        assert read(graph_text(net.track_graph(), kind)).nodes["x"]["name"] == odd


def test_an_unknown_format_and_a_number_that_is_none_are_refused() -> None:
    with pytest.raises(
        UnknownNameError, match="no graph format 'graphm'; there are graphml, gexf, json; did you mean"
    ):
        graph_text(sound().graph(), "graphm")
    broken = with_section(sound(), replace(sound().sections["a", "b"], km=float("nan")))
    with pytest.raises(InputError, match=r"number that JSON cannot .*network check"):
        graph_text(broken.track_graph(), "json")


def test_an_empty_network_gives_empty_graphs() -> None:
    empty = network([], [])
    assert len(empty.graph()) == len(empty.track_graph()) == 0
    for kind, read in READERS.items():
        assert len(read(graph_text(empty.graph(), kind))) == 0
