"""Warnings that hold whatever the method: about the table, and about a total beside it."""

import numpy as np

from prevalence.errors import (
    NestedListsWarning,
    Note,
    NotEstimable,
    PriorDominatesWarning,
    SparseOverlapWarning,
    TwoListsWarning,
    UnstableEstimateWarning,
    warn,
)
from prevalence.histories import CaptureHistories
from prevalence.subsets import members, pairs_of, sizes, superset_sums
from prevalence.tables import read_histories

MANY_TIMES = 20.0
FEW_OVERLAPS = 10
FEW_PEOPLE = 10


def usable_histories(histories: CaptureHistories) -> CaptureHistories:
    """The histories, read from a table if one was given in their place; refused before anything is computed if empty.

    Raises
    ------
    NotEstimable
        If nobody is on any list.
    InvalidArgument, InvalidData
        As for `read_histories`.
    """
    found = read_histories(histories)
    if found.total == 0:
        raise NotEstimable("Nobody is on any list, so there is nothing to estimate from.")
    return found


def notes_on_data(histories: CaptureHistories) -> tuple[Note, ...]:
    """Empty lists, only two lists, one list inside another, lists that never meet, hardly any overlap at all."""
    notes = []
    empty = [name for name, size in histories.list_sizes.items() if size == 0]
    if empty:
        notes.append(f"Nobody is on {_and(empty)}: an empty list says nothing about the hidden people.")
    never = [p for p in histories.empty_pairs() if not any(name in empty for name in histories.label(p).split("×"))]
    if never:
        shown = ", ".join(histories.label(pair) for pair in never[:6])
        more = f" and {len(never) - 6} more" if len(never) > 6 else ""
        count = "One pair of lists has" if len(never) == 1 else f"{len(never)} pairs of lists have"
        notes.append(f"{count} nobody in common ({shown}{more}); how they depend on each other is a guess.")
    overlapping = int(histories.counts[sizes(histories.n_lists) > 1].sum())
    if 0 < overlapping < FEW_OVERLAPS:
        people = "1 person is" if overlapping == 1 else f"{overlapping} people are"
        notes.append(f"Only {people} on more than one list; the total rests on them alone.")
    sparse = tuple(warn(SparseOverlapWarning, text) for text in notes)
    return (*sparse, *_two_lists(histories, empty), *notes_on_nesting(histories))


def notes_on_prior(histories: CaptureHistories) -> tuple[Note, ...]:
    """Data that leave a Bayesian answer to its prior."""
    overlapping = int(histories.counts[sizes(histories.n_lists) > 1].sum())
    if overlapping == 0:
        text = (
            f"Nobody is on more than one list: nothing in the data bounds the total, and what is said of it beyond the "
            f"{histories.total:,} seen comes from the prior alone. Methods without a prior give no total here."
        )
    elif histories.total < FEW_PEOPLE:
        people = "1 person was" if histories.total == 1 else f"{histories.total} people were"
        text = f"Only {people} seen at all: the prior, and not the data, gives this total."
    else:
        return ()
    return (warn(PriorDominatesWarning, text),)


def _two_lists(histories: CaptureHistories, empty: list[str]) -> tuple[Note, ...]:
    used = [name for name in histories.lists if name not in empty]
    if len(used) != 2:
        return ()
    text = (
        f"There are only two lists with people, {_and(used)}. Two lists cannot show whether they depend on each other; "
        "a total takes them to be independent. Do not publish it without a third list."
    )
    return (warn(TwoListsWarning, text),)


def notes_on_nesting(histories: CaptureHistories) -> tuple[Note, ...]:
    """Lists that hold the same people, and lists inside others."""
    margins = superset_sums(histories.counts.astype(np.float64))
    notes = []
    for pair in pairs_of(histories.n_lists):
        one, two = sorted(members(pair), key=lambda place: margins[1 << place])
        inside, around = float(margins[1 << one]), float(margins[1 << two])
        if not inside or margins[pair] < inside:
            continue
        names = histories.lists[one], histories.lists[two]
        text = (
            f"The lists {_and(sorted(names, key=histories.lists.index))} hold the same people ({inside:,.0f}): one may "
            "be a copy of the other. Keep one of them if so."
            if inside == around
            else f"Everybody on {names[0]} is also on {names[1]}. If {names[0]} takes its people from {names[1]}, it "
            "says nothing about those whom nobody saw, and the total is too low. Find out, and merge the two if so."
        )
        notes.append(warn(NestedListsWarning, text))
    return tuple(notes)


def notes_on_total(histories: CaptureHistories, hidden: float) -> tuple[Note, ...]:
    """A total many times what was observed."""
    if not np.isfinite(hidden) or hidden <= MANY_TIMES * histories.total:
        return ()
    ratio = hidden / max(histories.total, 1)
    text = (
        f"The estimate of hidden people is {ratio:,.0f} times the {histories.total:,} observed. So large a ratio "
        "usually says that the model cannot be trusted, not that so many people are hidden."
    )
    return (warn(UnstableEstimateWarning, text),)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
