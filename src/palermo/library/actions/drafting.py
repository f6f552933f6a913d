"""A new document with its first text or file: a draft, which the secretariat alone sees until it is issued."""

from django.db import transaction

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.library.actions.versions import NewFile, set_file
from palermo.library.extracting import extract_later
from palermo.library.models import Document, LanguageVersion
from palermo.library.states import DocumentState, VersionStatus


@transaction.atomic
def draft_document(document: Document, *, language: str, text: str, file: NewFile | None, by: Actor) -> Document:
    """Put a draft on record, as its form in the administration does, with what it says in one language.

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
