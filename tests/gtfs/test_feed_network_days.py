"""A day chosen from the week of a network folder."""

from __future__ import annotations

from pathlib import Path

import feed_texts as ft
import pytest

from bereikbaar import loading
from bereikbaar.errors import InputError
from bereikbaar.gtfs.network import network_from_feed
from bereikbaar.write.network_folder import Origin, write_network_folder

DAY = range(5, 24)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    net = network_from_feed(ft.write(tmp_path / "feed", ft.plain(DAY)), week_of="2026-03-11")
    write_network_folder(net, tmp_path / "net", origin=Origin("x"))
    return tmp_path / "net"


def test_a_day_of_its_week_can_be_asked_of_a_folder(folder: Path) -> None:
    net = loading.network(folder, date="2026-03-14")
    assert [(w.name, w.date) for w in net.windows] == [("evening", "2026-03-14"), ("saturday", "2026-03-14")]
    assert net.hash != loading.network(folder).hash
    assert net.trips is not None
    assert net.trips.origins == tuple(p for _, s in sorted(net.services.items()) for p in s.patterns)
    direct = network_from_feed(folder.parent / "feed", date="2026-03-14")
    assert {k: [p.tph for p in s.patterns] for k, s in net.services.items()} == {
        k: [p.tph for p in s.patterns] for k, s in direct.services.items()
    }


def test_its_own_week_is_the_folder_itself(folder: Path) -> None:
    assert loading.network(folder, week_of="2026-03-12").hash == loading.network(folder).hash


@pytest.mark.parametrize(("option", "day"), [("date", "2026-03-10"), ("week_of", "2026-04-01")])
def test_other_days_are_refused_with_those_there_are(folder: Path, option: str, day: str) -> None:
    with pytest.raises(InputError, match=r"has the timetable of 2026-03-09, 2026-03-13, 2026-03-14, 2026-03-15; for"):
        loading.network(folder, **{option: day})


def test_what_is_no_date_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="found 'soon', expected a date"):
        loading.network(folder, date="soon")


def test_ids_that_a_spreadsheet_might_have_made_stay_what_the_feed_says(tmp_path: Path) -> None:
    """A feed written by a program that took ids for numbers has 1.0 and 1E+05; others have spaces, or a date."""
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon\n1.0,A,53.0,6.5\n1E+05,B,52.9,6.5\nS 3,C,52.8,6.5\n2-mrt,D,52.7,6.5\n"
    )
    stop_list = [("1.0", 0, 0), ("1E+05", 10, 11), ("S 3", 20, 21), ("2-mrt", 30, 30)]
    files = ft.feed("".join(ft.shifted(f"{h}.0", h * 60, *stop_list) for h in DAY), stops=stops)
    files["transfers.txt"] = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n1.0,S 3,2,60\n"
    net = network_from_feed(ft.write(tmp_path / "feed", files), date="2026-03-11")
    write_network_folder(net, tmp_path / "net", origin=Origin("x"))
    back = loading.network(tmp_path / "net")
    assert back.hash == net.hash
    assert sorted(back.stations) == ["1.0", "1E+05", "2-mrt", "S 3"]
