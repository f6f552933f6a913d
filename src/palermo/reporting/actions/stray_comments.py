"""Comments of Word files whose words are in no paragraph: attached to one or dismissed, with those that answer."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.reporting import rules
from palermo.reporting.actions.comments import NO_BREAK
from palermo.reporting.labels import label_record
from palermo.reporting.models import ParagraphComment, Report, StrayComment
from palermo.reporting.realization.reports import speak
from palermo.reporting.states import StrayCommentState
from palermo.reporting.writing.changing import lock_paragraph
from palermo.reporting.writing.shown import shown_content


@transaction.atomic
def attach_comment(report: Report, number: int, key: str, *, on: str = "", by: User) -> ParagraphComment:
    """Attach a comment to a paragraph, or to words of it; it keeps its author and time.

    Parameters
    ----------
    report : Report
    number : int
        Of the comment.
    key : str
        Of the paragraph.
    on : str
        The words of the paragraph, as they stand there; empty for the whole paragraph.
    by : User

    Raises
    ------
    Refused
        If the report was issued, the comment is settled, the paragraph is gone, or the words are not in it.
    """
    stray = _locked(report, number, by, StrayCommentState.OPEN)
    if not key:
        raise Refused(_("Choose the paragraph that the comment is on."))
    writing, row, piece = lock_paragraph(report, key, by)
    content = speak(writing.in_language(stray.language), stray.language, labels=label_record)
    text = shown_content(writing, piece, content).text
    on = " ".join(on.split())
    start = text.replace(NO_BREAK, " ").find(on) if on else 0
    if start < 0:
        raise Refused(_("The words “%(words)s” are not in the paragraph. Copy them from its text.") % {"words": on})
    attached: dict[int, ParagraphComment] = {}
    for each in _thread(stray):
        attached[each.pk] = ParagraphComment.objects.create(
            paragraph=row,
            language=each.language,
            text_then=text,
            start=start,
            end=start + len(on),
            words=each.words,
            answers=attached.get(each.answers_id or 0),
            by_name=each.by_name,
            at=each.at,
            resolved_at=clock.now() if each.is_resolved else None,
            resolved_by_name=str(by) if each.is_resolved else "",
        )
    _decide(_thread(stray), StrayCommentState.ATTACHED, by, comments=attached)
    record(
        "report_comment.attached",
        row.report,
        by=by,
        paragraph=row.key,
        language=stray.language,
        stray_comment=stray.pk,
        comment=attached[stray.pk].pk,
    )
    return attached[stray.pk]


@transaction.atomic
def dismiss_comment(report: Report, number: int, *, reason: str = "", by: User) -> StrayComment:
    """Dismiss a comment; it is kept. Refused if the report was issued, or the comment is settled."""
    stray = _locked(report, number, by, StrayCommentState.OPEN)
    _decide(_thread(stray), StrayCommentState.DISMISSED, by, reason.strip())
    record("report_comment.dismissed", stray.report, by=by, stray_comment=stray.pk, reason=reason.strip())
    stray.refresh_from_db()
    return stray


@transaction.atomic
def take_up_comment(report: Report, number: int, *, by: User) -> StrayComment:
    """Let a comment that was dismissed wait for a place again.

    Refused if the report was issued, or the comment is not dismissed.
    """
    stray = _locked(report, number, by, StrayCommentState.DISMISSED)
    for each in _thread(stray):
        each.state, each.reason, each.decided_by_name, each.decided_at = StrayCommentState.OPEN, "", "", None
        each.save(update_fields=["state", "reason", "decided_by_name", "decided_at"])
    record("report_comment.taken_up", stray.report, by=by, stray_comment=stray.pk)
    stray.refresh_from_db()
    return stray


def _thread(stray: StrayComment) -> list[StrayComment]:
    """The comment, then those that answer it."""
    return [stray, *stray.replies.order_by("at", "pk")]


def _locked(report: Report, number: int, by: User, state: StrayCommentState) -> StrayComment:
    rules.check_can_change(by, Report.objects.select_for_update().get(pk=report.pk))
    found = StrayComment.objects.select_related("report")
    stray = found.filter(report=report, pk=number, answers=None).first()
    if stray is None:
        raise Refused(_("This comment is no longer there. Reload the page."))
    if stray.state != state:
        raise Refused(_("This comment is settled: %(state)s. Reload the page.") % {"state": stray.get_state_display()})
    return stray


def _decide(
    strays: Iterable[StrayComment],
    state: StrayCommentState,
    by: User,
    reason: str = "",
    comments: dict[int, ParagraphComment] | None = None,
) -> None:
    for each in strays:
        each.state, each.reason = state, reason
        each.comment = (comments or {}).get(each.pk)
        each.decided_by_name, each.decided_at = str(by), clock.now()
        each.save(update_fields=["state", "reason", "comment", "decided_by_name", "decided_at"])
