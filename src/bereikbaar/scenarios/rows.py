"""What differs between a base and a scenario, as rows (what, before, after) in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.network.model import Feeder, Network, Section, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.touched import Touched, leg_changes, same_directions

if TYPE_CHECKING:
    from bereikbaar.access.model import Places

_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One row of a before/after table, in words."""

    what: str
    before: str
    after: str


def change_rows(
    base: Network, after: Network, touched: Touched, lang: str, *, places: Places | None = None
) -> list[ChangeRow]:
    """Return rows (what, before, after) in plain words ("nl" or "en"): stations, track, services, the rest.

    places : for the names of towns; without them a name is made of the id.
    """
    rows = [*_station_rows(base, after, touched, lang), *_section_rows(base, after, touched, lang)]
    for name in sorted({*touched.services_added, *touched.services_removed, *touched.services_changed}):
        rows += _service_rows(name, base, after, lang)
    for code in touched.change_times:
        label = words.told(lang, "change time {s}", s=words.station(code, after))
        was, now = (_minutes(n.change_min.get(code), lang) for n in (base, after))
        rows.append(ChangeRow(label, was, now))
    rows += [_feeder_row(feeder, after, lang, places) for feeder in after.feeders[len(base.feeders) :]]
    for change in after.opportunity_changes[len(base.opportunity_changes) :]:
        field = words.told(lang, "inhabitants") if change.field == "population" else words.told(lang, "jobs")
        rows.append(
            ChangeRow(
                words.told(lang, "postcode area {z}: {f}", z=change.pc4, f=field),
                _NOTHING,
                f"{change.value:+.0f}",
            )
        )
    return rows


def _minutes(value: float | None, lang: str) -> str:
    return _NOTHING if value is None else f"{words.number(value, lang)} min"


def _station_rows(base: Network, after: Network, touched: Touched, lang: str) -> list[ChangeRow]:
    new = words.told(lang, "new")
    rows = [ChangeRow(f"station {after.stations[c].name} ({c})", _NOTHING, new) for c in touched.stations_added]
    stops, none = (
        words.told(lang, "trains stop"),
        words.told(lang, "no train stops"),
    )
    rows += [ChangeRow(f"station {words.station(c, base)}", stops, none) for c in touched.stations_closed]
    for code in touched.stations_changed:
        old, held = base.stations[code], after.stations[code]
        if old.rental_bicycle != held.rental_bicycle:
            label = words.told(lang, "rental bicycles {s}", s=held.name)
            was = old.intercity if old.rental_bicycle is None else old.rental_bicycle
            rows.append(ChangeRow(label, _yes(was, lang), _yes(bool(held.rental_bicycle), lang)))
        if old.access_extra_min != held.access_extra_min:
            label = words.told(lang, "extra minutes to {s}", s=held.name)
            rows.append(ChangeRow(label, _minutes(old.access_extra_min, lang), _minutes(held.access_extra_min, lang)))
    return rows


def _yes(value: bool, lang: str) -> str:
    return words.told(lang, "yes") if value else words.told(lang, "no")


def _section_rows(base: Network, after: Network, touched: Touched, lang: str) -> list[ChangeRow]:
    built = [key for key in touched.sections_added if after.sections[key].added_by]
    split = set(touched.stations_added)
    closed = [key for key in touched.sections_removed if not _is_split(key, split, after)]
    rows = [ChangeRow(_track(k, after, lang), _NOTHING, _state(after.sections[k], lang)) for k in built]
    shut = words.told(lang, "closed", context="rows")
    rows += [ChangeRow(_track(k, base, lang), _state(base.sections[k], lang), shut) for k in closed]
    for key in touched.sections_changed:
        was, now = _state(base.sections[key], lang), _state(after.sections[key], lang)
        rows.append(ChangeRow(_track(key, after, lang), was, now))
    if touched.cost_only_km:
        label = words.told(lang, "new track, cost only")
        rows.append(ChangeRow(label, _NOTHING, f"{words.number(touched.cost_only_km, lang)} km"))
    return rows


def _track(key: tuple[str, str], network: Network, lang: str) -> str:
    a, b = (words.station(code, network) for code in key)
    return words.told(lang, "track {a} – {b}", a=a, b=b)


def _state(section: Section, lang: str) -> str:
    km = f"{words.number(section.km, lang)} km"
    if section.speed_kmh is None:
        return km
    return f"{km}, {words.number(section.speed_kmh, lang)} {words.told(lang, 'km/h')}"


def _is_split(key: tuple[str, str], stations: set[str], after: Network) -> bool:
    """Tell whether a section is gone only because new stations lie on it: they form a chain between its ends."""
    reached, frontier = set[str](), {key[0]}
    while frontier:
        code = frontier.pop()
        reached.add(code)
        for a, b in after.sections:
            if code in (a, b):
                other = b if a == code else a
                if other == key[1] and code != key[0]:
                    return True
                if other in stations and other not in reached:
                    frontier.add(other)
    return False


def _service_rows(name: str, base: Network, after: Network, lang: str) -> list[ChangeRow]:
    old, new = base.services.get(name), after.services.get(name)
    title = words.told(lang, "train {s}", s=words.service(name, base if old else after))
    if old is None or new is None:
        return [ChangeRow(title, _summary(old, base, lang), _summary(new, after, lang))]
    rows = []
    if _stops(old) != _stops(new):
        was, now = _stop_words(old, new, base, after, lang)
        rows.append(ChangeRow(f"{title}: stops", was, now))
    if _ends(old) == _ends(new) and _totals(old) != _totals(new):
        label = words.told(lang, "{t}: minutes out and back", t=title)
        rows.append(ChangeRow(label, _both(old, lang), _both(new, lang)))
    was_tph, now_tph = _tph(old, base), _tph(new, after)
    differ = [w for w in was_tph if was_tph[w] != now_tph[w]]
    if differ:
        label = words.told(lang, "{t}: per hour", t=title)
        was, now = (words.by_window({w: tph[w] for w in differ}, base, lang) for tph in (was_tph, now_tph))
        rows.append(ChangeRow(label, was, now))
    if not rows:
        label = words.told(lang, "{t}: minutes on the way", t=title)
        rows.append(ChangeRow(label, *_legs(old, new, after, lang)))
    return rows


def _legs(old: Service, new: Service, network: Network, lang: str) -> tuple[str, str]:
    """Return the legs that differ, before and after, when the total is the same."""
    changes = [c for p, q in same_directions(old, new) for c in leg_changes(old.id, p, q)]
    names = [f"{words.station(c.from_code, network)} – {words.station(c.to_code, network)}" for c in changes]
    was, now = (
        ", ".join(f"{name} {words.number(m, lang)}" for name, m in zip(names, minutes, strict=True))
        for minutes in ([c.before_min for c in changes], [c.after_min for c in changes])
    )
    return was or _NOTHING, now or _NOTHING


def _stops(service: Service) -> tuple[tuple[str, ...], ...]:
    return tuple(p.stations for p in service.patterns)


def _ends(service: Service) -> list[tuple[str, str]]:
    return [(p.stations[0], p.stations[-1]) for p in service.patterns]


def _totals(service: Service) -> list[float]:
    return [p.arrive_min[-1] for p in service.patterns]


def _both(service: Service, lang: str) -> str:
    """Return the minutes from end to end, of both directions when they differ."""
    texts = dict.fromkeys(words.number(minutes, lang) for minutes in _totals(service))
    return " / ".join(texts) + " min"


def _tph(service: Service, network: Network) -> dict[str, float]:
    return {w.name: max(p.tph[i] for p in service.patterns) for i, w in enumerate(network.windows)}


def _summary(service: Service | None, network: Network, lang: str) -> str:
    if service is None:
        return _NOTHING
    stations = " – ".join(words.station(s, network) for s in service.patterns[0].stations)
    per_hour = words.by_window(_tph(service, network), network, lang)
    text = words.told(lang, "per hour {t}", t=per_hour)
    return f"{service.product}: {stations}; {_both(service, lang)}; {text}"


def _stop_words(old: Service, new: Service, base: Network, after: Network, lang: str) -> tuple[str, str]:
    """Return how the stop list differs: what goes and what comes, or both lists when the order differs."""
    was, now = old.patterns[0].stations, new.patterns[0].stations
    common = [s for s in was if s in now]
    if common != [s for s in now if s in was] or len(common) < 2:
        return tuple(" – ".join(words.station(s, n) for s in codes) for codes, n in ((was, base), (now, after)))  # type: ignore[return-value]
    gone = words.stations([s for s in was if s not in now], base, lang)
    added = words.stations([s for s in now if s not in was], after, lang)
    return gone or _NOTHING, added or _NOTHING


def _feeder_row(feeder: Feeder, network: Network, lang: str, places: Places | None) -> ChangeRow:
    tph = {w.name: t or 0.0 for w, t in zip(network.windows, feeder.tph, strict=True)}
    ends = f"{words.town(feeder.town_id, places)} – {words.station(feeder.station, network)}"
    parts = [words.mode(feeder.mode, lang), feeder.line, ends]
    per_hour = words.told(lang, "per hour {t}", t=words.by_window(tph, network, lang))
    return ChangeRow(" ".join(p for p in parts if p), _NOTHING, f"{_minutes(feeder.run_min, lang)}, {per_hour}")
