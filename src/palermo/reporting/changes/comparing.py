"""What an edit of an issued text changes, as a corrigendum says it: for these words read those."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from palermo.reporting.writing.links import tokens


class Replacement(NamedTuple):
    """Words of the text as issued that stand there once, and those that they should read.

    Joined to the words before and after, `after` gives the corrected text.
    """

    before: str
    after: str

    @property
    def kind(self) -> str:
        """Which sentence states it: words are replaced, deleted, or inserted behind others."""
        if not self.after.strip():
            return "delete"
        return "insert" if self.before and self.after.startswith(self.before) else "replace"

    @property
    def words(self) -> dict[str, str]:
        """The words of its sentence."""
        after = self.after.removeprefix(self.before) if self.kind == "insert" else self.after
        return {"before": self.before.strip(), "after": after.strip()}


@dataclass
class _Stretch:
    start: int
    end: int
    first: int
    last: int


def replacements_of(issued: str, edited: str) -> list[Replacement]:
    """What is replaced, in the order of reading; each `before` occurs once in the issued text, as far as it can.

    Parameters
    ----------
    issued, edited : str

    Returns
    -------
    list of Replacement
        Empty where both texts are the same.
    """
    old, new = tokens(issued), tokens(edited)
    matched = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found: list[_Stretch] = []
    for kind, *span in matched:
        if kind != "equal":
            _join(found, _Stretch(*span), old)
    at = 0
    while at < len(found):
        at = _widen(found, at, old, issued)
    return [Replacement("".join(old[each.start : each.end]), "".join(new[each.first : each.last])) for each in found]


def _join(found: list[_Stretch], stretch: _Stretch, old: list[str]) -> None:
    """Add a stretch; what only a space parts from the one before is one with it."""
    if found and not "".join(old[found[-1].end : stretch.start]).strip():
        found[-1].end, found[-1].last = stretch.end, stretch.last
    else:
        found.append(stretch)


def _widen(found: list[_Stretch], at: int, old: list[str], issued: str) -> int:
    """Take words before a stretch, or where there are none behind it, until it stands in the text once."""
    each = found[at]
    while not _stands_once("".join(old[each.start : each.end]).strip(), issued):
        if each.start > 0:
            if at and found[at - 1].end == each.start:
                found[at - 1].end, found[at - 1].last = each.end, each.last
                del found[at]
                return at - 1
            each.start, each.first = each.start - 1, each.first - 1
        elif each.end < len(old):
            if at + 1 < len(found) and found[at + 1].start == each.end:
                each.end, each.last = found[at + 1].end, found[at + 1].last
                del found[at + 1]
                continue
            each.end, each.last = each.end + 1, each.last + 1
        else:
            break
    return at + 1


def _stands_once(words: str, issued: str) -> bool:
    return bool(words) and issued.find(words) == issued.rfind(words)
