"""What files can have wrong before they become a network: ids that are there twice, codes that point nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from bereikbaar.errors import did_you_mean
from bereikbaar.network.checks.findings import Context, Finding, at, fault
from bereikbaar.network.checks.rows import KEYS

#: Codes in files that the network itself does not hold: (file, column, separator or none, other file, its column).
REFERENCES = (
    ("zones.csv", "town_id", "", "towns.csv", "town_id"),
    ("centres.csv", "town_id", "", "towns.csv", "town_id"),
    ("centres.csv", "main_station", "", "stations.csv", "code"),
    ("centres.csv", "stations", " ", "stations.csv", "code"),
    ("clock_minutes.csv", "service", "", "services.csv", "service"),
    ("clock_minutes.csv", "station", "", "stations.csv", "code"),
    ("connections.csv", "station", "", "stations.csv", "code"),
    ("connections.csv", "from_service", "", "services.csv", "service"),
    ("connections.csv", "to_service", "", "services.csv", "service"),
    ("stop_times.csv", "service", "", "services.csv", "service"),
    ("towns.csv", "municipality_code", "", "municipalities.csv", "municipality_code"),
    ("zones.csv", "municipality_code", "", "municipalities.csv", "municipality_code"),
    ("municipalities.csv", "corop_code", "", "corop.csv", "corop_code"),
    ("towns.csv", "corop_code", "", "corop.csv", "corop_code"),
    ("zones.csv", "corop_code", "", "corop.csv", "corop_code"),
)
#: Files in which a key is there once; the others hold several rows for one key, or are judged elsewhere.
UNIQUE = (
    "stations.csv",
    "services.csv",
    "leg_paths.csv",
    "zones.csv",
    "towns.csv",
    "centres.csv",
    "amenities.csv",
    "municipalities.csv",
    "corop.csv",
    "crossings.csv",
)
#: Columns of zones.csv with regions, each of which lies in one of the other: sums over both have to agree.
NESTED = (
    ("municipality_code", "corop_code"),
    ("municipality_code", "province_code"),
    ("corop_code", "province_code"),
)


def check_duplicates(ctx: Context) -> Iterator[Finding]:
    """An id is in its file once."""
    for file in UNIQUE:
        for key, lines in sorted(ctx.files.lines(file).items()):
            if len(lines) > 1:
                columns = KEYS[file]
                yield fault(
                    "duplicate_id",
                    at(file=file, field=columns[0], line=lines[1]),
                    columns=" + ".join(columns),
                    value=" ".join(key),
                    lines=lines,
                )


def check_references(ctx: Context) -> Iterator[Finding]:
    """Codes in the files of places, clock minutes and connections exist in the file that they point to."""
    for file, column, separator, other, other_column in REFERENCES:
        known = {row.get(other_column, "") for _, row in ctx.files.records(other)}
        if not known:
            continue
        wrong: dict[str, list[int]] = {}
        for line, row in ctx.files.records(file):
            value = row.get(column, "")
            for code in value.split(separator) if separator else [value]:
                if code and code not in known:
                    wrong.setdefault(code, []).append(line)
        for code, lines in sorted(wrong.items()):
            yield fault(
                "unknown_code",
                at(file=file, field=column, line=lines[0]),
                column=column,
                code=code,
                other=other,
                n=len(lines),
                near=did_you_mean(code, known),
            )


def check_towns(ctx: Context) -> Iterator[Finding]:
    """Every town has a zone, if the folder has zones at all."""
    with_zone = {row.get("town_id", "") for _, row in ctx.files.records("zones.csv")}
    for _line, row in ctx.files.records("towns.csv") if with_zone else []:
        town = row.get("town_id", "")
        if town and town not in with_zone:
            yield fault("empty_town", at(town), town=town, name=row.get("name", ""))


def check_areas(ctx: Context) -> Iterator[Finding]:
    """The zones of a municipality lie in one COROP area and one province, those of a COROP area in one province."""
    records = ctx.files.records("zones.csv")
    for column, larger in NESTED:
        found: dict[str, dict[str, int]] = {}
        for line, row in records:
            code, within = row.get(column, ""), row.get(larger, "")
            if code and within:
                found.setdefault(code, {}).setdefault(within, line)
        for code, lines in sorted(found.items()):
            if len(lines) > 1:
                where = at(field=column, line=sorted(lines.values())[1])
                yield fault("split_area", where, column=column, code=code, larger=larger, found=sorted(lines))
