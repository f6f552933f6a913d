"""What is done on the site to the devices at doors."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.registration.actions import devices
from palermo.registration.models import DoorDevice, Registration
from palermo.registration.queries.devices import devices_visible_to
from palermo.registration.queries.registrations import registrations_visible_to
from palermo.registration.rules import devices as devices_rules
from palermo.registration.web.forms import devices as doors
from palermo.site.action_pages import ActionPage, register_actions, row_saver
from palermo.site.forms import fields


def _registrations(viewer: Viewer) -> QuerySet[Registration]:
    return registrations_visible_to(viewer).select_related("event__activity")


def _devices(viewer: Viewer) -> QuerySet[DoorDevice]:
    return devices_visible_to(viewer).select_related("registration__event__activity")


register_actions(
    ActionPage(
        name="open-device",
        label=_("Authorize a device"),
        success_message=_("Device authorized. Create its link and open it on the device."),
        model=Registration,
        records=_registrations,
        form=doors.DeviceForm,
        check=devices_rules.check_may_open_device,
        perform=row_saver(devices.open_device, "device"),
        is_offered=False,
    ),
    ActionPage(
        name="revoke-device",
        label=_("Revoke device"),
        success_message=_("Device revoked."),
        model=DoorDevice,
        records=_devices,
        form=fields.ActForm,
        check=devices_rules.check_may_change_device,
        perform=devices.revoke_device,
        key="pk",
        is_offered=False,
    ),
)
