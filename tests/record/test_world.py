"""The States of the world as they come with the program: whole in six languages, each in its groups."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from palermo.core.languages import CODES

WORLD = Path(__file__).parents[2] / "src/palermo/record/world"
REGIONAL = {
    "african": 54,
    "asia-pacific": 53,
    "eastern-european": 23,
    "latin-american-and-caribbean": 33,
    "western-european-and-other": 29,
}


def files(folder: str) -> dict[str, dict]:
    paths = sorted((WORLD / folder).glob("*.yaml"))
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


@pytest.fixture(scope="module")
def states() -> dict[str, dict]:
    return files("states")


@pytest.fixture(scope="module")
def groups() -> dict[str, dict]:
    return files("regional-groups")


def test_every_name_is_there_in_six_languages_in_their_order(states, groups):
    named = [
        name for state in states.values() for each in [state, *state.get("former_names", [])] for name in names(each)
    ]
    assert len(states) == 193
    assert {tuple(name) for name in [*named, *(group["name"] for group in groups.values())]} == {CODES}


def names(each: dict) -> list[dict]:
    return [each[key] for key in ("short_name", "formal_name") if key in each]


def test_each_state_votes_in_one_regional_group_and_none_is_said_of_kiribati(states, groups):
    voting = Counter(
        member["state"]
        for slug in REGIONAL
        for member in groups[slug]["members"]
        if member.get("purpose") != "consultation"
    )
    assert {state: voting[state] for state in states} == {state: int(state != "kir") for state in states}


def test_how_many_vote_in_each_regional_group(groups):
    counted = {
        slug: sum(member.get("purpose") != "consultation" for member in groups[slug]["members"]) for slug in REGIONAL
    }
    assert counted == REGIONAL


def test_who_is_there_otherwise_than_the_others(groups):
    special = {
        (slug, member["state"], member.get("purpose", "all"), member.get("since"))
        for slug in REGIONAL
        for member in groups[slug]["members"]
        if len(member) > 1
    }
    assert special == {
        ("asia-pacific", "tur", "consultation", None),
        ("western-european-and-other", "usa", "elections", None),
        ("western-european-and-other", "isr", "all", date(2000, 5, 30)),
    }


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(1993, 10, 31), 0),
        (date(1993, 11, 1), 12),
        (date(2004, 5, 1), 25),
        (date(2007, 1, 1), 27),
        (date(2013, 7, 1), 28),
        (date(2020, 1, 31), 28),
        (date(2020, 2, 1), 27),
    ],
)
def test_the_european_union_grows_and_shrinks(groups, day, count):
    members = groups["european-union"]["members"]
    assert sum(member["since"] <= day < member.get("until", date.max) for member in members) == count


@pytest.mark.parametrize(
    ("state", "days"),
    [
        ("cze", ["2016-05-17"]),
        ("swz", ["2018-04-19"]),
        ("mkd", ["2019-02-14"]),
        ("tur", ["2022-06-01"]),
        ("srb", ["2003-02-04", "2006-06-03"]),
    ],
)
def test_on_which_days_names_changed(states, state, days):
    assert [str(former["until_on"]) for former in states[state]["former_names"]] == days
