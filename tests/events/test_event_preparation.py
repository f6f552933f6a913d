"""Preparing an event: who is invited under which authority, who replies, what a list and a budget hold together."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.events.actions import preparation
from palermo.events.models import BudgetLine, EventInvitation, ParticipantGroup, ParticipantName
from palermo.events.queries.attendance import Heads, attendance_of
from palermo.events.queries.preparation import (
    budget_lines_visible_to,
    budget_sums,
    event_invitations_visible_to,
    invitations_to_answer,
    participant_names_visible_to,
)
from palermo.events.states.preparation import EventInvitationState
from tests.factories.accounts import make_organisation, make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.library import make_document
from tests.factories.preparation import make_budget_line, make_event_invitation, make_group
from tests.factories.register import make_contribution

pytestmark = pytest.mark.django_db
ACCEPTED, DECLINED = EventInvitationState.ACCEPTED, EventInvitationState.DECLINED


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = date(2007, 9, 1)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def event():
    return make_event()


def line(event, **fields) -> BudgetLine:
    return BudgetLine(event=event, **{"purpose": "Rooms", "currency": "EUR", "planned": Decimal(10), **fields})


# The budget


def test_lines_of_a_budget_are_numbered_and_summed_by_currency(event, officer):
    for currency, planned, spent in (("EUR", 10, 3), ("USD", 5, 0), ("EUR", 2, 4)):
        preparation.save_in_preparation(
            line(event, currency=currency, planned=Decimal(planned), spent=Decimal(spent)), by=officer
        )
    assert [each.number for each in event.budget_lines.all()] == [1, 2, 3]
    sums = [
        (each.currency, each.planned, each.committed, each.spent) for each in budget_sums(event, viewer_of(officer))
    ]
    assert sums == [("EUR", 12, 0, 7), ("USD", 5, 0, 0)]


@pytest.mark.parametrize(
    "wrong", [{"currency": "euro"}, {"currency": "eu1"}, {"planned": Decimal(-1)}, {"spent": Decimal(-1)}]
)
def test_a_line_that_does_not_hold_together_is_not_kept(event, officer, wrong):
    with pytest.raises(ValidationError):
        preparation.save_in_preparation(line(event, **wrong), by=officer)
    assert (BudgetLine.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_line_has_one_funder(event, officer):
    with pytest.raises(ValidationError, match="Name one funder"):
        preparation.save_in_preparation(line(event, contribution=make_contribution(), state=make_state()), by=officer)


def test_money_is_spent_of_an_event_that_was_called_off(officer):
    cancelled = make_event(state="cancelled")
    preparation.save_in_preparation(line(cancelled), by=officer)
    with pytest.raises(Refused, match="does not take place"):
        preparation.save_in_preparation(ParticipantGroup(event=cancelled, category="media"), by=officer)


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_only_the_secretariat_prepares_and_reads_the_budget(event, role):
    make_budget_line(event)
    user = make_user(role)
    with pytest.raises(Refused, match="Only the secretariat may prepare an event"):
        preparation.save_in_preparation(line(event), by=user)
    assert budget_lines_visible_to(viewer_of(user)).count() == 0


def test_a_row_that_another_changed_or_removed_is_not_overwritten(event, officer):
    mine = make_budget_line(event)
    seen = fingerprint(mine)
    BudgetLine.objects.filter(pk=mine.pk).update(purpose="Theirs")
    with pytest.raises(Refused, match="Somebody else changed"):
        preparation.save_in_preparation(mine, seen=seen, by=officer)
    BudgetLine.objects.all().delete()
    with pytest.raises(Refused, match="Somebody else changed"):
        preparation.save_in_preparation(mine, seen=seen, by=officer)
    assert BudgetLine.objects.count() == 0


# Invitations


def invitation(event, **fields) -> EventInvitation:
    return EventInvitation(event=event, **{"channel": "note_verbale", "state_invited": make_state(), **fields})


def test_a_note_verbale_goes_to_no_person(event, officer):
    person = make_group(event, "Somebody")
    with pytest.raises(ValidationError, match="Write a letter"):
        preparation.save_in_preparation(invitation(event, state_invited=None, participant=person), by=officer)


@pytest.mark.parametrize("both", [True, False])
def test_one_is_invited(event, officer, both):
    named = {"organisation": make_organisation()} if both else {"state_invited": None}
    with pytest.raises(ValidationError, match="Name one who is invited"):
        preparation.save_in_preparation(invitation(event, **named), by=officer)


def test_a_state_is_invited_once_unless_it_was_withdrawn(event, officer):
    state = make_state()
    first = make_event_invitation(event, state_invited=state)
    with pytest.raises(ValidationError):
        preparation.save_in_preparation(invitation(event, state_invited=state), by=officer)
    preparation.withdraw_event_invitation(first, on=date(2007, 9, 1), by=officer)
    preparation.save_in_preparation(invitation(event, state_invited=state), by=officer)
    assert [each.state for each in event.invitations.all()] == ["withdrawn", "planned"]


def test_nobody_is_invited_to_what_is_not_authorised_or_over(officer):
    proposed = make_event_invitation(make_event(state="proposed", mandate=None), state="planned")
    with pytest.raises(Refused, match="only proposed"):
        preparation.send_event_invitation(proposed, on=date(2007, 9, 1), reference="", by=officer)
    with pytest.raises(Refused, match="This event is over"):
        preparation.save_in_preparation(
            invitation(make_event(starts_on=date(2007, 8, 1), ends_on=date(2007, 8, 31))), by=officer
        )


def test_what_was_sent_stays_as_it_was(event, officer):
    sent = make_event_invitation(event)
    for act in (preparation.save_in_preparation, preparation.remove_from_preparation):
        with pytest.raises(Refused, match="was sent and stays as it was"):
            act(sent, by=officer)


def test_each_replies_for_their_own_and_with_no_more_than_are_invited(event):
    state, agency = make_state(), make_organisation()
    theirs = make_person("Delegate", Role.DELEGATE, state=state)
    member = make_person("Member", Role.COMMITTEE_MEMBER, organisation=agency)
    to_state = make_event_invitation(event, state_invited=state, seats=2)
    to_agency = make_event_invitation(event, organisation=agency)
    today = date(2007, 9, 1)
    for user, other in ((theirs, to_agency), (member, to_state), (make_user(Role.DELEGATE), to_state)):
        with pytest.raises(Refused, match="your own State or organization only"):
            preparation.answer_event_invitation(other, to=ACCEPTED, coming=1, on=today, by=user)
    with pytest.raises(Refused, match="The invitation is for 2 at most"):
        preparation.answer_event_invitation(to_state, to=ACCEPTED, coming=3, on=today, by=theirs)
    with pytest.raises(Refused, match="was sent on"):
        preparation.answer_event_invitation(to_state, to=ACCEPTED, coming=1, on=date(2007, 7, 1), by=theirs)
    with pytest.raises(Refused, match="still to come"):
        preparation.answer_event_invitation(to_state, to=ACCEPTED, coming=1, on=date(2007, 9, 2), by=theirs)
    preparation.answer_event_invitation(to_state, to=ACCEPTED, coming=2, on=today, by=theirs)
    preparation.answer_event_invitation(to_state, to=ACCEPTED, coming=1, on=today, by=theirs)
    preparation.answer_event_invitation(to_agency, to=DECLINED, coming=5, on=today, by=member)
    assert list(event.invitations.values_list("state", "coming")) == [("accepted", 1), ("declined", None)]


def test_readers_see_the_invitations_of_their_own_once_they_were_sent(event, officer):
    state = make_state()
    delegate = make_person("Delegate", Role.DELEGATE, state=state)
    other = make_event(starts_on=date(2007, 11, 1), ends_on=date(2007, 11, 2))
    planned = make_event_invitation(event, state_invited=state, state="planned")
    sent, foreign = make_event_invitation(other, state_invited=state), make_event_invitation(event)
    hidden = make_event_invitation(make_event(audience="secretariat"), state_invited=state)
    seen = event_invitations_visible_to(viewer_of(delegate))
    assert (list(seen), list(invitations_to_answer(viewer_of(delegate)))) == ([sent], [sent])
    assert set(event_invitations_visible_to(viewer_of(officer))) == {planned, sent, foreign, hidden}
    assert list(event_invitations_visible_to(VISITOR)) == []


# The list of participants


def test_a_list_is_counted_by_state_organisation_and_category(event, officer):
    state, agency = make_state("Land"), make_organisation("Agency")
    make_group(event, "Ms. A", state=state, category="justice", standing="came")
    make_group(event, state=state, organisation=agency, category="justice", head_count=4)
    make_group(event, organisation=agency, category="media", head_count=10, standing="came")
    make_group(make_event(), state=state, head_count=1000)
    counts = attendance_of(event, VISITOR)
    assert counts.total == Heads(15, 0, 11)
    assert counts.by_state() == {state.pk: Heads(5, 0, 1)}
    assert counts.by_organisation() == {agency.pk: Heads(14, 0, 10)}
    assert counts.by_category() == {"Prosecution and judiciary": Heads(5, 0, 1), "Media and arts": Heads(10, 0, 10)}
    hidden = make_event(audience="secretariat")
    make_group(hidden)
    assert attendance_of(hidden, VISITOR).lines == ()


def test_a_name_is_the_secretariats_and_goes_when_it_is_taken_away(event, officer):
    row = ParticipantGroup(event=event, category="media")
    preparation.save_in_preparation(row, named=("Ms. Secret", "Editor"), by=officer)
    assert [str(name) for name in participant_names_visible_to(viewer_of(officer))] == ["Ms. Secret"]
    assert participant_names_visible_to(viewer_of(make_user(Role.COMMITTEE_MEMBER))).count() == 0
    assert "Secret" not in str(list(AuditEvent.objects.values()))
    preparation.save_in_preparation(row, named=("", ""), by=officer)
    assert ParticipantName.objects.count() == 0


def test_names_are_forgotten_after_the_event_and_not_before(event, officer, settings):
    make_group(event, "Ms. Secret")
    with pytest.raises(Refused, match="needed until the event is over"):
        preparation.forget_participant_names(event, by=officer)
    settings.PALERMO_TODAY = date(2007, 10, 5)
    preparation.forget_participant_names(event, by=officer)
    assert (ParticipantName.objects.count(), event.participant_list.count()) == (0, 1)
    with pytest.raises(Refused, match="No name"):
        preparation.forget_participant_names(event, by=officer)


def test_who_is_invited_stays_on_the_list(event, officer):
    person = make_group(event, "Somebody")
    make_event_invitation(event, participant=person, channel="letter")
    with pytest.raises(Refused, match="The line stays with it"):
        preparation.remove_from_preparation(person, by=officer)


# What an event is about


def test_a_member_describes_the_proposal_of_their_own_organisation(officer):
    agency = make_organisation()
    member = make_person("Member", Role.COMMITTEE_MEMBER, organisation=agency)
    own = make_event(state="proposed", mandate=None, lead=agency)
    preparation.describe_event(own, partners=[], by=member)
    for other in (make_event(state="proposed", mandate=None), make_event(lead=agency)):
        with pytest.raises(Refused, match="your own organization leads"):
            preparation.describe_event(other, partners=[], by=member)
    with pytest.raises(Refused, match="stays as it was said"):
        preparation.describe_event(make_event(state="completed"), partners=[], by=officer)


def test_hosts_change_and_who_supports_stays(event, officer):
    state, agency = make_state(), make_organisation()
    event.activity.partners.create(organisation=agency, role="support", order=1)
    preparation.describe_event(event, partners=[("host", state), ("host", agency)], by=officer)
    preparation.describe_event(event, partners=[("host", agency), ("co_organiser", state)], by=officer)
    named = {(each.role, each.state or each.organisation) for each in event.activity.partners.all()}
    assert named == {("support", agency), ("host", agency), ("co_organiser", state)}


def test_a_concept_note_is_for_its_own_readers(event, officer):
    event.concept_note = make_document("Note", audience="member_states")
    preparation.describe_event(event, partners=[], by=officer)
    event.refresh_from_db()
    assert event.concept_note.audience == "member_states"
