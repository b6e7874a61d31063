"""A text in all languages at once, for tables that are made before anybody knows in which one they will be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bereikbaar.lang.language import LANGS, SOURCE_LANG, Language, translate
from bereikbaar.lang.numbers import with_comma

#: The languages of a pair; a text can be said in others, too.
PAIR = ("nl", "en")


class Text(tuple[str, str]):
    """A text as (Dutch, English), which can be said in any language there is: ``text.said("nl")``."""

    _make: Callable[[Language], str]

    def __new__(cls, make: Callable[[Language], str]) -> Text:
        """Return the text that ``make`` says in a language."""
        self = super().__new__(cls, (make(translate(PAIR[0])), make(translate(PAIR[1]))))
        self._make = make
        return self

    def __getnewargs__(self) -> tuple[Callable[[Language], str]]:  # a copy says the same
        return (self._make,)

    def said(self, lang: str) -> str:
        """Return the text in a language. Raises UnknownNameError when there is no such language."""
        return self[PAIR.index(lang)] if lang in PAIR else self._make(translate(lang))


def both(text: str, /, *, context: str = "", **values: object) -> Text:
    """Return an English text in all languages, with values for its placeholders; those may be texts themselves.

    The English text has to stand in the call: the catalogues are made of what stands there
    (:mod:`bereikbaar.lang.extract`). context : tells apart texts that are the same in English only.
    """

    def make(language: Language) -> str:
        held = {name: v.said(language.lang) if isinstance(v, (Text, Remark)) else v for name, v in values.items()}
        return language.text(text, context=context, **held)

    return Text(make)


class Remark(str):
    """A text in English (or ``lang``) that can be said in another language: for notes, which travel as plain text."""

    __slots__ = ("_lang", "_text")
    _text: Text
    _lang: str

    def __new__(cls, text: Text, lang: str = SOURCE_LANG) -> Remark:
        """Return what a text says in a language."""
        self = super().__new__(cls, text.said(lang))
        self._text, self._lang = text, lang
        return self

    def __reduce__(self) -> tuple[type[Remark], tuple[Text, str]]:  # a copy says the same
        return (Remark, (self._text, self._lang))

    def said(self, lang: str) -> str:
        """Return the text in a language."""
        return self._text.said(lang)


def sentences(make: Callable[[str], Iterable[str]], lang: str) -> tuple[Remark, ...]:
    """Return the sentences that ``make`` says in a language, each of which can be said in the other ones later.

    make : gives the same sentences in every language, in the same order; it is asked once for each.
    """
    by_lang = [tuple(make(one)) for one in LANGS]
    return tuple(Remark(_known(dict(zip(LANGS, row, strict=True))), lang) for row in zip(*by_lang, strict=True))


def _known(by_lang: Mapping[str, str]) -> Text:
    return Text(lambda language: by_lang[language.lang])


def remark(text: str, /, *, context: str = "", **values: object) -> Remark:
    """Return an English text, as :func:`both` takes it, that can be said in another language later.

    Values that are such sentences are said in that language, too.
    """
    return Remark(both(text, context=context, **values))


def said(text: str, lang: str) -> str:
    """Return a text in a language, where it can be said in another than its own; else as it is."""
    return text.said(lang) if isinstance(text, Remark) else text


def in_a_row(items: Iterable[str]) -> Text:
    """Return texts with commas between them, each said in the language where it can be."""
    held = tuple(items)
    return Text(lambda language: ", ".join(said(item, language.lang) for item in held))


def first_of(items: Sequence[str], most: int) -> Text:
    """Return the first of some texts with commas between them, and how many more there are."""
    if len(items) <= most:
        return in_a_row(items)
    return both("{items} and {n} more", items=in_a_row(items[:most]), n=len(items) - most)


def same(text: str) -> Text:
    """Return a text that is the same in every language: a formula, the title of a publication."""
    return Text(lambda _language: text)


def count(value: float, decimals: int = 0) -> Text:
    """Return a number as each language writes it."""
    return Text(lambda language: language.number(value, decimals))


def plainly(value: float) -> Text:
    """Return a number with the decimals it has as each language writes it, no points between thousands."""
    return Text(lambda language: with_comma(f"{value:g}", language.lang))


def lowered(text: Text) -> Text:
    """Return a title as it stands within a remark: its first letter small, a comma at its end left out."""

    def make(language: Language) -> str:
        said = text.said(language.lang)
        return (said[:1].lower() + said[1:]).rstrip(",")

    return Text(make)


def table_in(table: Mapping[str, Text], lang: str) -> dict[str, str]:
    """Return a table of texts in one language, by the same keys."""
    return {key: text.said(lang) for key, text in table.items()}
