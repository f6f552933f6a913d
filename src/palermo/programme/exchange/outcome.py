"""What an import of a file changes: shown first, and done only if it is still the same."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Model

from palermo.programme.exchange.incoming import Loss


class FieldChange(NamedTuple):
    """A field with its value before and after."""

    name: str
    before: str
    after: str


class RowChange(NamedTuple):
    """A day, a room, a person, an item or a part that is new, or says something else."""

    model: type[Model]
    name: str
    is_new: bool
    fields: tuple[FieldChange, ...]


@dataclass
class ImportOutcome:
    """The changes of an import.

    `gone` is what came from the same system before and is not in the file any more: it stays as it is.
    """

    system: str
    title: str
    time_zone: str
    rows: list[RowChange] = field(default_factory=list)
    unchanged: int = 0
    gone: list[tuple[str, str]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many rows are new."""
        return sum(row.is_new for row in self.rows)

    @property
    def changed(self) -> int:
        """How many say something else."""
        return len(self.rows) - self.new

    @property
    def digest(self) -> str:
        """A digest of the changes, so that nothing else is done than was shown."""
        rows = [(row.model._meta.label, *row[1:]) for row in self.rows]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()

    def losses_by_word(self) -> dict[str, list[Loss]]:
        """The losses, grouped by the word that the file has for them."""
        by_word: dict[str, list[Loss]] = {}
        for loss in sorted(self.losses):
            by_word.setdefault(loss.what, []).append(loss)
        return by_word
