"""A report as officers have written it so far: the layout, the newest text of each paragraph, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.reporting import tree
from palermo.reporting.models import Report, ReportParagraph, ReportSection, TextRevision
from palermo.reporting.states import ParagraphKind, TextAct
from palermo.reporting.writing.content import Content, ParagraphContent, TableContent, read_content
from palermo.reporting.writing.layout import SUMMARY, Part, Piece, lay_out
from palermo.reporting.writing.links import LinkedText
from palermo.reporting.writing.markup import WrittenLine, parse
from palermo.reporting.writing.signatures import Statement
from palermo.reporting.writing.statements import (
    FactIndex,
    StatementChange,
    changes_since,
    read_basis,
    statements_of,
)

# So many paragraphs are read one at a time.
READ_ALONE = 2


class Flag(Enum):
    """Why a text needs attention."""

    CHANGED = "changed"
    BEHIND = "behind"
    MISSING = "missing"


@dataclass(frozen=True)
class TextStatus:
    """How a text of a paragraph stands in one language, and what the record says otherwise than when it was written."""

    language: str
    revision: TextRevision | None
    content: Content | None
    changes: tuple[StatementChange, ...] = ()
    is_behind: bool = False
    is_missing: bool = False

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What needs attention."""
        given = {Flag.CHANGED: bool(self.changes), Flag.BEHIND: self.is_behind, Flag.MISSING: self.is_missing}
        return tuple(flag for flag, is_set in given.items() if is_set)


class CurrentRevisions:
    """The text that counts of each paragraph of a report in each language.

    Read one paragraph at a time, for an act on it, until several are wanted: then all at once.
    """

    def __init__(self, report: Report | None) -> None:
        self._report = report
        self._read: dict[int, dict[str, TextRevision]] = {}
        self._has_all = report is None

    def of(self, paragraph: int, language: str) -> TextRevision | None:
        """The text of one paragraph in one language; None of what nobody has touched."""
        if not self._has_all and paragraph not in self._read:
            if len(self._read) < READ_ALONE:
                self._take(paragraph)
            else:
                self.read_all()
        return self._read.get(paragraph, {}).get(language)

    def read_all(self) -> None:
        """Read those of every paragraph."""
        if not self._has_all and self._report is not None:
            self._has_all, self._read = True, {}
            for revision in current_revisions(self._report):
                self._read.setdefault(revision.paragraph_id, {})[revision.language] = revision

    def _take(self, paragraph: int) -> None:
        assert self._report is not None
        found = current_revisions(self._report).filter(paragraph=paragraph)
        self._read[paragraph] = {revision.language: revision for revision in found}


@dataclass(frozen=True)
class Writing:
    """A generated report and what officers made of it."""

    generated: tree.Report
    slug: str
    original_language: str
    parts: tuple[Part, ...]
    revisions: CurrentRevisions

    @cached_property
    def pieces(self) -> dict[str, Piece]:
        """Every paragraph and table by its key, removed ones too."""
        return {piece.key: piece for part in self.parts for piece in part.pieces}

    @cached_property
    def _indexes(self) -> dict[str, FactIndex]:
        return {}

    def facts(self, language: str) -> FactIndex:
        """What the record gives for each fact, in one language."""
        if language not in self._indexes:
            self._indexes[language] = FactIndex(self.generated, language)
        return self._indexes[language]

    def revision(self, piece: Piece, language: str) -> TextRevision | None:
        """The text that counts in one language; None of what nobody has touched."""
        return self.revisions.of(piece.row.pk, language) if piece.row else None

    def content(self, piece: Piece, language: str) -> Content | None:
        """An officer's text in one language; None where the paragraph follows the record."""
        revision = self.revision(piece, language)
        return read_content(revision.content) if revision else None

    def status(self, piece: Piece, language: str) -> TextStatus:
        """How a text stands in one language."""
        revision, content = self.revision(piece, language), self.content(piece, language)
        original = self.revision(piece, self.original_language)
        is_original = language == self.original_language
        is_written = original is not None and original.content is not None
        rests_on = revision.rests_on if revision else 0
        return TextStatus(
            language,
            revision,
            content,
            changes=tuple(self._changes(piece, language, revision, content)),
            is_behind=not is_original and original is not None and is_written and rests_on < original.number,
            is_missing=content is None and not piece.origins,
        )

    def statements(self, piece: Piece, language: str, content: Content | None) -> tuple[Statement, ...]:
        """What the record gives now for a paragraph and for every other fact that its text states."""
        own = statements_of(piece.generated, language)
        covered = {fact for each in own for fact in each.facts}
        more = [fact for fact in (content.facts if content else ()) if fact not in covered]
        return (*own, *(self.facts(language).statement(fact) for fact in more))

    def in_language(self, language: str) -> tree.Report:
        """The report with what officers wrote in one language in the place of what is generated."""
        self.revisions.read_all()
        summary: tuple[tree.Paragraph, ...] = ()
        sections = []
        for part in self.parts:
            blocks = tuple(block for piece in part.pieces for block in self._blocks(piece, language))
            if part.key == SUMMARY:
                summary = tuple(block for block in blocks if isinstance(block, tree.Paragraph))
            elif blocks or (part.row and not part.row.is_removed):
                sections.append(tree.Section(part.key, part.title, blocks, is_annex=part.is_annex))
        return replace(self.generated, summary=summary, sections=tuple(sections))

    def _changes(
        self, piece: Piece, language: str, revision: TextRevision | None, content: Content | None
    ) -> Iterator[StatementChange]:
        if revision is None or content is None:
            return
        stated = None if isinstance(content, TableContent) else frozenset(content.facts)
        now = self.statements(piece, language, content)
        yield from changes_since(read_basis(revision.basis), now, stated)

    def _blocks(self, piece: Piece, language: str) -> Iterator[tree.Block]:
        if piece.is_removed:
            return
        content = self.content(piece, language)
        if content is None and piece.generated is not None:
            yield piece.generated
        elif isinstance(content, ParagraphContent):
            yield _written_paragraph(piece, content)
        elif isinstance(content, TableContent):
            yield _written_table(piece, content)
        elif not piece.origins or self._is_written_elsewhere(piece):
            yield self._gap(piece)

    def _is_written_elsewhere(self, piece: Piece) -> bool:
        """Whether an officer wrote in another language what the record no longer gives."""
        return any(self.content(piece, code) is not None for code in CODES)

    def _gap(self, piece: Piece) -> tree.Block:
        text = tree.RecordText(MultilingualText(), tree.Source("reports", self.slug), "paragraphs")
        if piece.kind is ParagraphKind.TABLE:
            # Word takes no row without a cell.
            return tree.Table(piece.key, (text,), ((),), ())
        return tree.Paragraph(piece.key, (tree.Clause(text, (tree.Fact("reports", self.slug, "paragraphs"),)),))


def read_writing(generated: tree.Report, report: Report | None) -> Writing:
    """What officers have written in a report so far.

    Parameters
    ----------
    generated : tree.Report
        The report as it is made from the record now.
    report : Report or None
        Its row; without one nobody can have written.

    Returns
    -------
    Writing
    """
    if report is None:
        return Writing(generated, "", "en", lay_out(generated), CurrentRevisions(None))
    rows = ReportSection.objects.filter(report=report).select_related("officer")
    sections = list(rows.order_by("position", "pk"))
    for section in sections:
        section.report = report
    paragraphs = list(ReportParagraph.objects.filter(report=report).order_by("section", "position", "pk"))
    parts = lay_out(generated, sections, paragraphs)
    revisions = CurrentRevisions(report if paragraphs else None)
    return Writing(generated, report.slug, report.original_language, parts, revisions)


def current_revisions(report: Report) -> QuerySet[TextRevision]:
    """The text that counts of each paragraph in each language."""
    of_text = TextRevision.objects.filter(paragraph=OuterRef("paragraph"), language=OuterRef("language"))
    newest = of_text.exclude(act=TextAct.REJECTED).order_by("-number").values("pk")[:1]
    return TextRevision.objects.filter(paragraph__report=report, pk=Subquery(newest))


def _written_paragraph(piece: Piece, content: ParagraphContent) -> tree.Paragraph:
    first, *others = content.lines()
    like = piece.generated if isinstance(piece.generated, tree.Paragraph) else None
    return tree.Paragraph(
        piece.block,
        (_clause(first),),
        tuple(tree.Subparagraph((_clause(line),)) for line in others),
        numbered=like.numbered if like else True,
        emphasis=like.emphasis if like else False,
    )


def _clause(line: WrittenLine) -> tree.Clause:
    return tree.Clause(line.content, line.facts)


def _written_table(piece: Piece, content: TableContent) -> tree.Table:
    like = piece.generated if isinstance(piece.generated, tree.Table) else None
    return tree.Table(
        piece.block,
        _cell(content.caption),
        tuple(_cell(each) for each in content.headings),
        tuple(tuple(_cell(each) for each in row) for row in content.rows if any(row)),
        like.sources if like else tuple(dict.fromkeys(fact.source for fact in content.facts)),
        like.picture if like else None,
    )


def _cell(text: str) -> tuple[tree.Inline, ...]:
    return tuple(line.content for line in parse(LinkedText(text)))
