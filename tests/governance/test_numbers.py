"""Numbers of decisions: taken apart, refused with a sentence, sorted by their parts however a row is stored."""

import random

import pytest
from django.core.exceptions import ValidationError

from palermo.governance.models import Decision
from palermo.governance.numbers import Number, order_key_of, parse_number
from tests.factories.governance import make_body, make_decision

READ = {
    "16/1": Number(16, None, 1),
    "61/180": Number(61, None, 180),
    "31/16 A": Number(31, None, 16, "A"),
    "2006/27": Number(None, 2006, 27),
    "3363 (XXX)": Number(30, None, 3363),
    "1721 A (XVI)": Number(16, None, 1721, "A"),
    "1325 (2000)": Number(None, 2000, 1325),
    "S-10/2": Number(10, None, 2, "", "S"),
    "ES-10/22": Number(10, None, 22, "", "ES"),
    "3201 (S-VI)": Number(6, None, 3201, "", "S"),
}
REFUSED = [
    "",
    "16",
    "16/",
    "/1",
    "016/1",
    "16/1a",
    "16/1 AB",
    "16 / 1",
    " 16/1",
    "16/1\n",
    "١٦/١",
    "十六/1",
    "1325 (20)",
]


@pytest.mark.parametrize("written", READ)
def test_a_number_is_taken_apart(written):
    assert parse_number(written) == READ[written]


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_no_number_is_refused_with_the_ways_to_write_one(written):
    with pytest.raises(ValidationError) as refused:
        parse_number(written)
    [sentence] = refused.value.messages
    assert sentence.startswith(
        f"“{written}” is not the number of a decision. Use one of the forms of the body: session and"
    )


@pytest.mark.parametrize("written", ["3363 (XXXX)", "3363 (IIX)", "3363 (VV)"])
def test_a_session_must_be_a_roman_numeral(written):
    with pytest.raises(ValidationError, match=r"” is not a session in Roman numerals\."):
        parse_number(written)


def test_numbers_sort_by_their_parts():
    in_order = ["9/2", "16/1", "16/2", "16/10", "3363 (XXX)", "31/16", "31/16 A", "31/16 B", "61/180"]
    in_order += ["1325 (2000)", "2006/2", "2006/27", "S-6/1", "S-10/2", "ES-10/22", "no number"]
    shuffled = random.Random(16).sample(in_order, len(in_order))
    assert sorted(shuffled, key=order_key_of) == in_order
    assert order_key_of("") == ""


@pytest.mark.django_db
def test_the_key_follows_the_number_by_whichever_way_it_is_stored():
    decision = make_decision(number="16/1")
    assert Decision.objects.get(pk=decision.pk).order_key == order_key_of("16/1")
    decision.number = "16/10"
    decision.save(update_fields=["number"])
    assert Decision.objects.get(pk=decision.pk).order_key == order_key_of("16/10")
    made = {"body": make_body(), "state": "draft"}
    Decision.objects.bulk_create([Decision(slug=f"d-{n}", number=f"17/{n}", **made) for n in (10, 2)])
    assert list(Decision.objects.filter(body=made["body"]).order_by("order_key").values_list("number", flat=True)) == [
        "17/2",
        "17/10",
    ]


@pytest.mark.django_db
def test_a_bad_number_does_not_pass_the_form_of_a_decision():
    decision = make_decision()
    decision.number = "sixteen"
    with pytest.raises(ValidationError) as refused:
        decision.full_clean()
    assert list(refused.value.message_dict) == ["number"]
