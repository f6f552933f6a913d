"""What an edited Word file changes in the text of a tool, done in one transaction."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.toolkit.actions.texts import add_passage, lock_text, move_passage, remove_passage, write_passage
from palermo.toolkit.exchange.files import ImportPlan, PlannedRow
from palermo.toolkit.models import Passage, Tool
from palermo.toolkit.states.texts import PassageAct


class Imported(NamedTuple):
    """How many passages an import wrote, added, moved and removed; `rejected` are edits a colleague's stand against."""

    written: int
    added: int
    moved: int
    removed: int
    rejected: int


@transaction.atomic
def import_text(tool: Tool, plan: ImportPlan, *, removed: Collection[str], by: Actor) -> Imported:
    """Take over the passages of a file.

    Parameters
    ----------
    tool : Tool
    plan : ImportPlan
    removed : collection of str
        Keys of passages that the file lacks and that are to be removed; others that it lacks stay.
    by : Actor

    Returns
    -------
    Imported

    Raises
    ------
    Refused
        If the author may not write the text, or a passage cannot stand where the file has it.
    """
    tool = lock_text(tool, by=by)
    importer = _Importer(tool, plan, by)
    for row in plan.rows:
        importer.take(row)
    gone = [importer.passages[key] for key in plan.missing if key in set(removed) and key in importer.passages]
    for passage in gone:
        remove_passage(passage, by=by)
    done = Imported(importer.written, importer.added, importer.moved, len(gone), importer.rejected)
    record("text.imported", tool, by=by, language=plan.language, **done._asdict())
    return done


class _Importer:
    """The passages of the text in their order, while those of a file are taken over one after the other."""

    def __init__(self, tool: Tool, plan: ImportPlan, by: Actor) -> None:
        self.tool, self.plan, self.by = tool, plan, by
        listed = list(tool.passages.filter(is_removed=False).order_by("position", "pk"))
        for passage in listed:
            passage.tool = tool
        self.passages = {passage.key: passage for passage in listed}
        keys = {passage.pk: passage.key for passage in listed}
        # The keys that each passage holds, in their order.
        self.order: dict[str, list[str]] = {}
        for passage in listed:
            self.order.setdefault(keys.get(passage.parent_id or 0, ""), []).append(passage.key)
        self.parents = {passage.key: keys.get(passage.parent_id or 0, "") for passage in listed}
        self.in_file = {row.key for row in plan.rows}
        self.last: dict[str, str] = {}
        self.written = self.added = self.moved = self.rejected = 0
        # The keys that new passages were given.
        self.given: dict[str, str] = {}

    def take(self, row: PlannedRow) -> None:
        """Put a passage in its place with its words."""
        parent_key = self.given.get(row.parent, row.parent)
        if parent_key and parent_key not in self.passages:
            return
        if row.is_new:
            self._add(row, parent_key)
        elif row.key in self.passages:
            self._keep(row, parent_key)

    def _passage(self, key: str) -> Passage | None:
        return self.passages[key] if key else None

    def _add(self, row: PlannedRow, parent_key: str) -> None:
        after = self.last.get(parent_key, "")
        passage = add_passage(
            self.tool,
            kind=row.kind,
            parent=self._passage(parent_key),
            after=self._passage(after),
            language=self.plan.language,
            content=row.content,
            by=self.by,
            act=PassageAct.IMPORTED,
        )
        self.given[row.key] = passage.key
        self.passages[passage.key] = passage
        self._put(passage.key, parent_key, after)
        self.added += 1

    def _keep(self, row: PlannedRow, parent_key: str) -> None:
        passage, after = self.passages[row.key], self.last.get(parent_key, "")
        if self.plan.language == self.tool.original_language and not self._stands(row.key, parent_key, after):
            move_passage(passage, parent=self._passage(parent_key), after=self._passage(after), by=self.by)
            self.order[self.parents[row.key]].remove(row.key)
            self._put(row.key, parent_key, after)
            self.moved += 1
        self.last[parent_key] = row.key
        if row.is_changed:
            saved = write_passage(
                passage, self.plan.language, row.content, base=row.base, by=self.by, act=PassageAct.IMPORTED
            )
            self.written += saved.rejected is None
            self.rejected += saved.rejected is not None

    def _stands(self, key: str, parent_key: str, after: str) -> bool:
        """Whether a passage stands behind the one before it in the file, but for those that the file lacks."""
        if self.parents[key] != parent_key:
            return False
        siblings = self.order[parent_key]
        behind = siblings[siblings.index(after) + 1 :] if after else siblings
        return next((each for each in behind if each in self.in_file), "") == key

    def _put(self, key: str, parent_key: str, after: str) -> None:
        siblings = self.order.setdefault(parent_key, [])
        siblings.insert(siblings.index(after) + 1 if after else 0, key)
        self.parents[key] = parent_key
        self.in_file.add(key)
        self.last[parent_key] = key
