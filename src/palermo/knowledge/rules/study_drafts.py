"""Who circulates drafts of studies, who comments on them until when, and who replies."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.audiences import Audience, is_wider
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.knowledge.models import DraftComment, Study, StudyDraft
from palermo.knowledge.queries.studies import study_drafts_visible_to
from palermo.knowledge.rules.studies import check_has_authority, check_may_keep_study
from palermo.knowledge.states.studies import STUDY_DRAFT_MOVES, CommentAnswer, StudyDraftStatus


def check_may_add_draft(user: Actor, study: Study) -> None:
    """The secretariat records drafts of a study that a mandate authorizes."""
    check_may_keep_study(user, study)
    check_has_authority(study)


def check_may_change_draft(user: Actor, draft: StudyDraft) -> None:
    """A draft is edited or removed before it is circulated."""
    check_may_keep_study(user, draft.study)
    if draft.status != StudyDraftStatus.DRAFT:
        raise Refused(_("This draft was circulated and is not changed any more. Record a new draft."))


def check_may_circulate_draft(user: Actor, draft: StudyDraft) -> None:
    """As `check_may_change_draft`: a draft is circulated once, under a mandate."""
    check_may_change_draft(user, draft)
    check_has_authority(draft.study)


def check_can_circulate_draft(user: Actor, draft: StudyDraft, audience: str, until: date) -> None:
    """As `check_may_circulate_draft`: to readers who may see the study and the document, until a day to come."""
    check_may_circulate_draft(user, draft)
    check_move(STUDY_DRAFT_MOVES, draft.status, StudyDraftStatus.CIRCULATED)
    _check_is_ahead(until)
    if audience == Audience.SECRETARIAT:
        raise Refused(_("Choose an audience that includes States or organizations."))
    _check_reaches(audience, draft.study.activity.audience, _("This audience cannot see the study."))
    _check_reaches(
        audience,
        draft.document.audience,
        _("This audience cannot see the document. Change the audience of the document first."),
    )
    if not draft.document.versions.exists():
        raise Refused(_("This document has no text in any language yet. Add a language version first."))


def check_may_close_draft(user: Actor, draft: StudyDraft) -> None:
    """Comments on a draft that is open for them are closed."""
    check_may_keep_study(user, draft.study)
    if draft.status != StudyDraftStatus.CIRCULATED:
        raise Refused(_("This draft is not open for comments."))


def check_may_reopen_draft(user: Actor, draft: StudyDraft) -> None:
    """A draft whose comments are closed can be opened for comments again."""
    check_may_keep_study(user, draft.study)
    if draft.status != StudyDraftStatus.CLOSED:
        raise Refused(_("Comments on this draft have not been closed."))


def check_can_reopen_draft(user: Actor, draft: StudyDraft, until: date) -> None:
    """As `check_may_reopen_draft`, until a day to come."""
    check_may_reopen_draft(user, draft)
    _check_is_ahead(until)


def check_may_comment(user: Actor, draft: StudyDraft) -> None:
    """Delegates, and those who act for an agency or a partner, comment on a draft that they can read while it is open.

    Refused to anyone else, and after the last day for comments.
    """
    check_may(user, Permission.COMMENT_ON_STUDY)
    if not isinstance(user, str):
        viewer = viewer_of(user)
        if not (viewer.delegation_ids or viewer.agency_ids or viewer.partner_ids):
            raise Refused(_("Only representatives of States and organizations comment on a draft."))
        if not study_drafts_visible_to(viewer).filter(pk=draft.pk).exists():
            raise Refused(_("This draft was not circulated to you."))
    _check_is_open(draft)


def check_can_comment(user: Actor, comment: DraftComment) -> None:
    """As `check_may_comment`, for the State or the organization that one acts for."""
    check_may_comment(user, comment.draft)
    if not isinstance(user, str) and not acts_for_commenter(viewer_of(user), comment):
        raise Refused(_("Comment for your own State or organization."))


def acts_for_commenter(viewer: Viewer, comment: DraftComment) -> bool:
    """Whether a viewer is a delegate of the State, or acts for the organization, that made a comment."""
    if comment.state_id is not None:
        return comment.state_id in viewer.delegation_ids
    return comment.organisation_id in viewer.agency_ids | viewer.partner_ids


def check_may_change_comment(user: Actor, comment: DraftComment) -> None:
    """Those for whom a comment was made change or withdraw it while the draft is open and there is no reply."""
    check_can_comment(user, comment)
    if comment.answer != CommentAnswer.OPEN:
        raise Refused(_("This comment has a reply and is not changed any more."))


def check_may_answer_comment(user: Actor, comment: DraftComment) -> None:
    """The secretariat replies for the authors, and may change the reply."""
    check_may_keep_study(user, comment.draft.study)


def check_can_answer_comment(user: Actor, comment: DraftComment, answer: str, reply: str) -> None:
    """As `check_may_answer_comment`, with a reason where a comment is not accepted as it stands."""
    check_may_answer_comment(user, comment)
    if answer == CommentAnswer.OPEN:
        raise Refused(_("Choose whether the comment is accepted."))
    if answer != CommentAnswer.ACCEPTED and not reply.strip():
        raise Refused(_("Enter a reply that gives the reason."))


def _check_is_open(draft: StudyDraft) -> None:
    if draft.status != StudyDraftStatus.CIRCULATED:
        raise Refused(_("This draft is not open for comments."))
    if draft.comments_until is not None and clock.today() > draft.comments_until:
        raise Refused(_("Comments were received until %(day)s.") % {"day": localize_day(draft.comments_until)})


def _check_is_ahead(until: date) -> None:
    if until < clock.today():
        raise Refused(_("%(day)s is past. Enter a later day.") % {"day": localize_day(until)})


def _check_reaches(audience: str, of: str, sentence: str) -> None:
    """Refuse an audience some of whose readers may not read what is for another."""
    if is_wider(audience, of):
        raise Refused(sentence)
