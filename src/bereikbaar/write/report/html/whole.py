"""The whole page: both languages, styles and scripts in one file that fetches nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from bereikbaar.errors import RunError
from bereikbaar.lang import LANGS
from bereikbaar.write.report.html.blocks import document_html
from bereikbaar.write.report.html.inline_html import script_data
from bereikbaar.write.report.html.live import DOTS, ZONES, kind_of
from bereikbaar.write.report.html.map_figure import with_map
from bereikbaar.write.report.html.words import spoken, words
from bereikbaar.write.report.model import Document, Figure

if TYPE_CHECKING:
    from bereikbaar.results import Result

_HERE = Path(__file__).parent / "page"
#: Names of the languages, each in itself.
_NAMED = {"nl": "Nederlands", "en": "English"}
#: Licences of what the page carries to draw with, see ``page/licences.txt``.
_LICENCES = "BSD-3-Clause, BSD-2-Clause, ISC, MIT, Apache-2.0"
#: Scripts of the page, by what they are for; they run in this order.
_SCRIPTS = ("page.js", "tables.js", "charts.js", "zones.js", "dots.js", "start.js")


def html_report(documents: Mapping[str, Document], result: Result | None = None) -> str:
    """Return the page.

    documents : language -> report, one or both; the first is shown until a reader chooses. result : the run that they
    are about, for the live map of its zones; without it (or without zones) maps are still pictures. Where no figure
    of the reports is such a map, one is put before their second section.
    The same reports give the same bytes. Raises ValueError for no report, or one in a language there is none of.
    """
    unknown = sorted(set(documents) - set(LANGS))
    if not documents or unknown:
        raise ValueError(f"a page needs reports in {' or '.join(LANGS)}; found {', '.join(unknown) or 'none'}")
    shown = {lang: with_map(document, result) for lang, document in documents.items()}
    kinds = _kinds(shown.values(), result)
    data = _data(shown, kinds)
    early, scripts, bundle = _file("first.js"), [_file(name) for name in _SCRIPTS], _bundle() if kinds else ""
    first = next(iter(shown.values()))
    return Template(_file("page.html")).substitute(
        lang=first.lang,
        title=escape(first.title),
        about=_about(first),
        policy=_policy([early, *scripts, *([bundle] if kinds else [])]),
        early=early,
        style=_file("page.css"),
        skip="".join(_skip(lang, lang != first.lang) for lang in shown),
        languages=_languages(shown, first.lang),
        articles="\n".join(_article(d, hidden=d is not first, live=bool(kinds)) for d in shown.values()),
        licences=_licences() if kinds else "",
        data="\n".join(_kept(data, _map_data(result) if ZONES in kinds else None, bundle)),
        scripts="\n".join(f"<script>{text}</script>" for text in scripts),
    )


def _kinds(documents: Any, result: Result | None) -> set[str]:
    """Return the kinds of live figures that can be drawn: a map only with the zones of a run."""
    from bereikbaar.write.report.html.zone_data import drawable

    found = {kind_of(b.live) for d in documents for b in d.blocks if isinstance(b, Figure)} - {""}
    return found if drawable(result) else found - {ZONES}


def _kept(data: dict[str, Any], of_map: dict[str, Any] | None, bundle: str) -> Iterator[str]:
    """Yield what the page keeps for its scripts. The map and what draws it are only read when a reader comes near."""
    yield f'<script type="application/json" id="page-data">{script_data(data)}</script>'
    if of_map is not None:
        yield f'<script type="application/json" id="map-data">{script_data(of_map)}</script>'
    if bundle:
        yield f'<script type="text/plain" id="bundle">{bundle}</script>'


def _data(documents: Mapping[str, Document], kinds: set[str]) -> dict[str, Any]:
    """Return what scripts need, once for all languages and figures."""
    from bereikbaar.write.report.html import specs

    data: dict[str, Any] = {"words": {lang: spoken(lang) for lang in documents}}
    data["titles"] = {lang: document.title for lang, document in documents.items()}
    if kinds:
        import vl_convert

        formats = {"nl": vl_convert.get_format_locale("nl-NL"), "en": vl_convert.get_format_locale("en-GB")}
        data["formats"] = {lang: formats[lang] for lang in documents}
    if DOTS in kinds:
        data["dots"], data["rowHeight"] = specs.dots_spec(), specs.ROW_PX
    return data


def _map_data(result: Result | None) -> dict[str, Any]:
    """Return what the maps of zones of the page share."""
    from bereikbaar.write.report.html import ground_data, specs, zone_data

    assert result is not None, "a map of zones was found drawable"
    zones = zone_data.zone_data(result)
    ground = ground_data.ground_data(result, zones["zones"]["pc4"])
    return {"map": specs.map_spec(), "zones": zones, "ground": ground}


def _about(document: Document) -> str:
    names = {"subject": "description", "keywords": "keywords", "manifest": "manifest"}
    found = [(names[key], text) for key, text in document.about.items() if key in names and text]
    return "\n".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in found)


def _skip(lang: str, hidden: bool) -> str:
    return f'<a class="skip" href="#{lang}" lang="{lang}"{" hidden" if hidden else ""}>{words(lang)["skip"]}</a>'


def _languages(documents: Mapping[str, Document], first: str) -> str:
    """Return the switch: buttons for scripts, links without them, also where scripts are there and may not run."""
    if len(documents) < 2:
        return ""
    buttons = "".join(
        f'<button type="button" lang="{lang}" data-lang="{lang}" aria-pressed="{str(lang == first).lower()}">'
        f"{_NAMED[lang]}</button>"
        for lang in documents
    )
    links = " ".join(f'<a href="#{lang}" lang="{lang}">{_NAMED[lang]}</a>' for lang in documents)
    return (
        f'<div class="languages" role="group" aria-label="Taal / Language">{buttons}</div>'
        f'<div class="language-links">{links}</div>'
    )


def _article(document: Document, *, hidden: bool, live: bool) -> str:
    from bereikbaar import __version__

    lang, say = document.lang, words(document.lang)
    bundled = f'<p>{say["bundled"]} <a href="#licences">{_LICENCES}</a>.</p>' if live else ""
    return (
        f'<article id="{lang}" lang="{lang}" tabindex="-1"{" hidden" if hidden else ""}>\n'
        f"{document_html(document)}\n"
        f'<section class="colophon"><h2 id="{lang}-page-colophon">{say["colophon"]}</h2>'
        f"<p>{say['made'].format(version=escape(__version__))}</p>{bundled}</section>\n</article>"
    )


def _licences() -> str:
    return (
        '<section id="licences" class="licences" lang="en" aria-label="Licences"><details>'
        f"<summary>Licences of bundled software</summary><pre>{escape(_file('licences.txt'))}</pre>"
        "</details></section>"
    )


def _policy(scripts: list[str]) -> str:
    """Return what the page may do: run its own scripts, known by their content, and nothing from elsewhere.

    Styles are allowed in the page since charts and pictures set their own; there is no address they could load.
    """
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    own = f"script-src {hashes}; style-src 'unsafe-inline'; img-src data:"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


@cache
def _bundle() -> str:
    """Return Vega, Vega-Lite and their way into a page, from the package that carries them.

    In a scope of its own, since it declares names like ``n``. To bundle takes seconds: it is kept in the cache by the
    version of the package. Raises RunError when it could end the script it is in.
    """
    from importlib.metadata import version

    import numpy as np
    import vl_convert

    from bereikbaar.access.cache import fingerprint, remembered

    def make() -> dict[str, Any]:
        made = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # its stub forgets the default: all of it
        return {"text": np.frombuffer(made.encode(), dtype=np.uint8)}

    key = fingerprint("script_bundle", version("vl-convert-python"))
    kept = remembered("script_bundle", key, {"text": "u1"}, make)
    text = kept["text"].tobytes().decode()
    if "</script" in text.lower() or "<!--" in text:
        raise RunError("the script bundle of vl-convert cannot stand in a page; install another version of it")
    return f"(function(){{{text}\n}})();"


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
