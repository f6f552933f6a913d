"""Drafts of documents, which the secretariat alone sees until they are issued."""

from django.db import transaction

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.library.actions.versions import NewFile, set_file
from palermo.library.extracting import extract_later
from palermo.library.models import Document, LanguageVersion
from palermo.library.rules.documents import check_may_edit_draft
from palermo.library.states import DocumentState, VersionStatus


@transaction.atomic
def draft_document(document: Document, *, language: str, text: str, file: NewFile | None, by: Actor) -> Document:
    """Put a draft on record, with what it says in one language.

    Raises
    ------
    Refused
        If it is not the secretariat.
    ValidationError
        If the document or its version does not hold together.
    """
    document.state, document.original_language = DocumentState.DRAFT, language
    save_record(document, by=by)
    version = LanguageVersion(document=document, language=language, text=text, status=VersionStatus.DRAFT)
    if file:
        set_file(version, file.content, name=file.name, media_type=file.media_type)
    save_record(version, by=by)
    if file:
        extract_later(version)
    return document


@transaction.atomic
def edit_draft(document: Document, *, seen: str, by: Actor) -> Document:
    """Save what describes a draft. `seen` is the fingerprint of the document as the editor was shown it.

    Raises
    ------
    Refused
        If they may not edit it, if it was issued meanwhile, or if someone changed it since it was shown.
    ValidationError
        If the document does not hold together.
    """
    check_may_edit_draft(by, Document.objects.select_for_update().get(pk=document.pk))
    return save_record(document, by=by, seen=seen)
