"""The checks on tables before they are released."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from disclosure.audit.audit import examine
from disclosure.audit.result import Audit
from disclosure.audit.silence import find_nobody
from disclosure.errors import InvalidData, NotPossible
from disclosure.release.align import (
    check_categories,
    fit_specification,
    joint_dimensions,
    place_private,
    place_table,
    population_dimension,
)
from disclosure.release.before import Before, list_unmatched, population_of, read_before
from disclosure.release.compare import check_truth, compare_with_truth, silent_cells
from disclosure.release.policy import Policy
from disclosure.release.populations import check_difference
from disclosure.release.proposal import OF_TABLES, Check, Declaration, Proposal
from disclosure.release.read_proposal import read_released, read_truth
from disclosure.release.register import Earlier, Register
from disclosure.release.signing import Signer
from disclosure.rules.primary import primary
from disclosure.rules.read_rules import parse_rules
from disclosure.rules.rules import Rules
from disclosure.tables.cells import Cells, gather, locate
from disclosure.tables.complete import derive
from disclosure.tables.private import PrivateCells
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.relations import Relations
from disclosure.tables.specification import Population, Specification
from disclosure.tables.table import Table
from disclosure.values.kinds import Kind as Figure

_SHOWN = 5

type Key = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Checked:
    """Tables that may be released.

    Attributes
    ----------
    tables : list of Table
    checks : list of Check
    private : PrivateCells
        The true figures they do not show, to be sealed.
    declared : tuple of Declaration
        Those that were needed.
    """

    tables: list[Table]
    checks: list[Check]
    private: PrivateCells
    declared: tuple[Declaration, ...]


def check_tables(
    proposal: Proposal, register: Register, earlier: Sequence[Earlier], policies: Sequence[Policy], signer: Signer
) -> Checked:
    """Compare tables with the true figures, and audit them with all tables released before.

    Parameters
    ----------
    proposal : Proposal
    register : Register
    earlier : sequence of Earlier
        All releases of the data set, withdrawn ones too.
    policies : sequence of Policy
        Oldest first; the last one is in force.
    signer : Signer
        Opens what was sealed with earlier releases.

    Returns
    -------
    Checked

    Raises
    ------
    NotPossible
        Naming what the policy does not allow, what differs from the truth, what can be computed or is below the
        threshold, or what an approver has to declare.
    InvalidData
        If specification, thresholds or truth are missing or contradict themselves or an earlier release, or an earlier
        bundle or its sealed figures are missing.
    """
    if not (proposal.specification.strip() and proposal.thresholds.strip()):
        raise InvalidData("Tables need their specification and their thresholds beside them; both go into the bundle.")
    if not proposal.truth:
        raise InvalidData(
            "Tables need the true figures beside them: without them nobody can say which cells need protection. They "
            "do not go into the bundle."
        )
    policy = policies[-1]
    rules = policy.check_rules(parse_rules(proposal.thresholds))
    read = parse_specification(proposal.specification)
    policy.check_specification(read)
    before = [read_before(register, one, policies, signer) for one in earlier if one.kind in OF_TABLES]
    fitted, unmatched = fit_specification(read, policy)
    joint = replace(fitted, dimensions=joint_dimensions([one.alignment for one in before], policy))
    tables = read_released(fitted, proposal.data, "this release")
    truth = read_truth(fitted, proposal.truth)
    check_categories([*tables, *truth], policy)
    tables, truth = ([replace(table, specification=joint) for table in some] for some in (tables, truth))
    before = [one.align(joint) for one in before]
    here = check_truth(truth)
    compare_with_truth(tables, truth)
    work = _Work(policy, rules, population_of(read), tables, truth, here, before)
    work.refuse_small()
    work.refuse_revised()
    declared = _declarations(proposal.declarations, [*unmatched, *list_unmatched(work.population, before)], earlier)
    work.refuse_differences()
    result = work.audit()
    known = work.refuse_computable(result)
    return Checked(tables, [*work.checks(result, earlier), *known], work.private, declared)


@dataclass(frozen=True, eq=False)
class _Own:
    """The tables of this release."""

    population: Population
    tables: list[Table]
    private: PrivateCells


@dataclass(frozen=True, eq=False)
class _Work:
    """One proposal, read, beside all that was released before."""

    policy: Policy
    rules: Rules
    population: Population
    tables: list[Table]
    truth: list[Table]
    here: Cells
    before: list[Before]

    @property
    def joint(self) -> Specification:
        return self.here.specification

    @property
    def below(self) -> int:
        """From which figure on one may be published; thresholds are as strict as the policy or stricter."""
        return self.rules.below or self.policy.below

    @property
    def apart(self) -> Specification:
        """The dimensions of all, with one that keeps populations apart."""
        others = [one.population for one in self.before if one.population != self.population]
        dimension = population_dimension(self.population, others)
        return replace(self.joint, dimensions=(*self.joint.dimensions, dimension))

    @property
    def same(self) -> list[Before]:
        """Earlier releases about the same people."""
        return [one for one in self.before if one.population == self.population]

    @property
    def in_the_open(self) -> np.ndarray:
        """Which of the true figures stand in the open."""
        figures = [table.take(np.flatnonzero(table.values.known)) for table in self.tables]
        found = np.zeros(len(self.here), bool)
        if any(len(table) for table in figures):
            found[locate(gather([table for table in figures if len(table)]), self.here)] = True
        return found

    @property
    def private(self) -> PrivateCells:
        """The true figures that are not shown, and the intervals they need."""
        cells, sensitive = self.here, primary(self.here, self.rules)
        unseen = np.flatnonzero(~self.in_the_open)
        keys = tuple(tuple(cells.key(int(cell)).values()) for cell in unseen)
        names = tuple(dimension.name for dimension in cells.specification.dimensions)
        low, high = (np.where(sensitive.flags, side, cells.low)[unseen] for side in (sensitive.low, sensitive.high))
        return PrivateCells(names, keys, cells.low[unseen], low, high)

    def refuse_small(self) -> None:
        """Refuse a figure in the open that the rules make sensitive."""
        small = np.flatnonzero(self.in_the_open & primary(self.here, self.rules).flags)
        if len(small):
            named = "; ".join(f"{self.here.describe(int(c))}: {self.here.low[c]:g}" for c in small[:_SHOWN])
            stand = "1 sensitive figure stands" if len(small) == 1 else f"{len(small)} sensitive figures stand"
            raise NotPossible(
                f"{stand} in the open, among them: {named}. Run `disclosure protect` on the tables first."
            )

    def refuse_revised(self) -> None:
        """Refuse another figure for a cell of which an earlier release has one."""
        old = [table for one in self.same for table in one.truth(self.joint)]
        clashes = gather([*old, *self.truth]).clashes if old else ()
        if clashes:
            raise InvalidData(
                f"{clashes[0].removesuffix('; the last was taken.')}; so with {len(clashes) - 1} more. A revised "
                f"figure beside the old one tells more than either: give the population {self.population.id!r} another "
                "edition."
            )

    def refuse_differences(self) -> None:
        """Refuse figures that differ by few people from those of another edition or population."""
        for one in self.before:
            if one.population != self.population:
                check_difference(self.here, self.tables, self.population, one.tables, one.population, self.below)

    def audit(self) -> Audit:
        """What can be computed from these tables and all that were released before."""
        return self._examine(
            [*self.before, _Own(self.population, self.tables, self.private)], needed=self.rules.interval
        )

    def _examine(self, several: Sequence["Before | _Own"], needed: tuple[float, float] | None) -> Audit:
        private, tables = [], []
        for one in several:
            cells = self._under_present_rules(one.private)
            private.append(place_private(cells, one.population))
            tables += [place_table(table.visible(), one.population, self.apart) for table in one.tables]
        hidden = [cells.to_table(self.apart) for cells in private]
        open_ = silent_cells(tables)
        nobody = find_nobody(open_, self._all_true, self._true_relations) if open_ else []
        gathered = gather([*hidden, *open_, *nobody, *tables])
        return examine(gathered, truth=self._true_relations, needed=needed, private=private)

    def _under_present_rules(self, cells: PrivateCells) -> PrivateCells:
        """Private cells with the intervals of then and of now, the wider side of each."""
        rules, value = self.rules, cells.value
        small = (value >= (0 if rules.zeros_are_sensitive else 1)) & (value < self.below)
        low = np.where(small, np.minimum(cells.low, rules.interval[0]), cells.low)
        return replace(cells, low=low, high=np.where(small, np.maximum(cells.high, rules.interval[1]), cells.high))

    @property
    def _all_true(self) -> list[Table]:
        """The true figures of this release and, as far as they are known, of all before."""
        old = [place_table(t, one.population, self.apart) for one in self.before for t in one.truth(self.joint)]
        return [*old, *(place_table(table, self.population, self.apart) for table in self.truth)]

    def _true_relations(self, cells: Cells, relations: Relations) -> Relations:
        """Relations as they hold in truth: where parts do add up, whoever believes it is right."""
        known = gather(self._all_true)
        place = locate(cells, known)
        across = relations.dimension == len(self.joint.dimensions)
        # Margins that nobody publishes follow from the others of the same people. Of a relation with a cell that is not
        # known nothing is used.
        there = place >= 0
        value, there = derive(relations.without(across), np.where(there, known.low[place], 0.0), there)
        left = relations.matrix @ np.where(there, value, 0.0)
        sure = abs(relations.matrix) @ (~there).astype(float) == 0
        relations = replace(relations, high=np.where(sure & (left == 0), 0.0, relations.high))
        # The parts that are known may be more than the whole, whatever the others are.
        whole = (relations.matrix > 0) @ (~there).astype(float) == 0
        loose, broken = relations.doubtful & sure & (left > 0), relations.doubtful & whole & (left < 0)
        # Figures of two populations that differ, or are not both known, are not of the same people.
        return relations.loosen(loose).without(broken | (across & ~(sure & (left == 0))))

    def refuse_computable(self, result: Audit) -> list[Check]:
        """Refuse what this release unmasks; what could be computed without it is noted."""
        if result.is_safe:
            return []
        known = self._earlier_bounds()
        failing = np.flatnonzero(result.failing).tolist()
        new = [c for c in failing if not _was_known(result, c, known)]
        if new:
            named = "; ".join(str(result.explain(c)) for c in new[:_SHOWN])
            can = "1 hidden figure can" if len(new) == 1 else f"{len(new)} hidden figures can"
            raise NotPossible(
                f"{can} be computed from these tables and what was released before: {named}. Run `disclosure protect` "
                "with the earlier releases, or coarsen the table."
            )
        could = "1 hidden figure" if len(failing) == 1 else f"{len(failing)} hidden figures"
        return [Check("known before", f"{could} could be computed from earlier releases alone; this one adds nothing.")]

    def _earlier_bounds(self) -> dict[Key, tuple[float, float]]:
        """The bounds of each cell that can be computed from earlier releases alone."""
        if not self.before:
            return {}
        found = self._examine(self.before, needed=self.rules.interval)
        return {_key(found, c): (found.tightest.low[c], found.tightest.high[c]) for c in range(found.published)}

    def checks(self, result: Audit, earlier: Sequence[Earlier]) -> list[Check]:
        """What was found good, in sentences for the method sheet."""
        of_tables = [r for r in earlier if r.kind in OF_TABLES]
        gone = sum(bool(r.withdrawn) for r in of_tables)
        rules, (low, high) = self.rules, self.rules.interval
        cells = int(sum(len(table) for table in self.tables))
        rounded = any((table.values.kind == Figure.ESTIMATED).any() for table in self.tables)
        # Nothing here may follow from hidden figures: their share of the sum would give away one that is hidden alone.
        hidden = int(sum(table.values.is_kind(Figure.SUPPRESSED).sum() for table in self.tables))
        from_ = 0 if rules.zeros_are_sensitive else 1
        small = f"No figure from {from_} to {self.below - 1} is published."
        audit = (
            f"Every figure that needs protection may be {low:g} to {high:g} or anything in between, for all that can "
            f"be computed from these tables and from {len(of_tables)} earlier releases, {gone} of them withdrawn and "
            f"{len(self.same)} about the same people."
        )
        return [
            Check("policy", f"{self.policy.title}: figures below {self.policy.below} are not published."),
            Check("small figures", small),
            Check("hidden figures", f"Of {cells:,} figures {hidden:,} are hidden." if not rounded
                  else f"All {cells:,} figures are rounded."),
            Check("truth", "Every figure, and what every sign says, was compared with the true figures."),
            Check("audit", audit),
        ]  # fmt: skip


def _declarations(
    given: Sequence[Declaration], needed: Sequence[str], earlier: Sequence[Earlier]
) -> tuple[Declaration, ...]:
    """The declarations that are needed; a missing one, and one about nothing, is refused."""
    before = {about for release in earlier for about in release.declared}
    abouts = {one.about for one in given}
    missing = [about for about in needed if about not in abouts and about not in before]
    if missing:
        named = "; ".join(repr(about) for about in missing)
        raise NotPossible(
            f"Not everything can be matched to what was released before. An approver must declare, with a reason why "
            f"nobody is found by comparing: {named}."
        )
    idle = sorted(abouts - set(needed))
    if idle:
        raise InvalidData(f"Nothing needs a declaration about {idle[0]!r}. Needed: {', '.join(needed) or 'none'}.")
    return tuple(given)


def _key(result: Audit, cell: int) -> Key:
    return tuple(sorted(result.cells.key(cell).items()))


def _was_known(result: Audit, cell: int, known: dict[Key, tuple[float, float]]) -> bool:
    low, high = known.get(_key(result, cell), (-np.inf, np.inf))
    return bool(low >= result.tightest.low[cell] and high <= result.tightest.high[cell])
