"""A column of figures that keeps apart what a reader must not confuse."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

from disclosure.errors import InvalidData
from disclosure.values.kinds import SENTENCES, Kind, Why
from disclosure.values.value import Value

type Floats = npt.NDArray[np.float64]
type Codes = npt.NDArray[np.int8]
type Flags = npt.NDArray[np.bool_]

NO_POINT = -np.inf
SILENT = (Kind.NOT_RECORDED, Kind.NOT_APPLICABLE)


@dataclass(frozen=True, eq=False)
class Values:
    """A column of figures: one kind, interval and reason each.

    Parameters
    ----------
    kind : array of int8, n
        Codes of `Kind`.
    point, low, high : array of float, n
        The figure and its interval; equal for counts, zero for zeros and where there is nothing; the point of a
        suppressed figure is not stored.
    why : array of int8, n
        Codes of `Why`.
    unit : str
        What one counts, for instance "persons".
    level : float
        Chance with which the limits of estimates hold, between 0 and 1.

    Raises
    ------
    InvalidData
        If lengths differ, a figure is not finite, or an interval is upside down; names the row.

    Notes
    -----
    Nothing in the arrays is NaN: what is missing has a kind that says so, and zeros in the numeric columns. A column
    of a million figures takes 26 MB.

    Examples
    --------
    >>> column = Values.of([12, 0, None, (1, 4)])
    >>> [str(value) for value in column]
    ['12', '0', 'not recorded', 'suppressed (1 to 4)']
    """

    kind: Codes
    point: Floats
    low: Floats
    high: Floats
    why: Codes
    unit: str = "persons"
    level: float = 0.95
    _checked: bool = field(default=False, repr=False)

    def __post_init__(self) -> None:
        if not self._checked:
            _check(self)
        for array in (self.kind, self.point, self.low, self.high, self.why):
            array.flags.writeable = False

    @classmethod
    def of(cls, figures: Iterable[float | tuple[float, float] | Kind | None], *, unit: str = "persons") -> Self:
        """From Python objects: numbers, None for not recorded, pairs for suppressed with the interval told, kinds.

        Examples
        --------
        >>> str(Values.of([Kind.NOT_APPLICABLE])[0])
        'not applicable'
        """
        rows = [_row(figure) for figure in figures]
        kind, low, high = zip(*rows, strict=True) if rows else ((), (), ())
        return cls.build(np.array(kind, np.int8), np.array(low, float), np.array(high, float), unit=unit)

    @classmethod
    def build(
        cls,
        kind: Codes,
        low: Floats,
        high: Floats,
        *,
        point: Floats | None = None,
        why: Codes | None = None,
        unit: str = "persons",
        level: float = 0.95,
    ) -> Self:
        """From arrays; a point that is not given is the low limit where the figure is known, and none elsewhere."""
        known = (kind == Kind.COUNT) | (kind == Kind.ZERO)
        points = np.where(known, low, np.where(np.isin(kind, SILENT), 0.0, NO_POINT)) if point is None else point
        reasons = np.zeros(len(kind), np.int8) if why is None else why
        return cls(kind, points, low, high, reasons, unit, level)

    @classmethod
    def counts(cls, figures: npt.ArrayLike, *, unit: str = "persons") -> Self:
        """From numbers that are all known."""
        numbers = np.array(figures, dtype=np.float64)
        kind = np.where(numbers == 0, np.int8(Kind.ZERO), np.int8(Kind.COUNT)).astype(np.int8)
        return cls.build(kind, numbers, numbers.copy(), unit=unit)

    @classmethod
    def estimates(
        cls,
        point: npt.ArrayLike,
        low: npt.ArrayLike,
        high: npt.ArrayLike,
        *,
        unit: str = "persons",
        level: float = 0.95,
    ) -> Self:
        """From estimates with their limits."""
        points, lows, highs = (np.array(side, dtype=np.float64) for side in (point, low, high))
        kind = np.full(len(points), Kind.ESTIMATED, np.int8)
        return cls.build(kind, lows, highs, point=points, unit=unit, level=level)

    @classmethod
    def concatenate(cls, columns: Sequence["Values"]) -> Self:
        """One column after another; units and levels must agree."""
        if len({(column.unit, column.level) for column in columns}) > 1:
            raise InvalidData("Columns of different units or levels cannot be put into one. Convert one of them first.")
        kind, why = (np.concatenate([getattr(c, name) for c in columns]) for name in ("kind", "why"))
        point, low, high = (np.concatenate([getattr(c, name) for c in columns]) for name in ("point", "low", "high"))
        return cls(kind, point, low, high, why, columns[0].unit, columns[0].level, True)

    def take(self, rows: npt.NDArray[np.int64] | Flags) -> Self:
        """Some rows, by number or by flag."""
        point, low, high = self.point[rows], self.low[rows], self.high[rows]
        return type(self)(self.kind[rows], point, low, high, self.why[rows], self.unit, self.level, True)

    def is_kind(self, *kinds: Kind) -> Flags:
        """Which rows are of one of these kinds."""
        return np.isin(self.kind, kinds)

    @property
    def known(self) -> Flags:
        """Which rows hold the figure itself."""
        return self.kind <= Kind.ZERO

    def tally(self) -> dict[str, int]:
        """How many rows there are of each kind, kinds without any left out."""
        numbers = np.bincount(self.kind, minlength=len(Kind))
        return {kind.word: int(numbers[kind]) for kind in Kind if numbers[kind]}

    def __len__(self) -> int:
        return len(self.kind)

    def __getitem__(self, row: int) -> Value:
        kind = Kind(int(self.kind[row]))
        reason = SENTENCES[Why(int(self.why[row]))]
        if kind in SILENT:
            return Value(kind, None, None, None, reason)
        point = float(self.point[row])
        return Value(kind, None if point == NO_POINT else point, float(self.low[row]), float(self.high[row]), reason)

    def __iter__(self) -> Iterator[Value]:
        return (self[row] for row in range(len(self)))

    def __repr__(self) -> str:
        counts = ", ".join(f"{number:,} {word}" for word, number in self.tally().items())
        return f"<{len(self):,} figures in {self.unit}: {counts}>"


def _row(figure: float | tuple[float, float] | Kind | None) -> tuple[int, float, float]:
    if figure is None:
        return Kind.NOT_RECORDED, 0.0, 0.0
    if isinstance(figure, Kind):
        return figure, 0.0, np.inf if figure is Kind.SUPPRESSED else 0.0
    if isinstance(figure, tuple):
        return Kind.SUPPRESSED, *figure
    return (Kind.COUNT if figure else Kind.ZERO), float(figure), float(figure)


def _check(values: Values) -> None:
    lengths = {name: len(getattr(values, name)) for name in ("kind", "point", "low", "high", "why")}
    if len(set(lengths.values())) != 1:
        found = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise InvalidData(f"The parts of a column must be equally long, but are: {found}.")
    _refuse(np.isnan(values.point) | np.isnan(values.low) | np.isnan(values.high), "is not a number (NaN)", values)
    _refuse(~np.isin(values.kind, list(Kind)), "has a kind that does not exist", values)
    _refuse(values.known & ~np.isfinite(values.point), "is known but not finite", values)
    _refuse(values.low > values.high, "has a low limit above its high limit", values)
    _refuse((values.kind == Kind.ZERO) & (values.point != 0), "is said to be zero but is not", values)


def _refuse(wrong: Flags, what: str, values: Values) -> None:
    if wrong.any():
        rows = np.flatnonzero(wrong)
        some = ", ".join(map(str, rows[:5].tolist())) + (" and others" if len(rows) > 5 else "")
        raise InvalidData(f"The figure in row {some} {what}. Give it the kind not recorded, or correct it.")
