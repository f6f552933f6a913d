"""The text or the file of a document in one language."""

import hashlib
from datetime import date
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import save_row
from palermo.core.text import MultilingualText
from palermo.library.extracting import extract_later
from palermo.library.models import AlternativeFormat, Document, LanguageVersion
from palermo.library.rules import versions
from palermo.library.states import VersionStatus

REPLACED = ("status", "translator", "dated_on", "text", "file", "file_name", "media_type", "size", "sha256")


class NewFile(NamedTuple):
    """A file that was handed in: its bytes, the name it had, and what it is by its content."""

    content: bytes
    name: str
    media_type: str


@transaction.atomic
def replace_version(
    version: LanguageVersion,
    *,
    text: str,
    file: NewFile | None,
    status: VersionStatus,
    reason: MultilingualText,
    alternative: NewFile | None = None,
    translator: str = "",
    dated_on: date | None = None,
    by: Actor,
) -> LanguageVersion:
    """Replace what a document says in one language; a file that is not given stays.

    `alternative` is the same file in another format. Those that there were hold the words of the earlier file, so they
    go with it.

    What was there before stays with the versions of the record, and its file where it lies; the log has both digests.
    """
    document = Document.objects.select_for_update().get(pk=version.document_id)
    version = LanguageVersion.objects.select_for_update().order_by("pk").get(pk=version.pk)
    version.document = document
    versions.check_can_replace_version(by, version, reason)
    versions.check_alternative(version, file and file.media_type, alternative and alternative.media_type)
    before = _digests(version)
    version.text, version.status, version.translator, version.dated_on = text, status, translator, dated_on
    if file:
        set_file(version, file.content, name=file.name, media_type=file.media_type)
    version.full_clean(validate_unique=False)
    version.save(update_fields=REPLACED)
    _replace_alternatives(version, alternative, all_of_them=file is not None)
    details = {"language": version.language, "status": status.value, "reason": dict(reason)}
    record("document.version_replaced", document, by=by, **details, before=before, after=_digests(version))
    if file or alternative:
        extract_later(version)
    return version


@transaction.atomic
def add_version(document: Document, *, version: LanguageVersion, file: NewFile | None, by: Actor) -> LanguageVersion:
    """Add the document in a language in which it is not there yet.

    Raises
    ------
    Refused
        If it is not the secretariat, or the document was withdrawn.
    ValidationError
        If the version does not hold together.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    versions.check_may_add_version(by, document)
    version.document = document
    if file:
        set_file(version, file.content, name=file.name, media_type=file.media_type)
    save_record(version, by=by)
    if file:
        extract_later(version)
    return version


def _digests(version: LanguageVersion) -> dict[str, str]:
    """The digests of text and files, where there are any."""
    text = hashlib.sha256(version.text.encode()).hexdigest() if version.text else ""
    digests = {"text_sha256": text, "file_sha256": version.sha256, "file_name": version.file_name}
    digests |= {f"{each.format}_sha256": each.sha256 for each in version.alternatives.all()}
    return {name: value for name, value in digests.items() if value}


def _replace_alternatives(version: LanguageVersion, new: NewFile | None, *, all_of_them: bool) -> None:
    earlier = version.alternatives.all()
    if not all_of_them:
        earlier = earlier.filter(media_type=new.media_type) if new else earlier.none()
    for each in earlier:
        each.delete()
    if new:
        alternative = AlternativeFormat(version=version)
        set_file(alternative, new.content, name=new.name, media_type=new.media_type)
        save_row(alternative)


def set_file(version: LanguageVersion | AlternativeFormat, content: bytes, *, name: str, media_type: str) -> None:
    """Give a language version its file, or one in another format, kept under its content's hash.

    The caller saves, in its own transaction.
    """
    version.sha256, version.size = hashlib.sha256(content).hexdigest(), len(content)
    version.file_name, version.media_type = name, media_type
    storage = version.file.storage
    path = version._meta.get_field("file").generate_filename(version, name)
    if not storage.exists(path):
        storage.save(path, ContentFile(content))
    version.file.name = path
