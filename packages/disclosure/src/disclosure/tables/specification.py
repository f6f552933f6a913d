"""What a table is, as data: dimensions with their hierarchies, layouts, markers, and what adds up."""

from dataclasses import dataclass, field
from enum import StrEnum

from disclosure.errors import InvalidSpecification
from disclosure.values.kinds import Kind


class AddsUp(StrEnum):
    """What an attacker may take for granted about a parent and its parts."""

    EXACTLY = "exactly"
    AT_MOST = "at most"
    UNLESS_CONTRADICTED = "unless contradicted"


class Zeros(StrEnum):
    """What may happen to zeros."""

    IF_POSSIBLE = "published if possible"
    PUBLISHED = "published"
    MAY_BE_HIDDEN = "may be hidden"


class Duplicates(StrEnum):
    """Which of several rows of one cell counts."""

    REFUSE = "refuse"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class Partition:
    """A category and the parts that make it up.

    Attributes
    ----------
    parent : str
    parts : tuple of str
        Categories, or patterns with * that stand for all categories found that no other partition names.
    adds_up : AddsUp
        Exactly; at most, where people exist whom no part shows; or exactly unless the figures contradict it.
    optional : tuple of str
        Parts whose absence means nobody. If another part is absent, the rest adds up to at most the parent.
    listed_parent : bool
        Whether it holds only for a parent that some table lists, and not for a margin that nobody publishes.
    """

    parent: str
    parts: tuple[str, ...]
    adds_up: AddsUp = AddsUp.EXACTLY
    optional: tuple[str, ...] = ()
    listed_parent: bool = False


@dataclass(frozen=True)
class Dimension:
    """One way of dividing what is counted.

    Attributes
    ----------
    name : str
    total : str or None
        The category that stands for all, taken where a table lacks the dimension; None if there is none.
    partitions : tuple of Partition
        A category may be the parent of several: the same total by form and by citizenship.
    labels : dict of str to str
        Spellings found in files and the categories they mean.
    closed : bool
        Whether a label that is neither a category nor a known spelling is refused; so for any dimension without *.
    """

    name: str
    total: str | None = None
    partitions: tuple[Partition, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    closed: bool = True

    @property
    def categories(self) -> tuple[str, ...]:
        """All categories named, the total first."""
        named = [] if self.total is None else [self.total]
        for partition in self.partitions:
            named += [partition.parent, *partition.parts, *partition.optional]
        return tuple(dict.fromkeys(name for name in named if "*" not in name))


@dataclass(frozen=True)
class Marker:
    """What a sign in place of a figure means.

    Attributes
    ----------
    kind : Kind
    low, high : float
        For suppressed figures what the reader is told.
    sensitive : bool
        Whether the figure needs protection itself, or is hidden only to protect others.
    """

    kind: Kind
    low: float = 0.0
    high: float = float("inf")
    sensitive: bool = True


@dataclass(frozen=True)
class Layout:
    """Where a table stands in a file.

    Attributes
    ----------
    name : str
    columns : dict of str to tuple of str
        The column of each dimension; several are joined by " / ".
    value : str
        Column of the figures, in a long table.
    wide : str or None
        The dimension whose categories are columns, in a wide table.
    wide_columns : dict of str to str
        The category of each such column.
    fixed : dict of str to str
        Categories that hold for the whole table.
    file, sheet : str or None
        Where it is, from the specification's folder.
    header_row : int
        Row of the headings, from 1.
    contributions : tuple of str
        Columns of the largest contributions to a cell, largest first, for dominance and p %.
    weight : str or None
        Column that says how much is lost if the cell is hidden.
    unpublished : tuple of dict of str to str
        Cells left out of the publication, by categories: margins that are not published.
    must_be_published : tuple of dict of str to str
        Cells that may not be hidden to protect others, by categories.
    protection : tuple of str
        Two columns with the interval that a cell needs for reasons of its own, blank where it has none.
    """

    name: str
    columns: dict[str, tuple[str, ...]]
    value: str = "value"
    wide: str | None = None
    wide_columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    file: str | None = None
    sheet: str | None = None
    header_row: int = 1
    contributions: tuple[str, ...] = ()
    weight: str | None = None
    unpublished: tuple[dict[str, str], ...] = ()
    must_be_published: tuple[dict[str, str], ...] = ()
    protection: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotAddingUp:
    """A parent whose parts are known not to add up to it, though its partition says that they do.

    Attributes
    ----------
    dimension : str
    partition : int
        Number of the partition in its dimension, from 1.
    at_most : bool
        Whether they add up to at most the parent; else nothing holds.
    categories : tuple of str
        Of the parent, in the order of the dimensions.
    """

    dimension: str
    partition: int
    at_most: bool
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Population:
    """Whom the figures count: what makes two tables tables of the same people.

    Attributes
    ----------
    id : str
        The same for all tables of these people, whatever their titles.
    edition : str
        Of their records: another one after any revision.
    """

    id: str
    edition: str

    def __str__(self) -> str:
        return f"{self.id}, edition {self.edition}"


@dataclass(frozen=True)
class Specification:
    """A publication: its dimensions, and the tables that share cells through them.

    Attributes
    ----------
    title, unit : str
    dimensions : tuple of Dimension
    layouts : tuple of Layout
    markers : dict of str to Marker
    integer : bool
        Whether figures are whole numbers, which an attacker uses.
    zeros : Zeros
        Published if possible: they are hidden too where some cell cannot be protected otherwise.
    duplicates : Duplicates
    thousands, decimal : str
        How numbers are written.
    exceptions : tuple of NotAddingUp
        Single parents whose parts do not add up.
    population : Population or None
        Whom the figures count; the release gate needs it.
    source : str
        The text it was read from, kept with each release.
    """

    title: str
    dimensions: tuple[Dimension, ...]
    layouts: tuple[Layout, ...]
    unit: str = "persons"
    markers: dict[str, Marker] = field(default_factory=dict)
    integer: bool = True
    zeros: Zeros = Zeros.IF_POSSIBLE
    duplicates: Duplicates = Duplicates.REFUSE
    thousands: str = ","
    decimal: str = "."
    exceptions: tuple[NotAddingUp, ...] = ()
    population: Population | None = None
    source: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        names = [dimension.name for dimension in self.dimensions]
        for layout in self.layouts:
            given = {*layout.columns, *layout.fixed} | ({layout.wide} if layout.wide else set())
            spoken = {
                name for cells in (layout.unpublished, layout.must_be_published) for cell in cells for name in cell
            }
            for name in sorted((given | spoken) - set(names)):
                raise InvalidSpecification(
                    f"Table {layout.name!r} speaks of a dimension {name!r}, which is not declared. "
                    f"Dimensions: {', '.join(names)}."
                )
            self._check_totals(layout, given)

    def _check_totals(self, layout: Layout, given: set[str]) -> None:
        for dimension in self.dimensions:
            if dimension.name not in given and dimension.total is None:
                raise InvalidSpecification(
                    f"Table {layout.name!r} has no column for the dimension {dimension.name!r}, which has no total to "
                    "stand in for it. Give it a column, a fixed category, or declare its total."
                )

    def dimension(self, name: str) -> Dimension:
        """The dimension of that name."""
        return next(dimension for dimension in self.dimensions if dimension.name == name)
