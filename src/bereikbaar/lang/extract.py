"""Which texts the code asks for: the msgids of the catalogues, read from the source.

A text is found where it is the first argument of ``both``, ``remark`` or ``msgid``, the second of ``told``, or the
first of the methods ``text`` and ``plural`` of a language (there a name will do: what it stands for is marked by
``msgid``). What a setting is stands in its keyword ``text``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

#: Function -> which of its arguments is the text, and whether that has to stand in the call.
_CALLS = {
    "both": (0, True),
    "remark": (0, True),
    "msgid": (0, True),
    "told": (1, True),
    "text": (0, False),
    "plural": (0, False),
}
#: Function -> which of its keywords is a text.
_KEYWORDS = {"_setting": "text"}
#: Their definitions pass on what they were given.
_OWN = ("lang/", "scenarios/words.py")


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A text in the code. context : see ``both``. plural : the text for many, if it has one. places : file:line."""

    context: str
    text: str
    plural: str = ""
    places: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    @property
    def placeholders(self) -> frozenset[str]:
        """The names in braces of its texts."""
        return placeholders(self.text) | placeholders(self.plural)


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces of a text. Raises ValueError for braces that do not close."""
    return frozenset(name for _said, name, _spec, _conversion in Formatter().parse(text) if name is not None)


def package_messages(package: Path) -> list[Message]:
    """Return every text of a package once, sorted, with the places where it stands.

    Raises ValueError, with file and line, for a call of ``both``, ``remark``, ``msgid`` or ``told`` with anything but
    a text.
    """
    found: dict[Message, list[tuple[str, int]]] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        for message in source_messages(path.read_text(encoding="utf-8"), name):
            found.setdefault(message, []).extend(message.places)
    return sorted(Message(m.context, m.text, m.plural, tuple(sorted(places))) for m, places in found.items())


def source_messages(source: str, name: str) -> Iterator[Message]:
    """Yield the texts of one file. Raises ValueError as :func:`package_messages` does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            message = _message(node, name)
            if message is not None:
                yield message


def _message(call: ast.Call, name: str) -> Message | None:
    what = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if what in _KEYWORDS:
        said = next((_literal(k.value) for k in call.keywords if k.arg == _KEYWORDS[what]), None)
        return None if said is None else Message("", said, "", ((name, call.lineno),))
    if what not in _CALLS or (what in ("text", "plural") and not isinstance(call.func, ast.Attribute)):
        return None
    at, strict = _CALLS[what]
    texts = [_literal(arg) for arg in call.args[at : at + (2 if what == "plural" else 1)]]
    held = next((k.value for k in call.keywords if k.arg == "context"), None)
    context = "" if held is None else _literal(held)
    if not texts or None in texts or context is None:
        if strict and not name.startswith(_OWN):
            raise ValueError(f"{name}:{call.lineno}: expected the English text itself in the call of {what}()")
        return None
    return Message(context, str(texts[0]), str(texts[1]) if len(texts) > 1 else "", ((name, call.lineno),))


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
