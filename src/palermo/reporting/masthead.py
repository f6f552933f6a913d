"""The head of a paper by United Nations convention."""

from django.conf import settings

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.governance.models import AgendaItem, Body, Meeting, Session
from palermo.reporting.clauses import meeting_days, message, session_dates, source, text
from palermo.reporting.context import Context
from palermo.reporting.outline_schema import Outline
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.states import Organ
from palermo.reporting.tree import Inline, Masthead, Note, RecordText, Source, Symbol

_DISTRIBUTIONS: dict[str, str] = {Audience.PUBLIC: "general", Audience.MEMBER_STATES: "limited"}


def masthead(outline: Outline, context: Context) -> Masthead:
    """For a paper to a session, or to the meeting its report names, headed as its outline says."""
    record, report, session = context.record, context.report, context.session
    organ, subsidiary, of = _organs(outline, context)
    item = report.agenda_item if report and outline.has_agenda_item else None
    # An agenda that was issued later was not known at the cut-off.
    item = item if item and agenda_is_known(record, item) else None
    return Masthead(
        organization=(_organization(),),
        body=of,
        organ=organ,
        subsidiary=subsidiary,
        symbol=(report.symbol if report else "") or None,
        symbol_prefix=settings.PALERMO_SYMBOL_PREFIX,
        distribution=(message("common.distribution", kind=_DISTRIBUTIONS.get(record.audience, "restricted")),),
        date=PartialDate(report.issued_on) if report and report.issued_on else None,
        original_language=report.original_language if report else "en",
        session=(message("common.session", name=text("sessions", session, "name")),) if session else None,
        place_and_dates=_place_and_dates(session, report.meeting if report else None),
        agenda_item=_agenda_item(item),
        agenda_item_title=_agenda_item_title(item),
    )


def _organs(outline: Outline, context: Context) -> tuple[tuple[Inline, ...], tuple[Inline, ...] | None, str]:
    """The line of the organ, that of the body under it where there is one, and the id of what heads the paper."""
    initiative = context.record.initiative
    if outline.organ == Organ.CONVENER and initiative.launched_by:
        return (text("organisations", initiative.launched_by, "name"),), None, initiative.launched_by.slug
    body = initiative.governing_body
    if outline.organ == Organ.CONFERENCE and context.session:
        body = context.session.body
    elif outline.organ == Organ.COMMITTEE:
        body = initiative.steering_committee or body
    if body is None:
        return (text("initiatives", initiative, "name"),), None, initiative.slug
    organ = _organ_above(body)
    subsidiary = None if organ == body else (text("bodies", body, "name"),)
    return (text("bodies", organ, "name"),), subsidiary, body.slug


def _organ_above(body: Body) -> Body:
    """The highest body that this one belongs to, or itself: papers are headed with the principal organ."""
    seen = {body.pk}
    organ = body
    while organ.parent is not None and organ.parent.pk not in seen:
        organ = organ.parent
        seen.add(organ.pk)
    return organ


def _organization() -> RecordText:
    """The organization that issues the paper: the installation names it, in each language."""
    return RecordText(MultilingualText(settings.PALERMO_ORGANIZATION), Source("installation", "organization"), "name")


def _place_and_dates(session: Session | None, meeting: Meeting | None) -> tuple[Inline, ...] | None:
    dates: Inline
    if session:
        place, dates = session.place, session_dates(session)
    elif meeting:
        place, dates = meeting.place, meeting_days(meeting)
    else:
        return None
    if place is None:
        return (dates,)
    return (message("common.place_and_dates", place=text("places", place, "name"), dates=dates),)


def agenda_is_known(record: RecordSnapshot, item: AgendaItem) -> bool:
    """Whether the agenda that the item stands on had been issued at the cut-off."""
    if item.session is None:
        return True
    agenda = item.session.provisional_agenda
    return agenda is not None and record.is_reached(agenda.issued_on)


def _agenda_item(item: AgendaItem | None) -> tuple[Inline, ...] | None:
    if item is None:
        return None
    agenda = item.session.provisional_agenda if item.session else None
    if agenda is None or not agenda.symbol:
        return (message("common.agenda_item", number=item.number),)
    note = Note((message("common.symbol_note", symbol=Symbol(agenda.symbol)),))
    return (message("common.agenda_item_with_note", number=item.number, note=note),)


def _agenda_item_title(item: AgendaItem | None) -> tuple[Inline, ...] | None:
    if item is None:
        return None
    # An item belongs to one of the two.
    belongs_to = ("sessions", item.session) if item.session else ("meetings", item.meeting)
    kind, record = belongs_to
    return (RecordText(item.title, source(kind, record), "agenda_items"),) if record else None
