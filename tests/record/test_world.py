"""The States of the world as they come with the program: whole in six languages, each in its groups."""

from collections import Counter
from datetime import date, timedelta
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
    assert len(states) == 197
    assert {tuple(name) for name in [*named, *(group["name"] for group in groups.values())]} == {CODES}


def names(each: dict) -> list[dict]:
    return [each[key] for key in ("short_name", "formal_name") if key in each]


def members(states: dict[str, dict]) -> dict[str, dict]:
    return {slug: state for slug, state in states.items() if state.get("is_member", True)}


def test_193_states_are_members_and_four_others_take_part_in_treaties(states):
    assert len(members(states)) == 193
    assert sorted(states.keys() - members(states)) == ["cok", "niu", "pse", "vat"]


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
        "pse": 0,
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


def called_on(state: dict, day: date, language: str, form: str = "short_name") -> str:
    names = sorted(state.get("former_names", []), key=lambda name: name["until_on"])
    return next((name for name in names if day < name["until_on"]), state)[form][language]


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
    [
        (date(1945, 10, 23), 0),
        (date(1945, 12, 31), 49),
        (date(1960, 12, 31), 98),
        (date(1990, 1, 1), 155),
        (date(2002, 9, 26), 190),
        (date(2006, 6, 27), 191),
        (date(2007, 6, 18), 192),
        (date(2011, 7, 14), 193),
    ],
)
def test_how_many_states_were_members_on_a_day(states, day, count):
    assert sum(state["member_since"] <= day for state in members(states).values()) == count


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


RENAMINGS = [
    ("cpv", date(2013, 10, 24), "Cape Verde", "Cabo Verde"),
    ("lby", date(2011, 9, 16), "Libyan Arab Jamahiriya", "Libya"),
    ("cod", date(1997, 5, 17), "Zaire", "Democratic Republic of the Congo"),
    ("swz", date(2018, 4, 19), "Swaziland", "Eswatini"),
    ("bol", date(2009, 4, 9), "Bolivia", "Bolivia (Plurinational State of)"),
    ("cze", date(2016, 5, 17), "Czech Republic", "Czechia"),
    ("mmr", date(1989, 6, 18), "Burma", "Myanmar"),
    ("wsm", date(1997, 7, 4), "Western Samoa", "Samoa"),
    ("srb", date(2003, 2, 4), "Yugoslavia", "Serbia and Montenegro"),
    ("srb", date(2006, 6, 3), "Serbia and Montenegro", "Serbia"),
    ("nld", date(2023, 9, 5), "Netherlands", "Netherlands (Kingdom of the)"),
    ("ven", date(2004, 11, 16), "Venezuela", "Venezuela (Bolivarian Republic of)"),
    ("tur", date(2022, 6, 1), "Turkey", "Türkiye"),
    ("mkd", date(2019, 2, 14), "The former Yugoslav Republic of Macedonia", "North Macedonia"),
    ("ben", date(1975, 12, 2), "Dahomey", "Benin"),
    ("bfa", date(1984, 8, 4), "Upper Volta", "Burkina Faso"),
    ("blr", date(1991, 9, 19), "Byelorussian Soviet Socialist Republic", "Belarus"),
    ("caf", date(1976, 12, 20), "Central African Republic", "Central African Empire"),
    ("caf", date(1979, 9, 20), "Central African Empire", "Central African Republic"),
    ("civ", date(1986, 1, 1), "Ivory Coast", "Côte d'Ivoire"),
    ("cmr", date(1975, 3, 10), "Cameroon", "United Republic of Cameroon"),
    ("cmr", date(1984, 2, 4), "United Republic of Cameroon", "Cameroon"),
    ("cod", date(1964, 8, 1), "Congo (Leopoldville)", "Democratic Republic of the Congo"),
    ("cod", date(1971, 10, 27), "Democratic Republic of the Congo", "Zaire"),
    ("cog", date(1971, 11, 15), "Congo (Brazzaville)", "Congo"),
    ("deu", date(1990, 10, 3), "Federal Republic of Germany", "Germany"),
    ("egy", date(1958, 2, 21), "Egypt", "United Arab Republic"),
    ("egy", date(1971, 9, 2), "United Arab Republic", "Egypt"),
    ("irn", date(1982, 11, 4), "Iran", "Iran (Islamic Republic of)"),
    ("khm", date(1970, 12, 28), "Cambodia", "Khmer Republic"),
    ("khm", date(1975, 4, 30), "Khmer Republic", "Cambodia"),
    ("khm", date(1976, 4, 6), "Cambodia", "Democratic Kampuchea"),
    ("khm", date(1990, 2, 3), "Democratic Kampuchea", "Cambodia"),
    ("kna", date(1986, 12, 28), "Saint Christopher and Nevis", "Saint Kitts and Nevis"),
    ("lao", date(1975, 12, 22), "Laos", "Lao People's Democratic Republic"),
    ("lby", date(1971, 1, 6), "Libya", "Libyan Arab Republic"),
    ("lby", date(1977, 4, 18), "Libyan Arab Republic", "Libyan Arab Jamahiriya"),
    ("lka", date(1972, 8, 29), "Ceylon", "Sri Lanka"),
    ("mdv", date(1969, 4, 14), "Maldive Islands", "Maldives"),
    ("mys", date(1963, 9, 16), "Federation of Malaya", "Malaysia"),
    ("pse", date(2012, 11, 29), "Palestine", "State of Palestine"),
    ("rus", date(1991, 12, 24), "Union of Soviet Socialist Republics", "Russian Federation"),
    ("sur", date(1978, 1, 23), "Surinam", "Suriname"),
    ("syr", date(1961, 10, 13), "Syria", "Syrian Arab Republic"),
    ("tha", date(1949, 5, 11), "Siam", "Thailand"),
    ("tza", date(1964, 4, 26), "Tanganyika", "United Republic of Tanganyika and Zanzibar"),
    ("tza", date(1964, 11, 1), "United Republic of Tanganyika and Zanzibar", "United Republic of Tanzania"),
    ("ukr", date(1991, 8, 24), "Ukrainian Soviet Socialist Republic", "Ukraine"),
    ("zaf", date(1961, 5, 31), "Union of South Africa", "South Africa"),
]


@pytest.mark.parametrize(("state", "day", "before", "after"), RENAMINGS)
def test_a_state_has_its_earlier_name_to_the_eve_of_the_change_and_the_later_one_from_then_on(
    states, state, day, before, after
):
    eve = day - timedelta(days=1)
    assert (called_on(states[state], eve, "en"), called_on(states[state], day, "en")) == (before, after)


# The short name stayed.
FORMAL_RENAMINGS = [
    ("hun", date(2012, 1, 1), "Republic of Hungary", "Hungary"),
    ("lby", date(2017, 12, 22), "Libya", "State of Libya"),
]


@pytest.mark.parametrize(("state", "day", "before", "after"), FORMAL_RENAMINGS)
def test_a_formal_name_changes_on_its_day(states, state, day, before, after):
    eve = day - timedelta(days=1)
    assert [called_on(states[state], each, "en", "formal_name") for each in (eve, day)] == [before, after]


def test_every_renaming_is_tried(states):
    named = {(slug, former["until_on"]) for slug, state in states.items() for former in state.get("former_names", [])}
    assert named == {(slug, day) for slug, day, _before, _after in [*RENAMINGS, *FORMAL_RENAMINGS]}
