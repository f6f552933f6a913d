"""Guidance recorded and answered; corrections of the notes by delegations, until and not at the instant that closes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.core.text import MultilingualText
from palermo.governance.actions import guidance as guidance_actions
from palermo.governance.models import Correction, Guidance
from palermo.governance.queries.guidance import corrections_visible_to, guidance_waiting, topics_with_counts
from palermo.governance.rules import guidance as guidance_rules
from palermo.governance.states.guidance import CORRECTION_MOVES, AnswerKind, CorrectionState, GuidanceKind
from tests.factories.accounts import make_state, make_user
from tests.factories.common import number, text
from tests.factories.consultations import make_correction, make_point, make_topic
from tests.factories.governance import make_guidance, make_mandate, make_meeting

pytestmark = pytest.mark.django_db

CLOSES = datetime(2007, 6, 25, 16, tzinfo=UTC)
NOW = CLOSES - timedelta(days=1)
ROLES = [None, *Role]
NOTHING = MultilingualText()


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = NOW


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def delegate():
    return make_user(Role.DELEGATE)


def state_of(user):
    return user.postings.get().state


def refusal(check, *args) -> str:
    with pytest.raises(Refused) as refused:
        check(*args)
    return str(refused.value)


def open_guidance(**fields) -> Guidance:
    fields.setdefault("meeting", make_meeting(corrections_until=CLOSES, time_zone="Europe/Vienna"))
    return make_guidance(**fields)


# Recording and answering


@pytest.mark.parametrize("kind", GuidanceKind)
def test_guidance_is_recorded_as_what_was_said_on_a_topic(officer, kind):
    meeting, topic = make_meeting(), make_topic()
    given = Guidance(
        slug=f"given-{number()}", meeting=meeting, given_on=meeting.starts_on, kind=kind, about=topic,
        topic=text("topic"), text=text("said"),
    )  # fmt: skip
    guidance_actions.record_guidance(given, by=officer)
    assert Guidance.objects.get().about == topic
    assert AuditEvent.objects.get().verb == "guidance.recorded"


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "nobody")
def test_who_answers_guidance(role, answered):
    done = {"answer_kind": "answer", "answer": text("Done"), "answered_on": date(2007, 6, 20)} if answered else {}
    allowed = can(guidance_rules.check_may_answer_guidance, make_user(role), make_guidance(**done))
    assert allowed == (role == Role.SECRETARIAT and not answered)


def test_an_answer_is_kept_with_its_day(officer):
    guidance = make_guidance()
    guidance_actions.answer_guidance(guidance, kind=AnswerKind.NO_ACTION, answer=text("Not ours to do"), by=officer)
    guidance.refresh_from_db()
    assert (guidance.answer_kind, guidance.answer, guidance.answered_on) == (
        *("no_action", text("Not ours to do"), date(2007, 6, 24)),
    )


@pytest.mark.parametrize(
    ("kind", "with_mandate", "answer", "beginning"),
    [
        (AnswerKind.NO_ACTION, False, NOTHING, "Enter the reason why no action is taken, for Member States."),
        (AnswerKind.ANSWER, False, NOTHING, "Enter the text of the reply."),
        (
            AnswerKind.NO_ACTION,
            True,
            text("Nothing"),
            "A mandate was recorded from this guidance, so action is being taken.",
        ),
    ],
)
def test_an_answer_that_says_nothing_or_the_wrong_thing_is_refused(officer, kind, with_mandate, answer, beginning):
    guidance = make_guidance()
    if with_mandate:
        make_mandate(guidance=guidance)
    assert refusal(guidance_rules.check_can_answer_guidance, officer, guidance, kind, answer).startswith(beginning)
    with pytest.raises(Refused):
        guidance_actions.answer_guidance(guidance, kind=kind, answer=answer, by=officer)
    guidance.refresh_from_db()
    assert (guidance.answer_kind, AuditEvent.objects.count()) == ("", 0)


def test_an_answer_without_a_day_cannot_be_stored():
    guidance = make_guidance()
    with pytest.raises(IntegrityError):
        Guidance.objects.filter(pk=guidance.pk).update(answer_kind="answer")


def test_guidance_waits_until_a_mandate_an_answer_or_a_reason(officer):
    viewer = viewer_of(officer)
    waiting, led, answered, reasoned = (make_guidance() for _each in range(4))
    make_mandate(guidance=led, audience=Audience.SECRETARIAT)
    guidance_actions.answer_guidance(answered, kind=AnswerKind.ANSWER, answer=text("Yes"), by=officer)
    guidance_actions.answer_guidance(reasoned, kind=AnswerKind.NO_ACTION, answer=text("No"), by=officer)
    assert list(guidance_waiting(viewer)) == [waiting]


# Who may correct, and until when


@pytest.mark.parametrize("window", ["never opened", "open", "closed"])
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "nobody")
def test_who_corrects_the_notes_and_when(role, window, settings):
    until = None if window == "never opened" else CLOSES
    settings.PALERMO_TODAY = CLOSES + timedelta(hours=1) if window == "closed" else NOW
    user = make_user(role)
    guidance = make_guidance(meeting=make_meeting(corrections_until=until))
    state = state_of(user) if role in {Role.DELEGATE, Role.FOCAL_POINT} else make_state()
    allowed = can(guidance_rules.check_can_correct_notes, user, guidance, state)
    assert allowed == (role == Role.DELEGATE and window == "open")


@pytest.mark.parametrize(
    ("offset", "is_open"),
    [(timedelta(microseconds=-1), True), (timedelta(0), False), (timedelta(microseconds=1), False)],
)
def test_the_notes_are_closed_at_the_instant_itself(delegate, settings, offset, is_open):
    settings.PALERMO_TODAY = CLOSES + offset
    assert can(guidance_rules.check_can_correct_notes, delegate, open_guidance(), state_of(delegate)) == is_open


def test_a_refusal_says_until_when_the_notes_were_open(delegate, settings):
    settings.PALERMO_TODAY = CLOSES
    assert refusal(guidance_rules.check_may_correct_notes, delegate, open_guidance()) == (
        "These notes were open for correction until 25 June 2007, 18:00 (Vienna time, UTC+2). Contact the secretariat."
    )
    assert refusal(guidance_rules.check_may_correct_notes, delegate, make_guidance(meeting=make_meeting())) == (
        "These notes are not open for correction. Contact the secretariat."
    )


def test_a_delegate_corrects_for_their_own_state_only(delegate):
    guidance, other = open_guidance(), make_state("Elsewhere")
    assert refusal(guidance_rules.check_can_correct_notes, delegate, guidance, other) == (
        "You do not represent Elsewhere [en]. Corrections are made by the delegation of the State itself."
    )


def test_a_focal_point_of_a_state_is_not_its_delegation():
    user = make_user(Role.DELEGATE)
    other = make_state("Elsewhere")
    Posting.objects.create(user=user, role=Role.FOCAL_POINT, state=other, since_on=date(2007, 1, 1))
    assert not can(guidance_rules.check_can_correct_notes, user, open_guidance(), other)


def test_a_posting_that_ended_corrects_nothing(delegate):
    state = state_of(delegate)
    delegate.postings.update(until_on=date(2007, 6, 20))
    assert not can(guidance_rules.check_can_correct_notes, delegate, open_guidance(), state)


# What becomes of a correction


@pytest.mark.parametrize("state", CorrectionState)
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "nobody")
@pytest.mark.parametrize("to", [CorrectionState.ACCEPTED, CorrectionState.DECLINED, CorrectionState.WITHDRAWN])
def test_who_decides_a_correction_in_which_state(role, state, to):
    user = make_user(role)
    own = {"state_by": state_of(user)} if role in {Role.DELEGATE, Role.FOCAL_POINT} else {}
    correction = make_correction(state=state, **own)
    is_legal = to in CORRECTION_MOVES[state]
    if to == CorrectionState.WITHDRAWN:
        allowed, who = can(guidance_rules.check_may_withdraw_correction, user, correction), Role.DELEGATE
    else:
        allowed = can(guidance_rules.check_can_decide_correction, user, correction, to, text("Why"))
        who = Role.SECRETARIAT
    assert allowed == (role == who and is_legal)


def test_a_correction_is_proposed_and_the_notes_stay(delegate):
    guidance = open_guidance(topic="Notes")
    before = guidance.text
    guidance_actions.correct_notes(
        guidance, state=state_of(delegate), text=text("Corrected"), slug="correction", by=delegate
    )
    guidance.refresh_from_db()
    made = Correction.objects.get()
    assert (guidance.text, made.text, made.made_at, made.state) == (before, text("Corrected"), NOW, "proposed")
    assert AuditEvent.objects.get().verb == "correction.proposed"


def test_accepted_the_notes_change_and_what_they_said_is_kept(officer):
    correction = make_correction("Corrected")
    before = correction.guidance.text
    guidance_actions.accept_correction(correction, text=text("As agreed"), answer=text("Thank you"), by=officer)
    correction.refresh_from_db()
    assert (correction.state, correction.decided_on, correction.answer) == (
        *("accepted", date(2007, 6, 24), text("Thank you")),
    )
    assert (correction.guidance.text, correction.previous_text) == (text("As agreed"), before)


def test_declined_the_notes_stay_and_the_answer_is_kept(officer):
    correction = make_correction()
    before = correction.guidance.text
    guidance_actions.decline_correction(correction, answer=text("It was said"), by=officer)
    correction.refresh_from_db()
    assert (correction.state, correction.answer, correction.guidance.text) == ("declined", text("It was said"), before)


def test_a_correction_is_not_declined_without_a_reason(officer):
    correction = make_correction()
    with pytest.raises(Refused, match=r"Enter the reason for declining the correction, for the delegation\."):
        guidance_actions.decline_correction(correction, answer=NOTHING, by=officer)
    correction.refresh_from_db()
    assert correction.state == "proposed"


def test_a_delegation_withdraws_its_own(delegate):
    own, other = make_correction(state_by=state_of(delegate)), make_correction()
    guidance_actions.withdraw_correction(own, by=delegate)
    with pytest.raises(Refused, match=r"You do not represent State \[en\]\."):
        guidance_actions.withdraw_correction(other, by=delegate)
    assert list(Correction.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "proposed"]


# Who sees it


@pytest.mark.parametrize("state", CorrectionState)
def test_a_correction_is_seen_by_its_delegation_and_the_secretariat_and_once_accepted_by_all(state):
    own, other = make_user(Role.DELEGATE), make_user(Role.DELEGATE)
    correction = make_correction(state=state, state_by=state_of(own))
    readers = {
        "own": own,
        "other": other,
        "office": make_user(Role.SECRETARIAT),
        "committee": make_user(Role.COMMITTEE_MEMBER),
        "focal": make_user(Role.FOCAL_POINT),
    }
    seen = {name for name, user in readers.items() if correction in corrections_visible_to(viewer_of(user))}
    everyone = {"own", "other", "office", "committee"}
    assert seen == (everyone if state == CorrectionState.ACCEPTED else {"own", "office"})
    assert list(corrections_visible_to(VISITOR)) == []


def test_a_correction_is_never_seen_where_the_guidance_is_not():
    delegate = make_user(Role.DELEGATE)
    secret = make_guidance(audience=Audience.STEERING_COMMITTEE)
    make_correction(guidance=secret, state=CorrectionState.ACCEPTED, state_by=state_of(delegate))
    assert list(corrections_visible_to(viewer_of(delegate))) == []


def test_a_topic_counts_what_the_reader_may_see(officer, delegate):
    topic = make_topic()
    make_guidance(about=topic)
    make_guidance(about=topic, audience=Audience.SECRETARIAT)
    make_mandate(guidance=make_guidance(about=topic))
    make_point(about=topic)
    make_point(about=topic, meeting=make_meeting(audience=Audience.STEERING_COMMITTEE))

    def counts(user):
        found = topics_with_counts(viewer_of(user)).get()
        return found.guidance_count, found.point_count, found.waiting_count

    assert counts(delegate) == (2, 1, 1)
    assert counts(officer) == (3, 2, 2)
