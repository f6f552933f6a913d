"""The base map: every State is on it, nothing runs across it, and it is small."""

import re
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import palermo
from palermo.core.languages import CODES, LANGUAGES
from palermo.site.charts.areas import NO_STATE, NOT_DRAWN, PART_OF, WITHOUT_SHAPE
from palermo.site.charts.equal_earth import CENTRE, HEIGHT, WIDTH, project
from palermo.site.charts.world_file import DISCLAIMER, SOURCE, WORLD, places

FILES = (Path(palermo.__file__).parent / "record/world/states").glob("*.yaml")
STATES = sorted(each.stem for each in FILES if "is_member: false" not in each.read_text(encoding="utf-8"))
MOST_BYTES = 120_000
SVG = "{http://www.w3.org/2000/svg}"


def test_all_193_member_states_are_on_the_map():
    assert len(STATES) == 193
    assert [state for state in STATES if state not in places()] == []


@pytest.mark.parametrize("state", ["and", "brb", "kir", "lie", "mco", "nru", "sgp", "tuv"])
def test_a_small_state_is_a_circle(state):
    assert places()[state].outline == ""


@pytest.mark.parametrize("state", ["bra", "chn", "fji", "rus", "usa"])
def test_no_outline_runs_across_the_map(state):
    """What is cut at the edge would otherwise be a stripe from one side to the other."""
    for ring in re.findall(r"M(-?\d+) -?\d+l([^z]*)z", places()[state].outline):
        steps = [int(number) for number in re.findall(r"-?\d+", ring[1])][::2]
        assert max(map(abs, steps)) < WIDTH / 10
        assert all(-1 <= x <= WIDTH + 1 for x in accumulate([int(ring[0]), *steps]))


def test_shapes_and_areas_are_as_the_table_says():
    drawn = set(places())
    gone = {code.lower() for code in (*PART_OF, *NOT_DRAWN, *WITHOUT_SHAPE)}
    owners = {code.lower() for code in (*PART_OF.values(), *filter(None, WITHOUT_SHAPE.values()))}
    assert drawn & gone == set()
    assert owners - set(STATES) == set()
    assert {code.lower() for code in NO_STATE} - drawn == set()
    assert {code.lower() for code in NO_STATE} & set(STATES) == set()


def test_the_file_is_small_and_bears_its_source_and_the_disclaimer_in_six_languages():
    root = ET.parse(WORLD).getroot()
    assert WORLD.stat().st_size <= MOST_BYTES
    assert [each.text for each in root.findall(f"{SVG}metadata")] == [SOURCE]
    shown = {each.get("{http://www.w3.org/XML/1998/namespace}lang"): each.text for each in root.findall(f"{SVG}desc")}
    assert shown == {language.tag: DISCLAIMER[language.code] for language in LANGUAGES}
    assert set(DISCLAIMER) == set(CODES)


def test_the_projection_is_equal_earth():
    """Areas keep their size: a square degree at 60° North is half as large as one at the equator."""

    def area(latitude: float) -> float:
        (west, south), (east, _south) = project(0, latitude), project(1, latitude)
        return (east - west) * (south - project(0, latitude + 0.1)[1])

    assert area(60) / area(0) == pytest.approx(0.5, rel=0.01)
    assert project(0, 0)[0] == WIDTH / 2
    assert HEIGHT == 864
    assert CENTRE == 11
