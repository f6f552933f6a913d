"""Headings of a file and columns of layouts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harmonise.layouts.layout import Column, Layout

# Marks of footnotes, as statistical offices write them: [note 3], [1], (note 2), ².
NUMBERS = r"\d+(?:, ?\d+)*"
FOOTNOTE = re.compile(
    rf"\[(?:(?:foot)?notes?)? ?{NUMBERS}\]|\((?:foot)?notes? {NUMBERS}\)|[¹²³⁰⁴⁵⁶⁷⁸⁹]+$", re.IGNORECASE
)


def normalize_heading(text: object) -> str:
    """A heading without differences that mean nothing: case, spaces, footnotes, the mark at the beginning of a file.

    Examples
    --------
    >>> normalize_heading("Age at\\n exploitation [note 3]")
    'age at exploitation'
    """
    words = " ".join(str(text).replace("\ufeff", "").split())
    return (FOOTNOTE.sub("", words).strip() or words).casefold()


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
    scored = [(_score(layout, match_headings(headings, layout)), layout) for layout in layouts]
    best = max(scored, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] > 0 else None


def find_nearest(headings: Sequence[str], layouts: Iterable[Layout]) -> tuple[Layout, Match] | None:
    """The layout with most columns in a header, be it that the header does not fit; None if none has any."""
    matches = [(layout, match_headings(headings, layout)) for layout in layouts]
    best = max(matches, key=lambda each: len(each[1].columns), default=None)
    return best if best and best[1].columns else None


def describe_misfit(layout: Layout, match: Match) -> str:
    """What to do about a header that does not fit, as a sentence; empty if nothing can be seen."""
    is_wide = layout.figure and layout.figure not in match.columns and len(match.columns) > 1
    if is_wide and len(match.unknown) > len(layout.columns):
        labels = [each.name for each in match.missing if each.name != layout.figure]
        return (
            f" The {len(match.unknown)} other headings seem to be labels of a column "
            f"({' or '.join(labels) or 'that is missing'}), with figures below them. Expected: one figure a row, in "
            f"the column {layout.figure}, every label repeated in its row. Turn the columns into rows first (unpivot)."
        )
    return ""


def _score(layout: Layout, match: Match) -> float:
    if not match.fits or describe_misfit(layout, match):
        return 0.0
    return len(match.columns) - 0.5 * len(match.missing) - 0.5 * len(match.unknown)
