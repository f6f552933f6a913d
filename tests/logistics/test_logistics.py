"""Preparations: counted back from the opening, blocking one another in no circle; needs seen by those named alone."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.events.actions import events
from palermo.logistics.actions import tasks as logistics
from palermo.logistics.chains import circle_through
from palermo.logistics.first_tasks import BY_KEY, FIRST_TASKS
from palermo.logistics.models import LogisticsTask, ParticipantNeed
from palermo.logistics.moving import moves_of
from palermo.logistics.queries.tasks import needs_visible_to, tasks_visible_to
from palermo.logistics.rules.tasks import doubts_about_doing
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.screens import make_need, make_task

OPENING, TODAY = date(2008, 2, 13), date(2008, 1, 20)


# Chains


@pytest.mark.parametrize(
    ("blocked_by", "circle"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, ["a", "a"]),
        ({"a": ["b"], "b": ["a"]}, ["a", "b", "a"]),
        ({"a": ["b", "d"], "b": ["c"], "c": ["a"], "d": ["a"]}, ["a", "d", "a"]),
        # A circle that `a` only waits for is not its own.
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, []),
        # Two ways to one task are no circle.
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, []),
    ],
)
def test_the_shortest_circle_through_a_task(blocked_by, circle):
    assert circle_through("a", blocked_by) == circle


def test_the_usual_tasks_wait_for_one_another_in_no_circle_and_never_for_a_later_one():
    blocked_by = {task.key: task.after for task in FIRST_TASKS}
    assert [key for key in blocked_by if circle_through(key, blocked_by)] == []
    late = [task.key for task in FIRST_TASKS for key in task.after if BY_KEY[key].days_before < task.days_before]
    assert late == []


# Acts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def event():
    return make_event("Forum", kind="forum", starts_on=OPENING, ends_on=date(2008, 2, 15))


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


def test_the_usual_tasks_are_counted_back_and_know_what_blocks_them(event, officer):
    logistics.take_first_tasks(event, keys=["host-agreement", "rooms", "interpretation", "badges"], by=officer)
    due = {task.slug: task.due_on for task in LogisticsTask.objects.all()}
    assert due == {
        "host-agreement": date(2007, 8, 17),
        "rooms": date(2007, 9, 16),
        "interpretation": date(2007, 11, 15),
        "badges": date(2008, 2, 10),
    }
    rooms = LogisticsTask.objects.get(slug="rooms")
    assert ([each.slug for each in rooms.blocked_by.all()], len(rooms.title)) == (["host-agreement"], 6)
    # What badges wait for was not taken over.
    assert not LogisticsTask.objects.get(slug="badges").blocked_by.exists()


def test_taken_over_twice_a_task_stays_as_it_is(event, officer):
    logistics.take_first_tasks(event, keys=["rooms"], by=officer)
    LogisticsTask.objects.update(days_before=100)
    logistics.take_first_tasks(event, keys=["rooms", "invitations"], by=officer)
    assert {task.slug: task.days_before for task in LogisticsTask.objects.all()} == {"rooms": 100, "invitations": 120}


@pytest.mark.parametrize("known", [None, "2008-02"])
def test_nothing_is_counted_back_from_a_day_that_is_not_known(event, officer, known):
    event.activity.starts = PartialDate.parse(known) if known else None
    event.activity.ends = None
    event.activity.save()
    for act in (
        lambda: logistics.take_first_tasks(event, keys=["rooms"], by=officer),
        lambda: logistics.save_task(new(event, days_before=10), by=officer),
        lambda: logistics.follow_opening(event, by=officer),
    ):
        with pytest.raises(Refused, match=r"Due dates depend on the exact opening date, which is not known\."):
            act()
    assert logistics.save_task(new(event, days_before=None, due_on=TODAY), by=officer).is_fixed


def new(event, **fields) -> LogisticsTask:
    return LogisticsTask(event=event, **{"slug": "new", "title": text("New"), "due_on": TODAY, **fields})


def test_a_task_is_due_so_many_days_before_the_opening_whatever_day_is_written(event, officer):
    task = logistics.save_task(new(event, days_before=30), by=officer)
    assert task.due_on == date(2008, 1, 14)


def test_a_circle_is_refused_with_its_chain_and_nothing_is_kept(event, officer):
    visa, invitations, agreement = (make_task(event, words) for words in ("Visas", "Invitations", "Agreement"))
    visa.blocked_by.add(invitations)
    invitations.blocked_by.add(agreement)
    chain = r"Agreement \[en\] ← Visas \[en\] ← Invitations \[en\] ← Agreement \[en\]\."
    with pytest.raises(Refused, match=chain):
        logistics.save_task(agreement, blocked_by=[visa], by=officer)
    assert not agreement.blocked_by.exists()
    assert verbs() == []


def test_a_task_done_before_what_it_depends_on_raises_a_doubt(event, officer):
    rooms, agreement = make_task(event, "Rooms"), make_task(event, "Agreement")
    rooms.blocked_by.add(agreement)
    assert doubts_about_doing(rooms) == ["This task depends on “Agreement [en]”, which is not completed."]
    assert logistics.do_task(rooms, on=TODAY, by=officer).state_on == TODAY
    logistics.do_task(agreement, on=TODAY, by=officer)
    logistics.reopen_task(agreement, by=officer)
    assert verbs() == ["task.done", "task.done", "task.open"]


def test_what_is_not_needed_raises_no_doubt(event, officer):
    rooms, agreement = make_task(event, "Rooms"), make_task(event, "Agreement")
    rooms.blocked_by.add(agreement)
    logistics.drop_task(agreement, on=TODAY, by=officer)
    assert doubts_about_doing(rooms) == []


def test_nothing_is_done_on_a_day_still_to_come(event, officer):
    with pytest.raises(Refused, match=r"21 January 2008 is in the future\."):
        logistics.do_task(make_task(event), on=date(2008, 1, 21), by=officer)


def test_when_the_opening_moves_the_counted_ones_move_once_it_is_said_and_the_others_stay(event, officer):
    counted = make_task(event, "Counted", days_before=10, due_on=date(2008, 2, 3))
    fixed = make_task(event, "Fixed", days_before=None, due_on=date(2008, 2, 3))
    done = make_task(event, "Done", state="done")
    with pytest.raises(Refused, match="No task would move"):
        logistics.follow_opening(event, by=officer)
    terms = {"title": event.activity.title, "ends": PartialDate(date(2008, 2, 22)), "decided_on": TODAY}
    events.reschedule_event(event, starts=PartialDate(date(2008, 2, 20)), by=officer, **terms)
    event.refresh_from_db()
    # Shown, not done.
    shown = [(move.task, move.now, move.then) for move in moves_of(event, event.tasks.all())]
    assert shown == [(counted, date(2008, 2, 3), date(2008, 2, 10))]
    assert {task.due_on for task in LogisticsTask.objects.all()} == {date(2008, 2, 3)}
    logistics.follow_opening(event, by=officer)
    due = dict(LogisticsTask.objects.values_list("pk", "due_on"))
    assert due == {counted.pk: date(2008, 2, 10), fixed.pk: date(2008, 2, 3), done.pk: date(2008, 2, 3)}
    assert AuditEvent.objects.last().details["tasks"] == [[counted.slug, "2008-02-03", "2008-02-10"]]


def test_the_preparations_of_an_event_that_is_over_stay_as_they_were(event, officer):
    task = make_task(event)
    event.activity.state = "completed"
    event.activity.save()
    for act in (
        lambda: logistics.do_task(task, on=TODAY, by=officer),
        lambda: logistics.save_task(new(event), by=officer),
        lambda: logistics.take_first_tasks(event, keys=["rooms"], by=officer),
    ):
        with pytest.raises(Refused, match="over"):
            act()


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, None])
def test_nobody_but_the_secretariat_plans_or_sees_the_preparations(event, role):
    user, task = make_user(role), make_task(event)
    for act in (
        lambda: logistics.take_first_tasks(event, keys=["rooms"], by=user),
        lambda: logistics.save_task(new(event), by=user),
        lambda: logistics.do_task(task, on=TODAY, by=user),
        lambda: logistics.drop_task(task, on=TODAY, by=user),
        lambda: logistics.record_need(need_of(event), officers=[make_user(Role.SECRETARIAT)], by=user),
    ):
        with pytest.raises(Refused, match="Only the secretariat"):
            act()
    assert not tasks_visible_to(viewer_of(user)).exists()


# Needs


def need_of(event, **fields) -> ParticipantNeed:
    given = {"person": "No. 17", "kind": "access", "text": "A ramp", "delete_on": date(2008, 3, 15)}
    return ParticipantNeed(event=event, **(given | fields))


def test_a_need_is_seen_by_the_officers_named_and_by_nobody_else(event, officer):
    named = make_user(Role.SECRETARIAT)
    need = logistics.record_need(need_of(event), officers=[named], by=officer)
    people = [named, officer, *(make_user(role) for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER, None))]
    assert [person for person in people if needs_visible_to(viewer_of(person)).exists()] == [named]
    assert not needs_visible_to(VISITOR).exists()
    Posting.objects.filter(user=named).update(until_on=TODAY)
    assert not needs_visible_to(viewer_of(named)).exists()
    assert need.pk


def test_neither_the_log_nor_a_version_tells_whose_need_or_what(event, officer):
    need = logistics.record_need(
        need_of(event, text="undisclosed", person="undisclosed"), officers=[officer], by=officer
    )
    logistics.meet_need(need, by=officer)
    logistics.delete_need(need, by=officer)
    assert verbs() == ["need.recorded", "need.met", "need.deleted"]
    assert [row for row in AuditEvent.objects.all() if "undisclosed" in str(row.details) + row.target_id] == []
    assert [row for row in RecordVersion.objects.all() if "undisclosed" in str(row.data)] == []
    assert not ParticipantNeed.objects.exists()


def test_only_the_officers_named_act_on_it(event, officer):
    need = make_need(event, make_user(Role.SECRETARIAT))
    for act in (logistics.meet_need, logistics.delete_need):
        with pytest.raises(Refused, match=r"Only the responsible officers can act on a participant’s requirement\."):
            act(need, by=officer)


def test_somebody_of_the_secretariat_acts_on_every_need(event, officer):
    for named in ([], [make_user(Role.DELEGATE)]):
        with pytest.raises(Refused, match="officer"):
            logistics.record_need(need_of(event), officers=named, by=officer)
    assert not ParticipantNeed.objects.exists()


def test_a_need_is_deleted_within_a_year_of_the_event(event, officer):
    with pytest.raises(ValidationError, match="at most one year after the event"):
        logistics.record_need(need_of(event, delete_on=date(2009, 3, 1)), officers=[officer], by=officer)


def test_on_its_day_it_is_deleted(event, officer):
    make_need(event, officer, delete_on=TODAY)
    stays = make_need(event, officer, delete_on=date(2008, 1, 21))
    assert logistics.delete_old_needs(by="deletion") == 1
    assert list(ParticipantNeed.objects.all()) == [stays]
    assert verbs() == ["need.deleted"]
