"""Mail on a change: to those invited and nobody else, in their languages, with nothing restricted in it."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import translation

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES
from palermo.core.text import MultilingualText
from palermo.governance import notices
from palermo.governance.actions import meetings
from palermo.governance.models import Membership
from palermo.governance.plans import Plan
from tests.factories.accounts import SINCE, make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.consultations import make_mission, make_note
from tests.factories.governance import make_body, make_endorsement, make_meeting

pytestmark = pytest.mark.django_db

TODAY = date(2007, 6, 1)
SECRET = "Kestrel"
LATER = Plan(date(2007, 9, 7), date(2007, 9, 7))


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = TODAY


def notified() -> set[str]:
    return {address for letter in mail.outbox for address in letter.recipients()}


def delegate_of(state=None, **fields):
    user = make_user(**fields)
    Posting.objects.create(user=user, role=Role.DELEGATE, state=state or make_state(), since_on=SINCE)
    return user


def one_of_each_role():
    return {role: make_user(role) for role in Role}


def test_every_delegation_is_told_that_an_open_ended_meeting_was_moved():
    people = one_of_each_role()
    former = delegate_of()
    former.postings.update(until_on=TODAY)
    closed = delegate_of(is_active=False)
    meeting = make_meeting(on=date(2007, 6, 18))
    meetings.move_meeting(meeting, plan=LATER, on=TODAY, reason=MultilingualText(), by=people[Role.SECRETARIAT])
    assert notified() == {people[Role.DELEGATE].email}
    assert {former.email, closed.email}.isdisjoint(notified())


def test_a_cancellation_is_told_too():
    delegate, officer = delegate_of(), make_user(Role.SECRETARIAT)
    meetings.cancel_meeting(make_meeting(on=date(2007, 6, 18)), on=TODAY, reason=text("Why"), by=officer)
    assert (notified(), mail.outbox[0].subject) == ({delegate.email}, "Meeting cancelled")


def test_a_move_that_was_refused_tells_nobody():
    delegate_of()
    meeting = make_meeting(on=date(2007, 6, 18))
    with pytest.raises(Exception, match="Only the secretariat"):
        meetings.move_meeting(meeting, plan=LATER, on=TODAY, reason=text("Why"), by=make_user(Role.DELEGATE))
    assert mail.outbox == []


def test_of_an_expert_meeting_only_those_whom_a_note_invited_are_told():
    invited, other, unasked = make_state(), make_state(), make_state()
    people = {state: delegate_of(state) for state in (invited, other, unasked)}
    meeting = make_meeting(kind="expert", on=date(2007, 6, 18))
    note = make_note(meeting=meeting, state="issued", to_all_member_states=False)
    note.addressees.add(make_mission(state=invited))
    ministry = make_organisation("Ministry", kind="ministry", state=other)
    draft = make_note(meeting=meeting, to_all_member_states=False)
    draft.addressees.add(make_mission(state=unasked), ministry)
    notices.meeting_moved(meeting.pk)
    assert notified() == {people[invited].email}


def test_nobody_is_told_of_an_expert_meeting_to_which_nobody_was_invited():
    delegate_of()
    notices.meeting_moved(make_meeting(kind="expert", on=date(2007, 6, 18)).pk)
    assert mail.outbox == []


def test_of_a_committee_meeting_its_members_are_told():
    member, outsider = make_user(Role.COMMITTEE_MEMBER), make_user(Role.COMMITTEE_MEMBER)
    delegate_of()
    committee = make_body()
    Membership.objects.create(body=committee, organisation=member.postings.get().organisation)
    gone = make_user(Role.COMMITTEE_MEMBER)
    seat = gone.postings.get().organisation
    Membership.objects.create(body=committee, organisation=seat, since_on=SINCE, until_on=TODAY)
    coming = make_user(Role.COMMITTEE_MEMBER).postings.get().organisation
    Membership.objects.create(body=committee, organisation=coming, since_on=TODAY + timedelta(days=1))
    meeting = make_meeting(kind="committee", body=committee, audience=Audience.STEERING_COMMITTEE, on=date(2007, 6, 18))
    notices.meeting_moved(meeting.pk)
    assert notified() == {member.email}
    assert outsider.email not in notified()


@pytest.mark.parametrize("audience", [Audience.STEERING_COMMITTEE, Audience.SECRETARIAT])
def test_nobody_is_told_of_what_they_may_not_know(audience):
    one_of_each_role()
    notices.meeting_cancelled(make_meeting(audience=audience, on=date(2007, 6, 18)).pk)
    notices.text_put(make_endorsement(audience=audience).pk)
    notices.result_announced(make_endorsement(audience=audience).pk)
    assert mail.outbox == []


def restricted_meeting(**fields):
    title, slug = text(SECRET), f"{SECRET.lower()}-2007-06-18"
    return make_meeting(title=title, slug=slug, room=SECRET, summary=title, on=date(2007, 6, 18), **fields)


def whole(letter) -> str:
    return f"{letter.subject}\n{letter.body}\n{letter.message()}"


def test_nothing_of_a_restricted_meeting_is_in_the_mail():
    delegate_of()
    meeting = restricted_meeting(cancelled_on=TODAY, cancellation_reason=text(SECRET))
    notices.meeting_moved(meeting.pk)
    notices.meeting_cancelled(meeting.pk)
    for letter in mail.outbox:
        assert SECRET.lower() not in whole(letter).lower()
        assert "June 2007" not in letter.body
    assert [letter.body.splitlines()[0] for letter in mail.outbox] == [
        "A meeting to which you are invited was rescheduled.",
        "A meeting to which you are invited was cancelled.",
    ]
    assert mail.outbox[0].body.endswith("/en/desk/")


def test_of_a_public_meeting_title_days_and_page_are_in_the_mail():
    delegate_of()
    meeting = make_meeting(title=text("Open day"), slug="open-day", audience=Audience.PUBLIC, on=date(2007, 6, 18))
    notices.meeting_moved(meeting.pk)
    body = mail.outbox[0].body
    assert body.startswith("The meeting “Open day [en]” was rescheduled to 18 June 2007.")
    assert body.endswith("/en/consultations/open-day/")


def test_nothing_of_a_restricted_text_is_in_the_mail():
    delegate_of()
    endorsement = make_endorsement(SECRET, slug=f"{SECRET.lower()}-text", text=text(SECRET))
    notices.text_put(endorsement.pk)
    notices.result_announced(endorsement.pk)
    assert [letter.subject for letter in mail.outbox] == [
        "Text submitted to Member States",
        "Result of an endorsement announced",
    ]
    assert not any(SECRET.lower() in whole(letter).lower() for letter in mail.outbox)


def test_of_a_public_text_the_title_is_in_the_mail():
    delegate_of()
    endorsement = make_endorsement("Programme", audience=Audience.PUBLIC)
    notices.text_put(endorsement.pk)
    notices.result_announced(endorsement.pk)
    assert ["“Programme [en]”" in letter.body for letter in mail.outbox] == [True, True]


def test_each_person_is_written_to_once_alone_and_in_their_language():
    people = {language: delegate_of(language=language.django_code) for language in LANGUAGES}
    for person in people.values():
        Posting.objects.create(user=person, role=Role.DELEGATE, state=make_state(), since_on=SINCE)
    notices.meeting_moved(make_meeting(audience=Audience.PUBLIC, title=text("Day"), on=date(2007, 6, 18)).pk)
    assert [len(letter.recipients()) for letter in mail.outbox] == [1] * len(LANGUAGES)
    by_address = {letter.recipients()[0]: letter.body for letter in mail.outbox}
    for language, person in people.items():
        assert f"Day [{language.code}]" in by_address[person.email]
        assert f"/{language.django_code}/" in by_address[person.email]


def test_the_language_of_the_page_stays_as_it_was():
    delegate_of(language="ar")
    with translation.override("fr"):
        notices.meeting_moved(make_meeting(on=date(2007, 6, 18)).pk)
        assert translation.get_language() == "fr"
