"""Links between words and facts outlive edits of the words; two edits become one where they do not meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.reporting.tree import Fact
from palermo.reporting.writing.combining import combine_edits
from palermo.reporting.writing.links import Link, LinkedText, carry_links, join, tokens

FORUM, DAY, TOOL = Fact("events", "forum", "title"), Fact("events", "forum", "starts"), Fact("tools", "kit", "title")
TEXT = "The Vienna Forum was held from 13 to 15 February 2008. A toolkit was presented there."
WORDS = st.text("ab cd.维也纳论坛 \n-*", max_size=60)


def linked(text: str, *stretches: tuple[str, Fact]) -> LinkedText:
    return LinkedText(
        text, tuple(sorted(Link(text.index(words), text.index(words) + len(words), fact) for words, fact in stretches))
    )


def stretches(text: LinkedText) -> list[tuple[str, Fact]]:
    return [(text.text[link.start : link.end], link.fact) for link in text.links]


BEFORE = linked(TEXT, ("The Vienna Forum", FORUM), ("13 to 15 February 2008", DAY), ("A toolkit", TOOL))


@pytest.mark.parametrize(
    ("edited", "expected"),
    [
        (TEXT, [("The Vienna Forum", FORUM), ("13 to 15 February 2008", DAY), ("A toolkit", TOOL)]),
        (
            "As planned, the Vienna Forum took place from 13 to 15 February 2008. A new toolkit was presented.",
            [("Vienna Forum", FORUM), ("13 to 15 February 2008", DAY), ("A new toolkit", TOOL)],
        ),
        # What is no longer stated is no longer linked.
        ("The Vienna Forum was held in winter.", [("The Vienna Forum", FORUM)]),
        # A sentence that was moved is found where it stands now.
        (
            "A toolkit was presented. The Vienna Forum was held from 13 to 15 February 2008.",
            [("A toolkit", TOOL), ("The Vienna Forum", FORUM), ("13 to 15 February 2008", DAY)],
        ),
        ("Nothing of this remains", []),
    ],
)
def test_links_stay_where_their_words_do(edited, expected):
    assert stretches(carry_links(BEFORE, edited)) == expected


def test_chinese_is_compared_sign_by_sign():
    before = linked("维也纳论坛定于2008年2月13日至15日在维也纳举行。", ("维也纳论坛", FORUM), ("2月13日至15日", DAY))
    after = carry_links(before, "按计划，维也纳论坛于2008年2月13日至15日举行。")
    assert stretches(after) == [("维也纳论坛", FORUM), ("2月13日至15日", DAY)]


@given(WORDS)
def test_tokens_are_the_whole_text(text):
    assert "".join(tokens(text)) == text


@given(st.lists(WORDS, max_size=4))
def test_joined_texts_keep_their_links(texts):
    parts = [LinkedText(text, (Link(0, len(text), FORUM),) if text else ()) for text in texts]
    joined = join(parts, " ")
    assert joined.text == " ".join(texts)
    assert [words for words, _fact in stretches(joined)] == [text for text in texts if text]


@given(WORDS, WORDS)
def test_a_link_lies_within_its_text(before, after):
    carried = carry_links(LinkedText(before, (Link(0, len(before), FORUM),) if before else ()), after)
    assert all(0 <= link.start < link.end <= len(after) for link in carried.links)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The forum was a success.", "The Forum met.", None),
        (
            "The first Forum met in Vienna.",
            "The Forum met in Vienna in February.",
            "The first Forum met in Vienna in February.",
        ),
        ("The Forum met in Vienna.", "The Forum convened in Vienna.", "The Forum convened in Vienna."),
        ("The Forum convened in Vienna.", "The Forum convened in Vienna.", "The Forum convened in Vienna."),
    ],
)
def test_two_edits_are_combined_where_they_do_not_meet(one, other, expected):
    assert combine_edits("The Forum met in Vienna.", one, other) == expected
    assert combine_edits("The Forum met in Vienna.", other, one) == expected


@given(WORDS, WORDS)
def test_an_edit_beside_none_is_that_edit(common, edited):
    assert combine_edits(common, edited, common) == edited
    assert combine_edits(common, common, edited) == edited


@given(
    st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six", "seven"]), min_size=6, max_size=9),
    st.data(),
)
def test_every_word_that_either_adds_is_in_the_combined_text(words, data):
    common = " ".join(words)
    places = [data.draw(st.integers(0, len(words))) for _edit in range(2)]
    one, other = (
        " ".join([*words[:at], added, *words[at:]]) for at, added in zip(places, ("ALPHA", "BETA"), strict=True)
    )
    combined = combine_edits(common, one, other)
    if combined is not None:
        assert sorted(combined.split()) == sorted([*words, "ALPHA", "BETA"])
