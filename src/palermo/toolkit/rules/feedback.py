"""Who arranges the finder, and who deals with the feedback of readers."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.toolkit.models import DraftingMember, Passage, ReaderFeedback, Tool, ToolVersion
from palermo.toolkit.queries.texts import versions_visible_to
from palermo.toolkit.states.feedback import FEEDBACK_MOVES, ReaderFeedbackStatus

LONGEST_FEEDBACK = 2000


def check_may_arrange_finder(user: Actor, tool: Tool) -> None:
    """The secretariat says for whom which chapter is, once a version was published.

    Refused to anyone else, and for a tool without a published text.
    """
    check_may(user, Permission.WRITE_TOOL)
    if not tool.versions.filter(published_on__isnull=False).exists():
        raise Refused(_("No version of this tool has been published yet."))


def check_can_arrange_finder(user: Actor, tool: Tool, passage: Passage | None) -> None:
    """As `check_may_arrange_finder`, for a chapter of the same tool."""
    check_may_arrange_finder(user, tool)
    if passage is not None and passage.tool_id != tool.pk:
        raise Refused(_("Choose a chapter of this tool."))


def check_can_send_feedback(version: ToolVersion, words: str, *, viewer: Viewer = VISITOR) -> None:
    """Anyone who may read a version may write to its authors, in no more words than are read."""
    if version.published_on is None or not versions_visible_to(viewer).filter(pk=version.pk).exists():
        raise Refused(_("This version is not open to feedback."))
    if not words.strip():
        raise Refused(_("Enter your feedback."))
    if len(words) > LONGEST_FEEDBACK:
        raise Refused(
            _("The text has %(found)d characters. At most %(most)d fit. Shorten it.")
            % {"found": len(words), "most": LONGEST_FEEDBACK}
        )


def check_may_decide_feedback(user: Actor, feedback: ReaderFeedback) -> None:
    """The secretariat and the drafting group deal with feedback, once."""
    if not DraftingMember.objects.filter(tool=feedback.version.tool_id, user=getattr(user, "pk", None)).exists():
        check_may(user, Permission.WRITE_TOOL)
    if feedback.status != ReaderFeedbackStatus.OPEN:
        raise Refused(_("This feedback was settled on %(day)s.") % {"day": localize_day(feedback.decided_on)})


def check_can_decide_feedback(
    user: Actor, feedback: ReaderFeedback, to: ReaderFeedbackStatus, reply: MultilingualText
) -> None:
    """As `check_may_decide_feedback`; what is answered has a reply."""
    check_may_decide_feedback(user, feedback)
    check_move(FEEDBACK_MOVES, feedback.status, to)
    if to == ReaderFeedbackStatus.ANSWERED and not reply:
        raise Refused(_("Enter the reply."))
