"""Registrations as a kind of record. Of the people registered no version is kept."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.registration.models import HeadCount, Participant, Registration, RegistrationCategory
from palermo.registration.queries.registrations import registrations_visible_to


def _registrations_with_past(viewer: Viewer) -> QuerySet[Registration]:
    """Who was registered or refused when, even without a name, is for those who did it."""
    registrations = registrations_visible_to(viewer)
    return registrations if viewer.is_secretariat else registrations.none()


register(
    # Of the people registered no version is kept: a version cannot be deleted, and they are promised that they will be.
    RecordKind(
        model=Registration,
        slug="registrations",
        visible_to=registrations_visible_to,
        versions_visible_to=_registrations_with_past,
        version_condition=for_secretariat,
        pages=("registration",),
    ),
    RecordKind(model=RegistrationCategory, slug="registration-categories", part_of=("registration",)),
    RecordKind(model=HeadCount, slug="head-counts", part_of=("registration",)),
    RecordKind(model=Participant, slug="participants", is_versioned=False),
)
