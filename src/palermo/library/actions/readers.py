"""Readers are named for a document one by one, and taken from it again."""

from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation, State, User
from palermo.audit.actions import record
from palermo.core.text import MultilingualText
from palermo.library.models import Document, DocumentReader
from palermo.library.rules import readers


@transaction.atomic
def name_reader(document: Document, *, reader: User | State | Organisation, on: date, by: Actor) -> Document:
    """Let one more reader read a document from a day on, besides its audience."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    field = {User: "user", State: "state", Organisation: "organisation"}[type(reader)]
    row = DocumentReader(document=document, named_on=on, **{field: reader})
    readers.check_can_name_reader(by, row)
    row.save(force_insert=True)
    record("document.reader_named", document, by=by, **_reader_details(row), on=on.isoformat())
    return document


@transaction.atomic
def remove_reader(reader: DocumentReader, *, reason: MultilingualText, by: Actor) -> Document:
    """Take a named reader from a document, at once. That they were named stays in the history."""
    document = Document.objects.select_for_update().get(pk=reader.document_id)
    reader = DocumentReader.objects.select_for_update().order_by("pk").get(pk=reader.pk)
    readers.check_may_remove_reader(by, reader)
    details = _reader_details(reader)
    reader.delete()
    record("document.reader_removed", document, by=by, **details, reason=dict(reason))
    return document


def _reader_details(row: DocumentReader) -> dict[str, str]:
    """The named reader, for the log: a person by name, as the log names actors."""
    if row.user:
        return {"person": row.user.name, "account": str(row.user.pk)}
    if row.state:
        return {"state": row.state.slug}
    return {"organisation": row.organisation.slug if row.organisation else ""}
