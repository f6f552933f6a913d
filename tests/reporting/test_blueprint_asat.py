"""What a report may state at a cut-off, and what not: from the demonstration record, with rows that would leak."""

from datetime import date

import pytest

from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.events.models import Event, Outcome, Rescheduling
from palermo.events.reporting.snapshot import EventsSnapshot
from palermo.governance.models import Activity, Body, Guidance, Meeting, MeetingChange, MeetingPaper, Membership
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.bodies import MeetingKind
from palermo.library.models import Document
from palermo.reporting.building import build
from palermo.reporting.realization.inline import plain
from palermo.reporting.record_snapshot import RecordSnapshot, Tense, read_snapshot, tense

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

JANUARY = date(2008, 1, 31)
SEPTEMBER = date(2007, 9, 30)
JUNE = date(2007, 6, 30)
SECRET = dict.fromkeys(CODES, "SECRET")


def record(cutoff: date = JANUARY, audience: str = Audience.PUBLIC) -> RecordSnapshot:
    read_record = read_snapshot(cutoff, audience)
    assert read_record is not None
    return read_record


def events_at(cutoff: date, audience: str = Audience.PUBLIC) -> EventsSnapshot:
    return record(cutoff, audience).read(EventsSnapshot)


def slugs(events) -> list[str]:
    return [event.slug for event in events]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2008, 1, 30), date(2008, 1, 31), Tense.PAST),
        (date(2008, 1, 31), date(2008, 2, 1), Tense.PRESENT),
        (date(2008, 2, 1), date(2008, 2, 1), Tense.PLANNED),
    ],
)
def test_tense_turns_on_the_last_day(first, last, expected):
    assert tense(first, last, JANUARY) is expected


@pytest.mark.parametrize(
    ("cutoff", "decisions"),
    [
        (date(2007, 4, 26), []),
        (date(2007, 7, 31), ["ccpcj-16-1"]),
        (date(2007, 11, 29), ["ccpcj-16-1", "intersessional-2007-08-01"]),
        # "Late November 2007" is not over before its last day.
        (date(2007, 11, 30), ["ccpcj-16-1", "intersessional-2007-08-01", "ccpcj-16-2"]),
    ],
)
def test_decisions_exist_from_the_last_day_their_date_can_mean(cutoff, decisions):
    assert [decision.slug for decision in record(cutoff).decisions] == decisions


@pytest.mark.parametrize(
    ("cutoff", "guidance"),
    [
        (JUNE, ["regional-events-2007-06-18"]),
        (date(2007, 12, 30), ["regional-events-2007-06-18"]),
        (JANUARY, ["regional-events-2007-06-18", "committee-work", "forum-organisation"]),
    ],
)
def test_guidance_exists_when_it_was_given(cutoff, guidance):
    assert [given.slug for given in record(cutoff).guidance] == guidance


@pytest.mark.parametrize(("cutoff", "closed"), [(date(2007, 9, 29), [False]), (SEPTEMBER, [True]), (JUNE, [])])
def test_endorsement_is_open_until_its_result(cutoff, closed):
    at = record(cutoff)
    assert [at.is_closed(put) for put in at.endorsements] == closed


def schedule(slug: str, on: date | None) -> None:
    """Let an activity's dates have come to be planned on this day."""
    Activity.objects.filter(slug=slug).update(scheduled_on=on)


def test_rescheduling_decided_later_is_undone():
    schedule("vienna-forum", date(2007, 4, 27))
    before, after = (
        events_at(date(2007, 7, 31)).events_of("forum")[0],
        events_at(date(2007, 8, 1)).events_of("forum")[0],
    )
    assert (str(before.starts), before.was_renamed_later, before.has_exact_days) == ("2007-11", True, False)
    assert (str(after.starts), after.was_renamed_later, after.last_day) == ("2008-02-13", False, date(2008, 2, 15))
    assert before.title != after.title


def test_of_several_reschedulings_the_first_later_one_tells_what_was_planned():
    schedule("vienna-forum", date(2007, 4, 27))
    forum = Event.objects.get(activity__slug="vienna-forum")
    Rescheduling.objects.create(
        event=forum, decided_on=date(2007, 9, 15), previous_title=SECRET, previous_starts_on=date(2008, 3, 1)
    )
    starts = [str(events_at(day).events_of("forum")[0].starts) for day in (JUNE, date(2007, 9, 1), JANUARY)]
    assert starts == ["2007-11", "2008-03-01", "2008-02-13"]


def test_what_was_moved_later_is_not_known_before_it_was_scheduled_at_all():
    assert events_at(date(2007, 7, 31)).events_of("forum") == []


def test_only_activities_authorised_by_then_and_going_ahead_are_known():
    for slug in ("bangkok-2007", "brasilia-2007", "vilnius-2007"):
        schedule(slug, date(2007, 6, 18))
    known = slugs(events_at(JUNE).events)
    Activity.objects.filter(slug="kampala-2007").update(authorised_on=date(2007, 7, 1))
    Activity.objects.filter(slug="bangkok-2007").update(state=ActivityState.CANCELLED)
    Activity.objects.filter(slug="brasilia-2007").update(state=ActivityState.PROPOSED)
    Activity.objects.filter(slug="vilnius-2007").update(state=ActivityState.GIVEN_UP)
    gone = set(known) - set(slugs(events_at(JUNE).events))
    assert gone == {"kampala-2007", "bangkok-2007", "brasilia-2007", "vilnius-2007"}
    assert "proposed-example-2008" not in slugs(events_at(JANUARY, Audience.SECRETARIAT).events)


def test_outcomes_exist_when_they_were_produced():
    counts = {}
    for day in (date(2007, 6, 21), date(2007, 6, 22)):
        kampala = next(event for event in events_at(day).events if event.slug == "kampala-2007")
        counts[day.day] = len(kampala.outcomes)
    assert counts == {21: 0, 22: 2}


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBER_STATES])
@pytest.mark.parametrize("restricted", [Audience.STEERING_COMMITTEE, Audience.SECRETARIAT])
def test_what_is_more_restricted_is_not_stated(audience, restricted):
    Meeting.objects.filter(slug="consultation-2007-06-18").update(audience=restricted)
    Guidance.objects.filter(slug="committee-work").update(audience=restricted)
    Activity.objects.filter(slug="kampala-2007").update(audience=restricted)
    Outcome.objects.filter(slug="bangkok-recommendations").update(audience=restricted)
    at = record(JANUARY, audience)
    bangkok = next(event for event in at.read(EventsSnapshot).events if event.slug == "bangkok-2007")
    assert len(at.held_meetings(MeetingKind.CONSULTATION)) == 14
    assert [given.slug for given in at.guidance] == ["regional-events-2007-06-18", "forum-organisation"]
    assert "kampala-2007" not in slugs(at.read(EventsSnapshot).events)
    assert bangkok.outcomes == ()
    assert len(record(JANUARY, Audience.SECRETARIAT).held_meetings(MeetingKind.CONSULTATION)) == 15


def planned(cutoff: date) -> list[tuple[str, str]]:
    """The consultations that were planned at a cut-off, with the first day that was then known."""
    return [(each.slug, str(each.starts_on)) for each in record(cutoff).planned_meetings(MeetingKind.CONSULTATION)]


def questions(cutoff: date) -> dict[str, bool]:
    """The records that leave something open at a cut-off, and whether that keeps a report from being issued."""
    at = record(cutoff)
    return {each.source.id: each.blocks for each in (*at.questions, *at.read(EventsSnapshot).questions())}


FEBRUARY = [("consultation-2008-02-06", "2008-02-06")]


@pytest.mark.parametrize(("cutoff", "known"), [(date(2008, 1, 12), []), (date(2008, 1, 13), FEBRUARY)])
def test_meeting_is_planned_from_the_day_on_which_it_was_scheduled(cutoff, known):
    assert planned(cutoff) == known
    assert "consultation-2008-02-06" not in questions(cutoff)


def test_meeting_without_a_day_of_scheduling_is_not_planned_but_asked_about():
    Meeting.objects.filter(slug="consultation-2008-02-06").update(scheduled_on=None)
    assert planned(JANUARY) == []
    assert questions(JANUARY) == {"consultation-2008-02-06": False}


@pytest.mark.parametrize(("cancelled_on", "known"), [(JANUARY, []), (date(2008, 2, 1), FEBRUARY)])
def test_meeting_cancelled_later_was_still_planned(cancelled_on, known):
    Meeting.objects.filter(slug="consultation-2008-02-06").update(cancelled_on=cancelled_on)
    assert planned(JANUARY) == known


@pytest.mark.parametrize(("decided_on", "day"), [(JANUARY, "2008-02-06"), (date(2008, 2, 1), "2008-02-04")])
def test_meeting_moved_later_was_planned_for_the_day_before_the_move(decided_on, day):
    meeting = Meeting.objects.get(slug="consultation-2008-02-06")
    before = {"previous_starts_on": date(2008, 2, 4), "previous_ends_on": date(2008, 2, 4)}
    MeetingChange.objects.create(meeting=meeting, number=1, decided_on=decided_on, **before)
    assert planned(JANUARY) == [("consultation-2008-02-06", day)]


def test_meeting_whose_day_has_passed_took_place_only_if_the_record_says_so():
    march = date(2008, 3, 31)
    held = [each.slug for each in record(march).held_meetings(MeetingKind.CONSULTATION)]
    assert "consultation-2008-02-06" not in held
    assert [each.slug for each in record(march).overdue_meetings(MeetingKind.CONSULTATION)] == [
        "consultation-2008-02-06"
    ]
    assert questions(march) == {"consultation-2008-02-06": True, "vienna-forum": True}
    Meeting.objects.filter(slug="consultation-2008-02-06").update(took_place=True)
    Activity.objects.filter(slug="vienna-forum").update(state=ActivityState.COMPLETED)
    assert record(march).overdue_meetings(MeetingKind.CONSULTATION) == []
    assert questions(march) == {}


@pytest.mark.parametrize(("cancelled_on", "known"), [(JANUARY, []), (date(2008, 2, 1), ["vienna-forum"])])
def test_event_cancelled_later_was_still_planned(cancelled_on, known):
    Activity.objects.filter(slug="vienna-forum").update(state=ActivityState.CANCELLED, cancelled_on=cancelled_on)
    assert slugs(events_at(JANUARY).events_of("forum")) == known


def test_event_whose_days_have_passed_was_scheduled_until_it_is_completed():
    (forum,) = events_at(date(2008, 3, 31)).events_of("forum")
    assert forum.tense is Tense.OVERDUE


def test_nothing_is_planned_before_it_was_scheduled():
    at = record(date(2007, 3, 31))
    assert (at.mandates, at.planned_meetings(MeetingKind.COMMITTEE), at.read(EventsSnapshot).events) == ([], [], [])


def test_members_are_those_of_the_day():
    committee = Body.objects.get(slug="steering-committee")
    Membership.objects.filter(organisation__slug="iom").update(until_on=JUNE)
    Membership.objects.filter(organisation__slug="osce").update(since_on=date(2007, 7, 1))
    members = {
        day: {seat.organisation.slug for seat in record(day).members(committee)} for day in (date(2007, 6, 29), JUNE)
    }
    assert members[JUNE] == {"unodc", "ohchr", "unicef", "ilo", "crown-prince-abu-dhabi"}
    assert members[date(2007, 6, 29)] == members[JUNE] | {"iom"}


def test_report_that_was_submitted_is_no_longer_due():
    due = [each.slug for each in record().reports_due]
    document = Document.objects.create(
        slug="submitted", title=SECRET, kind="report", state="issued", issued_on=JANUARY, audience="public"
    )
    answered = record().all_reports_due[0]
    type(answered).objects.filter(pk=answered.pk).update(document=document)
    assert set(due) - {each.slug for each in record().reports_due} == {answered.slug}
    assert answered.slug in {each.slug for each in record(date(2008, 1, 30)).reports_due}


def test_record_is_read_in_a_fixed_number_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(32):
        at = record()
        assert len(at.read(EventsSnapshot).events) > 10
        assert [outcome.title for event in at.read(EventsSnapshot).events for outcome in event.outcomes]


def says_reports_are_available(cutoff: date) -> bool:
    (paragraph,) = (each for each in build("progress", cutoff, "en").paragraphs if each.key == "websites")
    return "including the reports of the Steering Committee" in plain(paragraph.content)


@pytest.mark.parametrize(("released_on", "stated"), [(date(2008, 2, 1), False), (JANUARY, True)])
def test_report_of_the_committee_is_stated_from_the_day_of_its_release(released_on, stated):
    MeetingPaper.objects.update(released_on=released_on)
    assert says_reports_are_available(JANUARY) == stated


@pytest.mark.parametrize(
    ("changed", "stated"),
    [
        ({"issued_on": JANUARY}, True),
        ({"issued_on": date(2008, 2, 1)}, False),
        ({"audience": Audience.STEERING_COMMITTEE}, False),
        ({"audience": Audience.STEERING_COMMITTEE, "opens_on": JANUARY, "opens_to": Audience.MEMBER_STATES}, True),
        ({"state": "withdrawn", "withdrawn_on": JANUARY}, False),
        ({"state": "withdrawn", "withdrawn_on": date(2008, 2, 1)}, True),
    ],
)
def test_report_without_a_day_of_release_is_stated_once_member_states_read_it(changed, stated):
    MeetingPaper.objects.update(released_on=None)
    Document.objects.filter(kind="meeting_report").update(**changed)
    assert says_reports_are_available(JANUARY) == stated
