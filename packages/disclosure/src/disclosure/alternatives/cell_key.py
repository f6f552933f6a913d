"""Perturbation by cell key: the same small change of the same cell in every table and every release."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from disclosure.errors import InvalidArgument, InvalidData
from disclosure.tables.table import Table
from disclosure.values.column import Flags, Floats, Values
from disclosure.values.kinds import Kind

LARGEST, VARIANCE = 5, 3.0
SHORTEST = 16
_STEPS = 80
# Beyond this factor of the square of a change its distribution does not change any more.
_STEEPEST = 60.0


@dataclass(frozen=True, eq=False)
class Perturbed:
    """Tables perturbed together.

    Attributes
    ----------
    tables : tuple of Table
        Every figure is an estimate with the limits that follow from the largest change.
    largest : int
        The largest change possible.
    changed : int
        Figures published as another number.
    mean_change, largest_change : float
        Absolute, of figures.
    """

    tables: tuple[Table, ...]
    largest: int
    changed: int
    mean_change: float
    largest_change: float

    def __str__(self) -> str:
        return (
            f"{self.changed:,} figures changed by cell key: by {self.mean_change:.2f} on average, at most "
            f"{self.largest_change:g} of {self.largest}; sums do not add up exactly"
        )


def perturb_tables(
    tables: Table | Sequence[Table],
    *,
    secret: bytes,
    largest: int = LARGEST,
    variance: float = VARIANCE,
    below: int = 0,
    record_keys: Sequence[Floats] = (),
) -> Perturbed:
    """Add to each figure a small change that its cell and its true figure alone decide.

    Parameters
    ----------
    tables : Table or sequence of Table
        Every figure known and whole.
    secret : bytes
        Of the office, at least 16 bytes and the same for all its releases. Who has it can take the changes back.
    largest : int
        No figure changes by more: D.
    variance : float
        Of the change, in squared units of the figures.
    below : int
        No figure from 1 to one less is published.
    record_keys : sequence of array of float, optional
        Of each table for each row the sum of the keys of the records counted in it, each drawn once from 0 to 1.

    Returns
    -------
    Perturbed

    Raises
    ------
    InvalidArgument
        If the secret is too short, the largest change leaves no room, or keys do not fit the tables.
    InvalidData
        If a figure is not a known whole number; names it.

    Notes
    -----
    The change of a figure x is drawn from the distribution on -D to D of largest entropy with mean 0 and the variance
    given under which x plus the change is neither negative nor from 1 to one less than `below`; where no such
    distribution has the variance, from the one nearest to it. A zero is not changed. The number that draws is the cell
    key: the fractional part of the sum of record keys or, without records, a keyed hash of the population, the
    categories that are not at their total, and the figure. So a cell has the same change in every table and release,
    and averaging gains nothing; a figure that was revised has another change. With hashes alone two cells that happen
    to count the same persons have changes that are independent of each other: record keys avoid that. Changed figures
    do not add up.

    The protection is one of probability: the limits beside the figures, together with what adds up in truth, may
    bound a small figure more closely than a rule of suppression allows (`audit_changed` counts such figures).

    References
    ----------
    .. [1] Fraser, B. and Wooton, J. (2005). A proposed method for confidentialising tabular output to protect against
       differencing. Joint UNECE/Eurostat work session on statistical data confidentiality, Geneva.
    .. [2] Marley, J. and Leaver, V. (2011). A method for confidentialising user-defined tables: statistical properties
       and a risk-utility analysis. Proceedings of the 58th World Statistical Congress, 1072-1081.

    Examples
    --------
    >>> from disclosure.tables.read_specification import parse_specification
    >>> from disclosure.tables.read_table import read_table
    >>> read = parse_specification('''
    ... title = "Victims by sex"
    ... [[dimension]]
    ... name = "sex"
    ... total = "all"
    ... partition = [{ parent = "all", parts = ["F", "M"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { sex = "sex" }
    ... ''')
    >>> table = read_table({"sex": ["all", "F", "M"], "value": ["12", "12", "0"]}, read)
    >>> changed = perturb_tables(table, secret=b"kept by the office").tables[0].values
    >>> abs(changed[0].point - 12) <= 5, changed[2].point
    (True, 0.0)
    """
    several = [tables] if isinstance(tables, Table) else list(tables)
    _check(several, secret, largest, below, record_keys)
    keys = [_fraction(keys) for keys in record_keys] or [_hash_cells(table, secret) for table in several]
    draw = _drawing(largest, variance, below)
    made = [_perturb(table, key, draw, largest) for table, key in zip(several, keys, strict=True)]
    change = np.abs(
        np.concatenate(
            [
                (after.values.point - before.values.point)[_known(before)]
                for before, after in zip(several, made, strict=True)
            ]
        )
    )
    mean, most = (float(change.mean()), float(change.max())) if len(change) else (0.0, 0.0)
    return Perturbed(tuple(table.visible() for table in made), largest, int((change > 0).sum()), mean, most)


def change_probabilities(figure: int, *, largest: int = LARGEST, variance: float = VARIANCE, below: int = 0) -> Floats:
    """The probability of each change from -largest to largest of a figure.

    Parameters
    ----------
    figure : int
    largest, variance, below
        As for `perturb_tables`.

    Returns
    -------
    array of float, 2 largest + 1

    Raises
    ------
    InvalidArgument
        If no change from -largest to largest leaves the figure unbiased.

    Notes
    -----
    p(v) is proportional to exp(a v + b v²); a by bisection so that the mean is 0, b so that the variance is the one
    given.
    """
    change = np.arange(-largest, largest + 1, dtype=float)
    after = figure + change
    allowed = (change == 0) if figure == 0 else (after >= 0) & ((after == 0) | (after >= below))
    inside = change[allowed]
    if not len(inside) or inside.min() > 0 or inside.max() < 0:
        raise InvalidArgument(
            f"No change of at most {largest} leaves the figure {figure} unbiased without a figure from 1 to "
            f"{below - 1}. The largest change must be at least {below - 1}."
        )
    result = np.zeros(len(change))
    result[allowed] = _chances_of_largest_entropy(inside, variance)
    return result


def _chances_of_largest_entropy(change: Floats, variance: float) -> Floats:
    def spread(factor: float) -> float:
        return float(_chances_without_bias(change, factor) @ change**2)

    return _chances_without_bias(change, _bisect(spread, variance, _STEEPEST))


def _chances_without_bias(change: Floats, factor: float) -> Floats:
    def weigh(slope: float) -> Floats:
        power = slope * change + factor * change**2
        weight = np.exp(power - power.max())
        return np.asarray(weight / weight.sum(), float)

    steepest = 2 * _STEEPEST * max(1.0, float(np.abs(change).max()))
    return weigh(_bisect(lambda slope: float(weigh(slope) @ change), 0.0, steepest))


def _bisect(rising: Callable[[float], float], wanted: float, most: float) -> float:
    """Where a rising function has a value, from -most to most; the nearer end where it has it nowhere."""
    low, high = -most, most
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2


def _drawing(largest: int, variance: float, below: int) -> Callable[[int], Floats]:
    """For a figure its cumulative probabilities; the same for all figures so large that nothing is excluded."""

    @cache
    def cumulative(figure: int) -> Floats:
        found = change_probabilities(figure, largest=largest, variance=variance, below=below)
        return np.cumsum(found) / found.sum()

    return lambda figure: cumulative(min(figure, largest + below))


def _perturb(table: Table, key: Floats, draw: Callable[[int], Floats], largest: int) -> Table:
    true, known = table.values.point, _known(table)
    point = true.copy()
    for figure in np.unique(true[known]).tolist():
        here = known & (true == figure)
        change = np.searchsorted(draw(int(figure)), key[here], side="right") - largest
        point[here] = figure + np.minimum(change, largest)
    low = np.where(known, np.maximum(point - largest, 0.0), table.values.low)
    high = np.where(known, point + largest, table.values.high)
    kind = np.where(known, np.int8(Kind.ESTIMATED), table.values.kind).astype(np.int8)
    values = Values.build(kind, low, high, point=point, unit=table.values.unit, level=1.0)
    return replace(table, values=values, sensitive=np.zeros(len(table), bool))


def _known(table: Table) -> Flags:
    return ~table.values.is_kind(Kind.NOT_RECORDED, Kind.NOT_APPLICABLE)


def _fraction(keys: Floats) -> Floats:
    return np.asarray(np.asarray(keys, float) % 1.0, float)


def _hash_cells(table: Table, secret: bytes) -> Floats:
    """For each row a number from 0 to 1 that the secret, the population, the cell and its figure decide."""
    population = table.specification.population
    totals = {dimension.name: dimension.total for dimension in table.specification.dimensions}
    found = []
    for row in range(len(table)):
        cell = sorted((name, category) for name, category in table.key(row).items() if category != totals[name])
        text = repr((population.id if population else "", cell, float(table.values.point[row])))
        digest = hmac.new(secret, text.encode(), hashlib.sha256).digest()
        found.append(int.from_bytes(digest[:6], "big") / 2**48)
    return np.array(found, float)


def _check(tables: Sequence[Table], secret: bytes, largest: int, below: int, record_keys: Sequence[Floats]) -> None:
    if len(secret) < SHORTEST:
        raise InvalidArgument(
            f"The secret must have at least {SHORTEST} bytes, so that nobody guesses it, but has {len(secret)}. Draw "
            "one with secrets.token_bytes(32), and keep it for all releases."
        )
    if largest < max(1, below - 1):
        raise InvalidArgument(f"The largest change must be at least {max(1, below - 1)}, but is {largest}.")
    if record_keys and [len(keys) for keys in record_keys] != [len(table) for table in tables]:
        raise InvalidArgument(
            f"Record keys are needed for each row of each table: expected {[len(table) for table in tables]} of them, "
            f"found {[len(keys) for keys in record_keys]}."
        )
    for table in tables:
        values = table.values
        wrong = np.flatnonzero(_known(table) & ((values.low != values.high) | (values.low != np.round(values.low))))
        if len(wrong):
            cell = ", ".join(f"{name} {category}" for name, category in table.key(int(wrong[0])).items())
            raise InvalidData(
                f"Table {table.name!r}, {cell}: the figure is not a known whole number. Perturbation starts from the "
                "true counts."
            )
