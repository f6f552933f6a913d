"""What bringing a file in comes to: shown before anything is done, and again done only if it is still the same."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import NamedTuple

from palermo.programme.exchange.incoming import Loss


class Changed(NamedTuple):
    """A field with what it says and what it would say."""

    name: str
    before: str
    after: str


class ChangedRow(NamedTuple):
    """A day, a room, a person, an item or a part that is new, or says something else."""

    kind: str
    name: str
    is_new: bool
    fields: tuple[Changed, ...]


@dataclass
class BroughtIn:
    """`gone` is what came from the same system before and is not in the file any more: it stays as it is."""

    system: str
    title: str
    time_zone: str
    rows: list[ChangedRow] = field(default_factory=list)
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
        """What was shown, so that something else is not done instead."""
        return hashlib.sha256(json.dumps(self.rows, ensure_ascii=False).encode()).hexdigest()

    def losses_by_word(self) -> dict[str, list[Loss]]:
        """What had no place, counted by what the file calls it."""
        found: dict[str, list[Loss]] = {}
        for loss in sorted(self.losses):
            found.setdefault(loss.what, []).append(loss)
        return found
