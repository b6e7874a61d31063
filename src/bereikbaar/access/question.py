"""What a run asks of all pairs of zones, put together from the names of its measures into one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats, Ints, Places
from bereikbaar.access.opportunities import Opportunity
from bereikbaar.access.sums import Ask, Sums
from bereikbaar.indicators.catalogue_sums import SumName
from bereikbaar.indicators.decay import GEURS_2001, PBL_PUBLIC_TRANSPORT, Step
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    from bereikbaar.indicators.decay import Decay

#: Decays by the word in the name of a measure.
DECAYS: Mapping[str, Decay] = {"pbl": PBL_PUBLIC_TRANSPORT, "geurs": GEURS_2001}
#: How far people go for jobs that they compete for.
SHARED: Decay = PBL_PUBLIC_TRANSPORT
#: Crow-fly km of the destinations that count for the speed: nearer one walks, further nobody goes every week.
SPEED_KM = (10.0, 100.0)
#: Measures that a question has answers to besides those of opportunities.
OTHERS = ("spoorboekloos", "dep_h", "speed_kmh", "rail_perf")
#: An amount of one at every zone of the country, for weights that add up to one.
ONES = "ones"


@dataclass(frozen=True, slots=True)
class Commuters:
    """Who travels between municipalities. group : (n_zones,) municipality, -1 = none; n : how many there are."""

    group: Ints
    n: int


class Question:
    """One question for all measures: which amounts, decays and numbers it has, and where the answers stand.

    said : measures of opportunities at zones by name. others : of OTHERS. commuters : None = not wanted.
    shares : whether what the answers say of demand is shared out in further passes.
    """

    def __init__(
        self,
        said: Mapping[str, SumName],
        others: Sequence[str],
        settings: Settings,
        commuters: Commuters | None = None,
    ) -> None:
        shared = [read for read in said.values() if read.how == "shared"]
        balanced = any(read.word == "bfca" for read in shared)
        ratio = any(read.word in ("shen", "spav") for read in shared)
        self.shares = balanced or ratio
        self.exceed = list(dict.fromkeys(read.key for read in shared if read.word == "bal"))
        plain = [read for read in said.values() if read.how != "shared"]
        summed = [read.key for read in plain if read.how != "passive"]
        self.amounts = list(dict.fromkeys(["pop", *summed, *self.exceed, *([ONES] if balanced else [])]))
        self._came = [(read.key, decay_of(read)) for read in plain if read.how == "passive"]
        self._came += [("pop", SHARED)] * ratio + [(ONES, SHARED)] * balanced
        self.passive = list(dict.fromkeys(key for key, _ in self._came))
        self.rail = Step(settings.rail_perf_min) if "rail_perf" in others else None
        wanted = [decay_of(read) for read in plain if read.how != "least"]
        more = [self.rail] if self.rail else []
        self.decays: list[Decay] = list(dict.fromkeys([*wanted, *more, *([SHARED] if balanced or ratio else [])]))
        self._gone = [(read.key, decay_of(read)) for read in plain if read.how not in ("least", "passive")]
        self._gone += [("pop", self.rail)] if self.rail else []
        self._gone += [(ONES, SHARED)] * balanced
        self.reach = [(self.amounts.index(read.key), read.value) for read in plain if read.how == "least"]
        self.others, self.commuters, self.settings = tuple(others), commuters, settings

    def ask(self, places: Places, found: Mapping[str, Opportunity]) -> Ask:
        """Return the question with the amounts of these places. found : opportunities after the network's changes."""
        people = amount_of(found, "pop", places)
        often = {"spoorboekloos", "dep_h"} & set(self.others)
        passive = [amount_of(found, key, places) for key in self.passive]
        to = self.commuters
        return Ask(
            amounts=np.stack([amount_of(found, key, places) for key in self.amounts]),
            decays=tuple(self.decays),
            passive=np.array(passive).reshape(len(passive), len(people)),
            going=self._going(),
            coming=self._coming(),
            reach=tuple(self.reach),
            exceed=tuple((self.amounts.index(key), people) for key in self.exceed),
            groups=None if to is None else to.group,
            group_weight=None if to is None else amount_of(found, "jobs", places),
            speed_km=SPEED_KM,
            speed_weight=people if "speed_kmh" in self.others else None,
            lat=places.zones.lat,
            lon=places.zones.lon,
            town=places.zones.town_idx if often else None,
            frequent_weight=people_of_towns(places, people, self.settings) if often else None,
        )

    def _going(self) -> NDArray[np.bool_]:
        """Return which active sums are wanted, (n_amounts, n_decays)."""
        wanted = np.zeros((len(self.amounts), len(self.decays)), dtype=bool)
        for key, decay in self._gone:
            wanted[self.amounts.index(key), self.decays.index(decay)] = True
        return wanted

    def _coming(self) -> NDArray[np.bool_]:
        """Return which passive sums are wanted, (n_passive, n_decays): most would be for nobody."""
        wanted = np.zeros((len(self.passive), len(self.decays)), dtype=bool)
        for key, decay in self._came:
            wanted[self.passive.index(key), self.decays.index(decay)] = True
        return wanted

    def active(self, sums: Sums, key: str, decay: Decay) -> Floats:
        """Return how much of an amount every zone reaches, (n_zones,)."""
        return sums.active[:, self.amounts.index(key), self.decays.index(decay)]

    def coming(self, sums: Sums, key: str, decay: Decay) -> Floats:
        """Return how much of an amount can come to every zone, (n_zones,)."""
        return sums.passive[:, self.passive.index(key), self.decays.index(decay)]

    def answer(self, sums: Sums, read: SumName) -> Floats:
        """Return the answer to one measure of opportunities that nobody competes for, (n_zones,)."""
        if read.how == "least":
            return sums.minutes[:, self.reach.index((self.amounts.index(read.key), read.value))]
        if read.how == "passive":
            return self.coming(sums, read.key, decay_of(read))
        return self.active(sums, read.key, decay_of(read))


def decay_of(read: SumName) -> Decay:
    """Return how opportunities count by their minutes in a measure: gravity, or a limit."""
    return DECAYS[read.word] if read.how == "decay" else Step(read.value)


def amount_of(found: Mapping[str, Opportunity], key: str, places: Places) -> Floats:
    """Return the amounts of an opportunity at zones, (n_zones,); a user's own places are none of the ONES."""
    if key == ONES:
        n = len(places.zones.code)
        return np.where(np.arange(n) < n - places.n_own, 1.0, 0.0)
    amount = found[key].zone
    assert amount is not None  # those at points are asked elsewhere
    return amount


def people_of_towns(places: Places, people: Floats, settings: Settings) -> Floats:
    """Return the people of the towns that are large enough to be reported, 0 in all other zones, (n_zones,)."""
    counts = places.towns.population[places.zones.town_idx] >= settings.town_population
    return np.where(counts, people, 0.0)


def commuters_of(places: Places, found: Mapping[str, Opportunity]) -> Commuters | None:
    """Return the municipality of every zone in the order of ``Places.municipalities``; None without commuters."""
    areas, towns = places.areas.get("municipality"), places.municipalities
    if places.commuting is None or areas is None or towns is None or "jobs" not in found:
        return None
    at = {code: n for n, code in enumerate(towns.code)}
    index = np.array([*(at.get(code, -1) for code in areas.code), -1], dtype=np.int64)
    return Commuters(index[areas.zone_area], len(towns.code))
