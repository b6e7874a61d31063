"""A page of the small result with zones, with text of a hostile user in it."""

from dataclasses import replace

from bereikbaar.lang.numbers import number
from bereikbaar.write.report.html.live import Dot, dots_live
from bereikbaar.write.report.model import Figure, Heading, Paragraph, Table
from bereikbaar.write.report.sections import report_of
from builders_zones import write_outlines, zone_result

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40" width="900" height="400"><path d="M0 0l9 9"/></svg>'
)
HOSTILE = '<script>alert(1)</script> <img src=x onerror="alert(2)"> & "quoted" </style>'
DOTS = (Dot("Groningen", 145, 90, 200_000), Dot("Assen", 100, 117, 65_000), Dot("Emmeloord", None, 75, 27_000))


def extra(lang):
    """Blocks of every kind: a long table with numbers and gaps, a live chart, a plain picture, hostile text."""
    rows = [(f"Plaats {n:02}", number(None if n == 7 else (n * 37) % 100 / 10, lang, 1)) for n in range(60)]
    about = {"nl": ("nu", "straks"), "en": ("now", "then")}[lang]
    return (
        Heading(2, f"Extra {HOSTILE}", "extra"),
        Paragraph(f"{HOSTILE} [away](https://example.org/a?b=1&c=2) [bad](javascript:alert(3)) [up](#extra)"),
        Table(("Kern", "Minuten"), tuple(rows), 1, "Sixty towns", "towns_all"),
        Figure("dots", "Dots", "Before and after", SVG, dots_live(DOTS, about, "min")),
        Figure("plain", "A picture", HOSTILE, SVG, table=Table(("a", "b"), (("x", "y"),), key="under")),
    )


def documents(found):
    """The reports of a result in both languages, with the extra blocks behind."""
    reports = {lang: report_of(replace(found, lang=lang)) for lang in ("nl", "en")}
    return {lang: replace(d, blocks=(*d.blocks, *extra(lang))) for lang, d in reports.items()}


def page_result(folder):
    """The small result with outlines of its zones (one has none), and two scenarios of which one changes nothing."""
    found = zone_result("nl", folder=str(write_outlines(folder)), scenarios=2)
    first, second = found.cases
    return replace(found, cases=(first, replace(second, zones=found.base.zones)))
