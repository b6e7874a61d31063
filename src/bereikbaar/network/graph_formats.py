"""Graphs as text that other programs read: GraphML (yEd, igraph), GEXF (Gephi) and node-link JSON (D3, networkx).

The XML formats know plain typed values only: a value that is not known (None) is left out, a geometry becomes
well-known text. The same graph gives the same text on every day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bereikbaar.errors import InputError, UnknownNameError, did_you_mean
from bereikbaar.network.geometry import wkt

if TYPE_CHECKING:
    import networkx as nx

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def graph_text(graph: nx.Graph, kind: str) -> str:
    """Return a graph in one of GRAPH_FORMATS, as text that ends with a line end. The graph is left as it is.

    Raises UnknownNameError for another kind, InputError for a number that JSON cannot hold (NaN, infinite).
    """
    if kind not in GRAPH_FORMATS:
        raise UnknownNameError(
            f"there is no graph format {kind!r}; there are {', '.join(GRAPH_FORMATS)}"
            + did_you_mean(kind, GRAPH_FORMATS)
        )
    return GRAPH_FORMATS[kind](graph)


def _graphml(graph: nx.Graph) -> str:
    import networkx as nx

    text = "\n".join([_DECLARATION, *nx.generate_graphml(_plain(graph))]) + "\n"
    flags = "|".join(re.findall(r'<key id="(\w+)"[^>]*attr.type="boolean"', text))
    # networkx writes True and False, which are no booleans of XML: other readers take both for true
    return re.sub(rf'(<data key="(?:{flags})">)(True|False)<', lambda m: f"{m[1]}{m[2].lower()}<", text)


def _gexf(graph: nx.Graph) -> str:
    import networkx as nx

    plain = _plain(graph)
    for _code, data in plain.nodes(data=True):
        data["label"] = data.get("name", "")
    if plain.is_multigraph():
        for _a, _b, key, data in plain.edges(keys=True, data=True):
            data["id"] = key
    lines = [_DECLARATION, *nx.generate_gexf(plain, version="1.2draft")]
    # networkx writes the day of making, which would make every day's file a different one
    return re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(lines), count=1) + "\n"


def _node_link(graph: nx.Graph) -> str:
    """Return what ``networkx.node_link_graph(data, edges="edges")`` reads; ours, since that call keeps changing."""
    multi = graph.is_multigraph()
    links = graph.edges(keys=True, data=True) if multi else graph.edges(data=True)
    data = {
        "directed": graph.is_directed(),
        "multigraph": multi,
        "graph": dict(graph.graph),
        "nodes": [{"id": code, **attributes} for code, attributes in graph.nodes(data=True)],
        "edges": [{"source": e[0], "target": e[1], **({"key": e[2]} if multi else {}), **e[-1]} for e in links],
    }
    try:
        return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    except ValueError:
        raise InputError(
            "the graph holds a number that JSON cannot (NaN or infinite); `bereikbaar network check` names it"
        ) from None


def _plain(graph: nx.Graph) -> nx.Graph:
    """Return a copy with plain typed attributes: no None, no tuples, no empty text."""
    plain = graph.__class__(**_plain_values(graph.graph))
    for code, data in graph.nodes(data=True):
        plain.add_node(code, **_plain_values(data))
    if graph.is_multigraph():
        for a, b, key, data in graph.edges(keys=True, data=True):
            plain.add_edge(a, b, key=key, **_plain_values(data))
    else:
        for a, b, data in graph.edges(data=True):
            plain.add_edge(a, b, **_plain_values(data))
    return plain


def _plain_values(data: dict[str, Any]) -> dict[str, Any]:
    out = {}
    for name, value in data.items():
        if value is not None and value != "":
            out[name] = wkt(value) if isinstance(value, tuple) else value
    return out


GRAPH_FORMATS: dict[str, Callable[[Any], str]] = {"graphml": _graphml, "gexf": _gexf, "json": _node_link}
