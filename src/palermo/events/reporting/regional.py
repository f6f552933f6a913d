"""IV. Regional activities: the series, then one paragraph an event, with what it produced."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from palermo.events.models import Outcome, Showing
from palermo.events.reporting.snapshot import EventSnapshot, EventsSnapshot, when
from palermo.events.states.events import EventKind, OutcomeKind, TitleUse
from palermo.governance.states.activities import ActivityState, PartnerRole
from palermo.reporting.clauses import (
    clause,
    facts,
    message,
    optional,
    paragraph,
    part_clause,
    party_name,
    record_clause,
    text,
    yes,
)
from palermo.reporting.context import QUESTION_SOURCES, STATABLE_SOURCES, Context, Statable, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot, Tense, tense
from palermo.reporting.tree import Argument, Clause, Inline, Listed, Paragraph, Question

_LEADS = {
    TitleUse.DESCRIPTION: "progress.event",
    TitleUse.QUOTED: "progress.event_titled",
    TitleUse.NAME: "progress.event_named",
}
# From how many events of a year on they are introduced as a series.
SERIES = 2


@paragraph_type("regional-events")
def regional_events(context: Context) -> list[Paragraph]:
    """One paragraph an event, in the order of presentation; the first is led by what sums the series up."""
    events = events_in_order(context.record)
    earliest = min(events, key=lambda event: event.starts.value, default=None)
    paragraphs = []
    for at, event in enumerate(events):
        series = _series(context, events) if at == 0 else []
        is_first = bool(series) and event is earliest
        clauses = [*series, event_lead(context, event, at, is_first=is_first), *event_participants(context, event)]
        if event.tense is Tense.PAST:
            clauses.append(record_clause("events", event.event, "account") if event.event.account else None)
        for outcome in event.outcomes:
            clauses += outcome_clauses(context, event, outcome)
        paragraphs.append(paragraph(event.slug, clauses))
    return [made for made in paragraphs if made]


def events_in_order(record: RecordSnapshot) -> list[EventSnapshot]:
    """Regional events by their place in the order of presentation; those without one follow, by date."""
    return sorted(record.read(EventsSnapshot).events_of(EventKind.REGIONAL), key=_place_in_order)


def _place_in_order(event: EventSnapshot) -> tuple[bool, int]:
    order = event.event.order
    return order is None, order or 0


def _series(context: Context, events: list[EventSnapshot]) -> list[Clause | None]:
    """That a series of events was held in the year in which most of them were."""
    held = [event for event in events if event.tense is Tense.PAST]
    years = Counter(event.starts.value.year for event in held)
    if not years or max(years.values()) < SERIES:
        return []
    year, count = years.most_common(1)[0]
    stated = [facts("events", event.event, "starts", "state") for event in held if event.starts.value.year == year]
    return [replace(clause("progress.series", context.names(), *stated, year=str(year), count=count), sums_up=True)]


def event_lead(context: Context, event: EventSnapshot, at: int, *, is_first: bool) -> Clause:
    """What it was, where and when it was held, on what, and by whom."""
    record = event.event
    fields = ["starts", "ends", "state"]
    use = TitleUse(record.title_use)
    args: dict[str, Argument] = {"form": record.form, "tense": event.tense.value, "dates": when(event)}
    by = _organisers(context, event)
    args |= optional(
        {
            "place": text("places", record.place, "locative") if record.place else None,
            "theme": text("events", record, "theme") if record.theme else None,
            "by": by,
        }
    )
    stated = [facts("events", record, *fields)]
    if use is not TitleUse.DESCRIPTION:
        args["title"] = context.name("events", record)
        stated.append(facts("events", record, "title"))
    if by:
        stated.append(facts("events", record, "partners"))
    key = _LEADS[use]
    if use is TitleUse.DESCRIPTION:
        # Openings vary: by what was held, or by when.
        key += "_first" if is_first else "_by_date" if at % 2 == 0 else ""
    return clause(key, context.names(), *stated, **args)


def _organisers(context: Context, event: EventSnapshot) -> Inline | None:
    """Who hosted and who organized it, as a phrase of its own."""
    hosts, organisers = (_partners(context, event, role) for role in (PartnerRole.HOST, PartnerRole.CO_ORGANISER))
    if hosts and organisers:
        return message("progress.by_hosts_and_organisers", hosts=hosts, organisers=organisers)
    if hosts:
        return message("progress.by_hosts", hosts=hosts)
    return message("progress.by_organisers", organisers=organisers) if organisers else None


def _partners(context: Context, event: EventSnapshot, role: PartnerRole) -> Inline | None:
    partners = event.partners(role)
    if not partners:
        return None
    on = event.starts.value
    return Listed(tuple(party_name(context.record, on, each.organisation, each.state) for each in partners))


def event_participants(context: Context, event: EventSnapshot) -> list[Clause | None]:
    """Who took part, as far as the record describes them."""
    record = event.event
    if not record.participants:
        return []
    who = text("events", record, "participants")
    args: dict[str, Argument] = {"tense": event.tense.value, "form": record.form, "participants": who}
    if record.head_count is None or event.tense is not Tense.PAST:
        return [clause("progress.participants", context.names(), **args)]
    stated = facts("events", record, "head_count")
    minimum = yes(record.head_count_is_minimum)
    return [
        clause(
            "progress.participants_counted",
            context.names(),
            stated,
            **args,
            minimum=minimum,
            count=record.head_count,
        )
    ]


def outcome_clauses(context: Context, event: EventSnapshot, outcome: Outcome) -> list[Clause | None]:
    """The outcome in the record's words; where it has none, how many recommendations it holds and which."""
    clauses: list[Clause | None] = []
    if outcome.text:
        clauses.append(record_clause("outcomes", outcome, "text"))
    elif items := list(outcome.recommendations.all()):
        count = outcome.stated_count or len(items)
        stated = facts("outcomes", outcome, "recommendations", "stated_count")
        clauses.append(
            clause(
                "progress.recommendations_are",
                context.names(),
                stated,
                some=yes(len(items) < count),
                count=count,
            )
        )
        clauses += [part_clause("outcomes", outcome, item, "text", "recommendations") for item in items]
    return clauses + [_showing(context, event, outcome, each) for each in outcome.showings.all()]


def _showing(context: Context, event: EventSnapshot, outcome: Outcome, showing: Showing) -> Clause:
    activity = showing.forum.activity
    end = activity.ends_on or activity.starts_on
    assert end is not None
    is_report = outcome.kind == OutcomeKind.REPORT
    took_place = activity.state == ActivityState.COMPLETED
    at_forum = tense(activity.starts_on or end, end, context.record.cutoff, is_confirmed=took_place)
    args: dict[str, Argument] = {
        "tense": at_forum.value,
        "form": event.event.form,
        "report": yes(is_report),
        "forum": context.name("events", showing.forum),
    }
    if not is_report:
        args["title"] = text("outcomes", outcome, "title")
    stated = facts("outcomes", outcome, "showings", *(() if is_report else ("title",)))
    return clause(f"progress.{showing.kind}", context.names(), stated, **args)


def _questions(record: RecordSnapshot) -> Iterator[Question]:
    return record.read(EventsSnapshot).questions()


QUESTION_SOURCES.append(_questions)


def _statable(record: RecordSnapshot) -> Iterator[Statable]:
    return record.read(EventsSnapshot).statable()


STATABLE_SOURCES.append(_statable)
