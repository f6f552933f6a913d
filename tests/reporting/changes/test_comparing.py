"""Corrections found by comparison: each names words that stand once in the issued text; together they give the new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.reporting.changes.comparing import replacements_of

WORDS = st.lists(st.sampled_from(["the", "seven", "States", "met", "in", "Vienna", "and", "eight"]), max_size=12)


def correct(issued, replacements):
    """Each correction made to the text in turn, from the last."""
    at = len(issued)
    for each in reversed(replacements):
        at = issued.rindex(each.before, 0, at) if each.before else at
        issued = issued[:at] + each.after + issued[at + len(each.before) :]
    return issued


@pytest.mark.parametrize(
    ("issued", "edited", "found"),
    [
        ("Seven States met.", "Eight States met.", [("replace", "Seven", "Eight")]),
        ("Seven States met.", "Seven States met in Vienna.", [("insert", "met", "in Vienna")]),
        ("Seven States met in Vienna.", "Seven States met.", [("delete", "in Vienna", "")]),
        ("the States and the bodies", "the States and all bodies", [("replace", "and the", "and all")]),
        ("七个国家开会。", "八个国家开会。", [("replace", "七", "八")]),
        ("Same.", "Same.", []),
    ],
)
def test_sentences_of_a_corrigendum(issued, edited, found):
    made = replacements_of(issued, edited)
    assert [(each.kind, each.words["before"], each.words["after"]) for each in made] == found


@given(WORDS, WORDS)
def test_corrections_give_the_edited_text(before, after):
    issued, edited = " ".join(before), " ".join(after)
    found = replacements_of(issued, edited)

    assert correct(issued, found) == edited
    named = [each.words["before"] for each in found if issued]
    assert [issued.find(words) == issued.rfind(words) for words in named] == [True] * len(named)
