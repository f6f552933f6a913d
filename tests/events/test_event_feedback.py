"""Participant feedback: who requests it, when participants may answer, and that a few answers are not shown."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.digests import digest_of_text
from palermo.core.refusals import Refused
from palermo.events.actions import feedback
from palermo.events.feedback_links import secret_of
from palermo.events.models import FeedbackForm, FeedbackLink, FeedbackQuestion, FeedbackSheet
from palermo.events.queries.feedback import evaluation_of, feedback_forms_visible_to, feedback_links_visible_to
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.preparation import make_feedback, make_link, make_sheet

pytestmark = pytest.mark.django_db
OPEN, CLOSED = date(2007, 10, 10), date(2007, 11, 1)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = OPEN


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


# Asking


def test_an_event_has_one_form_and_a_called_off_one_none(officer):
    def begin(event):
        form = FeedbackForm(opens_on=date(2007, 10, 4), closes_on=date(2007, 10, 20))
        return feedback.begin_feedback(form, event, by=officer)

    event = make_event()
    begin(event)
    with pytest.raises(Refused, match=r"This event already has a feedback form\. Edit that form\."):
        begin(event)
    with pytest.raises(Refused, match="This event was cancelled;"):
        begin(make_event(state="cancelled"))


def test_questions_stay_as_they_were_asked_once_somebody_answered(officer):
    form = make_feedback()
    feedback.save_question(FeedbackQuestion(form=form, words=text("Third")), by=officer)
    assert list(form.questions.values_list("number", flat=True)) == [1, 2, 3]
    make_sheet(form, 4)
    with pytest.raises(Refused, match="Answers have been received;"):
        feedback.save_question(FeedbackQuestion(form=form, words=text("Fourth")), by=officer)
    with pytest.raises(Refused, match="Answers have been received;"):
        feedback.remove_question(form.questions.first(), by=officer)


def test_a_form_that_closed_is_not_opened_again(officer, settings):
    form = make_feedback()
    settings.PALERMO_TODAY = CLOSED
    form.closes_on = date(2008, 1, 1)
    with pytest.raises(Refused, match="This form closed on"):
        feedback.change_feedback(form, by=officer)
    form.refresh_from_db()
    assert form.closes_on == date(2007, 10, 31)


def test_links_are_made_only_where_there_is_something_to_answer(officer):
    form = make_feedback()
    form.questions.all().delete()
    with pytest.raises(Refused, match=r"There are no questions yet\."):
        feedback.make_feedback_links(form, count=1, is_single_use=True, by=officer)
    with pytest.raises(Refused, match=r"A form can have at most 2000 links\."):
        feedback.make_feedback_links(make_feedback(), count=2001, is_single_use=True, by=officer)


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_nobody_else_asks_or_sees_a_link(role):
    form, user = make_feedback(audience="public"), make_user(role)
    link = make_link(form)
    for act in (
        lambda: feedback.begin_feedback(FeedbackForm(), make_event(), by=user),
        lambda: feedback.make_feedback_links(form, count=1, is_single_use=True, by=user),
        lambda: feedback.revoke_feedback_link(link, by=user),
    ):
        with pytest.raises(Refused, match="Only the secretariat"):
            act()
    assert list(feedback_links_visible_to(viewer_of(user))) == []
    client = Client()
    client.force_login(user)
    page = client.get(f"/en/events/{form.event.activity.slug}/evaluation/")
    assert (page.status_code, secret_of(link) in page.content.decode()) == (200, False)
    assert client.get(f"/en/events/{form.event.activity.slug}/evaluation/links.csv").status_code == 403


# Answering


def test_what_is_stored_of_a_link_opens_nothing():
    link = make_link(make_feedback())
    secret = secret_of(link)
    assert secret not in {link.seed, link.digest}
    assert link.digest == digest_of_text(secret)
    for guess in (link.seed, link.digest, str(link.pk), "of-nobody"):
        assert Client().get(f"/en/feedback/{guess}/", follow=True).status_code == 404
    assert Client().get(f"/en/feedback/{secret}/", follow=True).status_code == 200


@pytest.mark.parametrize(
    ("today", "fields", "words"),
    [
        (date(2007, 10, 3), {}, "This form opens on"),
        (date(2007, 11, 1), {}, "This form closed on"),
        (OPEN, {"state": "used"}, "This link has already been used"),
        (OPEN, {"state": "revoked"}, "This link is not valid"),
    ],
)
def test_a_link_that_opens_nothing_says_why(settings, today, fields, words):
    link = make_link(make_feedback(), **fields)
    settings.PALERMO_TODAY = today
    with pytest.raises(Refused, match=words):
        feedback.hand_in_feedback(link, answers={1: "4"}, by=feedback.PARTICIPANT)
    page = Client().get(f"/en/feedback/{secret_of(link)}/", follow=True)
    assert (page.status_code, words in page.content.decode()) == (403, True)
    assert FeedbackSheet.objects.count() == 0


def test_both_ends_of_the_days_are_open(settings):
    link = make_link(make_feedback(), is_single_use=False)
    for day in (date(2007, 10, 4), date(2007, 10, 31)):
        settings.PALERMO_TODAY = day
        feedback.hand_in_feedback(link, answers={1: "4"}, by=feedback.PARTICIPANT)
    assert FeedbackSheet.objects.count() == 2


def test_nothing_ties_an_answer_to_whoever_gave_it():
    """Not the link, not a day, not the account with which they are signed in, nor the log or the history."""
    form = make_feedback()
    link = make_link(form)
    client, user = Client(), make_user(Role.DELEGATE)
    client.force_login(user)
    client.get(f"/en/feedback/{secret_of(link)}/", follow=True)
    assert client.post("/en/feedback/open/", {"question_1": "4", "question_2": "My words"}).status_code == 200
    sheet = FeedbackSheet.objects.get()
    assert {field.name for field in sheet._meta.fields} == {"id", "code", "form"}
    assert {field.name for field in sheet.answers.first()._meta.fields} == {
        *("id", "number", "sheet", "question", "mark", "words")
    }
    acts = AuditEvent.objects.filter(verb__startswith="feedback.")
    assert [(act.verb, act.actor_name, act.actor_id, act.details) for act in acts] == [
        ("feedback.handed_in", "a participant", "", {})
    ]
    entries = str(list(AuditEvent.objects.values())) + str(list(RecordVersion.objects.values()))
    assert not any(words in entries for words in ("My words", sheet.code, user.email))
    assert FeedbackLink.objects.get().state == "used"


def test_an_answer_that_is_no_mark_is_shown_again():
    link = make_link(make_feedback())
    client = Client()
    client.get(f"/en/feedback/{secret_of(link)}/", follow=True)
    for wrong in ("6", "0", "four"):
        assert client.post("/en/feedback/open/", {"question_1": wrong}).context["form"].errors
    assert (FeedbackSheet.objects.count(), FeedbackLink.objects.get().state) == (0, "open")


def test_an_answer_that_another_site_sends_is_refused():
    link = make_link(make_feedback())
    strict = Client(enforce_csrf_checks=True)
    strict.get(f"/en/feedback/{secret_of(link)}/", follow=True)
    assert strict.post("/en/feedback/open/", {"question_1": "4"}).status_code == 403
    assert FeedbackSheet.objects.count() == 0


def test_whoever_asks_too_often_waits(settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    statuses = {Client().get(f"/en/feedback/guess-{place}/").status_code for place in range(125)}
    assert statuses == {302, 429}


# The evaluation


def answered(*sheets: tuple, **fields) -> FeedbackForm:
    form = make_feedback(**{"threshold": 3, "audience": "public", **fields})
    for marks in sheets:
        make_sheet(form, *marks, words="Words")
    return form


def test_the_number_of_answers_is_told_and_nothing_else_until_the_form_has_closed(officer):
    form = answered((4,), (5,), (5,))
    for viewer in (VISITOR, viewer_of(officer)):
        shown = evaluation_of(form, viewer, OPEN)
        assert (shown.answers, shown.is_shown, shown.results) == (3, False, ())


def test_nothing_is_told_of_a_few(officer):
    form = answered((4,), (5,))
    for viewer in (VISITOR, viewer_of(officer)):
        shown = evaluation_of(form, viewer, CLOSED)
        assert (shown.answers, shown.is_shown, shown.results) == (2, False, ())


def test_each_question_has_its_own_number_of_answers():
    form = answered((4, 1), (5, 2), (5,), questions=2)
    first, second, words = evaluation_of(form, VISITOR, CLOSED).results
    assert (first.answers, first.mean, first.marks) == (3, Decimal("4.7"), ((1, 0), (2, 0), (3, 0), (4, 1), (5, 2)))
    assert (second.answers, second.is_shown, second.mean, second.marks) == (2, False, None, ())
    assert (words.answers, words.is_shown, words.words) == (3, True, ())


def test_words_are_read_by_the_secretariat(officer):
    form = answered((4,), (5,), (5,))
    assert evaluation_of(form, viewer_of(officer), CLOSED).results[-1].words == ("Words", "Words", "Words")


def test_an_evaluation_is_for_its_audience():
    opened, restricted = make_feedback(audience="public"), make_feedback(audience="member_states")
    hidden = make_feedback(make_event(audience="secretariat"), audience="public")
    assert list(feedback_forms_visible_to(VISITOR)) == [opened]
    assert set(feedback_forms_visible_to(viewer_of(make_user(Role.DELEGATE)))) == {opened, restricted}
    for form, status in ((opened, 200), (restricted, 404), (hidden, 404)):
        assert Client().get(f"/en/events/{form.event.activity.slug}/evaluation/").status_code == status
