"""I. Introduction: to whom, as at when; the initiative and the treaty it serves."""

from palermo.accounts.models import Organisation, Place
from palermo.governance.models import DonorContribution, Initiative, Session
from palermo.reporting.blueprints.nodes import day, message, source, sources, text
from palermo.reporting.models import Report
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Day, Inline, Listed, Note, Paragraph, RecordText, Section, Source
from palermo.treaties.models import Treaty


def section(record: RecordSnapshot, report: Report | None, session: Session | None) -> Section:
    """Two paragraphs; the second only once the initiative was launched."""
    blocks = [_basis(record, report, session)]
    if record.was_launched:
        blocks.append(_launch(record))
    return Section("introduction", (message("progress.introduction_title"),), tuple(blocks))


def _basis(record: RecordSnapshot, report: Report | None, session: Session | None) -> Paragraph:
    initiative = record.initiative
    assert initiative.governing_body is not None
    content: list[Inline] = [
        message(
            "progress.subject",
            initiative=text("initiatives", initiative, "name"),
            short=text("initiatives", initiative, "short_name"),
        )
    ]
    stated = [source("initiatives", initiative), source("bodies", initiative.governing_body)]
    if session:
        content.append(_submission_sentence(report, session))
        stated.append(source("sessions", session))
    content.append(message("progress.cutoff", cutoff=day(record.cutoff)))
    return Paragraph("basis", tuple(content), tuple(stated))


def _submission_sentence(report: Report | None, session: Session) -> Inline:
    locative = text("sessions", session, "locative")
    item = report.agenda_item if report else None
    if item is None:
        return message("progress.submitted", session=locative)
    title = RecordText(item.title, source("sessions", session), "agenda_items")
    return message("progress.submitted_under_item", session=locative, number=item.number, title=title)


def _launch(record: RecordSnapshot) -> Paragraph:
    initiative = record.initiative
    content: list[Inline] = []
    stated = [source("initiatives", initiative)]
    if initiative.launched_at and initiative.launched_by:
        content.append(_launch_sentence(initiative, initiative.launched_at, initiative.launched_by))
        stated += [source("places", initiative.launched_at), source("organisations", initiative.launched_by)]
    if record.contributions:
        content.append(message("progress.donors", donors=Listed(tuple(map(_donor, record.contributions)))))
        stated += sources("contributions", record.contributions)
    content += [text("initiatives", initiative, "brings_together"), text("initiatives", initiative, "purpose")]
    if initiative.treaty:
        content.append(_treaty(initiative.treaty))
        stated.append(source("treaties", initiative.treaty))
    return Paragraph("launch", tuple(content), (*stated, *_launch_events(record)))


def _launch_sentence(initiative: Initiative, place: Place, by: Organisation) -> Inline:
    return message(
        "progress.launched",
        place=text("places", place, "locative"),
        date=Day(initiative.launched),
        name=text("organisations", by, "name"),
        acronym=text("organisations", by, "acronym"),
    )


def _donor(gift: DonorContribution) -> Inline:
    if gift.state:
        # A donor keeps the name it had on the day of the gift.
        named = gift.state.short_name_on(gift.given_on) if gift.given_on else gift.state.short_name
        donor = RecordText(named, Source("states", gift.state.slug), "short_name")
    else:
        assert gift.organisation is not None
        donor = text("organisations", gift.organisation, "name")
    return message("progress.donor", donor=donor, purpose=text("contributions", gift, "purpose"))


def _treaty(treaty: Treaty) -> Inline:
    note = Note((message("progress.citation", citation=text("treaties", treaty, "citation")),))
    return message("progress.treaty", name=text("treaties", treaty, "name"), note=note)


def _launch_events(record: RecordSnapshot) -> tuple[Source, ...]:
    return sources("events", (event.event for event in record.events if event.event.kind == "launch"))
