"""Whatever the demonstration at the real date offers to be clicked answers, and takes up what was chosen."""

import pytest

from palermo.config.demonstration import INVENTED_SIGN_INS, OFFICER_SIGN_INS, SIGN_INS
from tests.portal.clicking import Walk, reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("present"), pytest.mark.slow]

READERS = ["", *(sign_in.email for sign_in in (*SIGN_INS, *INVENTED_SIGN_INS, *OFFICER_SIGN_INS))]
# Those who meet most; the others are left to .ci/slow.
OFTEN = ("", "secretariat@example.org")
SAMPLED = [pytest.param(who, marks=[] if who in OFTEN else pytest.mark.full) for who in READERS]


@pytest.mark.parametrize("who", SAMPLED)
def test_each_kind_of_page_answers(who):
    assert Walk(reader(who), is_sample=True).go("/en/").faults == []


@pytest.mark.full
@pytest.mark.parametrize("who", READERS)
def test_every_page_answers(who):
    assert Walk(reader(who), is_sample=False).go("/en/").faults == []
