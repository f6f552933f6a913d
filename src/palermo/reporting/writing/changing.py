"""The report locked for an officer's change, and the further revision of a text that the change makes."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.reporting import rules
from palermo.reporting.building import draft_of
from palermo.reporting.models import Report, ReportParagraph, TextRevision
from palermo.reporting.realization.reports import speak_block
from palermo.reporting.states import TextAct
from palermo.reporting.writing.content import Content, ParagraphContent, TableContent, content_of, plain_content
from palermo.reporting.writing.layout import Piece
from palermo.reporting.writing.report import Writing
from palermo.reporting.writing.rows import write_rows
from palermo.reporting.writing.signatures import Statement
from palermo.reporting.writing.statements import plain_basis, read_basis


def lock_writing(report: Report, by: User) -> tuple[Report, Writing, dict[str, ReportParagraph]]:
    """The report locked for a change, as it is laid out now, with a row for each paragraph.

    Refused if `by` may not change it, or it was issued.
    """
    locked = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_can_change(by, locked)
    writing = draft_of(locked).writing
    return locked, writing, write_rows(locked, writing)


def lock_paragraph(report: Report, key: str, by: User) -> tuple[Writing, ReportParagraph, Piece]:
    """A paragraph locked for a change, with the report as it is laid out now.

    Refused if `by` may not change the report, it was issued, or the paragraph is no longer in it.
    """
    _locked, writing, rows = lock_writing(report, by)
    row = rows.get(key)
    piece = next((each for each in writing.pieces.values() if rows[each.key] == row), None)
    if row is None or piece is None or piece.is_removed:
        raise Refused(_("This paragraph is no longer in the report. Reload the page."))
    return writing, row, piece


def newest_text(writing: Writing, piece: Piece, language: str) -> ParagraphContent:
    """The text as an officer edits it: their own, or the generated one."""
    content = writing.content(piece, language)
    if content is None:
        return generated_text(piece, language)
    return ParagraphContent("") if isinstance(content, TableContent) else content


def generated_text(piece: Piece, language: str) -> ParagraphContent:
    """The text that the record gives for a paragraph; no words where it gives none, or a table."""
    if piece.generated is None:
        return ParagraphContent("")
    block, notes = speak_block(piece.generated, language)[0]
    content = content_of(block, notes, language)
    return ParagraphContent("") if isinstance(content, TableContent) else content


def add_revision(
    writing: Writing,
    piece: Piece,
    row: ReportParagraph,
    language: str,
    content: Content | None,
    act: TextAct,
    by: User,
    *,
    reason: str = "",
    settles: bool = False,
    basis: Sequence[Statement] | None = None,
    rests_on: int | None = None,
) -> TextRevision:
    """A further revision; what it rests on is what the record says now for what is new in it.

    A translation keeps to the revision of the original that it was made from, until somebody confirms it.
    """
    current = writing.revision(piece, language)
    if basis is None:
        earlier = read_basis(current.basis) if current and current.content is not None and not settles else ()
        basis = _basis(earlier, writing.statements(piece, language, content), is_first=not earlier)
    if rests_on is None:
        rests_on = current.rests_on if current else newest_original(writing, piece, language)
    last = TextRevision.objects.filter(paragraph=row, language=language).order_by("-number").first()
    revision = TextRevision.objects.create(
        paragraph=row,
        language=language,
        number=(last.number if last else 0) + 1,
        content=plain_content(content),
        basis=plain_basis(basis) if content is not None else [],
        act=act,
        reason=reason,
        rests_on=rests_on,
        by=by,
        by_name=str(by),
        at=clock.now(),
    )
    record(
        "report_text.saved", row.report, by=by, paragraph=row.key, language=language, number=revision.number, act=act
    )
    return revision


def newest_original(writing: Writing, piece: Piece, language: str) -> int:
    """The revision of the original that a text in another language could rest on; 0 of the original itself."""
    original = writing.revision(piece, writing.original_language)
    return original.number if original and language != writing.original_language else 0


def _basis(earlier: Sequence[Statement], now: Sequence[Statement], *, is_first: bool) -> list[Statement]:
    """What was settled stays as it was; of facts that the officer linked now, what the record says of them now."""
    if is_first:
        return list(now)
    known = {each.name for each in earlier}
    return [*earlier, *(each for each in now if each.name not in known and each.name.startswith("fact|"))]
