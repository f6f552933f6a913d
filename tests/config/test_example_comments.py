"""The rounds of comments of the demonstration: invented, answered, and on the versions that were discussed."""

import pytest
from django.db.models import Count

from palermo.config.example.tool_comments import load_rounds
from palermo.toolkit.models import PassageComment, PassageText, TextRound, Tool, VersionText
from tests.factories.activities import make_tool
from tests.factories.discussion import make_passage

pytestmark = pytest.mark.django_db


def test_without_the_text_that_they_are_on_no_rounds_are_loaded():
    load_rounds(by="test")
    make_tool(slug="model-law")
    load_rounds(by="test")
    assert TextRound.objects.count() == 0


def test_two_answered_rounds_are_loaded_once():
    tool = make_tool(slug="model-law")
    for key in ("a1-i1", "a3-p2", "a4-p7"):
        make_passage(tool, key, f"Words of {key}", "article")
    load_rounds(by="test")
    load_rounds(by="test")
    rounds = TextRound.objects.annotate(number_of_comments=Count("comments")).order_by("number")
    assert [(each.number, each.state, each.version.number, each.number_of_comments) for each in rounds] == [
        (1, "answered", 1, 12),
        (2, "answered", 2, 6),
    ]
    assert Tool.objects.get().versions.count() == 3
    assert all(words.startswith("[Example invented for the demonstration]") for words in comment_texts())
    # The version before the round has the earlier words, the one after it those that the comment led to.
    words = {
        each.version.number: {row["key"]: row["text"] for row in each.content}["a3-p2"]
        for each in VersionText.objects.filter(language="en")
    }
    assert words == {
        1: "The same applies to unlawful entry, stay or work.",
        2: "The same applies to unlawful entry, stay or work.",
        3: "Words of a3-p2",
    }
    led_to = PassageComment.objects.get(round__number=2, number=1).led_to
    assert led_to == PassageText.objects.get(passage__key="a3-p2", is_current=True)


def comment_texts():
    """The words of all comments that have words of their own."""
    return PassageComment.objects.exclude(text="").values_list("text", flat=True)
