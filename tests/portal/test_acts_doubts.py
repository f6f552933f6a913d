"""What contradicts the record is asked about before it is saved, and saved once it is confirmed."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.governance.models import Activity, Decision, Mandate
from tests.factories.accounts import make_organisation, make_user
from tests.factories.calendar import make_session
from tests.factories.governance import (
    make_body,
    make_decision,
    make_draft,
    make_mandate,
    make_meeting,
)
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def office(client):
    client.force_login(make_user(Role.SECRETARIAT))
    return client


def doubts(answer):
    return [each.get_text(strip=True) for each in Page(answer).soup.select("form.act .error-summary li")]


def confirmed(answer):
    return {"confirmed": Page(answer).soup.select_one("[name=confirmed]")["value"]}


def test_an_adoption_on_another_day_than_its_meeting_is_confirmed_first(office):
    body = make_body()
    draft = make_draft(body=body)
    meeting = make_meeting(on=date(2008, 1, 10), body=body)
    address, written = f"/en/acts/adopt-decision/{draft.slug}/", {"on": "2008-01-12", "at": meeting.pk}
    answer = office.post(address, written)
    assert doubts(answer) == [
        f"The date entered is 12 January 2008, but the meeting “{meeting.display_name()}” was held on 10 January 2008."
    ]
    assert Decision.objects.get().state == "draft"
    assert office.post(address, written | confirmed(answer)).status_code == 302
    assert Decision.objects.get().state == "adopted"


def test_what_was_confirmed_holds_for_those_words_only(office):
    body = make_body()
    draft = make_draft(body=body)
    meeting = make_meeting(on=date(2008, 1, 10), body=body)
    address, written = f"/en/acts/adopt-decision/{draft.slug}/", {"on": "2008-01-12", "at": meeting.pk}
    other = office.post(address, written | {"on": "2008-01-13"} | confirmed(office.post(address, written)))
    assert len(doubts(other)) == 1
    assert Decision.objects.get().state == "draft"


def test_an_adoption_on_the_day_of_its_meeting_is_saved_at_once(office):
    body = make_body()
    draft = make_draft(body=body)
    meeting = make_meeting(on=date(2008, 1, 10), body=body)
    written = {"on": "10 January 2008", "at": meeting.pk}
    assert office.post(f"/en/acts/adopt-decision/{draft.slug}/", written).status_code == 302


def test_only_meetings_that_have_begun_are_offered_for_an_adoption(office):
    body = make_body()
    draft = make_draft(body=body)
    held = make_meeting(on=date(2008, 1, 10), body=body)
    make_meeting(on=date(2008, 2, 10), body=body)
    make_meeting(on=date(2008, 1, 11), body=body, cancelled_on=date(2008, 1, 9))
    form = office.get(f"/en/acts/adopt-decision/{draft.slug}/").context["form"]
    assert list(form.fields["at"].queryset) == [held]


def test_a_mandate_due_after_its_session_is_confirmed_first(office):
    paragraph = make_decision().paragraphs.get()
    session = make_session(date(2008, 4, 14))
    written = {
        "title_en": "Study",
        "ask": "act",
        "addressee_organisation": make_organisation().pk,
        "in_force_from": "2008-01-01",
        "due": "2008-12",
        "due_session": session.pk,
        "audience": "public",
    }
    address = f"/en/acts/make-mandate-from-paragraph/{paragraph.pk}/"
    answer = office.post(address, written)
    assert [each.partition(" (")[0] for each in doubts(answer)] == [
        "The deadline, December 2008, is after the session at which it is due"
    ]
    assert office.post(address, written | confirmed(answer)).status_code == 302
    assert Mandate.objects.get().due_session == session


def test_an_activity_that_ends_after_its_mandate_is_due_is_confirmed_first(office):
    mandate = make_mandate(due_on=date(2008, 3, 31))
    written = {
        "title_en": "Study",
        "kind": "study",
        "audience": "public",
        "authorised_on": "2008-01-30",
        "starts": "2008-01",
        "ends": "2008-05",
    }
    address = f"/en/acts/propose-activity-under-mandate/{mandate.slug}/"
    answer = office.post(address, written)
    assert doubts(answer) == ["The activity would end (May 2008) after the deadline of its mandate (31 March 2008)."]
    assert not Activity.objects.exists()
    assert office.post(address, written | confirmed(answer)).status_code == 302


def test_an_activity_that_begins_before_it_is_authorized_is_confirmed_first(office):
    mandate = make_mandate()
    written = {"title_en": "Study", "kind": "study", "audience": "public"}
    dates = {"authorised_on": "2008-01-30", "starts": "2008-01-10"}
    answer = office.post(f"/en/acts/propose-activity-under-mandate/{mandate.slug}/", written | dates)
    assert doubts(answer) == ["The activity would begin (10 January 2008) before it was authorized (30 January 2008)."]
