"""The order in which officers have put a report: its generated paragraphs and their own, section by section.

Without any row a report reads as it is generated. With rows, what the record newly gives stands behind what it is
generated behind, and what it no longer gives is gone, unless an officer wrote in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from palermo.reporting import tree
from palermo.reporting.models import ReportParagraph, ReportSection
from palermo.reporting.states import ParagraphKind
from palermo.reporting.writing.signatures import name_clauses

SUMMARY = "summary"


@dataclass(frozen=True)
class Origin:
    """A generated paragraph, known by its section and key, and the sentences taken from it: all where it names none.

    Of several parts of one paragraph, the one that `takes_rest` has its subparagraphs and what the record adds later.
    """

    block: str
    clauses: tuple[str, ...] | None = None
    takes_rest: bool = True


@dataclass(frozen=True)
class Piece:
    """A paragraph or table: what is generated for it now, and its row where it has one."""

    key: str
    generated: tree.Paragraph | tree.Table | None
    row: ReportParagraph | None = None
    origins: tuple[Origin, ...] = ()

    @property
    def kind(self) -> ParagraphKind:
        """Whether it is a paragraph or a table."""
        if self.row:
            return ParagraphKind(self.row.kind)
        return ParagraphKind.TABLE if isinstance(self.generated, tree.Table) else ParagraphKind.PARAGRAPH

    @property
    def block(self) -> str:
        """The key under which it stands in the report: that of what is generated for it, where it stands for one whole
        paragraph, else its own."""
        is_whole = len(self.origins) == 1 and self.origins[0].clauses is None
        return self.generated.key if self.generated is not None and is_whole else self.key

    @property
    def is_removed(self) -> bool:
        """Whether an officer took it out."""
        return self.row is not None and self.row.is_removed


@dataclass(frozen=True)
class Part:
    """A section, an annex or the summary, with its pieces in order."""

    key: str
    title: tuple[tree.Inline, ...]
    pieces: tuple[Piece, ...]
    row: ReportSection | None = None

    @property
    def is_annex(self) -> bool:
        """Whether it stands behind the report as an annex."""
        return self.row is not None and self.row.is_annex


_ORIGINS = TypeAdapter(tuple[Origin, ...])


def read_origins(row: ReportParagraph) -> tuple[Origin, ...]:
    """The generated paragraphs that a row stands for."""
    return _ORIGINS.validate_python(row.origins)


def plain_origins(origins: Iterable[Origin]) -> list[dict[str, object]]:
    """Origins as they are stored."""
    plain: list[dict[str, object]] = _ORIGINS.dump_python(tuple(origins), mode="json")
    return plain


def lay_out(
    report: tree.Report, sections: Sequence[ReportSection] = (), paragraphs: Sequence[ReportParagraph] = ()
) -> tuple[Part, ...]:
    """The report's parts in the order of its officers.

    Parameters
    ----------
    report : tree.Report
        As it is generated from the record.
    sections, paragraphs : sequences of rows
        Those of this report; sections in order, paragraphs in order within their section.

    Returns
    -------
    tuple of Part
        The summary first, where there is one.
    """
    generated = _generated_parts(report)
    if not sections:
        return generated
    blocks = {piece.key: piece.generated for part in generated for piece in part.pieces}
    rows = [(row, read_origins(row)) for row in paragraphs]
    split = _split_clauses(origins for _row, origins in rows)
    laid: dict[int, list[Piece]] = {section.pk: [] for section in sections}
    for row, origins in rows:
        piece = Piece(row.key, _resolve(row.key, origins, blocks, split), row, origins)
        laid[row.section_id].append(piece)
    known = {origin.block for _row, origins in rows for origin in origins}
    parts = _with_new_parts(generated, sections, laid)
    return tuple(_with_new_pieces(parts, generated, known))


def _generated_parts(report: tree.Report) -> tuple[Part, ...]:
    sections: list[tuple[str, tuple[tree.Inline, ...], tuple[tree.Block, ...]]] = []
    if report.summary:
        sections.append((SUMMARY, (), report.summary))
    sections += [(section.key, section.title, section.blocks) for section in report.sections]
    return tuple(
        Part(key, title, tuple(_generated_piece(f"{key}.{block.key}", block) for block in blocks))
        for key, title, blocks in sections
    )


def _generated_piece(key: str, block: tree.Paragraph | tree.Table) -> Piece:
    return Piece(key, block, origins=(Origin(key),))


def _split_clauses(all_origins: Iterable[tuple[Origin, ...]]) -> dict[str, set[str]]:
    """Of generated paragraphs that stand in several parts, the sentences that a part names."""
    named: dict[str, set[str]] = {}
    for origins in all_origins:
        for origin in origins:
            if origin.clauses is not None:
                named.setdefault(origin.block, set()).update(origin.clauses)
    return named


def _resolve(
    key: str,
    origins: tuple[Origin, ...],
    blocks: Mapping[str, tree.Paragraph | tree.Table | None],
    split: Mapping[str, set[str]],
) -> tree.Paragraph | tree.Table | None:
    """What the record gives now for a row: one generated block, a part of one, or several as one paragraph."""
    found = [(origin, block) for origin in origins if (block := blocks.get(origin.block)) is not None]
    if len(found) == 1 and found[0][0].clauses is None:
        return found[0][1]
    clauses: list[tree.Clause] = []
    subparagraphs: list[tree.Subparagraph] = []
    first = next((block for _origin, block in found if isinstance(block, tree.Paragraph)), None)
    for origin, block in found:
        if isinstance(block, tree.Paragraph):
            clauses += _taken(origin, block, split.get(origin.block, set()))
            subparagraphs += block.subparagraphs if origin.takes_rest else ()
    if first is None or not (clauses or subparagraphs):
        return None
    return replace(first, key=key, clauses=tuple(clauses), subparagraphs=tuple(subparagraphs))


def _taken(origin: Origin, block: tree.Paragraph, named: set[str]) -> Iterator[tree.Clause]:
    for name, clause in zip(name_clauses(block.clauses), block.clauses, strict=True):
        if origin.clauses is None or name in origin.clauses or (origin.takes_rest and name not in named):
            yield clause


def _with_new_parts(
    generated: tuple[Part, ...], sections: Sequence[ReportSection], laid: Mapping[int, list[Piece]]
) -> list[Part]:
    """The sections in the officers' order; those that the record newly gives behind what they are generated behind."""
    titles = {part.key: part.title for part in generated}
    parts = [Part(row.key, _title(row, titles), tuple(laid[row.pk]), row) for row in sections]
    keys = [part.key for part in parts]
    before = ""
    for part in generated:
        if part.key not in keys:
            at = keys.index(before) + 1 if before else 0
            parts.insert(at, replace(part, pieces=()))
            keys.insert(at, part.key)
        before = part.key
    return parts


def _title(row: ReportSection, titles: Mapping[str, tuple[tree.Inline, ...]]) -> tuple[tree.Inline, ...]:
    if row.title:
        return (tree.RecordText(row.title, tree.Source("reports", row.report.slug), "sections"),)
    return titles.get(row.key, ())


def _with_new_pieces(parts: list[Part], generated: tuple[Part, ...], known: set[str]) -> list[Part]:
    """What the record newly gives, behind the paragraph that it is generated behind, wherever that was moved."""
    pieces = {part.key: list(part.pieces) for part in parts}
    for part in generated:
        before = ""
        for piece in part.pieces:
            if piece.key not in known:
                section, at = _place_behind(before, part.key, pieces)
                pieces[section].insert(at, piece)
            before = piece.key
    return [replace(part, pieces=tuple(pieces[part.key])) for part in parts]


def _place_behind(block: str, section: str, pieces: Mapping[str, list[Piece]]) -> tuple[str, int]:
    for key, of_section in pieces.items():
        for at in reversed(range(len(of_section))):
            if any(origin.block == block for origin in of_section[at].origins):
                return key, at + 1
    return section, 0
