"""What the rows of an event's preparation and of its feedback are called, and where they are shown."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.core import clock
from palermo.core.templatetags.texts import plain
from palermo.events.models import (
    BudgetLine,
    EventInvitation,
    FeedbackForm,
    FeedbackLink,
    FeedbackQuestion,
    ParticipantGroup,
    Showing,
)


def participants_name(line: ParticipantGroup) -> str:
    """By name where there is one, for the secretariat; else from where they are, as what and how many."""
    named = getattr(line, "named", None)
    first = [named.name, named.function] if named else []
    of = [plain(line.state.short_name_on(clock.today()))] if line.state else []
    of += [plain(line.organisation.name)] if line.organisation else []
    count = [] if line.head_count == 1 else [str(line.head_count)]
    return ", ".join(filter(None, [*first, *of, str(line.get_category_display()), *count]))


def invited_name(invitation: EventInvitation) -> str:
    """Whom an invitation is to."""
    if invitation.state_invited:
        return plain(invitation.state_invited.short_name_on(clock.today()))
    if invitation.organisation:
        return plain(invitation.organisation.name)
    return participants_name(invitation.participant) if invitation.participant else ""


def invitation_name(invitation: EventInvitation) -> str:
    """To what and whom."""
    words = {"event": plain(invitation.event.activity.title), "who": invited_name(invitation)}
    return _("Invitation of %(who)s: %(event)s") % words


def showing_name(showing: Showing) -> str:
    """What is shown, and how."""
    shown: Any = showing.outcome or showing.document
    return _("%(title)s: %(how)s") % {"title": plain(shown.title), "how": showing.get_kind_display()}


def feedback_name(form: FeedbackForm) -> str:
    """By its event."""
    return _("What participants said: %(event)s") % {"event": plain(form.event.activity.title)}


def preparation_address(event: Any) -> str:
    """The page of an event's preparation."""
    return reverse("event_preparation", args=[event.activity.slug])


def feedback_address(form: FeedbackForm) -> str:
    """The page of an event's evaluation, where the secretariat also finds its form."""
    return reverse("event_evaluation", args=[form.event.activity.slug])


def _showing_address(showing: Showing) -> str:
    return reverse("event_shown", args=[showing.forum.activity.slug])


PREPARATION_NAMES: dict[type[Model], Callable[[Any], str]] = {
    BudgetLine: lambda line: line.purpose,
    EventInvitation: invitation_name,
    ParticipantGroup: participants_name,
    FeedbackForm: feedback_name,
    FeedbackQuestion: lambda question: plain(question.words),
    FeedbackLink: lambda link: _("Link %(number)d") % {"number": link.number},
    Showing: showing_name,
}
PREPARATION_ADDRESSES: dict[type[Model], Callable[[Any], str]] = {
    BudgetLine: lambda line: f"{preparation_address(line.event)}#budget",
    EventInvitation: lambda each: f"{preparation_address(each.event)}#invitations",
    ParticipantGroup: lambda line: f"{preparation_address(line.event)}#participants",
    FeedbackForm: feedback_address,
    FeedbackQuestion: lambda question: feedback_address(question.form),
    FeedbackLink: lambda link: f"{feedback_address(link.form)}#links",
    Showing: _showing_address,
}
