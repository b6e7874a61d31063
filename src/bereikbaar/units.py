"""Named constants and the few conversions between minutes, hours, kilometres and metres."""

from __future__ import annotations

MINUTES_PER_HOUR = 60.0
#: Slack for comparisons at a threshold: "within 60 minutes" includes 60 (minutes, per hour).
SLACK = 1e-9
#: Mean radius of the earth, km (IUGG 1980), for crow-fly distances.
EARTH_RADIUS_KM = 6371.0088
#: EPSG code of the Dutch national grid (metres).
RD_NEW = 28992
