"""What differs between a base and a scenario, as rows (what, before, after) in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from bereikbaar.network.model import Feeder, Network, Section, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.touched import Touched, leg_changes, same_directions


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One row of a before/after table, in words."""

    what: str
    before: str
    after: str


def change_rows(base: Network, after: Network, touched: Touched, lang: str) -> list[ChangeRow]:
    """Return rows (what, before, after) in plain words."""
    rows = [*_station_rows(base, after, touched, lang), *_section_rows(base, after, touched, lang)]
    for name in sorted({*touched.services_added, *touched.services_removed, *touched.services_changed}):
        rows += _service_rows(name, base, after, lang)
    for code in touched.change_times:
        rows.append(
            ChangeRow(
                words.say(lang, "overstaptijd {s}", "change time {s}", s=words.station(code, after)),
                _minutes(base.change_min.get(code), lang), _minutes(after.change_min.get(code), lang),
            )
        )  # fmt: skip
    rows += [_feeder_row(feeder, after, lang) for feeder in after.feeders[len(base.feeders) :]]
    for change in after.opportunity_changes[len(base.opportunity_changes) :]:
        rows.append(ChangeRow(f"{change.pc4}, {change.field}", "–", f"{change.value:+.0f}"))
    return rows


def _minutes(value: float | None, lang: str) -> str:
    return "–" if value is None else f"{words.number(value, lang)} min"


def _station_rows(base: Network, after: Network, touched: Touched, lang: str) -> list[ChangeRow]:
    what = words.say(lang, "station {{s}}", "station {{s}}")
    rows = [
        ChangeRow(what.format(s=f"{after.stations[c].name} ({c})"), "–", words.say(lang, "nieuw", "new"))
        for c in touched.stations_added
    ]
    served = words.say(lang, "treinen stoppen", "trains stop")
    rows += [
        ChangeRow(
            what.format(s=words.station(c, base)), served, words.say(lang, "geen trein stopt", "no train stops")
        )
        for c in touched.stations_closed
    ]
    for code in touched.stations_changed:
        old, new = base.stations[code], after.stations[code]
        if old.rental_bicycle != new.rental_bicycle:
            label = words.say(lang, "huurfietsen {s}", "rental bicycles {s}", s=new.name)
            was = old.intercity if old.rental_bicycle is None else old.rental_bicycle
            rows.append(ChangeRow(label, _yes(was, lang), _yes(bool(new.rental_bicycle), lang)))
        if old.access_extra_min != new.access_extra_min:
            label = words.say(lang, "extra minuten naar {s}", "extra minutes to {s}", s=new.name)
            rows.append(ChangeRow(label, _minutes(old.access_extra_min, lang), _minutes(new.access_extra_min, lang)))
    return rows


def _yes(value: bool, lang: str) -> str:
    return words.say(lang, "ja" if value else "nee", "yes" if value else "no")


def _section_rows(base: Network, after: Network, touched: Touched, lang: str) -> list[ChangeRow]:
    def label(key: tuple[str, str], network: Network) -> str:
        return words.say(lang, "spoor {a} – {b}", "track {a} – {b}", a=words.station(key[0], network), b=words.station(key[1], network))  # fmt: skip

    def state(section: Section) -> str:
        speed = "" if section.speed_kmh is None else words.say(
            lang, ", {v} km/u", ", {v} km/h", v=words.number(section.speed_kmh, lang))  # fmt: skip
        return f"{words.number(section.km, lang)} km{speed}"

    built = [k for k in touched.sections_added if after.sections[k].added_by]
    rows = [ChangeRow(label(k, after), "–", state(after.sections[k])) for k in built]
    split = {c for c in touched.stations_added if any(c in k for k in touched.sections_added if k not in built)}
    gone = [k for k in touched.sections_removed if not _is_split(k, split, after)]
    rows += [ChangeRow(label(k, base), state(base.sections[k]), words.say(lang, "dicht", "closed")) for k in gone]
    rows += [
        ChangeRow(label(k, after), state(base.sections[k]), state(after.sections[k]))
        for k in touched.sections_changed
    ]
    return rows


def _is_split(key: tuple[str, str], stations: set[str], after: Network) -> bool:
    """Tell whether a section is gone only because a new station lies on it."""
    sections = after.sections
    around = {end: {b if a == end else a for a, b in sections if end in (a, b)} & stations for end in key}
    frontier, seen = set(around[key[0]]), set[str]()
    while frontier:
        code = frontier.pop()
        seen.add(code)
        if code in around[key[1]]:
            return True
        frontier |= {b if a == code else a for a, b in sections if code in (a, b)} & stations - seen
    return False


def _service_rows(name: str, base: Network, after: Network, lang: str) -> list[ChangeRow]:
    old, new = base.services.get(name), after.services.get(name)
    title = words.say(lang, "trein {s}", "train {s}", s=words.service(name, base if old else after))
    if old is None or new is None:
        return [ChangeRow(title, _summary(old, base, lang), _summary(new, after, lang))]
    rows = []
    if _stops(old) != _stops(new):
        was, now = _list_difference(old, new, base, after, lang)
        rows.append(ChangeRow(words.say(lang, "{t}: stops", "{t}: stops", t=title), was, now))
    if _ends_same(old, new) and _totals(old) != _totals(new):
        label = words.say(lang, "{t}: reistijd heen en terug", "{t}: minutes out and back", t=title)
        rows.append(ChangeRow(label, _both(_totals(old), lang), _both(_totals(new), lang)))
    tph_old, tph_new = _tph(old, base), _tph(new, after)
    if tph_old != tph_new:
        label = words.say(lang, "{t}: per uur", "{t}: per hour", t=title)
        changed = {w for w in tph_old if tph_old[w] != tph_new[w]}
        was, now = ({w: t[w] for w in tph_old if w in changed} for t in (tph_old, tph_new))
        rows.append(ChangeRow(label, words.by_window(was, base, lang), words.by_window(now, base, lang)))
    if not rows:
        rows.append(
            ChangeRow(
                words.say(lang, "{t}: minuten onderweg", "{t}: minutes on the way", t=title), *_legs(old, new, lang)
            )
        )
    return rows


def _legs(old: Service, new: Service, lang: str) -> tuple[str, str]:
    """Return the legs that differ, before and after, when the total is the same."""
    out: tuple[list[str], list[str]] = ([], [])
    for p, q in same_directions(old, new):
        for change in leg_changes(old.id, p, q):
            leg = f"{change.from_code}-{change.to_code}"
            out[0].append(f"{leg} {words.number(change.before_min, lang)}")
            out[1].append(f"{leg} {words.number(change.after_min, lang)}")
    return ", ".join(out[0]) or "–", ", ".join(out[1]) or "–"


def _stops(service: Service) -> tuple[tuple[str, ...], ...]:
    return tuple(p.stations for p in service.patterns)


def _ends_same(old: Service, new: Service) -> bool:
    return [(p.stations[0], p.stations[-1]) for p in old.patterns] == [
        (p.stations[0], p.stations[-1]) for p in new.patterns
    ]


def _totals(service: Service) -> tuple[float, ...]:
    return tuple(p.arrive_min[-1] for p in service.patterns)


def _both(minutes: tuple[float, ...], lang: str) -> str:
    texts = list(dict.fromkeys(words.number(m, lang) for m in minutes))
    return " / ".join(texts) + " min"


def _tph(service: Service, network: Network) -> dict[str, float]:
    return {w.name: max(p.tph[i] for p in service.patterns) for i, w in enumerate(network.windows)}


def _summary(service: Service | None, network: Network, lang: str) -> str:
    if service is None:
        return "–"
    stations = service.patterns[0].stations
    shown = " – ".join(words.station(s, network) for s in stations)
    per_hour = words.by_window(_tph(service, network), network, lang)
    return words.say(
        lang, "{p}: {s}; {m}; per uur {t}", "{p}: {s}; {m}; per hour {t}",
        p=service.product, s=shown, m=_both(_totals(service), lang), t=per_hour,
    )  # fmt: skip


def _list_difference(old: Service, new: Service, base: Network, after: Network, lang: str) -> tuple[str, str]:
    """Return how the stop list differs: what is skipped and what is added, or the whole lists when the order differs."""
    was, now = old.patterns[0].stations, new.patterns[0].stations
    common = [s for s in was if s in now]
    if common != [s for s in now if s in was] or len(common) < 2:
        whole: Callable[[tuple[str, ...], Network], str] = lambda s, n: " – ".join(words.station(c, n) for c in s)  # noqa: E731
        return whole(was, base), whole(now, after)
    gone, added = [s for s in was if s not in now], [s for s in now if s not in was]
    before = words.stations(gone, base, lang) if gone else "–"
    text = []
    if gone:
        text.append(words.say(lang, "zonder", "without") if not added else "–")
    if added:
        text.append(words.say(lang, "ook {s}", "also {s}", s=words.stations(added, after, lang)))
    return before, text[-1]


def _feeder_row(feeder: object, network: Network, lang: str) -> ChangeRow:
    from bereikbaar.network.model import Feeder

    assert isinstance(feeder, Feeder)
    tph = {w.name: t or 0.0 for w, t in zip(network.windows, feeder.tph, strict=True)}
    what = f"{feeder.mode} {feeder.line} {feeder.town_id} – {words.station(feeder.station, network)}".replace(
        "  ", " "
    )
    per_hour = words.by_window(tph, network, lang)
    after = words.say(
        lang, "{m} min, per uur {t}", "{m} min, per hour {t}", m=words.number(feeder.run_min, lang), t=per_hour
    )
    return ChangeRow(what, "–", after)
