"""The people, jobs, hospitals and schools of nl-2026: totals agree on every level, and the doubt is counted."""

import csv
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest

from bereikbaar.access.jobs import zone_jobs
from bereikbaar.access.model import AREA_KINDS
from bereikbaar.access.opportunities import (
    AGE_KEYS,
    base_stations,
    opportunities,
    school_points,
    unverified_hospitals,
)
from bereikbaar.read.network import find_network, read_network
from bereikbaar.read.places import read_places
from bereikbaar.settings import Settings

FOLDER = find_network("nl-2026")


@pytest.fixture(scope="module")
def nl():
    net, places = read_network(FOLDER), read_places(FOLDER)
    return SimpleNamespace(net=net, places=places, all=opportunities(net, places, Settings()))


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sums(nl, kind, amounts):
    """Region -> amount; -1 = in none."""
    area = nl.places.areas[kind]
    out = Counter()
    for n, amount in zip(area.zone_area.tolist(), amounts.tolist(), strict=True):
        out[area.code[n] if n >= 0 else ""] += amount
    return out


def test_every_zone_lies_in_one_region_of_each_kind_but_npvr(nl):
    assert list(nl.places.areas) == list(AREA_KINDS)
    assert {k: len(a.code) for k, a in nl.places.areas.items()} == {
        "municipality": 342, "npvr": 11, "corop": 40, "province": 12,
    }  # fmt: skip
    for kind in ("municipality", "corop", "province"):
        assert (nl.places.areas[kind].zone_area >= 0).all()
    members = {r["municipality"] for r in rows("municipalities.csv") if r["npvr_region"]}
    inside = nl.places.areas["npvr"].zone_area >= 0
    assert {m for m, yes in zip(nl.places.zones.municipality, inside, strict=True) if yes} == members
    assert len(members) == 89
    assert all(text.startswith("our reading: ") for text in nl.places.areas["npvr"].basis)


def test_regions_are_nested(nl):
    """A municipality lies in one COROP area and one province, a COROP area in one province, an NPVR region likewise
    takes whole municipalities: so every sum over smaller ones is that of the larger one."""
    small = nl.places.areas["municipality"].zone_area
    for kind in ("npvr", "corop", "province"):
        large = nl.places.areas[kind].zone_area
        assert all(len(set(large[small == n].tolist())) == 1 for n in range(342)), kind
    corop, province = (nl.places.areas[k].zone_area for k in ("corop", "province"))
    assert all(len(set(province[corop == n].tolist())) == 1 for n in range(40))


@pytest.mark.parametrize("key", ["pop", *AGE_KEYS])
def test_people_of_every_age_add_up_exactly_on_every_level(nl, key):
    zone = nl.all[key].zone
    for kind in AREA_KINDS:
        assert sum(sums(nl, kind, zone).values()) == zone.sum()
    by_corop = sums(nl, "corop", zone)
    of_province = Counter()
    for row in rows("corop.csv"):
        of_province[row["province_code"]] += by_corop[row["corop_code"]]
    assert of_province == sums(nl, "province", zone)


def test_ages_are_all_people_of_every_zone(nl):
    assert (sum(nl.all[key].zone for key in AGE_KEYS) == nl.all["pop"].zone).all()
    assert nl.all["pop"].zone.sum() == 17_942_005


def test_ages_follow_the_counts_of_2021(nl):
    """Shares of the country as those of the counts, scaled zone by zone: off by the growth of young zones only."""
    counted = Counter()
    for row in rows("zones.csv"):
        for group in ("0_14", "15_24", "25_44", "45_64", "65_plus"):
            counted[group] += float(row[f"age_{group}_2021"] or 0)
    for key, group in zip(AGE_KEYS, counted, strict=True):
        share = nl.all[key].zone.sum() / nl.all["pop"].zone.sum()
        assert share == pytest.approx(counted[group] / counted.total(), abs=0.002), key


def test_twelve_zones_have_no_ages_of_their_own_and_get_those_of_their_municipality(nl):
    without = [r for r in rows("zones.csv") if not r["age_0_14_2021"]]
    assert len(without) == 12 and sum(float(r["population"]) for r in without) == 330
    shares = {r["municipality_code"]: r for r in rows("municipalities.csv")}
    index = {code: n for n, code in enumerate(nl.places.zones.code)}
    for row in without:
        pct = [float(shares[row["municipality_code"]][f"pct_age_{g}"]) for g in ("0_14", "15_24", "25_44", "45_64")]
        pct.append(float(shares[row["municipality_code"]]["pct_age_65_plus"]))
        got = nl.places.zones.ages[index[row["pc4"]]]
        wanted = float(row["population"]) * np.array(pct) / sum(pct)
        assert got.tolist() == pytest.approx(wanted.tolist(), abs=0.005)


def test_jobs_add_up_to_the_totals_of_the_statistics_office(nl):
    totals = {r["corop_code"]: float(r["employee_jobs_2024"]) for r in rows("corop.csv")}
    assert sum(totals.values()) == 9_058_600
    for key in ("jobs", "jobspop"):
        got = sums(nl, "corop", nl.all[key].zone)
        assert got == pytest.approx(totals), key
    names = {r["corop_code"]: r["province"] for r in rows("corop.csv")}
    drenthe = sum(jobs for code, jobs in totals.items() if names[code] == "Drenthe")
    assert sums(nl, "province", nl.all["jobs"].zone)["PV22"] == pytest.approx(drenthe)


def test_jobs_of_a_municipality_are_its_estimate_but_for_rounding(nl):
    got = sums(nl, "municipality", nl.all["jobs"].zone)
    for row in rows("municipalities.csv"):
        assert got[row["municipality_code"]] == pytest.approx(float(row["jobs_est_2024"]), rel=0.001), row[
            "municipality"
        ]


def test_the_estimate_is_the_total_divided_like_the_commuters_of_2016(nl):
    work = Counter()
    for row in rows("commuting_2016.csv"):
        work[row["work_municipality_code"]] += float(row["total"])
    of = {r["municipality_code"]: r["corop_code"] for r in rows("municipalities.csv")}
    corop = Counter()
    for code, n in work.items():
        corop[of[code]] += n
    totals = {r["corop_code"]: float(r["employee_jobs_2024"]) for r in rows("corop.csv")}
    for row in rows("municipalities.csv"):
        code = row["municipality_code"]
        wanted = totals[of[code]] * work[code] / corop[of[code]]
        assert float(row["jobs_est_2024"]) == pytest.approx(wanted, abs=6), row["municipality"]


def test_the_two_ways_of_dividing_differ_by_less_than_a_tenth_of_the_jobs(nl):
    one, other = nl.all["jobs"].zone, nl.all["jobspop"].zone
    moved = np.abs(one - other).sum() / 2 / one.sum()
    assert moved == pytest.approx(0.093, abs=0.002)


def test_only_stations_with_trains_draw_jobs_and_another_way_of_finding_them_says_the_same(nl):
    at = base_stations(nl.net, nl.places)
    served = {c for s in nl.net.services.values() for p in s.patterns if any(p.tph) for c in p.stations}
    assert len(at) == len(served) == 490
    assert set(zip(at.lat.tolist(), at.lon.tolist(), strict=True)) == {
        (nl.net.stations[c].lat, nl.net.stations[c].lon) for c in served
    }
    assert zone_jobs(nl.places, at, "centre").tolist() == nl.all["jobs"].zone.tolist()


def test_commuters_by_train_between_municipalities_are_246_101_and_within_one_80_752(nl):
    got = nl.places.commuting
    between = got.home != got.work
    assert len(between) == 16_878
    assert got.train[between].sum() == pytest.approx(246_100.9) and got.train[~between].sum() == pytest.approx(
        80_751.9
    )
    assert got.total.sum() == 5_386_736


def test_32_of_123_hospitals_are_what_nobody_verified(nl):
    assert unverified_hospitals(nl.places) == (32, 123)
    kinds = Counter((a.kind, "unverified" in a.basis) for a in (*nl.places.amenities, *nl.places.passed_over))
    assert {k: n for k, n in kinds.items() if k[0] not in ("hbo", "wo")} == {
        ("general", False): 77, ("general", True): 1, ("umc", False): 8,
        ("limited", True): 21, ("closed", True): 9, ("children", True): 1, ("children", False): 6,
    }  # fmt: skip
    assert nl.all["hosp"].amount.sum() == 86 and nl.all["umcs"].amount.sum() == 8
    assert "32 of 123" in nl.all["hosp"].source and nl.all["hosp"].basis == "assumption"


def test_students_and_places_of_education(nl):
    students = Counter()
    for row in rows("amenities.csv"):
        students[row["kind"]] += float(row["students_2019"] or 0)
    assert nl.all["hbo"].amount.sum() == students["hbo"] == 468_838
    assert nl.all["uni"].amount.sum() == students["wo"] == 313_038
    for kind, of in (("hbo", "hbo"), ("uni", "wo")):
        by_town = Counter()
        for row in rows("amenities.csv"):
            by_town[row["municipality"]] += float(row["students_2019"] or 0) if row["kind"] == of else 0
        chosen = school_points(nl.places, kind, Settings()) - len(nl.places.centres)
        assert {nl.places.amenities[n].municipality for n in chosen} == {m for m, n in by_town.items() if n >= 1000}
        assert all(nl.places.amenities[n].kind == of for n in chosen)


def test_points_of_opportunities_are_where_they_should_be(nl):
    first = len(nl.places.centres)
    for key, kinds in (("hosp", {"general", "umc"}), ("umcs", {"umc"}), ("hbo", {"hbo"}), ("uni", {"wo"})):
        assert {nl.places.amenities[n - first].kind for n in nl.all[key].point} == kinds
