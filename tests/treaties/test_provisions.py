"""Provisions written short."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from palermo.treaties.provisions import check_provisions, concerns, describe_provision


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("15", "article 15"),
        ("15(2)", "article 15, paragraph 2"),
        ("6(3)(d)", "article 6, paragraph 3 (d)"),
        ("3(a)", "article 3 (a)"),
        ("preamble", "preamble"),
    ],
)
def test_a_provision_in_words(written, words):
    with translation.override("en"):
        assert describe_provision(written) == words


@pytest.mark.parametrize(
    ("written", "asked", "answer"),
    [
        ("15(2)", "15(2)", True),
        ("6(3)(d), 15(2)", "15(2)", True),
        ("15", "15(2)", True),
        ("15(3)", "15(2)", False),
        ("1", "15(2)", False),
        ("15(2)(a)", "15(2)", False),
        ("", "15(2)", False),
    ],
)
def test_whether_a_list_of_provisions_concerns_one(written, asked, answer):
    assert concerns(written, asked) is answer


@pytest.mark.parametrize("written", ["", "15(2)", "15(2), 18(13), 3(a)"])
def test_provisions_are_accepted(written):
    check_provisions(written)


def test_the_first_that_is_no_provision_is_named():
    with pytest.raises(ValidationError) as refused:
        check_provisions("15(2), article 3")
    assert refused.value.messages == [
        "Enter provisions such as 15(2) or 6(3)(b), separated by commas. “article 3” is not one."
    ]
