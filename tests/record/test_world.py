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
    assert len(states) == 196
    assert {tuple(name) for name in [*named, *(group["name"] for group in groups.values())]} == {CODES}


def names(each: dict) -> list[dict]:
    return [each[key] for key in ("short_name", "formal_name") if key in each]


def members(states: dict[str, dict]) -> dict[str, dict]:
    return {slug: state for slug, state in states.items() if state.get("is_member", True)}


def test_193_states_are_members_and_three_others_take_part_in_treaties(states):
    assert len(members(states)) == 193
    assert sorted(states.keys() - members(states)) == ["cok", "niu", "vat"]


def test_each_state_votes_in_one_regional_group_and_none_is_said_of_kiribati(states, groups):
    voting = Counter(
        member["state"]
        for slug in REGIONAL
        for member in groups[slug]["members"]
        if member.get("purpose") != "consultation"
    )
    assert {state: voting[state] for state in states} == {state: int(state != "kir") for state in members(states)} | {
        "cok": 0,
        "niu": 0,
        "vat": 0,
    }


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


def called_on(state: dict, day: date, language: str) -> str:
    names = sorted(state.get("former_names", []), key=lambda name: name["until_on"])
    return next((name for name in names if day < name["until_on"]), state)["short_name"][language]


NAMES = {
    date(2004, 1, 1): (
        "Bolivia, Cape Verde, Czech Republic, Swaziland, Libyan Arab Jamahiriya, The former Yugoslav Republic of "
        "Macedonia, Netherlands, Serbia and Montenegro, Turkey, Venezuela, Republic of Moldova, Timor-Leste"
    ),
    date(2007, 6, 18): (
        "Bolivia, Cape Verde, Czech Republic, Swaziland, Libyan Arab Jamahiriya, The former Yugoslav Republic of "
        "Macedonia, Netherlands, Serbia, Turkey, Venezuela (Bolivarian Republic of), Republic of Moldova, Timor-Leste"
    ),
    date(2009, 4, 9): (
        "Bolivia (Plurinational State of), Cape Verde, Czech Republic, Swaziland, Libyan Arab Jamahiriya, The former "
        "Yugoslav Republic of Macedonia, Netherlands, Serbia, Turkey, Venezuela (Bolivarian Republic of), Republic of "
        "Moldova, Timor-Leste"
    ),
    date(2018, 4, 19): (
        "Bolivia (Plurinational State of), Cabo Verde, Czechia, Eswatini, Libya, The former Yugoslav Republic of "
        "Macedonia, Netherlands, Serbia, Turkey, Venezuela (Bolivarian Republic of), Republic of Moldova, Timor-Leste"
    ),
    date(2024, 1, 1): (
        "Bolivia (Plurinational State of), Cabo Verde, Czechia, Eswatini, Libya, North Macedonia, Netherlands "
        "(Kingdom of the), Serbia, Türkiye, Venezuela (Bolivarian Republic of), Republic of Moldova, Timor-Leste"
    ),
}


@pytest.mark.parametrize("day", NAMES)
def test_states_bear_the_names_of_the_day(states, day):
    asked = ("bol", "cpv", "cze", "swz", "lby", "mkd", "nld", "srb", "tur", "ven", "mda", "tls")
    assert ", ".join(called_on(states[slug], day, "en") for slug in asked) == NAMES[day]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ar", ["بوليفيا", "الجماهيرية العربية الليبية", "هولندا", "تركيا"]),
        ("zh", ["玻利维亚", "阿拉伯利比亚民众国", "荷兰", "土耳其"]),
        ("fr", ["Bolivie", "Jamahiriya arabe libyenne", "Pays-Bas", "Turquie"]),
        ("ru", ["Боливия", "Ливийская Арабская Джамахирия", "Нидерланды", "Турция"]),
        ("es", ["Bolivia", "Jamahiriya Árabe Libia", "Países Bajos", "Turquía"]),
    ],
)
def test_the_names_of_2007_are_there_in_every_language(states, language, names):
    day = date(2007, 6, 18)
    assert [called_on(states[slug], day, language) for slug in ("bol", "lby", "nld", "tur")] == names


def test_states_that_came_into_being_since_2000(states):
    young = {slug: state for slug, state in states.items() if "exists_since" in state}
    assert {slug: (state["exists_since"], state["member_since"]) for slug, state in young.items()} == {
        "tls": (date(2002, 5, 20), date(2002, 9, 27)),
        "mne": (date(2006, 6, 3), date(2006, 6, 28)),
        "ssd": (date(2011, 7, 9), date(2011, 7, 14)),
    }


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2002, 9, 26), 190), (date(2006, 6, 27), 191), (date(2007, 6, 18), 192), (date(2011, 7, 14), 193)],
)
def test_how_many_states_were_members_on_a_day(states, day, count):
    assert sum(state.get("member_since", date.min) <= day for state in members(states).values()) == count


def test_each_file_with_a_former_name_says_where_it_was_found():
    written = {path.stem: path.read_text(encoding="utf-8") for path in (WORLD / "states").glob("*.yaml")}
    named = {slug for slug, text in written.items() if "former_names:" in text}
    assert {slug for slug in named if not written[slug].startswith("# Former")} == set()


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
