"""What is done to documents."""

import hashlib
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from palermo.audit.actions import record
from palermo.core.text import MultilingualText
from palermo.library import rules
from palermo.library.models import Document, DocumentAlias, LanguageVersion
from palermo.library.states import AliasKind, DocumentState


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


@transaction.atomic
def assign_symbol(document: Document, *, symbol: str, keep_as: AliasKind | None, by: Any) -> Document:
    """Give a document the symbol that was assigned to it; the one it had stays as an alias of the kind `keep_as`.

    Without a kind nothing is kept but in the log: the earlier symbol was a mistake.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    rules.check_can_assign_symbol(by, document, symbol)
    before, document.symbol = document.symbol, symbol
    # What is the symbol is no other symbol any more.
    document.aliases.filter(symbol=symbol).delete()
    document.save(update_fields=["symbol"])
    if before and keep_as:
        DocumentAlias.objects.get_or_create(symbol=before, defaults={"document": document, "kind": keep_as})
    record("document.symbol_assigned", document, by=by, symbol=symbol, before=before, kept_as=keep_as or "")
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
