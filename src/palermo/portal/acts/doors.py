"""What is done on the site to the devices at doors."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events import actions, rules
from palermo.events.models import DoorDevice, Registration
from palermo.events.queries import devices_visible_to, registrations_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act


def _registrations(viewer: Viewer) -> QuerySet[Registration]:
    return registrations_visible_to(viewer).select_related("event__activity")


def _devices(viewer: Viewer) -> QuerySet[DoorDevice]:
    return devices_visible_to(viewer).select_related("registration__event__activity")


def _open(_registration: Registration, *, device: DoorDevice, by: Any) -> DoorDevice:
    return actions.open_device(device, by=by)


ACTS = (
    Act(
        "open-device",
        _("Open a device for a door"),
        _("The device is open. Make its link, and open that on the device."),
        Registration,
        _registrations,
        forms.DeviceForm,
        rules.check_may_open_device,
        _open,
        is_offered=False,
    ),
    Act(
        "revoke-device",
        _("Revoke the device"),
        _("The device checks in nobody any more."),
        DoorDevice,
        _devices,
        forms.ActForm,
        rules.check_may_change_device,
        actions.revoke_device,
        key="pk",
        is_offered=False,
    ),
)
