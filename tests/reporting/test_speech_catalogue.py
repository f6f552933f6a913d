"""The catalogues of the six languages say the same things."""

import re
from pathlib import Path

import pytest

import palermo.reporting
from palermo.core.languages import CODES
from palermo.reporting.realization.catalogue import message, patterns, with_spaces
from tests.reporting.patterns import arguments

SOURCE = Path(palermo.reporting.__file__).parent
# Used in some languages only: the count of a list is a word in one and a plural ending in another.
COUNTS = {"count"}
# A language refers to these by a name or by a pronoun, as it likes.
NAMES = {"initiative", "body", "committee", "convener", "treaty", "subject", "forum", "tool"}
FREE = COUNTS | NAMES
FRENCH_WITHOUT_SPACE = re.compile(
    r"(?<!\N{NO-BREAK SPACE})[;?!»]|(?<![\N{NO-BREAK SPACE}\d/p]):|«(?!\N{NO-BREAK SPACE})"
)


@pytest.mark.parametrize("lang", CODES)
def test_every_language_has_the_same_messages(lang):
    assert sorted(patterns(lang)) == sorted(patterns("en"))


@pytest.mark.parametrize("lang", CODES)
def test_every_language_sets_the_same_arguments_into_its_words(lang):
    differing = {
        key: (arguments(pattern)[0] - FREE, arguments(patterns("en")[key])[0] - FREE)
        for key, pattern in patterns(lang).items()
        if arguments(pattern)[0] - FREE != arguments(patterns("en")[key])[0] - FREE
    }
    assert differing == {}


@pytest.mark.parametrize("lang", CODES)
def test_every_pattern_is_one_that_icu_reads(lang):
    assert [key for key in patterns(lang) if message(key, lang) is None] == []


def test_every_message_is_used_and_every_used_one_exists():
    files = [*SOURCE.rglob("*.py"), *SOURCE.glob("outlines/*.yaml"), *SOURCE.parent.glob("*/reporting.py")]
    files += SOURCE.parent.glob("*/reporting/*.py")
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(files))
    made = ("common.", "progress.handed_out", "progress.on_screens", "progress.event", "briefing.endorsements_lead")
    made += ("briefing.mandates_lead", "briefing.reports_due_lead", "changes.")
    used = set(re.findall(r'(?:"|title: )((?:common|progress|briefing|types|figures|changes)\.[a-z]\w+)\b', code))
    assert sorted(used - set(patterns("en"))) == []
    assert sorted(key for key in patterns("en") if key not in used and not key.startswith(made)) == []


def test_french_sets_its_marks_apart_without_breaking_the_line():
    words = "".join(re.sub(r"\{[^{}]*\}", "", pattern) for pattern in patterns("fr").values())
    assert FRENCH_WITHOUT_SPACE.findall(re.sub(r"[{}]|\w+, (plural|select),", "", words)) == []
    assert with_spaces("« Une : deux ; trois »", "fr") == (
        "«\N{NO-BREAK SPACE}Une\N{NO-BREAK SPACE}: deux\N{NO-BREAK SPACE}; trois\N{NO-BREAK SPACE}»"
    )
    assert with_spaces("« Une : deux »", "es") == "« Une : deux »"


def test_chinese_has_no_space_from_the_lines_of_its_file():
    between = re.compile(r"[\u4e00-\u9fff，。：；（）] +[\u4e00-\u9fff{]")
    assert {key: pattern for key, pattern in patterns("zh").items() if between.search(pattern)} == {}
