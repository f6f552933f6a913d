"""Two texts compared word by word."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

from palermo.reporting.writing.links import tokens


class Change(Enum):
    """Whether words are in both texts, or only in the later or the earlier one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Stretch(NamedTuple):
    """Words one after the other that changed alike."""

    change: Change
    words: str


def compare_words(before: str, after: str) -> list[Stretch]:
    """What was removed and added, in the order of reading.

    Joined without what was removed, the words are the later text; without what was added, the earlier one.

    Parameters
    ----------
    before, after : str

    Returns
    -------
    list of Stretch
        Empty only where both texts are.
    """
    return list(_stretches(tokens(before), tokens(after)))


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Stretch(Change.SAME, "".join(old[start:end]))
            continue
        if start < end:
            yield Stretch(Change.REMOVED, "".join(old[start:end]))
        if first < last:
            yield Stretch(Change.ADDED, "".join(new[first:last]))
