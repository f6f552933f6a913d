"""Who may open a check-in device for a door, and when one checks in."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.events.rules.events import check_is_authorized
from palermo.registration.models import DoorDevice, Registration
from palermo.registration.rules.registrations import check_is_not_purged, check_may_with_people


def check_may_open_device(user: Actor, registration: Registration) -> None:
    """The secretariat; as long as the names are there."""
    check_may_with_people(Permission.OPEN_DEVICE, user, registration)


def check_can_open_device(user: Actor, device: DoorDevice) -> None:
    """For days until the one on which names are deleted."""
    check_may_open_device(user, device.registration)
    last: date = device.registration.delete_on
    if device.closes_on > last:
        raise Refused(_("Names are deleted on %(day)s. A device must expire by then.") % {"day": localize_day(last)})


def check_may_change_device(user: Actor, device: DoorDevice) -> None:
    """The secretariat; a device that was not revoked."""
    check_may(user, Permission.OPEN_DEVICE)
    if device.revoked_at:
        raise Refused(_("This device was revoked. Set up another."))


def check_can_link_device(user: Actor, device: DoorDevice) -> None:
    """One whose days are not over."""
    check_may_change_device(user, device)
    check_is_authorized(device.registration.event)
    check_is_not_purged(device.registration)
    if device.closes_on < clock.today(device.registration.event.time_zone):
        raise Refused(_("This device has expired. Set up another."))


def check_device_link_opens(device: DoorDevice, digest: str) -> None:
    """The link that was made last, as long as nobody used it."""
    if not digest or device.link_digest != digest:
        raise Refused(_("This link is not valid: it was used, replaced by a newer one, or its device was revoked."))


def check_device_holds(device: DoorDevice) -> None:
    """Not revoked, on its days, and as long as the names are there."""
    check_is_authorized(device.registration.event)
    check_is_not_purged(device.registration)
    if device.revoked_at:
        raise Refused(_("This device was revoked by the secretariat."))
    if not device.holds_on(clock.today(device.registration.event.time_zone)):
        values = {"first": localize_day(device.opens_on), "last": localize_day(device.closes_on)}
        raise Refused(_("This device can check people in from %(first)s to %(last)s.") % values)
