"""The files of an edition: deleted, with what was read from them, once the act that deletes them is sure to hold."""

from django.db import transaction

from palermo.knowledge.models import DatasetEdition


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
