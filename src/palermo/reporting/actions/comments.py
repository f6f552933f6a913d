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
    """Mark a comment as resolved. Refused if the report was issued, or there is no such comment."""
    return _set_resolved(report, number, True, by)


@transaction.atomic
def reopen_comment(report: Report, number: int, *, by: User) -> ParagraphComment:
    """Reopen a resolved comment. Refused if the report was issued, or there is no such comment."""
    return _set_resolved(report, number, False, by)


def _set_resolved(report: Report, number: int, is_resolved: bool, by: User) -> ParagraphComment:
    comment = _locked(report, number, by)
    if is_resolved != (comment.resolved_at is not None):
        comment.resolved_at = clock.now() if is_resolved else None
        comment.resolved_by_name = str(by) if is_resolved else ""
        comment.save(update_fields=["resolved_at", "resolved_by_name"])
        verb = "report_comment.resolved" if is_resolved else "report_comment.reopened"
        record(verb, report, by=by, comment=comment.pk)
    return comment


def _locked(report: Report, number: int, by: User) -> ParagraphComment:
    rules.check_can_change(by, Report.objects.select_for_update().get(pk=report.pk))
    comment = ParagraphComment.objects.filter(paragraph__report=report, pk=number).first()
    if comment is None:
        raise Refused(_("This comment is no longer there. Reload the page."))
    return comment


def _lengths(words: str) -> dict[str, int]:
    return {"count": len(words), "most": LONGEST_COMMENT}
