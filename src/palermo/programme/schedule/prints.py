"""What a row of a programme holds, as a digest: two officers who were shown the same have the same."""

import hashlib
from typing import Any

from palermo.accounts.actions.records import fingerprint
from palermo.programme.models import ProgrammeItem
from palermo.programme.schedule.papers import papers_of_item


def print_of(row: Any) -> str:
    """Its fields; of an item, its papers, too."""
    if not isinstance(row, ProgrammeItem):
        return fingerprint(row)
    papers = papers_of_item(row) if row.pk else ()
    return hashlib.sha256("\n".join((fingerprint(row), *papers)).encode()).hexdigest()
