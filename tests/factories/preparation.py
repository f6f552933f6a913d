"""The preparation of events and what participants say of them, as rows: past every rule."""

from datetime import date
from decimal import Decimal

from palermo.events.feedback_links import new_link
from palermo.events.models import (
    BudgetLine,
    Event,
    EventInvitation,
    FeedbackAnswer,
    FeedbackForm,
    FeedbackLink,
    FeedbackQuestion,
    FeedbackSheet,
    Outcome,
    ParticipantGroup,
    ParticipantName,
    Showing,
)
from palermo.library.models import Document
from tests.factories.accounts import make_state
from tests.factories.activities import make_event
from tests.factories.common import number, text

SENT = date(2007, 8, 1)


def _numbered(model, event: Event, fields: dict):
    return model.objects.create(**{"event": event, "number": model.objects.filter(event=event).count() + 1, **fields})


def make_budget_line(event: Event, purpose: str = "Interpretation", **fields) -> BudgetLine:
    given = {"purpose": purpose, "currency": "EUR", "planned": Decimal(1000), **fields}
    return _numbered(BudgetLine, event, given)


def make_event_invitation(event: Event, **fields) -> EventInvitation:
    """A note verbale that was sent to a State, unless the fields say otherwise."""
    given = {"channel": "note_verbale", "state": "sent", "sent_on": SENT, **fields}
    if not {"state_invited", "organisation", "participant"} & given.keys():
        given["state_invited"] = make_state()
    if given["state"] in {"accepted", "declined"}:
        given.setdefault("replied_on", date(2007, 8, 20))
    if given["state"] == "planned":
        given["sent_on"] = None
    if given["state"] == "withdrawn":
        given.setdefault("withdrawn_on", date(2007, 8, 20))
    return _numbered(EventInvitation, event, given)


def make_group(event: Event, name: str = "", function: str = "", **fields) -> ParticipantGroup:
    line = _numbered(ParticipantGroup, event, {"category": "government", **fields})
    if name:
        ParticipantName.objects.create(participant=line, name=name, function=function)
    return line


def make_showing(shown: Outcome | Document, forum: Event | None = None, kind: str = "handed_out", **fields) -> Showing:
    forum = forum or make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    what = {"outcome": shown} if isinstance(shown, Outcome) else {"document": shown}
    return Showing.objects.create(forum=forum, kind=kind, **what, **fields)


def make_feedback(event: Event | None = None, *, questions: int = 1, **fields) -> FeedbackForm:
    """A form that is open in October 2007, with questions answered by a mark and one in words."""
    event = event or make_event()
    days = {"opens_on": date(2007, 10, 4), "closes_on": date(2007, 10, 31)}
    form = FeedbackForm.objects.create(**{"slug": event.activity.slug, "event": event, **days, **fields})
    for place in range(1, questions + 1):
        FeedbackQuestion.objects.create(form=form, number=place, words=text(f"Question {place}"))
    FeedbackQuestion.objects.create(form=form, number=questions + 1, kind="words", words=text("What else"))
    return form


def make_evaluation(title: str = "Training", *, questions: int = 1, **fields) -> FeedbackForm:
    """The same on what is no event."""
    days = {"opens_on": date(2007, 10, 4), "closes_on": date(2007, 10, 31)}
    form = FeedbackForm.objects.create(**{"slug": f"evaluation-{number()}", "title": text(title), **days, **fields})
    for place in range(1, questions + 1):
        FeedbackQuestion.objects.create(form=form, number=place, words=text(f"Question {place}"))
    return form


def make_link(form: FeedbackForm, *, is_single_use: bool = True, **fields) -> FeedbackLink:
    link = new_link(form, form.links.count() + 1, is_single_use=is_single_use)
    for name, value in fields.items():
        setattr(link, name, value)
    link.save()
    return link


def make_sheet(form: FeedbackForm, *marks: int, words: str = "") -> FeedbackSheet:
    """A form handed in, with marks for its first questions and words for the last."""
    sheet, questions = FeedbackSheet.objects.create(form=form), list(form.questions.all())
    for question, mark in zip(questions, marks, strict=False):
        FeedbackAnswer.objects.create(sheet=sheet, number=question.number, question=question, mark=mark)
    if words:
        FeedbackAnswer.objects.create(sheet=sheet, number=questions[-1].number, question=questions[-1], words=words)
    return sheet
