"""Editions that are kept although their files identify persons: received before files were looked through."""

from collections.abc import Iterator
from typing import NamedTuple

from harmonise.identifiers.recognize import Identifier

from palermo.core.refusals import Refused
from palermo.knowledge.models import DatasetEdition
from palermo.library.identifiers import find_in_path


class IdentifyingEdition(NamedTuple):
    """An edition, and the columns of its file that identify persons; none where the file could not be read."""

    edition: DatasetEdition
    columns: list[Identifier]


def find_identifying_editions() -> Iterator[IdentifyingEdition]:
    """Look through every file that is kept; gives those that identify persons, and those that could not be read."""
    for edition in DatasetEdition.objects.exclude(received_file="").select_related("dataset").order_by("pk"):
        try:
            columns = _columns_of(edition)
        except Refused:
            yield IdentifyingEdition(edition, [])
            continue
        if columns:
            yield IdentifyingEdition(edition, columns)


def _columns_of(edition: DatasetEdition) -> list[Identifier]:
    dataset = edition.dataset
    file = edition.received_file
    return find_in_path(file.path, file.path, layout=dataset.layout, own_layout=dataset.own_layout)
