"""Nothing is done without a mandate: the rule, the database, the check."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.governance.actions.activities import authorise_activity
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_begun_before_authority, activities_without_authority
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY, ActivityState
from tests.factories.accounts import make_user
from tests.factories.governance import ADOPTED, make_activity, make_ended_mandate, make_mandate

pytestmark = pytest.mark.django_db
DAY = date(2007, 6, 18)
NEEDS_AUTHORITY = sorted(set(ActivityState) - NEEDS_NO_AUTHORITY)


def test_proposal_is_authorised_under_a_mandate_in_force():
    activity, mandate, officer = make_activity(), make_mandate(), make_user(Role.SECRETARIAT)
    authorise_activity(activity, mandate=mandate, on=DAY, by=officer)
    activity.refresh_from_db()
    assert (activity.state, activity.mandate, activity.authorised_on) == ("authorised", mandate, DAY)
    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.verb, event.target_id, event.actor_name, event.details) == (
        "activity.authorised",
        activity.slug,
        officer.name,
        {"on": "2007-06-18", "mandate": mandate.slug},
    )


def test_without_a_mandate_the_refusal_says_how_to_get_one():
    with pytest.raises(Refused, match=r"^No mandate authorizes this activity\."):
        authorise_activity(make_activity(), mandate=None, on=DAY, by=make_user(Role.SECRETARIAT))


def test_before_the_mandate_is_in_force_the_refusal_names_the_days():
    mandate = make_mandate()
    with pytest.raises(
        Refused,
        match=r"The mandate “Mandate \[en\]” is in force from 27 April 2007 and gave no authority on 26 April 2007\.",
    ):
        authorise_activity(make_activity(), mandate=mandate, on=date(2007, 4, 26), by=make_user(Role.SECRETARIAT))


@pytest.mark.parametrize("day", [DAY, date(2007, 6, 19)])
def test_on_and_after_the_day_it_ended_a_mandate_gives_no_authority(day):
    mandate = make_ended_mandate(on=DAY)
    with pytest.raises(Refused, match="ended on 18 June 2007"):
        authorise_activity(make_activity(), mandate=mandate, on=day, by=make_user(Role.SECRETARIAT))


def test_the_day_before_it_ended_a_mandate_still_gives_authority():
    activity = make_activity()
    authorise_activity(
        activity, mandate=make_ended_mandate(on=DAY), on=date(2007, 6, 17), by=make_user(Role.SECRETARIAT)
    )
    activity.refresh_from_db()
    assert activity.state == ActivityState.AUTHORISED


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, None])
def test_only_the_secretariat_authorises(role):
    activity = make_activity()
    with pytest.raises(Refused, match="Only the secretariat may authorize an activity"):
        authorise_activity(activity, mandate=make_mandate(), on=DAY, by=make_user(role))
    activity.refresh_from_db()
    assert activity.state == ActivityState.PROPOSED
    assert not AuditEvent.objects.filter(target_id=activity.slug).exists()


def test_a_committee_member_is_told_which_authority_is_missing():
    with pytest.raises(Refused, match=r"^No mandate authorizes this activity\."):
        authorise_activity(make_activity(), mandate=None, on=DAY, by=make_user(Role.COMMITTEE_MEMBER))


@pytest.mark.parametrize("state", NEEDS_AUTHORITY)
def test_no_path_stores_an_activity_without_a_mandate(state):
    activity = make_activity()
    values = {"state": state.value, "authorised_on": DAY}
    for attempt in (_by_save, _by_update, _by_bulk_update, _by_raw_sql):
        with pytest.raises(IntegrityError, match="no_activity_without_a_mandate"), transaction.atomic():
            attempt(activity, values)
        assert Activity.objects.get(pk=activity.pk).state == ActivityState.PROPOSED
    with pytest.raises(IntegrityError, match="no_activity_without_a_mandate"), transaction.atomic():
        make_activity(**values)


def test_an_authorised_activity_cannot_lose_its_mandate():
    activity = make_activity(mandate=make_mandate())
    with pytest.raises(IntegrityError, match="no_activity_without_a_mandate"), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(mandate=None)


def test_check_lists_an_activity_authorised_outside_its_mandates_time():
    good = make_activity(mandate=make_mandate())
    early = make_activity(mandate=make_mandate(), authorised_on=date(2007, 4, 26))
    late = make_activity(mandate=make_ended_mandate(on=DAY), authorised_on=DAY)
    make_activity("a proposal")
    assert set(activities_without_authority()) == {early, late}
    assert good not in activities_without_authority()


def test_an_activity_begun_before_its_authority_is_noted():
    begun = make_activity(mandate=make_mandate(), starts_on=date(2007, 2, 12))
    make_activity(mandate=make_mandate(), starts_on=ADOPTED)
    assert list(activities_begun_before_authority()) == [begun]


def _by_save(activity, values):
    Activity(pk=activity.pk, slug=activity.slug, kind="other", title=activity.title, **values).save()


def _by_update(activity, values):
    Activity.objects.filter(pk=activity.pk).update(**values)


def _by_bulk_update(activity, values):
    changed = Activity.objects.get(pk=activity.pk)
    changed.state, changed.authorised_on = values["state"], values["authorised_on"]
    Activity.objects.bulk_update([changed], ["state", "authorised_on"])


def _by_raw_sql(activity, values):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE governance_activity SET state = %s, authorised_on = %s WHERE id = %s",
            [values["state"], values["authorised_on"], activity.pk],
        )
