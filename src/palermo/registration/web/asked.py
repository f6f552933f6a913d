"""What registration asks of a mission or an agency, and of the secretariat: what a desk says of it."""

from django.db.models import Count, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.events.rules.events import OVER
from palermo.registration.models import Accreditation, Registration
from palermo.registration.queries.registrations import (
    accreditations_visible_to,
    participants_visible_to,
    registrations_visible_to,
)
from palermo.registration.states import COMING, AccreditationState, ParticipantState


def registrations_open_for(viewer: Viewer) -> QuerySet[Registration]:
    """Those open today, the one that closes first at the top; none for who registers nobody."""
    today = clock.today()
    registrations = registrations_visible_to(viewer).filter(opens_on__lte=today, closes_on__gte=today, purged_on=None)
    registrations = registrations.exclude(event__activity__state__in=OVER).select_related("event__activity")
    if viewer.is_secretariat or not (viewer.delegation_ids or viewer.agency_ids):
        return registrations.none()
    own = Q(participants__in=participants_visible_to(viewer), participants__state__in=COMING)
    return registrations.annotate(own=Count("participants", filter=own)).order_by("closes_on", "slug")


def registrations_to_review(viewer: Viewer) -> QuerySet[Registration]:
    """Those in which people wait to be accredited, with how many; none for who accredits nobody."""
    registrations = registrations_visible_to(viewer).filter(purged_on=None).select_related("event__activity")
    if not viewer.is_secretariat:
        return registrations.none()
    waiting = Count("participants", filter=Q(participants__state=ParticipantState.REGISTERED))
    return registrations.exclude(event__activity__state__in=OVER).annotate(waiting=waiting).filter(waiting__gt=0)


def applications_to_decide(viewer: Viewer) -> QuerySet[Accreditation]:
    """Applications of organizations and media that wait for a decision, the oldest first; the secretariat's."""
    applications = accreditations_visible_to(viewer).filter(state=AccreditationState.APPLIED)
    over = applications.filter(registration__event__activity__state__in=OVER)
    return applications.exclude(pk__in=over.values("pk")).select_related("registration__event__activity")
