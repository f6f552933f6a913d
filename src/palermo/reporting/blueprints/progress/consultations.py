"""III. Consultations with Member States: when, on what, what was decided between sessions, what was advised."""

from itertools import takewhile

from palermo.core.dates import DatePrecision, PartialDate
from palermo.governance.models import Decision, Endorsement, Guidance, Mandate, Meeting
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.guidance import GuidanceKind
from palermo.governance.states.mandates import Ask
from palermo.reporting.blueprints.nodes import days_of, message, part_text, source, sources, text, yes
from palermo.reporting.blueprints.progress.forums import forum_is_named
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Day, Inline, Listed, Paragraph, RecordText, Section, Source, Subparagraph, Symbol

_ADVICE = frozenset({GuidanceKind.ADVICE, GuidanceKind.CONCERN})


def section(record: RecordSnapshot) -> Section | None:
    """Nothing before there is a mandate to consult, or a consultation."""
    if not _consultation_mandates(record) and not record.held_meetings(MeetingKind.CONSULTATION):
        return None
    paragraphs = [_consultations(record), *_between_sessions(record), _advice(record), _websites(record)]
    return Section(
        "consultations", (message("progress.consultations_title"),), tuple(p for p in paragraphs if p.content)
    )


def _consultation_mandates(record: RecordSnapshot) -> list[Mandate]:
    return [mandate for mandate in record.mandates if mandate.ask == Ask.CONSULT and mandate.paragraph]


def _consultations(record: RecordSnapshot) -> Paragraph:
    held, planned = record.held_meetings(MeetingKind.CONSULTATION), record.planned_meetings(MeetingKind.CONSULTATION)
    mandates = _consultation_mandates(record)
    asked = [given for given in record.guidance if given.kind == GuidanceKind.REQUEST]
    content: list[Inline] = [
        message("progress.consultation_is_due", number=Symbol(mandate.paragraph.decision.number))
        for mandate in mandates
        if mandate.paragraph
    ]
    content += [
        *_held_content(held),
        *_topics(held),
        *_focus(held),
        *_requests(asked),
        *_planned_content(held, planned),
    ]
    return Paragraph(
        "consultations",
        tuple(content),
        (
            *sources("decisions", (mandate.paragraph.decision for mandate in mandates if mandate.paragraph)),
            *sources("mandates", mandates),
            *sources("meetings", (*held, *planned)),
            *sources("guidance", asked),
        ),
    )


def _held_content(held: list[Meeting]) -> list[Inline]:
    return [message("progress.consulted", count=len(held), days=days_of(held))] if held else []


def _planned_content(held: list[Meeting], planned: list[Meeting]) -> list[Inline]:
    if not planned:
        return []
    return [message("progress.will_consult", count=len(planned), further=yes(held), days=days_of(planned))]


def _topics(held: list[Meeting]) -> list[Inline]:
    """Each topic once, in the order in which Member States were first briefed on it."""
    topics = {
        briefing.topic: part_text(source("meetings", meeting), briefing, "topic")
        for meeting in held
        for briefing in meeting.briefings.all()
    }
    return [message("progress.briefed", topics=Listed(tuple(topics.values())))] if topics else []


def _focus(held: list[Meeting]) -> list[Inline]:
    """What the latest consultation was about, if those before it were about the same; and since when."""
    latest_first = held[::-1]
    items = list(latest_first[0].agenda_items.all()) if held else []
    if not items:
        return []
    about = {item.title for item in items}
    run = list(takewhile(lambda meeting: about == {i.title for i in meeting.agenda_items.all()}, latest_first))
    if len(run) < 2:
        return []
    topics = Listed(tuple(RecordText(i.title, source("meetings", latest_first[0]), "agenda_items") for i in items))
    return [message("progress.focus", since=Day(_since(run[-1], held)), topics=topics)]


def _since(first: Meeting, held: list[Meeting]) -> PartialDate:
    """The month, where no consultation of that month was about something else."""
    same_month = [
        m for m in held if (m.starts_on.year, m.starts_on.month) == (first.starts_on.year, first.starts_on.month)
    ]
    is_first = min(m.starts_on for m in same_month) == first.starts_on
    return PartialDate(first.starts_on, DatePrecision.MONTH if is_first else DatePrecision.DAY)


def _requests(asked: list[Guidance]) -> list[Inline]:
    content: list[Inline] = []
    for given in asked:
        content.append(message("progress.requested", date=Day(given.given), topic=text("guidance", given, "topic")))
        content.append(text("guidance", given, "text"))
    return content


def _between_sessions(record: RecordSnapshot) -> list[Paragraph]:
    """One paragraph for each intersessional meeting."""
    held = [_intersessional(record, meeting) for meeting in record.held_meetings(MeetingKind.INTERSESSIONAL)]
    planned = [
        Paragraph(
            meeting.slug,
            (message("progress.will_meet_between_sessions", days=days_of([meeting])),),
            sources("meetings", [meeting]),
        )
        for meeting in record.planned_meetings(MeetingKind.INTERSESSIONAL)
        if _consultation_mandates(record)
    ]
    return held + planned


def _intersessional(record: RecordSnapshot, meeting: Meeting) -> Paragraph:
    decisions = [decision for decision in record.decisions if decision.adopted_at_id == meeting.pk]
    endorsing = [other for decision in decisions for other in record.endorsing_decisions(decision)]
    put = [endorsement for endorsement in record.endorsements if endorsement.put_at_id == meeting.pk]
    content: list[Inline] = [message("progress.met_between_sessions", days=days_of([meeting]))]
    for endorsement in put:
        content += _endorsement_content(record, endorsement)
    content += [
        message("progress.endorsed", number=Symbol(decision.number), date=Day(decision.adopted))
        for decision in endorsing
    ]
    if decisions:
        content.append(message("progress.decided"))
    stated = (*sources("decisions", (*decisions, *endorsing)), *sources("endorsements", put))
    items = tuple(item for decision in decisions for item in _provisions(decision))
    return Paragraph(meeting.slug, tuple(content), (source("meetings", meeting), *stated), items)


def _provisions(decision: Decision) -> list[Subparagraph]:
    of = Source("decisions", decision.slug)
    return [Subparagraph((part_text(of, each, "text"),), (of,)) for each in decision.paragraphs.all()]


def _endorsement_content(record: RecordSnapshot, endorsement: Endorsement) -> list[Inline]:
    title = text("endorsements", endorsement, "title")
    content: list[Inline] = [message("progress.put_to_member_states", title=title)]
    if not record.is_closed(endorsement):
        if endorsement.target:
            content.append(message("progress.approval_is_due", date=Day(endorsement.target)))
    elif endorsement.result_note:
        content.append(text("endorsements", endorsement, "result_note"))
    else:
        content.append(message("progress.put_result", result=endorsement.state, date=Day(endorsement.result)))
    return content


def _advice(record: RecordSnapshot) -> Paragraph:
    given = [each for each in record.guidance if each.kind in _ADVICE]
    return Paragraph("advice", tuple(text("guidance", each, "text") for each in given), sources("guidance", given))


def _websites(record: RecordSnapshot) -> Paragraph:
    initiative = record.initiative
    content: list[Inline] = []
    if initiative.member_states_site:
        content.append(
            message(
                "progress.member_states_site",
                site=text("initiatives", initiative, "member_states_site"),
                forum=yes(forum_is_named(record)),
                reports=yes(_has_committee_reports(record)),
            )
        )
    if initiative.public_site:
        content.append(message("progress.public_site", site=initiative.public_site))
    return Paragraph("websites", tuple(content), (source("initiatives", initiative),))


def _has_committee_reports(record: RecordSnapshot) -> bool:
    meetings = record.held_meetings(MeetingKind.COMMITTEE)
    return any(paper.is_report for meeting in meetings for paper in meeting.papers.all())
