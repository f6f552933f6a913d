"""A whole text of a tool from a file: what it would change, and the change."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db import transaction
from django.db.models import Max

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.text import MultilingualText
from palermo.toolkit.actions.texts import lock_text
from palermo.toolkit.models import Passage, PassageText, Tool
from palermo.toolkit.states.texts import PassageAct

AT_ONCE = 500


@dataclass(frozen=True)
class GivenPassage:
    """A passage as a file gives it. `parent` is the key of the one that holds it; `stale` are the languages in which
    the words are those of an earlier original."""

    key: str
    kind: str
    parent: str
    texts: Mapping[str, str]
    stale: Collection[str] = ()
    document: int | None = None


@dataclass(frozen=True)
class GivenText:
    """The text of a tool as a file gives it: its passages in the order of reading."""

    passages: Sequence[GivenPassage]
    notice: MultilingualText = field(default_factory=MultilingualText)


@dataclass(frozen=True)
class TextChange:
    """One thing that differs: of which passage, what of it, as it is and as it comes; None is nothing."""

    key: str
    what: str
    old: str | None
    new: str | None


class StoredText:
    """The text of a tool as the database has it, removed passages included; four queries.

    `tool` is its primary key; the database may not have it yet.
    """

    def __init__(self, tool: int) -> None:
        self.tool = Tool.objects.filter(pk=tool).first() or Tool(pk=tool)
        rows = list(Passage.objects.filter(tool=tool).order_by("position", "pk"))
        self.passages = {passage.key: passage for passage in rows}
        self.keys = {passage.pk: passage.key for passage in rows}
        texts = PassageText.objects.filter(passage__tool=tool).order_by()
        self.current = {(self.keys[text.passage_id], text.language): text for text in texts.filter(is_current=True)}
        # The number of the last wording, which one that was not taken may have.
        numbers = texts.values_list("passage", "language").annotate(last=Max("number"))
        self.last = {(self.keys[passage], language): last for passage, language, last in numbers}

    def parent_of(self, passage: Passage) -> str:
        """The key of the passage that holds another; empty at the top."""
        return self.keys[passage.parent_id] if passage.parent_id else ""

    def read_order(self, parent: str) -> list[str]:
        """The keys of what a passage holds and was not removed, in order."""
        return [p.key for p in self.passages.values() if self.parent_of(p) == parent and not p.is_removed]


def differences(stored: StoredText, given: GivenText) -> list[TextChange]:
    """What bringing in a text changes; nothing where the database has it already.

    A language in which the database has words and the file has none is left as it is.
    """
    return list(_differences(stored, given))


def _differences(stored: StoredText, given: GivenText) -> Iterator[TextChange]:
    for code in dict.fromkeys((*stored.tool.notice, *given.notice)):
        if stored.tool.notice.get(code) != given.notice.get(code):
            yield TextChange("", f"notice.{code}", stored.tool.notice.get(code), given.notice.get(code))
    for passage in given.passages:
        existing = stored.passages.get(passage.key)
        if existing is None or existing.is_removed:
            yield TextChange(passage.key, "", None, passage.kind)
        elif stored.parent_of(existing) != passage.parent:
            yield TextChange(passage.key, "in", stored.parent_of(existing) or "the text", passage.parent or "the text")
        if existing is not None and existing.document_id != passage.document:
            yield TextChange(passage.key, "document", *(_number(n) for n in (existing.document_id, passage.document)))
        for code, words in passage.texts.items():
            current = stored.current.get((passage.key, code))
            if (current.content if current else None) != words:
                yield TextChange(passage.key, f"text.{code}", current.content if current else None, words)
    for passage_gone in _gone(stored, given):
        yield TextChange(passage_gone.key, "", passage_gone.kind, None)
    for parent, keys in _order(given).items():
        kept = [key for key in stored.read_order(parent) if key in set(keys)]
        if kept != [key for key in keys if key in set(kept)]:
            yield TextChange(parent, "passages", ", ".join(kept), ", ".join(keys))


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _gone(stored: StoredText, given: GivenText) -> list[Passage]:
    """What is removed with all that it holds: of what the file lacks, that which nothing else removed holds."""
    keys = {passage.key for passage in given.passages}
    return [
        passage
        for passage in stored.passages.values()
        if passage.key not in keys and not passage.is_removed and stored.parent_of(passage) in {"", *keys}
    ]


def _order(given: GivenText) -> dict[str, list[str]]:
    """By passage, the keys of what it holds in the order of reading."""
    rows = sorted(given.passages, key=lambda passage: passage.parent)
    return {parent: [passage.key for passage in some] for parent, some in groupby(rows, lambda each: each.parent)}


@transaction.atomic
def import_text(tool: Tool, given: GivenText, *, by: Actor) -> list[TextChange]:
    """Make the text of a tool that of a file.

    A passage keeps its key and every wording that it had; other words are a further wording. What the file lacks is
    removed and can be restored.

    Parameters
    ----------
    tool : Tool
    given : GivenText
        Known to be sound: each passage behind the one that holds it, words whose marks fit together.
    by : Actor

    Returns
    -------
    list of TextChange
        What changed.

    Raises
    ------
    Refused
        If `by` may not write the text.
    """
    tool = lock_text(tool, by=by)
    stored = StoredText(tool.pk)
    changes = differences(stored, given)
    if not changes:
        return []
    if tool.notice != given.notice:
        tool.notice = given.notice
        tool.save(update_fields=["notice"])
    for passage in _gone(stored, given):
        passage.is_removed = True
        passage.save(update_fields=["is_removed"])
    _save_passages(stored, given)
    _save_texts(stored, given, by)
    counts = {
        "added": _count(changes, lambda change: not change.what and change.old is None),
        "removed": _count(changes, lambda change: not change.what and change.new is None),
        "moved": _count(changes, lambda change: change.what in {"in", "passages"}),
        "written": _count(changes, lambda change: change.what.startswith("text.")),
    }
    record("passage.imported", tool, by=by, **counts)
    return changes


def _count(changes: Iterable[TextChange], wanted: Callable[[TextChange], bool]) -> int:
    return sum(map(wanted, changes))


def _save_passages(stored: StoredText, given: GivenText) -> None:
    places = _places(stored, given)
    depth: dict[str, int] = {"": 0}
    levels: dict[int, list[Passage]] = {}
    for each in given.passages:
        depth[each.key] = depth[each.parent] + 1
        existing = stored.passages.get(each.key)
        if existing is None:
            new = Passage(tool=stored.tool, key=each.key, kind=each.kind, position=0)
            levels.setdefault(depth[each.key], []).append(new)
    by_key = {each.key: each for each in given.passages}
    for level in sorted(levels):
        for passage in levels[level]:
            _fill(passage, by_key[passage.key], stored, places)
        Passage.objects.bulk_create(levels[level], batch_size=AT_ONCE)
        stored.passages |= {passage.key: passage for passage in levels[level]}
        stored.keys |= {passage.pk: passage.key for passage in levels[level]}
    for each in given.passages:
        passage = stored.passages[each.key]
        if changed := _fill(passage, each, stored, places):
            passage.save(update_fields=changed)


def _fill(passage: Passage, given: GivenPassage, stored: StoredText, places: Mapping[str, int]) -> list[str]:
    """Give a passage what the file says of it; the names of what differed."""
    parent = stored.passages[given.parent].pk if given.parent else None
    values = {
        "parent_id": parent,
        "position": places[given.key],
        "is_removed": False,
        "document_id": given.document,
    }
    changed = [name for name, value in values.items() if getattr(passage, name) != value]
    for name in changed:
        setattr(passage, name, values[name])
    return changed


def _places(stored: StoredText, given: GivenText) -> dict[str, int]:
    """The place of each passage among those beside it: as it is, where the order is that of the file."""
    places = {}
    for parent, keys in _order(given).items():
        is_same = stored.read_order(parent) == keys
        for place, key in enumerate(keys, 1):
            places[key] = stored.passages[key].position if is_same else place
    return places


def _save_texts(stored: StoredText, given: GivenText, by: Actor) -> None:
    original, at, new, past = stored.tool.original_language, clock.now(), list[PassageText](), list[int]()
    for each in given.passages:
        words = each.texts.get(original)
        newest = stored.last.get((each.key, original), 0)
        before = stored.current.get((each.key, original))
        if words is not None and (before is None or before.content != words):
            newest += 1
        elif before is not None:
            newest = before.number
        for code, content in each.texts.items():
            current = stored.current.get((each.key, code))
            if current and current.content == content:
                continue
            rests_on = 0 if code == original else newest
            if code in each.stale and code != original:
                rests_on = current.rests_on if current else 0
            past += [current.pk] if current else []
            new.append(
                PassageText(
                    passage=stored.passages[each.key],
                    language=code,
                    number=stored.last.get((each.key, code), 0) + 1,
                    content=content,
                    act=PassageAct.IMPORTED,
                    rests_on=rests_on,
                    by=by if isinstance(by, User) else None,
                    by_name=str(by),
                    at=at,
                )
            )
    for start in range(0, len(past), AT_ONCE):
        PassageText.objects.filter(pk__in=past[start : start + AT_ONCE]).update(is_current=False)
    PassageText.objects.bulk_create(new, batch_size=AT_ONCE)
