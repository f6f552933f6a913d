"""The files of an edition: read as they were received, deleted once the act which deletes them is sure to hold."""

from hashlib import file_digest, sha256

from django.db import transaction
from django.utils.translation import gettext_lazy

from palermo.core.refusals import Refused
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.states.datasets import StepKind

# Their findings name a heading that is not one of the layout: in a file without a header, a datum.
OF_HEADINGS = ("unknown-column", "repeated-column")


def check_is_as_received(edition: DatasetEdition) -> None:
    """Refuse to read a file that is not, byte by byte, the one received. Refused if it was changed, or is gone."""
    try:
        with edition.received_file.open("rb") as file:
            digest = file_digest(file, sha256).hexdigest()
    except FileNotFoundError:
        digest = ""
    if digest != edition.file_digest:
        raise Refused(
            gettext_lazy(
                "The file kept is not the one that was received: its digest differs. Contact the administrator."
            )
        )


def delete_files(edition: DatasetEdition) -> None:
    """Take the names of its files off an edition, which is not saved, and delete them after the commit.

    Figures read from its rows go at once.
    """
    edition.figures.all().delete()
    for field in (edition.received_file, edition.rows_file):
        if field:
            delete_after_commit(field.storage, str(field.name))
    edition.received_file = edition.rows_file = ""


def delete_after_commit(storage: object, name: str) -> None:
    """Delete a file once the transaction is committed."""
    transaction.on_commit(lambda: storage.delete(name))  # type: ignore[attr-defined]  # a storage of Django's


def forget_quotations(edition: DatasetEdition) -> None:
    """Delete what findings and the report of values without a counterpart quote of a file; rules and rows remain."""
    edition.findings.filter(rule__in=OF_HEADINGS).update(column="", details={})
    edition.findings.exclude(rule__in=OF_HEADINGS).update(details={})
    edition.steps.filter(kind=StepKind.HARMONISED).update(report={})
