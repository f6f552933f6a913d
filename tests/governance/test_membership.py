"""A seat in a body is one seat, whether or not its beginning is on record."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from palermo.governance.models import Membership
from tests.factories.accounts import make_organisation
from tests.factories.governance import make_body

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("since", [None, date(2007, 5, 23)])
def test_one_seat_at_a_time(since):
    seat = {"body": make_body(), "organisation": make_organisation(), "since_on": since}
    Membership.objects.create(**seat)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**seat)
    assert Membership.objects.filter(body=seat["body"]).count() == 1
