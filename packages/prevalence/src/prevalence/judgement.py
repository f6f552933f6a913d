"""Warnings that hold whatever the method: about the table, and about a total beside it."""

import numpy as np

from prevalence.errors import Note, SparseOverlapWarning, UnstableEstimateWarning, warn
from prevalence.histories import CaptureHistories
from prevalence.subsets import sizes

MANY_TIMES = 20.0
FEW_OVERLAPS = 10


def notes_on_data(histories: CaptureHistories) -> tuple[Note, ...]:
    """Empty lists, lists that never meet, and hardly any overlap at all."""
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
        notes.append(f"Only {overlapping} people are on more than one list; the total rests on them alone.")
    return tuple(warn(SparseOverlapWarning, text, stacklevel=5) for text in notes)


def notes_on_total(histories: CaptureHistories, hidden: float) -> tuple[Note, ...]:
    """A total many times what was observed."""
    if not np.isfinite(hidden) or hidden <= MANY_TIMES * histories.total:
        return ()
    ratio = hidden / max(histories.total, 1)
    text = (
        f"The estimate of hidden people is {ratio:,.0f} times the {histories.total:,} observed. So large a ratio "
        "usually says that the model cannot be trusted, not that so many people are hidden."
    )
    return (warn(UnstableEstimateWarning, text, stacklevel=5),)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
