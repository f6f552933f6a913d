"""What is done to the devices at doors: opened, linked, taken into use, revoked."""

from secrets import token_urlsafe

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.core.rows import insert_row, lock_row
from palermo.registration.actions.badges import Arrival, CheckInReply, check_in_all
from palermo.registration.actions.registrations import lock_registration
from palermo.registration.models import DoorDevice
from palermo.registration.rules import devices


@transaction.atomic
def open_device(device: DoorDevice, *, by: Actor) -> DoorDevice:
    """Name a device for a door. It opens nothing before somebody is given its link.

    Raises
    ------
    Refused
        If it is not for this person to do, or for longer than the names are there.
    ValidationError
        If it does not hold together.
    """
    device.registration = lock_registration(device.registration)
    devices.check_can_open_device(by, device)
    device.opened_at = clock.now()
    insert_row(device)
    days = {"opens_on": device.opens_on.isoformat(), "closes_on": device.closes_on.isoformat()}
    record("device.opened", device.registration, by=by, device=device.name, **days)
    return device


@transaction.atomic
def give_device_link(device: DoorDevice, *, by: Actor) -> tuple[DoorDevice, str]:
    """Make the secret that opens check-in on a device, once; the one before opens nothing from now on.

    The device that was in use until now goes on until the new link is used. Refused if it was revoked or its days are
    over.
    """
    device = _lock_device(device)
    devices.check_can_link_device(by, device)
    secret = token_urlsafe(32)
    device.link_digest = digest_of_text(secret)
    device.save(update_fields=["link_digest"])
    record("device.linked", device.registration, by=by, device=device.name)
    return device, secret


@transaction.atomic
def use_device_link(secret: str, *, by: DoorDevice) -> tuple[DoorDevice, str]:
    """Activate the device on which the link was opened: spend the link, and return the secret of a session.

    Refused if it was revoked, outside its days, or if the link was already used.
    """
    device = _lock_device(by)
    devices.check_device_holds(device)
    devices.check_device_link_opens(device, digest_of_text(secret))
    session = token_urlsafe(32)
    device.link_digest, device.session_digest = "", digest_of_text(session)
    device.save(update_fields=["link_digest", "session_digest"])
    record("device.used", device.registration, by=_actor_name(device), device=device.name)
    return device, session


@transaction.atomic
def revoke_device(device: DoorDevice, *, by: Actor) -> DoorDevice:
    """Let a device check in nobody any more. Its session stays known, so that its page can say so.

    Refused if it was revoked before.
    """
    device = _lock_device(device)
    devices.check_may_change_device(by, device)
    device.revoked_at, device.link_digest = max(clock.now(), device.opened_at), ""
    device.save(update_fields=["revoked_at", "link_digest"])
    record("device.revoked", device.registration, by=by, device=device.name)
    return device


@transaction.atomic
def check_in_at_door(arrivals: list[Arrival], *, by: DoorDevice) -> list[CheckInReply]:
    """Check in those whom a device reports, as `check_in_all`, under its name in the log and in each arrival.

    Refused if the device does not hold any more.
    """
    device = _lock_device(by)
    devices.check_device_holds(device)
    named = [arrival._replace(device=device.name) for arrival in arrivals]
    return check_in_all(device.registration, named, by=_actor_name(device))


def _actor_name(device: DoorDevice) -> str:
    """The name of a device in the log."""
    return f"the check-in device “{device.name}”"


def _lock_device(device: DoorDevice) -> DoorDevice:
    registration = lock_registration(device.registration)
    locked = lock_row(device)
    locked.registration = registration
    return locked
