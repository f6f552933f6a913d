"""Meetings: who may schedule, move, cancel and record what, in which state of the meeting; and what each act leaves."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.core.text import MultilingualText
from palermo.governance.actions import meetings as meetings_actions
from palermo.governance.models import Meeting
from palermo.governance.plans import Plan, plan_of
from palermo.governance.rules import guidance, meetings, notes
from tests.factories.accounts import make_place, make_user
from tests.factories.common import number, text
from tests.factories.consultations import make_topic
from tests.factories.governance import make_meeting

pytestmark = pytest.mark.django_db

TODAY = date(2007, 6, 18)
LATER = Plan(date(2007, 9, 7), date(2007, 9, 7))
UNTIL = datetime(2007, 7, 1, tzinfo=UTC)
ROLES = [None, *Role]
# The meeting on the day of asking: ahead, on that very day, over, and called off.
STATES = {
    "ahead": {"on": date(2007, 6, 25)},
    "today": {"on": TODAY},
    "held": {"on": date(2007, 6, 11)},
    "cancelled": {"on": date(2007, 6, 25), "cancelled_on": date(2007, 6, 15)},
}
# Each act with the rule that its action asks, and the states of a meeting in which the secretariat may do it.
ACTS = {
    "move": (lambda user, m: meetings.check_can_move_meeting(user, m, LATER, TODAY), {"ahead", "today"}),
    "cancel": (lambda user, m: meetings.check_can_cancel_meeting(user, m, TODAY), {"ahead", "today"}),
    "confirm": (meetings.check_can_confirm_meeting, {"today", "held"}),
    "record": (meetings.check_may_record_meeting, {"today", "held"}),
    "open notes": (lambda user, m: meetings.check_can_open_notes(user, m, UNTIL), {"today", "held"}),
    "record guidance": (guidance.check_may_record_guidance, {"today", "held"}),
    "write a note": (notes.check_may_write_note, set(STATES)),
    "schedule": (lambda user, m: meetings.check_can_schedule_meeting(user), set(STATES)),
}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def last_entry():
    event = AuditEvent.objects.order_by("sequence").last()
    return event.verb, event.target_id


def refusal(check, *args) -> str:
    with pytest.raises(Refused) as refused:
        check(*args)
    return str(refused.value)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "nobody")
def test_who_may_do_what_to_a_meeting_in_which_state(role, state, act):
    check, possible = ACTS[act]
    meeting = make_meeting(**STATES[state])
    assert can(check, make_user(role), meeting) == (role == Role.SECRETARIAT and state in possible)


@pytest.mark.parametrize("act", ["words", "open notes", "record guidance", "write a note"])
def test_what_member_states_say_is_not_recorded_of_the_committee(officer, act):
    check = ACTS[act][0] if act in ACTS else meetings.check_may_record_words
    sentence = refusal(check, officer, make_meeting(kind="committee", on=TODAY))
    assert sentence == (
        (
            "The members of the Steering Committee are organizations; a note verbale is addressed to "
            "permanent missions. Send a letter instead."
        )
        if act == "write a note"
        else "Member States are not members of the Steering Committee. Record their views from a meeting with them."
    )


# Scheduling


def new_meeting(**fields) -> Meeting:
    days = {"starts_on": date(2007, 9, 7), "ends_on": date(2007, 9, 7)}
    return Meeting(**{"slug": f"new-{number()}", "kind": "consultation", **days, **fields})


def test_a_meeting_is_scheduled_with_its_agenda(officer):
    place = make_place("Vienna")
    planned = {"starts_at": time(10), "ends_at": time(13), "time_zone": "Europe/Vienna", "place": place, "room": "M1"}
    agenda = [("1", text("Opening")), ("2 (a)", text("Forum"))]
    made = meetings_actions.schedule_meeting(new_meeting(languages="ar en", **planned), agenda=agenda, by=officer)
    made.refresh_from_db()
    assert (made.scheduled_on, made.languages, made.room) == (TODAY, "ar en", "M1")
    items = [(item.order, item.number, item.title) for item in made.agenda_items.all()]
    assert items == [(1, "1", text("Opening")), (2, "2 (a)", text("Forum"))]
    assert last_entry() == ("meeting.scheduled", made.slug)


def test_hours_without_a_time_zone_are_not_kept(officer):
    with pytest.raises(ValidationError):
        meetings_actions.schedule_meeting(new_meeting(starts_at=time(10)), agenda=[], by=officer)
    assert Meeting.objects.count() == 0


# Confirming


def test_a_meeting_is_confirmed_once(officer):
    meeting = make_meeting(on=STATES["held"]["on"])
    meetings_actions.confirm_meeting(meeting, by=officer)
    meeting.refresh_from_db()
    assert meeting.took_place
    assert last_entry() == ("meeting.took_place", meeting.slug)
    with pytest.raises(Refused, match=r"^It is already on record that this meeting took place\.$"):
        meetings_actions.confirm_meeting(meeting, by=officer)


def test_a_meeting_that_took_place_is_not_cancelled_even_with_an_earlier_day(officer):
    meeting = make_meeting(on=STATES["held"]["on"])
    meetings_actions.confirm_meeting(meeting, by=officer)
    day = meeting.starts_on - timedelta(days=1)
    with pytest.raises(Refused, match=r"^This meeting took place\. It cannot be cancelled\.$"):
        meetings_actions.cancel_meeting(meeting, on=day, reason=text("No quorum"), by=officer)
    meeting.refresh_from_db()
    assert meeting.cancelled_on is None


# Moving


def test_what_was_planned_until_a_move_stays_on_record(officer):
    old, new = make_place("Geneva"), make_place("Vienna")
    hours = {"starts_at": time(10), "time_zone": "Europe/Vienna"}
    meeting = make_meeting(on=date(2007, 6, 25), place=old, **hours)
    plan = Plan(date(2007, 9, 7), date(2007, 9, 8), time(15), time(18), "Europe/Vienna", new, "M2", "")
    meetings_actions.move_meeting(meeting, plan=plan, on=date(2007, 6, 15), reason=text("No room"), by=officer)
    meeting.refresh_from_db()
    assert plan_of(meeting) == plan
    change = meeting.changes.get()
    until_then = (change.previous_starts_on, change.previous_ends_on, change.previous_starts_at, change.previous_place)
    assert until_then == (date(2007, 6, 25), date(2007, 6, 25), time(10), old)
    assert (change.number, change.decided_on, change.reason) == (1, date(2007, 6, 15), text("No room"))
    assert last_entry() == ("meeting.moved", meeting.slug)


def test_a_second_move_has_the_next_number(officer):
    meeting = make_meeting(on=date(2007, 6, 25))
    for day in (2, 3):
        plan = Plan(date(2007, 7, day), date(2007, 7, day))
        meetings_actions.move_meeting(meeting, plan=plan, on=TODAY, reason=MultilingualText(), by=officer)
    assert [(c.number, c.previous_starts_on) for c in meeting.changes.all()] == [
        (1, date(2007, 6, 25)),
        (2, date(2007, 7, 2)),
    ]


@pytest.mark.parametrize(
    ("fields", "plan", "on", "sentence"),
    [
        (STATES["held"], LATER, TODAY, "The date of this meeting, 11 June 2007, has passed. It cannot be rescheduled."),
        (
            STATES["cancelled"],
            LATER,
            TODAY,
            "This meeting was cancelled on 15 June 2007 and cannot be rescheduled. Schedule a new one.",
        ),
        (
            STATES["ahead"],
            Plan(date(2007, 6, 14), date(2007, 6, 14)),
            TODAY,
            "A change decided on 18 June 2007 cannot move the meeting to 14 June 2007. Choose a later day.",
        ),
        (
            STATES["ahead"],
            LATER,
            date(2007, 6, 19),
            "The date of the change, 19 June 2007, is in the future.",
        ),
        (
            STATES["ahead"],
            Plan(date(2007, 6, 25), date(2007, 6, 25)),
            TODAY,
            "Nothing was changed. Change the dates, times or place.",
        ),
    ],
)
def test_a_move_that_cannot_be_is_refused_in_a_sentence(officer, fields, plan, on, sentence):
    meeting = make_meeting(**fields)
    assert refusal(meetings.check_can_move_meeting, officer, meeting, plan, on) == sentence
    with pytest.raises(Refused):
        meetings_actions.move_meeting(meeting, plan=plan, on=on, reason=text("Why"), by=officer)
    assert (meeting.changes.count(), AuditEvent.objects.count()) == (0, 0)


# What happened there


def test_briefings_points_and_the_summary_are_recorded(officer):
    meeting, topic = make_meeting(on=TODAY), make_topic()
    meetings_actions.add_briefing(meeting, topic=text("research"), text=text("Told"), by=officer)
    meetings_actions.add_point(meeting, about=topic, text=text("First"), by=officer)
    meetings_actions.add_point(meeting, about=None, text=text("Second"), by=officer)
    meetings_actions.summarise_meeting(meeting, summary=text("Summary"), by=officer)
    meeting.refresh_from_db()
    assert [(b.number, b.topic) for b in meeting.briefings.all()] == [(1, text("research"))]
    points = [(p.number, p.about, p.text) for p in meeting.points.all()]
    assert points == [(1, topic, text("First")), (2, None, text("Second"))]
    assert meeting.summary == text("Summary")
    verbs = list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["meeting.briefing_added", "meeting.point_added", "meeting.point_added", "meeting.summarised"]


def test_a_summary_that_is_rewritten_is_kept_in_the_log(officer):
    meeting = make_meeting(on=TODAY, summary=text("Before"))
    meetings_actions.summarise_meeting(meeting, summary=text("After"), by=officer)
    assert AuditEvent.objects.get().details == {"before": dict(text("Before")), "after": dict(text("After"))}


def test_nothing_is_recorded_of_a_meeting_to_come(officer):
    sentence = "This meeting is scheduled for 25 June 2007. Points can be recorded once it has begun."
    assert refusal(meetings.check_may_record_meeting, officer, make_meeting(**STATES["ahead"])) == sentence


def test_notes_are_opened_until_an_instant_to_come_only(officer, settings):
    settings.PALERMO_TODAY = datetime(2007, 6, 18, 16, tzinfo=UTC)
    meeting = make_meeting(on=TODAY, starts_at=time(10), time_zone="Europe/Vienna")
    sentence = refusal(meetings.check_can_open_notes, officer, meeting, datetime(2007, 6, 18, 16, tzinfo=UTC))
    assert sentence == (
        "The deadline for corrections, 18 June 2007, 18:00 (Vienna time, UTC+2), is in the past. Choose a later time."
    )
    until = datetime(2007, 6, 18, 16, 0, 1, tzinfo=UTC)
    meetings_actions.open_notes(meeting, until=until, by=officer)
    meeting.refresh_from_db()
    assert meeting.corrections_until == until
    assert last_entry() == ("meeting.notes_opened", meeting.slug)
