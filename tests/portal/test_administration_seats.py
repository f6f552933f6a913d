"""Seats are taken and left in the administration, through the action that knows the other seats of the body."""

from datetime import date

import pytest
from django.urls import reverse

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.governance.models import Attendance, Membership
from tests.factories.accounts import make_organisation, make_user
from tests.factories.governance import make_body, make_meeting
from tests.portal.office import address, errors_of, fill, signed_in

pytestmark = pytest.mark.django_db

DAY = date(2007, 8, 8)


@pytest.fixture(autouse=True)
def _viewsets_are_registered():
    # Wagtail registers them when its addresses are first asked for.
    reverse("wagtailadmin_home")


@pytest.fixture
def office():
    return signed_in(make_user(Role.SECRETARIAT, is_staff=True))


@pytest.fixture
def first():
    return Membership.objects.create(
        body=make_body("Committee"), organisation=make_organisation("First"), seat="chair", since_on=date(2007, 5, 23)
    )


def taken_by(office, body, organisation, **written):
    url = f"{address(Membership, 'add')}?body={body.pk}"
    return office.post(url, fill(office, url) | {"organisation": organisation.pk, "since_on": "2007-08-08", **written})


def test_the_chair_passes_once_the_earlier_seat_has_ended(office, first):
    second = make_organisation("Second")
    refused = taken_by(office, first.body, second, seat="chair")
    assert errors_of(refused) == {
        "__all__": [
            (
                "First [en] has chaired this body since 23 May 2007. End the present membership first; "
                "the new one can begin on that day."
            )
        ]
    }
    edit = address(Membership, "edit", first.pk)
    assert office.post(edit, fill(office, edit) | {"until_on": "2007-08-08"}).status_code == 302
    assert taken_by(office, first.body, second, seat="chair").status_code == 302
    assert list(Membership.objects.order_by("pk").values_list("organisation", "seat", "since_on", "until_on")) == [
        (first.organisation_id, "chair", date(2007, 5, 23), DAY),
        (second.pk, "chair", DAY, None),
    ]
    assert list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)) == [
        "membership.changed",
        "membership.created",
    ]


def test_an_organisation_does_not_sit_twice(office, first):
    response = taken_by(office, first.body, first.organisation, seat="member")
    assert errors_of(response)["__all__"][0].startswith("This organization already has a seat in this body, since")
    assert Membership.objects.count() == 1


def test_how_many_people_a_state_sent_is_written_below_the_meeting(office):
    url = f"{address(Attendance, 'add')}?meeting={make_meeting(kind='committee').pk}"
    nobody = office.post(url, fill(office, url) | {"head_count": "3"})
    assert errors_of(nobody) == {"__all__": ["An attendee is either an organization or a State. Choose one."]}
    there = make_organisation()
    assert office.post(url, fill(office, url) | {"head_count": "3", "organisation": there.pk}).status_code == 302
    assert Attendance.objects.values_list("organisation", "head_count").get() == (there.pk, 3)
