"""The order of a report: paragraphs added, moved, split, merged and removed, sections added and renamed."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.reporting import tree
from palermo.reporting.models import Report, ReportParagraph, ReportSection
from palermo.reporting.states import ParagraphKind, TextAct
from palermo.reporting.writing.changing import add_revision, lock_paragraph, lock_writing, newest_text
from palermo.reporting.writing.content import ParagraphContent
from palermo.reporting.writing.layout import SUMMARY, Origin, Piece, plain_origins, read_origins
from palermo.reporting.writing.links import LinkedText, join
from palermo.reporting.writing.markup import MarkupError, parse
from palermo.reporting.writing.report import Writing
from palermo.reporting.writing.rows import new_key, renumber
from palermo.reporting.writing.signatures import name_clauses

BETWEEN = {"zh": ""}


@transaction.atomic
def add_paragraph(
    report: Report, section: str, *, after: str = "", by: User, kind: ParagraphKind = ParagraphKind.PARAGRAPH
) -> ReportParagraph:
    """Add a paragraph or table without words, behind another one or at the beginning of a section.

    Refused if the report was issued, or the section or paragraph is no longer in it.
    """
    locked, _writing, rows = lock_writing(report, by)
    row = ReportParagraph(report=locked, section=_section(locked, section), key=new_key(), position=0, kind=kind)
    _check_fits_summary(section, kind)
    row.save()
    _place(list(dict.fromkeys(rows.values())), row, row.section, _row(rows, after) if after else None)
    record("report_paragraph.added", locked, by=by, paragraph=row.key, section=section)
    return row


@transaction.atomic
def move_paragraph(report: Report, key: str, section: str, *, after: str = "", by: User) -> None:
    """Move a paragraph behind another one, or to the beginning of a section.

    Refused if the report was issued, or the paragraph, the section or the other paragraph is no longer in it.
    """
    locked, _writing, rows = lock_writing(report, by)
    row = _row(rows, key)
    _check_fits_summary(section, ParagraphKind(row.kind))
    behind = _row(rows, after) if after else None
    if behind == row:
        return
    _place(list(dict.fromkeys(rows.values())), row, _section(locked, section), behind)
    record("report_paragraph.moved", locked, by=by, paragraph=row.key, section=section)


@transaction.atomic
def remove_paragraph(report: Report, key: str, *, by: User, reason: str = "") -> None:
    """Take a paragraph out; its texts are kept and it can be restored.

    Refused if the report was issued, or the paragraph is no longer in it.
    """
    _writing, row, _piece = lock_paragraph(report, key, by)
    row.is_removed = True
    row.save(update_fields=["is_removed"])
    record("report_paragraph.removed", row.report, by=by, paragraph=row.key, reason=reason)


@transaction.atomic
def restore_paragraph(report: Report, key: str, *, by: User) -> None:
    """Put a paragraph that was removed back where it was.

    Refused if the report was issued, or there is no such paragraph.
    """
    locked, _writing, rows = lock_writing(report, by)
    row = _row(rows, key)
    if row.merged_into_id:
        raise Refused(_("This paragraph was merged into another one. Split that one instead."))
    row.is_removed = False
    row.save(update_fields=["is_removed"])
    record("report_paragraph.restored", locked, by=by, paragraph=row.key)


@transaction.atomic
def split_paragraph(report: Report, key: str, language: str, at: int, *, by: User) -> ReportParagraph:
    """Make two paragraphs of one, at a place of its text in one language.

    In the other languages what is generated is split between the same sentences; what officers wrote is split where
    the first fact of the second half is stated, or stays whole in the first half where none is.

    Parameters
    ----------
    at : int
        The number of signs of the text, with its marks, that stay in the first half.

    Returns
    -------
    ReportParagraph
        The second half.

    Raises
    ------
    Refused
        If the report was issued, the paragraph is gone or a table, one half would be empty, or a note or emphasis
        would be torn apart.
    """
    writing, row, piece = lock_paragraph(report, key, by)
    if row.kind != ParagraphKind.PARAGRAPH:
        raise Refused(_("A table cannot be split."))
    shown = newest_text(writing, piece, language)
    halves = _halves(shown.linked, at)
    for half in halves:
        _check_half(half)
    stay = _clauses_that_stay(piece, halves)
    _split_origins(piece, row, stay)
    second = ReportParagraph(report=row.report, section=row.section, key=new_key(), position=0, kind=row.kind)
    second.origins = _second_origins(piece, stay)
    second.save()
    section_rows = list(row.report.paragraphs.filter(section=row.section).order_by("position", "pk"))
    _place(section_rows, second, row.section, row)
    for code in CODES:
        if code == language or writing.content(piece, code) is not None:
            _split_text(writing, piece, (row, second), code, halves if code == language else None, stay, by)
    record("report_paragraph.split", row.report, by=by, paragraph=row.key, second=second.key, language=language)
    return second


@transaction.atomic
def merge_paragraphs(report: Report, key: str, following: str, *, by: User) -> None:
    """Join a paragraph to the end of another one, in every language; the texts of both stay in their histories.

    Refused if the report was issued, or one of them is gone, or a table.
    """
    writing, row, piece = lock_paragraph(report, key, by)
    _writing, other_row, other = lock_paragraph(report, following, by)
    if ParagraphKind.TABLE in (row.kind, other_row.kind):
        raise Refused(_("Only paragraphs can be merged, not tables."))
    if row == other_row:
        raise Refused(_("Choose two different paragraphs."))
    written = [code for code in CODES if writing.content(piece, code) or writing.content(other, code)]
    joined = {code: _join(writing, piece, other, code) for code in written}
    are_current = {code for code in written if not _is_behind(writing, piece, code) | _is_behind(writing, other, code)}
    row.origins = plain_origins((*read_origins(row), *read_origins(other_row)))
    row.save(update_fields=["origins"])
    other_row.origins, other_row.is_removed, other_row.merged_into = [], True, row
    other_row.save(update_fields=["origins", "is_removed", "merged_into"])
    fresh, merged_row, merged = lock_paragraph(report, row.key, by)
    original = fresh.original_language
    merged_original = 0
    for code in sorted(joined, key=lambda code: code != original):
        # Where both translations rendered what was merged, so does the joined one.
        rests_on = merged_original if code != original and merged_original and code in are_current else None
        revision = add_revision(fresh, merged, merged_row, code, joined[code], TextAct.MERGED, by, rests_on=rests_on)
        merged_original = revision.number if code == original else merged_original
    record("report_paragraph.merged", row.report, by=by, paragraph=row.key, other=other_row.key)


@transaction.atomic
def add_section(
    report: Report, title: MultilingualText, *, after: str = "", by: User, is_annex: bool = False, key: str = ""
) -> ReportSection:
    """Add a section behind another one, or an annex behind the report; `key` is one that was kept for it.

    Refused if the report was issued, the title is empty, or the other section is no longer in it.
    """
    locked, _writing, _rows = lock_writing(report, by)
    if not title:
        raise Refused(_("Enter the heading of the section."))
    sections = list(ReportSection.objects.filter(report=locked).order_by("position", "pk"))
    keys = [section.key for section in sections]
    if after and after not in keys:
        raise Refused(_("This section is no longer in the report. Reload the page."))
    at = keys.index(after) + 1 if after else len(keys)
    section = ReportSection(report=locked, key=key or new_key(), position=0, title=title, is_annex=is_annex)
    section.save()
    sections.insert(at, section)
    _number_sections(sections)
    record("report_section.added", locked, by=by, section=section.key)
    return section


@transaction.atomic
def move_section(report: Report, key: str, *, after: str = "", by: User) -> None:
    """Move a section with its paragraphs behind another one, or to the beginning; annexes stay behind the report.

    Refused if the report was issued, or one of the sections is no longer in it.
    """
    locked, _writing, _rows = lock_writing(report, by)
    if SUMMARY in (key, after):
        raise Refused(_("The summary stands before the first section."))
    section, behind = _section(locked, key), _section(locked, after) if after else None
    if section == behind:
        return
    others = [each for each in locked.sections.order_by("position", "pk") if each != section]
    # The summary stands before every section.
    first = sum(each.key == SUMMARY for each in others)
    others.insert(others.index(behind) + 1 if behind else first, section)
    _number_sections(others)
    record("report_section.moved", locked, by=by, section=key, after=after)


@transaction.atomic
def remove_section(report: Report, key: str, *, by: User, reason: str = "") -> None:
    """Take an empty section out with its heading; it can be restored.

    Refused if the report was issued, the section is no longer in it, or paragraphs stand in it.
    """
    locked, writing, _rows = lock_writing(report, by)
    if key == SUMMARY:
        raise Refused(_("The summary has no heading of its own. Remove its paragraphs."))
    section = _section(locked, key)
    shown = writing.in_language(writing.original_language)
    if count := sum(len(each.blocks) for each in shown.sections if each.key == key):
        raise Refused(_("Paragraphs in this section: %(count)d. Move or remove them first.") % {"count": count})
    section.is_removed = True
    section.save(update_fields=["is_removed"])
    record("report_section.removed", locked, by=by, section=key, reason=reason)


@transaction.atomic
def restore_section(report: Report, key: str, *, by: User) -> None:
    """Put a section that was removed back where it was.

    Refused if the report was issued, or there is no such section.
    """
    locked, _writing, _rows = lock_writing(report, by)
    section = _section(locked, key)
    section.is_removed = False
    section.save(update_fields=["is_removed"])
    record("report_section.restored", locked, by=by, section=key)


@transaction.atomic
def rename_section(report: Report, key: str, title: MultilingualText, *, by: User) -> None:
    """Give a section a heading of its own; an empty one is the outline's again.

    Refused if the report was issued, or a section that the outline does not have would be left without a heading.
    """
    locked, writing, _rows = lock_writing(report, by)
    section = _section(locked, key)
    if not title and key not in {each.key for each in writing.generated.sections}:
        raise Refused(_("Enter the heading of the section."))
    section.title = title
    section.save(update_fields=["title"])
    record("report_section.renamed", locked, by=by, section=key, title=dict(title))


def _number_sections(sections: Sequence[ReportSection]) -> None:
    """Positions in the order given; annexes stand behind the report whatever they were put behind."""
    for position, each in enumerate(sorted(sections, key=lambda each: each.is_annex)):
        each.position = position
    ReportSection.objects.bulk_update(sections, ["position"])


def _section(report: Report, key: str) -> ReportSection:
    section = ReportSection.objects.filter(report=report, key=key).first()
    if section is None:
        raise Refused(_("This section is no longer in the report. Reload the page."))
    return section


def _row(rows: dict[str, ReportParagraph], key: str) -> ReportParagraph:
    if key not in rows:
        raise Refused(_("This paragraph is no longer in the report. Reload the page."))
    return rows[key]


def _check_fits_summary(section: str, kind: ParagraphKind) -> None:
    if section == SUMMARY and kind is ParagraphKind.TABLE:
        raise Refused(_("A summary has no tables."))


def _place(
    rows: list[ReportParagraph], row: ReportParagraph, section: ReportSection, after: ReportParagraph | None
) -> None:
    """Put a row behind another one of a section, or at its beginning, and number all again."""
    others = sorted((each for each in rows if each != row), key=lambda each: (each.section_id, each.position, each.pk))
    row.section = section
    at = next((place for place, each in enumerate(others) if each.section_id == section.pk), len(others))
    if after:
        if after.section_id != section.pk:
            raise Refused(_("The paragraph that it should follow is no longer in this section. Reload the page."))
        at = others.index(after) + 1
    others.insert(at, row)
    renumber(others)


def _halves(text: LinkedText, at: int) -> tuple[LinkedText, LinkedText]:
    first, second = text.text[:at].rstrip(), text.text[at:]
    start = at + len(second) - len(second.lstrip())
    if not first or start >= len(text.text):
        raise Refused(_("Place the cursor where the second paragraph is to begin: both need words."))
    return text.part(0, len(first)), text.part(start, len(text.text))


def _check_half(half: LinkedText) -> None:
    try:
        parse(half)
    except MarkupError:
        raise Refused(_("A paragraph cannot be split inside a note or emphasized words.")) from None


def _clauses_that_stay(piece: Piece, halves: tuple[LinkedText, LinkedText]) -> int:
    """How many of the generated sentences stay in the first half: all up to the first that only the second states."""
    if not isinstance(piece.generated, tree.Paragraph):
        return 0
    first, second = (frozenset(half.facts) for half in halves)
    clauses = piece.generated.clauses
    for at, clause in enumerate(clauses):
        own = frozenset(clause.facts)
        if own & second and not own & first:
            return at
    stated = [at for at, clause in enumerate(clauses) if frozenset(clause.facts) & first]
    return stated[-1] + 1 if stated else len(clauses)


def _split_origins(piece: Piece, row: ReportParagraph, stay: int) -> None:
    if isinstance(piece.generated, tree.Paragraph):
        row.origins = plain_origins(_with_clauses(piece, slice(None, stay), takes_rest=False))
        row.save(update_fields=["origins"])


def _second_origins(piece: Piece, stay: int) -> list[dict[str, object]]:
    if not isinstance(piece.generated, tree.Paragraph):
        return []
    return plain_origins(_with_clauses(piece, slice(stay, None), takes_rest=True))


def _with_clauses(piece: Piece, part: slice, *, takes_rest: bool) -> Sequence[Origin]:
    """The origins of one half, each with the sentences of it that are in this half."""
    assert isinstance(piece.generated, tree.Paragraph)
    names = frozenset(name_clauses(piece.generated.clauses)[part])
    origins = []
    for origin in piece.origins:
        own = origin.clauses if origin.clauses is not None else tuple(sorted(names))
        kept = tuple(name for name in own if name in names)
        origins.append(replace(origin, clauses=kept, takes_rest=takes_rest and origin.takes_rest))
    return [each for each in origins if each.clauses or each.takes_rest]


def _split_text(
    writing: Writing,
    piece: Piece,
    rows: tuple[ReportParagraph, ReportParagraph],
    language: str,
    halves: tuple[LinkedText, LinkedText] | None,
    stay: int,
    by: User,
) -> None:
    """Revisions of both halves in one language; none where the language goes on following the record in both."""
    content = writing.content(piece, language)
    if content is None and _falls_between_sentences(piece, halves, stay):
        return
    shown = newest_text(writing, piece, language)
    first, second = halves or _split_by_facts(shown, piece, stay)
    for row, half in zip(rows, (first, second), strict=True):
        if half.text:
            part = ParagraphContent(half.text, half.links, shown.symbols)
            add_revision(writing, replace(piece, row=row), row, language, part, TextAct.SPLIT, by)


def _falls_between_sentences(piece: Piece, halves: tuple[LinkedText, LinkedText] | None, stay: int) -> bool:
    """Whether the halves of a generated text are whole sentences, so that both go on following the record."""
    if halves is None or not isinstance(piece.generated, tree.Paragraph) or not 0 < stay < len(piece.generated.clauses):
        return False
    first, second = (frozenset(half.facts) for half in halves)
    clauses = piece.generated.clauses
    before = frozenset(fact for clause in clauses[:stay] for fact in clause.facts)
    behind = frozenset(fact for clause in clauses[stay:] for fact in clause.facts)
    return first == before and second <= behind


def _split_by_facts(shown: ParagraphContent, piece: Piece, stay: int) -> tuple[LinkedText, LinkedText]:
    """Where the first fact that only the second half states stands in this language."""
    clauses = piece.generated.clauses if isinstance(piece.generated, tree.Paragraph) else ()
    first = frozenset(fact for clause in clauses[:stay] for fact in clause.facts)
    behind = frozenset(fact for clause in clauses[stay:] for fact in clause.facts) - first
    places = [link.start for link in shown.links if link.fact in behind and link.start > 0]
    if not places:
        return shown.linked, LinkedText("")
    try:
        halves = _halves(shown.linked, min(places))
        for half in halves:
            _check_half(half)
    except Refused:
        return shown.linked, LinkedText("")
    return halves


def _is_behind(writing: Writing, piece: Piece, language: str) -> bool:
    """Whether a translation of a part has still to catch up with the original, or is missing."""
    status = writing.status(piece, language)
    return status.is_behind or status.is_missing


def _join(writing: Writing, piece: Piece, other: Piece, language: str) -> ParagraphContent:
    parts = [newest_text(writing, each, language) for each in (piece, other)]
    joined = join([part.linked for part in parts if part.text], BETWEEN.get(language, " "))
    symbols = dict.fromkeys(symbol for part in parts for symbol in part.symbols)
    return ParagraphContent(joined.text, joined.links, tuple(symbols))
