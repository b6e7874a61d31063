"""Small pieces of QGIS XML as text: options, colours, elements with attributes.

QGIS reads its styles from XML that it also writes; the names of elements and options here are those that QGIS 3.22
and newer read. What is left out has QGIS's own default.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

#: Type of an option by the type of its value; anything else is text.
_TYPES: dict[type, str] = {bool: "bool", int: "int", float: "double"}

_QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
#: Characters that XML 1.0 cannot hold at all; a name in somebody's own file may have them.
_FORBIDDEN = {n: None for n in range(32) if chr(n) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None}


#: A sign that cannot stand as it is; most texts have none, and need no more than a look.
_SPECIAL = re.compile('[\x00-\x1f&<>"\ufffe\uffff]')


def text(value: str) -> str:
    """Return a text as the content of an element."""
    return escape(value.translate(_FORBIDDEN)) if _SPECIAL.search(value) else value


def attribute(value: object) -> str:
    """Return a value as it stands between the quotes of an attribute."""
    said = value if isinstance(value, str) else str(value)
    return escape(said.translate(_FORBIDDEN), _QUOTED) if _SPECIAL.search(said) else said


def element(name: str, inner: Iterable[str] | str = "", /, **attributes: object) -> str:
    """Return an element; attributes of None are left out, and a trailing underscore of a name is dropped."""
    held = "".join(f' {k.rstrip("_")}="{attribute(v)}"' for k, v in attributes.items() if v is not None)
    content = inner if isinstance(inner, str) else "".join(inner)
    return f"<{name}{held}>{content}</{name}>" if content else f"<{name}{held}/>"


def options(values: Mapping[str, object]) -> str:
    """Return a map of options: values by name, nested maps as such."""
    return element("Option", (_option(k, v) for k, v in values.items()), type="Map")


def _option(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return element("Option", (_option(k, v) for k, v in value.items()), type="Map", name=name)
    kind = _TYPES.get(type(value), "QString")
    said = str(value).lower() if isinstance(value, bool) else value
    return element("Option", type=kind, name=name, value=said)


def rgba(color: str, alpha: int = 255) -> str:
    """Return ``#c6dbef`` as QGIS writes a colour: ``198,219,239,255``."""
    parts = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return ",".join(str(n) for n in (*parts, alpha))


def computed(properties: Mapping[str, str]) -> dict[str, object]:
    """Return options that take their value from an expression: name of the property -> expression."""
    held = {name: {"active": True, "expression": e, "type": 3} for name, e in properties.items()}
    return {"name": "", "properties": held, "type": "collection"}
