"""Headings of a file and columns of layouts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harmonise.layouts.layout import Column, Layout


def normalize_heading(text: object) -> str:
    """A heading without differences that mean nothing: case, spaces, the mark at the beginning of a file."""
    return " ".join(str(text).replace("\ufeff", "").split()).casefold()


@dataclass(frozen=True)
class Match:
    """Which columns of a layout a header has.

    Attributes
    ----------
    columns : dict of str to int
        Names of the layout's columns, and where in the file they are.
    missing : tuple of Column
        Columns that are required and not there.
    unknown : tuple of str
        Headings that the layout does not know.
    repeated : tuple of str
        Headings that are there twice.
    """

    columns: dict[str, int]
    missing: tuple[Column, ...]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether the file has this layout, be it with faults: half of what is required, or of the headings."""
        known = len(self.columns)
        return known > 0 and known >= max(len(self.missing), 1) and 2 * known >= len(self.unknown)


def match_headings(headings: Sequence[str], layout: Layout) -> Match:
    """Find the columns of a layout in a header."""
    names = {normalize_heading(n): c.name for c in layout.columns for n in (c.name, *c.aliases)}
    columns: dict[str, int] = {}
    unknown, repeated = [], []
    for position, heading in enumerate(headings):
        name = names.get(normalize_heading(heading))
        if name is None:
            if normalize_heading(heading):
                unknown.append(str(heading))
        elif name in columns:
            repeated.append(str(heading))
        else:
            columns[name] = position
    missing = tuple(c for c in layout.columns if c.required and c.name not in columns)
    return Match(columns, missing, tuple(unknown), tuple(repeated))


def recognize_layout(headings: Sequence[str], layouts: Iterable[Layout]) -> Layout | None:
    """The layout that knows most of these headings and misses fewest of its own; None if none fits.

    Examples
    --------
    >>> from harmonise.layouts.read_layout import SHIPPED, shipped_layout
    >>> layouts = [shipped_layout(name) for name in SHIPPED]
    >>> recognize_layout(["prs_FirstName", "prs_Gender", "vic_TypeOfExploitation"], layouts).name
    'htcds'
    """
    scored = [(_score(match_headings(headings, layout)), layout) for layout in layouts]
    best = max(scored, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] > 0 else None


def _score(match: Match) -> float:
    return len(match.columns) - 0.5 * len(match.missing) - 0.5 * len(match.unknown) if match.fits else 0.0
