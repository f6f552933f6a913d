"""A wrong outline is refused with a sentence that says where the fault is, what was expected and what was found."""

from typing import Any

import pytest

from palermo.core.refusals import Refused
from palermo.reporting.outline import OUTLINE_NAMES, outlines
from palermo.reporting.outline_schema import missing_languages, read_outline
from palermo.reporting.states import Blueprint

SECTION = {"key": "one", "title": {"en": "One"}, "paragraphs": ["launch"]}


def outline(**changes: Any) -> dict[str, Any]:
    return {**outlines()["briefing"].content, **changes}


def with_section(**changes: Any) -> dict[str, Any]:
    return outline(sections=[{**SECTION, **changes}])


FAULTS = {
    "no mapping": (["launch"], "Outline: expected sections and settings, found “['launch']”."),
    "no settings": ({1: 2}, "Outline: expected names of settings, found “{1: 2}”."),
    "unknown setting": (outline(colour="red"), "“colour”: expected a setting of outlines, found “colour”."),
    "audience": (
        outline(audience="everybody"),
        "“audience”: expected one of: public, member_states, steering_committee, secretariat, found “everybody”.",
    ),
    "author": (
        outline(subtitle="progress.title"),
        "“subtitle”: expected one of: progress.subtitle, types.by_secretary_general, types.by_secretariat, "
        "briefing.subtitle, found “progress.title”.",
    ),
    "limit": (outline(word_limit="many"), "“word_limit”: expected a whole number from 1, found “many”."),
    "contents": (outline(has_contents="maybe"), "“has_contents”: expected yes or no, found “maybe”."),
    "no sections": (outline(sections=[]), "Outline: expected from 1 to 40 sections, found 0."),
    "sections of another shape": (outline(sections="all"), "“sections”: expected a list, found “all”."),
    "no heading": (with_section(title={}), "Section 1: expected a heading, found nothing."),
    "blank heading": (with_section(title={"en": " "}), "Section 1: expected a heading, found nothing."),
    "unknown message": (with_section(title="progress.none"), "Section 1: expected a heading, found “progress.none”."),
    "another language": (
        with_section(title={"en": "One", "de": "Eins"}),
        "Section 1: expected headings in the languages ar, zh, en, fr, ru, es, found “de”.",
    ),
    "long heading": (
        with_section(title={"en": "x" * 301}),
        "Section 1: expected a heading of at most 300 characters, found 301.",
    ),
    "no paragraphs": (with_section(paragraphs=[]), "Section 1: expected from 1 to 40 paragraph types, found 0."),
    "unknown type": (
        with_section(paragraphs=["launch", "weather"]),
        "Section 1, paragraph 2: expected one of the paragraph types, found “weather”.",
    ),
    "limit that does not fit": (
        with_section(paragraphs=[{"type": "launch", "only": "forum"}]),
        "Section 1, paragraph 1: expected no limit for this type, found “forum”.",
    ),
    "limit that is not there": (
        with_section(paragraphs=[{"type": "follow-up-table", "only": "forum"}]),
        "Section 1, paragraph 1: expected one of: open, found “forum”.",
    ),
    "option of another shape": (
        with_section(paragraphs=[{"type": "launch", "emphasis": "very"}]),
        "Section 1, paragraph 1, “emphasis”: expected yes or no, found “very”.",
    ),
    "unknown option": (
        with_section(paragraphs=[{"type": "launch", "size": 3}]),
        "Section 1, paragraph 1, “size”: expected a setting of outlines, found “size”.",
    ),
    "no type": (
        with_section(paragraphs=[{"only": "forum"}]),
        "Section 1, paragraph 1, “type”: expected a value, found nothing.",
    ),
    "key": (with_section(key="One!"), "Section 1, “key”: expected a name of its own in small letters, found “One!”."),
    "key twice": (
        outline(sections=[SECTION, SECTION]),
        "Section 1, “key”: expected a name of its own in small letters, found “one”. "
        "Section 2, “key”: expected a name of its own in small letters, found “one”.",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_wrong_outline_is_refused_with_where_expected_and_found(case):
    given, sentence = FAULTS[case]
    with pytest.raises(Refused) as refused:
        read_outline("briefing", given)
    assert str(refused.value) == sentence


def test_every_shipped_outline_is_read_and_reads_the_same_again():
    assert sorted(OUTLINE_NAMES) == sorted(Blueprint.values)
    assert {name: read_outline(name, each.content).content for name, each in outlines().items()} == {
        name: each.content for name, each in outlines().items()
    }


def test_headings_that_lack_a_language_are_named():
    assert missing_languages(read_outline("briefing", with_section())) == ["one"]
    assert missing_languages(outlines()["briefing"]) == []
