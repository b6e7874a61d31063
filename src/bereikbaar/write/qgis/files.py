"""All that a run writes for QGIS: styles of layers, a project, and layers for somebody's own project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bereikbaar.lang.text import PAIR
from bereikbaar.write.layers.layer import Layer
from bereikbaar.write.qgis.about import About
from bereikbaar.write.qgis.columns import Columns, column_xml, columns_of
from bereikbaar.write.qgis.extent import extent_of
from bereikbaar.write.qgis.legend import kept_entries
from bereikbaar.write.qgis.project import layers_text, map_layer, project_text, zipped
from bereikbaar.write.qgis.qml import Style, pale_style, qml, style_of
from bereikbaar.write.qgis.tree import Group, Node, nodes_of, plain_tree, shown_nodes, tree_of
from bereikbaar.write.qgis.views import default_view, views

NAME = "bereikbaar"
#: Languages of the styles by what stands behind their names.
_LANGUAGES = {"nl": "Nederlands", "en": "English"}
#: Letters of the name of a style, as the table of QGIS has them.
_NAME_MAX = 30

#: What is said of the columns, by layer and language.
Said = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class LayerStyle:
    """A row of the table ``layer_styles``: a layer, a name of at most 30 characters, its QML."""

    layer: str
    name: str
    qml: str
    default: bool
    description: str


@dataclass(frozen=True, slots=True)
class QgisFiles:
    """styles : for the GeoPackage. files : name -> content, to stand beside it."""

    styles: tuple[LayerStyle, ...]
    files: Mapping[str, str | bytes]


def qgis_files(
    layers: Sequence[Layer], about: About, package: str = f"{NAME}.gpkg", ground: Sequence[Layer] = ()
) -> QgisFiles:
    """Return styles, a ``.qml`` for every GeoJSON file, ``bereikbaar.qgz`` and ``bereikbaar.qlr``.

    The default style of a layer is its most telling view in the language of the run; a second one, not default, is
    the same in the other language. The same layers give the same bytes.
    ground : layers of land and borders, which are in the GeoPackage only.
    """
    own, layers = {layer.name for layer in layers}, [*layers, *ground]
    columns = {layer.name: columns_of(layer) for layer in layers}
    said = {(name, lang): column_xml(one, lang) for name, one in columns.items() for lang in PAIR}
    styles = tuple(_styles(columns, about, said))
    files: dict[str, str | bytes] = {f"{s.layer}.qml": s.qml for s in styles if s.default and s.layer in own}
    source = f"./{package}"

    def map_layers(root: Group) -> list[str]:
        return [
            map_layer(node, columns[node.layer].layer, _style(node, columns, about, said), about, source)
            for node in nodes_of(root)
            if node.layer
        ]

    root, plain = tree_of(layers, about), plain_tree(layers, about)
    shown = {n.id: kept_entries(columns[n.layer].layer, n.view) for n in shown_nodes(root) if n.view}
    project = project_text(about, root, map_layers(root), source, extent_of(layers), legend=shown)
    files[f"{NAME}.qgz"] = zipped(project, NAME)
    files[f"{NAME}.qlr"] = layers_text(about, plain, map_layers(plain), source)
    return QgisFiles(styles, files)


def _styles(columns: Mapping[str, Columns], about: About, said: Said) -> Iterator[LayerStyle]:
    for name, one in columns.items():
        view = default_view(views(one.layer, about.cases, about.window))
        for lang in sorted(PAIR, key=lambda other: other != about.lang):
            text = qml(style_of(one, view, about.window, lang, said=said[name, lang]))
            title = view.title[PAIR.index(lang)] if view else one.layer.title[lang]
            end = f" ({_LANGUAGES[lang]})"
            yield LayerStyle(name, name[: _NAME_MAX - len(end)] + end, text, lang == about.lang, title)


def _style(node: Node, columns: Mapping[str, Columns], about: About, said: Said) -> Style:
    if node.pale:
        return pale_style()
    return style_of(columns[node.layer], node.view, about.window, about.lang, said=said[node.layer, about.lang])
