"""Action pages of national returns: opened, assigned, completed, approved, received, queried, accepted, corrected."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.returns.actions import filling, return_attachments, return_people, return_queries
from palermo.returns.actions import returns as actions
from palermo.returns.attachments import AttachedFile
from palermo.returns.figures import structure_of
from palermo.returns.models import (
    Return,
    ReturnAttachment,
    ReturnBlock,
    ReturnContributor,
    ReturnQuery,
    RoundInvitation,
)
from palermo.returns.queries.returns import (
    attachments_visible_to,
    blocks_visible_to,
    contributors_visible_to,
    return_queries_visible_to,
    returns_visible_to,
)
from palermo.returns.queries.rounds import round_invitations_visible_to
from palermo.returns.rules import return_attachments as attachment_rules
from palermo.returns.rules import return_people as people_rules
from palermo.returns.rules import return_queries as query_rules
from palermo.returns.rules import returns as rules
from palermo.returns.web.forms import returns as forms
from palermo.returns.web.grid import place_of
from palermo.site.action_pages import ActionPage, register_actions
from palermo.site.forms.fields import ActForm


def _returns(viewer: Viewer) -> QuerySet[Return]:
    return returns_visible_to(viewer).select_related("round__edition", "agreement")


def _invitations(viewer: Viewer) -> QuerySet[RoundInvitation]:
    return round_invitations_visible_to(viewer).select_related("round__edition", "agreement")


def _attachments(viewer: Viewer) -> QuerySet[ReturnAttachment]:
    return attachments_visible_to(viewer).select_related("of__round", "of__state")


def _queries(viewer: Viewer) -> QuerySet[ReturnQuery]:
    return return_queries_visible_to(viewer).select_related("of__round__edition", "of__state")


def _attach_to_table(block: ReturnBlock, *, file: AttachedFile, by: Actor) -> ReturnAttachment:
    return return_attachments.add_attachment(block.of, file=file, table=block.table, by=by)


def _place_of_query(query: ReturnQuery, viewer: Viewer) -> dict[str, object]:
    """What a query is about, for the page on which it is answered."""
    return {"place": place_of(structure_of(query.of.round.edition), query)}


_page = partial(ActionPage[Any], template="returns/returns/act.html")
_return_page = partial(_page, model=Return, records=_returns)
_block_page = partial(_page, model=ReturnBlock, records=blocks_visible_to, key="pk", is_offered=False)
_query_page = partial(
    _page, model=ReturnQuery, records=_queries, key="pk", is_offered=False, extra_context=_place_of_query
)

register_actions(
    _page(
        name="open-return",
        label=_("Begin the return"),
        success_message=_("The return was begun. Fill it in table by table; you can stop and continue at any time."),
        model=RoundInvitation,
        records=_invitations,
        key="pk",
        form=ActForm,
        check=rules.check_may_open_return,
        perform=actions.open_return,
    ),
    _return_page(
        name="complete-return",
        label=pgettext_lazy("act on a national return", "Complete"),
        success_message=_("The return is complete and awaits the approval of the delegation."),
        form=ActForm,
        check=rules.check_may_complete_return,
        perform=actions.complete_return,
        template="returns/returns/complete.html",
        is_primary=True,
    ),
    _return_page(
        name="approve-return",
        label=_("Approve"),
        success_message=_("The return was approved and submitted to the secretariat."),
        form=ActForm,
        check=rules.check_may_approve_return,
        perform=actions.approve_return,
        template="returns/returns/approve.html",
        is_primary=True,
    ),
    _return_page(
        name="send-back-return",
        label=_("Send back"),
        success_message=_("The return is a draft again."),
        form=forms.ReasonForm,
        check=rules.check_may_send_back_return,
        perform=actions.send_back_return,
    ),
    _return_page(
        name="receive-return",
        label=_("Record receipt"),
        success_message=_("Receipt recorded. The State has been notified."),
        form=ActForm,
        check=rules.check_may_receive_return,
        perform=actions.receive_return,
        is_primary=True,
    ),
    _return_page(
        name="accept-return",
        label=pgettext_lazy("national return", "Accept"),
        success_message=_("The return was accepted. The State has been notified."),
        form=ActForm,
        check=rules.check_may_accept_return,
        perform=actions.accept_return,
        is_primary=True,
    ),
    _return_page(
        name="query-return",
        label=_("Ask about the return"),
        success_message=_("Query sent."),
        form=forms.AskForm,
        check=query_rules.check_may_ask,
        perform=return_queries.ask_about_return,
    ),
    _return_page(
        name="assign-return-tables",
        label=_("Assign tables"),
        success_message=_("Tables assigned."),
        form=forms.AssignTablesForm,
        check=people_rules.check_may_assign_tables,
        perform=return_people.assign_tables,
    ),
    _return_page(
        name="invite-to-return",
        label=_("Invite a person to tables"),
        success_message=_("The invitation was recorded. The person sees the tables once the invitation is accepted."),
        form=forms.InviteToTablesForm,
        check=people_rules.check_may_assign_tables,
        perform=return_people.invite_to_tables,
    ),
    _return_page(
        name="name-return-ministry",
        label=_("Enter the ministry of tables"),
        form=forms.NameMinistryForm,
        check=people_rules.check_may_assign_tables,
        perform=return_people.name_ministry,
        is_edit=True,
    ),
    _return_page(
        name="check-carried-over-return",
        label=_("Check what was carried over"),
        form=forms.CarriedOverForm,
        check=people_rules.check_may_check_carried_over,
        perform=return_people.remove_carried_over,
        template="returns/returns/carried_over_act.html",
        is_edit=True,
        is_offered=False,
    ),
    _return_page(
        name="attach-to-return",
        label=_("Attach a file"),
        success_message=_("File attached."),
        form=forms.AttachmentForm,
        check=rules.check_may_change_return,
        perform=return_attachments.add_attachment,
    ),
    _return_page(
        name="edit-return-note",
        label=_("Edit the note"),
        form=forms.NoteForm,
        check=rules.check_may_change_return,
        perform=actions.write_note,
        is_edit=True,
    ),
    _return_page(
        name="correct-return",
        label=_("Correct by a new return"),
        success_message=_("The new return holds the figures of the previous one. Correct and complete it."),
        form=forms.ReasonForm,
        check=rules.check_may_correct_return,
        perform=actions.correct_return,
    ),
    _block_page(
        name="mark-return-table",
        label=_("Mark as ready"),
        success_message=_("The table is marked as ready."),
        form=ActForm,
        check=rules.check_may_mark_ready,
        perform=filling.mark_table_ready,
    ),
    _block_page(
        name="attach-to-return-table",
        label=_("Attach a file"),
        success_message=_("File attached."),
        form=forms.AttachmentForm,
        check=attachment_rules.check_may_attach_to_table,
        perform=_attach_to_table,
    ),
    _block_page(
        name="query-return-table",
        label=_("Ask about the table"),
        success_message=_("Query sent."),
        form=forms.AskAboutTableForm,
        check=query_rules.check_may_ask_about_table,
        perform=return_queries.ask_about_table,
    ),
    _query_page(
        name="answer-return-query",
        label=pgettext_lazy("query", "Answer"),
        success_message=_("Answer sent."),
        form=forms.AnswerForm,
        check=query_rules.check_may_answer,
        perform=return_queries.answer_query,
        template="returns/returns/answer.html",
    ),
    _query_page(
        name="repeat-return-query",
        label=_("Ask again"),
        success_message=_("Query sent."),
        form=forms.AskForm,
        check=query_rules.check_may_ask_again,
        perform=return_queries.ask_again,
        template="returns/returns/answer.html",
    ),
    _query_page(
        name="close-return-query",
        label=_("Close the query"),
        success_message=_("Query closed."),
        form=ActForm,
        check=query_rules.check_may_close_query,
        perform=return_queries.close_query,
        template="returns/returns/answer.html",
    ),
    _page(
        name="remove-return-file",
        label=_("Remove the file"),
        success_message=_("File removed."),
        model=ReturnAttachment,
        records=_attachments,
        key="pk",
        form=ActForm,
        check=attachment_rules.check_may_remove_attachment,
        perform=return_attachments.remove_attachment,
        is_offered=False,
    ),
    _page(
        name="change-return-tables",
        label=_("Change tables"),
        model=ReturnContributor,
        records=contributors_visible_to,
        key="pk",
        form=forms.ChangeTablesForm,
        check=people_rules.check_may_change_tables,
        perform=return_people.change_tables,
        is_offered=False,
        is_edit=True,
    ),
)
