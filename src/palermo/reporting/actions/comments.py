"""Comments that officers make on the words of a report, and resolve."""

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.reporting import rules
from palermo.reporting.labels import label_record
from palermo.reporting.models import ParagraphComment, Report
from palermo.reporting.realization.reports import speak
from palermo.reporting.writing.changing import lock_paragraph
from palermo.reporting.writing.shown import shown_content

LONGEST_COMMENT = 5_000
NO_BREAK = "\N{NO-BREAK SPACE}"


@transaction.atomic
def add_comment(report: Report, key: str, language: str, words: str, *, on: str = "", by: User) -> ParagraphComment:
    """Comment on words of a paragraph in one language, or on the whole of it.

    Parameters
    ----------
    report : Report
    key : str
        Of the paragraph.
    language : str
    words : str
        The comment.
    on : str
        The words of the paragraph that it is on, as they stand there; empty for the whole paragraph.
    by : User

    Raises
    ------
    Refused
        If the report was issued, the paragraph is gone, there is no comment, or the words are not in the paragraph.
    """
    words, on = words.strip(), " ".join(on.split())
    if not words:
        raise Refused(_("Write the comment."))
    if len(words) > LONGEST_COMMENT:
        raise Refused(_("The comment is too long (%(count)d signs of %(most)d).") % _lengths(words))
    writing, row, piece = lock_paragraph(report, key, by)
    content = speak(writing.in_language(language), language, labels=label_record)
    text = shown_content(writing, piece, content).text
    # Copied from a page, words may have lost their no-break spaces.
    start = text.replace(NO_BREAK, " ").find(on) if on else 0
    if start < 0:
        raise Refused(_("The words “%(words)s” are not in the paragraph. Copy them from its text.") % {"words": on})
    comment = ParagraphComment.objects.create(
        paragraph=row,
        language=language,
        text_then=text,
        start=start,
        end=start + len(on),
        words=words,
        by=by,
        by_name=str(by),
        at=clock.now(),
    )
    record("report_comment.added", row.report, by=by, paragraph=row.key, language=language, comment=comment.pk)
    return comment


@transaction.atomic
def resolve_comment(report: Report, number: int, *, by: User) -> ParagraphComment:
    """Note that a comment was taken care of.

    Raises
    ------
    Refused
        If the report was issued, or there is no such comment.
    """
    comment = _locked(report, number, by)
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by_name = clock.now(), str(by)
        comment.save(update_fields=["resolved_at", "resolved_by_name"])
        record("report_comment.resolved", report, by=by, comment=comment.pk)
    return comment


@transaction.atomic
def reopen_comment(report: Report, number: int, *, by: User) -> ParagraphComment:
    """Put a resolved comment back among those to be taken care of.

    Raises
    ------
    Refused
        If the report was issued, or there is no such comment.
    """
    comment = _locked(report, number, by)
    if comment.resolved_at is not None:
        comment.resolved_at, comment.resolved_by_name = None, ""
        comment.save(update_fields=["resolved_at", "resolved_by_name"])
        record("report_comment.reopened", report, by=by, comment=comment.pk)
    return comment


def _locked(report: Report, number: int, by: User) -> ParagraphComment:
    rules.check_can_change(by, Report.objects.select_for_update().get(pk=report.pk))
    comment = ParagraphComment.objects.filter(paragraph__report=report, pk=number).first()
    if comment is None:
        raise Refused(_("This comment is no longer there. Reload the page."))
    return comment


def _lengths(words: str) -> dict[str, int]:
    return {"count": len(words), "most": LONGEST_COMMENT}
