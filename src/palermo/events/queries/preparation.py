"""Who sees what an event costs, who is invited, and who takes part."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from palermo.accounts.viewer import Viewer
from palermo.events.models import BudgetLine, Event, EventInvitation, ParticipantGroup, ParticipantName
from palermo.events.states.preparation import EventInvitationState
from palermo.governance.queries.activities import activity_seen_by


def budget_lines_visible_to(viewer: Viewer) -> QuerySet[BudgetLine]:
    """Budget lines, which only the secretariat sees; what donors gave is shown on their contributions."""
    seen = BudgetLine.objects.filter(activity_seen_by(viewer, "event__activity__"))
    return seen if viewer.is_secretariat else seen.none()


def event_invitations_visible_to(viewer: Viewer) -> QuerySet[EventInvitation]:
    """Invitations: all for the secretariat; for others those that went to their own State or organization."""
    seen = EventInvitation.objects.filter(activity_seen_by(viewer, "event__activity__"))
    if viewer.is_secretariat:
        return seen
    theirs = Q(state_invited__in=viewer.delegation_ids) | Q(organisation__in=viewer.agency_ids)
    return seen.filter(theirs).exclude(state=EventInvitationState.PLANNED).exclude(sent_on=None)


def invitations_to_answer(viewer: Viewer) -> QuerySet[EventInvitation]:
    """Those that wait for the reply of the viewer's own State or organization, the first to be answered first."""
    theirs = Q(state_invited__in=viewer.delegation_ids) | Q(organisation__in=viewer.agency_ids)
    waiting = event_invitations_visible_to(viewer).filter(theirs, state=EventInvitationState.SENT)
    return waiting.select_related("event__activity", "event__place").order_by("reply_by", "event__activity__starts_on")


def participant_groups_visible_to(viewer: Viewer) -> QuerySet[ParticipantGroup]:
    """Lines of lists of participants, which name nobody, of events that the viewer may see."""
    return ParticipantGroup.objects.filter(activity_seen_by(viewer, "event__activity__"))


def participant_names_visible_to(viewer: Viewer) -> QuerySet[ParticipantName]:
    """Names of participants, for the secretariat only."""
    names = ParticipantName.objects.filter(participant__in=participant_groups_visible_to(viewer))
    return names if viewer.is_secretariat else names.none()


@dataclass(frozen=True)
class BudgetSum:
    """The sums of one currency."""

    currency: str
    planned: Decimal
    committed: Decimal
    spent: Decimal


def budget_sums(event: Event, viewer: Viewer) -> list[BudgetSum]:
    """What is planned, committed and spent, each currency by itself: sums of several currencies are none."""
    lines = budget_lines_visible_to(viewer).filter(event=event).order_by("currency").values("currency")
    sums = lines.annotate(p=Sum("planned"), c=Sum("committed"), s=Sum("spent"))
    return [BudgetSum(*row) for row in sums.values_list("currency", "p", "c", "s")]
