"""What has to be in every GeoPackage 1.3, in SQL: the tables of the format, and what keeps indexes and counts true.

Table names, columns and triggers as the standard (OGC 12-128r17) asks; ``gpkg_ogr_contents`` is a habit of GDAL,
which opens a layer faster when it finds the number of features there.
"""

from __future__ import annotations

from collections.abc import Iterator

from bereikbaar.units import RD_NEW

#: "GPKG" in the head of the file, and the version of the format: the newest that GDAL 3.6 (QGIS 3.22) opens without
#: a warning. What 1.4 adds we do not use.
APPLICATION_ID, VERSION = 0x47504B47, 10300

#: What ``last_change`` says in every file: the time of making stands in ``run.json`` only.
FIXED_DATE = "2000-01-01T00:00:00.000Z"

_RTREE = "http://www.geopackage.org/spec120/#extension_rtree"

_GEOGRAPHIC = (
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
)
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    f'AUTHORITY["EPSG","6326"]],{_GEOGRAPHIC}AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_GRID = (
    'PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",SPHEROID["Bessel 1841",6377397.155,'
    f'299.1528128,AUTHORITY["EPSG","7004"]],AUTHORITY["EPSG","6289"]],{_GEOGRAPHIC}AUTHORITY["EPSG","4289"]],'
    'PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],'
    'PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],'
    'PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],'
    f'AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","{RD_NEW}"]]'
)
#: Rows of gpkg_spatial_ref_sys: the three that every file has, and the national grid (WKT 1 of the EPSG registry).
REFERENCE_SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude and latitude in degrees on the WGS 84 spheroid"),
    ("Amersfoort / RD New", RD_NEW, "EPSG", RD_NEW, _GRID, None),
)

TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""


def count_triggers(table: str) -> Iterator[str]:
    """Yield what keeps the number of features of a table true when somebody edits it."""
    for event, sign in (("insert", "+"), ("delete", "-")):
        yield (
            f'CREATE TRIGGER "trigger_{event}_feature_count_{table}" AFTER {event.upper()} ON "{table}" BEGIN '
            f"UPDATE gpkg_ogr_contents SET feature_count = feature_count {sign} 1 "
            f"WHERE lower(table_name) = lower('{table}'); END"
        )


def index_table(table: str) -> str:
    """Return what makes the spatial index of a layer."""
    return f'CREATE VIRTUAL TABLE "rtree_{table}_geom" USING rtree(id, minx, maxx, miny, maxy)'


def index_triggers(table: str) -> Iterator[str]:
    """Yield what keeps the spatial index true when somebody edits a layer."""
    index = f'"rtree_{table}_geom"'
    filled, empty = "NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)", "NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)"
    box = ", ".join(f"ST_{end}(NEW.geom)" for end in ("MinX", "MaxX", "MinY", "MaxY"))
    put, drop = f"INSERT OR REPLACE INTO {index} VALUES (NEW.fid, {box});", f"DELETE FROM {index} WHERE id = OLD.fid;"
    both = f"DELETE FROM {index} WHERE id IN (OLD.fid, NEW.fid);"
    for name, event, when, does in (
        ("insert", "INSERT", filled, put),
        ("update1", "UPDATE OF geom", f"OLD.fid = NEW.fid AND ({filled})", put),
        ("update2", "UPDATE OF geom", f"OLD.fid = NEW.fid AND ({empty})", drop),
        ("update3", "UPDATE", f"OLD.fid != NEW.fid AND ({filled})", f"{drop} {put}"),
        ("update4", "UPDATE", f"OLD.fid != NEW.fid AND ({empty})", both),
        ("delete", "DELETE", "OLD.geom NOTNULL", drop),
    ):
        yield f'CREATE TRIGGER "rtree_{table}_geom_{name}" AFTER {event} ON "{table}" WHEN ({when}) BEGIN {does} END'


def index_row(table: str) -> tuple[str, ...]:
    """Return the row of gpkg_extensions that tells of a spatial index."""
    return (table, "geom", "gpkg_rtree_index", _RTREE, "write-only")
