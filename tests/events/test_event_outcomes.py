"""Outcomes of events and what of them is shown at the Forum: when, by whom, for whom."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.refusals import Refused
from palermo.events.actions import outcomes
from palermo.events.models import Outcome, Recommendation, Showing
from palermo.events.queries.showings import shown_at_forum
from palermo.events.reporting.snapshot import EventsSnapshot
from palermo.governance.models import Initiative
from palermo.reporting.record_snapshot import read_snapshot
from tests.factories.accounts import make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.governance import make_body
from tests.factories.library import make_document
from tests.factories.preparation import make_showing

pytestmark = pytest.mark.django_db
DAY = date(2007, 11, 1)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = DAY


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def forum():
    return make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))


def outcome(event, **fields) -> Outcome:
    given = {"slug": "new", "kind": "declaration", "title": text("New"), "produced_on": date(2007, 10, 4)}
    return Outcome(event=event, **{**given, **fields})


def test_an_outcome_comes_after_what_is_there(officer):
    event = make_event()
    make_outcome(event, order=4)
    assert outcomes.record_outcome(outcome(event), by=officer).order == 5


@pytest.mark.parametrize(
    ("made", "produced_on", "words"),
    [
        ({"starts_on": date(2008, 1, 1), "ends_on": None}, date(2007, 10, 4), "has not begun"),
        ({"state": "proposed", "mandate": None}, date(2007, 10, 4), "has not begun"),
        ({"state": "cancelled"}, date(2007, 10, 4), "has not begun"),
        ({}, date(2007, 10, 1), "The event began on 2 October 2007;"),
        ({}, date(2007, 11, 2), r"2 November 2007 is in the future\."),
    ],
)
def test_what_cannot_have_been_produced_is_refused(officer, made, produced_on, words):
    with pytest.raises(Refused, match=words):
        outcomes.record_outcome(outcome(make_event(**made), produced_on=produced_on), by=officer)


def test_a_draft_is_adopted_once_and_not_before_it_was_there(officer):
    draft = make_outcome(make_event(), status="draft")
    with pytest.raises(Refused, match="The draft was produced on"):
        outcomes.adopt_outcome(draft, on=date(2007, 10, 1), by=officer)
    assert outcomes.adopt_outcome(draft, on=DAY, by=officer).adopted_on == DAY
    with pytest.raises(Refused, match=r"This text has already been adopted\."):
        outcomes.adopt_outcome(draft, on=DAY, by=officer)


def test_items_are_numbered_one_by_one(officer):
    plan = make_outcome(make_event(), kind="action_plan", recommendations=2)
    outcomes.save_recommendation(Recommendation(outcome=plan, text=text("Third")), by=officer)
    assert list(plan.recommendations.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_nobody_else_records_or_shows(forum, role):
    user, made = make_user(role), make_outcome(make_event())
    for act in (
        lambda: outcomes.record_outcome(outcome(made.event), by=user),
        lambda: outcomes.change_outcome(made, by=user),
        lambda: outcomes.save_recommendation(Recommendation(outcome=made, text=text("R")), by=user),
        lambda: outcomes.show_at_forum(made, forum=forum, kind="handed_out", reason=text("R"), on=DAY, by=user),
    ):
        with pytest.raises(Refused, match="Only the secretariat"):
            act()
    assert Showing.objects.count() == 0


# What is shown at the Forum


def test_what_is_marked_is_shown_to_those_who_may_read_it(officer, forum):
    opened = make_outcome(make_event("B", starts_on=date(2007, 10, 2)), audience="public")
    for_states = make_outcome(make_event("A", starts_on=date(2007, 6, 19)), audience="member_states")
    paper, withheld = make_document(audience="public"), make_document(audience="secretariat")
    for each in (opened, for_states, paper, withheld):
        outcomes.show_at_forum(each, forum=forum, kind="handed_out", reason=text("R"), on=DAY, by=officer)
    outcomes.show_at_forum(opened, forum=forum, kind="on_screens", reason=text("R"), on=DAY, by=officer)
    delegate = viewer_of(make_user(Role.DELEGATE))
    assert [each.record for each in shown_at_forum(forum, VISITOR)] == [opened, opened, paper]
    assert [each.record for each in shown_at_forum(forum, delegate)] == [for_states, opened, opened, paper]
    assert [each.record for each in shown_at_forum(forum, delegate, kind="on_screens")] == [opened]
    assert withheld in [each.record for each in shown_at_forum(forum, viewer_of(officer))]
    assert shown_at_forum(make_event("Other", kind="forum"), viewer_of(officer)) == []


def test_a_document_behind_an_open_outcome_is_for_its_own_readers(forum):
    made = make_outcome(make_event(), audience="public", document=make_document(audience="secretariat"))
    make_showing(made, forum)
    assert [each.record.document for each in shown_at_forum(forum, VISITOR)] == [None]


def test_what_was_taken_from_there_may_come_back(officer, forum):
    made = make_outcome(make_event(), audience="public")
    given = {"forum": forum, "kind": "handed_out", "on": DAY, "by": officer}
    mark = outcomes.show_at_forum(made, reason=text("One"), **given)
    with pytest.raises(Refused, match=r"It is already marked in this way\."):
        outcomes.show_at_forum(made, reason=text("Two"), **given)
    with pytest.raises(Refused, match="It was marked on"):
        outcomes.stop_showing(mark, on=date(2007, 10, 1), reason=text("No"), by=officer)
    outcomes.stop_showing(mark, on=DAY, reason=text("No"), by=officer)
    assert shown_at_forum(forum, viewer_of(officer)) == []
    with pytest.raises(Refused, match="It has not been presented since"):
        outcomes.stop_showing(mark, on=DAY, reason=text("No"), by=officer)
    assert outcomes.show_at_forum(made, reason=text("Two"), **given) == mark
    assert [each.showing.reason for each in shown_at_forum(forum, VISITOR)] == [text("Two")]


def test_nothing_is_shown_at_what_is_no_forum_or_is_over(officer, forum, settings):
    made = make_outcome(make_event())
    given = {"kind": "handed_out", "reason": text("R"), "on": DAY, "by": officer}
    with pytest.raises(Refused, match=r"Outcomes and documents can be presented at a Forum only\."):
        outcomes.show_at_forum(made, forum=make_event(), **given)
    gone = make_document(state="withdrawn", withdrawn_on=DAY, issued_on=None)
    with pytest.raises(Refused, match="was withdrawn"):
        outcomes.show_at_forum(gone, forum=forum, **given)
    settings.PALERMO_TODAY = date(2008, 2, 16)
    with pytest.raises(Refused, match="This Forum is over"):
        outcomes.show_at_forum(made, forum=forum, **given)


def test_a_report_tells_the_marks_that_stood_at_its_cut_off(forum, initiative):
    made = make_outcome(make_event(state="completed"), audience="public")
    make_showing(made, forum, marked_on=date(2007, 12, 1), withdrawn_on=date(2008, 1, 15))

    def stated_at(cutoff: date) -> int:
        events = [
            each
            for each in read_snapshot(cutoff, "secretariat").read(EventsSnapshot).events
            if each.event == made.event
        ]
        return len([mark for event in events for each in event.outcomes for mark in each.showings.all()])

    days = (date(2007, 11, 30), date(2007, 12, 1), date(2008, 1, 14), date(2008, 1, 15))
    assert [stated_at(day) for day in days] == [0, 1, 1, 0]


@pytest.fixture
def initiative():
    return Initiative.objects.create(slug="initiative", name=text("Initiative"), governing_body=make_body())
