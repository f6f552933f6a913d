"""The report of one event or of the Forum: what took place, its outcomes, and its evaluation by participants."""

from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.events.models import FeedbackForm, Outcome
from palermo.events.queries.feedback import Evaluation, evaluation_of
from palermo.events.reporting.forum import forum_time, forums, named_forum
from palermo.events.reporting.regional import event_lead, event_participants, outcome_clauses
from palermo.events.reporting.snapshot import EventSnapshot, EventsSnapshot
from palermo.events.states.events import EventKind
from palermo.reporting.clauses import clause, day, facts, message, optional, part_clause, part_text, record_clause
from palermo.reporting.clauses import paragraph as paragraph_of
from palermo.reporting.context import TITLE_ARGUMENTS, Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot, Tense
from palermo.reporting.tree import Argument, Block, Paragraph, Source, Style, Subparagraph, Table

FORUM = "forum"
LIMITS = {FORUM: _("The Forum")}


def event_reported(context: Context) -> EventSnapshot | None:
    """The event that the paper is about; without a report, the Forum, or the event that ended last."""
    report, record = context.report, context.record
    events = record.read(EventsSnapshot).events
    if report is not None and report.activity_id:
        return next((each for each in events if each.event.activity_id == report.activity_id), None)
    if context.only == FORUM:
        return named_forum(record) or next(iter(forums(record)), None)
    past = [each for each in events if each.tense is Tense.PAST and each.event.kind == EventKind.REGIONAL]
    return max(past, key=lambda each: each.last_day, default=None)


def _event_title(context: Context) -> dict[str, Argument]:
    event = event_reported(context)
    name = context.name("events", event.event, style=Style.FULL) if event and not event.was_renamed_later else None
    return optional({"event": name})


def _forum_title(context: Context) -> dict[str, Argument]:
    forum = named_forum(context.record)
    return optional({"event": context.name("events", forum.event, style=Style.FULL) if forum else None})


TITLE_ARGUMENTS["event title"] = _event_title
TITLE_ARGUMENTS["forum title"] = _forum_title


@paragraph_type("event-held", LIMITS)
def state_event(context: Context) -> list[Paragraph]:
    """What was held, where and when, by whom, who took part, and its account."""
    event = event_reported(context)
    if event is None:
        return []
    is_forum = event.event.kind == EventKind.FORUM
    lead = forum_time(context, event) if is_forum else event_lead(context, event, 1, is_first=False)
    clauses = [lead, *event_participants(context, event)]
    if event.tense is Tense.PAST and event.event.account:
        clauses.append(record_clause("events", event.event, "account"))
    made = paragraph_of(event.slug, clauses)
    return [made] if made else []


@paragraph_type("event-outcomes", LIMITS)
def outcomes(context: Context) -> list[Paragraph]:
    """One paragraph an outcome, with its recommendations; without any, that none is on record."""
    event = event_reported(context)
    if event is None:
        return []
    if not event.outcomes:
        stated = facts("events", event.event, "title")
        sentence = clause("types.no_outcome", {}, stated, cutoff=day(context.record.cutoff))
        return [Paragraph("outcomes", (sentence,))]
    return [made for each in event.outcomes if (made := _outcome(context, event, each))]


def _outcome(context: Context, event: EventSnapshot, outcome: Outcome) -> Paragraph | None:
    clauses = outcome_clauses(context, event, outcome)
    made = paragraph_of(outcome.slug, clauses)
    items = list(outcome.recommendations.all()) if outcome.text else []
    if made is None or not items:
        return made
    stated = facts("outcomes", outcome, "recommendations")
    lead = clause("types.recommendations_are", {}, stated, count=len(items))
    parts = [part_clause("outcomes", outcome, item, "text", "recommendations") for item in items]
    return Paragraph(made.key, (*made.clauses, lead), tuple(Subparagraph((part,)) for part in parts))


@paragraph_type("event-evaluation", LIMITS)
def evaluation(context: Context) -> list[Block]:
    """How participants evaluated it: numbers alone, once enough of them have answered; or that there is none."""
    event, record = event_reported(context), context.record
    if event is None:
        return []
    found = record.read(_read_evaluations).get(event.event.pk)
    if found is None or not found.is_shown:
        stated = facts("events", event.event, "title")
        return [Paragraph("evaluation", (clause("types.no_evaluation", {}, stated, cutoff=day(record.cutoff)),))]
    of = Source("events", event.slug)
    lead = clause("types.evaluated", {}, facts("events", event.event, "feedback"), count=found.answers)
    rated = [each for each in found.results if each.is_shown and each.mean is not None]
    if not rated:
        return [Paragraph("evaluation", (lead,))]
    rows = [
        (
            (part_text(of, each.question, "words"),),
            (message("types.number", count=each.answers),),
            (message("types.mark", whole=int(each.mean or 0), tenth=str(int((each.mean or 0) * 10) % 10)),),
        )
        for each in rated
    ]
    headings = ("types.heading_question", "types.heading_answers", "types.heading_mark")
    table = Table(
        "evaluation-table",
        (message("types.evaluation_table"),),
        tuple((message(heading),) for heading in headings),
        tuple(rows),
        (of,),
    )
    return [Paragraph("evaluation", (lead,)), table]


def _read_evaluations(record: RecordSnapshot) -> dict[int, Evaluation]:
    """Of forms that had closed, for readers who include those of the paper."""
    forms = FeedbackForm.objects.filter(event__isnull=False, closes_on__lt=record.cutoff).prefetch_related("questions")
    return {
        form.event_id: evaluation_of(form, VISITOR, record.cutoff)
        for form in forms
        if form.event_id and record.is_quotable(form)
    }
