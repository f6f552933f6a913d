"""Hiding what is sensitive in the table of a release, and what gives it away. Knows nothing of the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from disclosure import Values, fill_signs, parse_rules, parse_specification, protect, read_table
from disclosure.alternatives.requiring import require_breakdowns
from disclosure.audit.silence import find_nobody
from disclosure.errors import InvalidData
from disclosure.progress import Progress, silent
from disclosure.release.before import Before
from disclosure.release.population_list import PopulationList
from disclosure.release.populations import Pair, Side
from disclosure.rules.rules import Rules
from disclosure.suppression.believers import hide_from_believers
from disclosure.suppression.protect import Protected
from disclosure.tables.private import PrivateCells
from disclosure.tables.specification import Population, Specification
from disclosure.tables.table import Table
from disclosure.tables.write_table import write_table
from disclosure.values.kinds import KIND_OF_WORD, Kind

from palermo.figures.bundles import NAMES, Key
from palermo.figures.pipeline.compiling.compiled import COUNT, SUPPRESSED, ZERO, SourceFigure
from palermo.figures.pipeline.policies import (
    BELOW,
    HIDDEN,
    MARKERS_BY_SIGN,
    OTHER_FORMS,
    forms_together,
    specification_text,
    thresholds_text,
)

# Stand-ins are drawn by it; what is published shows none of them.
SEED = 2008
NOTHING: Mapping[Key, Key] = {}
NO_LIST, NOBODY = PopulationList({}), Population("", "")
_FORM = NAMES.index("form")

type Flags = npt.NDArray[np.bool_]
type Floats = npt.NDArray[np.float64]


class Trial(NamedTuple):
    """What other ways to publish the figures are tried on.

    Attributes
    ----------
    table : Table
        With every figure known.
    rules : Rules
    earlier : list of Table
        Of releases about the same people.
    private : list of PrivateCells
    silent, unpublished, disputed : array of bool
        Figures of the table that are listed: those of which their source says nothing, those hidden in any case, and
        those hidden because others contradict each other.
    """

    table: Table
    rules: Rules
    earlier: list[Table]
    private: list[PrivateCells]
    silent: "Flags"
    unpublished: "Flags"
    disputed: "Flags"


@dataclass(frozen=True)
class Draft:
    """What a release would publish, and the true figures behind it.

    Attributes
    ----------
    published, truth : bytes
        The files of the gate: CSV with a row for each figure; the truth has figures too that no table shows.
    specification, thresholds : str
    protected : Protected
        What was hidden, at which loss.
    masked : frozenset of Key
        Figures that their sources do not give, so that stand-ins are in the truth.
    near : frozenset of Key
        Figures hidden because an earlier edition shows almost the same.
    disputed : frozenset of Key
        Figures hidden because others would follow from them for a reader who believes sums that may not hold.
    revealing : mapping of Key to Key
        Figures hidden because another would follow from them together with earlier releases, with that other one.
    trial : Trial
    """

    published: bytes
    truth: bytes
    specification: str
    thresholds: str
    protected: Protected
    masked: frozenset[Key]
    near: frozenset[Key]
    disputed: frozenset[Key]
    revealing: Mapping[Key, Key]
    trial: Trial


def figure_of(sign: str) -> SourceFigure:
    """A figure as it is written in files: a number, or one of the signs."""
    if sign not in MARKERS_BY_SIGN:
        return SourceFigure(COUNT if int(sign) else ZERO, int(sign))
    kind, low, high = MARKERS_BY_SIGN[sign]
    return SourceFigure(kind, None, low, high)


def protect_figures(
    figures: Mapping[Key, str | SourceFigure],
    *,
    title: str,
    population: tuple[str, str],
    unit: str,
    before: Sequence[Before] = (),
    listed: PopulationList = NO_LIST,
    required: Collection[str] = (),
    hidden_last: Collection[str] = (),
    revealing: Mapping[Key, Key] = NOTHING,
    how: str = "auto",
    progress: Progress = silent,
) -> Draft:
    """Hide figures below the threshold and those from which they could be computed.

    Parameters
    ----------
    figures : mapping
        Every figure by its key, the values of `bundles.NAMES`; as it is written in files, or as its source has it.
    title, unit : str
    population : pair of str
        Whom the figures count, and in which edition.
    before : sequence of Before
        All that was released before in the register.
    listed : PopulationList
        Which populations there are, and which of them have nobody in common.
    required : collection of str
        Breakdowns of which no figure is hidden to protect others.
    hidden_last : collection of str
        Dimensions whose breakdowns are spared where hiding others protects as well.
    revealing : mapping of Key to Key
        Figures to be hidden in any case, each with one that would follow from it and from what was released before.
    how : str
        As for `disclosure.protect`: "fast" spares the search for a pattern that hides less.
    progress : callable

    Raises
    ------
    disclosure.errors.DisclosureError
        If a figure was released as another before, nothing protects a cell, nothing can stand for a masked figure, or
        a form of exploitation stands beside what may be the sum of several.

    Notes
    -----
    What is masked by its source stays hidden, whatever stands for it meanwhile. What is not recorded may follow from
    other figures all the same, so it is protected like a hidden one; where it follows that nobody is there, every
    reader knows it. A figure that differs by few from one that follows from an earlier edition, or from another
    population that may have people in common, is hidden: the difference would show who was added or taken out. Where
    figures of a source contradict each other, a reader may still believe a sum that does not hold and come upon the
    truth: what such a reader needs is hidden as well.
    """
    specification, thresholds = specification_text(title, population, unit), thresholds_text(title, hidden_last)
    read = parse_specification(specification)
    known = {key: figure_of(each) if isinstance(each, str) else each for key, each in figures.items()}
    earlier = [one.align(read) for one in before]
    same = [one for one in earlier if one.population == read.population]
    _check_forms([*known, *_keys_of(same)])
    released = _released_before(same, read)
    given = known | {key: each for key, each in released.items() if key not in known}
    work = _Work(given, read, same)
    full = work.fill(progress)
    others = [one for one in earlier if one.population != read.population]
    related = [one for one in others if not listed.are_disjoint(population[0], one.population.id)]
    near, sums = work.find_near(full, related)
    if sums:
        # What nobody publishes must be protected as well, where it would show almost what was released before.
        work = _Work(given | sums, read, same)
        full = work.fill(progress)
    rules = parse_rules(thresholds)
    prepared = work.prepare(full, near, revealing)
    if required:
        breakdowns = [tuple(filter(None, each.split("+"))) for each in required]
        (prepared,) = require_breakdowns([prepared], breakdowns, rules)
    known_elsewhere = [*work.same, *work.find_alike(full, related)]
    private = [one.private for one in known_elsewhere]
    shown_before = [table for one in known_elsewhere for table in one.tables]
    done = protect(
        prepared,
        rules,
        earlier=[*shown_before, *work.find_nobody(full)],
        private=private,
        how=how,
        progress=progress,
    )
    marked = work.mark(full, prepared, done)
    more = work.find_disputed(marked, full, prepared, progress)
    published, truth = work.write(full, _hide(marked, more))
    masked = frozenset(key for key, each in known.items() if each.kind == SUPPRESSED)
    disputed = frozenset(work.keys[row] for row in np.flatnonzero(more & marked.values.known).tolist())
    unpublished = work.is_listed & ~work.is_silent & ~prepared.published
    trial = Trial(
        prepared,
        rules,
        shown_before,
        private,
        silent=work.is_listed & work.is_silent,
        unpublished=unpublished,
        disputed=more & marked.values.known,
    )
    return Draft(published, truth, specification, thresholds, done, masked, frozenset(near), disputed, revealing, trial)


def _released_before(same: Sequence[Before], read: Specification) -> dict[Key, SourceFigure]:
    """The true figures of all cells that earlier releases about the same people show or hide: what is hidden now must
    protect them as well, and is found sooner with them at hand than by an audit."""
    found = {}
    for table in (table for one in same for table in one.truth(read)):
        for row, value in enumerate(table.values.low.tolist()):
            figure = SourceFigure(COUNT if value else ZERO, int(value), is_published=False)
            found[tuple(table.key(row).values())] = figure
    return found


def _keys_of(before: Iterable[Before]) -> Iterator[Key]:
    """The figures that earlier releases list."""
    for table in (table for one in before for table in one.tables):
        yield from (tuple(table.key(row).values()) for row in range(len(table)))


def _check_forms(keys: Iterable[Key]) -> None:
    """Refuse forms of exploitation beside a figure that may be their sum: what adds up could not be known."""
    found: dict[Key, set[str]] = defaultdict(set)
    for key in keys:
        found[key[:3]].add(key[_FORM])
    for (state, indicator, year), forms in found.items():
        if OTHER_FORMS in forms and (others := sorted(forms & forms_together())):
            raise InvalidData(
                f"State {state}, indicator {indicator}, year {year}: the form {OTHER_FORMS!r} stands beside "
                f"{others[0]!r}. It may be the sum of all forms that are not told apart, or a form of its own: leave "
                "out one or the other."
            )


def table_of(figures: Mapping[Key, SourceFigure], read: Specification) -> Table:
    """The table of figures by their key, in their order."""
    keys = list(figures)
    columns = {name: [key[place] for key in keys] for place, name in enumerate(NAMES)}
    table = read_table(columns | {"value": ["0"] * len(keys)}, read)
    kinds = np.array([KIND_OF_WORD[each.kind] for each in figures.values()], np.int8)
    low, high = (np.array([_limit(each, side) for each in figures.values()], float) for side in ("low", "high"))
    return replace(table, values=Values.build(kinds, low, high, unit=read.unit))


def _limit(figure: SourceFigure, side: str) -> float:
    if figure.is_known:
        return float(figure.value or 0)
    if figure.kind != SUPPRESSED:
        return 0.0
    given = getattr(figure, side)
    return float(given) if given is not None else (0.0 if side == "low" else np.inf)


class _Work:
    """The figures of one release on their way."""

    def __init__(self, figures: Mapping[Key, SourceFigure], read: Specification, same: Sequence[Before]) -> None:
        self.keys, self.read, self.same = list(figures), read, same
        self.places = {key: number for number, key in enumerate(self.keys)}
        self.given = list(figures.values())
        self.table = table_of(figures, read)
        self.is_silent = self.table.values.is_kind(Kind.NOT_RECORDED, Kind.NOT_APPLICABLE)
        self.is_masked = self.table.values.kind == Kind.SUPPRESSED
        self.is_listed = np.array([each.is_published for each in self.given], bool)

    def fill(self, progress: Progress) -> Table:
        """All figures known: stand-ins for those that are masked, and for those that are not recorded what follows from
        the others."""
        progress("stand-ins", 0, 0)
        values, known = self.table.values, self._known_before()
        low, high = np.where(self.is_silent, 0.0, values.low), np.where(self.is_silent, np.inf, values.high)
        fits = self.is_masked & (known >= low) & (known <= high)
        low, high = np.where(fits, known, low), np.where(fits, known, high)
        kind = np.where(self.is_silent, np.int8(Kind.SUPPRESSED), values.kind).astype(np.int8)
        kind[fits] = np.where(known[fits] == 0, np.int8(Kind.ZERO), np.int8(Kind.COUNT))
        open_ = replace(self.table, values=Values.build(kind, low, high, unit=values.unit))
        return fill_signs(open_, SEED) if (kind == Kind.SUPPRESSED).any() else open_

    def find_nobody(self, full: Table) -> list[Table]:
        """Zeros where nobody can be among those that are not recorded, as if they had been published before."""
        silent = np.flatnonzero(self.is_silent)
        if not len(silent):
            return []
        open_ = self.table.take(silent)
        nothing = Values.build(
            np.full(len(silent), Kind.SUPPRESSED, np.int8),
            np.zeros(len(silent)),
            np.full(len(silent), np.inf),
            unit=self.read.unit,
        )
        return find_nobody([replace(open_, values=nothing)], [full.take(np.flatnonzero(~self.is_silent))])

    def _known_before(self) -> Floats:
        """For each figure the one that stood for it in an earlier release about the same people, not a number if none
        did: two stand-ins for a figure would be a revision."""
        found = np.full(len(self.keys), np.nan)
        for one in self.same:
            for table in one.truth(self.read):
                for row, value in enumerate(table.values.low.tolist()):
                    here = self.places.get(tuple(table.key(row).values()))
                    if here is not None:
                        found[here] = value
        return found

    def find_near(
        self, full: Table, others: Sequence[Before]
    ) -> tuple[dict[Key, tuple[float, float]], dict[Key, SourceFigure]]:
        """Figures that differ by few from those that other editions and populations show or give away.

        Each has an interval around both that must be kept. With them come the sums among them that this release does
        not list, as figures that are not published.
        """
        truth = full.take(np.flatnonzero(~self.is_silent))
        large = (truth.values.low == 0) | (truth.values.low >= BELOW)
        own = Side(self.read.population or NOBODY, [truth.take(np.flatnonzero(large))], [truth])
        near: dict[Key, tuple[float, float]] = {}
        sums: dict[Key, SourceFigure] = {}
        for population in dict.fromkeys(one.population for one in others):
            some = [one for one in others if one.population == population]
            tables = [table for one in some for table in one.tables]
            other = Side(population, tables, [table for one in some for table in one.truth(self.read)])
            for key, (value, low, high) in Pair(own, other).find_near(BELOW).items():
                before = near.get(key, (low, high))
                near[key] = min(low, before[0]), max(high, before[1])
                if key not in self.places:
                    sums[key] = SourceFigure(COUNT if value else ZERO, int(value), is_published=False)
        return near | self._small_beside(near, truth), sums

    def _small_beside(self, near: Mapping[Key, object], truth: Table) -> dict[Key, tuple[float, float]]:
        """The small figures of a State, indicator and year in which small ones must be hidden: a sign that tells that
        these are small would leave no room for the others."""
        figures = _figures_of([truth])
        groups = {key[:3] for key in near if figures.get(key, np.inf) < 2 * BELOW}
        small = {key for key, value in figures.items() if 1 <= value < BELOW and key[:3] in groups}
        return dict.fromkeys(small - near.keys(), (1.0, BELOW - 1.0))

    def find_alike(self, full: Table, others: Sequence[Before]) -> list[Before]:
        """What other editions and populations show and hide of cells that have the same figure there: a reader takes
        them to count the same people."""
        own = _figures_of([full.take(np.flatnonzero(~self.is_silent))])
        found = []
        for one in others:
            theirs = _figures_of(one.truth(self.read))
            equal = {key for key, value in theirs.items() if own.get(key) == value}
            rows = [[n for n in range(len(t)) if tuple(t.key(n).values()) in equal] for t in one.tables]
            tables = [t.take(np.array(some, np.int64)) for t, some in zip(one.tables, rows, strict=True) if some]
            here = np.array([key in equal for key in one.private.keys], bool)
            found.append(replace(one, tables=tables, private=_take_private(one.private, here)))
        return found

    def prepare(self, full: Table, near: Mapping[Key, tuple[float, float]], revealing: Collection[Key]) -> Table:
        """The table as it is protected: what is hidden in any case and has a sign that says nothing is not published,
        and needs an interval of its own."""
        values, size = self.table.values, len(self.keys)
        wide = self.is_masked & ~((values.low >= 1) & (values.high < BELOW))
        own = np.full((size, 2), np.nan)
        own[wide, 0] = np.minimum(values.low, full.values.low)[wide]
        own[wide, 1] = np.where(np.isfinite(values.high), values.high, np.maximum(full.values.low, BELOW - 1.0))[wide]
        is_near = np.zeros(size, bool)
        for number, key in enumerate(self.keys):
            if key in near:
                is_near[number], own[number] = True, near[key]
        shown = self.is_listed & ~self.is_silent & ~wide & ~is_near
        shown &= ~np.array([key in revealing for key in self.keys], bool)
        return replace(full, published=shown, protection=own if (wide | is_near).any() else None)

    def mark(self, full: Table, prepared: Table, done: Protected) -> Table:
        """All figures, with a sign in place of each that is not published."""
        safe = done.tables[0]
        values, size = full.values, len(full)
        kind = np.where(self.is_silent, self.table.values.kind, np.int8(Kind.SUPPRESSED)).astype(np.int8)
        low, high = np.zeros(size), np.where(self.is_silent, 0.0, np.inf)
        sensitive = np.zeros(size, bool)
        shown = np.flatnonzero(prepared.published)
        kind[shown], low[shown], high[shown] = safe.values.kind, safe.values.low, safe.values.high
        sensitive[shown] = safe.sensitive
        return replace(
            full,
            specification=_with_open_sign(safe.specification),
            values=Values.build(kind, low, high, unit=values.unit),
            sensitive=sensitive,
        )

    def find_disputed(self, marked: Table, full: Table, prepared: Table, progress: Progress) -> Flags:
        """What must be hidden as well, so that nothing follows from sums that may not hold."""
        needed = np.full((len(full), 2), np.nan)
        small = (full.values.low >= 1) & (full.values.low < BELOW)
        needed[small] = 1.0, BELOW - 1.0
        if prepared.protection is not None:
            needed = np.where(np.isnan(prepared.protection), needed, prepared.protection)
        needed[marked.values.known | self.is_silent] = np.nan
        listed = np.flatnonzero(self.is_listed)
        earlier = [table.visible() for one in self.same for table in one.tables]
        # A reader of the specification knows of no exceptions.
        plain = replace(marked.take(listed), specification=self.read)
        if prepared.required is not None:
            # As if it had been published before: it cannot be hidden.
            earlier.append(replace(marked.take(np.flatnonzero(prepared.required)), specification=self.read))
        more = np.zeros(len(full), bool)
        more[listed] = hide_from_believers(plain, needed[listed], earlier=earlier, progress=progress)
        return more

    def write(self, full: Table, marked: Table) -> tuple[bytes, bytes]:
        """The file to be published, and that of the truth."""
        return _file_of(marked.take(np.flatnonzero(self.is_listed))), _file_of(
            full.take(np.flatnonzero(~self.is_silent))
        )


def _figures_of(tables: Iterable[Table]) -> dict[Key, float]:
    """Known figures by their key."""
    return {
        tuple(table.key(row).values()): float(value)
        for table in tables
        for row, value in enumerate(table.values.low.tolist())
    }


def _take_private(cells: PrivateCells, here: Flags) -> PrivateCells:
    keys = tuple(key for key, is_here in zip(cells.keys, here.tolist(), strict=True) if is_here)
    return replace(cells, keys=keys, value=cells.value[here], low=cells.low[here], high=cells.high[here])


def _hide(table: Table, rows: Flags) -> Table:
    """With some rows under the sign that says nothing of a figure's size."""
    values = table.values
    kind = np.where(rows, np.int8(Kind.SUPPRESSED), values.kind).astype(np.int8)
    low, high = np.where(rows, 0.0, values.low), np.where(rows, np.inf, values.high)
    masked = Values.build(kind, low, high, unit=values.unit)
    return replace(table, values=masked, sensitive=table.sensitive & ~rows)


def _with_open_sign(specification: Specification) -> Specification:
    """A specification in which the sign of figures hidden for others says nothing of their size."""
    marker = replace(specification.markers[HIDDEN], low=0.0, high=float("inf"))
    return replace(specification, markers={**specification.markers, HIDDEN: marker})


def _file_of(table: Table) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv"
        write_table(path, table)
        return path.read_bytes()
