"""Random acts by random people at random times: what is on record keeps to the rules, and settling late is the same."""

import contextlib
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palermo.accounts.states import Role
from palermo.audit.chain import find_faults
from palermo.core.refusals import Refused
from palermo.governance.actions import endorsements as endorsements_actions
from palermo.governance.actions import texts
from palermo.governance.models import Endorsement, Extension, Response
from palermo.governance.queries import endorsements
from palermo.governance.states.endorsements import COUNTED, Electorate, EndorsementState, ProcedureKind, ResponseKind
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.endorsements import OPENS
from tests.factories.governance import make_endorsement, make_procedure

pytestmark = pytest.mark.django_db

STEP = timedelta(hours=12)
LONG_AFTER = OPENS + 200 * STEP
PEOPLE = 5
whom = st.integers(0, PEOPLE - 1)
answering = st.tuples(st.just("respond"), st.integers(1, PEOPLE - 1), st.sampled_from(list(ResponseKind)))
acts = st.one_of(
    answering,
    answering,
    answering,
    st.tuples(st.just("put"), whom, st.integers(1, 10)),
    st.tuples(st.just("put again"), whom, st.integers(1, 10)),
    st.tuples(st.just("extend"), whom, st.integers(1, 12)),
    st.tuples(st.just("settle"), whom, st.none()),
    st.tuples(st.just("announce"), whom, st.none()),
    st.tuples(st.just("withdraw"), whom, st.none()),
)
stories = st.lists(st.tuples(st.integers(0, 3), acts), max_size=14)
procedures = st.sampled_from(
    [
        {"kind": ProcedureKind.SILENCE, "minimum_hours": 24},
        {"kind": ProcedureKind.WRITTEN, "numerator": 1, "denominator": 2},
        {"kind": ProcedureKind.WRITTEN, "numerator": 2, "denominator": 3, "electorate": Electorate.ANSWERING},
    ]
)


def _do(made: Endorsement, act: str, by, what, now) -> None:
    words = text("Words", "en")
    posting = by.postings.first()
    match act:
        case "respond":
            read = made.versions.count()
            texts.respond(made, what, state=posting and posting.state, text=words, read=read, by=by)
        case "put":
            texts.submit_text(made, text=words, closes_at=now + what * STEP, by=by)
        case "put again":
            texts.submit_new_version(made, text=words, what_changed=words, closes_at=now + what * STEP, by=by)
        case "extend":
            endorsements_actions.extend_deadline(made, closes_at=now + what * STEP, reason=words, by=by)
        case "settle":
            endorsements_actions.settle_endorsement(made, by=by)
        case "announce":
            endorsements_actions.announce_result(made, by=by)
        case "withdraw":
            endorsements_actions.withdraw_endorsement(made, on=now.date(), reason=words, by=by)


@pytest.fixture
def people():
    return [make_user(Role.SECRETARIAT), make_user(Role.COMMITTEE_MEMBER), *(make_user(Role.DELEGATE) for _ in "abc")]


def _tell(story, procedure, people) -> Endorsement:
    made = make_endorsement(procedure=make_procedure(**procedure), put_on=OPENS.date())
    now = OPENS
    with override_settings(PALERMO_TODAY=now):
        _do(made, "put", people[0], 6, now)
    for after, (act, who, what) in story:
        now += after * STEP
        with override_settings(PALERMO_TODAY=now), contextlib.suppress(Refused), transaction.atomic():
            _do(made, act, people[who], what, now)
    return Endorsement.objects.get(pk=made.pk)


def _check_answers(made: Endorsement) -> None:
    """Nothing that is counted was made before the opening, at or after the deadline, or after it was decided."""
    found = endorsements.standings_of_versions(Endorsement.objects.get(pk=made.pk), LONG_AFTER)
    for version in made.versions.all():
        deadline = found[version.number].deadline
        for response in Response.objects.filter(version=version, kind__in=COUNTED):
            assert version.opens_at <= response.made_at < deadline
        for extension in Extension.objects.filter(version=version):
            assert extension.made_at < extension.closes_at <= deadline


FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(story=stories, procedure=procedures)
def test_whatever_is_done_the_record_keeps_to_the_times_of_the_acts(people, story, procedure):
    _check_story(story, procedure, people)


@pytest.mark.slow
@settings(FEW, max_examples=200)
@given(story=stories, procedure=procedures)
def test_the_record_keeps_to_them_in_many_more_stories(people, story, procedure):
    _check_story(story, procedure, people)


def _check_story(story, procedure, people) -> None:
    with transaction.atomic():
        made = _tell(story, procedure, people)
        _check_answers(made)
        before = endorsements.standing_of(Endorsement.objects.get(pk=made.pk), LONG_AFTER)
        with override_settings(PALERMO_TODAY=LONG_AFTER):
            for each in endorsements.endorsements_to_settle(LONG_AFTER):
                endorsements_actions.settle_endorsement(each, by="the deadline")
            assert endorsements.endorsements_at_odds(LONG_AFTER) == []
        after = Endorsement.objects.get(pk=made.pk)
        assert after.state == before.state
        assert after.state != EndorsementState.OPEN
        assert find_faults() == []
        transaction.set_rollback(True)
