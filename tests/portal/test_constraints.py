"""What the database refuses at the last moment is reported with the message of its constraint, in every form."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models.signals import pre_save
from django.urls import reverse

from palermo.accounts.models import Place
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.constraints import refusing_in_sentences, sentence_of
from palermo.core.refusals import Refused
from palermo.following.models import Subscription
from palermo.governance.models import AgendaItem, Meeting, Session
from tests.factories.accounts import make_place, make_user
from tests.factories.activities import make_event
from tests.factories.calendar import make_session
from tests.factories.common import text
from tests.factories.governance import make_body, make_decision, make_meeting
from tests.portal.office import address, errors_of, fill, signed_in, texts

pytestmark = pytest.mark.django_db
MEETING_ENDS = "The meeting must not end before it begins. Check the two dates."


@pytest.fixture(autouse=True)
def _viewsets_are_registered():
    # Wagtail registers them when its addresses are first asked for.
    reverse("wagtailadmin_home")


@pytest.fixture
def office():
    return signed_in(make_user(Role.SECRETARIAT, is_staff=True))


@contextmanager
def meanwhile(model, change):
    """What somebody else does between the check of a row and its saving."""

    def act(instance, raw, **_):
        change(instance)

    pre_save.connect(act, sender=model, weak=False, dispatch_uid="meanwhile")
    try:
        yield
    finally:
        pre_save.disconnect(sender=model, dispatch_uid="meanwhile")


def _ends_before_it_begins(row):
    type(row).objects.filter(pk=row.pk).update(ends_on=date(2007, 1, 1))


# What is broken, and the sentence: checks, one of a kind, one of a kind under a condition, one field, one to one.
BROKEN = {
    "check": (lambda: _ends_before_it_begins(make_meeting()), MEETING_ENDS),
    "check with two conditions": (
        lambda: make_event(starts_on=date(2007, 10, 2), ends_on=date(2007, 10, 1)),
        "The activity must not end before it begins. Check the two dates.",
    ),
    "unique together": (
        lambda: [make_session(date(2007, 4, 23), body=body, number=16) for body in [make_body()] * 2],
        "This body already has a session with that number.",
    ),
    "unique under a condition": (
        lambda: [make_decision(body=body, number="16/1") for body in [make_body()] * 2],
        "This body already has a decision or resolution with that number.",
    ),
    "unique field": (
        lambda: [make_place(slug="vienna"), make_place(slug="vienna")],
        "This identifier is already in use. Choose another one.",
    ),
    "one of two": (
        lambda: AgendaItem.objects.create(number="1", title=text("Item")),
        "An agenda item belongs to either a session or a meeting.",
    ),
}


@pytest.mark.parametrize(("broken", "sentence"), BROKEN.values(), ids=BROKEN)
def test_what_the_database_refuses_has_the_sentence_of_its_constraint(broken, sentence):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        broken()
    assert sentence_of(error.value) == sentence
    with pytest.raises(Refused) as refusal, refusing_in_sentences(), transaction.atomic():
        broken()
    assert str(refusal.value) == sentence


def test_what_no_constraint_of_ours_refuses_is_said_without_a_word_of_the_database():
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Place.objects.bulk_create([Place(slug=None)])
    assert sentence_of(error.value) == (
        "Another change was saved at the same moment and conflicts with yours. Reload the page and try again."
    )


def test_an_act_that_comes_too_late_says_so_on_its_form(office):
    def end_early(meeting):
        meeting.ends_on = date(2007, 1, 1)

    sent = {"kind": "consultation", "starts_on": "2030-06-18", "time_zone": "Europe/Vienna", "audience": "public"}
    sent |= texts("title", "Title", "en")
    with meanwhile(Meeting, end_early):
        response = office.post("/en/acts/schedule-meeting/", sent)
    assert response.context["form"].errors == {"__all__": [MEETING_ENDS]}
    assert response.status_code == 200
    assert (Meeting.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_the_administration_says_so_on_its_form(office):
    body = make_body()

    def take_the_number(session):
        Session.objects.bulk_create(
            [Session(slug="first", body=body, number=16, starts_on=session.starts_on, ends_on=session.ends_on)]
        )

    url = address(Session, "add")
    sent = fill(office, url) | {"slug": "second", "body": body.pk, "number": "16"}
    sent |= {"starts_on": "2007-04-23", "ends_on": "2007-04-27"} | texts("name", "Session", "en")
    with meanwhile(Session, take_the_number):
        response = office.post(url, sent)
    assert errors_of(response) == {"__all__": ["This body already has a session with that number."]}
    assert AuditEvent.objects.count() == 0


def test_a_page_that_answers_nothing_itself_shows_the_sentence(office):
    def follow_nothing(subscription):
        subscription.everything = False

    with meanwhile(Subscription, follow_nothing):
        response = office.post("/en/following/follow/", {"what": "everything", "frequency": "daily"})
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Choose one item to follow:" in shown
    assert "constraint" not in shown.lower()


def test_a_form_shows_what_a_field_must_hold_alone(office):
    make_place(slug="vienna")
    response = office.post(
        address(Place, "add"), {"slug": "vienna"} | texts("name", "Vienna", "en") | texts("locative")
    )
    assert errors_of(response) == {"slug": ["This identifier is already in use. Choose another one."]}
