"""Hiding cells so that nothing sensitive can be computed from what is published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from disclosure.audit.audit import examine
from disclosure.audit.result import Audit
from disclosure.audit.witness import Known
from disclosure.errors import InvalidData, NotPossible
from disclosure.progress import Progress, silent
from disclosure.rules.primary import Primary, primary
from disclosure.rules.rules import Rules
from disclosure.suppression.choose import Choice, How, choose
from disclosure.suppression.pose import own_cells
from disclosure.suppression.told import View, view_of
from disclosure.tables.cells import Cells, gather, locate
from disclosure.tables.complete import add_missing_parts, complete, fill
from disclosure.tables.private import PrivateCells
from disclosure.tables.relations import Relations, relate
from disclosure.tables.specification import Marker, NotAddingUp, Zeros
from disclosure.tables.table import Table
from disclosure.values.column import Flags, Values
from disclosure.values.kinds import Kind

REPAIRS = 200
# Cells that a message names at most.
NAMED = 3


@dataclass(frozen=True)
class Summary:
    """What protection cost.

    Attributes
    ----------
    cells : int
        Cells with a figure to be published.
    sensitive : int
        Hidden for their own sake.
    softened : int
        Of these, under the sign that tells less. Not for publication: who knows that there is none knows more.
    for_others : int
        Hidden to protect them.
    total, hidden_total : float
        Sum of all figures, and of those hidden for others: the share of the total lost beyond what rules demand.
    gap : float or None
        By what share of its loss another pattern could lose less at most; None where nothing is known.
    """

    cells: int
    sensitive: int
    softened: int
    for_others: int
    total: float
    hidden_total: float
    gap: float | None

    @property
    def proved_best(self) -> bool:
        """Whether no pattern loses less."""
        return self.gap is not None and self.gap < 1e-9

    def __str__(self) -> str:
        share = self.hidden_total / self.total if self.total else 0.0
        best = "; no pattern loses less" if self.proved_best else ""
        if self.gap is not None and not self.proved_best:
            best = f"; no pattern loses more than {self.gap:.1%} less"
        return (
            f"{self.cells:,} cells: {self.sensitive:,} hidden as sensitive, {self.for_others:,} more to protect them "
            f"({self.for_others / max(self.cells, 1):.1%} of cells, {share:.1%} of the sum of figures){best}"
        )


@dataclass(frozen=True, eq=False)
class Protected:
    """Tables as they may be published, and the audit that they passed.

    Attributes
    ----------
    tables : tuple of Table
        With figures hidden; cells that are not published left out.
    cells : Cells
        Of the publisher.
    sensitive, for_others : array of bool, cells
    rules : Rules
    summary : Summary
    audit : Audit
    private : PrivateCells
        The true figures that the tables do not show. Never publish them; give them to every later audit.
    notes : tuple of str
    """

    tables: tuple[Table, ...]
    cells: Cells
    sensitive: Flags
    for_others: Flags
    rules: Rules
    summary: Summary
    audit: Audit
    private: PrivateCells
    notes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.summary}. Audit: {self.audit}."


def protect(
    tables: Table | Sequence[Table],
    rules: Rules,
    *,
    earlier: Sequence[Table] = (),
    private: Sequence[PrivateCells] = (),
    how: How | str = How.AUTO,
    time_limit: float | None = None,
    progress: Progress = silent,
) -> Protected:
    """Hide cells until no sensitive figure can be bounded inside its protection interval.

    Parameters
    ----------
    tables : Table or sequence of Table
        With every figure known; linked tables together, so that they are protected together.
    rules : Rules
    earlier : sequence of Table
        Tables published before; what they show cannot be hidden any more.
    private : sequence of PrivateCells, optional
        What those tables do not show. Without it their hidden cells are only protected as far as a stranger would know
        that they are small.
    how : How
        Exact: the least loss. Fast: for large tables. Quick: to see in seconds about how much is lost. Auto: exact for
        each independent part of up to 200 cells if all parts together have up to 2,000 cells, else fast.
    time_limit : float, optional
        Seconds after which no better pattern is looked for. The exact method then gives the best it has, with the gap
        to the least loss possible. The fast method makes no further attempt and shows no further cell again; its first
        pattern, which protects every cell, is always completed.
    progress : callable, optional
        Called with what is being done, how much of it is done, and how much there is.

    Returns
    -------
    Protected

    Raises
    ------
    InvalidData
        If a figure is not known, was published before as another, or parts do not add up as specified; names rows.
    NotPossible
        If no pattern protects a cell; names it.

    Notes
    -----
    Cells are sensitive by the rules; others are hidden so that for each sensitive cell there are possible tables in
    which it takes either end of its protection interval. Then the publication is audited as an attacker would, together
    with earlier releases; if a cell fails, the cheapest figure that unmasks it is hidden too, and so on. The audit
    accepts possible tables found before, after it has checked that they agree with everything published; so the
    guarantee is the same for a million cells as for ten. Unless the
    specification decides it, zeros are published if everything can be protected so, else they may be hidden.

    References
    ----------
    .. [1] Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
       constraints. Management Science 47, 1008-1027.
    .. [2] Castro, J. (2012). Recent advances in optimization techniques for statistical tabular data protection.
       European Journal of Operational Research 216, 257-269.

    Examples
    --------
    >>> from disclosure.tables.read_specification import parse_specification
    >>> from disclosure.tables.read_table import read_table
    >>> read = parse_specification('''
    ... title = "Victims by sex and age"
    ... [[dimension]]
    ... name = "sex"
    ... total = "all"
    ... partition = [{ parent = "all", parts = ["F", "M"] }]
    ... [[dimension]]
    ... name = "age"
    ... total = "all"
    ... partition = [{ parent = "all", parts = ["child", "adult"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { sex = "sex", age = "age" }
    ... ''')
    >>> sex, age = ["all"] * 3 + ["F"] * 3 + ["M"] * 3, ["all", "child", "adult"] * 3
    >>> figures = ["60", "23", "37", "40", "20", "20", "20", "3", "17"]
    >>> safe = protect(read_table({"sex": sex, "age": age, "value": figures}, read), Rules())
    >>> print(safe.summary)
    9 cells: 1 hidden as sensitive, 3 more to protect them
    (33.3% of cells, 23.8% of the sum of figures); no pattern loses less
    """
    several = [tables] if isinstance(tables, Table) else list(tables)
    if several and several[-1].specification.zeros is not Zeros.IF_POSSIBLE:
        return _protect(several, rules, tuple(earlier), tuple(private), How(how), time_limit, progress)
    rest = tuple(earlier), tuple(private), How(how), time_limit, progress
    try:
        return _protect(_with_zeros(several, Zeros.PUBLISHED), rules, *rest)
    except NotPossible as error:
        # The error is let go, and with it all that the first attempt holds.
        why = str(error)
    found = _protect(_with_zeros(several, Zeros.MAY_BE_HIDDEN), rules, *rest)
    note = f"Zeros may stand under the signs too, for with zeros published not all can be protected: {why}"
    return replace(found, notes=(*found.notes, note))


def _with_zeros(tables: Sequence[Table], zeros: Zeros) -> list[Table]:
    return [replace(table, specification=replace(table.specification, zeros=zeros)) for table in tables]


def _protect(
    several: Sequence[Table],
    rules: Rules,
    earlier: tuple[Table, ...],
    private: tuple[PrivateCells, ...],
    how: How,
    time_limit: float | None,
    progress: Progress,
) -> Protected:
    gathered = gather(several)
    _check_all_known(gathered)
    cells = complete(add_missing_parts(gathered))
    cells = fill(cells, relate(cells), len(gathered))
    relations = relate(cells)
    sensitive = primary(cells, rules)
    view = view_of(cells, earlier)

    def choose_with(view: View, how: How) -> Choice:
        return choose(cells, relations, sensitive, rules, view, how, seconds=time_limit, progress=progress)

    choice = _choose(cells, view, how, choose_with)
    own = own_cells(cells, sensitive, view)
    others = choice.hidden[: len(cells)] & ~view.unpublished & ~own
    work = _Work(cells, sensitive, own, rules, choice, earlier, private, relations, view, progress)
    published, rounds, others = work.repair(others)
    return work.make_result(published, rounds, others)


def _choose(cells: Cells, view: View, how: How, choose_with: Callable[[View, How], Choice]) -> Choice:
    """The cells to hide; where cells that must be published are in the way, the error names them."""
    try:
        return choose_with(view, how)
    except NotPossible as error:
        if view.required is None or not view.required.any():
            raise
        why = error
    free = replace(view, required=None)
    try:
        other = choose_with(free, How.FAST)
    except NotPossible:
        raise why from None
    wrong = np.flatnonzero(other.hidden[: len(cells)] & np.asarray(view.required, bool))
    named = "; ".join(cells.describe(int(cell)) for cell in wrong[:NAMED])
    more = f", and {len(wrong) - NAMED:,} more" if len(wrong) > NAMED else ""
    raise NotPossible(
        f"Not everything can be protected while every figure that must be published is: without that, {named}{more} "
        f"would be hidden. Require fewer of them to be published. {why}"
    )


def _check_all_known(cells: Cells) -> None:
    open_ = np.flatnonzero(cells.low != cells.high)
    if len(open_):
        raise InvalidData(
            f"The figure of {cells.describe(int(open_[0]))} is not known, nor are {len(open_) - 1} others. Protection "
            "starts from the true figures; to examine a published table, audit it."
        )


@dataclass(frozen=True, eq=False)
class _Work:
    """From a choice of cells to tables that passed an audit."""

    cells: Cells
    sensitive: Primary
    own: Flags
    rules: Rules
    choice: Choice
    earlier: tuple[Table, ...]
    private: tuple[PrivateCells, ...]
    relations: Relations
    view: View
    progress: Progress

    def repair(self, others: Flags) -> tuple[Audit, int, Flags]:
        """Audit what would be published, and hide more as long as a cell fails."""
        others, rounds = others.copy(), 0
        while True:
            found = self._audit_tables(others)
            if found.is_safe or rounds == REPAIRS or not self._hide_more(found, others):
                return found, rounds, others
            rounds += 1

    def make_result(self, found: Audit, rounds: int, others: Flags) -> Protected:
        """The protected tables with their audit; refuses if the audit still fails."""
        if not found.is_safe:
            worst = "; ".join(map(str, found.findings(3)))
            raise NotPossible(
                f"{int(found.failing.sum())} cells can still be bounded inside their protection interval: {worst}. "
                "Publish coarser categories, or leave out a margin."
            )
        summary = self._summary(others)
        tables, private = self._mask_tables(others), self._private_cells(others)
        return Protected(tables, self.cells, self.own, others, self.rules, summary, found, private, self._notes(rounds))

    def _private_cells(self, others: Flags) -> PrivateCells:
        """The true figures of all cells that somebody lists and these tables do not show."""
        cells = self.cells
        unseen = np.flatnonzero(self.own | others | (self.view.unpublished & cells.listed))
        low, high = (np.where(self.own, side, cells.low)[unseen] for side in (self.sensitive.low, self.sensitive.high))
        labels = [np.array(names, object)[cells.codes[unseen, i]] for i, names in enumerate(cells.categories)]
        keys = tuple(zip(*(column.tolist() for column in labels), strict=True)) if labels else ((),) * len(unseen)
        names = tuple(dimension.name for dimension in cells.specification.dimensions)
        return PrivateCells(names, keys, cells.low[unseen], low, high)

    def _summary(self, others: Flags) -> Summary:
        seen, figures = ~self.view.unpublished, np.abs(self.cells.low)
        softened = int((self.own & seen & self.choice.told.soft).sum())
        counts = (int(seen.sum()), int((self.own & seen).sum()), softened, int(others.sum()))
        loss = float(self.choice.problem.cost[: len(others)][others].sum())
        gap = None if self.choice.least is None else max(0.0, loss - self.choice.least) / loss if loss else 0.0
        return Summary(*counts, float(figures[seen].sum()), float(figures[others].sum()), gap)

    def _notes(self, rounds: int) -> tuple[str, ...]:
        lost = np.flatnonzero(self.view.public & self.sensitive.flags)
        notes = [f"{self.cells.describe(int(cell))} is sensitive but was published before." for cell in lost[:100]]
        if rounds:
            notes.append(f"The audit asked for more cells to be hidden in {rounds} rounds.")
        if self.cells.specification.zeros is Zeros.PUBLISHED:
            notes.append("Zeros are published as they are: that nobody was counted is taken to harm nobody.")
        return tuple(notes)

    def _audit_tables(self, others: Flags) -> Audit:
        """Audit the tables by the protection intervals of the rules, not by what the signs tell."""
        tables, private = self._mask_tables(others), (*self.private, self._private_cells(others))
        visible = [table.visible() for table in (*self.earlier, *tables)]
        hidden = [one.to_table(tables[-1].specification) for one in private]
        needed = self.rules.interval if self.rules.below is not None else None
        self.progress("audit", 0, 0)
        return examine(
            gather([*hidden, *visible]),
            truth=self._true_relations,
            needed=needed,
            private=private,
            beforehand=self._know,
            progress=self.progress,
        )

    def _know(self, cells: Cells) -> Known | None:
        """The true table among the audit's cells, and the second tables found; the audit checks these anew."""
        place = locate(cells, self.cells)
        if (place < 0).any():
            return None
        moves = sp.csr_array(self.choice.proofs[:, place])
        moves.eliminate_zeros()
        return Known(self.cells.low[place], moves)

    def _true_relations(self, cells: Cells, relations: Relations) -> Relations:
        """Relations as the publisher knows them to hold: who believes the others is misled, not informed."""
        place = locate(cells, self.cells)
        known = place >= 0
        value = np.where(known, self.cells.low[place], 0.0)
        left = relations.matrix @ value
        sure = abs(relations.matrix) @ (~known).astype(float) == 0
        loose = relations.doubtful & sure & (np.abs(left) > 1e-6)
        broken = relations.doubtful & ((sure & (left < -1e-6)) | ~sure)
        return relations.loosen(loose).without(broken)

    def _exceptions(self, others: Flags) -> tuple[NotAddingUp, ...]:
        """Parents whose parts do not add up, where hidden figures keep the reader from seeing it."""
        relations, cells = self.relations, self.cells
        left = relations.matrix @ cells.low
        unseen = self.choice.problem.forced[: len(cells)] | others
        hidden = abs(relations.matrix) @ unseen.astype(float) > 0
        off = relations.doubtful & hidden & np.where(relations.high == 0, np.abs(left) > 1e-6, left < -1e-6)
        names, parents = [dimension.name for dimension in cells.specification.dimensions], relations.parents
        return tuple(
            NotAddingUp(
                names[int(relations.dimension[row])],
                int(relations.partition[row]),
                bool(left[row] > 0),
                tuple(cells.key(int(parents[row])).values()),
            )
            for row in np.flatnonzero(off).tolist()
        )

    def _hide_more(self, found: Audit, others: Flags) -> bool:
        """Hide the cheapest figure from which each failing cell follows; False if there is none to hide."""
        before, problem = int(others.sum()), self.choice.problem
        place = locate(found.cells, self.cells)
        for failing in np.flatnonzero(found.failing).tolist():
            used = [int(place[cell]) for cell in found.unmasking_cells(failing)]
            may = [cell for cell in used if cell >= 0 and problem.allowed[cell] and not others[cell]]
            if may:
                others[min(may, key=lambda cell: (problem.cost[cell], cell))] = True
        return int(others.sum()) > before

    def _mask_tables(self, others: Flags) -> tuple[Table, ...]:
        """All tables as readers see them, with the sensitive and the other cells hidden."""
        return tuple(self._mask(number, others) for number in range(len(self.cells.tables)))

    def _mask(self, number: int, others: Flags) -> Table:
        table, signs, rules = self.cells.tables[number], self.choice.told, self.rules
        here = self.cells.figure_table == number
        cell_of = np.full(len(table), -1, np.int64)
        cell_of[self.cells.figure_row[here]] = self.cells.figure_cell[here]
        mine, theirs, soft = (np.where(cell_of >= 0, f[cell_of], False) for f in (self.own, others, signs.soft))
        marked, hidden = mine & ~soft, mine | theirs
        values = table.values
        low = np.where(marked, signs.own[0], np.where(hidden, signs.other[0], values.low))
        high = np.where(marked, signs.own[1], np.where(hidden, signs.other[1], values.high))
        kind = np.where(hidden, np.int8(Kind.SUPPRESSED), values.kind).astype(np.int8)
        masked = Values.build(kind, low, high, unit=values.unit)
        markers = {rules.sign: Marker(Kind.SUPPRESSED, *signs.own, sensitive=True)}
        if rules.other_sign is not None:
            markers[rules.other_sign] = Marker(Kind.SUPPRESSED, *signs.other, sensitive=False)
        specification = replace(
            table.specification,
            markers={**table.specification.markers, **markers},
            exceptions=(*table.specification.exceptions, *self._exceptions(others)),
        )
        shown = marked if rules.other_sign is not None else hidden
        return replace(table, specification=specification, values=masked, sensitive=shown).visible()
