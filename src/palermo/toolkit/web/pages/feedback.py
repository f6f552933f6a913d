"""Action pages of the finder and of the feedback of readers."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.toolkit.actions import feedback as actions
from palermo.toolkit.models import ReaderFeedback, Tool
from palermo.toolkit.queries.feedback import feedback_visible_to
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.rules import feedback as rules
from palermo.toolkit.web.forms import feedback as forms


def _tools(viewer: Viewer) -> QuerySet[Tool]:
    return tools_visible_to(viewer).select_related("activity")


def _feedback(viewer: Viewer) -> QuerySet[ReaderFeedback]:
    return feedback_visible_to(viewer).select_related("version__tool__activity")


register_actions(
    ActionPage[Tool](
        name="arrange-finder",
        label=_("Choose readers and topics"),
        success_message=_("Saved."),
        model=Tool,
        records=_tools,
        key="activity__slug",
        form=forms.ArrangeFinderForm,
        check=rules.check_may_arrange_finder,
        perform=actions.arrange_finder,
    ),
    ActionPage[ReaderFeedback](
        name="answer-reader-feedback",
        label=_("Reply"),
        success_message=_("Reply sent."),
        model=ReaderFeedback,
        records=_feedback,
        form=forms.AnswerFeedbackForm,
        check=rules.check_may_decide_feedback,
        perform=actions.answer_feedback,
    ),
    ActionPage[ReaderFeedback](
        name="close-reader-feedback",
        label=_("Close without reply"),
        success_message=_("Feedback closed."),
        model=ReaderFeedback,
        records=_feedback,
        form=forms.CloseFeedbackForm,
        check=rules.check_may_decide_feedback,
        perform=actions.close_feedback,
    ),
)
allow_undo("arrange-finder")
