"""Files attached to returns that identify persons: attached before files were looked through."""

from collections.abc import Iterator
from typing import NamedTuple

from harmonise.identifiers.recognize import Identifier

from palermo.core.refusals import Refused
from palermo.library.identifiers import find_in_path
from palermo.returns.attachments import path_of_attachment
from palermo.returns.models import ReturnAttachment

TABLES = (".xlsx", ".txt")


class IdentifyingAttachment(NamedTuple):
    """A file, and its columns that identify persons; none where it could not be read."""

    attachment: ReturnAttachment
    columns: list[Identifier]


def find_identifying_attachments() -> Iterator[IdentifyingAttachment]:
    """Look through every table that is kept; gives those that identify persons, and those that could not be read."""
    for attachment in ReturnAttachment.objects.select_related("of__round", "of__state").order_by("pk"):
        if not attachment.name.lower().endswith(TABLES):
            continue
        try:
            columns = find_in_path(path_of_attachment(attachment.digest), attachment.name)
        except Refused:
            yield IdentifyingAttachment(attachment, [])
            continue
        if columns:
            yield IdentifyingAttachment(attachment, columns)
