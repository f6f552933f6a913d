"""Two edits of one text as one, where they do not touch the same words."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from palermo.reporting.writing.links import tokens


class _Change(NamedTuple):
    """Words of the common text, from one up to another, and what stands in their place."""

    start: int
    end: int
    words: tuple[str, ...]


def combine_edits(common: str, one: str, other: str) -> str | None:
    """The text that both edits of a common text give together; None where they change the same words.

    Changes at neighbouring words count as the same place: who inserts behind a word that another replaced is asked.
    The same change made by both is made once.

    Parameters
    ----------
    common, one, other : str

    Returns
    -------
    str or None
    """
    if one == other or other == common:
        return one
    if one == common:
        return other
    words = tokens(common)
    changes = sorted({*_changes(words, tokens(one)), *_changes(words, tokens(other))})
    if any(after.start <= before.end for before, after in pairwise(changes)):
        return None
    combined, at = list[str](), 0
    for change in changes:
        combined += [*words[at : change.start], *change.words]
        at = change.end
    return "".join([*combined, *words[at:]])


def _changes(before: list[str], after: list[str]) -> Iterator[_Change]:
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _Change(start, end, tuple(after[first:last]))
