"""Acts of governance: each works and is recorded; each refusal says its sentence and changes nothing."""

import contextlib
from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.governance.actions import activities as activities_actions
from palermo.governance.actions import decisions as decisions_actions
from palermo.governance.actions import endorsements as endorsements_actions
from palermo.governance.actions import mandates as mandates_actions
from palermo.governance.actions import meetings
from palermo.governance.models import Activity
from palermo.governance.states import activities, decisions, endorsements, mandates
from tests.factories.accounts import make_user
from tests.factories.common import number, text
from tests.factories.governance import (
    make_activity,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)

pytestmark = pytest.mark.django_db
DAY = date(2007, 8, 1)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def last_entry():
    event = AuditEvent.objects.order_by("sequence").last()
    return event.verb, event.target_id, event.details


def test_draft_is_adopted(officer):
    decision = make_decision(state="draft", adopted_on=None)
    decisions_actions.adopt_decision(decision, on=PartialDate.parse("late 2007-11"), by=officer)
    decision.refresh_from_db()
    assert (decision.state, str(decision.adopted)) == ("adopted", "late 2007-11")
    assert last_entry() == ("decision.adopted", decision.slug, {"on": "late 2007-11"})


def test_draft_without_paragraphs_is_not_adopted(officer):
    decision = make_decision(state="draft", adopted_on=None, paragraphs=0)
    with pytest.raises(Refused, match=r"This decision has no operative paragraphs yet\."):
        decisions_actions.adopt_decision(decision, on=PartialDate(DAY), by=officer)


def test_decision_is_superseded_by_an_adopted_one_only(officer):
    decision, successor = make_decision(), make_decision()
    with pytest.raises(Refused, match=r"A decision can be superseded only by an adopted decision\."):
        decisions_actions.supersede_decision(decision, successor=decision, by=officer)
    decisions_actions.supersede_decision(decision, successor=successor, by=officer)
    decision.refresh_from_db()
    assert (decision.state, decision.superseded_by) == ("superseded", successor)


def test_ended_mandate_does_not_end_again(officer):
    mandate = make_mandate(state="lapsed", ended_on=DAY)
    with pytest.raises(Refused, match=r"^The status “lapsed” is final and cannot become “withdrawn”\.$"):
        mandates_actions.end_mandate(mandate, mandates.MandateState.WITHDRAWN, on=DAY, reason=text("x"), by=officer)


def test_mandate_cannot_end_before_it_began(officer):
    with pytest.raises(Refused, match="This mandate is in force from 27 April 2007;"):
        mandates_actions.end_mandate(
            make_mandate(), mandates.MandateState.LAPSED, on=date(2007, 4, 1), reason=text("x"), by=officer
        )


def test_result_of_an_endorsement_is_recorded(officer):
    endorsement = make_endorsement()
    result = PartialDate.parse("late 2007-09")
    endorsements_actions.close_endorsement(
        endorsement, endorsements.EndorsementState.APPROVED, on=result, note=text("Yes"), by=officer
    )
    endorsement.refresh_from_db()
    assert (endorsement.state, endorsement.result) == ("approved", result)


def test_endorsement_has_no_result_before_it_was_put(officer):
    with pytest.raises(Refused, match="The text was submitted to Member States on 1 August 2007;"):
        endorsements_actions.close_endorsement(
            make_endorsement(),
            endorsements.EndorsementState.APPROVED,
            on=PartialDate(date(2007, 7, 31)),
            note=text(""),
            by=officer,
        )


def test_meeting_is_cancelled_once(officer):
    meeting = make_meeting(on=date(2007, 9, 7))
    meetings.cancel_meeting(meeting, on=DAY, reason=text("Moved"), by=officer)
    meeting.refresh_from_db()
    assert not meeting.is_held_by(date(2008, 1, 31))
    with pytest.raises(Refused, match=r"This meeting was already cancelled on 1 August 2007\."):
        meetings.cancel_meeting(meeting, on=DAY, reason=text("Moved"), by=officer)


def test_committee_member_proposes():
    activity = Activity(slug=f"new-{number()}", kind="other", title=text("New"))
    activities_actions.propose_activity(activity, on=DAY, by=make_user(Role.COMMITTEE_MEMBER))
    assert Activity.objects.get(slug=activity.slug).state == activities.ActivityState.PROPOSED


def test_delegate_does_not_propose():
    activity = Activity(slug=f"new-{number()}", kind="other", title=text("New"))
    with pytest.raises(Refused, match="Only the secretariat and members of the Steering Committee may propose"):
        activities_actions.propose_activity(activity, on=DAY, by=make_user(Role.DELEGATE))
    assert not Activity.objects.filter(slug=activity.slug).exists()


def _record_in(kind, state):
    """A record of the kind in the state, as the database allows it."""
    if kind == "activity":
        return make_activity(mandate=make_mandate(), state=state, authorised_on=DAY)
    if kind == "decision":
        adopted = {} if state in {"adopted", "superseded"} else {"adopted_on": None}
        superseded = {"superseded_by": make_decision()} if state == "superseded" else {}
        return make_decision(state=state, **adopted, **superseded)
    if kind == "mandate":
        return make_mandate(state=state, ended_on=None if state == "in_force" else DAY)
    return make_endorsement(state=state, result_on=None if state == "open" else DAY)


def _move(kind, record, state, by):
    if kind == "activity":
        if state == "authorised":
            return activities_actions.authorise_activity(record, mandate=record.mandate, on=DAY, by=by)
        return activities_actions.move_activity(record, state, on=DAY, by=by)
    if kind == "decision":
        if state == "adopted":
            return decisions_actions.adopt_decision(record, on=PartialDate(DAY), by=by)
        if state == "not_adopted":
            return decisions_actions.set_aside_decision(record, on=DAY, reason=text("x"), by=by)
        return decisions_actions.supersede_decision(record, successor=make_decision(), by=by)
    if kind == "mandate":
        successor = make_mandate() if state == "superseded" else None
        return mandates_actions.end_mandate(record, state, on=DAY, reason=text("x"), successor=successor, by=by)
    return endorsements_actions.close_endorsement(record, state, on=PartialDate(DAY), note=text("x"), by=by)


MACHINES = {
    "activity": activities.ACTIVITY_MOVES,
    "decision": decisions.DECISION_MOVES,
    "mandate": mandates.MANDATE_MOVES,
    "endorsement": endorsements.ENDORSEMENT_MOVES,
}
# A draft or an open text is made so; nothing becomes one again, and no act offers it.
BEGINNINGS = {"proposed", "draft", "in_force", "open"}
ROLES = [*Role, None]


@pytest.mark.parametrize("kind", MACHINES)
def test_every_state_times_role_times_move(kind):
    """The whole table: a move succeeds exactly when the table has it and the secretariat makes it."""
    moves, users = MACHINES[kind], {role: make_user(role) for role in ROLES}
    allowed, expected = set(), set()
    for before in moves:
        for after in [state for state in moves if state.value not in BEGINNINGS]:
            for role, user in users.items():
                case = (before.value, after.value, role)
                if after in moves[before] and role == Role.SECRETARIAT:
                    expected.add(case)
                with contextlib.suppress(Refused):
                    _move(kind, _record_in(kind, before.value), after, user)
                    allowed.add(case)
    assert allowed == expected


@pytest.mark.parametrize("kind", MACHINES)
def test_every_state_has_its_moves(kind):
    moves = MACHINES[kind]
    assert set(moves) == set(type(next(iter(moves))))


def test_guidance_may_give_rise_to_a_mandate():
    guidance = make_guidance(under=make_mandate())
    assert make_mandate(guidance=guidance).guidance.under.paragraph.decision.state == "adopted"
