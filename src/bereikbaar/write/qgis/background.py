"""The background map: the grey map of the Dutch national map service, as an option that is switched off."""

from __future__ import annotations

from bereikbaar.lang import both
from bereikbaar.write.qgis.extent import spatial
from bereikbaar.write.qgis.xml import element, text

#: BRT Achtergrondkaart, grey, by Kadaster through PDOK, as tiles in web mercator; licence CC BY 4.0. Without a
#: network the layer stays empty, and nothing is asked of the service as long as it is switched off.
BACKGROUND_URL = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
BACKGROUND_ID = "background_brt_grijs"
BACKGROUND_TITLE = both("Background map (PDOK, BRT Achtergrondkaart grijs; needs internet)")
_CREDIT = "Kaartgegevens (c) Kadaster, PDOK: BRT Achtergrondkaart, CC BY 4.0"
#: The deepest level of the tiles.
_DEEPEST = 19
_WEB_MERCATOR = 3857


def background_layer(lang: str) -> str:
    """Return the background as a layer of a project."""
    address = f"type=xyz&url={BACKGROUND_URL}&zmax={_DEEPEST}&zmin=0"
    title = BACKGROUND_TITLE.said(lang)
    place = spatial(_WEB_MERCATOR, _WEB_MERCATOR, "WGS 84 / Pseudo-Mercator")
    about = element("resourceMetadata", (element("title", text(title)), element("rights", text(_CREDIT))))
    pipe = element("pipe", element(
        "rasterrenderer", type="singlebandcolordata", band=1, opacity=1, alphaBand=-1, nodataColor=""))  # fmt: skip
    inner = (
        element("id", BACKGROUND_ID), element("datasource", text(address)), element("layername", text(title)),
        element("attribution", text(_CREDIT)), element("srs", place), about, element("provider", "wms"), pipe,
    )  # fmt: skip
    return element("maplayer", inner, type="raster", hasScaleBasedVisibilityFlag=0)
