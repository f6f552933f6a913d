"""What other ways to publish the figures of a draft would hide. Knows nothing of the database."""

import time
from dataclasses import asdict, replace
from typing import Any

import numpy as np
from disclosure.alternatives.compare import Alternative, Method, compare_alternatives
from disclosure.alternatives.requiring import breakdowns_of
from disclosure.errors import DisclosureError

from palermo.figures.dimensions import TOTAL
from palermo.figures.pipeline.protecting import Draft, Flags, Trial

# Figures beyond which nothing is compared: each way is protected anew.
MOST = 5_000
TOO_MANY, TOO_LONG = "too many", "too long"
_SHOWN = (
    *("method", "dimension", "categories", "base", "figures", "hidden", "changed", "share_of_sum"),
    *("mean_change", "largest_change", "refused"),
)


class _TooLong(Exception):  # noqa: N818 -- nothing is wrong
    """It takes more time than it may."""


def compare_remedies(draft: Draft, *, seconds: float, most: int = MOST) -> dict[str, Any]:
    """Other ways to publish a draft, those that lose least first.

    Parameters
    ----------
    draft : Draft
    seconds : float
        How long it may take.
    most : int
        How many figures the draft may have.

    Returns
    -------
    dict
        `ways`: for each, the fields of `disclosure.alternatives.compare.Alternative` that are shown. `left_out`: why
        nothing was compared, one of TOO_MANY and TOO_LONG or a sentence; empty if it was.

    Notes
    -----
    It is an estimate: figures are chosen quickly, and those that are hidden because figures of the sources contradict
    each other are counted as in the draft.
    """
    if len(draft.trial.table) > most:
        return {"ways": [], "left_out": TOO_MANY}
    until = time.monotonic() + seconds

    def check_time(*_stage: object) -> None:
        if time.monotonic() > until:
            raise _TooLong

    trial = draft.trial
    try:
        found = compare_alternatives(
            trial.table, trial.rules, earlier=trial.earlier, private=trial.private, progress=check_time
        )
    except _TooLong:
        return {"ways": [], "left_out": TOO_LONG}
    except DisclosureError as error:
        return {"ways": [], "left_out": str(error)}
    ways = [_with_others(one, trial) for one in found if one.method != Method.SUPPRESS]
    return {"ways": [{name: asdict(one)[name] for name in _SHOWN} for one in ways], "left_out": ""}


def _with_others(one: Alternative, trial: Trial) -> Alternative:
    """An alternative with the figures counted that are hidden in any case or say nothing, as far as they are in it.

    Where it hides figures, those count too that are hidden because others contradict each other: most of these would
    be hidden again.
    """
    if not one.figures:
        return one
    stays = _stays(one, trial)
    silent, hidden = (int((each & stays).sum()) for each in (trial.silent, trial.unpublished))
    disputed = trial.disputed & stays & (one.method in (Method.REQUIRE, Method.LEAVE_OUT, Method.MERGE))
    if one.method == Method.REQUIRE:
        disputed &= np.array(["+".join(each) != one.dimension for each in breakdowns_of(trial.table)], bool)
    values = trial.table.values.low
    total = float(values[trial.table.published & stays].sum())
    more = float(values[disputed].sum()) / total if total else 0.0
    return replace(
        one,
        figures=one.figures + silent + hidden,
        hidden=min(one.hidden + int(disputed.sum()), one.figures) + hidden,
        share_of_sum=round(min(one.share_of_sum + more, 1.0), 4),
    )


def _stays(one: Alternative, trial: Trial) -> Flags:
    """Which figures are in an alternative."""
    if one.method != Method.LEAVE_OUT:
        return np.ones(len(trial.table), bool)
    codes = [trial.table.key(row)[one.dimension] for row in range(len(trial.table))]
    return np.array([code not in one.categories if one.categories else code == TOTAL for code in codes], bool)
