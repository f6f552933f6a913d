"""What is done to documents."""

import hashlib
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from palermo.audit.actions import record
from palermo.core.text import MultilingualText
from palermo.library import rules
from palermo.library.models import Document, LanguageVersion
from palermo.library.states import DocumentState


@transaction.atomic
def issue_document(document: Document, *, on: date, by: Any) -> Document:
    """Issue a draft: from now on its audience sees it."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    rules.check_can_issue(by, document)
    document.state, document.issued_on = DocumentState.ISSUED, on
    document.save(update_fields=["state", "issued_on"])
    record("document.issued", document, by=by, on=on.isoformat())
    return document


@transaction.atomic
def withdraw_document(document: Document, *, on: date, reason: MultilingualText, by: Any) -> Document:
    """Withdraw a document: it stays on record, with the reason, and leaves every other reader's sight."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    rules.check_can_withdraw(by, document)
    document.state, document.withdrawn_on, document.withdrawal_reason = DocumentState.WITHDRAWN, on, reason
    document.save(update_fields=["state", "withdrawn_on", "withdrawal_reason"])
    record("document.withdrawn", document, by=by, on=on.isoformat(), reason=dict(reason))
    return document


def set_file(version: LanguageVersion, content: bytes, *, name: str, media_type: str) -> None:
    """Give a language version its file, kept under its content's hash. The caller saves, in its own transaction."""
    version.sha256, version.size = hashlib.sha256(content).hexdigest(), len(content)
    version.file_name, version.media_type = name, media_type
    storage = version.file.storage
    path = version._meta.get_field("file").generate_filename(version, name)
    if not storage.exists(path):
        storage.save(path, ContentFile(content))
    version.file.name = path
