"""Who prepares rounds of comments, who comments, and who responds."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY
from palermo.toolkit.models import (
    DraftingMember,
    ExpertDetails,
    ExpertLink,
    PassageComment,
    RoundExpert,
    TextRound,
    Tool,
)
from palermo.toolkit.rules.texts import check_may_write_text
from palermo.toolkit.states.discussion import (
    COMMENT_MOVES,
    ROUND_MOVES,
    CommentState,
    RoundKind,
    RoundState,
)

LONGEST_COMMENT = 5_000
MOST_EXPERTS = 500


def check_may_prepare_round(user: Actor, tool: Tool) -> None:
    """The secretariat prepares rounds of comments on a tool of which a version is frozen."""
    check_may(user, Permission.WRITE_TOOL)
    if tool.activity.state in NEEDS_NO_AUTHORITY:
        raise Refused(_("This tool is only a proposal. Its text cannot be discussed yet."))
    if not tool.versions.exists():
        raise Refused(_("Freeze a version of the text first. Comments are on a version that does not change."))


def check_round_is_coherent(round: TextRound) -> None:
    """An expert group meeting names its event, and no other round does."""
    if round.event is not None and round.kind != RoundKind.MEETING:
        raise Refused(_("Choose “Expert group meeting” as the kind, or leave out the meeting."))


def check_may_change_round(user: Actor, round: TextRound) -> None:
    """The secretariat edits a round until it is open."""
    check_may(user, Permission.WRITE_TOOL)
    if round.state != RoundState.PREPARED:
        raise Refused(_("This round was opened on %(day)s.") % {"day": localize_day(round.opened_on)})


def check_may_open_round(user: Actor, round: TextRound) -> None:
    """The secretariat opens a round in preparation to those who can read the tool."""
    check_may_change_round(user, round)
    reads = {Audience.PUBLIC, Audience.MEMBER_STATES}
    if (round.all_states or round.states.exists()) and round.tool.activity.audience not in reads:
        raise Refused(_("Member States cannot see this tool. Change its audience first."))
    if not (round.all_states or round.states.exists() or round.organisations.exists() or _taking_part(round).exists()):
        raise Refused(_("No participants yet. Choose States or organizations, or invite experts."))


def check_can_open_round(user: Actor, round: TextRound, closes_at: datetime) -> None:
    """As `check_may_open_round`, with a deadline ahead."""
    check_may_open_round(user, round)
    check_move(ROUND_MOVES, round.state, RoundState.OPEN)
    _check_is_ahead(closes_at)


def check_may_extend_round(user: Actor, round: TextRound) -> None:
    """The secretariat extends an open round, also after its deadline."""
    check_may(user, Permission.WRITE_TOOL)
    if round.state != RoundState.OPEN:
        raise Refused(_("Only an open round can be extended."))


def check_can_extend_round(user: Actor, round: TextRound, closes_at: datetime) -> None:
    """As `check_may_extend_round`, to a later deadline that is ahead."""
    check_may_extend_round(user, round)
    _check_is_ahead(closes_at)
    if round.closes_at is not None and closes_at <= round.closes_at:
        raise Refused(_("The new deadline must be later than the present one."))


def check_may_remind(user: Actor, round: TextRound) -> None:
    """The secretariat reminds participants while comments are received."""
    check_may(user, Permission.WRITE_TOOL)
    check_round_takes_comments(round)


def check_may_close_round(user: Actor, round: TextRound) -> None:
    """The secretariat closes an open round."""
    check_may(user, Permission.WRITE_TOOL)
    check_move(ROUND_MOVES, round.state, RoundState.CLOSED)


def check_may_answer_round(user: Actor, round: TextRound) -> None:
    """The secretariat publishes the responses of a closed round to its participants once each comment has one."""
    check_may(user, Permission.WRITE_TOOL)
    check_move(ROUND_MOVES, round.state, RoundState.ANSWERED)
    if round.comments.filter(state=CommentState.OPEN, reply_to=None).exists():
        raise Refused(_("Some comments have no response yet."))


def check_may_file_table(user: Actor, round: TextRound) -> None:
    """The secretariat files the table of comments and responses as a document once the responses are published."""
    check_may(user, Permission.WRITE_TOOL)
    if round.state != RoundState.ANSWERED:
        raise Refused(_("Publish the responses first."))


def check_may_invite_expert(user: Actor, round: TextRound) -> None:
    """The secretariat invites experts until the round closes."""
    check_may(user, Permission.WRITE_TOOL)
    if round.state not in {RoundState.PREPARED, RoundState.OPEN}:
        raise Refused(_("This round is closed."))
    if _taking_part(round).count() >= MOST_EXPERTS:
        raise Refused(_("At most %(most)d experts can be invited to a round.") % {"most": MOST_EXPERTS})


def check_can_invite_expert(user: Actor, round: TextRound, email: str) -> None:
    """As `check_may_invite_expert`, each address once."""
    check_may_invite_expert(user, round)
    if ExpertDetails.objects.filter(expert__round=round, email__iexact=email).exists():
        raise Refused(_("A person with this e-mail address is already invited."))


def check_may_send_link(user: Actor, expert: RoundExpert) -> None:
    """The secretariat sends a new link to an expert who takes part in an open or closed round."""
    check_may(user, Permission.WRITE_TOOL)
    if expert.ended_on is not None or not hasattr(expert, "details"):
        raise Refused(_("This expert no longer takes part."))
    if expert.round.state == RoundState.PREPARED:
        raise Refused(_("The link is sent when the round opens."))


def check_may_end_expert(user: Actor, expert: RoundExpert) -> None:
    """The secretariat ends the participation of an expert."""
    check_may(user, Permission.WRITE_TOOL)
    if expert.ended_on is not None:
        raise Refused(_("This expert no longer takes part."))


def check_may_erase_expert(user: Actor, expert: RoundExpert) -> None:
    """The secretariat deletes name, function and address of an expert on request."""
    check_may(user, Permission.WRITE_TOOL)
    if not hasattr(expert, "details"):
        raise Refused(_("The personal data of this expert were deleted."))


def check_link_opens(link: ExpertLink | None) -> None:
    """Whether the link of an invitation still opens."""
    if link is None or link.ended_at is not None or link.expert.ended_on is not None:
        raise Refused(
            _(
                "This link is not valid. A newer e-mail may have replaced it. Use the link in that e-mail, "
                "or ask the person who invited you to send the invitation again."
            )
        )
    if link.expires_at <= clock.now():
        day = localize_day(timezone.localdate(link.expires_at))
        raise Refused(_("This link expired on %(date)s. Ask the secretariat for a new one.") % {"date": day})


def check_round_takes_comments(round: TextRound) -> None:
    """Comments are received while a round is open and until its deadline."""
    if round.state == RoundState.PREPARED:
        raise Refused(_("This round is not open yet."))
    if not round.takes_comments:
        raise Refused(_("The period for comments is over."))


def check_may_comment(user: Actor, round: TextRound) -> None:
    """Delegations and organizations that are invited, the drafting group and the secretariat comment.

    Refused to anyone else, and outside the period for comments.
    """
    if not isinstance(user, str):
        viewer = viewer_of(user)
        is_drafter = DraftingMember.objects.filter(tool=round.tool_id, user=viewer.user_id or 0).exists()
        if not is_drafter:
            check_may(user, Permission.COMMENT_ON_TOOL)
            if not viewer.is_secretariat and not represents(viewer, round):
                raise Refused(_("Your delegation or organization is not invited to this round."))
    check_round_takes_comments(round)


def represents(viewer: Viewer, round: TextRound) -> bool:
    """Whether a reader represents a State or an organization that is invited to a round."""
    invited = (round.all_states and bool(viewer.delegation_ids)) or bool(states_represented(viewer, round))
    return invited or bool(organisations_represented(viewer, round))


def states_represented(viewer: Viewer, round: TextRound) -> list[int]:
    """The keys of the invited States for which a reader may comment."""
    if round.all_states or not viewer.delegation_ids:
        return sorted(viewer.delegation_ids)
    return sorted(round.states.filter(pk__in=viewer.delegation_ids).values_list("pk", flat=True))


def organisations_represented(viewer: Viewer, round: TextRound) -> list[int]:
    """The keys of the invited organizations for which a reader may comment."""
    if not viewer.agency_ids:
        return []
    return sorted(round.organisations.filter(pk__in=viewer.agency_ids).values_list("pk", flat=True))


def check_can_comment(user: Actor, comment: PassageComment) -> None:
    """As `check_may_comment`, for whom one represents, on a passage of the version."""
    check_may_comment(user, comment.round)
    check_comment_is_coherent(comment)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if comment.by_state_id and comment.by_state_id not in states_represented(viewer, comment.round):
        raise Refused(_("Comment for your own State or organization."))
    if comment.organisation_id and comment.organisation_id not in organisations_represented(viewer, comment.round):
        raise Refused(_("Comment for your own State or organization."))


def check_comment_is_coherent(comment: PassageComment) -> None:
    """Words that are not too long, on a passage that the version has; a reply is to a comment, not to a reply."""
    for words in (comment.text, comment.quote):
        if len(words) > LONGEST_COMMENT:
            raise Refused(
                _("The text has %(found)d characters. At most %(most)d fit.")
                % {"found": len(words), "most": LONGEST_COMMENT}
            )
    if comment.reply_to is not None:
        if comment.reply_to.reply_to_id is not None or comment.reply_to.round_id != comment.round_id:
            raise Refused(_("Reply to the comment itself."))
        if comment.proposal:
            raise Refused(_("A reply proposes no wording. Add a comment of its own."))
    stored = comment.round.version.texts.filter(language=comment.language).first()
    if stored is None or all(row["key"] != comment.passage for row in stored.content):
        raise Refused(_("This version has no such passage. Reload the page."))


def check_may_decide_comment(user: Actor, comment: PassageComment) -> None:
    """The secretariat and the drafting group respond to a comment, once; a reply needs no response."""
    check_may_write_text(user, comment.round.tool)
    if comment.reply_to_id is not None:
        raise Refused(_("Respond to the comment, not to the reply."))
    if comment.round.state == RoundState.ANSWERED:
        raise Refused(_("The responses of this round are published."))
    if comment.state != CommentState.OPEN:
        raise Refused(_("This comment already has a response."))


def check_can_decide_comment(
    user: Actor, comment: PassageComment, to: CommentState, response: MultilingualText
) -> None:
    """As `check_may_decide_comment`; what is not accepted, or changed, has a reason."""
    check_may_decide_comment(user, comment)
    check_move(COMMENT_MOVES, comment.state, to)
    if to != CommentState.ACCEPTED and not response:
        raise Refused(_("Enter the reason."))


def check_may_reconsider_comment(user: Actor, comment: PassageComment) -> None:
    """The secretariat and the drafting group take a response back until the responses are published."""
    check_may_write_text(user, comment.round.tool)
    if comment.round.state == RoundState.ANSWERED:
        raise Refused(_("The responses of this round are published."))
    if comment.state == CommentState.OPEN:
        raise Refused(_("This comment has no response yet."))


def _check_is_ahead(closes_at: datetime) -> None:
    if closes_at <= clock.now():
        raise Refused(_("The deadline must be in the future."))


def _taking_part(round: TextRound) -> QuerySet[RoundExpert]:
    return round.experts.filter(ended_on=None, details__isnull=False)
