"""The Steering Committee: who sits on it when, what is recorded of its meetings, when a report is released."""

from datetime import date
from itertools import product

import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.governance.actions import bodies
from palermo.governance.actions import committee as committee_actions
from palermo.governance.models import ActionPoint, FollowUp, Meeting, MeetingPaper, Membership
from palermo.governance.queries.bodies import chair_on, former_members, members_on
from palermo.governance.rules import bodies as bodies_rules
from palermo.governance.rules import committee as committee_rules
from palermo.governance.states.bodies import Seat
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.library.states import DocumentState
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.governance import make_body, make_meeting
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 31)
HELD, AHEAD = date(2008, 1, 17), date(2008, 3, 4)
ROLES = [None, *Role]


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def committee():
    return make_body("Committee", kind="committee")


def log():
    return [(event.verb, event.details) for event in AuditEvent.objects.order_by("sequence")]


# Seats


def sits(body, name, since=None, until=None, seat=Seat.MEMBER, order=0):
    return Membership.objects.create(
        body=body, organisation=make_organisation(name), since_on=since, until_on=until, seat=seat, order=order
    )


def names(seats):
    return [str(seat.organisation.name) for seat in seats]


def test_who_sat_in_a_body_on_a_day(committee):
    sits(committee, "Always", order=1)
    sits(committee, "Later", since=date(2007, 7, 3), order=2)
    sits(committee, "Before", until=date(2007, 7, 3), order=3)
    sits(make_body(), "Elsewhere")
    assert names(members_on(committee, date(2007, 7, 2))) == ["Always [en]", "Before [en]"]
    assert names(members_on(committee, date(2007, 7, 3))) == ["Always [en]", "Later [en]"]
    assert names(former_members(committee, date(2007, 7, 2))) == []
    assert names(former_members(committee, date(2007, 7, 3))) == ["Before [en]"]


def test_who_had_the_chair_on_a_day(committee):
    sits(committee, "First", until=date(2007, 7, 3), seat=Seat.CHAIR)
    sits(committee, "Second", since=date(2007, 8, 8), seat=Seat.CHAIR)
    sits(committee, "Member")
    assert names([chair_on(committee, date(2007, 7, 2)), chair_on(committee, TODAY)]) == ["First [en]", "Second [en]"]
    assert chair_on(committee, date(2007, 7, 20)) is None


def test_the_chair_passes_when_the_earlier_seat_has_ended(committee, officer):
    first, day = sits(committee, "First", seat=Seat.CHAIR, since=date(2007, 5, 23)), date(2007, 8, 8)
    second = Membership(body=committee, organisation=make_organisation("Second"), seat=Seat.CHAIR, since_on=day)
    sentence = r"^First \[en\] has chaired this body since 23 May 2007\. End the present membership first"
    with pytest.raises(Refused, match=sentence):
        bodies.save_seat(second, by=officer)
    first.until_on = day
    bodies.save_seat(first, by=officer)
    bodies.save_seat(second, by=officer)
    assert names([chair_on(committee, date(2007, 8, 7)), chair_on(committee, day)]) == ["First [en]", "Second [en]"]
    assert [verb for verb, _details in log()] == ["membership.changed", "membership.created"]


@pytest.mark.parametrize(
    ("since", "until", "is_free"),
    [
        (None, None, False),
        (date(2007, 7, 1), None, False),
        (None, date(2007, 6, 1), True),
        (date(2007, 9, 1), None, True),
        (date(2007, 5, 1), date(2007, 6, 2), False),
        (date(2007, 8, 31), date(2007, 10, 1), False),
    ],
)
def test_an_organisation_has_one_seat_at_a_time(committee, officer, since, until, is_free):
    seat = sits(committee, "Agency", since=date(2007, 6, 1), until=date(2007, 9, 1))
    other = Membership(body=committee, organisation=seat.organisation, since_on=since, until_on=until)
    assert can(bodies_rules.check_seat_is_free, other) is is_free
    elsewhere = Membership(body=make_body(), organisation=seat.organisation, since_on=since, until_on=until)
    assert can(bodies_rules.check_seat_is_free, elsewhere)


def test_nobody_but_the_secretariat_gives_a_seat(committee):
    seat = Membership(body=committee, organisation=make_organisation())
    with pytest.raises(Refused, match="Only the secretariat may change the record"):
        bodies.save_seat(seat, by=make_user(Role.COMMITTEE_MEMBER))
    assert Membership.objects.count() == 0


# What happened at a meeting

SITUATIONS = {
    "ahead": {"on": AHEAD},
    "held": {"on": HELD},
    "today": {"on": TODAY},
    "cancelled": {"on": HELD, "cancelled_on": date(2008, 1, 10)},
}
RECORDED = {"held", "today"}


def committee_meeting(body=None, situation="held", **fields):
    return make_meeting(kind="committee", body=body or make_body(), **SITUATIONS[situation], **fields)


@pytest.mark.parametrize(
    "rule", [committee_rules.check_can_record_attendance, committee_rules.check_can_add_action_point]
)
@pytest.mark.parametrize(("situation", "role"), list(product(SITUATIONS, ROLES)))
def test_what_happened_is_recorded_by_the_secretariat_once_the_meeting_has_begun(rule, situation, role):
    may = role == Role.SECRETARIAT and situation in RECORDED
    assert can(rule, make_user(role), committee_meeting(situation=situation)) is may


def test_who_attended_is_recorded_and_corrected_and_the_log_keeps_both(officer):
    meeting, one, two = committee_meeting(), make_organisation(slug="one"), make_organisation(slug="two")
    state = make_state()
    meeting.attendance.create(state=state, head_count=3)
    committee_actions.record_attendance(meeting, present=[one, two], by=officer)
    committee_actions.record_attendance(meeting, present=[two], by=officer)
    assert list(meeting.attendance.values_list("organisation__slug", "state", "head_count").order_by("pk")) == [
        (None, state.pk, 3),
        ("two", None, None),
    ]
    assert log() == [
        ("meeting.attendance_recorded", {"present": ["one", "two"], "added": ["one", "two"], "removed": []}),
        ("meeting.attendance_recorded", {"present": ["two"], "added": [], "removed": ["one"]}),
    ]


def test_who_attended_an_open_ended_consultation_is_not_recorded(officer):
    with pytest.raises(Refused, match="This meeting is open to all Member States:"):
        committee_actions.record_attendance(make_meeting(on=HELD), present=[], by=officer)


def test_an_action_point_is_in_the_register_with_who_and_by_when(officer):
    meeting, owner, state = committee_meeting(), make_organisation(slug="owner"), make_state()
    committee_actions.add_action_point(
        meeting, text=text("List"), owner=owner, due=PartialDate.parse("mid 2008-02"), by=officer
    )
    committee_actions.add_action_point(meeting, text=text("Name"), owner=state, due=None, by=officer)
    first, second = ActionPoint.objects.order_by("number")
    assert (first.number, first.text, second.number) == (1, text("List"), 2)
    entry = first.follow_up
    assert (entry.origin, entry.responsible_organisation, str(entry.due), entry.taken_over_on, entry.state) == (
        *("action_point", owner, "mid 2008-02", TODAY, "open"),
    )
    assert (second.follow_up.responsible_state, second.follow_up.due) == (state, None)
    assert [verb for verb, _details in log()] == ["meeting.action_point_added", "follow_up.taken_over"] * 2


def test_an_action_point_that_is_refused_leaves_nothing_behind():
    with pytest.raises(Refused):
        committee_actions.add_action_point(
            committee_meeting(), text=text("List"), owner=make_state(), due=None, by=make_user(Role.COMMITTEE_MEMBER)
        )
    assert (ActionPoint.objects.count(), FollowUp.objects.count(), log()) == (0, 0, [])


# Reports


def report(meeting=None, *, is_report=True, state="issued", audience=Audience.STEERING_COMMITTEE, released_on=None):
    dates = {"issued_on": None if state == "draft" else HELD, "withdrawn_on": HELD if state == "withdrawn" else None}
    document = make_document("Report", words="Words", state=state, audience=audience, **dates)
    meeting = meeting or committee_meeting(audience=Audience.STEERING_COMMITTEE)
    return MeetingPaper.objects.create(meeting=meeting, document=document, is_report=is_report, released_on=released_on)


def is_releasable(document_state, audience):
    """With the Committee, or open to Member States once it is issued; never the secretariat's own, never withdrawn."""
    if document_state == "withdrawn" or audience == Audience.SECRETARIAT:
        return False
    return audience == Audience.STEERING_COMMITTEE or document_state == "draft"


@pytest.mark.parametrize(("document_state", "audience"), list(product(DocumentState.values, Audience)))
def test_a_report_is_released_from_each_state_and_audience_by_the_secretariat_alone(document_state, audience):
    for situation, role in product(SITUATIONS, ROLES):
        paper = report(committee_meeting(situation=situation), state=document_state, audience=audience)
        may = role == Role.SECRETARIAT and situation in RECORDED and is_releasable(document_state, audience)
        assert can(committee_rules.check_may_release_report, make_user(role), paper) is may, (situation, role)


def test_a_released_report_is_with_member_states_and_the_log_says_so(officer):
    paper, delegate = report(), viewer_of(make_user(Role.DELEGATE))
    assert not documents_visible_to(delegate).exists()
    committee_actions.release_report(paper, on=date(2008, 1, 30), by=officer)
    paper.refresh_from_db()
    assert (paper.released_on, paper.document.audience) == (date(2008, 1, 30), Audience.MEMBER_STATES)
    assert documents_visible_to(delegate).get() == paper.document
    shown = {"on": "2008-01-30", "audience": ["steering_committee", "member_states"]}
    assert log() == [
        ("meeting.report_released", {**shown, "document": paper.document.slug}),
        ("document.released", {**shown, "meeting": paper.meeting.slug}),
    ]


def test_a_draft_is_issued_with_its_release(officer):
    paper = report(state="draft")
    committee_actions.release_report(paper, on=date(2008, 1, 30), by=officer)
    document = Document.objects.get()
    assert (document.state, document.issued_on, document.audience) == (
        *("issued", date(2008, 1, 30), Audience.MEMBER_STATES),
    )
    assert [verb for verb, _details in log()] == ["document.issued", "meeting.report_released", "document.released"]


def test_an_empty_draft_is_not_released_and_nothing_is_half_done(officer):
    paper = report(state="draft")
    paper.document.versions.all().delete()
    with pytest.raises(Refused, match="no text or file in any language"):
        committee_actions.release_report(paper, on=TODAY, by=officer)
    paper.refresh_from_db()
    assert (paper.released_on, paper.document.audience, log()) == (None, Audience.STEERING_COMMITTEE, [])


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [
        (lambda: report(is_report=False), r"This is a document before the meeting, not its report\."),
        (
            lambda: report(make_meeting(on=HELD)),
            r"Only reports of the Steering Committee’s meetings are shared with Member States in this way\.",
        ),
        (
            lambda: report(released_on=date(2008, 1, 20)),
            r"This report was already shared with Member States on 20 January 2008\.",
        ),
        (lambda: report(committee_meeting(situation="ahead")), "This meeting ends on 4 March 2008."),
        (lambda: report(committee_meeting(situation="cancelled")), "This meeting was cancelled on 10 January 2008."),
        (lambda: report(audience=Audience.SECRETARIAT), r"This report is restricted to the secretariat\."),
        (lambda: report(state="withdrawn"), "This report was withdrawn."),
        (lambda: report(audience=Audience.MEMBER_STATES), r"Member States can already read this report\."),
    ],
)
def test_what_is_not_released_and_why(officer, paper, sentence):
    given = paper()
    before = Document.objects.values().get()
    with pytest.raises(Refused, match=sentence):
        committee_actions.release_report(given, on=TODAY, by=officer)
    assert (Document.objects.values().get(), log()) == (before, [])


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2008, 2, 1), r"1 February 2008 is in the future\."), (date(2008, 1, 16), "The meeting ended on 17 January")],
)
def test_a_report_is_not_released_on_a_day_on_which_it_cannot_have_been(officer, day, sentence):
    with pytest.raises(Refused, match=sentence):
        committee_actions.release_report(report(), on=day, by=officer)


def test_releasing_a_report_does_not_open_its_meeting(officer):
    committee_actions.release_report(report(), on=TODAY, by=officer)
    assert Meeting.objects.get().audience == Audience.STEERING_COMMITTEE
