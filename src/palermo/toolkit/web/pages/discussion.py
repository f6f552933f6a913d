"""Action pages of rounds of comments, of the comments in them, and of invited experts."""

from collections.abc import Mapping
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core.languages import BY_CODE
from palermo.library.actions.versions import NewFile
from palermo.library.models import Document
from palermo.library.states import DocumentKind
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator, row_saver
from palermo.site.forms.fields import ActForm, ReasonOnlyForm
from palermo.toolkit.actions import discussion as actions
from palermo.toolkit.actions import experts
from palermo.toolkit.models import PassageComment, RoundExpert, TextRound, Tool
from palermo.toolkit.queries.discussion import comments_visible_to, experts_visible_to, rounds_visible_to
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.rules import discussion as rules
from palermo.toolkit.texts.markup import plain_content
from palermo.toolkit.web.discussion import Authors, change_of
from palermo.toolkit.web.forms import discussion as forms
from palermo.toolkit.web.round_table import MEDIA_TYPES, table_file

type Values = Mapping[str, object]
type Invited = dict[str, QuerySet]


def _tools(viewer: Viewer) -> QuerySet[Tool]:
    return tools_visible_to(viewer).select_related("activity")


def _rounds(viewer: Viewer) -> QuerySet[TextRound]:
    return rounds_visible_to(viewer).select_related("tool__activity", "version__tool__activity")


def _comments(viewer: Viewer) -> QuerySet[PassageComment]:
    return comments_visible_to(viewer).select_related("round__tool__activity", "round__version")


def _experts(viewer: Viewer) -> QuerySet[RoundExpert]:
    return experts_visible_to(viewer).select_related("round__tool__activity", "details")


def _change(round: TextRound, *, values: dict[str, object], invited: Invited, by: Actor) -> TextRound:
    return actions.change_round(round, values=values, invited=invited, by=by)


def _file(round: TextRound, *, title: Values, audience: str, language: str, by: Actor) -> Document:
    comments = round.comments.all()
    with override(BY_CODE[language].django_code):
        content = table_file(round, comments, round.version.original_language, "docx")
    document = Document(title=title, kind=DocumentKind.NOTE, audience=audience)
    file = NewFile(content, f"{round.slug}-{language}.docx", MEDIA_TYPES["docx"])
    return actions.file_table(round, document, file, language=language, by=by)


def _comment_context(comment: PassageComment, viewer: Viewer) -> dict[str, object]:
    words = forms.words_in_version(comment.round.version, comment.language, comment.passage)
    return {
        "comment": comment,
        "words": plain_content(words),
        "change": change_of(comment, words),
        "author": Authors(names_experts=viewer.is_secretariat).name(comment),
    }


_round_page = partial(ActionPage[TextRound], model=TextRound, records=_rounds)
_comment_page = partial(
    ActionPage[PassageComment],
    model=PassageComment,
    records=_comments,
    key="pk",
    template="toolkit/discussion/respond.html",
    extra_context=_comment_context,
)
_expert_page = partial(ActionPage[RoundExpert], model=RoundExpert, records=_experts, key="pk", form=ActForm)

register_actions(
    ActionPage[Tool](
        name="prepare-text-round",
        label=_("Prepare round of comments"),
        success_message=_("Round prepared. Open it when everything is ready."),
        model=Tool,
        records=_tools,
        key="activity__slug",
        form=forms.RoundForm,
        check=rules.check_may_prepare_round,
        perform=row_creator(actions.prepare_round, TextRound, "tool"),
        is_offered=False,
    ),
    _round_page(
        name="open-text-round",
        label=_("Open for comments"),
        success_message=_("Round opened. Participants are notified by e-mail."),
        form=forms.OpenRoundForm,
        check=rules.check_may_open_round,
        perform=actions.open_round,
        is_primary=True,
    ),
    _round_page(
        name="invite-round-expert",
        label=_("Invite expert"),
        success_message=_("Expert invited."),
        form=forms.ExpertForm,
        check=rules.check_may_invite_expert,
        perform=experts.invite_expert,
        keeps=("language",),
    ),
    _round_page(
        name="extend-text-round",
        label=_("Extend deadline"),
        success_message=_("Deadline extended. Participants are notified by e-mail."),
        form=forms.ExtendRoundForm,
        check=rules.check_may_extend_round,
        perform=actions.extend_round,
    ),
    _round_page(
        name="remind-text-round",
        label=_("Send reminder"),
        success_message=_("Reminders are sent to participants who have not commented."),
        form=ActForm,
        check=rules.check_may_remind,
        perform=actions.remind_participants,
    ),
    _round_page(
        name="close-text-round",
        label=_("Close round"),
        success_message=_("Round closed."),
        form=ActForm,
        check=rules.check_may_close_round,
        perform=actions.close_round,
    ),
    _round_page(
        name="answer-text-round",
        label=_("Publish responses"),
        success_message=_("Responses published. Participants are notified by e-mail."),
        form=ActForm,
        check=rules.check_may_answer_round,
        perform=actions.answer_round,
        is_primary=True,
    ),
    _round_page(
        name="file-text-round",
        label=_("File table of comments"),
        success_message=_("Table filed as a draft document."),
        form=forms.FileTableForm,
        check=rules.check_may_file_table,
        perform=_file,
    ),
    _round_page(
        name="change-text-round",
        form=forms.RoundForm,
        check=rules.check_may_change_round,
        perform=_change,
        is_edit=True,
    ),
    _round_page(
        name="comment-on-passage",
        label=_("Comment"),
        success_message=_("Comment submitted."),
        form=forms.CommentForm,
        check=rules.check_may_comment,
        perform=row_saver(actions.add_comment, "comment"),
        template="toolkit/discussion/comment.html",
        is_offered=False,
    ),
    _comment_page(
        name="accept-comment",
        label=pgettext_lazy("comment on a text", "Accept"),
        success_message=_("Comment accepted."),
        form=forms.AcceptCommentForm,
        check=rules.check_may_decide_comment,
        perform=actions.accept_comment,
    ),
    _comment_page(
        name="adapt-comment",
        label=_("Accept with changes"),
        success_message=_("Comment accepted with changes."),
        form=forms.AdaptCommentForm,
        check=rules.check_may_decide_comment,
        perform=actions.adapt_comment,
    ),
    _comment_page(
        name="decline-comment",
        label=_("Do not accept"),
        success_message=_("Response recorded."),
        form=forms.DeclineCommentForm,
        check=rules.check_may_decide_comment,
        perform=actions.decline_comment,
    ),
    _comment_page(
        name="reconsider-comment",
        label=_("Withdraw response"),
        success_message=_("Response withdrawn."),
        form=ReasonOnlyForm,
        check=rules.check_may_reconsider_comment,
        perform=actions.reconsider_comment,
    ),
    _expert_page(
        name="send-round-link",
        label=_("Send new link"),
        success_message=_("Link sent. The previous one is no longer valid."),
        check=rules.check_may_send_link,
        perform=experts.send_expert_link,
    ),
    _expert_page(
        name="end-round-expert",
        label=_("End participation"),
        success_message=_("Participation ended."),
        check=rules.check_may_end_expert,
        perform=experts.end_expert,
    ),
    _expert_page(
        name="erase-round-expert",
        label=_("Delete personal data"),
        success_message=_("Personal data deleted."),
        check=rules.check_may_erase_expert,
        perform=experts.erase_expert,
    ),
)
allow_undo("prepare-text-round", "change-text-round", "close-text-round", "comment-on-passage", "decline-comment")
allow_undo("reconsider-comment")
