"""What differs between a base and a scenario: structured for tables, and as rows in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bereikbaar.network.model import Network, Pattern, Section, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.calls import calls_of
from bereikbaar.scenarios.changes.track import COST_ONLY, AddTrack

K = TypeVar("K", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class LegChange:
    """Run minutes of a leg that a service has before and after the scenario."""

    service: str
    direction: str
    from_code: str
    to_code: str
    before_min: float
    after_min: float


@dataclass(frozen=True, slots=True)
class StopChange:
    """A stop of a service that is new (``before_min`` None), gone (``after_min`` None), or stands for longer or shorter."""

    service: str
    direction: str
    station: str
    before_min: float | None
    after_min: float | None


@dataclass(frozen=True, slots=True)
class TphChange:
    """Trains per hour of one direction of a service in one window; 0 = does not run."""

    service: str
    direction: str
    window: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Touched:
    """All that a scenario touched. Names are sorted; sections are pairs of codes in alphabetical order.

    stops : stops added, skipped or with another dwell time, of services that are there before and after.
    legs  : run minutes of legs that are there before and after. tph : trains per hour, of all services.
    new_track_km : km of track added, that of ``cost_only`` included. cost_only_km : that alone.
    """

    stations_added: tuple[str, ...] = ()
    stations_changed: tuple[str, ...] = ()
    stations_closed: tuple[str, ...] = ()
    sections_added: tuple[tuple[str, str], ...] = ()
    sections_removed: tuple[tuple[str, str], ...] = ()
    sections_changed: tuple[tuple[str, str], ...] = ()
    services_added: tuple[str, ...] = ()
    services_removed: tuple[str, ...] = ()
    services_changed: tuple[str, ...] = ()
    stops: tuple[StopChange, ...] = ()
    legs: tuple[LegChange, ...] = ()
    tph: tuple[TphChange, ...] = ()
    change_times: tuple[str, ...] = ()
    feeders_added: int = 0
    opportunity_changes: int = 0
    new_track_km: float = 0.0
    cost_only_km: float = 0.0

    def __bool__(self) -> bool:
        """Tell whether anything was touched."""
        return self != Touched()


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One row of a before/after table, in words."""

    what: str
    before: str
    after: str


def compare_networks(base: Network, after: Network, changes: Iterable[object] = ()) -> Touched:
    """Return what differs between two networks; ``changes`` tell of track that only costs money."""
    added, removed, changed = _keys(base.services, after.services)
    new_sections, gone_sections, other_sections = _keys(base.sections, after.sections)
    built = [after.sections[key].km for key in new_sections if after.sections[key].added_by]
    cost_only = sum(c.km for c in changes if isinstance(c, AddTrack) and c.kind == COST_ONLY)
    new_stations, _, other_stations = _keys(base.stations, after.stations)
    tph: list[TphChange] = []
    for name in sorted({*added, *removed, *changed}):
        tph += _tph_changes(name, base, after)
    stops: list[StopChange] = []
    legs: list[LegChange] = []
    for name in changed:
        for old, new in _pairs(base.services[name], after.services[name]):
            stops += _stop_changes(name, old, new)
            legs += _leg_changes(name, old, new)
    return Touched(
        stations_added=new_stations,
        stations_changed=other_stations,
        stations_closed=tuple(sorted(_served(base) - _served(after))),
        sections_added=new_sections,
        sections_removed=gone_sections,
        sections_changed=other_sections,
        services_added=added,
        services_removed=removed,
        services_changed=changed,
        stops=tuple(stops),
        legs=tuple(legs),
        tph=tuple(tph),
        change_times=_differ(base.change_min, after.change_min),
        feeders_added=len(after.feeders) - len(base.feeders),
        opportunity_changes=len(after.opportunity_changes) - len(base.opportunity_changes),
        new_track_km=round(sum(built) + cost_only, 6),
        cost_only_km=round(cost_only, 6),
    )


def _keys(before: Mapping[K, object], after: Mapping[K, object]) -> tuple[tuple[K, ...], tuple[K, ...], tuple[K, ...]]:
    """Return the keys that are new, gone, and there with another value; each sorted."""
    both = before.keys() & after.keys()
    changed = sorted(k for k in both if before[k] is not after[k] and before[k] != after[k])
    return tuple(sorted(after.keys() - both)), tuple(sorted(before.keys() - both)), tuple(changed)


def _differ(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k)))


def _served(network: Network) -> set[str]:
    """Return the stations at which anything calls at any time."""
    return {
        station
        for service in network.services.values()
        for pattern in service.patterns
        if any(t > 0 for t in pattern.tph)
        for station in pattern.stations
    }


def _pairs(before: Service, after: Service) -> list[tuple[Pattern, Pattern]]:
    held = {p.direction: p for p in after.patterns}
    return [(p, held[p.direction]) for p in before.patterns if p.direction in held]


def _stop_changes(name: str, old: Pattern, new: Pattern) -> list[StopChange]:
    before, after = _standing(old), _standing(new)
    order = dict.fromkeys([*new.stations, *old.stations])
    return [
        StopChange(name, old.direction, station, before.get(station), after.get(station))
        for station in order
        if before.get(station) != after.get(station)
    ]


def _standing(pattern: Pattern) -> dict[str, float]:
    """Return station -> minutes standing, of the longest stop where it comes back."""
    calls = calls_of(pattern)
    out: dict[str, float] = {}
    for station, dwell in zip(calls.stations, calls.dwell_min, strict=True):
        out[station] = max(dwell, out.get(station, 0.0))
    return out


def _leg_changes(name: str, old: Pattern, new: Pattern) -> list[LegChange]:
    before, after = (dict(zip(p.legs(), calls_of(p).run_min, strict=True)) for p in (old, new))
    return [
        LegChange(name, old.direction, a, b, minutes, after[(a, b)])
        for (a, b), minutes in before.items()
        if (a, b) in after and after[(a, b)] != minutes
    ]


def _tph_changes(name: str, base: Network, after: Network) -> list[TphChange]:
    before = {p.direction: p.tph for p in base.services[name].patterns} if name in base.services else {}
    now = {p.direction: p.tph for p in after.services[name].patterns} if name in after.services else {}
    nothing = (0.0,) * len(base.windows)
    out = []
    for direction in dict.fromkeys([*before, *now]):
        for i, window in enumerate(base.windows):
            old, new = before.get(direction, nothing)[i], now.get(direction, nothing)[i]
            if old != new:
                out.append(TphChange(name, direction, window.name, old, new))
    return out


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
        ChangeRow(what.format(s=words.station(c, base)), served, words.say(lang, "geen trein stopt", "no train stops"))
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
    rows += [ChangeRow(label(k, after), state(base.sections[k]), state(after.sections[k])) for k in touched.sections_changed]
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
        rows.append(ChangeRow(words.say(lang, "{t}: minuten onderweg", "{t}: minutes on the way", t=title), *_legs(old, new, lang)))
    return rows


def _legs(old: Service, new: Service, lang: str) -> tuple[str, str]:
    """Return the legs that differ, before and after, when the total is the same."""
    out: tuple[list[str], list[str]] = ([], [])
    for p, q in _pairs(old, new):
        for change in _leg_changes(old.id, p, q):
            leg = f"{change.from_code}-{change.to_code}"
            out[0].append(f"{leg} {words.number(change.before_min, lang)}")
            out[1].append(f"{leg} {words.number(change.after_min, lang)}")
    return ", ".join(out[0]) or "–", ", ".join(out[1]) or "–"


def _stops(service: Service) -> tuple[tuple[str, ...], ...]:
    return tuple(p.stations for p in service.patterns)


def _ends_same(old: Service, new: Service) -> bool:
    return [(p.stations[0], p.stations[-1]) for p in old.patterns] == [(p.stations[0], p.stations[-1]) for p in new.patterns]


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
    what = f"{feeder.mode} {feeder.line} {feeder.town_id} – {words.station(feeder.station, network)}".replace("  ", " ")
    per_hour = words.by_window(tph, network, lang)
    after = words.say(lang, "{m} min, per uur {t}", "{m} min, per hour {t}", m=words.number(feeder.run_min, lang), t=per_hour)
    return ChangeRow(what, "–", after)


