"""The tables of a release beside all that was released before: what shows few people, and what can be computed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from disclosure.audit.audit import examine
from disclosure.audit.bounds import Method
from disclosure.audit.result import Audit
from disclosure.audit.silence import find_nobody
from disclosure.errors import InvalidData, NotPossible
from disclosure.release.align import (
    place_private,
    place_table,
    population_dimension,
)
from disclosure.release.before import (
    Before,
    Subject,
    list_undeclared_populations,
    name_pair,
)
from disclosure.release.compare import silent_cells
from disclosure.release.links import (
    Link,
    could_be_within,
    is_declared,
    link_populations,
    rest_of,
)
from disclosure.release.policy import Policy
from disclosure.release.population_list import PopulationList
from disclosure.release.populations import Pair, Side, check_difference, correct_by_truth
from disclosure.release.proposal import OF_TABLES, Check
from disclosure.release.register import Earlier
from disclosure.rules.primary import primary
from disclosure.rules.rules import Rules
from disclosure.tables.cells import Cells, gather, locate
from disclosure.tables.complete import derive
from disclosure.tables.private import PrivateCells
from disclosure.tables.relations import Relations
from disclosure.tables.specification import Population, Specification
from disclosure.tables.table import Table
from disclosure.values.kinds import Kind as Figure

_SHOWN = 5

type Key = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Own:
    """The tables of this release."""

    population: Population
    tables: list[Table]
    private: PrivateCells


@dataclass(frozen=True, eq=False)
class JointAudit:
    """One proposal, read, beside all that was released before."""

    policy: Policy
    rules: Rules
    population: Population
    tables: list[Table]
    truth: list[Table]
    here: Cells
    before: list[Before]
    listed: PopulationList
    listed_as: str
    shown: list[Table]

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
        others = [one for one in self.others if not self.listed.are_disjoint(self.population.id, one.id)]
        dimension = population_dimension(self.population, others, [link.partition for link in self.links])
        return replace(self.joint, dimensions=(*self.joint.dimensions, dimension))

    @cached_property
    def others(self) -> list[Population]:
        """The populations and editions of earlier releases."""
        return list(dict.fromkeys(one.population for one in self.before if one.population != self.population))

    @cached_property
    def pairs(self) -> list[Pair]:
        """This population beside each other one that may have people in common with it."""
        own = self._side(self.population)
        return [
            Pair(own, self._side(one))
            for one in self.others
            if not self.listed.are_disjoint(self.population.id, one.id)
        ]

    def _side(self, population: Population) -> Side:
        some = [one for one in self.before if one.population == population]
        tables = [table for one in some for table in one.tables]
        truth = [table for one in some for table in one.truth(self.joint)]
        own = population == self.population
        return Side(population, [*tables, *(self.tables if own else [])], [*truth, *(self.truth if own else [])])

    @property
    def undeclared(self) -> list[Subject]:
        """The populations of which the register does not say how they are related, and by which figures they differ."""
        open_ = list_undeclared_populations(self.population, self.before, self.listed)
        return [
            Subject(name_pair(self.population, pair.other.population), tuple(pair.list_shown()))
            for pair in self.pairs
            if pair.other.population in open_
        ]

    @cached_property
    def links(self) -> list[Link]:
        """Which populations are in which others: those declared, and, of this one, those that could be."""
        if not self.others:
            return []
        found = link_populations([self.population, *self.others], self.listed)
        own = self._figures[self.population]
        for other in (pair.other.population for pair in self.pairs):
            if self._is_related(other):
                continue
            theirs = self._figures[other]
            if could_be_within(own, theirs):
                found.append(Link(other, (self.population,), declared=False))
            if could_be_within(theirs, own):
                found.append(Link(self.population, (other,), declared=False))
        return found

    def _is_related(self, other: Population) -> bool:
        return is_declared(self.population.id, other.id, self.listed)

    @cached_property
    def _figures(self) -> dict[Population, PrivateCells]:
        """The true figures of each population, with every margin of them, and what signs tell of them."""
        sides = [self._side(one) for one in (self.population, *self.others)]
        return {side.population: _figures_of(side, sides) for side in sides}

    @cached_property
    def rests(self) -> dict[Link, PrivateCells]:
        """Of each link those who are in no part, if there can be any."""
        return {
            link: rest_of(self._figures[link.whole], [self._figures[one] for one in link.parts], self.below)
            for link in self.links
            if not link.complete
        }

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
        separate = [one.name for one in self.policy.lists if one.separate]
        for pair in self.pairs:
            other = pair.other.population
            apart = other.id != self.population.id and not self._is_related(other)
            check_difference(pair, self.below, apart=apart, separate=separate)

    def audit(self) -> Audit:
        """What can be computed from these tables and all that were released before."""
        return self._examine(
            [*self.before, Own(self.population, self.tables, self.private)], needed=self.rules.interval
        )

    def _examine(self, several: Sequence["Before | Own"], needed: tuple[float, float] | None) -> Audit:
        private, tables = [], []
        here = {one.population for one in several}
        for link, rest in self.rests.items():
            # Of those who only could be left it is enough that nobody knows that they are few.
            if link.is_among(here):
                placed = place_private(rest, link.rest)
                if link.declared:
                    private.append(placed)
                else:
                    tables.append(placed.to_table(self.apart))
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
        rests = [
            place_private(rest, link.rest).to_known_table(self.apart) for link, rest in self.rests.items() if len(rest)
        ]
        return [*old, *rests, *(place_table(table, self.population, self.apart) for table in self.truth)]

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
        # Figures of two populations that differ, or are not both known, are not of the same people. Those of a part
        # and of those in no part are no more than the whole.
        holds = sure & ((left == 0) | (np.isinf(relations.high) & (left >= 0)))
        return correct_by_truth(relations.without(across & ~holds), value, there)

    def refuse_computable(self, result: Audit) -> list[Check]:
        """Refuse what this release unmasks, and what nothing proves to be protected; what could be computed without it
        is noted."""
        self._refuse_unproved(result)
        if result.is_safe:
            return []
        failing, new = np.flatnonzero(result.failing).tolist(), self.unmasks(result)
        if new:
            named = "; ".join(str(result.explain(c)) for c in new[:_SHOWN])
            can = "1 hidden figure can" if len(new) == 1 else f"{len(new)} hidden figures can"
            raise NotPossible(
                f"{can} be computed from these tables and what was released before: {named}. Run `disclosure protect` "
                "with the earlier releases, or coarsen the table."
            )
        could = "1 hidden figure" if len(failing) == 1 else f"{len(failing)} hidden figures"
        return [Check("known before", f"{could} could be computed from earlier releases alone; this one adds nothing.")]

    def unmasks(self, result: Audit) -> list[int]:
        """The failing cells that could not be computed as closely before."""
        failing = np.flatnonzero(result.failing).tolist()
        known = self._earlier_bounds() if failing else {}
        return [c for c in failing if not _was_known(result, c, known)]

    def _refuse_unproved(self, result: Audit) -> None:
        unproved = np.flatnonzero(result.unproved).tolist()
        if not unproved or self.unmasks(result):
            return
        named = "; ".join(result.cells.describe(c) for c in unproved[:_SHOWN])
        are = "1 hidden figure is" if len(unproved) == 1 else f"{len(unproved):,} hidden figures are"
        raise NotPossible(
            f"Nothing was found that can be computed, but nothing proves either that {are} protected: {named}. Too "
            "many hidden figures depend on each other. Hide figures with `disclosure protect`, release fewer tables at "
            "once, or coarsen them."
        )

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
        proofs = _describe_proofs(result.proofs)
        return [
            Check("policy", f"{self.policy.title}: figures below {self.policy.below} are not published."),
            Check("small figures", small),
            Check("hidden figures", f"Of {cells:,} figures {hidden:,} are hidden." if not rounded
                  else f"All {cells:,} figures are rounded."),
            Check("truth", "Every figure, and what every sign says, was compared with the true figures."),
            Check("audit", audit),
            *([Check("proof", proofs)] if proofs else []),
        ]  # fmt: skip


_PROOFS = {
    Method.SECOND_TABLE: "other tables in whole numbers, which agree with everything that is published and show the "
    "figure as low and as high as it must be possible",
    Method.CLOSED_FORM: "bounds from sum to sum, which are exact where the sums form no circle",
    Method.INTEGER: "programmes in whole numbers",
    Method.LINEAR: "linear programmes, which are exact for figures that need not be whole",
}


def _describe_proofs(proofs: dict[Method, int]) -> str:
    """By which methods it was proved. Not for how many figures: where one sign stands for all that is hidden, that
    would show how many of them are small."""
    used = [words for method, words in _PROOFS.items() if method in proofs]
    return f"This was proved for each of these figures by {'; or by '.join(used)}." if used else ""


def _figures_of(side: Side, sides: Sequence[Side]) -> PrivateCells:
    """The true figures of a population by the cells of all, with what signs in their place tell."""
    pair = Pair(side, Side(side.population, [t for s in sides for t in s.tables], [t for s in sides for t in s.truth]))
    value, there = pair.true_figures(side)
    low, high = np.zeros(len(value)), np.full(len(value), np.inf)
    if side.tables:
        told = gather([table.visible() for table in side.tables])
        place = locate(pair.cells, told)
        low, high = np.where(place >= 0, told.low[place], low), np.where(place >= 0, told.high[place], high)
    known = np.flatnonzero(there)
    keys = tuple(tuple(pair.cells.key(int(cell)).values()) for cell in known)
    names = tuple(dimension.name for dimension in pair.cells.specification.dimensions)
    return PrivateCells(names, keys, value[known], low[known], high[known])


def _key(result: Audit, cell: int) -> Key:
    return tuple(sorted(result.cells.key(cell).items()))


def _was_known(result: Audit, cell: int, known: dict[Key, tuple[float, float]]) -> bool:
    low, high = known.get(_key(result, cell), (-np.inf, np.inf))
    return bool(low >= result.tightest.low[cell] and high <= result.tightest.high[cell])
