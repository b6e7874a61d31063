"""A report made by hand with every kind of block, in the form that sections give it, for the tests of its writers."""

from bereikbaar.lang.numbers import number, signed
from bereikbaar.write.report.model import Bullets, Document, Figure, Heading, PageBreak, Paragraph, Table

WORDS = {
    "nl": ("Wat de lijn doet", "In het kort", "Kernen", "Reistijd per kern", "Bronnen", "Minuten", "Verschil"),
    "en": ("What the line does", "In short", "Towns", "Travel time per town", "Sources", "Minutes", "Difference"),
}


def drawing(words="Drachten 33 min", width=400, height=200):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        "<style>text{font-family:Arial,sans-serif}.a{fill:#0b4f7d}</style>"
        '<rect class="a" width="90" height="40"/>'
        f'<text x="100" y="30">{words}</text></svg>'
    )


def figure(**more):
    held = {"key": "map", "caption": "Where it is **quicker**", "alt": "Map: the north gains", "svg": drawing()}
    return Figure(**{**held, **more})


def long_table(lang="nl", rows=200, caption="", key="towns"):
    """A row per town: a name, a province, a number and a difference, no two rows alike."""
    words = WORDS[lang]
    body = tuple(
        (f"Kern{nth:03d}", "Fryslân", number(1000.5 + nth, lang, 1), signed(nth - 100.25, lang, 1))
        for nth in range(rows)
    )
    return Table(("Kern", "Provincie", words[5], words[6]), body, numbers=2, caption=caption or words[3], key=key)


def report(lang="nl", *more, title="", table=None, **about):
    words = WORDS[lang]
    return Document(
        lang,
        title or words[0],
        (
            Heading(1, title or words[0]),
            Heading(2, words[1], "short"),
            Paragraph("**1.612.025** inwoners; zie [de bronnen](#sources).", "lead"),
            Paragraph("A remark of `run.json`.", "note"),
            Heading(2, words[2], "towns"),
            figure(),
            table or long_table(lang),
            Heading(2, "Meer", "more"),
            PageBreak(),
            *more,
            Heading(2, words[4], "sources"),
            Bullets(("[Study](https://example.nl/study?a=1&b=2), 2020", "Network: *own* data")),
            Heading(2, "Instellingen", "settings"),
        ),
        {"subject": "Rail", "keywords": "Rail, fast; towns", "manifest": "bereikbaar 0.1.0", **about},
    )
