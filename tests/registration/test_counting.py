"""People counted as at a day: who had been registered, had been accredited and had come by its end."""

from datetime import UTC, date, datetime

import pytest

from palermo.events.queries.attendance import Heads
from palermo.registration.counting import heads_of
from palermo.registration.models import Participant
from tests.factories.registrations import make_check_in, make_participant, make_registration

pytestmark = pytest.mark.django_db


def test_heads_are_those_of_the_day():
    registration = make_registration()
    early, late = make_participant(registration), make_participant(registration, decided_on=date(2008, 2, 10))
    Participant.objects.filter(pk=early.pk).update(registered_at=datetime(2008, 1, 10, 9, tzinfo=UTC))
    Participant.objects.filter(pk=late.pk).update(registered_at=datetime(2008, 2, 1, 9, tzinfo=UTC))
    for each in (early, late):
        make_check_in(each, at=datetime(2008, 2, 13, 8, tzinfo=UTC))
    days = (date(2008, 1, 9), date(2008, 1, 20), date(2008, 2, 1), date(2008, 2, 12), date(2008, 2, 13), None)
    counted = [Heads.sum_of(heads_of(registration, day).values()) for day in days]
    assert counted == [(0, 0, 0), (1, 0, 0), (2, 1, 0), (2, 2, 0), (2, 2, 2), (2, 2, 2)]
