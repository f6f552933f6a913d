"""The concept note of an event, written as a document of the library and tied to the event in one step."""

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.events.models import Event
from palermo.events.rules import preparation
from palermo.governance.models import Activity
from palermo.library.actions.drafting import draft_document
from palermo.library.actions.versions import NewFile
from palermo.library.models import Document
from palermo.library.states import DocumentKind


@transaction.atomic
def draft_concept_note(
    event: Event, document: Document, *, language: str, text: str, file: NewFile | None, by: Actor
) -> Document:
    """Put the draft on record and say that it is the concept note of this event. Issuing it is the library's act.

    Raises
    ------
    Refused
        If the event is over, or has a concept note.
    ValidationError
        If the document does not hold together.
    """
    activity = Activity.objects.select_for_update().order_by("pk").get(pk=event.pk)
    stored = Event.objects.get(pk=event.pk)
    stored.activity = activity
    preparation.check_may_draft_concept_note(by, stored)
    document.kind = DocumentKind.CONCEPT_NOTE
    draft_document(document, language=language, text=text, file=file, by=by)
    stored.concept_note = document
    stored.save(update_fields=["concept_note"])
    record("event.concept_note_drafted", activity, by=by, document=document.slug)
    return document
