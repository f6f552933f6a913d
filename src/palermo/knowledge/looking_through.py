"""Looking through a file before it is received: one that identifies persons is refused before a byte is kept."""

from typing import Any

from django.core.files import File

from palermo.knowledge.layouts import layout_of
from palermo.knowledge.models import Dataset
from palermo.library.identifiers import find_in_file, refuse_identifiers


class LookedThrough(File):
    """A file in which nothing identifies persons by the layout of this dataset."""

    def __init__(self, file: Any, name: str | None, dataset: Dataset) -> None:
        super().__init__(file, name)
        self.layout = _layout(dataset)

    def was_for(self, dataset: Dataset) -> bool:
        """Whether the layout by which it was looked through is that of the dataset."""
        return self.layout == _layout(dataset)


def look_through(file: File, dataset: Dataset) -> LookedThrough:
    """Look through a file, once; takes seconds, and so is done outside a transaction.

    Refused, naming the columns that identify persons, or if it cannot be looked through.
    """
    if isinstance(file, LookedThrough) and file.was_for(dataset):
        return file
    layout_of(dataset)
    refuse_identifiers(find_in_file(file, file.name or "", layout=dataset.layout, own_layout=dataset.own_layout))
    return LookedThrough(file.file, file.name, dataset)


def _layout(dataset: Dataset) -> tuple[str, str]:
    return dataset.layout, dataset.own_layout
