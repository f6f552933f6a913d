"""What is done to ask participants what they think of an event, and what they do: hand in an answer."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.actors import Actor
from palermo.accounts.rules.accounts import check_is_unchanged
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, next_number, save_row
from palermo.core.text import MultilingualText
from palermo.events.feedback_links import new_link
from palermo.events.models import (
    Event,
    FeedbackAnswer,
    FeedbackForm,
    FeedbackLink,
    FeedbackQuestion,
    FeedbackSheet,
)
from palermo.events.rules import feedback
from palermo.events.states.preparation import FeedbackLinkState, QuestionKind

# Who hands an answer in, as the log names them: nobody knows more.
PARTICIPANT = "a participant"
LONGEST = 2000


@transaction.atomic
def begin_feedback(form: FeedbackForm, event: Event, *, by: Actor) -> FeedbackForm:
    """Give an event its feedback form; questions and links come next. Refused if it has one already."""
    event = lock_row(event, "activity")
    feedback.check_may_ask_participants(by, event)
    form.event, form.slug = event, event.activity.slug
    insert_row(form)
    days = {"opens_on": form.opens_on.isoformat(), "closes_on": form.closes_on.isoformat()}
    record("feedback.begun", form, by=by, **days)
    return form


@transaction.atomic
def begin_evaluation(form: FeedbackForm, *, title: MultilingualText, by: Actor) -> FeedbackForm:
    """Give what is no event, such as a training session, its feedback form; `form` has its slug.

    The caller has checked that it may be evaluated.
    """
    feedback.check_may_evaluate(by)
    form.title = title
    insert_row(form)
    days = {"opens_on": form.opens_on.isoformat(), "closes_on": form.closes_on.isoformat()}
    record("feedback.begun", form, by=by, **days)
    return form


@transaction.atomic
def change_feedback(form: FeedbackForm, *, seen: str = "", by: Actor) -> FeedbackForm:
    """Change the days, the readers or the introduction of a form.

    Refused if it has closed, or if somebody else changed it meanwhile.
    """
    stored = lock_row(form, "event__activity")
    feedback.check_may_change_form(by, stored)
    check_is_unchanged(seen or fingerprint(stored), fingerprint(stored))
    save_row(form)
    record("feedback.changed", form, by=by, closes_on=form.closes_on.isoformat())
    return form


@transaction.atomic
def save_question(question: FeedbackQuestion, *, seen: str = "", by: Actor) -> FeedbackForm:
    """Add a question under the next number, or change one.

    Refused if somebody has answered, or changed it meanwhile.
    """
    form = lock_row(question.form, "event__activity")
    feedback.check_may_change_questions(by, form)
    if question._state.adding:
        question.number = next_number(form.questions)
    else:
        stored = FeedbackQuestion.objects.get(pk=question.pk)
        check_is_unchanged(seen or fingerprint(stored), fingerprint(stored))
    save_row(question)
    record("feedback.changed", form, by=by, question=question.number)
    return form


@transaction.atomic
def remove_question(question: FeedbackQuestion, *, by: Actor) -> FeedbackForm:
    """Take a question out that nobody has answered. Refused if somebody has handed in an answer."""
    form = lock_row(question.form, "event__activity")
    feedback.check_may_change_questions(by, form)
    record("feedback.changed", form, by=by, removed=question.number)
    question.delete()
    return form


@transaction.atomic
def make_feedback_links(form: FeedbackForm, *, count: int, is_single_use: bool, by: Actor) -> FeedbackForm:
    """Make links: for one answer each, or one for everybody at the event.

    Refused if there is no question yet, or if the form has closed.
    """
    form = lock_row(form, "event__activity")
    count = count if is_single_use else 1
    feedback.check_can_make_links(by, form, count)
    first = next_number(form.links)
    links = [new_link(form, number, is_single_use=is_single_use) for number in range(first, first + count)]
    FeedbackLink.objects.bulk_create(links)
    record("feedback.links_made", form, by=by, count=count, is_single_use=is_single_use)
    return form


@transaction.atomic
def revoke_feedback_link(link: FeedbackLink, *, by: Actor) -> FeedbackForm:
    """Let a link open nothing from now on. Refused if it was used, or revoked before."""
    link = lock_row(link, "form__event__activity")
    feedback.check_may_revoke_link(by, link)
    link.state = FeedbackLinkState.REVOKED
    link.save(update_fields=["state"])
    record("feedback.link_revoked", link.form, by=by, number=link.number)
    return link.form


@transaction.atomic
def hand_in_feedback(link: FeedbackLink, *, answers: Mapping[int, str], by: Actor) -> FeedbackSheet:
    """Keep the answers that came by a link, by the number of the question; nothing says by which link, or when.

    Refused if the form is not open, if the link was used, or if nothing was answered.
    """
    link = lock_row(link, "form__event__activity")
    feedback.check_can_hand_in_sheet(link, answers)
    if link.is_single_use:
        link.state = FeedbackLinkState.USED
        link.save(update_fields=["state"])
    sheet = FeedbackSheet.objects.create(form=link.form)
    FeedbackAnswer.objects.bulk_create(
        _answer(sheet, question, written)
        for question in link.form.questions.all()
        if (written := answers.get(question.number))
    )
    record("feedback.handed_in", link.form, by=by)
    return sheet


def _answer(sheet: FeedbackSheet, question: FeedbackQuestion, written: str) -> FeedbackAnswer:
    if question.kind == QuestionKind.SCALE:
        return FeedbackAnswer(sheet=sheet, number=question.number, question=question, mark=int(written))
    return FeedbackAnswer(sheet=sheet, number=question.number, question=question, words=written[:LONGEST])
