"""What officers write: texts of paragraphs, each change a revision of its own, so that no word is ever lost."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.core.refusals import Refused
from palermo.reporting import tree
from palermo.reporting.models import Report, ReportParagraph, TextRevision
from palermo.reporting.realization.reports import speak_block
from palermo.reporting.states import ParagraphKind, TextAct
from palermo.reporting.writing.changing import add_revision, generated_text, lock_paragraph, newest_original
from palermo.reporting.writing.checking import check_marks, check_text
from palermo.reporting.writing.combining import combine_edits
from palermo.reporting.writing.content import (
    Content,
    ParagraphContent,
    TableContent,
    begin_paragraph,
    content_of,
    read_content,
)
from palermo.reporting.writing.layout import Piece
from palermo.reporting.writing.links import Link
from palermo.reporting.writing.statements import read_basis
from palermo.reporting.writing.tables import combine_tables


class Saved(NamedTuple):
    """The text that counts after a save; `rejected` is the officer's own where a colleague changed the same words."""

    revision: TextRevision
    rejected: TextRevision | None = None


@transaction.atomic
def write_text(
    report: Report,
    key: str,
    language: str,
    text: str,
    *,
    base: int,
    by: User,
    links: Sequence[Link] = (),
    settles: bool = False,
    act: TextAct = TextAct.WRITTEN,
    reason: str = "",
) -> Saved:
    """Keep an officer's text of a paragraph.

    Where a colleague saved another text meanwhile, both edits are combined; where both changed the same words, the
    colleague's counts, and this one is kept beside it for the officer to settle.

    Parameters
    ----------
    report : Report
    key : str
        Of the paragraph.
    language : str
    text : str
        With marks (`writing.markup`).
    base : int
        The revision that the officer began from; 0 for the generated text.
    by : User
    links : sequence of Link
        Facts that the officer linked, beside those whose words remain.
    settles : bool
        Whether the text takes account of what the record says now, so that its flag goes.
    act : TextAct
    reason : str
        Why, or on whose suggestion.

    Returns
    -------
    Saved

    Raises
    ------
    Refused
        If the report was issued, the paragraph is gone, or the marks do not fit together.
    """
    text = check_text(text)
    writing, row, piece = lock_paragraph(report, key, by)
    if row.kind != ParagraphKind.PARAGRAPH:
        raise Refused(_("This is a table. Edit its cells."))
    current = writing.revision(piece, language)
    before = read_content(current.content) if current else None
    if (current.number if current else 0) != base and isinstance(before, ParagraphContent):
        combined = combine_edits(_text_begun_from(piece, row, language, base), text, before.text)
        if combined is None:
            rejected = add_revision(writing, piece, row, language, ParagraphContent(text), TextAct.REJECTED, by)
            assert current is not None
            return Saved(current, rejected)
        text, act = combined, TextAct.COMBINED
    content = _content(piece, language, before, text, links)
    if current and before == content and not settles:
        return Saved(current)
    return Saved(add_revision(writing, piece, row, language, content, act, by, settles=settles, reason=reason))


@transaction.atomic
def write_table(
    report: Report, key: str, language: str, table: TableContent, *, base: int, by: User, settles: bool = False
) -> Saved:
    """Keep an officer's text of a table.

    Where a colleague saved meanwhile, both edits are combined cell by cell; where that cannot be, the colleague's
    table counts, and this one is kept. Refuses as `write_text`; or if a row has not as many cells as there are
    headings.
    """
    writing, row, piece = lock_paragraph(report, key, by)
    for line, cells in enumerate(table.rows, start=1):
        if len(cells) != len(table.headings):
            raise Refused(
                _("Row %(row)d: expected %(expected)d cells, as there are headings, found %(found)d.")
                % {"row": line, "expected": len(table.headings), "found": len(cells)}
            )
    for cell in (table.caption, *table.headings, *(cell for cells in table.rows for cell in cells)):
        check_marks(cell)
    current = writing.revision(piece, language)
    before = read_content(current.content) if current else None
    act = TextAct.WRITTEN
    if (current.number if current else 0) != base and current and isinstance(before, TableContent):
        begun = _table_begun_from(piece, row, language, base)
        combined = combine_tables(begun, table, before) if begun else None
        if combined is None:
            rejected = add_revision(writing, piece, row, language, table, TextAct.REJECTED, by)
            return Saved(current, rejected)
        table, act = combined, TextAct.COMBINED
    facts = before.facts if before else ()
    content = replace(table, facts=facts)
    return Saved(add_revision(writing, piece, row, language, content, act, by, settles=settles))


@transaction.atomic
def take_draft(report: Report, key: str, language: str, *, by: User) -> TextRevision:
    """Let a paragraph follow the record again: the officer's text stays in its history.

    Refused if the report was issued, or the record gives nothing for this paragraph.
    """
    writing, row, piece = lock_paragraph(report, key, by)
    if piece.generated is None:
        raise Refused(_("The record gives no text for this paragraph. Edit it, keep it or remove it."))
    return add_revision(writing, piece, row, language, None, TextAct.TAKEN, by, settles=True)


@transaction.atomic
def keep_text(report: Report, key: str, language: str, *, reason: str, by: User) -> TextRevision:
    """Keep an officer's text although the record says otherwise now, and say why.

    Refused if the report was issued, there is no text to keep, or no reason is given.
    """
    writing, row, piece = lock_paragraph(report, key, by)
    content = writing.content(piece, language)
    if content is None:
        raise Refused(_("This paragraph follows the record: there is no text to keep."))
    if not reason.strip():
        raise Refused(_("State why the text is kept although the record changed."))
    return add_revision(writing, piece, row, language, content, TextAct.KEPT, by, reason=reason.strip(), settles=True)


@transaction.atomic
def restore_text(report: Report, key: str, language: str, number: int, *, by: User) -> TextRevision:
    """Make an earlier text count again, with what it rested on then: what the record changed since is flagged.

    Refused if the report was issued, or there is no such version.
    """
    writing, row, piece = lock_paragraph(report, key, by)
    earlier = _revision(row, language, number)
    if earlier is None:
        raise Refused(_("There is no version %(number)d of this paragraph.") % {"number": number})
    content = read_content(earlier.content)
    basis = read_basis(earlier.basis)
    return add_revision(
        writing, piece, row, language, content, TextAct.RESTORED, by, basis=basis, rests_on=earlier.rests_on
    )


@transaction.atomic
def accept_translation(report: Report, key: str, language: str, *, by: User) -> TextRevision:
    """Confirm that a text still renders the original language, which was changed since.

    Refused if the report was issued.
    """
    writing, row, piece = lock_paragraph(report, key, by)
    content = writing.content(piece, language)
    basis = read_basis(current.basis) if (current := writing.revision(piece, language)) else ()
    rests_on = newest_original(writing, piece, language)
    return add_revision(writing, piece, row, language, content, TextAct.CONFIRMED, by, basis=basis, rests_on=rests_on)


def _revision(row: ReportParagraph, language: str, number: int) -> TextRevision | None:
    return TextRevision.objects.filter(paragraph=row, language=language, number=number).first()


def _text_begun_from(piece: Piece, row: ReportParagraph, language: str, base: int) -> str:
    """The words that an officer began from: those of a revision, or what the record gave where it had none."""
    revision = _revision(row, language, base)
    content = read_content(revision.content) if revision else None
    return content.text if isinstance(content, ParagraphContent) else generated_text(piece, language).text


def _table_begun_from(piece: Piece, row: ReportParagraph, language: str, base: int) -> TableContent | None:
    """The table that an officer began from: that of a revision, or what the record gave where it had none."""
    revision = _revision(row, language, base)
    content = read_content(revision.content) if revision else None
    if content is None and piece.generated is not None:
        block, notes = speak_block(piece.generated, language)[0]
        content = content_of(block, notes, language)
    return content if isinstance(content, TableContent) else None


def _content(piece: Piece, language: str, before: Content | None, text: str, links: Sequence[Link]) -> ParagraphContent:
    if isinstance(before, ParagraphContent):
        return before.rewrite(text, links)
    if isinstance(piece.generated, tree.Paragraph):
        begun = begin_paragraph(piece.generated, language, text)
        return replace(begun, links=tuple(sorted({*begun.links, *links})))
    return ParagraphContent(text, tuple(sorted(links)))
