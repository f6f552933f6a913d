"""What sources say of the figures of a release, by key, with where each comes from and what was left out."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from palermo.figures.bundles import NAMES, Key

COUNT, ZERO = "count", "zero"
NOT_RECORDED, NOT_APPLICABLE, SUPPRESSED = "not recorded", "not applicable", "suppressed"
SILENT = (NOT_RECORDED, NOT_APPLICABLE)
# So many conflicts are listed one by one; all are counted.
MOST_LISTED = 500


class SourceFigure(NamedTuple):
    """A figure as its source has it: a kind as files have it, the value of a count, the limits of a suppressed one.

    `is_published` is False for a figure that no table shows, but that could be computed from those it does.
    """

    kind: str
    value: int | None = None
    low: int | None = None
    high: int | None = None
    is_published: bool = True

    @property
    def is_known(self) -> bool:
        """Whether it is a number."""
        return self.kind in (COUNT, ZERO)

    def __str__(self) -> str:
        if self.is_known:
            return str(self.value)
        if self.kind != SUPPRESSED or (self.low is None and self.high is None):
            return self.kind
        return f"{self.kind} ({self.low or 0} to {'any' if self.high is None else self.high})"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where figures come from, as the fields of `FigureOrigin`; the same for all figures that share it."""

    unit: str
    source_id: int | None = None
    dataset_edition_id: int | None = None
    of_return_id: int | None = None
    table: str = ""
    source_text: str = ""
    agency: str = ""
    article_id: int | None = None
    article_text: str = ""
    mappings: tuple[str, ...] = ()
    has_conflict: bool = False


@dataclass
class Report:
    """What became of the figures of the sources, for the people who prepare a release.

    Attributes
    ----------
    read : int
        Figures of the indicators, years and breakdowns of the release.
    left_out : Counter
        How many were left out, by the reason.
    labels : Counter
        How often a label without a code was met, by column and label.
    duplicates : int
        Figures that repeat one that was there.
    conflicts : list
        Figures that are another one than that which was used, with both; the first of them.
    conflict_count : int
    losses : list
        What mappings lose, as `harmonise` says it, by language.
    """

    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    duplicates: int = 0
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    conflict_count: int = 0
    losses: list[dict[str, list[str]]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        often = sorted(self.labels.items(), key=lambda pair: (-pair[1], pair[0]))
        return {
            "read": self.read,
            "left_out": dict(sorted(self.left_out.items())),
            "labels": [[*place, number] for place, number in often],
            "duplicates": self.duplicates,
            "conflict_count": self.conflict_count,
            "conflicts": self.conflicts,
            "losses": self.losses,
        }


@dataclass
class Compiled:
    """Figures by key, each with its origin."""

    figures: dict[Key, SourceFigure] = field(default_factory=dict)
    origins: dict[Key, Origin] = field(default_factory=dict)
    report: Report = field(default_factory=Report)

    def add(self, key: Key, figure: SourceFigure, origin: Origin, *, place: str) -> None:
        """Take a figure, unless one of the same cell is there: the first is used, or the first that says anything.

        `place` is where the source has it, for the report.
        """
        self.report.read += 1
        there = self.figures.get(key)
        if there is None:
            self.figures[key], self.origins[key] = figure, origin
            return
        self.report.duplicates += 1
        if there.kind in SILENT and figure.kind not in SILENT:
            self.figures[key], self.origins[key] = figure, origin
        elif _contradicts(there, figure):
            self._note_conflict(key, there, figure, place)

    def _note_conflict(self, key: Key, used: SourceFigure, other: SourceFigure, place: str) -> None:
        self.origins[key] = replace(self.origins[key], has_conflict=True)
        report = self.report
        report.conflict_count += 1
        if len(report.conflicts) < MOST_LISTED:
            named = dict(zip(NAMES, key, strict=True))
            report.conflicts.append({"key": named, "used": str(used), "also": str(other), "place": place})

    def number_origins(self) -> dict[Origin, int]:
        """The origins that figures name, numbered from 1 in the order in which figures first name them."""
        return {origin: number for number, origin in enumerate(dict.fromkeys(self.origins.values()), 1)}


def _contradicts(used: SourceFigure, other: SourceFigure) -> bool:
    """Whether both cannot be true: two numbers, or a number outside the limits of the other."""
    if used.is_known and other.is_known:
        return used.value != other.value
    if used.kind in SILENT or other.kind in SILENT:
        return False
    (low, high), (least, most) = _limits(used), _limits(other)
    return low > most or high < least


def _limits(figure: SourceFigure) -> tuple[float, float]:
    if figure.is_known:
        return float(figure.value or 0), float(figure.value or 0)
    return float(figure.low or 0), float("inf") if figure.high is None else float(figure.high)
