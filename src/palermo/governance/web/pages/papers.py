"""How documents come to meetings and activities, and meetings to their agenda."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.core import clock
from palermo.core.slugs import free_slug
from palermo.governance.actions import papers as papers_actions
from palermo.governance.models import Activity, Meeting
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.rules import papers as papers_rules
from palermo.governance.web.forms import papers
from palermo.library.actions.versions import NewFile
from palermo.library.models import Document
from palermo.library.web.forms import DocumentChoiceForm
from palermo.site.action_pages import ActionPage, as_edit, register_actions

ADDED = _("Document added. Issue it when it is ready: until then only the secretariat can see it.")


def _with_id(document: Document) -> Document:
    if document.pk is None:
        document.slug = free_slug(Document, document.title, document.kind)
    return document


def _add_to_activity(
    activity: Activity, *, document: Document, language: str, text: str, file: NewFile | None, by: Actor
) -> Document:
    """Add a document; the page that follows is its own, where it is issued."""
    return papers_actions.add_activity_document(
        activity, _with_id(document), language=language, text=text, file=file, by=by
    )


def _add_to_meeting(
    meeting: Meeting,
    *,
    document: Document,
    is_report: bool,
    language: str,
    text: str,
    file: NewFile | None,
    by: Actor,
) -> Document:
    """Add a document; the page that follows is its own, where it is issued."""
    return papers_actions.add_meeting_document(
        meeting, _with_id(document), is_report=is_report, language=language, text=text, file=file, by=by
    )


def _is_ahead(meeting: Meeting) -> bool:
    return meeting.ends_on >= clock.today()


def _agenda(name: str, label: Promise, check: Callable[[Actor, Meeting], None]) -> ActionPage:
    return ActionPage(
        name=name,
        label=label,
        success_message=_("Agenda saved."),
        model=Meeting,
        records=lambda viewer: meetings_visible_to(viewer).prefetch_related("agenda_items"),
        form=papers.AgendaForm,
        check=check,
        perform=papers_actions.set_agenda,
        is_primary=_is_ahead,
    )


ADD_TO_ACTIVITY = ActionPage(
    name="add-activity-document",
    label=_("Add document"),
    success_message=ADDED,
    model=Activity,
    records=activities_visible_to,
    form=DocumentChoiceForm,
    check=papers_rules.check_may_add_to_activity,
    perform=_add_to_activity,
)

register_actions(
    _agenda("add-agenda", _("Add agenda"), papers_rules.check_may_add_agenda),
    ActionPage(
        name="add-meeting-document",
        label=_("Add document"),
        success_message=ADDED,
        model=Meeting,
        records=meetings_visible_to,
        form=papers.MeetingDocumentForm,
        check=papers_rules.check_may_add_to_meeting,
        perform=_add_to_meeting,
        is_primary=_is_ahead,
    ),
    as_edit(_agenda("edit-agenda", _("Edit agenda"), papers_rules.check_may_edit_agenda)),
)
