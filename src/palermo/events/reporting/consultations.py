"""III. Consultations with Member States: when, on what, what was decided between sessions, what was advised."""

from itertools import groupby, takewhile

from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.events.reporting.forum import forum_name, named_forum
from palermo.events.reporting.snapshot import EventSnapshot, EventsSnapshot, when
from palermo.governance.models import Decision, Endorsement, Mandate
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.guidance import GuidanceKind
from palermo.governance.states.mandates import Ask
from palermo.reporting.clauses import (
    clause,
    days_of,
    facts,
    meeting_facts,
    message,
    optional,
    paragraph,
    part_clause,
    part_text,
    record_clause,
    source,
    text,
    yes,
)
from palermo.reporting.context import Context, paragraph_type, summary_type
from palermo.reporting.paragraphs.committee import REGULARLY
from palermo.reporting.paragraphs.introduction import legislative_basis
from palermo.reporting.record_snapshot import MeetingSnapshot, RecordSnapshot
from palermo.reporting.tree import Clause, Day, Inline, Listed, Paragraph, RecordText, Source, Symbol

_ADVICE = frozenset({GuidanceKind.ADVICE, GuidanceKind.CONCERN})


@summary_type("consultations")
def summary_consultations(context: Context) -> list[Clause]:
    """That Member States were consulted, under which decisions, and on what they gave guidance."""
    record, decisions = context.record, legislative_basis(context.record)
    held = record.held_meetings(MeetingKind.CONSULTATION)
    if not held or not decisions:
        return []
    forum = named_forum(record)
    stated = [
        meeting_facts(held, "took_place"),
        *(facts("decisions", decision, "number") for decision in decisions),
        *(facts("events", forum.event, "title", "starts", "ends") if forum else (),),
    ]
    numbers = Listed(tuple(Symbol(decision.number) for decision in decisions))
    args = optional(
        {
            "forum": forum_name(context, forum) if forum else None,
            "dates": when(forum) if forum else None,
            "description": context.description("events", forum.event) if forum else None,
        }
    )
    tense = forum.tense.value if forum else "planned"
    return [
        clause(
            "progress.summary_consultations",
            context.names(),
            *stated,
            numbers=numbers,
            count=len(held),
            tense=tense,
            **args,
        )
    ]


@paragraph_type("consultations")
def consultations(context: Context) -> list[Paragraph]:
    """Under which decision, on which days, on what; nothing before there is a mandate to consult, or a consultation."""
    record, kind = context.record, MeetingKind.CONSULTATION
    held, planned, overdue = (
        record.held_meetings(kind),
        record.planned_meetings(kind),
        record.overdue_meetings(kind),
    )
    clauses: list[Clause | None] = [_decided(context, mandate) for mandate in _consultation_mandates(record)]
    clauses += _consultation_days(context, held)
    clauses += [
        clause(
            key,
            context.names(),
            meeting_facts(meetings, "starts_on"),
            count=len(meetings),
            further=yes(held),
            days=days_of(meetings),
        )
        for key, meetings in (("progress.was_to_consult", overdue), ("progress.will_consult", planned))
        if meetings
    ]
    clauses += [*_topics(context, held), *_focus(context, held)]
    made = paragraph("consultations", clauses)
    return [made] if made else []


def _consultation_mandates(record: RecordSnapshot) -> list[Mandate]:
    return [mandate for mandate in record.mandates if mandate.ask == Ask.CONSULT and mandate.paragraph]


def _decided(context: Context, mandate: Mandate) -> Clause:
    assert mandate.paragraph is not None
    decision = mandate.paragraph.decision
    stated = (*facts("mandates", mandate, "ask", "paragraph"), *facts("decisions", decision, "number"))
    return clause("progress.consultation_is_due", context.names(), stated, number=Symbol(decision.number))


def _consultation_days(context: Context, held: list[MeetingSnapshot]) -> list[Clause]:
    """The days of the consultations, year by year."""
    years = tuple(
        message("progress.consulted_in", year=str(year), days=days_of(list(of_year), with_year=False))
        for year, of_year in groupby(held, lambda meeting: meeting.starts_on.year)
    )
    if not held:
        return []
    stated = meeting_facts(held, "starts_on", "took_place")
    return [clause("progress.consulted", context.names(), stated, count=len(held), years=Listed(years))]


def _topics(context: Context, held: list[MeetingSnapshot]) -> list[Clause]:
    """Each topic once, in the order in which Member States were first briefed on it."""
    topics: dict[object, Inline] = {}
    stated = []
    for known in held:
        for briefing in known.meeting.briefings.all():
            if briefing.topic not in topics:
                topics[briefing.topic] = part_text(source("meetings", known.meeting), briefing, "topic")
                stated.append(facts("meetings", known.meeting, "briefings"))
    if not topics:
        return []
    return [clause("progress.briefed", context.names(), *stated, topics=Listed(tuple(topics.values())))]


def _focus(context: Context, held: list[MeetingSnapshot]) -> list[Clause]:
    """What the latest consultation was about, if those before it were about the same; and since when."""
    latest_first = held[::-1]
    items = list(latest_first[0].meeting.agenda_items.all()) if held else []
    if not items:
        return []
    about = {item.title for item in items}
    run = list(takewhile(lambda known: about == {i.title for i in known.meeting.agenda_items.all()}, latest_first))
    if len(run) < 2:
        return []
    of = source("meetings", latest_first[0].meeting)
    topics = Listed(tuple(RecordText(item.title, of, "agenda_items") for item in items))
    stated = meeting_facts(run, "agenda_items")
    return [clause("progress.focus", context.names(), stated, since=Day(_since(run[-1], held)), topics=topics)]


def _since(first: MeetingSnapshot, held: list[MeetingSnapshot]) -> PartialDate:
    """The month, where no consultation of that month was about something else."""
    same_month = [
        each
        for each in held
        if (each.starts_on.year, each.starts_on.month) == (first.starts_on.year, first.starts_on.month)
    ]
    is_first = min(each.starts_on for each in same_month) == first.starts_on
    return PartialDate(first.starts_on, DatePrecision.MONTH if is_first else DatePrecision.DAY)


@paragraph_type("intersessional-meetings")
def intersessional_meetings(context: Context) -> list[Paragraph]:
    """One paragraph for each intersessional meeting, and one for each that is planned."""
    record = context.record
    paragraphs = [_intersessional(context, known) for known in record.held_meetings(MeetingKind.INTERSESSIONAL)]
    paragraphs += [
        paragraph(
            known.slug,
            [
                clause(
                    "progress.will_meet_between_sessions",
                    context.names(),
                    meeting_facts([known], "starts_on"),
                    tense=known.tense.value,
                    days=days_of([known]),
                )
            ],
        )
        for known in record.meetings(MeetingKind.INTERSESSIONAL)
        if known not in record.held_meetings(MeetingKind.INTERSESSIONAL)
    ]
    return [made for made in paragraphs if made]


def _intersessional(context: Context, known: MeetingSnapshot) -> Paragraph | None:
    record = context.record
    decisions = [decision for decision in record.decisions if decision.adopted_at_id == known.meeting.pk]
    moved = [
        event
        for event in record.read(EventsSnapshot).events
        if event.last_move and event.last_move.decided_at_id == known.meeting.pk and not event.was_renamed_later
    ]
    clauses: list[Clause | None] = []
    if moved:
        clauses += [_move_clause(context, known, event) for event in moved]
    else:
        stated = meeting_facts([known], "starts_on", "took_place")
        clauses.append(clause("progress.met_between_sessions", context.names(), stated, days=days_of([known])))
    clauses += [
        part_clause("decisions", decision, each, "reported", "paragraphs")
        for decision in decisions
        for each in decision.paragraphs.all()
        if each.reported
    ]
    for endorsement in record.endorsements:
        if endorsement.put_at_id == known.meeting.pk:
            clauses += _endorsement(context, endorsement)
    for decision in decisions:
        clauses += [_endorsed(context, other) for other in record.endorsing_decisions(decision)]
    return paragraph(known.slug, clauses)


def _move_clause(context: Context, known: MeetingSnapshot, event: EventSnapshot) -> Clause:
    """What the meeting decided on an event: its new days and its name."""
    move = event.last_move
    assert move is not None
    stated = (
        *meeting_facts([known], "starts_on", "took_place"),
        *facts("events", event.event, "reschedulings", "starts", "ends", "title"),
    )
    return clause(
        "progress.moved",
        context.names(),
        stated,
        days=days_of([known]),
        previous=Day(move.previous_starts),
        dates=when(event),
        forum=context.name("events", event.event),
        renamed=yes(move.previous_title != event.title),
    )


def _endorsement(context: Context, endorsement: Endorsement) -> list[Clause]:
    record = context.record
    title = context.name("endorsements", endorsement)
    if not record.is_closed(endorsement):
        if not endorsement.target:
            return []
        stated = facts("endorsements", endorsement, "target", "put")
        return [clause("progress.approval_is_due", context.names(), stated, title=title, date=Day(endorsement.target))]
    if endorsement.result_note:
        return [record_clause("endorsements", endorsement, "result_note")]
    stated = facts("endorsements", endorsement, "state", "result")
    return [
        clause(
            "progress.put_result",
            context.names(),
            stated,
            title=title,
            result=endorsement.state,
            date=Day(endorsement.result),
        )
    ]


def _endorsed(context: Context, decision: Decision) -> Clause:
    stated = facts("decisions", decision, "number", "endorses")
    return clause("progress.endorsed", context.names(), stated, number=Symbol(decision.number))


@paragraph_type("advice")
def advice(context: Context) -> list[Paragraph]:
    """What Member States advised in the consultations."""
    record, held = context.record, context.record.held_meetings(MeetingKind.CONSULTATION)
    given = [each for each in record.guidance if each.kind in _ADVICE]
    if not given:
        return []
    clauses: list[Clause | None] = []
    if len(held) >= REGULARLY:
        clauses.append(clause("progress.consulted_regularly", context.names(), meeting_facts(held, "took_place")))
    clauses += [record_clause("guidance", each, "text") for each in given]
    made = paragraph("advice", clauses)
    return [made] if made else []


@paragraph_type("websites")
def websites(context: Context) -> list[Paragraph]:
    """Where information is found: the site for Member States and the public site."""
    record, initiative = context.record, context.record.initiative
    clauses: list[Clause | None] = []
    if not record.was_launched:
        return []
    if initiative.member_states_site:
        forum = named_forum(record)
        clauses.append(
            clause(
                "progress.member_states_site",
                context.names(),
                facts("initiatives", initiative, "member_states_site"),
                site=text("initiatives", initiative, "member_states_site"),
                reports=yes(_has_committee_reports(record)),
                **optional({"forum": forum_name(context, forum) if forum else None}),
            )
        )
    if initiative.public_site:
        site = RecordText(
            _in_all_languages(initiative.public_site), Source("initiatives", initiative.slug), "public_site"
        )
        clauses.append(
            clause(
                "progress.public_site",
                context.names(),
                facts("initiatives", initiative, "public_site"),
                site=site,
            )
        )
    made = paragraph("websites", clauses)
    return [made] if made else []


def _in_all_languages(words: str) -> MultilingualText:
    return MultilingualText(dict.fromkeys(CODES, words))


def _has_committee_reports(record: RecordSnapshot) -> bool:
    """Whether Member States had the report of a meeting of the Committee."""
    held = record.held_meetings(MeetingKind.COMMITTEE)
    papers = (paper for known in held for paper in known.meeting.papers.all())
    return any(paper.is_report and record.is_released(paper) for paper in papers)
