"""In the administration what Member States were asked stays as they were asked it, and a procedure in use as it is."""

import pytest
from django.test import Client
from django.urls import reverse

from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.governance.models import Endorsement, Procedure
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.endorsements import make_put
from tests.factories.governance import make_endorsement, make_procedure
from tests.portal.office import address, errors_of, fill, signed_in, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    reverse("wagtailadmin_home")
    return signed_in(make_user(Role.SECRETARIAT, is_staff=True))


def changed(office, record, **given):
    url = address(type(record), "edit", record.pk)
    return office.post(url, fill(office, url) | given)


def test_a_procedure_in_use_keeps_its_terms(office):
    procedure = make_put().procedure
    response = changed(office, procedure, minimum_hours=1)
    assert errors_of(response) == {
        "__all__": [
            (
                "Texts have been submitted under this procedure; its terms can no longer be changed. "
                "Create a new procedure."
            )
        ]
    }
    assert changed(office, procedure, **texts("name", "Another name", *CODES)).status_code == 302
    procedure.refresh_from_db()
    assert (procedure.minimum_hours, procedure.name) == (72, text("Another name"))


def test_a_procedure_that_nobody_used_is_changed(office):
    procedure = make_procedure()
    assert changed(office, procedure, minimum_hours=96).status_code == 302
    assert Procedure.objects.get().minimum_hours == 96


def test_a_time_zone_is_one(office):
    response = changed(office, make_procedure(), time_zone="Vienna")
    assert errors_of(response) == {"time_zone": ["Enter the name of a time zone, such as Europe/Vienna."]}


def test_a_share_is_a_part_of_a_whole(office):
    response = changed(office, make_procedure(), numerator=3, denominator=2)
    assert [message for messages in errors_of(response).values() for message in messages] == [
        "The approval threshold must be a fraction above zero and up to one, such as 1 of 2."
    ]


def test_what_was_put_keeps_its_title_and_what_was_not_does_not(office):
    put, other = make_put(), make_endorsement()
    response = changed(office, put, **texts("title", "Another title", *CODES))
    assert errors_of(response) == {
        "__all__": [
            (
                "This text has been submitted to Member States; its title, text, body and procedure can "
                "no longer be changed. Submit a new version."
            )
        ]
    }
    assert changed(office, other, **texts("title", "Another title", *CODES)).status_code == 302
    assert sorted(str(each.title) for each in Endorsement.objects.all()) == ["Another title [en]", "Put [en]"]


def test_what_was_put_still_gets_another_document_for_its_next_version(office):
    put = make_put(audience="public")
    assert changed(office, put, audience="member_states").status_code == 302
