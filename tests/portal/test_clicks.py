"""Whatever the demonstration of 2008 offers to be clicked answers, and takes up what was chosen."""

import pytest

from palermo.config.demonstration import SIGN_INS
from tests.portal.clicking import Walk, reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration"), pytest.mark.slow]

READERS = ["", *(sign_in.email for sign_in in SIGN_INS)]


@pytest.mark.parametrize("who", [pytest.param(who, marks=pytest.mark.full if who else []) for who in READERS])
def test_each_kind_of_page_answers(who):
    assert Walk(reader(who), is_sample=True).go("/en/").faults == []


@pytest.mark.full
@pytest.mark.parametrize("who", READERS)
def test_every_page_answers(who):
    assert Walk(reader(who), is_sample=False).go("/en/").faults == []
