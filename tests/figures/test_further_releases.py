"""What the gate would find beside earlier releases is prevented, or refused, while a further release is prepared."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from disclosure.release import Register

from palermo.figures.bundles import NAMES, Key
from palermo.figures.pipeline import draft_files as files
from palermo.figures.pipeline.draft_files import HiddenFigure
from palermo.figures.pipeline.gating import work
from palermo.figures.pipeline.hidden_reasons import OTHERS
from palermo.figures.pipeline.places import register_folder
from palermo.figures.pipeline.protecting import figure_of
from tests.factories.figures import key_of, make_population, make_register

pytestmark = pytest.mark.django_db
VICTIMS, CONVICTED = "victims-detected", "persons-convicted"


@pytest.fixture
def register() -> Path:
    made = make_register()
    make_population(made, "victims")
    return register_folder(made)


@pytest.fixture
def whole(register, settings):
    """What preparation and gate are given of every edition."""
    return {"register": str(register), "key": str(settings.PALERMO_RELEASE_KEY), "title": "Victims"}


def prepare(folder: Path, whole: Mapping[str, str], edition: str, figures: Mapping[Key, str], **choices) -> dict:
    """What the step of preparation answers."""
    folder.mkdir()
    files.write_compiled(folder, {key: figure_of(sign) for key, sign in figures.items()})
    asked = {"required": [], "hidden_last": [], **choices}
    return work(b"", "protect", folder=str(folder), **whole, population=["victims", edition], unit="persons", **asked)


def release(folder: Path, whole: Mapping[str, str], declared: Mapping[str, str] | None = None) -> dict:
    """What the gate answers of what was prepared."""
    return work(
        b"",
        "release",
        folder=str(folder),
        **whole,
        gate={"today": "2008-02-01", "mark": folder.name, "seen": []},
        author="Author",
        approved_by=["First", "Second"],
        declarations=[
            {"about": about, "reason": "Corrected.", "by": "First", "figures": digest}
            for about, digest in (declared or {}).items()
        ],
        notes="",
    )


def signs_in(folder: Path) -> dict[Key, str]:
    """What is published of each figure."""
    rows = csv.DictReader(io.StringIO((folder / files.PUBLISHED).read_text("utf-8")))
    return {tuple(row[name] for name in NAMES): row["value"] for row in rows}


def victims(**codes: str) -> Key:
    return key_of(VICTIMS, "fra", 2007, **codes)


def convicted(**codes: str) -> Key:
    return key_of(CONVICTED, "fra", 2007, **codes)


BY_SEX = {
    victims(): "60",
    victims(sex="female"): "15",
    victims(sex="male"): "5",
    victims(sex="other"): "38",
    victims(sex="unknown"): "2",
    convicted(): "6",
    convicted(sex="female"): "4",
    convicted(sex="male"): "2",
    convicted(sex="unknown"): "0",
}


def test_what_the_gate_would_find_beside_an_earlier_edition_is_hidden_while_it_is_prepared(tmp_path, whole):
    """Of 5 adults in both editions the earlier one shows the total of 6: one child."""
    adult = {victims(age="18+"): "5", victims(age="18+", citizenship="own"): "4"}
    adult |= {victims(age="18+", citizenship=each): "1" for each in ("abroad", "vnm")}
    own = {victims(citizenship="own"): "4", victims(citizenship="vnm"): "1"}
    first = adult | own | {victims(): "6", victims(age="0-17"): "1", victims(citizenship="abroad"): "2"}
    second = adult | own | {victims(): "8", victims(age="0-17"): "3", victims(citizenship="abroad"): "4"}
    assert "refused" not in prepare(tmp_path / "1", whole, "1", first)
    assert release(tmp_path / "1", whole) == {"number": 1}
    answer = prepare(tmp_path / "2", whole, "2", second)
    assert signs_in(tmp_path / "2")[victims(age="18+")] == "*"
    reasons = files.read_hidden(tmp_path / "2", reason=OTHERS)
    assert HiddenFigure(victims(age="18+"), OTHERS, victims(age="0-17")) in reasons
    declared = {about: answer["differences"].get(about, {}).get("digest", "") for about in answer["declarations"]}
    assert release(tmp_path / "2", whole, declared) == {"number": 2}


def test_what_the_gate_would_refuse_is_refused_before_anyone_approves_it(tmp_path, register, whole):
    """That nobody of unknown sex was convicted follows from the second edition alone, and narrows the first."""
    second = BY_SEX | {convicted(): "5", convicted(sex="female"): "3", convicted(sex="unknown"): ".."}
    second |= {victims(): "61", victims(sex="female"): "14", victims(sex="unknown"): "4"}
    assert "refused" not in prepare(tmp_path / "alone", whole, "2", second)
    prepare(tmp_path / "1", whole, "1", BY_SEX)
    assert release(tmp_path / "1", whole) == {"number": 1}
    answer = prepare(tmp_path / "2", whole, "2", second)
    assert answer["kind"] == "NotPossible"
    assert answer["refused"].startswith(
        "3 hidden figures can be computed from these tables and what was released before: state fra, indicator "
        "persons-convicted, year 2007, sex female, age total, form total, citizenship total, repatriation total, "
        "population victims, edition 1: lies between 2 and 4, from "
    )
    assert [one.date for one in Register(register).releases()] == [date(2008, 2, 1).isoformat()]


SEXES = {victims(sex=sex): n for sex, n in (("female", "20"), ("male", "18"), ("other", "20"), ("unknown", "2"))}
AGES = {victims(age=age): n for age, n in (("0-17", "40"), ("18+", "20"))}
BOTH = {
    victims(sex=sex, age=age): n
    for sex, numbers in (("female", "12 8"), ("male", "11 7"), ("other", "16 4"), ("unknown", "1 1"))
    for age, n in zip(("0-17", "18+"), numbers.split(), strict=True)
}
TABLE = {victims(): "60"} | SEXES | AGES | BOTH


def hidden_for_others(folder: Path) -> set[Key]:
    return {key for key, sign in signs_in(folder).items() if sign == "*"}


@pytest.mark.parametrize("by", ["sex", "age", ""])
def test_of_a_breakdown_that_must_be_published_nothing_is_hidden_to_protect_others(tmp_path, whole, by):
    prepare(tmp_path / "required", whole, "1", TABLE, required=[by])
    required = {"sex": SEXES, "age": AGES, "": {victims(): "60"}}[by]
    shown = {key: sign for key, sign in signs_in(tmp_path / "required").items() if key in required}
    assert shown == required | ({victims(sex="unknown"): "*"} if by == "sex" else {})


def test_what_cannot_be_published_whole_is_named(tmp_path, whole):
    table = {victims(): "60", victims(sex="female"): "58", victims(sex="male"): "2"}
    assert "refused" not in prepare(tmp_path / "free", whole, "1", table)
    answer = prepare(tmp_path / "required", whole, "1", table, required=["", "sex"])
    assert answer["refused"].startswith(
        "Not everything can be protected while every figure that must be published is: without that, state fra, "
        "indicator victims-detected, year 2007, sex female would be hidden. Require fewer of them to be published. "
    )


def test_of_a_dimension_that_is_hidden_last_less_is_hidden(tmp_path, whole):
    hidden = {}
    for last in ("sex", "age"):
        prepare(tmp_path / last, whole, "1", TABLE, hidden_last=[last])
        hidden[last] = [len(hidden_for_others(tmp_path / last) & set(one)) for one in (SEXES, AGES)]
    # One of the figures by sex is small itself, under the sign that says nothing of its size.
    assert hidden == {"sex": [1, 1], "age": [2, 0]}
