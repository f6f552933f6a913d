"""What an edited Word file changes in the text of a tool, done in one transaction."""

from collections.abc import Collection
from secrets import token_hex
from typing import NamedTuple

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import AuditEntry, record, record_all
from palermo.core import clock
from palermo.toolkit.actions.texts import lock_text, remove_passage, write_passage
from palermo.toolkit.exchange.files import ImportPlan, PlannedRow
from palermo.toolkit.models import Passage, PassageText, Tool
from palermo.toolkit.rules.texts import check_can_hold, check_words
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
    importer.finish()
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
        # The keys that new passages were given, and those with their words.
        self.given: dict[str, str] = {}
        self.new: list[tuple[Passage, str]] = []
        self.displaced: list[Passage] = []
        self.taken = set(tool.passages.values_list("key", flat=True))

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
        parent = self._passage(parent_key)
        check_can_hold(parent, row.kind)
        check_words(row.content, row.kind)
        key = next(key for _try in range(1000) if (key := f"p{token_hex(4)}") not in self.taken)
        self.taken.add(key)
        passage = Passage(tool=self.tool, key=key, parent=parent, kind=row.kind, position=0)
        self.new.append((passage, row.content))
        self.given[row.key], self.passages[key] = key, passage
        self._insert_key(key, parent_key, self.last.get(parent_key, ""))
        self.added += 1

    def finish(self) -> None:
        """Save new and moved passages, with a few queries however many they are."""
        changed = {passage.key for passage, _content in self.new} | {passage.key for passage in self.displaced}
        shifted = list(self.displaced)
        for keys in self.order.values():
            if changed.isdisjoint(keys):
                continue
            for position, key in enumerate(keys, start=1):
                passage = self.passages[key]
                if passage.position != position:
                    passage.position = position
                    shifted.append(passage)
        # A passage is saved after the one that holds it: those of the file stand in this order.
        waves: dict[int, list[Passage]] = {}
        for passage, _content in self.new:
            waves.setdefault(self._depth(passage.key), []).append(passage)
        for depth in sorted(waves):
            Passage.objects.bulk_create(waves[depth], batch_size=500)
        saved = {passage.pk: passage for passage in shifted}
        Passage.objects.bulk_update(saved.values(), ["parent", "position"], batch_size=500)
        now, author = clock.now(), self.by if isinstance(self.by, User) else None
        PassageText.objects.bulk_create(
            [
                PassageText(
                    passage=passage,
                    language=self.plan.language,
                    number=1,
                    content=content,
                    act=PassageAct.IMPORTED,
                    by=author,
                    by_name=str(self.by),
                    at=now,
                )
                for passage, content in self.new
            ],
            batch_size=500,
        )
        self._record()

    def _record(self) -> None:
        entries = [AuditEntry("passage.moved", self.tool, {"passage": each.key}) for each in self.displaced]
        for passage, _content in self.new:
            added: dict[str, object] = {"passage": passage.key, "kind": passage.kind}
            written: dict[str, object] = {
                "passage": passage.key,
                "language": self.plan.language,
                "number": 1,
                "act": PassageAct.IMPORTED,
            }
            entries += [
                AuditEntry("passage.added", self.tool, added),
                AuditEntry("passage.written", self.tool, written),
            ]
        if entries:
            record_all(entries, by=self.by)

    def _depth(self, key: str) -> int:
        depth = 0
        while key := self.parents[key]:
            depth += 1
        return depth

    def _keep(self, row: PlannedRow, parent_key: str) -> None:
        passage, after = self.passages[row.key], self.last.get(parent_key, "")
        if self.plan.language == self.tool.original_language and not self._stands(row.key, parent_key, after):
            parent = self._passage(parent_key)
            check_can_hold(parent, passage.kind)
            passage.parent = parent
            self.displaced.append(passage)
            self.order[self.parents[row.key]].remove(row.key)
            self._insert_key(row.key, parent_key, after)
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

    def _insert_key(self, key: str, parent_key: str, after: str) -> None:
        siblings = self.order.setdefault(parent_key, [])
        siblings.insert(siblings.index(after) + 1 if after else 0, key)
        self.parents[key] = parent_key
        self.in_file.add(key)
        self.last[parent_key] = key
