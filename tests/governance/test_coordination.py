"""Who says who leads an activity and who supports it."""

from itertools import product

import pytest

from palermo.accounts.models import Organisation, Posting
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.governance.actions import activities
from palermo.governance.models import Partner
from palermo.governance.queries.activities import coordination_of
from palermo.governance.rules import activities as activities_rules
from palermo.governance.states.activities import UNFINISHED, ActivityState
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.governance import make_activity, make_mandate

pytestmark = pytest.mark.django_db

ROLES = [None, *Role]
OTHERS = "You say only of your own organization whether it supports an activity."


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def member():
    return make_user(Role.COMMITTEE_MEMBER)


@pytest.fixture
def own(member):
    return Organisation.objects.get(pk=Posting.objects.get(user=member).organisation_id)


def activity_in(state, **fields):
    return make_activity(mandate=make_mandate(), **{"state": state, **fields})


def supported_by(activity, *organisations):
    for order, organisation in enumerate(organisations):
        Partner.objects.create(activity=activity, organisation=organisation, role="support", order=order)
    return activity


@pytest.mark.parametrize(("state", "role"), list(product(ActivityState, ROLES)))
def test_every_state_and_role(state, role):
    may = role in {Role.SECRETARIAT, Role.COMMITTEE_MEMBER} and state in UNFINISHED
    assert can(activities_rules.check_may_coordinate, make_user(role), activity_in(state)) is may


@pytest.mark.parametrize(("state", "role"), list(product(ActivityState, ROLES)))
@pytest.mark.parametrize("leads", [None, "own", "other"])
@pytest.mark.parametrize("wanted", [None, "own", "other"])
def test_the_lead_in_every_state_for_every_role(state, role, leads, wanted):
    """A member takes or gives up the lead of a proposal that nobody else leads; the secretariat decides for all."""
    user, other = make_user(role), make_organisation("Other")
    posting = Posting.objects.filter(user=user).first()
    mine = (posting and posting.organisation) or make_organisation("Own")
    named = {None: None, "own": mine, "other": other}
    activity = activity_in(state, lead=named[leads])
    changes = leads != wanted
    may_member = not changes or (state == ActivityState.PROPOSED and "other" not in {leads, wanted})
    may = state in UNFINISHED and (role == Role.SECRETARIAT or (role == Role.COMMITTEE_MEMBER and bool(may_member)))
    assert can(activities_rules.check_can_coordinate, user, activity, named[wanted], []) is may


def test_the_secretariat_says_who_leads_and_supports(officer):
    one, two, three = (make_organisation(slug=slug) for slug in ("one", "two", "three"))
    activity = supported_by(make_activity(lead=one), two)
    host = Partner.objects.create(activity=activity, state=make_state(), role="host", order=5)
    activities.coordinate_activity(activity, lead=two, supporting=[three, two, one], by=officer)
    activity.refresh_from_db()
    assert coordination_of(activity) == (two, [three, one])
    assert Partner.objects.filter(pk=host.pk).exists()
    event = AuditEvent.objects.get()
    assert (event.verb, event.details) == (
        "activity.coordinated",
        {"lead": ["one", "two"], "joined": ["one", "three"], "left": ["two"]},
    )


@pytest.mark.parametrize("state", sorted(UNFINISHED))
def test_a_member_joins_and_leaves_the_support_of_any_activity(member, own, state):
    other = make_organisation()
    activity = supported_by(activity_in(state, lead=other), other_support := make_organisation())
    activities.coordinate_activity(activity, lead=other, supporting=[other_support, own], by=member)
    assert coordination_of(activity).supporting == [other_support, own]
    activities.coordinate_activity(activity, lead=other, supporting=[other_support], by=member)
    assert coordination_of(activity).supporting == [other_support]


def test_a_member_neither_brings_in_nor_sends_away_another(member, own):
    other = make_organisation()
    activity = supported_by(make_activity(), other)
    for supporting in ([], [own], [other, make_organisation()]):
        with pytest.raises(Refused, match=OTHERS):
            activities.coordinate_activity(activity, lead=None, supporting=supporting, by=member)
    assert coordination_of(activity).supporting == [other]
    assert AuditEvent.objects.count() == 0


def test_a_member_takes_the_lead_of_a_proposal_that_nobody_leads(member, own):
    activity = supported_by(make_activity(), own)
    activities.coordinate_activity(activity, lead=own, supporting=[], by=member)
    activity.refresh_from_db()
    assert coordination_of(activity) == (own, [])


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: make_activity(lead=make_organisation("IOM")), r"IOM \[en\] leads this proposal. Ask it to give up"),
        (lambda: activity_in("authorised"), "Member States have asked for this activity as it is led."),
        (lambda: activity_in("completed"), "This is completed: who led and supported it is history."),
    ],
)
def test_a_lead_that_is_not_to_be_had_and_whom_to_ask(member, own, make, sentence):
    activity = make()
    with pytest.raises(Refused, match=sentence):
        activities.coordinate_activity(activity, lead=own, supporting=[], by=member)
    lead = activity.lead
    activity.refresh_from_db()
    assert activity.lead == lead


def test_what_changed_since_it_was_shown_is_not_overwritten(officer):
    activity = supported_by(make_activity(), make_organisation())
    seen = coordination_of(activity).mark
    supported_by(activity, make_organisation())
    with pytest.raises(Refused, match="Somebody else changed this record while you were editing it"):
        activities.coordinate_activity(activity, lead=None, supporting=[], seen=seen, by=officer)
    assert len(coordination_of(activity).supporting) == 2
