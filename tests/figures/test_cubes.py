"""Figures that passed the gate, as pages read them."""

import pytest

from palermo.figures.cubes import Selection, count_cube, read_cube
from palermo.figures.pipeline.places import cube_path
from tests.factories.figures import key_of, make_release

pytestmark = pytest.mark.django_db

VICTIMS = "victims-detected"
TRUE = {
    key_of(VICTIMS, "fra", 2007): 60,
    key_of(VICTIMS, "fra", 2007, sex="female"): 38,
    key_of(VICTIMS, "fra", 2007, sex="male"): 20,
    key_of(VICTIMS, "fra", 2007, sex="other"): 2,
    key_of(VICTIMS, "tha", 2007): 44,
    key_of(VICTIMS, "tha", 2006): 0,
}


def test_small_figure_is_hidden_and_what_would_give_it_away() -> None:
    release = make_release(TRUE)
    shown = read_cube(cube_path(release), Selection(by="sex"))
    assert [(each.codes, each.kind, each.value, each.low, each.high) for each in shown] == [
        ({"sex": "female"}, "count", 38, None, None),
        # Of 60, 38 are women and at least 1 is of another sex.
        ({"sex": "male"}, "suppressed", None, 0, 21),
        ({"sex": "other"}, "suppressed", None, 1, 4),
    ]


def test_selection_narrows() -> None:
    release = make_release(TRUE)
    totals = read_cube(cube_path(release), Selection(indicators=(VICTIMS,), by=""))
    assert [(each.state, each.year, each.kind, each.value) for each in totals] == [
        ("fra", 2007, "count", 60),
        ("tha", 2006, "zero", 0),
        ("tha", 2007, "count", 44),
    ]
    wanted = Selection(states=("tha",), year_from=2007, year_until=2007)
    assert [each.value for each in read_cube(cube_path(release), wanted)] == [44]
    assert count_cube(cube_path(release), Selection()) == 6
    assert count_cube(cube_path(release), Selection(codes={"sex": ("male", "other")})) == 2


def test_content_of_the_release_is_listed() -> None:
    release = make_release(TRUE)
    assert list(release.series.values_list("indicator__slug", "by", "year_from", "year_until", "states", "cells")) == [
        (VICTIMS, "", 2006, 2007, 2, 3),
        (VICTIMS, "sex", 2007, 2007, 1, 3),
    ]
