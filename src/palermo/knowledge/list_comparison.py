"""What differs between two editions of a code list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from palermo.core.text import MultilingualText
from palermo.knowledge.models import Code


class ListedCode(NamedTuple):
    """A code as far as editions are compared: its parent is a code too, empty at the top."""

    code: str
    parent: str
    names: MultilingualText
    valid_to: date | None = None


class ChangedCode(NamedTuple):
    """A code that both editions have, and that differs."""

    before: ListedCode
    after: ListedCode


@dataclass(frozen=True)
class ListComparison:
    """What a later edition adds, no longer has or ends, calls otherwise and puts elsewhere; each in its order."""

    added: list[ListedCode] = field(default_factory=list)
    ended: list[ListedCode] = field(default_factory=list)
    renamed: list[ChangedCode] = field(default_factory=list)
    moved: list[ChangedCode] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.ended or self.renamed or self.moved)


def list_codes(codes: Iterable[Code]) -> list[ListedCode]:
    """Codes of an edition on record, with their parents, which must be among them."""
    listed = list(codes)
    by_pk = {code.pk: code.code for code in listed}
    return [ListedCode(each.code, by_pk.get(each.parent_id or 0, ""), each.names, each.valid_to) for each in listed]


def compare_lists(before: Iterable[ListedCode], after: Iterable[ListedCode]) -> ListComparison:
    """Compare two editions by their codes.

    A code has ended that is no longer there, or that has been given a last day. It is called otherwise where a name
    differs in a language that both have.
    """
    old = {each.code: each for each in before}
    new = {each.code: each for each in after}
    shared = [ChangedCode(each, new[code]) for code, each in old.items() if code in new]
    return ListComparison(
        added=[each for code, each in new.items() if code not in old],
        ended=[each for code, each in old.items() if code not in new or (new[code].valid_to and not each.valid_to)],
        renamed=[each for each in shared if _is_renamed(each)],
        moved=[each for each in shared if each.before.parent != each.after.parent],
    )


def _is_renamed(pair: ChangedCode) -> bool:
    before, after = pair.before.names, pair.after.names
    return any(before[code] != after[code] for code in before if code in after)
