"""A table of people imported, whole or not at all: each row by the act of the page that takes one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from palermo.core.refusals import Refused
from palermo.record.people.columns import UnfitError
from palermo.record.people.table_reader import PeopleTable, SheetRow
from palermo.site.tables.sheets import TableRefused

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
REFUSED = _("Row %(row)d: %(sentence)s")
# Stores a row and returns which of the three it was.
Store = Callable[[SheetRow], str]


@dataclass(frozen=True)
class ImportCounts:
    """How many rows are new, changed, and there already."""

    new: int
    changed: int
    unchanged: int


def import_people(table: PeopleTable, store: Store, *, check: bool) -> ImportCounts:
    """Store every row; with `check`, everything is done, looked at, and undone.

    Raises
    ------
    TableRefused
        With everything that is wrong, each with its row. Nothing is kept then.
    """
    rows, faults, counts = table.rows(), list[str](), Counter[str]()
    with transaction.atomic():
        for row in rows:
            try:
                with transaction.atomic():
                    counts[store(row)] += 1
            except UnfitError as unfit:
                faults.append(table.fault(row.number, unfit))
            except (Refused, ValidationError) as refused:
                faults += [str(REFUSED % {"row": row.number, "sentence": each}) for each in _refusal_sentences(refused)]
        if faults:
            raise TableRefused(faults)
        if check:
            transaction.set_rollback(True)
    return ImportCounts(counts[NEW], counts[CHANGED], counts[UNCHANGED])


def _refusal_sentences(refused: Refused | ValidationError) -> Iterable[str]:
    return refused.messages if isinstance(refused, ValidationError) else [str(refused)]


def changed_values(record: Model, values: Mapping[str, object]) -> dict[str, object]:
    """The values of a row that differ from those on record."""
    return {name: value for name, value in values.items() if getattr(record, name) != value}
