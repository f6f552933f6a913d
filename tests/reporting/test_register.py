"""Visibility of the register: an entry is visible to those who see its origin, in every view."""

import pytest

from palermo.accounts.states import READS, Role
from palermo.accounts.viewer import VISITOR, Viewer, viewer_of
from palermo.core.audiences import Audience
from palermo.events.queries.register import follow_ups_visible_to, progress_visible_to, with_origin
from palermo.governance.states.follow_ups import ProgressState
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.register import (
    ORIGINS,
    make_entry,
    make_orphan,
    make_progress,
    make_recommendation,
    make_report,
    make_report_recommendation,
)

pytestmark = pytest.mark.django_db

VIEWERS = {None: VISITOR, **{role: Viewer(1, frozenset({role}), READS[role]) for role in Role}}
# Typed here on purpose, not taken from the code that it checks.
READS_OF = {
    None: {"public"},
    Role.FOCAL_POINT: {"public"},
    Role.PARTNER: {"public"},
    Role.DELEGATE: {"public", "member_states"},
    Role.COMMITTEE_MEMBER: {"public", "member_states", "steering_committee"},
    Role.SECRETARIAT: {"public", "member_states", "steering_committee", "secretariat"},
}


@pytest.mark.parametrize("role", VIEWERS)
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("origin", ORIGINS)
def test_an_entry_is_seen_by_whoever_sees_its_origin(origin, audience, role):
    entry = make_entry(origin=origin, audience=audience)
    seen = list(follow_ups_visible_to(VIEWERS[role]))
    assert seen == ([entry] if audience in READS_OF[role] else [])


@pytest.mark.parametrize("role", VIEWERS)
def test_what_nothing_names_is_seen_by_the_secretariat_only(role):
    orphan = make_orphan()
    assert list(follow_ups_visible_to(VIEWERS[role])) == ([orphan] if role == Role.SECRETARIAT else [])
    assert not orphan.wording


def test_an_open_outcome_of_a_restricted_event_opens_nothing():
    event = make_event(audience=Audience.SECRETARIAT)
    make_entry(named_by=make_recommendation(event=event))
    assert list(follow_ups_visible_to(VIEWERS[Role.DELEGATE])) == []


def test_a_recommendation_of_a_proposed_event_waits_for_its_authority():
    outcome = make_outcome(make_event(state="proposed"), audience=Audience.PUBLIC)
    entry = make_entry(named_by=make_recommendation(outcome=outcome))
    seen = {role: list(follow_ups_visible_to(viewer)) for role, viewer in VIEWERS.items()}
    assert seen == {
        None: [],
        Role.FOCAL_POINT: [],
        Role.PARTNER: [],
        Role.DELEGATE: [],
        Role.COMMITTEE_MEMBER: [entry],
        Role.SECRETARIAT: [entry],
    }


def test_a_recommendation_of_a_report_in_preparation_is_for_member_states():
    report = make_report(state="prepared", issued_on=None)
    entry = make_entry(origin="report", named_by=make_report_recommendation(report=report))
    assert [list(follow_ups_visible_to(VIEWERS[role])) for role in (None, Role.DELEGATE)] == [[], [entry]]


def test_a_second_open_origin_does_not_open_the_words_of_the_first():
    entry = make_entry("Restricted words", audience=Audience.SECRETARIAT)
    make_report_recommendation("Open words", follow_up=entry)
    assert list(follow_ups_visible_to(VIEWERS[Role.DELEGATE])) == []


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_words_are_those_of_the_origin_and_need_no_query(origin, django_assert_num_queries):
    make_entry("Extradite or prosecute", origin=origin)
    [entry] = with_origin(follow_ups_visible_to(VISITOR))
    with django_assert_num_queries(0):
        assert entry.wording == text("Extradite or prosecute")
        assert entry.origin_record.text == entry.wording


@pytest.mark.parametrize("state", ProgressState)
@pytest.mark.parametrize("role", VIEWERS)
def test_what_nobody_has_reviewed_is_seen_by_the_secretariat(role, state):
    progress = make_progress(make_entry(), state=state)
    is_seen = state != ProgressState.REPORTED or role == Role.SECRETARIAT
    assert list(progress_visible_to(VIEWERS[role])) == ([progress] if is_seen else [])


def test_what_nobody_has_reviewed_is_seen_by_those_who_reported_it():
    delegate, member = make_user(Role.DELEGATE), make_user(Role.COMMITTEE_MEMBER)
    entry = make_entry()
    own = make_progress(entry, state_by=delegate.postings.get().state)
    theirs = make_progress(entry, organisation=member.postings.get().organisation)
    make_progress(entry, state_by=make_state()), make_progress(entry, organisation=make_organisation())
    assert list(progress_visible_to(viewer_of(delegate))) == [own]
    assert list(progress_visible_to(viewer_of(member))) == [theirs]


def test_own_progress_on_an_entry_that_became_restricted_is_not_seen():
    delegate = make_user(Role.DELEGATE)
    entry = make_entry(audience=Audience.SECRETARIAT)
    make_progress(entry, state_by=delegate.postings.get().state)
    assert list(progress_visible_to(viewer_of(delegate))) == []
