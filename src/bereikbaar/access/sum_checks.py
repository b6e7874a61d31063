"""Whether the arrays of a question of sums fit the zones and each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bereikbaar.errors import RunError

if TYPE_CHECKING:
    from bereikbaar.access.sums import Ask


def check_ask(ask: Ask, n_zones: int) -> None:
    """Raise RunError for arrays of a question that do not fit."""
    tables = {"amounts": ask.amounts, "passive": ask.passive}
    wrong = [f"{name} {a.shape}" for name, a in tables.items() if len(a) and a.shape[1:] != (n_zones,)]
    names = ("groups", "group_weight", "speed_weight", "town", "frequent_weight", "lat", "lon")
    columns = {name: getattr(ask, name) for name in names} | {f"exceed {k}": n for k, (_, n) in enumerate(ask.exceed)}
    wrong += [f"{name} {a.shape}" for name, a in columns.items() if a is not None and a.shape != (n_zones,)]
    for name, wanted, n in (("going", ask.going, len(ask.amounts)), ("coming", ask.coming, len(ask.passive))):
        if wanted is not None and wanted.shape != (n, len(ask.decays)):
            wrong.append(f"{name} {wanted.shape}")
    if wrong:
        raise RunError(f"there are {n_zones} zones; these arrays do not fit: {', '.join(wrong)}")
    if any(not 0 <= amount < len(ask.amounts) or not n > 0 for amount, n in ask.reach):
        raise RunError(f"reach wants the index of an amount and a number above 0, found {ask.reach}")
    if any(not 0 <= amount < len(ask.amounts) for amount, _ in ask.exceed):
        raise RunError(f"exceed wants the index of an amount, found {[amount for amount, _ in ask.exceed]}")
    if ask.speed_weight is not None and (ask.lat is None or ask.lon is None):
        raise RunError("speed wants the lat and lon of the zones")
