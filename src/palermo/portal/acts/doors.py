"""What is done on the site to the devices at doors."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events.actions import devices
from palermo.events.models import DoorDevice, Registration
from palermo.events.queries.devices import devices_visible_to
from palermo.events.queries.registrations import registrations_visible_to
from palermo.events.rules import devices as devices_rules
from palermo.portal.acts.act import Act
from palermo.portal.forms import doors, fields


def _registrations(viewer: Viewer) -> QuerySet[Registration]:
    return registrations_visible_to(viewer).select_related("event__activity")


def _devices(viewer: Viewer) -> QuerySet[DoorDevice]:
    return devices_visible_to(viewer).select_related("registration__event__activity")


def _open(_registration: Registration, *, device: DoorDevice, by: Any) -> DoorDevice:
    return devices.open_device(device, by=by)


ACTS = (
    Act(
        "open-device",
        _("Open a device for a door"),
        _("The device is open. Make its link, and open that on the device."),
        Registration,
        _registrations,
        doors.DeviceForm,
        devices_rules.check_may_open_device,
        _open,
        is_offered=False,
    ),
    Act(
        "revoke-device",
        _("Revoke the device"),
        _("The device checks in nobody any more."),
        DoorDevice,
        _devices,
        fields.ActForm,
        devices_rules.check_may_change_device,
        devices.revoke_device,
        key="pk",
        is_offered=False,
    ),
)
