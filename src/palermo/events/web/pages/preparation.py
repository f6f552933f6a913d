"""What is done on the site to prepare an event: described, budgeted, invited to, its participants listed."""

from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core.slugs import free_slug
from palermo.events.actions import concept_notes, preparation
from palermo.events.models import BudgetLine, Event, EventInvitation, ParticipantGroup
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.preparation import (
    budget_lines_visible_to,
    event_invitations_visible_to,
    participant_groups_visible_to,
)
from palermo.events.rules import preparation as preparation_rules
from palermo.events.web.forms import concept_notes as concept_notes_forms
from palermo.events.web.forms import preparation as preparation_forms
from palermo.library.actions.versions import NewFile
from palermo.library.models import Document
from palermo.site.action_pages import ActionMaker, ActionPage, allow_undo, as_edit, register_actions
from palermo.site.forms import fields

BUDGETED = _("Budget saved.")
INVITED = _("Invitation saved.")
LISTED = _("List of participants saved.")


def events(viewer: Viewer) -> QuerySet[Event]:
    """Events, joined with what their rules read."""
    return events_visible_to(viewer).select_related("activity__lead", "place")


def _lines(viewer: Viewer) -> QuerySet[BudgetLine]:
    return budget_lines_visible_to(viewer).select_related("event__activity")


def _invitations(viewer: Viewer) -> QuerySet[EventInvitation]:
    return event_invitations_visible_to(viewer).select_related(
        "event__activity", "state_invited", "organisation", "participant__state", "participant__organisation"
    )


def _participants(viewer: Viewer) -> QuerySet[ParticipantGroup]:
    if not viewer.is_secretariat:
        return ParticipantGroup.objects.none()
    return participant_groups_visible_to(viewer).select_related("event__activity", "state", "organisation", "named")


def _save_row(
    _record: Model, *, row: preparation.Row, named: tuple[str, str] | None = None, seen: str = "", by: Actor
) -> Model:
    """Save a row; the page that follows is the row's own."""
    return preparation.save_in_preparation(row, named=named, seen=seen, by=by)


def _draft_concept_note(
    event: Event, *, document: Document, language: str, text: str, file: NewFile | None, by: Actor
) -> Document:
    """Draft a concept note; the page that follows is the document's, where it is issued."""
    document.slug = free_slug(Document, document.title, "concept-note")
    return concept_notes.draft_concept_note(event, document, language=language, text=text, file=file, by=by)


# Acts on an event, whose buttons stand on the page of its preparation unless `is_offered` puts one elsewhere.
on_event = ActionMaker(Event, events, key="activity__slug", is_offered=False)


def on_row(
    name: str,
    label: Promise,
    success_message: Promise,
    model: type[Model],
    records: Callable[[Viewer], QuerySet],
    form: type[fields.ActForm],
    check: Callable[..., None],
    perform: Callable[..., Model],
) -> ActionPage:
    """An act on a row, whose button stands beside it."""
    return ActionPage(
        name=name,
        label=label,
        success_message=success_message,
        model=model,
        records=records,
        form=form,
        check=check,
        perform=perform,
        key="pk",
        is_offered=False,
    )


register_actions(
    as_edit(
        on_event(
            "describe-event",
            _("Edit description and host"),
            _("Description and host saved."),
            preparation_forms.DescriptionForm,
            preparation_rules.check_may_describe,
            preparation.describe_event,
            is_offered=True,
        )
    ),
    on_event(
        "draft-concept-note",
        _("Write concept note"),
        _("Draft saved as the event’s concept note. Issue it when it is ready."),
        concept_notes_forms.ConceptNoteForm,
        preparation_rules.check_may_draft_concept_note,
        _draft_concept_note,
    ),
    on_event(
        "add-budget-line",
        _("Add budget line"),
        BUDGETED,
        preparation_forms.BudgetLineForm,
        preparation_rules.check_may_budget,
        _save_row,
    ),
    on_event(
        "invite-to-event",
        _("Add invitation"),
        INVITED,
        preparation_forms.EventInvitationForm,
        preparation_rules.check_may_invite_to_event,
        _save_row,
    ),
    on_event(
        "add-participants",
        _("Add participants"),
        LISTED,
        preparation_forms.GroupForm,
        preparation_rules.check_may_list_participants,
        _save_row,
    ),
    on_event(
        "record-who-came",
        _("Record attendance"),
        _("Attendance saved."),
        preparation_forms.WhoCameForm,
        preparation_rules.check_may_record_who_came,
        preparation.record_who_came,
    ),
    on_event(
        "forget-participant-names",
        _("Remove participants’ names"),
        _("Names removed; the numbers are kept."),
        fields.ActForm,
        preparation_rules.check_may_forget_names,
        preparation.forget_participant_names,
    ),
    as_edit(
        on_row(
            "change-budget-line",
            _("Edit budget line"),
            BUDGETED,
            BudgetLine,
            _lines,
            preparation_forms.BudgetLineForm,
            preparation_rules.check_may_budget,
            _save_row,
        )
    ),
    on_row(
        "remove-budget-line",
        _("Remove budget line"),
        BUDGETED,
        BudgetLine,
        _lines,
        fields.ActForm,
        preparation_rules.check_may_budget,
        preparation.remove_from_preparation,
    ),
    as_edit(
        on_row(
            "change-event-invitation",
            _("Edit invitation"),
            INVITED,
            EventInvitation,
            _invitations,
            preparation_forms.EventInvitationForm,
            preparation_rules.check_may_change_invitation,
            _save_row,
        )
    ),
    on_row(
        "remove-event-invitation",
        _("Remove invitation"),
        INVITED,
        EventInvitation,
        _invitations,
        fields.ActForm,
        preparation_rules.check_may_change_invitation,
        preparation.remove_from_preparation,
    ),
    on_row(
        "send-event-invitation",
        _("Mark as sent"),
        _("Invitation marked as sent; the invitee can now see it."),
        EventInvitation,
        _invitations,
        preparation_forms.SendInvitationForm,
        preparation_rules.check_may_send,
        preparation.send_event_invitation,
    ),
    on_row(
        "answer-event-invitation",
        _("Reply to invitation"),
        _("Reply saved."),
        EventInvitation,
        _invitations,
        preparation_forms.ReplyForm,
        preparation_rules.check_may_answer,
        preparation.answer_event_invitation,
    ),
    on_row(
        "withdraw-event-invitation",
        _("Withdraw invitation"),
        INVITED,
        EventInvitation,
        _invitations,
        fields.DayForm,
        preparation_rules.check_may_withdraw_invitation,
        preparation.withdraw_event_invitation,
    ),
    as_edit(
        on_row(
            "change-participants",
            _("Edit participants"),
            LISTED,
            ParticipantGroup,
            _participants,
            preparation_forms.GroupForm,
            preparation_rules.check_may_list_participants,
            _save_row,
        )
    ),
    on_row(
        "remove-participants",
        _("Remove participants"),
        LISTED,
        ParticipantGroup,
        _participants,
        fields.ActForm,
        preparation_rules.check_may_remove_participants,
        preparation.remove_from_preparation,
    ),
)
allow_undo(
    "describe-event",
    "add-budget-line",
    "change-budget-line",
    "remove-budget-line",
    "invite-to-event",
    "change-event-invitation",
    "remove-event-invitation",
)
