"""What is wrong with the figures of a return, found without a database: while typing, in workbooks, at completion.

A figure is read as the values that it may stand for. A count stands for itself, zero for zero, a withheld figure for
all between its limits, one that was not recorded for every number. Where the question does not apply there is nothing
to count, so it stands for zero; only as the upper side of a comparison it says nothing. A rule is broken if no choice
of values fulfils it: a sum of which a part was not recorded must be at least the sum of the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from math import ceil, inf
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.languages import active_language
from palermo.core.speech.lists import format_list
from palermo.core.speech.numbers import format_integer
from palermo.core.text import plain
from palermo.returns.cells import Place, Sheet, cells_of, rows_of
from palermo.returns.names import CellNames, Names
from palermo.returns.states.returns import ValueKind
from palermo.returns.structure import Rule, Side, Structure

# What is checked in every table, whatever the rules of the questionnaire are.
EMPTY = "empty"
NEGATIVE = "negative"
LIMITS = "limits"
ABOVE_TOTAL = "above-total"
TOTALS_DIFFER = "totals-differ"
ROWS_ABOVE_TOTAL = "rows-above-total"


class Figure(Protocol):
    """What a cell holds: an entry of a form, or the figure of a return."""

    @property
    def kind(self) -> str:
        """One of `ValueKind`."""

    @property
    def value(self) -> int | None:
        """The number of a count."""

    @property
    def low(self) -> int | None:
        """The lower limit of a withheld figure, if there is one."""

    @property
    def high(self) -> int | None:
        """The upper limit of a withheld figure, if there is one."""


class Bounds(NamedTuple):
    """The values that a cell may have: `low` to `high`, or any from `low` on where `high` is None."""

    low: int
    high: int | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell.

    `rule` is the rule of the questionnaire or one of the checks of this module; `check` is its kind. `expected` are the
    values that would be right, `found` what is there, None for an empty cell; `others` are the cells it was compared
    with. `expected` is None where anything would do.
    """

    rule: str
    check: str
    severity: str
    table: str
    cell: str
    expected: Bounds | None
    found: Figure | None
    others: tuple[Place, ...] = ()


class _Interval(NamedTuple):
    low: float
    high: float


_ANY = _Interval(0, inf)
_NONE = _Interval(0, 0)


def check_figures(
    structure: Structure, figures: Mapping[Place, Figure], previous: Mapping[Place, Figure] | None = None
) -> list[Fault]:
    """Every fault of a return, in the order of its cells.

    Parameters
    ----------
    structure
        The questionnaire.
    figures
        What was entered, by table and cell. Cells of tables that the structure does not have are left out.
    previous
        The figures of the State for the year before, from which jumps are measured.
    """
    check = _Check(structure, figures, previous or {})
    order = {place: number for number, place in enumerate(check.places())}
    faults = [*check.cell_faults(), *check.rule_faults(), *check.above_totals()]
    faults += [*check.differing_totals(), *check.rows_above_totals()]
    return sorted(faults, key=lambda fault: order.get((fault.table, fault.cell), len(order)))


class _Check:
    def __init__(self, structure: Structure, figures: Mapping[Place, Figure], previous: Mapping[Place, Figure]) -> None:
        self._structure = structure
        self._figures = figures
        self._previous = previous
        self._sheets = {key: Sheet(table, rows_of(table, figures)) for key, table in structure.tables.items()}

    def places(self) -> Iterator[Place]:
        """Every cell, row by row."""
        for key, sheet in self._sheets.items():
            yield from ((key, cell) for cell in cells_of(sheet.table, sheet.rows))

    # Of single cells

    def cell_faults(self) -> Iterator[Fault]:
        """Cells that are empty, negative, or with limits in the wrong order."""
        for place in self.places():
            found = self._figures.get(place)
            if found is None:
                yield Fault(EMPTY, EMPTY, "error", *place, None, None)
            elif min(each for each in (found.value, found.low, found.high, 0) if each is not None) < 0:
                yield Fault(NEGATIVE, NEGATIVE, "error", *place, Bounds(0), found)
            elif found.low is not None and found.high is not None and found.low > found.high:
                yield Fault(LIMITS, LIMITS, "error", *place, Bounds(found.low), found)

    def _interval(self, place: Place) -> _Interval:
        """The values for which a figure may stand; an empty cell says nothing, nor does one that is impossible."""
        figure = self._figures.get(place)
        return _ANY if figure is None else _interval_of(figure)

    # Rules of the questionnaire

    def rule_faults(self) -> Iterator[Fault]:
        """What breaks a rule of the questionnaire."""
        kinds = {"sum": self._sum, "at_most": self._at_most, "range": self._range, "jump": self._jump}
        for rule in self._structure.rules:
            if rule.table in self._sheets:
                yield from kinds[rule.kind](rule, self._sheets[rule.table])

    def _coded(self, rule: Rule, sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...], str]]:
        """The cells with the rule's code on its side: the place of its dimension, the codes of the cell, its key.

        A code of several dimensions is that of the one which has the rule's other codes too.
        """
        wanted = {rule.code, *(() if rule.other_table else rule.of)}
        places = [place for place in sheet.places_of(rule.side) if wanted <= sheet.sides[place].dimension.codes.keys()]
        for place in places[:1]:
            yield from ((place, codes, cell) for codes, cell in sheet.cells.items() if codes[place] == rule.code)

    def _selected(self, rule: Rule, sheet: Sheet) -> Iterator[str]:
        """The cells for which a rule about single cells holds."""
        return (cell for _place, _codes, cell in self._coded(rule, sheet)) if rule.code else iter(sheet.cells.values())

    def _sum(self, rule: Rule, sheet: Sheet) -> Iterator[Fault]:
        for place, codes, cell in self._coded(rule, sheet):
            parts = tuple((rule.table, part) for code in rule.of if (part := sheet.family(place, codes, code)))
            intervals = [self._interval(part) for part in parts]
            low, high = sum(each.low for each in intervals), sum(each.high for each in intervals)
            total = self._interval((rule.table, cell))
            if total.low > high or total.high < low:
                yield self._fault(rule, cell, _bounds(low, high), parts)

    def _at_most(self, rule: Rule, sheet: Sheet) -> Iterator[Fault]:
        """Cells with a code against those with another one, in the same place of the same table or of another."""
        other_key = rule.other_table or rule.table
        other = self._sheets.get(other_key)
        if other is None:
            return
        if other_key == rule.table:
            for place, codes, cell in self._coded(rule, sheet):
                for each in filter(None, (sheet.family(place, codes, code) for code in rule.of)):
                    yield from self._not_above(rule, cell, (other_key, each))
            return
        for place, codes, cell in self._coded(rule, sheet) if rule.code else _all_of(sheet):
            for each in _counterparts(rule, sheet, place, codes, other):
                yield from self._not_above(rule, cell, (other_key, each))

    def _not_above(self, rule: Rule, cell: str, other: Place) -> Iterator[Fault]:
        figure = self._figures.get(other)
        if figure is None or figure.kind == ValueKind.NOT_APPLICABLE:
            return
        limit = _interval_of(figure).high
        if self._interval((rule.table, cell)).low > limit:
            yield self._fault(rule, cell, _bounds(0, limit), (other,))

    def _range(self, rule: Rule, sheet: Sheet) -> Iterator[Fault]:
        low, high = rule.low or 0, inf if rule.high is None else rule.high
        for cell in self._selected(rule, sheet):
            figure = self._figures.get((rule.table, cell))
            if figure is None or figure.kind in {ValueKind.NOT_RECORDED, ValueKind.NOT_APPLICABLE}:
                continue
            found = _interval_of(figure)
            if found.low > high or found.high < low:
                yield self._fault(rule, cell, _bounds(low, high), ())

    def _jump(self, rule: Rule, sheet: Sheet) -> Iterator[Fault]:
        """Figures that are more than so many times the year before, or so many times less. Zero counts as one here."""
        factor = Fraction(rule.factor or 1)
        silent = {ValueKind.NOT_RECORDED, ValueKind.NOT_APPLICABLE}
        for cell in self._selected(rule, sheet):
            place = (rule.table, cell)
            now, before = self._figures.get(place), self._previous.get(place)
            if now is None or before is None or {now.kind, before.kind} & silent:
                continue
            found, last = _interval_of(now), _interval_of(before)
            least, most = ceil(Fraction(last.low) / factor), float(factor * max(last.high, 1))
            if found.low > most or last.low > factor * max(found.high, 1):
                yield self._fault(rule, cell, _bounds(0 if least <= 1 else least, most), ())

    def _fault(self, rule: Rule, cell: str, expected: Bounds, others: tuple[Place, ...]) -> Fault:
        found = self._figures.get((rule.table, cell))
        return Fault(rule.id, rule.kind, rule.severity, rule.table, cell, expected, found, others)

    # Of every table

    def above_totals(self) -> Iterator[Fault]:
        """Parts that are greater than the whole, unless a sum of the questionnaire finds them too."""
        summed = {
            (rule.table, place, rule.code, part)
            for rule in self._structure.rules
            if rule.kind == "sum" and rule.table in self._sheets
            for place, _codes, _cell in self._coded(rule, self._sheets[rule.table])
            for part in rule.of
        }
        for key, sheet in self._sheets.items():
            for place, side in enumerate(sheet.sides):
                for codes, cell in sheet.cells.items() if side.total else ():
                    whole = sheet.family(place, codes, side.total)
                    if whole in {None, cell} or (key, place, side.total, codes[place]) in summed:
                        continue
                    yield from self._above_total(key, cell, whole or "")

    def _above_total(self, key: str, cell: str, whole: str) -> Iterator[Fault]:
        limit = self._interval((key, whole)).high
        if self._interval((key, cell)).low > limit:
            found = self._figures.get((key, cell))
            yield Fault(ABOVE_TOTAL, ABOVE_TOTAL, "error", key, cell, _bounds(0, limit), found, ((key, whole),))

    def differing_totals(self) -> Iterator[Fault]:
        """Two tables with one indicator and the same units break down one number: what they share must be equal."""
        measured = [each for each in self._sheets.values() if each.table.indicator and not each.table.has_open_rows]
        for first, second in combinations(measured, 2):
            one, other = first.table, second.table
            if one.indicator == other.indicator and one.units == other.units:
                yield from self._differing(first, second)

    def rows_above_totals(self) -> Iterator[Fault]:
        """Where rows are open, those that were added are together at most the total that another table has."""
        measured = [sheet for sheet in self._sheets.values() if sheet.table.indicator]
        for listed, other in permutations(measured, 2):
            one, two = listed.table, other.table
            if one.has_open_rows and not two.has_open_rows and (one.indicator, one.units) == (two.indicator, two.units):
                yield from self._rows_above_total(listed, other)

    def _rows_above_total(self, listed: Sheet, other: Sheet) -> Iterator[Fault]:
        shared = _keys(listed) & _keys(other)
        parts: dict[tuple[tuple[str, str], ...], list[Place]] = {}
        for codes, cell in _marginals(listed, shared):
            parts.setdefault(codes, []).append((listed.table.key, cell))
        for codes, cell in _marginals(other, shared):
            place, rows = (other.table.key, cell), tuple(parts.get(codes, ()))
            low = sum(self._interval(row).low for row in rows)
            if low > self._interval(place).high:
                found = self._figures.get(place)
                yield Fault(ROWS_ABOVE_TOTAL, ROWS_ABOVE_TOTAL, "error", *place, _bounds(low, inf), found, rows)

    def _differing(self, first: Sheet, second: Sheet) -> Iterator[Fault]:
        shared = _keys(first) & _keys(second)
        earlier = dict(_marginals(first, shared))
        for codes, cell in _marginals(second, shared):
            if codes not in earlier:
                continue
            other, place = (first.table.key, earlier[codes]), (second.table.key, cell)
            expected, found = self._interval(other), self._interval(place)
            if found.low > expected.high or found.high < expected.low:
                yield Fault(
                    TOTALS_DIFFER,
                    TOTALS_DIFFER,
                    "error",
                    *place,
                    _bounds(expected.low, expected.high),
                    self._figures.get(place),
                    (other,),
                )


def _all_of(sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Every cell of a table, none of them chosen by a code."""
    return ((-1, codes, cell) for codes, cell in sheet.cells.items())


def _counterparts(rule: Rule, sheet: Sheet, place: int, codes: tuple[str, ...], other: Sheet) -> list[str]:
    """The cells of another table with one of the rule's codes, or else the same one, and equal in shared dimensions.

    What only the other table breaks down is taken in total.
    """
    given = {side.dimension.key: code for side, code in zip(sheet.sides, codes, strict=True)}
    key = "" if place < 0 else sheet.sides[place].dimension.key
    found = []
    for wanted in rule.of or (rule.code,):
        chosen = []
        for side in other.sides:
            if key and (side.dimension.key == key or (key not in _keys(other) and wanted in side.dimension.codes)):
                chosen.append(wanted)
            elif side.dimension.key in given:
                chosen.append(given[side.dimension.key])
            else:
                chosen.append(_whole(side))
        if (cell := other.cells.get(tuple(chosen))) is not None:
            found.append(cell)
    return found


def _keys(sheet: Sheet) -> set[str]:
    return {side.dimension.key for side in sheet.sides}


def _whole(side: Side) -> str:
    """The code that contains the others, or the only one there is."""
    codes = side.dimension.codes
    return side.total or (next(iter(codes)) if len(codes) == 1 else "")


def _marginals(sheet: Sheet, shared: set[str]) -> Iterator[tuple[tuple[tuple[str, str], ...], str]]:
    """The cells in which all but certain dimensions are in total or open, by the codes of these."""
    for codes, cell in sheet.cells.items():
        sides = list(zip(sheet.sides, codes, strict=True))
        if all(_is_marginal(side, code, shared) for side, code in sides):
            yield (
                tuple(sorted((side.dimension.key, code) for side, code in sides if side.dimension.key in shared)),
                cell,
            )


def _is_marginal(side: Side, code: str, shared: set[str]) -> bool:
    return side.dimension.key in shared or side.dimension.is_open or code == _whole(side)


def _interval_of(figure: Figure) -> _Interval:
    if figure.kind in {ValueKind.COUNT, ValueKind.ZERO}:
        return _ANY if figure.value is None or figure.value < 0 else _Interval(figure.value, figure.value)
    if figure.kind == ValueKind.NOT_APPLICABLE:
        return _NONE
    if figure.kind == ValueKind.SUPPRESSED:
        low, high = figure.low or 0, inf if figure.high is None else figure.high
        return _ANY if low > high or low < 0 else _Interval(low, high)
    return _ANY


def _bounds(low: float, high: float) -> Bounds:
    return Bounds(int(low), None if high == inf else int(high))


def fault_sentence(fault: Fault, structure: Structure, names: Names | None = None) -> str:
    """A fault in the reader's language: where it is, what was expected, what was found, and what to do.

    `names` are those of codes that the structure has none for, by dimension and code: of rows that were added.
    """
    words = _Words(structure, names)
    if fault.check == EMPTY:
        return _(
            "%(place)s: expected a number or the reason why there is none, found nothing. Enter a number, 0, "
            "or “not recorded”, “not applicable” or “withheld”."
        ) % {"place": words.place(fault.table, fault.cell)}
    rule = next((each for each in structure.rules if each.id == fault.rule), None)
    filled = {
        "place": words.place(fault.table, fault.cell),
        "expected": words.bounds(fault.expected),
        "found": words.describe_found(fault.found),
        "of": words.of(fault),
    }
    if rule and rule.sentence:
        sentence = _("%(place)s: %(rule)s Expected %(expected)s, found %(found)s.") % {
            **filled,
            "rule": plain(rule.sentence),
        }
    else:
        sentence = str(_SENTENCES[fault.check]) % filled
    if fault.check in {NEGATIVE, LIMITS}:
        return sentence
    return _("%(sentence)s %(advice)s") % {"sentence": sentence, "advice": _advice(fault)}


def _advice(fault: Fault) -> str:
    if fault.severity == "error":
        return _("Correct the figures, or explain the difference in a note.")
    return _("Check the figure; if it is right, explain it in a note.")


_SENTENCES = {
    NEGATIVE: gettext_lazy("%(place)s: a figure cannot be below zero; found %(found)s."),
    LIMITS: gettext_lazy("%(place)s: expected an upper limit of %(expected)s, found %(found)s."),
    ABOVE_TOTAL: gettext_lazy("%(place)s: expected %(expected)s, as in %(of)s, found %(found)s."),
    TOTALS_DIFFER: gettext_lazy("%(place)s: expected %(expected)s, as in %(of)s, found %(found)s."),
    ROWS_ABOVE_TOTAL: gettext_lazy(
        "%(place)s: expected %(expected)s, which is the sum of the rows of %(of)s, found %(found)s."
    ),
    "sum": gettext_lazy("%(place)s: expected %(expected)s, which is the sum of %(of)s, found %(found)s."),
    "at_most": gettext_lazy("%(place)s: expected %(expected)s, as in %(of)s, found %(found)s."),
    "range": gettext_lazy("%(place)s: expected %(expected)s, found %(found)s."),
    "jump": gettext_lazy("%(place)s: expected %(expected)s, going by the year before, found %(found)s."),
}


class _Words:
    """What a sentence says of the places and values of a fault."""

    def __init__(self, structure: Structure, names: Names | None) -> None:
        self._names = CellNames(structure, names)

    def place(self, table: str, cell: str) -> str:
        return self._names.place(table, cell)

    def bounds(self, bounds: Bounds | None) -> str:
        """What was expected."""
        if bounds is None:
            return ""
        low, high = bounds
        if high is None:
            return _("at least %(low)s") % {"low": _number(low)}
        if low == high:
            return _number(low)
        if low == 0:
            return _("at most %(high)s") % {"high": _number(high)}
        return _("from %(low)s to %(high)s") % {"low": _number(low), "high": _number(high)}

    def describe_found(self, figure: Figure | None) -> str:
        """What a cell holds."""
        if figure is None:
            return _("nothing")
        if figure.value is not None:
            return _number(figure.value)
        kind = _quote(str(ValueKind(figure.kind).label))
        if figure.low is None and figure.high is None:
            return kind
        limits = self.bounds(Bounds(figure.low or 0, figure.high))
        return _("%(kind)s, %(limits)s") % {"kind": kind, "limits": limits}

    def of(self, fault: Fault) -> str:
        """The cells with which one was compared, by what tells them apart from it."""
        if not fault.others:
            return ""
        table = fault.others[0][0]
        if fault.check == ROWS_ABOVE_TOTAL:
            return _quote(self._names.table(table))
        if table != fault.table:
            return self._names.place(*fault.others[0])
        row = self._names.row(table, fault.cell)
        rows = [self._names.row(*other) for other in fault.others]
        names = rows if any(name != row for name in rows) else [self._names.column(*other) for other in fault.others]
        return format_list(list(map(_quote, names)), active_language().code)


def _quote(name: str) -> str:
    return _("“%(name)s”") % {"name": name}


def _number(number: int) -> str:
    return format_integer(number, active_language().code)
