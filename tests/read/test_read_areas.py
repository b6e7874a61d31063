"""Ages, regions, municipalities and commuters of a folder: read where they are there, and what is wrong is said."""

import random

import numpy as np
import pytest
from network_folders import DRESSES, dress_up, rows_of, text_of

from bereikbaar.errors import InputError
from bereikbaar.read.ages import ages_of
from bereikbaar.read.areas import fitted_to_totals, region_code
from bereikbaar.read.places import read_places

TABLES = {
    "zones.csv": """\
pc4,place,town_id,municipality_code,municipality,province_code,province,corop_code,lat,lon,population,age_0_14_2021,age_15_24_2021,age_25_44_2021,age_45_64_2021,age_65_plus_2021
9711,Groningen,gron,GM0014,Groningen,PV20,Groningen,CR03,53.21,6.56,10010,1000,2000,3000,1500,500
9712,Groningen,gron,GM0014,Groningen,PV20,Groningen,CR03,53.22,6.57,505,,,,,
8321,Urk,urk,GM0184,Urk,PV24,Flevoland,CR40,52.66,5.6,9000,3000,2000,2000,1500,500
8322,Urk,urk,GM0184,Urk,PV24,Flevoland,CR40,52.67,5.6,300,0,0,0,0,0
1111,Elders,urk,,,,,,52.5,5.6,100,,,,,
""",
    "towns.csv": """\
town_id,name,lat,lon,population
urk,Urk,52.661,5.601,9400
gron,Groningen,53.2192,6.5667,10515
""",
    "centres.csv": "centre_id,name,stations,lat,lon\ngroningen,Groningen,gn,53.2192,6.5667\n",
    "corop.csv": """\
corop_code,corop,employee_jobs_2024
CR40,Flevoland,8000
CR03,Overig Groningen,100100
""",
    "municipalities.csv": """\
municipality_code,municipality,corop_code,lat,lon,pct_age_0_14,pct_age_15_24,pct_age_25_44,pct_age_45_64,pct_age_65_plus,address_density_per_km2,jobs_est_2024,road_km_to_station_2022,road_km_to_hospital_2022,npvr_region,npvr_basis
GM0184,Urk,CR40,52.66,5.6,30,20,20,20,11,900,8000,30.5,,Kop van Flevoland,Regio Deal
GM0014,Groningen,CR03,53.22,6.57,10,20,30,20,20,3472,100000,2.6,3.5,Noord- en Oost-Gröningen,COROP area
GM0037,Stadskanaal,CR01,,,,,,,,,,,,Noord- en Oost-Gröningen,region name
""",
    "commuting_2016.csv": """\
home_municipality_code,work_municipality_code,total,train
GM0184,GM0014,60,12.5
GM0014,GM0184,40,3
GM0014,GM0014,49089,2005.8
""",
}  # fmt: skip
LAND = '{"type": "Polygon", "coordinates": [[[3, 51], [7, 51], [7, 54], [3, 54], [3, 51]]]}'
ALL_READ = [d for d in DRESSES if d != "waar and onwaar"]


def folder_with(folder, **tables):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TABLES.items():
        content = tables.get(name.removesuffix(".csv"), text)
        if content is not None:
            (folder / name).write_text(content, encoding="utf-8")
    (folder / "land.geojson").write_text(LAND, encoding="utf-8")
    return folder


def same(a, b):
    np.testing.assert_array_equal(a.zones.ages, b.zones.ages)
    assert list(a.areas) == list(b.areas)
    for kind, area in a.areas.items():
        other = b.areas[kind]
        assert (area.code, area.name, area.basis) == (other.code, other.name, other.basis)
        np.testing.assert_array_equal(area.zone_area, other.zone_area)
    for one, two in ((a.municipalities, b.municipalities), (a.commuting, b.commuting)):
        for name in one.__slots__:
            np.testing.assert_array_equal(getattr(one, name), getattr(two, name))
    assert a.hash == b.hash


def without(text, *columns):
    rows = rows_of(text)
    kept = [n for n, name in enumerate(rows[0]) if name not in columns]
    return text_of([[row[n] for n in kept] for row in rows])


# --- regions ------------------------------------------------------------------------------------------------


def test_zones_lie_in_regions_of_four_kinds_in_the_order_of_their_codes(tmp_path):
    places = read_places(folder_with(tmp_path))
    assert places.zones.code == ("1111", "8321", "8322", "9711", "9712")
    assert list(places.areas) == ["municipality", "npvr", "corop", "province"]
    got = {kind: (a.code, a.name, a.zone_area.tolist()) for kind, a in places.areas.items()}
    assert got["municipality"] == (("GM0014", "GM0184"), ("Groningen", "Urk"), [-1, 1, 1, 0, 0])
    assert got["corop"] == (("CR03", "CR40"), ("Overig Groningen", "Flevoland"), [-1, 1, 1, 0, 0])
    assert got["province"] == (("PV20", "PV24"), ("Groningen", "Flevoland"), [-1, 1, 1, 0, 0])
    codes = ("kop-van-flevoland", "noord-en-oost-groningen")
    assert got["npvr"] == (codes, ("Kop van Flevoland", "Noord- en Oost-Gröningen"), [-1, 0, 0, 1, 1])


def test_the_regions_of_the_programme_say_that_they_are_our_reading_and_of_what(tmp_path):
    places = read_places(folder_with(tmp_path))
    assert places.areas["npvr"].basis == ("our reading: Regio Deal", "our reading: COROP area; region name")
    assert {a.kind: a.basis for a in places.areas.values() if a.kind != "npvr"} == dict.fromkeys(
        ("municipality", "corop", "province"), ()
    )


def test_names_do_where_there_are_no_codes(tmp_path):
    zones = without(TABLES["zones.csv"], "municipality_code", "province_code")
    places = read_places(folder_with(tmp_path, zones=zones, municipalities=None, corop=None, commuting_2016=None))
    assert list(places.areas) == ["municipality", "corop", "province"]
    assert places.areas["municipality"].code == places.areas["municipality"].name == ("Groningen", "Urk")
    assert places.areas["corop"].name == ("CR03", "CR40"), "without corop.csv"
    assert places.areas["province"].code == ("Flevoland", "Groningen")
    assert places.municipalities is None and places.commuting is None


def test_a_folder_without_any_of_it_reads_as_before(tmp_path):
    bare = "pc4,town_id,lat,lon,population\n8321,urk,52.66,5.6,9000\n"
    places = read_places(folder_with(tmp_path, zones=bare, municipalities=None, corop=None, commuting_2016=None))
    assert dict(places.areas) == {} and places.zones.ages is None and places.municipalities is None
    assert places.folder == str(tmp_path) and places.stations is None


def test_a_region_without_a_name_somewhere_keeps_the_name_it_has_elsewhere(tmp_path):
    zones = TABLES["zones.csv"].replace("GM0184,Urk,PV24,Flevoland,CR40,52.67", "GM0184,,PV24,,CR40,52.67")
    places = read_places(folder_with(tmp_path, zones=zones))
    assert places.areas["municipality"].name[1] == "Urk" and places.areas["province"].name[1] == "Flevoland"


def test_a_region_with_only_a_name_gets_a_code_without_accents():
    assert region_code("Noord- en Oost-Gröningen") == "noord-en-oost-groningen"


# --- municipalities -----------------------------------------------------------------------------------------


def test_municipalities_are_sorted_and_unknown_is_nan(tmp_path):
    facts = read_places(folder_with(tmp_path)).municipalities
    assert facts.code == ("GM0014", "GM0037", "GM0184") and facts.name == ("Groningen", "Stadskanaal", "Urk")
    assert facts.lat[0] == 53.22 and np.isnan(facts.lat[1]) and facts.address_density[2] == 900
    assert facts.road_km_to_station.tolist()[::2] == [2.6, 30.5] and np.isnan(facts.road_km_to_hospital[2])


def test_jobs_add_up_to_the_total_of_the_corop_area(tmp_path):
    facts = read_places(folder_with(tmp_path)).municipalities
    assert facts.jobs[0] == pytest.approx(100_100) and facts.jobs[2] == 8000
    assert np.isnan(facts.jobs[1])


def test_only_rounding_is_made_good_not_a_sum_that_is_something_else():
    jobs = np.array([600.0, 396.0, 50.0, 10.0, np.nan])
    corop = ["A", "A", "B", "C", "C"]
    got = fitted_to_totals(jobs, corop, {"A": 1000.0, "B": 60.0, "C": 10.0, "D": 5.0})
    assert got[:2].sum() == pytest.approx(1000) and got[0] / got[1] == pytest.approx(600 / 396)
    assert got[2] == 50, "60 is a fifth more: other figures, or municipalities left out"
    assert got[3] == 10 and np.isnan(got[4]), "one is not known"


# --- ages ---------------------------------------------------------------------------------------------------


def test_ages_of_2021_are_scaled_to_the_people_of_now(tmp_path):
    places = read_places(folder_with(tmp_path))
    ages = dict(zip(places.zones.code, places.zones.ages, strict=True))
    assert ages["9711"].tolist() == pytest.approx([1251.25, 2502.5, 3753.75, 1876.875, 625.625], abs=1e-3)
    assert ages["8321"].tolist() == [3000, 2000, 2000, 1500, 500]


def test_a_zone_without_ages_gets_those_of_its_municipality_and_one_without_that_those_of_all(tmp_path):
    places = read_places(folder_with(tmp_path))
    ages = dict(zip(places.zones.code, places.zones.ages, strict=True))
    assert ages["9712"].tolist() == pytest.approx([50.5, 101, 151.5, 101, 101], abs=1e-3)
    shares = np.array([30, 20, 20, 20, 11]) / 101  # rounded to whole percents, they add up to 101
    assert ages["8322"].tolist() == pytest.approx((300 * shares).tolist(), abs=1e-3), "0 in 2021, 300 in 2024"
    everybody = np.array([4000, 4000, 5000, 3000, 1000]) / 17000
    assert ages["1111"].tolist() == pytest.approx((100 * everybody).tolist(), abs=1e-3)


def test_ages_add_up_to_the_people_of_every_zone_to_the_last_bit(tmp_path):
    zones = read_places(folder_with(tmp_path)).zones
    assert zones.ages.sum(axis=1).tolist() == zones.population.tolist()
    assert zones.ages[::-1, ::-1].sum() == zones.population.sum()
    random_people = np.random.default_rng(3).integers(0, 30000, 500).astype(float)
    counts = np.random.default_rng(4).integers(0, 9000, (500, 5)).astype(float)
    counts[::50] = 0
    ages = ages_of(random_people, counts, np.full((500, 5), np.nan))
    assert (ages.sum(axis=1) == random_people).all() and (ages >= 0).all()
    assert ages.sum() == random_people.sum() == sum(ages[::-1].ravel())


def test_where_no_ages_are_known_there_are_none():
    unknown = np.full((2, 5), np.nan)
    assert ages_of(np.array([10.0, 20.0]), unknown, unknown) is None
    only_shares = np.vstack([unknown[0], [1, 1, 1, 1, 0]])
    assert ages_of(np.array([8.0, 20.0]), unknown, only_shares).tolist() == [[2, 2, 2, 2, 0], [5, 5, 5, 5, 0]]


# --- commuters ----------------------------------------------------------------------------------------------


def test_commuters_are_sorted_by_home_and_work(tmp_path):
    got = read_places(folder_with(tmp_path)).commuting
    assert (got.home.tolist(), got.work.tolist()) == ([0, 0, 2], [0, 2, 0])
    assert got.total.tolist() == [49089, 40, 60] and got.train.tolist() == [2005.8, 3, 12.5]


# --- dress, order, faults -----------------------------------------------------------------------------------


@pytest.mark.parametrize("dress", ALL_READ)
def test_every_dress_gives_the_same(tmp_path, dress):
    plain = read_places(folder_with(tmp_path / "plain"))
    same(read_places(dress_up(folder_with(tmp_path / "dressed"), dress)), plain)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_does_not_matter(tmp_path, seed):
    mix = random.Random(seed)
    shuffled = folder_with(tmp_path / "shuffled")
    for name, text in TABLES.items():
        header, *rows = rows_of(text)
        mix.shuffle(rows)
        (shuffled / name).write_text(text_of([header, *rows]), encoding="utf-8")
    same(read_places(shuffled), read_places(folder_with(tmp_path / "plain")))


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("zones", "1000,2000,3000", "1001,2000,3000"),
        ("municipalities", ",100000,", ",100500,"),
        ("municipalities", "COROP area", "guess"),
        ("commuting_2016", "12.5", "12.6"),
    ],
)
def test_the_hash_knows_all_of_it(tmp_path, table, old, new):
    changed = {table: TABLES[f"{table}.csv"].replace(old, new)}
    same_otherwise = read_places(folder_with(tmp_path / "a")).hash
    assert read_places(folder_with(tmp_path / "b", **changed)).hash != same_otherwise
    assert read_places(folder_with(tmp_path / "c")).hash == same_otherwise, "wherever the folder is"


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("zones", "1000,2000,3000", "1000,,3000",
         "zones.csv, line 2, age_15_24_2021: is empty; all 5 age groups are needed, or none"),
        ("zones", "3000,1500,500", "3000,-1,500",
         "line 2, age_45_64_2021: found '-1', expected 0 or more inhabitants"),
        ("zones", "GM0184", "GM184",
         "line 4, municipality_code: 'GM184' is not in municipalities.csv; did you mean 'GM0184'"),
        ("municipalities", "GM0037", "GM0184",
         "line 4, municipality_code: 'GM0184' is there twice (first on line 2)"),
        ("municipalities", "30,20,20,20,11", "30,20,,20,11",
         "line 2, pct_age_0_14: the shares of all 5 age groups are needed, or none"),
        ("municipalities", "30,20,20,20,11", "0,0,0,0,0", "line 2, pct_age_0_14: the shares of all 5 age groups"),
        ("municipalities", "30,20,20,20,11", "130,20,20,20,11",
         "line 2, pct_age_0_14: found '130', expected 0 to 100 %"),
        ("municipalities", "52.66,5.6", "5266,5.6", "line 2, lat: found '5266', expected -90 to 90 degrees; has a"),
        ("municipalities", ",8000,", ",veel,", "line 2, jobs_est_2024: found 'veel', expected a number (jobs)"),
        ("municipalities", "municipality_code,municipality,", "municipality_code,gemeente,",
         "municipalities.csv, municipality: column 'municipality' is missing"),
        ("corop", "CR03", "CR40", "corop.csv, line 3, corop_code: 'CR40' is there twice (first on line 2); keep one"),
        ("corop", "8000", "-8", "line 2, employee_jobs_2024: found '-8', expected 0 or more jobs"),
        ("commuting_2016", "GM0014,GM0184", "GM0014,GM0148",
         "line 3, work_municipality_code: 'GM0148' is not in municipalities.csv; did you mean 'GM0184'"),
        ("commuting_2016", "GM0014,GM0184", "GM0184,GM0014",
         "line 3: 'GM0184' 'GM0014' is there twice (first on line 2); keep one"),
        ("commuting_2016", "60,12.5", "10,12.5", "line 2, train: found 12.5 by train, more than all 10"),
        ("commuting_2016", "60,12.5", ",12.5", "line 2, total: is empty; a value is needed"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path, table, old, new, said):
    text = TABLES[f"{table}.csv"]
    assert old in text
    with pytest.raises(InputError) as caught:
        read_places(folder_with(tmp_path, **{table: text.replace(old, new)}))
    assert said in str(caught.value)


def test_commuters_need_the_municipalities(tmp_path):
    with pytest.raises(InputError) as caught:
        read_places(folder_with(tmp_path, municipalities=None))
    assert "commuting_2016.csv: needs municipalities.csv with the municipalities that it names" in str(caught.value)


def test_an_empty_table_of_commuters_is_none(tmp_path):
    text = TABLES["commuting_2016.csv"].split("\n", 1)[0] + "\n"
    assert read_places(folder_with(tmp_path, commuting_2016=text)).commuting is None


# --- hospitals and stations ---------------------------------------------------------------------------------


def test_hospitals_that_are_none_any_more_are_kept_apart(tmp_path):
    text = (
        "id,name,kind,lat,lon,basis\n"
        "closed-1,Slotervaart,closed,52.3,4.8,\"compiler knowledge, unverified\"\n"
        "general-1,Martini,general,53.2,6.5,list of 2016\n"
        "limited-1,Zuyderland,limited,50.9,5.9,\"compiler knowledge, unverified\"\n"
    )  # fmt: skip
    (folder_with(tmp_path) / "amenities.csv").write_text(text, encoding="utf-8")
    places = read_places(tmp_path)
    assert [a.id for a in places.amenities] == ["general-1"]
    assert [(a.id, a.basis) for a in places.passed_over] == [
        ("closed-1", "compiler knowledge, unverified"),
        ("limited-1", "compiler knowledge, unverified"),
    ]


def test_a_kind_that_nobody_knows_is_refused(tmp_path):
    text = "id,name,kind,lat,lon\ngeneral-1,Martini,generaal,53.2,6.5\n"
    (folder_with(tmp_path) / "amenities.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_places(tmp_path)
    assert (
        "line 2, kind: found 'generaal', expected one of umc, general, hbo, wo, children, limited, closed; did you"
        in (str(caught.value))
    )


def test_stations_with_trains_are_known_by_their_point(tmp_path):
    text = "code,name,lat,lon,served\nzl,Zwolle,52.5,6.09,1\ngn,Groningen,53.21,6.56,1\nhry,Stadion,52.9,5.9,0\n"
    (folder_with(tmp_path) / "stations.csv").write_text(text, encoding="utf-8")
    at = read_places(tmp_path).stations
    assert at.lat.tolist() == [53.21, 52.5] and at.lon.tolist() == [6.56, 6.09]


def test_all_stations_count_where_the_file_does_not_say_which_have_trains(tmp_path):
    (folder_with(tmp_path) / "stations.csv").write_text("code,lat,lon\nzl,52.5,6.09\n", encoding="utf-8")
    assert read_places(tmp_path).stations.lat.tolist() == [52.5]
