"""A digest over a row of a programme: two officers who were shown the same row have the same digest."""

import hashlib

from django.db.models import Model

from palermo.accounts.actions.records import fingerprint
from palermo.programme.models import ProgrammeItem
from palermo.programme.schedule.papers import papers_of_item


def row_fingerprint(row: Model) -> str:
    """A digest over the fields of a row; of an item, over its papers too."""
    if not isinstance(row, ProgrammeItem):
        return fingerprint(row)
    papers = papers_of_item(row) if row.pk else ()
    return hashlib.sha256("\n".join((fingerprint(row), *papers)).encode()).hexdigest()
