"""The colours of data can be seen and told apart, in both themes and on paper, by those who see fewer colours, too."""

import re
from itertools import combinations, pairwise

import pytest

from tests.site.colours import STYLES, VISIONS, contrast, distance, themes

THEMES = pytest.mark.parametrize("theme", ["light", "dark", "print"])
SEEN = pytest.mark.parametrize("vision", VISIONS)
SERIES = [f"data-{place}" for place in range(1, 6)]
STEPS = [f"step-{place}" for place in range(1, 5)]


def test_the_distance_of_colours_is_that_of_oklab():
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(1, abs=1e-3)
    assert distance("#143f73", "#143f73", "deuteranopia") == 0
    # Red and green of one lightness differ for most, and hardly for those without the cones for green.
    assert distance("#b3560c", "#6a7a10", "normal") > 2 * distance("#b3560c", "#6a7a10", "deuteranopia")


@THEMES
@pytest.mark.parametrize("series", SERIES)
def test_a_series_stands_out_from_the_paper(theme, series):
    found = themes()[theme]
    assert contrast(found[series], found["paper"]) >= 3


@THEMES
@SEEN
def test_every_two_series_can_be_told_apart(theme, vision):
    found = themes()[theme]
    assert min(distance(found[one], found[other], vision) for one, other in combinations(SERIES, 2)) >= 0.1


@THEMES
def test_a_number_on_a_mark_can_be_read(theme):
    found = themes()[theme]
    assert contrast(found["data-1"], found["paper"]) >= 7


@THEMES
@SEEN
def test_steps_go_evenly_from_the_paper_to_the_ink(theme, vision):
    found = themes()[theme]
    steps = [found[each] for each in ("paper", *STEPS)]
    assert min(distance(one, other, vision) for one, other in pairwise(steps)) >= 0.08
    from_paper = [distance(found["paper"], step, vision) for step in steps]
    assert from_paper == sorted(from_paper)


@THEMES
def test_the_least_step_is_bounded_by_a_line_that_can_be_seen(theme):
    found = themes()[theme]
    assert contrast(found["line"], found["paper"]) >= 3


def test_every_class_of_a_mark_has_a_style():
    drawn = "".join(path.read_text(encoding="utf-8") for path in (STYLES.parents[2] / "charts").glob("*.py"))
    styled = set(re.findall(r"^\.([a-z0-9-]+)", (STYLES / "charts/marks.css").read_text(encoding="utf-8"), re.M))
    named = {"axis", "today", "interval", "curve", "flow", "seat-free", "leader", "grid", "halo", "on-mark"}
    assert {name for name in named if f'"{name}"' in drawn} == named
    assert named - styled == set()
