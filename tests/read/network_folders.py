"""Small network folders on disk, and the dresses in which a spreadsheet may save their tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bereikbaar.network.model import Network

STATIONS = """\
code,name,lat,lon,intercity,change_min,province
gn,Groningen,53.21056,6.56472,1,4,Groningen
asn,Assen,52.99167,6.57083,1,3,Drenthe
na,Nieuw Amsterdam,52.71900,6.85600,0,2,Drenthe
zl,Zwolle,52.50472,6.09194,1,4,Overijssel
bde,Bünde,52.20200,8.57500,0,2,
"""
SERVICES = """\
service,product,operator,mode,tph_peak,tph_offpeak,peak_direction,note
0500,Intercity,NS,rail,1.5,1,,
no,Stoptrein,Arriva,rail,2,0,return,"morning towards Zwolle, afternoon back"
"""
STOP_TIMES = """\
service,direction,seq,station,arrive_min,depart_min,leg_source
0500,outbound,0,gn,0,0,
0500,outbound,1,asn,15.5,16.5,clock
0500,outbound,2,zl,55,58,clock
0500,outbound,3,bde,158,158,estimate
0500,return,0,zl,0,0,
0500,return,1,asn,40,41,clock
0500,return,2,gn,57,57,clock
no,outbound,0,zl,,0,
no,outbound,1,na,53,,
no,return,0,na,0,0,
no,return,1,zl,53,53,
"""
LEG_PATHS = "from,to,via,km\ngn,zl,gn asn zl,105.2\n"
FEEDERS = """\
town_id,role,mode,line,station,run_min,tph_peak,tph_offpeak,source,date,confidence,note
drachten-0090,feeder,bus,314,gn,45,4,2,timetable,2025,B,
urk-0184,feeder,bus,141,zl,54.5,,0,timetable,2014,D,
breda-0758,rail rival,bus,401,zl,62,2,2,press,2019,B,
hulst-0677,feeder,bus,19,gn,,,,press,2023,C,
oostburg-1714,feeder,bus,1,,44,2,2,press,2018,D,
"""
PACKAGE = {
    "name": "small",
    "title": "A small network",
    "version": "1",
    "windows": [
        {"name": "peak", "group": "day", "hours_per_week": 10, "title": {"nl": "spits", "en": "peak"}},
        {"name": "offpeak", "group": "day", "hours_per_week": 36, "basis": "assumption", "source": "ours"},
    ],
}
TRACKS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"a": "gn", "b": "asn", "km": 27.1, "speed_kmh": 140, "source": "drawn"},
            "geometry": {"type": "LineString", "coordinates": [[6.56472, 53.21056], [6.57083, 52.99167]]},
        },
        {
            "type": "Feature",
            "properties": {"a": "asn", "b": "zl", "km": 78, "speed_kmh": None},
            "geometry": {
                "type": "LineString",
                "coordinates": [[6.57083, 52.99167], [6.3, 52.7], [6.09194, 52.50472]],
            },
        },
    ],
}
TABLES = {
    "stations.csv": STATIONS,
    "services.csv": SERVICES,
    "stop_times.csv": STOP_TIMES,
    "leg_paths.csv": LEG_PATHS,
    "feeders.csv": FEEDERS,
}


def small_folder(folder: Path, **tables: str | None) -> Path:
    """Write the small network; ``stations="..."`` replaces a table, None leaves it out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TABLES.items():
        content = tables.get(name.removesuffix(".csv"), text)
        if content is not None:
            (folder / name).write_text(content, encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    (folder / "tracks.geojson").write_text(json.dumps(TRACKS), encoding="utf-8")
    return folder


def bare(network: Network) -> Network:
    """Return the network without the place of its folder, to compare what was read from two folders."""
    return replace(network, folder="")


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def text_of(rows: list[list[str]], **how: object) -> str:
    out = io.StringIO()
    csv.writer(out, **{"lineterminator": "\n", **how}).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdigit()


def decimal_commas(text: str, delimiter: str = ";", end: str = "\n") -> str:
    """Return a table as a Dutch spreadsheet saves it: numbers with a decimal comma. Names of numbers stay text."""
    rows = [[c.replace(".", ",") if _is_number(c) else c for c in row] for row in rows_of(text)]
    return text_of(rows, delimiter=delimiter, lineterminator=end)


def spaced(text: str) -> str:
    return "\n".join(" , ".join(f" {c} " if "," not in c else f'"{c}" ' for c in row) for row in rows_of(text)) + "\n"


def padded(text: str) -> str:
    """Empty columns behind, empty rows between and at the end."""
    rows = [[*row, "", ""] for row in rows_of(text)]
    width = len(rows[0])
    return text_of([[""] * width, rows[0], [""] * width, *rows[1:], [" "] * width, []])


def truth_words(text: str) -> str:
    rows = rows_of(text)
    if "intercity" in rows[0]:
        i = rows[0].index("intercity")
        for row in rows[1:]:
            row[i] = {"1": "WAAR", "0": "ONWAAR"}[row[i]]
    return text_of(rows)


def reordered_columns(text: str) -> str:
    rows = rows_of(text)
    return text_of([row[::-1] for row in rows])


#: dress -> the bytes of a table in that dress.
DRESSES: dict[str, Callable[[str], bytes]] = {
    "byte-order mark": lambda t: b"\xef\xbb\xbf" + t.encode(),
    "CRLF": lambda t: t.replace("\n", "\r\n").encode(),
    "CR only": lambda t: t.replace("\n", "\r").encode(),
    "all quoted": lambda t: text_of(rows_of(t), quoting=csv.QUOTE_ALL).encode(),
    "byte-order mark before a quoted header": lambda t: text_of(rows_of(t), quoting=csv.QUOTE_ALL).encode(
        "utf-8-sig"
    ),
    "semicolon": lambda t: text_of(rows_of(t), delimiter=";").encode(),
    "semicolon and decimal comma": lambda t: decimal_commas(t).encode(),
    "Dutch spreadsheet": lambda t: decimal_commas(t, end="\r\n").encode("utf-8-sig"),
    "old Dutch spreadsheet": lambda t: decimal_commas(t, end="\r\n").encode("cp1252"),
    "tab and UTF-16": lambda t: decimal_commas(t, "\t", "\r\n").encode("utf-16"),
    "UTF-16 without mark": lambda t: t.encode("utf-16-le"),
    "sep line": lambda t: ("sep=;\r\n" + decimal_commas(t, end="\r\n")).encode(),
    "spaces": lambda t: spaced(t).encode(),
    "no-break spaces": lambda t: t.replace(",", "\u00a0,\u00a0").encode() if '"' not in t else t.encode(),
    "empty rows and columns": lambda t: padded(t).encode(),
    "waar and onwaar": lambda t: truth_words(t).encode(),
    "columns in another order": lambda t: reordered_columns(t).encode(),
    "capitals in the header": lambda t: (t.split("\n", 1)[0].upper() + "\n" + t.split("\n", 1)[1]).encode(),
    "letters in two pieces (Mac)": lambda t: t.replace("ü", "u\u0308").encode(),
    "no line end at the end": lambda t: t.rstrip("\n").encode(),
}


def dress_up(folder: Path, dress: str) -> Path:
    """Rewrite all tables of a folder in a dress."""
    for path in folder.glob("*.csv"):
        path.write_bytes(DRESSES[dress](path.read_text(encoding="utf-8")))
    return folder
