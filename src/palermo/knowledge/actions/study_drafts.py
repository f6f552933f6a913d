"""What is done to drafts of studies and to comments on them."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.knowledge.models import DraftComment, Study, StudyDraft
from palermo.knowledge.notices.studies import notify_of_reply, notify_readers
from palermo.knowledge.rules import study_drafts as rules
from palermo.knowledge.states.studies import CommentAnswer, StudyDraftStatus
from palermo.knowledge.studies import lock_study


@transaction.atomic
def add_draft(draft: StudyDraft, *, by: Actor) -> StudyDraft:
    """Record a draft of the results, for the secretariat until it is circulated."""
    draft.study = lock_study(draft.study)
    rules.check_may_add_draft(by, draft.study)
    draft.number, draft.status = next_number(draft.study.drafts), StudyDraftStatus.DRAFT
    insert_row(draft)
    record("study_draft.added", draft, by=by, number=draft.number)
    return draft


@transaction.atomic
def change_draft(draft: StudyDraft, *, values: Mapping[str, object], by: Actor) -> StudyDraft:
    """Edit a draft that has not been circulated; `values` are fields of the model."""
    draft = _lock_draft(draft)
    rules.check_may_change_draft(by, draft)
    set_values(draft, values)
    save_row(draft)
    record("study_draft.changed", draft, by=by, number=draft.number)
    return draft


@transaction.atomic
def remove_draft(draft: StudyDraft, *, by: Actor) -> Study:
    """Take a draft that has not been circulated off the study; its history keeps it."""
    draft = _lock_draft(draft)
    rules.check_may_change_draft(by, draft)
    study = draft.study
    record("study_draft.removed", draft, by=by, number=draft.number)
    draft.delete()
    return study


@transaction.atomic
def circulate_draft(draft: StudyDraft, *, audience: str, until: date, by: Actor) -> StudyDraft:
    """Show a draft to an audience for comments until a day; those who can comment are notified."""
    draft = _lock_draft(draft)
    rules.check_can_circulate_draft(by, draft, audience, until)
    draft.status, draft.audience = StudyDraftStatus.CIRCULATED, audience
    draft.circulated_on, draft.comments_until = clock.today(), until
    save_row(draft)
    record("study_draft.circulated", draft, by=by, audience=audience, until=until.isoformat())
    notify_readers.enqueue(draft.pk)
    return draft


@transaction.atomic
def close_draft(draft: StudyDraft, *, by: Actor) -> StudyDraft:
    """Take no more comments on a draft."""
    draft = _lock_draft(draft)
    rules.check_may_close_draft(by, draft)
    draft.status = StudyDraftStatus.CLOSED
    draft.save(update_fields=["status"])
    record("study_draft.closed", draft, by=by, number=draft.number)
    return draft


@transaction.atomic
def reopen_draft(draft: StudyDraft, *, until: date, by: Actor) -> StudyDraft:
    """Take comments on a draft again, until a day; those who can comment are notified."""
    draft = _lock_draft(draft)
    rules.check_can_reopen_draft(by, draft, until)
    draft.status, draft.comments_until = StudyDraftStatus.CIRCULATED, until
    draft.save(update_fields=["status", "comments_until"])
    record("study_draft.reopened", draft, by=by, until=until.isoformat())
    notify_readers.enqueue(draft.pk)
    return draft


@transaction.atomic
def add_comment(comment: DraftComment, *, by: Actor) -> DraftComment:
    """Comment on a draft for a State or an organization."""
    comment.draft = _lock_draft(comment.draft)
    rules.check_can_comment(by, comment)
    comment.number, comment.made_on = next_number(comment.draft.comments), clock.today()
    comment.answer, comment.reply, comment.answered_on = CommentAnswer.OPEN, "", None
    insert_row(comment)
    record("draft_comment.made", comment, by=by, participant=comment.participant.slug)
    return comment


@transaction.atomic
def change_comment(comment: DraftComment, *, values: Mapping[str, object], by: Actor) -> DraftComment:
    """Change one's comment while there is no reply; `values` are fields of the model."""
    comment = _lock_comment(comment)
    rules.check_may_change_comment(by, comment)
    set_values(comment, values)
    rules.check_may_change_comment(by, comment)
    save_row(comment)
    record("draft_comment.changed", comment, by=by, participant=comment.participant.slug)
    return comment


@transaction.atomic
def withdraw_comment(comment: DraftComment, *, by: Actor) -> StudyDraft:
    """Withdraw one's comment while there is no reply; its history keeps it for the secretariat."""
    comment = _lock_comment(comment)
    rules.check_may_change_comment(by, comment)
    draft = comment.draft
    record("draft_comment.withdrawn", comment, by=by, participant=comment.participant.slug)
    comment.delete()
    return draft


@transaction.atomic
def answer_comment(comment: DraftComment, *, answer: str, reply: str, by: Actor) -> DraftComment:
    """Say what the authors did with a comment; those who made it are notified of the first reply."""
    comment = _lock_comment(comment)
    rules.check_can_answer_comment(by, comment, answer, reply)
    is_first = comment.answer == CommentAnswer.OPEN
    comment.answer, comment.reply, comment.answered_on = answer, reply, clock.today()
    save_row(comment)
    record("draft_comment.answered", comment, by=by, answer=answer)
    if is_first:
        notify_of_reply.enqueue(comment.pk)
    return comment


def _lock_draft(draft: StudyDraft) -> StudyDraft:
    lock_study(draft.study)
    return lock_row(draft, "study__activity", "document")


def _lock_comment(comment: DraftComment) -> DraftComment:
    _lock_draft(comment.draft)
    return lock_row(comment, "draft__study__activity", "state", "organisation")
