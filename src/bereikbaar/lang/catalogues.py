"""The catalogues of the texts, brought up to date with the code: ``python -m bereikbaar.lang.catalogues``.

For developers: needs Babel. It writes ``locale/bereikbaar.pot`` (every text of the code: the English catalogue), adds
new texts to the ``.po`` of each other language without a translation, takes out those that the code has no more, and
compiles the ``.mo`` that a run reads. Nothing is guessed: a text that changed has to be translated again.
"""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bereikbaar.lang.extract import Message, package_messages
from bereikbaar.lang.language import DOMAIN, LANGS, SOURCE_LANG

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PACKAGE = Path(__file__).parents[1]
LOCALE = Path(__file__).parent / "locale"
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
#: Instead of the moment of writing, which would make every file another.
_NO_DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
#: Languages with a catalogue of translations.
TRANSLATED = tuple(lang for lang in LANGS if lang != SOURCE_LANG)


def po_path(lang: str) -> Path:
    """Return the file of translations of a language; its ``.mo`` stands beside it."""
    return LOCALE / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(path: Path, lang: str | None = None) -> Catalog:
    """Return the catalogue of a ``.po`` or ``.pot`` file."""
    from babel.messages.pofile import read_po

    with path.open("rb") as held:
        return read_po(held, locale=lang, abort_invalid=True)


def template(messages: list[Message]) -> Catalog:
    """Return the catalogue of all texts of the code, none translated."""
    return _filled(messages, None, None)


def updated(messages: list[Message], lang: str, held: Catalog | None) -> Catalog:
    """Return the catalogue of a language with exactly these texts, and the translations that are held of them."""
    return _filled(messages, lang, held)


def _filled(messages: list[Message], lang: str | None, held: Catalog | None) -> Catalog:
    from babel.messages.catalog import Catalog

    out = Catalog(locale=lang, domain=DOMAIN, project=DOMAIN, fuzzy=False)
    for m in messages:
        name = (m.text, m.plural) if m.plural else m.text
        known = held.get(m.text, m.context or None) if held is not None else None
        same = known is not None and known.id == name
        files = sorted({(place, 1) for place, _line in m.places})  # the lines would change with every edit
        out.add(
            name, known.string if known is not None and same else None, files,
            flags=known.flags - {"python-format"} if known is not None else (),
            user_comments=known.user_comments if known is not None else (), context=m.context or None,
        )  # fmt: skip
    return out


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts (the singular of those with a plural) that have no translation, or not one of every number."""
    out = []
    for message in catalogue:
        texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        name = message.id if isinstance(message.id, str) else message.id[0]
        if name and not all(texts):
            out.append(name)
    return out


def po_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as a ``.po`` file, the same for the same texts: without dates and versions of tools."""
    from babel.messages.pofile import write_po

    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, include_lineno=False, sort_output=True)
    return _header(catalogue).encode() + out.getvalue()


def _header(catalogue: Catalog) -> str:
    lines = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if catalogue.locale is not None:
        lines = [f"Language: {catalogue.locale}", f"Plural-Forms: {catalogue.plural_forms}", *lines]
    body = "".join(f'"{line}\\n"\n' for line in lines)
    return f'# Texts of outputs; see docs/languages.md.\nmsgid ""\nmsgstr ""\n{body}\n'


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue compiled for gettext, the same for the same texts."""
    from babel.messages.mofile import write_mo

    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    """Bring all catalogues up to date; returns 1 when a text still has no translation."""
    messages = package_messages(PACKAGE)
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(po_bytes(template(messages)))
    missing = 0
    for lang in TRANSLATED:
        path = po_path(lang)
        path.parent.mkdir(parents=True, exist_ok=True)
        found = updated(messages, lang, read_catalogue(path, lang) if path.exists() else None)
        path.write_bytes(po_bytes(found))
        path.with_suffix(".mo").write_bytes(mo_bytes(read_catalogue(path, lang)))
        without = untranslated(found)
        missing += len(without)
        for text in without:
            sys.stdout.write(f"{lang}: not translated: {text}\n")
        sys.stdout.write(f"{lang}: {len(messages)} texts, {len(without)} to translate\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
