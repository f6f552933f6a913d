"""E-mail about drafts of studies: to those who can comment on one, and to those whose comment has a reply.

A letter never says what is restricted: the title of the study stands only where everybody may read both.
"""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from palermo.accounts.models import Posting, User
from palermo.accounts.states import READS, Role
from palermo.core import clock, letters
from palermo.core.audiences import Audience
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.core.work import background
from palermo.knowledge.models import DraftComment, StudyDraft
from palermo.knowledge.states.studies import StudyDraftStatus

COMMENTING = (Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.PARTNER)


@background
@transaction.atomic
def notify_readers(draft_id: int) -> int:
    """Enqueue a letter to each person who can comment on a draft that is open; return how many."""
    draft = StudyDraft.objects.select_related("study__activity").get(pk=draft_id)
    keys = readers_of(draft).values_list("pk", flat=True)
    for person_id in keys:
        write_of_draft.enqueue(draft_id, person_id, letters.new_message())
    return len(keys)


@background
def write_of_draft(draft_id: int, person_id: int, message: str) -> None:
    """Write one letter; none to a person whom it no longer concerns, and none of a draft that is closed."""
    draft = StudyDraft.objects.select_related("study__activity").get(pk=draft_id)
    person = readers_of(draft).filter(pk=person_id).first()
    if person is None or draft.status != StudyDraftStatus.CIRCULATED or draft.comments_until is None:
        return
    language = letters.language_of(person.language)
    with translation.override(language):
        parts = [_("A draft of the results of a study is open for comments.")]
        if draft.audience == draft.study.activity.audience == Audience.PUBLIC:
            parts.append(plain(draft.study.activity.title))
        parts.append(_("Deadline: %(deadline)s") % {"deadline": localize_day(draft.comments_until)})
        parts.append(_("Sign in to read more: %(address)s") % {"address": letters.address(draft.get_absolute_url())})
        letters.send(letters.Letter(person.email, language, _("Draft of a study"), "\n\n".join(parts), message))


@background
@transaction.atomic
def notify_of_reply(comment_id: int) -> int:
    """Enqueue a letter to each person who acts for the State or organization that commented; return how many."""
    keys = commenters(DraftComment.objects.get(pk=comment_id)).values_list("pk", flat=True)
    for person_id in keys:
        write_of_reply.enqueue(comment_id, person_id, letters.new_message())
    return len(keys)


@background
def write_of_reply(comment_id: int, person_id: int, message: str) -> None:
    """Write one letter; none to a person whom it no longer concerns."""
    comment = DraftComment.objects.select_related("draft__study__activity").filter(pk=comment_id).first()
    person = commenters(comment).filter(pk=person_id).first() if comment else None
    if comment is None or person is None:
        return
    language = letters.language_of(person.language)
    with translation.override(language):
        parts = [_("There is a reply to your comment on a draft of a study.")]
        address = letters.address(comment.get_absolute_url())
        parts.append(_("Sign in to read more: %(address)s") % {"address": address})
        letters.send(letters.Letter(person.email, language, _("Reply to your comment"), "\n\n".join(parts), message))


def readers_of(draft: StudyDraft) -> QuerySet[User]:
    """Delegates, members of the Steering Committee and representatives of partners who read its audience."""
    roles = [role for role in COMMENTING if draft.audience in READS[role]]
    posted = Posting.objects.current_on(clock.today()).filter(role__in=roles)
    return User.objects.filter(is_active=True, pk__in=posted.order_by().values("user"))


def commenters(comment: DraftComment) -> QuerySet[User]:
    """Those who act for the State or the organization that made a comment and read the draft."""
    own = Q(role=Role.DELEGATE, state=comment.state_id) if comment.state_id else Q(organisation=comment.organisation_id)
    posted = Posting.objects.current_on(clock.today()).filter(own)
    return readers_of(comment.draft).filter(pk__in=posted.order_by().values("user"))
