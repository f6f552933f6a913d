"""The code of a badge: created once, verifiable with the public key, and invalid after any change."""

import base64
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.registration.states import ParticipantCategory
from palermo.registration.tokens import (
    CATEGORIES,
    FORM,
    Claims,
    event_mark,
    public_half,
    sign_token,
    signing_key,
    verify_token,
)

KEY = signing_key("forum")
PUBLIC = public_half(KEY)
CLAIMS = Claims(event_mark("forum"), 1207, 2, "delegation", date(2008, 2, 13), date(2008, 2, 15))
ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_a_token_says_what_was_signed_and_fits_the_compact_way_of_a_code():
    token = sign_token(CLAIMS, KEY)
    assert verify_token(token, [PUBLIC]) == CLAIMS
    assert (len(token), set(token) - ALPHANUMERIC) == (132, set())
    assert sign_token(CLAIMS, KEY) == token


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 255),
    st.sampled_from(sorted(ParticipantCategory)),
    st.dates(date(2000, 1, 1), date(2170, 1, 1)),
    st.integers(0, 255),
)
def test_whatever_is_signed_is_read_again(number, issue, category, first, days):
    last = date.fromordinal(first.toordinal() + days)
    claims = Claims(event_mark("forum"), number, issue, category, first, last)
    assert verify_token(sign_token(claims, KEY), [PUBLIC]) == claims


def test_no_changed_letter_holds():
    token = sign_token(CLAIMS, KEY)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    changed = [token[:at] + letters[(letters.index(token[at]) + 1) % 32] + token[at + 1 :] for at in range(len(token))]
    assert [verify_token(each, [PUBLIC]) for each in changed] == [None] * len(token)


def test_another_events_key_and_another_installations_key_do_not_hold(settings):
    token = sign_token(CLAIMS, KEY)
    assert verify_token(token, [public_half(signing_key("other"))]) is None
    settings.SECRET_KEY = "another installation's secret, long enough to be one"
    assert public_half(signing_key("forum")) != PUBLIC
    assert verify_token(token, [public_half(signing_key("forum"))]) is None
    assert verify_token(token, [public_half(signing_key("forum")), PUBLIC]) == CLAIMS


def test_a_signature_made_for_something_else_is_none_of_a_badge():
    payload = base64.b32decode(sign_token(CLAIMS, KEY) + "====")[: FORM.size]
    other = base64.b32encode(payload + KEY.sign(payload)).decode().rstrip("=")
    assert verify_token(other, [PUBLIC]) is None


@pytest.mark.parametrize("nonsense", ["", "A", "a" * 132, "A" * 132, "8" * 132, "é" * 132, "A" * 5000])
def test_nonsense_is_no_token(nonsense):
    assert verify_token(nonsense, [PUBLIC]) is None


def test_the_numbers_of_categories_never_change():
    assert [str(each) for each in CATEGORIES] == ["delegation", "organisation", "speaker", "media", "staff"]
