"""Rows for what officers are about to change: a report that nobody has touched has none."""

from collections.abc import Iterable
from uuid import uuid4

from palermo.reporting.models import Report, ReportParagraph, ReportSection
from palermo.reporting.writing.layout import Piece, plain_origins
from palermo.reporting.writing.report import Writing

KEY_LENGTH = 12


def new_key() -> str:
    """A key for a paragraph or section that an officer adds."""
    return uuid4().hex[:KEY_LENGTH]


def write_rows(report: Report, writing: Writing) -> dict[str, ReportParagraph]:
    """Rows for every section and paragraph as they are laid out now; what has one keeps it.

    Parameters
    ----------
    report : Report
        Locked by the caller.
    writing : Writing
        The report as it was read in the same transaction.

    Returns
    -------
    dict
        Each row by its key, and by that of the generated paragraph that it stands for alone and whole.
    """
    sections = _write_sections(report, writing)
    found: dict[str, ReportParagraph] = {}
    made, moved = list[ReportParagraph](), list[ReportParagraph]()
    for part in writing.parts:
        for position, piece in enumerate(part.pieces):
            row = piece.row or _row(report, piece)
            if row.pk is None:
                made.append(row)
            elif row.position != position:
                moved.append(row)
            row.section, row.position = sections[part.key], position
            found[piece.key] = found[row.key] = row
            if len(piece.origins) == 1 and piece.origins[0].clauses is None:
                found[piece.origins[0].block] = row
    ReportParagraph.objects.bulk_create(made)
    ReportParagraph.objects.bulk_update(moved, ["position"])
    return found


def renumber(rows: Iterable[ReportParagraph]) -> None:
    """Positions in the order given, from 0, in the section that each row names."""
    places: dict[int, int] = {}
    changed = []
    for row in rows:
        row.position = places.get(row.section_id, 0)
        places[row.section_id] = row.position + 1
        changed.append(row)
    ReportParagraph.objects.bulk_update(changed, ["section", "position"])


def _row(report: Report, piece: Piece) -> ReportParagraph:
    return ReportParagraph(report=report, key=new_key(), kind=piece.kind, origins=plain_origins(piece.origins))


def _write_sections(report: Report, writing: Writing) -> dict[str, ReportSection]:
    rows = [part.row or ReportSection(report=report, key=part.key) for part in writing.parts]
    for position, row in enumerate(rows):
        row.position = position
    ReportSection.objects.bulk_create([row for row in rows if row.pk is None])
    ReportSection.objects.bulk_update([row for row in rows if row.pk is not None], ["position"])
    return {row.key: row for row in rows}
