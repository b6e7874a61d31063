"""What ``scenario show`` and ``scenario check`` print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bereikbaar.cli.output import print_table, say
from bereikbaar.lang import translate

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.network.model import Network
    from bereikbaar.results import Outcome
    from bereikbaar.scenarios.check import Checked
    from bereikbaar.scenarios.model import Expectation, Scenario

_VERDICT = {
    "nl": {True: "klopt", False: "MIST", None: "alleen getoond"},
    "en": {True: "ok", False: "MISSED", None: "shown only"},
}
_KINDS = {
    "nl": {"must": "moet kloppen", "derived": "uit onze eigen berekening", "info": "alleen getoond"},
    "en": {"must": "has to hold", "derived": "from our own computation", "info": "shown only"},
}


def about(scenario: Scenario, network: Network, places: Places, lang: str) -> dict[str, Any]:
    """Return all there is to say about a scenario, as one JSON document."""
    from bereikbaar.scenarios.apply import apply_scenario, base_warnings
    from bereikbaar.scenarios.records import as_plain
    from bereikbaar.scenarios.rows import change_rows

    applied = apply_scenario(network, scenario, places=places)
    rows = change_rows(network, applied.network, applied.touched, lang, places=places)
    return {
        "name": scenario.name,
        "key": scenario.key,
        "title": dict(scenario.title),
        "base": scenario.base,
        "year": scenario.year,
        "origin": scenario.origin,
        "hash": scenario.hash,
        "network": network.name,
        "parts": list(scenario.parts),
        "parameters": dict(scenario.parameters),
        "changes": list(applied.sentences(lang)),
        "table": [{"what": r.what, "before": r.before, "after": r.after} for r in rows],
        "new_track_km": applied.touched.new_track_km,
        "cost": {**as_plain(scenario.cost), "partial": scenario.cost.partial} if scenario.cost else None,
        "assumptions": list(scenario.assumptions.get(lang, ())),
        "side_effects": list(scenario.side_effects.get(lang, ())),
        "expects": [{**as_plain(e), **_names(e, applied.network)} for e in scenario.expects],
        "sources": [as_plain(s) for s in scenario.sources],
        "warnings": list(base_warnings(network, scenario, lang)),
    }


def print_about(document: dict[str, Any], lang: str) -> None:
    """Print the document of :func:`about` for people."""
    nl = lang == "nl"
    click.echo(f"{document['title'].get(lang, document['name'])} ({document['name']})")
    facts = [(translate(lang).text("network"), document["network"]), (translate(lang).text("year"), document["year"])]
    facts += [
        (translate(lang).text("parts"), ", ".join(document["parts"])),
        (translate(lang).text("cost"), _cost(document, nl)),
    ]
    parameters = ", ".join(f"{name} = {value:g}" for name, value in document["parameters"].items())
    facts += [("parameters", parameters), (translate(lang).text("new track"), _km(document["new_track_km"], nl))]
    for label, value in facts:
        if value:
            click.echo(f"  {label}: {value}")
    _block(translate(lang).text("What changes", context="command"), document["changes"])
    click.echo()
    headings = ("wat", "nu", "scenario") if nl else ("what", "base", "scenario")
    print_table(headings, [(r["what"], r["before"], r["after"]) for r in document["table"]], lang=lang)
    _block(translate(lang).text("Assumptions", context="command"), document["assumptions"])
    _block(translate(lang).text("What becomes worse or is not modelled"), document["side_effects"])
    figures = [_figure(e, lang) for e in document["expects"]]
    _block(translate(lang).text("Published figures"), figures)
    _block(translate(lang).text("Sources"), [_source(s, nl) for s in document["sources"]])
    for warning in document["warnings"]:
        say(f"{'Waarschuwing' if nl else 'Warning'}: {warning}")


def _block(title: str, lines: list[str]) -> None:
    if lines:
        click.echo(f"\n{title}")
        for line in lines:
            click.echo(f"  - {line}")


def _cost(document: dict[str, Any], nl: bool) -> str:
    cost = document["cost"]
    if cost is None:
        return "geen bedrag gepubliceerd" if nl else "no amount was published"
    low, high = cost["bn_eur"]
    amount = f"{low:g}" if low == high else f"{low:g}-{high:g}"
    if nl:
        amount = amount.replace(".", ",")
    unit = "miljard euro" if nl else "billion euro"
    level = f" ({cost['price_level']})" if cost.get("price_level") else ""
    words = (nl and cost.get("source_nl")) or cost.get("source")
    source = f"; {words}" if words else ""
    if cost["partial"]:
        source += f"; {translate('nl' if nl else 'en').text('without the parts that have no published cost')}"
    return f"{amount} {unit}{level}{source}"


def _km(km: float, nl: bool) -> str:
    if not km:
        return ""
    return f"{km:.1f} km".replace(".", ",") if nl else f"{km:.1f} km"


def _names(e: Expectation, network: Network) -> dict[str, str]:
    """Return the names of the two stations of a published figure."""
    return {"from_name": network.stations[e.origin].name, "to_name": network.stations[e.destination].name}


def _figure(e: dict[str, Any], lang: str) -> str:
    """Return a published figure in a sentence: where, what, how much, and whether it has to hold."""
    from bereikbaar.write.report.sections.misses import source_words
    from bereikbaar.write.report.sections.page import page
    from bereikbaar.write.texts import speaker

    nl = lang == "nl"
    value = f"{e['value']:g}"
    if e.get("at_least"):
        value = f"{'minstens' if nl else 'at least'} {value}"
    if e.get("tolerance"):
        value += f", {'marge' if nl else 'margin'} {e['tolerance']:g}"
    value = value.replace(".", ",") if nl else value
    window = e.get("window", "offpeak")
    measure = speaker(lang)(e["measure"]) + ("" if window == "offpeak" else f" ({window})")
    kind = _KINDS[lang][e.get("kind", "must")]
    source = f"; {source_words(page(lang), e['source'])}" if e.get("source") else ""
    return f"{e['from_name']} – {e['to_name']}, {measure}: {value} ({kind}){source}"


def _source(s: dict[str, Any], nl: bool) -> str:
    title = (nl and s.get("title_nl")) or s["title"]
    return ", ".join(str(part) for part in (title, s.get("date"), s.get("url")) if part)


def print_checked(name: str, checked: Checked, lang: str) -> None:
    """Print problems, then published figures against ours, then a verdict in one line."""
    nl = lang == "nl"
    for problem in checked.problems:
        text = str(problem).replace(", line ", ", regel ", 1) if nl else str(problem)
        click.echo(f"{'fout' if nl else 'error'}: {text}")
    if checked.problems:
        n = len(checked.problems)
        word = ("fout" if n == 1 else "fouten") if nl else ("error" if n == 1 else "errors")
        click.echo(f"{name}: {n} {word}")
        return
    if checked.outcomes:
        print_outcomes(checked.outcomes, lang)
    missed = len(checked.misses)
    for o in checked.misses:
        say(f"{'Waarschuwing' if nl else 'Warning'}: {_miss(o, lang)}")
    verdict = translate(lang).text("in order")
    if missed:
        verdict += f"; {missed} gepubliceerde cijfers gemist" if nl else f"; {missed} published figures missed"
    click.echo(f"{name}: {verdict}")


def print_outcomes(outcomes: tuple[Outcome, ...], lang: str) -> None:
    """Print published figures against ours."""
    from bereikbaar.write.texts import speaker

    nl = lang == "nl"
    headings = ("van", "naar", "maat", "gepubliceerd", "marge", "hier", "oordeel") if nl else (
        "from", "to", "measure", "published", "tolerance", "here", "verdict")  # fmt: skip
    rows = [
        (
            o.origin,
            o.destination,
            speaker(lang)(o.measure),
            o.published,
            ">=" if o.at_least else o.tolerance,
            o.got,
            _VERDICT[lang][o.ok],
        )
        for o in outcomes
    ]
    print_table(headings, rows, lang=lang)


def _miss(o: Outcome, lang: str) -> str:
    from bereikbaar.write.texts import speaker

    nl = lang == "nl"
    none = translate(lang).text("no connection")
    got, published = (none if v is None else f"{v:.1f}" for v in (o.got, o.published))
    if nl:
        got, published = got.replace(".", ","), published.replace(".", ",")
    word = translate(lang).text("published")
    source = f" ({o.source})" if o.source else ""
    return f"{o.origin} – {o.destination}, {speaker(lang)(o.measure)}: {got}, {word} {published}{source}"
