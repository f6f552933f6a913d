"""Numbers larger than a database keeps, in addresses and forms: nothing is found, a field says so, nothing breaks."""

import pytest
from django import forms
from django.db import DataError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from palermo.accounts.models import User
from palermo.accounts.viewer import viewer_of
from palermo.events.models import Event
from palermo.library.models import Document, LanguageVersion
from palermo.site.action_pages import action_address
from palermo.site.middleware import RefusalMiddleware
from tests.slices import ACTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

LARGE = (2**63, -(2**63) - 1, 10**30)
ENDLESS = "9" * 5000
# As long as a value of an address can be.
LONGEST = "9" * 1000


@pytest.fixture
def officer() -> User:
    return User.objects.get(email="secretariat@example.org")


@pytest.fixture
def client(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.mark.parametrize("number", LARGE)
def test_no_row_has_a_number_that_none_can_have(number):
    one = Event.objects.order_by("pk").first()
    others = Event.objects.exclude(pk__in=[one.pk, number])
    assert (others.count(), one in others) == (Event.objects.count() - 1, False)
    assert list(Event.objects.filter(pk__in=[one.pk, number])) == [one]
    assert list(LanguageVersion.objects.filter(document=number)) == []
    assert list(LanguageVersion.objects.filter(document_id__in=[number])) == []
    assert list(Document.objects.filter(versions=number)) == []
    assert list(Document.objects.filter(versions__in=[number])) == []
    assert LanguageVersion.objects.exclude(document=number).count() == LanguageVersion.objects.count()


FIELDS = [
    ("show-document", "forum"),
    ("record-need", "officers"),
    ("write-note-on-text", "addressees"),
    ("put-text-to-member-states", "procedure"),
    ("record-need", "number"),
]


@pytest.mark.parametrize("number", [str(2**63), ENDLESS])
@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_field_of_an_act_says_that_its_number_is_none(client, officer, name, field, number):
    act = ACTIONS[name]
    record = act.records(viewer_of(officer)).order_by("pk").first() if act.records else None
    assert record or not act.records
    answer = client.post(action_address(act, record), {field: number})
    assert (answer.status_code, field in answer.context["form"].errors) == (200, True)


@pytest.mark.parametrize("number", ["0", str(2**63), LONGEST[:900]])
def test_an_address_with_such_a_number_is_of_nothing(client, number):
    # What nothing is found at is looked for once more below the reader's language.
    assert client.get(f"/admin/record/event/edit/{number}/", follow=True).status_code == 404
    assert client.get(f"/en/acts/record-need/{number}/").status_code == 404
    assert client.get(f"/en/secretariat/reads/people/{number}/").status_code == 404
    assert client.get(f"/en/events/calendar/{number}/").status_code == 404
    assert client.post(reverse("following_change", args=[2**63])).status_code == 404


def test_what_an_address_gives_in_advance_may_be_anything(client, officer):
    act = ACTIONS["propose-amendment"]
    record = act.records(viewer_of(officer)).order_by("pk").first()
    for given in ({"paragraph": LONGEST}, {"paragraph": str(2**63)}, {"text": "no text in languages"}):
        assert client.get(action_address(act, record), given).status_code == 200


def test_every_whole_number_of_an_act_has_its_largest():
    fields = [(act.name, name, field) for act in ACTIONS.values() for name, field in act.form.base_fields.items()]
    numbers = [each for each in fields if isinstance(each[2], forms.IntegerField)]
    bounded = [each for each in numbers if each[2].max_value is not None or getattr(each[2], "max_digits", None)]
    assert [each[:2] for each in numbers if each not in bounded] == []
    assert len(numbers) > 10


def test_what_no_column_holds_is_told_and_not_an_error(client, officer, rf):
    # No form lets it through: here the database itself is asked to keep it.
    request = rf.get("/en/")
    request.user, request.viewer = officer, viewer_of(officer)
    with pytest.raises((OverflowError, DataError)) as raised, transaction.atomic():
        Event.objects.update(head_count=2**63)
    answer = RefusalMiddleware(lambda _request: HttpResponse()).process_exception(request, raised.value)
    assert (answer.status_code, b"A number or date is too large." in answer.content) == (400, True)
