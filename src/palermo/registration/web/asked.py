"""What registration asks of a mission or an agency, and of the secretariat: what a desk says of it."""

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.events.rules.events import OVER
from palermo.registration.models import Accreditation, Registration, RegistrationCategory
from palermo.registration.queries.registrations import (
    accreditations_visible_to,
    letters_visible_to,
    participants_visible_to,
    registrations_visible_to,
)
from palermo.registration.rules.registrations import own_categories
from palermo.registration.states import COMING, AccreditationState, ParticipantState


def registrations_open_for(viewer: Viewer) -> QuerySet[Registration]:
    """Those open today to this mission or agency, the one that closes first at the top, with its own people counted.

    `is_letter_due` says that a delegation has not sent its letter of credentials. None for who registers nobody.
    """
    own = Q(participants__in=participants_visible_to(viewer), participants__state__in=COMING)
    registrations = _open_today(viewer).filter(Exists(_categories(viewer)))
    letters = letters_visible_to(viewer).filter(registration=OuterRef("pk"), state_for__in=viewer.delegation_ids)
    is_due = ExpressionWrapper(~Exists(letters) if viewer.delegation_ids else Value(value=False), BooleanField())
    counted = Count("participants", filter=own)
    return registrations.annotate(own=counted, is_letter_due=is_due)  # type: ignore[no-redef]  # added in each pass


def registrations_open_for_others(viewer: Viewer) -> QuerySet[Registration]:
    """Those open today in which this mission or agency registers nobody, with the categories that are open."""
    return _open_today(viewer).exclude(Exists(_categories(viewer))).prefetch_related("categories")


def _open_today(viewer: Viewer) -> QuerySet[Registration]:
    today = clock.today()
    registrations = registrations_visible_to(viewer).filter(opens_on__lte=today, closes_on__gte=today, purged_on=None)
    if viewer.is_secretariat or not own_categories(viewer):
        return registrations.none()
    registrations = registrations.exclude(event__activity__state__in=OVER).select_related("event__activity")
    return registrations.order_by("closes_on", "slug")


def _categories(viewer: Viewer) -> QuerySet[RegistrationCategory]:
    return RegistrationCategory.objects.filter(registration=OuterRef("pk"), category__in=own_categories(viewer))


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
