"""A whole Forum lived from its proposal to the register of follow-up: what each kind of reader finds at the end."""

import pytest

from tests.portal.forum_life import lived

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def life(django_db_setup, demonstration, django_db_blocker):
    """The record as it stands at the end, committed once for this file."""
    with django_db_blocker.unblock(), lived() as life:
        yield life
    with django_db_blocker.unblock():
        django_db_setup.copy("demonstration")


def test_it(life):
    for key, value in life.seen.items():
        print(key, str(value)[:600])
