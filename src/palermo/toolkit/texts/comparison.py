"""Two versions of a text compared passage by passage; the words are compared where they are shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from palermo.core.differences import longest_increasing
from palermo.toolkit.texts.markup import MarkupError, footnotes, parse, plain, plain_content
from palermo.toolkit.texts.passages import Passage, Text


@dataclass(frozen=True, slots=True)
class ComparedPassage:
    """A passage in two versions: only in the later one it is new, only in the earlier one removed."""

    before: Passage | None
    after: Passage | None
    is_moved: bool = False

    @property
    def passage(self) -> Passage:
        """As it is in the later version, else in the earlier one."""
        passage = self.after or self.before
        assert passage is not None
        return passage

    @property
    def is_new(self) -> bool:
        """Whether the earlier version lacks it."""
        return self.before is None

    @property
    def is_removed(self) -> bool:
        """Whether the later version lacks it."""
        return self.after is None

    @property
    def has_other_words(self) -> bool:
        """Whether its words, notes, links or marks differ."""
        return self.before is not None and self.after is not None and self.before.content != self.after.content

    @property
    def is_changed(self) -> bool:
        """Whether anything of it differs."""
        return self.is_new or self.is_removed or self.is_moved or self.has_other_words

    @property
    def words(self) -> tuple[str, str]:
        """The words before and after, without marks."""
        return _words(self.before, plain_content), _words(self.after, plain_content)

    @property
    def notes(self) -> tuple[str, str]:
        """The footnotes before and after, one to a line."""
        return _words(self.before, _notes), _words(self.after, _notes)

    @property
    def has_only_other_marks(self) -> bool:
        """Whether only links or emphasis differ."""
        return self.has_other_words and len(set(self.words)) == 1 and len(set(self.notes)) == 1


def compare_texts(before: Text, after: Text) -> list[ComparedPassage]:
    """Every passage of two versions, in the order of the later one; what was removed stands where it stood.

    A passage is moved where another one holds it, or where its neighbours stay in order only without it.
    """
    moved = _find_moved(before, after)
    compared: list[ComparedPassage] = []
    removed = _removed_after(before, after)
    compared += (ComparedPassage(passage, None) for passage in removed.get("", ()))
    for passage in after.walk():
        compared.append(ComparedPassage(before.find(passage.key), passage, passage.key in moved))
        compared += (ComparedPassage(each, None) for each in removed.get(passage.key, ()))
    return compared


def _removed_after(before: Text, after: Text) -> dict[str, list[Passage]]:
    """What the later version lacks, by the key of the last passage before it that remains."""
    removed: dict[str, list[Passage]] = {}
    last = ""
    for passage in before.walk():
        if after.find(passage.key) is None:
            removed.setdefault(last, []).append(passage)
        else:
            last = passage.key
    return removed


def _find_moved(before: Text, after: Text) -> set[str]:
    places = {passage.key: place for place, passage in enumerate(before.walk())}
    parents = {passage.key: passage.path[-1:] for passage in before.walk()}
    moved = {each.key for each in after.walk() if each.key in parents and parents[each.key] != each.path[-1:]}
    for siblings in _families(after):
        stayed = [key for key in siblings if key in places and key not in moved]
        kept = longest_increasing([places[key] for key in stayed])
        moved |= {key for key in stayed if places[key] not in kept}
    return moved


def _families(text: Text) -> Iterator[list[str]]:
    """The keys of those that stand side by side."""
    yield [passage.key for passage in text.passages]
    for passage in text.walk():
        if passage.children:
            yield [child.key for child in passage.children]


def _words(passage: Passage | None, read: Callable[[str], str]) -> str:
    return read(passage.content) if passage else ""


def _notes(content: str) -> str:
    try:
        return "\n".join(plain(note.parts) for note in footnotes(parse(content)))
    except MarkupError:
        return ""
