"""Documents and agendas: what is before a meeting, and what belongs to an activity."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import save_row
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity, AgendaItem, Meeting, MeetingPaper
from palermo.governance.rules import papers
from palermo.library.actions.drafting import draft_document
from palermo.library.actions.versions import NewFile
from palermo.library.models import Document


@transaction.atomic
def add_activity_document(
    activity: Activity, document: Document, *, language: str, text: str, file: NewFile | None, by: Actor
) -> Document:
    """Add a document to an activity: one on record, or a new one, which is drafted first.

    Raises
    ------
    Refused
        If it is not the secretariat, or the document belongs to the activity already.
    ValidationError
        If a new document does not hold together.
    """
    activity = Activity.objects.select_for_update().order_by("pk").get(pk=activity.pk)
    papers.check_can_add_to_activity(by, activity, document)
    _draft_if_new(document, language=language, text=text, file=file, by=by)
    activity.documents.add(document)
    record("activity.document_added", activity, by=by, document=document.slug)
    return document


@transaction.atomic
def add_meeting_document(
    meeting: Meeting,
    document: Document,
    *,
    is_report: bool,
    language: str,
    text: str,
    file: NewFile | None,
    by: Actor,
) -> Document:
    """Put a document before a meeting, or add the report of it: one on record, or a new one, which is drafted first.

    Raises
    ------
    Refused
        If it is not the secretariat, or the document is before the meeting already.
    ValidationError
        If a new document does not hold together.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    papers.check_can_add_to_meeting(by, meeting, document)
    _draft_if_new(document, language=language, text=text, file=file, by=by)
    MeetingPaper.objects.create(meeting=meeting, document=document, is_report=is_report)
    record("meeting.document_added", meeting, by=by, document=document.slug, is_report=is_report)
    return document


def _draft_if_new(document: Document, *, language: str, text: str, file: NewFile | None, by: Actor) -> None:
    if document.pk is None:
        draft_document(document, language=language, text=text, file=file, by=by)


@transaction.atomic
def set_agenda(meeting: Meeting, *, agenda: Sequence[tuple[str, MultilingualText]], by: Actor) -> Meeting:
    """Write the agenda of a meeting. An item keeps its documents as long as it keeps its number.

    Refused if it is not the secretariat, or an item that is left out has documents or is cited.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    papers.check_may_write_agenda(by, meeting)
    items = {item.number: item for item in meeting.agenda_items.all()}
    dropped = [item for number, item in items.items() if number not in dict(agenda)]
    for item in dropped:
        papers.check_can_drop_item(item)
        try:
            item.delete()
        except ProtectedError:
            raise papers.refuse_to_drop(item) from None
    for order, (number, title) in enumerate(agenda, start=1):
        item = items.get(number) or AgendaItem(meeting=meeting, number=number)
        item.order, item.title = order, title
        save_row(item)
    record("meeting.agenda_written", meeting, by=by, items=len(agenda))
    return meeting
