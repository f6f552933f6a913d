"""What a workbook changes of a return, and what was changed on the site since the workbook was made."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from palermo.returns.cells import Place
from palermo.returns.entries import Entry
from palermo.returns.exchange.content import Content, TableHead, digest_of_entry, digest_of_words
from palermo.returns.exchange.workbook_reader import FilledWorkbook


class Change(NamedTuple):
    """A figure of a workbook that differs from the one on record."""

    table: str
    cell: str
    before: Entry | None
    after: Entry | None

    @property
    def key(self) -> str:
        """By which a form names it."""
        return f"{self.table}/{self.cell}"


class HeadChange(NamedTuple):
    """What holds for a whole table, where a workbook differs from the record."""

    table: str
    name: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """By which a form names it."""
        return f"{self.table}#{self.name}"


@dataclass
class Comparison:
    """What a workbook changes, and the conflicts: what was changed both in the workbook and on the site."""

    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    heads: list[HeadChange] = field(default_factory=list)
    head_conflicts: list[HeadChange] = field(default_factory=list)

    def choose(self, keys: Collection[str]) -> tuple[list[Change], list[HeadChange]]:
        """The changes, with those conflicts in which the workbook prevails."""
        changes = [*self.changes, *(each for each in self.conflicts if each.key in keys)]
        return changes, [*self.heads, *(each for each in self.head_conflicts if each.key in keys)]

    @property
    def conflict_keys(self) -> frozenset[str]:
        """By which a form names the conflicts."""
        return frozenset([*(each.key for each in self.conflicts), *(each.key for each in self.head_conflicts)])

    @property
    def conflict_digest(self) -> str:
        """By which the conflicts, and what is on record of them, are known again; empty where there are none."""
        on_record = [(each.key, digest_of_entry(each.before)) for each in self.conflicts]
        on_record += [(each.key, digest_of_words(each.before)) for each in self.head_conflicts]
        return digest_of_words(repr(sorted(on_record))) if on_record else ""

    @property
    def is_empty(self) -> bool:
        """Whether the workbook says what is on record."""
        return not (self.changes or self.conflicts or self.heads or self.head_conflicts)


def compare(filled: FilledWorkbook, content: Content) -> Comparison:
    """Compare a workbook with what is on record now. Figures that were not touched in the workbook stay as they are."""
    found = Comparison()
    for (table, cell), after in filled.entries.items():
        before = content.figures.get((table, cell))
        if after == before:
            continue
        is_as_it_was = digest_of_entry(before) == filled.base.get((table, cell), "")
        (found.changes if is_as_it_was else found.conflicts).append(Change(table, cell, before, after))
    for table, values in filled.heads.items():
        head = content.heads.get(table, TableHead())
        for name, words in values.items():
            before_words: str = getattr(head, name)
            if words == before_words:
                continue
            is_as_it_was = digest_of_words(before_words) == filled.head_base.get((table, name), "")
            (found.heads if is_as_it_was else found.head_conflicts).append(HeadChange(table, name, before_words, words))
    return found


def figures_after(content: Content, changes: Iterable[Change]) -> Mapping[Place, Entry]:
    """The figures as they would be after these changes."""
    figures = dict(content.figures)
    for change in changes:
        if change.after is None:
            figures.pop((change.table, change.cell), None)
        else:
            figures[change.table, change.cell] = change.after
    return figures
