"""A report exported to Word for editing, and what comes back: suggestions and comments, until officers decide."""

import hashlib
from collections.abc import Iterable
from pathlib import PurePath
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.reporting import rules, spoken
from palermo.reporting.exchange.files import (
    EditedFile,
    base_of,
    read_edited,
    read_export,
    sign_export,
    time_of,
    titles_of,
)
from palermo.reporting.exchange.lines import FileParagraph, paragraph_mark, table_text
from palermo.reporting.exchange.matching import BaseParagraph, Entry, Matches, match_paragraphs
from palermo.reporting.exchange.word_reader import Remark
from palermo.reporting.labels import label_record
from palermo.reporting.models import (
    ParagraphComment,
    Report,
    ReportParagraph,
    StrayComment,
    Suggestion,
    WordExport,
    WordImport,
)
from palermo.reporting.realization.reports import speak
from palermo.reporting.renderers.docx.editing import EditorComment, heading_marks, render_for_editing
from palermo.reporting.states import OF_HEADINGS, SuggestionKind
from palermo.reporting.writing.changing import lock_writing
from palermo.reporting.writing.comments import place_comments
from palermo.reporting.writing.layout import Piece
from palermo.reporting.writing.report import Writing
from palermo.reporting.writing.shown import shown_content
from palermo.reporting.writing.suggestions import between

_PLAIN_MARKS = str.maketrans("", "", "*\\")


class Exported(NamedTuple):
    """A file for editing, and what is kept of it."""

    export: WordExport
    content: bytes


@transaction.atomic
def export_for_editing(report: Report, language: str, *, by: User) -> Exported:
    """Set the report as it reads now in a Word file whose paragraphs are known again when it comes back.

    Refused if `by` may not change the report, or it was issued.
    """
    locked, writing, rows = lock_writing(report, by)
    content = speak(writing.in_language(language), language, labels=label_record)
    blocks = {block.key: block for block in _blocks(content)}
    texts: list[BaseParagraph] = []
    marks: dict[str, list[str]] = {}
    of_block: dict[str, str] = {}
    for part in writing.parts:
        for piece in part.pieces:
            if piece.is_removed or piece.block not in blocks:
                continue
            key, block = rows[piece.key].key, blocks[piece.block]
            under = len(block.subparagraphs) if isinstance(block, spoken.Paragraph) else 1
            marks[piece.block] = [paragraph_mark(key, at) for at in range(under + 1)]
            of_block[key] = piece.block
            texts.append(_base(writing, piece, key, part.key, content))
    export = WordExport.objects.create(report=locked, language=language, by=by, by_name=str(by), at=clock.now())
    comments = _comments_for_file(locked, language, {each.key: each.text for each in texts}, of_block)
    made = render_for_editing(content, marks, comments, sign_export(export))
    export.content = read_export(made, texts, heading_marks(content))
    export.save(update_fields=["content"])
    record("report.exported", locked, by=by, language=language, export=export.pk)
    return Exported(export, made)


@transaction.atomic
def import_edited(report: Report, content: bytes, name: str, language: str, *, by: User) -> WordImport:
    """Take an edited Word file back: what differs becomes suggestions, new comments are added to their words.

    Parameters
    ----------
    report : Report
    content : bytes
        Of the file.
    name : str
        Of the file.
    language : str
        That the file is expected to be in.
    by : User

    Raises
    ------
    Refused
        If the report was issued, or the file is none that was exported from it in this language, or was imported.
    """
    locked = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_can_change(by, locked)
    name = PurePath(name).name[:200]
    edited = read_edited(locked, content, name, language)
    digest = hashlib.sha256(content).hexdigest()
    if WordImport.objects.filter(export=edited.export, sha256=digest).exists():
        raise Refused(_("“%(name)s” was imported already; it has not changed since.") % {"name": name})
    base, kept = base_of(edited.export), edited.export.content
    matches = match_paragraphs(base, edited.paragraphs, kept["others"], titles_of(edited.export))
    made = WordImport(
        export=edited.export,
        name=name,
        sha256=digest,
        size=len(content),
        unchanged=matches.unchanged,
        by=by,
        by_name=str(by),
        at=clock.now(),
    )
    made.file.save(name, ContentFile(content), save=False)
    made.save()
    rows = {row.key: row for row in locked.paragraphs.all()}
    _make_suggestions(made, base, matches, edited.paragraphs, rows, by)
    made.leftovers = [words for words in edited.margins if words not in kept["margins"]]
    made.save(update_fields=["leftovers"])
    strays = _take_comments(made, edited, matches, rows, by)
    record(
        "report.imported",
        locked,
        by=by,
        language=language,
        word_import=made.pk,
        suggestions=len(matches.entries),
        stray_comments=strays,
        sha256=digest,
    )
    return made


def _blocks(content: spoken.Report) -> list[spoken.Paragraph | spoken.Table]:
    return [*content.summary, *(block for section in content.sections for block in section.blocks)]


def _base(writing: Writing, piece: Piece, key: str, section: str, content: spoken.Report) -> BaseParagraph:
    revision = writing.revision(piece, content.language.code)
    number = revision.number if revision and revision.content is not None else 0
    return BaseParagraph(key, section, shown_content(writing, piece, content).text, "", number)


def _comments_for_file(
    report: Report, language: str, texts: dict[str, str], of_block: dict[str, str]
) -> list[EditorComment]:
    """The comments in one language, those that answer others behind them."""
    found = ParagraphComment.objects.filter(paragraph__report=report, language=language).select_related("paragraph")
    by_key: dict[str, list[ParagraphComment]] = {}
    for comment in found.order_by("at", "pk"):
        by_key.setdefault(comment.paragraph.key, []).append(comment)
    made: list[EditorComment] = []
    numbers: dict[int, int] = {}
    for key, comments in by_key.items():
        if key not in texts:
            continue
        for placed in sorted(place_comments(comments, texts[key]), key=lambda each: each.comment.pk):
            comment = placed.comment
            numbers[comment.pk] = len(made)
            on = placed.words_now.split("\n")[0].translate(_PLAIN_MARKS)
            before = texts[key][: placed.start].translate(_PLAIN_MARKS)
            made.append(
                EditorComment(
                    len(made),
                    of_block[key],
                    on,
                    before.count(on) if on else 0,
                    comment.words,
                    comment.by_name,
                    comment.at,
                    comment.resolved_at is not None,
                    numbers.get(comment.answers_id) if comment.answers_id else None,
                )
            )
    return made


def _make_suggestions(
    made: WordImport,
    base: Iterable[BaseParagraph],
    matches: Matches,
    paragraphs: list[FileParagraph],
    rows: dict[str, ReportParagraph],
    by: User,
) -> None:
    texts = {each.key: each for each in base}
    authors = list(dict.fromkeys(name for each in paragraphs for name in each.authors))
    titles = titles_of(made.export)
    suggestions = []
    for position, entry in enumerate(matches.entries, start=1):
        own = entry.paragraph.authors if entry.paragraph else authors if len(authors) == 1 else []
        then = _text_then(entry, texts, made.export.language)
        if entry.kind in OF_HEADINGS:
            then = titles.get(entry.section, "")
        suggestions.append(
            Suggestion(
                report=made.export.report,
                paragraph=rows.get(entry.key),
                word_import=made,
                language=made.export.language,
                kind=entry.kind,
                position=position,
                base=texts[entry.key].base if entry.key else 0,
                text_then=then,
                text=entry.text,
                cells=entry.cells,
                section=entry.section,
                after=entry.after,
                others=list(entry.others),
                by=None if own else by,
                by_name="; ".join(own)[:300] or str(by),
                at=made.at,
            )
        )
    Suggestion.objects.bulk_create(suggestions)


def _text_then(entry: Entry, texts: dict[str, BaseParagraph], language: str) -> str:
    keys = [key for key in (entry.key, *entry.others) if key]
    return between(language).join(texts[key].text for key in keys)


def _take_comments(
    made: WordImport, edited: EditedFile, matches: Matches, rows: dict[str, ReportParagraph], by: User
) -> int:
    """Add new comments, and resolve those resolved in the file; gives how many are on no paragraph of the report."""
    language = made.export.language
    places, words_on = _places(edited.paragraphs, matches), _words_on(edited.paragraphs)
    taken: dict[str, ParagraphComment] = {}
    strays: dict[str, StrayComment] = {}
    for remark in edited.remarks:
        place = places.get(remark["id"]) or places.get(remark["answers"])
        if not remark["words"]:
            continue
        author = remark["author"][:200] or _("Author not named in the file")
        row = rows.get(place[0]) if place else None
        known = _known_comment(made.export, remark, author, row, taken.values())
        if row is None and (answered := known or taken.get(remark["answers"])):
            # Its words are gone, and it is on a paragraph of the report all the same.
            row = answered.paragraph
            place = _Place(row.key, answered.text_then, answered.start, answered.end)
        if row is None or place is None:
            strays[remark["id"]] = _keep_stray(made, remark, author, words_on.get(remark["id"], ""), strays)
            continue
        comment = known or _add_comment(remark, row, language, place, author, taken.get(remark["answers"]))
        taken[remark["id"]] = comment
        if not known:
            record("report_comment.added", row.report, by=by, paragraph=row.key, language=language, comment=comment.pk)
        if remark["done"] and comment.resolved_at is None:
            comment.resolved_at, comment.resolved_by_name = clock.now(), str(by)
            comment.save(update_fields=["resolved_at", "resolved_by_name"])
            record("report_comment.resolved", row.report, by=by, comment=comment.pk)
    return len(strays)


def _known_comment(
    export: WordExport, remark: Remark, author: str, row: ReportParagraph | None, taken: Iterable[ParagraphComment]
) -> ParagraphComment | None:
    """The comment as the report has it already: on the paragraph, or on any where its words are gone."""
    same = ParagraphComment.objects.filter(language=export.language, words=remark["words"], by_name=author)
    same = same.filter(paragraph=row) if row else same.filter(paragraph__report=export.report)
    return same.exclude(pk__in=[each.pk for each in taken]).first()


def _keep_stray(
    made: WordImport, remark: Remark, author: str, on: str, strays: dict[str, StrayComment]
) -> StrayComment:
    """A comment that is on no paragraph; one that an earlier file had too is kept once."""
    same = StrayComment.objects.filter(
        report=made.export.report, language=made.export.language, words=remark["words"], by_name=author, on=on
    )
    kept = same.exclude(word_import=made).exclude(pk__in=[each.pk for each in strays.values()]).first()
    answers = strays.get(remark["answers"])
    return kept or StrayComment.objects.create(
        report=made.export.report,
        word_import=made,
        language=made.export.language,
        on=on,
        words=remark["words"],
        # A thread has one comment that the others answer.
        answers=answers.answers or answers if answers else None,
        is_resolved=remark["done"],
        by_name=author,
        at=time_of(remark, made.at),
    )


class _Place(NamedTuple):
    """Where a comment stands: in which paragraph, its text there, and from which sign to which."""

    key: str
    text: str
    start: int
    end: int


def _places(paragraphs: list[FileParagraph], matches: Matches) -> dict[str, _Place]:
    found: dict[str, _Place] = {}
    texts = {id(entry.paragraph): entry.text for entry in matches.entries if entry.kind is SuggestionKind.SPLIT}
    for at, paragraph in enumerate(paragraphs):
        key = matches.keys.get(at)
        if not key:
            continue
        text = texts.get(id(paragraph), _text_of(paragraph))
        for remark, (start, end) in paragraph.remarks.items():
            found.setdefault(remark, _Place(key, text, start, end))
    return found


def _words_on(paragraphs: Iterable[FileParagraph]) -> dict[str, str]:
    """The words of the file that each comment is on."""
    found = [(each, _text_of(each)) for each in paragraphs]
    return {remark: text[start:end] or text for each, text in found for remark, (start, end) in each.remarks.items()}


def _text_of(paragraph: FileParagraph) -> str:
    return f"{paragraph.text}\n{table_text(paragraph.cells)}" if paragraph.cells else paragraph.text


def _add_comment(
    remark: Remark,
    row: ReportParagraph,
    language: str,
    place: _Place,
    author: str,
    answers: ParagraphComment | None,
) -> ParagraphComment:
    is_whole = place.end <= place.start or place.end - place.start >= len(place.text)
    return ParagraphComment.objects.create(
        paragraph=row,
        language=language,
        text_then=place.text,
        start=0 if is_whole else place.start,
        end=0 if is_whole else place.end,
        words=remark["words"],
        answers=answers,
        by_name=author,
        at=time_of(remark, clock.now()),
    )
