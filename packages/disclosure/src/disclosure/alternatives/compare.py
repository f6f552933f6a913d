"""Ways to publish a table safely, side by side with what each loses."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from disclosure.alternatives.cell_key import LARGEST, perturb_tables
from disclosure.alternatives.changed import audit_changed
from disclosure.alternatives.leaving_out import Shorter, leave_out, list_breakdowns
from disclosure.alternatives.merging import suggest_merges
from disclosure.alternatives.requiring import Breakdown, breakdowns_of, require_breakdowns
from disclosure.alternatives.rounding import BASES, round_tables
from disclosure.errors import NotPossible
from disclosure.progress import Progress, silent
from disclosure.rules.rules import Rules
from disclosure.suppression.choose import How
from disclosure.suppression.protect import Protected, protect
from disclosure.tables.private import PrivateCells
from disclosure.tables.table import Table
from disclosure.values.column import Floats
from disclosure.values.kinds import Kind

# Figures beyond which no merges are tried, and beyond which tables are not rounded so that they add up: each takes
# minutes then.
MERGED, ROUNDED = 10_000, 300
# How many merges are compared in small tables, up to so many figures, and in others.
SMALL, MERGES, MERGE = 1_000, 3, 1
# How many figures all merges together have that are tried quickly.
TRIED = 8_000
# How many breakdowns are compared of dimensions that have several, and how many that are published whole.
BREAKDOWNS, REQUIRED = 6, 4

_EARLIER = (
    "Earlier releases show or hide the same figures otherwise, and together with them more would follow than is "
    "examined here. Hide figures, or leave a breakdown out."
)
# Figures changed by it are counted and forgotten.
_TRIAL = b"for comparison only"
_NOT_ACCEPTED = (
    "The release gate does not accept it: it protects by chance, and with the limits beside changed figures some small "
    "ones may be known more closely than the rules allow."
)


class Method(StrEnum):
    """What is done with a table so that it may be published."""

    SUPPRESS = "suppress"
    REQUIRE = "require"
    LEAVE_OUT = "leave out"
    MERGE = "merge"
    ROUND = "round"
    CELL_KEY = "cell key"


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """A way to publish tables, and what it loses.

    Attributes
    ----------
    method : Method
    dimension : str
        Of which something is left out or put together; or the dimensions, joined by +, whose breakdown is published
        whole.
    categories : tuple of str
        What is put together; or left out, where it is one of several breakdowns of the dimension.
    base : int
        Figures are rounded to its multiples; for cell keys the largest change.
    figures : int
        How many figures it publishes, hidden ones included.
    hidden, hidden_for_others : int
        How many of these are hidden, and how many of them only to protect others.
    changed : int
        How many are published as another number.
    share_of_sum : float
        Of the sum of the figures that it publishes, the share that is hidden: 0 to 1.
    mean_change, largest_change : float
        Of all figures published, in the figures' unit.
    loss : float
        On average over its figures: 1 for a hidden one, the relative change, at most 1, for a changed one.
    refused : str
        Why it cannot be done, or is not accepted by the release gate. Of what cannot be done the numbers are 0.
    """

    method: Method
    dimension: str = ""
    categories: tuple[str, ...] = ()
    base: int = 0
    figures: int = 0
    hidden: int = 0
    hidden_for_others: int = 0
    changed: int = 0
    share_of_sum: float = 0.0
    mean_change: float = 0.0
    largest_change: float = 0.0
    loss: float = 0.0
    refused: str = ""

    def __str__(self) -> str:
        if not self.refused:
            return self._loss
        return f"{self._loss}. {self.refused}" if self.figures else f"{self.title}: not possible. {self.refused}"

    @property
    def _loss(self) -> str:
        hidden = f"{self.hidden:,} of {self.figures:,} figures hidden, {self.share_of_sum:.1%} of their sum"
        if not self.changed:
            return f"{self.title}: {hidden}"
        return (
            f"{self.title}: {hidden}; {self.changed:,} changed, by {self.mean_change:.2f} on average, at most "
            f"{self.largest_change:g}"
        )

    @property
    def title(self) -> str:
        """What is done, in words."""
        names = ", ".join(self.categories)
        return {
            Method.SUPPRESS: "hide figures",
            Method.REQUIRE: f"publish {f'by {self.dimension}' if self.dimension else 'totals'} whole",
            Method.LEAVE_OUT: f"leave out {self.dimension}{f': {names}' if names else ''}",
            Method.MERGE: f"put together in {self.dimension}: {names}",
            Method.ROUND: f"round to multiples of {self.base}",
            Method.CELL_KEY: f"change by at most {self.base}",
        }[self.method]


def compare_alternatives(
    tables: Table | Sequence[Table],
    rules: Rules,
    *,
    earlier: Sequence[Table] = (),
    private: Sequence[PrivateCells] = (),
    how: How | str = How.QUICK,
    progress: Progress = silent,
) -> list[Alternative]:
    """Try ways to publish tables, and compare what each loses.

    Parameters
    ----------
    tables : Table or sequence of Table
        With every figure known; linked tables together.
    rules : Rules
    earlier, private
        As for `protect`. Beside earlier releases nothing is put together or changed.
    how : How
        Which method chooses the cells to hide; quick: in seconds, though it may hide more than others.
    progress : callable

    Returns
    -------
    list of Alternative
        The one that loses least for each figure that it publishes first, those that cannot be done last. Plain
        suppression is always among them.

    Raises
    ------
    InvalidData
        As `protect` does, if a figure is not known or sums do not hold.

    Notes
    -----
    The figures are hidden in the tables; so that of a breakdown none is hidden to protect others, for those with fewest
    dimensions of which some are; in the tables without a dimension or without one of its breakdowns, and in
    the tables with two categories put together; and the tables are rounded to multiples of 3, 5 and 10. Each table
    with hidden figures has passed the audit, and each rounded one. Figures changed by cell key, here with a secret for
    the trial, have not: the release gate does not accept them. A breakdown that is left out is not compared as a loss:
    the list says how many figures each way publishes.
    """
    several = [tables] if isinstance(tables, Table) else list(tables)
    trial = _Trial(rules, tuple(earlier), tuple(private), How(how), progress)
    found = [*trial.suppress(several), *trial.leave_out(several), *trial.merge(several), *trial.round(several)]
    found.append(trial.perturb(several))
    return sorted(found, key=_order)


def _order(one: Alternative) -> tuple[bool, float, int]:
    """The least loss first; a publication of few figures counts as one that lost one more."""
    return bool(one.refused), (one.loss * one.figures + 1) / (one.figures + 1), -one.figures


@dataclass(frozen=True)
class _Trial:
    """The conditions under which all alternatives are tried."""

    rules: Rules
    earlier: tuple[Table, ...]
    private: tuple[PrivateCells, ...]
    how: How
    progress: Progress

    def protect(self, tables: Sequence[Table], *, quickly: bool = False) -> Protected:
        """The tables with figures hidden; quickly, with more of them than necessary."""
        return protect(
            tables,
            self.rules,
            earlier=self.earlier,
            private=self.private,
            how=How.QUICK if quickly else self.how,
            time_limit=1e-9 if quickly else None,
            progress=self.progress,
        )

    def suppress(self, tables: Sequence[Table]) -> Iterator[Alternative]:
        """Hide figures in the tables as they are, and so that a breakdown is published whole."""
        plain = Alternative(method=Method.SUPPRESS)
        try:
            safe = self.protect(tables)
        except NotPossible as error:
            yield replace(plain, refused=str(error))
            return
        yield _of_protected(plain, safe)
        for breakdown in _list_hidden_breakdowns(safe)[:REQUIRED]:
            about = Alternative(method=Method.REQUIRE, dimension="+".join(breakdown))
            yield self._try_requiring(about, tables, breakdown)

    def _try_requiring(self, about: Alternative, tables: Sequence[Table], breakdown: Breakdown) -> Alternative:
        return self._measure(about, lambda: self.protect(require_breakdowns(tables, [breakdown], self.rules)))

    def leave_out(self, tables: Sequence[Table]) -> Iterator[Alternative]:
        """Leave out each dimension, and those breakdowns of a dimension with several that help most."""
        found = list_breakdowns(tables)
        whole = [one for one in found if not one.categories]
        some = [one for one in found if one.categories]
        if len(some) > BREAKDOWNS:
            some = sorted(some, key=lambda one: self._hides(leave_out(tables, one)))[:BREAKDOWNS]
        for one in (*whole, *some):
            about = Alternative(method=Method.LEAVE_OUT, dimension=one.dimension, categories=one.categories)
            yield self._try_without(about, tables, one)

    def _try_without(self, about: Alternative, tables: Sequence[Table], one: Shorter) -> Alternative:
        return self._measure(about, lambda: self.protect(leave_out(tables, one)))

    def _hides(self, tables: Sequence[Table]) -> float:
        try:
            summary = self.protect(tables, quickly=True).summary
        except NotPossible:
            return 1.0
        return (summary.sensitive + summary.for_others) / max(summary.cells, 1)

    def merge(self, tables: Sequence[Table]) -> Iterator[Alternative]:
        """Put two categories together, where that helps most."""
        if self.earlier:
            yield Alternative(method=Method.MERGE, refused=_EARLIER)
            return
        figures = sum(map(len, tables))
        if figures > MERGED:
            yield Alternative(
                method=Method.MERGE,
                refused=f"Putting categories together is tried in tables of up to {MERGED:,} figures; these have "
                f"{figures:,}. Put them together in the data and compare again.",
            )
            return
        limit = MERGES if figures <= SMALL else MERGE
        most = max(limit, TRIED // max(figures, 1))
        for one in suggest_merges(tables, self.rules, limit=limit, try_at_most=most, how=self.how):
            about = Alternative(method=Method.MERGE, dimension=one.dimension, categories=one.categories)
            yield _of_protected(about, one.protected)

    def round(self, tables: Sequence[Table]) -> Iterator[Alternative]:
        """Round all figures to multiples of each base, so that they still add up."""
        figures = sum(map(len, tables))
        why = _EARLIER if self.earlier else ""
        if figures > ROUNDED and not why:
            why = (
                f"Tables of up to {ROUNDED:,} figures are rounded so that they add up; these have {figures:,}. Leave "
                "a breakdown out and compare again."
            )
        for base in BASES:
            about = Alternative(method=Method.ROUND, base=base, refused=why)
            yield about if why else self._try_rounded(about, tables)

    def _try_rounded(self, about: Alternative, tables: Sequence[Table]) -> Alternative:
        try:
            after = round_tables(tables, base=about.base).tables
        except NotPossible as error:
            return replace(about, refused=str(error))
        if failing := int(audit_changed(after, tables, self.rules).failing.sum()):
            low, high = self.rules.interval
            return replace(
                about,
                refused=f"{failing:,} sensitive figures would be known more closely than {low:g} to {high:g}. Take a "
                "larger base, or hide figures.",
            )
        return _of_changed(about, tables, after)

    def perturb(self, tables: Sequence[Table]) -> Alternative:
        """Change figures by cell key, without one below the threshold."""
        below = self.rules.below or 0
        about = Alternative(method=Method.CELL_KEY, base=max(LARGEST, below), refused=_EARLIER)
        if self.earlier:
            return about
        made = perturb_tables(tables, secret=_TRIAL, largest=about.base, below=below)
        return _of_changed(replace(about, refused=_NOT_ACCEPTED), tables, made.tables)

    def _measure(self, about: Alternative, work: Callable[[], Protected]) -> Alternative:
        try:
            return _of_protected(about, work())
        except NotPossible as error:
            return replace(about, refused=str(error))


def _list_hidden_breakdowns(safe: Protected) -> list[Breakdown]:
    """Breakdowns of which a figure is hidden to protect others, those with fewest dimensions first."""
    cells, found = safe.cells, set[Breakdown]()
    for number, table in enumerate(cells.tables):
        breakdowns, here = breakdowns_of(table), cells.figure_table == number
        rows = cells.figure_row[here][safe.for_others[cells.figure_cell[here]]]
        found.update(breakdowns[row] for row in rows[table.published[rows]].tolist())
    return sorted(found, key=lambda one: (len(one), one))


def _of_protected(about: Alternative, safe: Protected) -> Alternative:
    """What hiding figures lost, each cell counted once, however many tables show it."""
    cells, seen = safe.cells, np.zeros(len(safe.cells), bool)
    for number, table in enumerate(cells.tables):
        here = cells.figure_table == number
        seen[cells.figure_cell[here][table.published[cells.figure_row[here]]]] = True
    hidden, figures = seen & (safe.sensitive | safe.for_others), np.abs(cells.low)
    total = float(figures[seen].sum())
    return replace(
        about,
        figures=int(seen.sum()),
        hidden=int(hidden.sum()),
        hidden_for_others=int((seen & safe.for_others).sum()),
        share_of_sum=float(figures[hidden].sum()) / total if total else 0.0,
        loss=float(hidden[seen].mean()) if seen.any() else 0.0,
    )


def _of_changed(about: Alternative, before: Sequence[Table], after: Sequence[Table]) -> Alternative:
    """What changing figures lost, each row of each table counted."""
    true = _figures(before)
    change = np.abs(_figures(after) - true)
    return replace(
        about,
        figures=len(true),
        changed=int((change > 0).sum()),
        mean_change=float(change.mean()) if len(change) else 0.0,
        largest_change=float(change.max(initial=0.0)),
        loss=float(np.minimum(change / np.maximum(true, 1.0), 1.0).mean()) if len(change) else 0.0,
    )


def _figures(tables: Sequence[Table]) -> Floats:
    """The figures that readers see: what is not recorded, or does not apply, has none."""
    seen = [table.visible().values for table in tables]
    return np.concatenate([values.point[~values.is_kind(Kind.NOT_RECORDED, Kind.NOT_APPLICABLE)] for values in seen])
