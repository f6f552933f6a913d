"""How capture histories show themselves: as lines, as a page, as a table."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from prevalence.presentation import Row, frame_of, label_lines
from prevalence.subsets import Ints, members


class HistoriesView:
    """The part of `CaptureHistories` that shows it to readers and other programmes."""

    lists: tuple[str, ...]
    counts: Ints
    structural_zeros: frozenset[int]
    source: str
    columns: str

    @property
    def total(self) -> int:
        """Number of distinct people on at least one list."""
        return int(self.counts.sum())

    def label(self, pattern: int) -> str:
        """Names of the lists of a pattern, joined by ×."""
        return "×".join(self.lists[i] for i in members(pattern)) or "no list"

    def describe(self) -> list[str]:
        """One line per pattern that somebody has, fewer lists first."""
        order = sorted(np.flatnonzero(self.counts).tolist(), key=lambda p: (p.bit_count(), members(p)))
        return [f"{self.label(pattern)}: {self.counts[pattern]}" for pattern in order]

    def rows(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Each pattern somebody has as 0/1 per list, with its count."""
        for pattern in np.flatnonzero(self.counts).tolist():
            yield tuple(pattern >> i & 1 for i in range(len(self.lists))), int(self.counts[pattern])

    def to_dict(self) -> Row:
        """Lists, people per pattern, and where they come from."""
        counts = {"".join(map(str, pattern)): people for pattern, people in self.rows()}
        impossible = sorted("".join(str(p >> i & 1) for i in range(len(self.lists))) for p in self.structural_zeros)
        return {
            "lists": list(self.lists),
            "people": self.total,
            "counts": counts,
            "structural_zeros": impossible,
            "source": self.source,
            "columns": self.columns,
        }

    def to_frame(self) -> Any:
        """A pandas data frame that `from_counts` reads: a 0/1 column per list, and the counts."""
        return frame_of([dict(zip(self.lists, pattern, strict=True)) | {"count": n} for pattern, n in self.rows()])

    def summary(self) -> str:
        """Lists with their numbers and people, what was read from where, and who is on which lists."""
        bits = np.arange(len(self.counts))
        sizes = [int(self.counts[bits >> i & 1 == 1].sum()) for i in range(len(self.lists))]
        numbered = [
            ("" if place else "Lists", f"{place + 1} {name}: {size:,}")
            for place, (name, size) in enumerate(zip(self.lists, sizes, strict=True))
        ]
        read = [("Columns", self.columns)] if self.columns else []
        source = [("Source", self.source)] if self.source else []
        patterns = [("" if place else "Patterns", line) for place, line in enumerate(self.describe())]
        return "\n".join(label_lines([("People", f"{self.total:,}"), *source, *read, *numbered, *patterns]))

    def __repr__(self) -> str:
        seen = int((self.counts > 0).sum())
        return f"<{self.total} people on {', '.join(self.lists)}; {seen} of {len(self.counts) - 1} patterns seen>"
