"""Who sees the devices at doors, which of them somebody holds, and whom a device sees."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.digests import digest_of_text
from palermo.registration.models import DoorDevice, Participant
from palermo.registration.queries.registrations import registrations_visible_to
from palermo.registration.states import ParticipantState


def devices_visible_to(viewer: Viewer) -> QuerySet[DoorDevice]:
    """Devices: the secretariat's."""
    devices = DoorDevice.objects.filter(registration__in=registrations_visible_to(viewer))
    return devices if viewer.is_secretariat else devices.none()


def device_of_link(secret: str) -> DoorDevice | None:
    """The device that a link opens."""
    return _door_devices().filter(link_digest=digest_of_text(secret)).first() if secret else None


def device_of_session(secret: str) -> DoorDevice | None:
    """The device that holds this secret, also a revoked one, whose page says so."""
    return _door_devices().filter(session_digest=digest_of_text(secret)).first() if secret else None


def _door_devices() -> QuerySet[DoorDevice]:
    return DoorDevice.objects.select_related("registration__event__activity")


def participants_at(device: DoorDevice) -> QuerySet[Participant]:
    """Whom a device may check in: those accredited for its event, and nobody else."""
    return Participant.objects.filter(registration=device.registration_id, state=ParticipantState.ACCREDITED)
