"""The Equal Earth projection: areas keep their size, and the line at which the map is cut runs through Bering Strait.

Šavrič, Patterson and Jenny, "The Equal Earth map projection", 2018; centred on 11° East, so that no mainland is cut.
"""

from math import asin, cos, radians, sin, sqrt

CENTRE = 11
WIDTH = 2000
# Degrees: what lies beyond is ice.
NORTH, SOUTH = 83.7, -56
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF = sqrt(3) / 2


def _unscaled(longitude: float, latitude: float) -> tuple[float, float]:
    angle = asin(HALF * sin(radians(latitude)))
    two, six = angle**2, angle**6
    across = cos(angle) / (HALF * (A1 + 3 * A2 * two + six * (7 * A3 + 9 * A4 * two)))
    return radians(longitude) * across, angle * (A1 + A2 * two + six * (A3 + A4 * two))


EDGE = _unscaled(180, 0)[0]
SCALE = WIDTH / (2 * EDGE)
TOP = _unscaled(0, NORTH)[1]
HEIGHT = round((TOP - _unscaled(0, SOUTH)[1]) * SCALE)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point lies on the map, whose top left corner is 0, 0; the longitude is counted from the centre."""
    x, y = _unscaled(longitude, latitude)
    return (x + EDGE) * SCALE, (TOP - y) * SCALE
