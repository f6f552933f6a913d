"""A device at a door: its name, and the days on which it checks in."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.governance.web.forms.meetings import plain_day_field
from palermo.registration.models import DoorDevice
from palermo.site.forms.fields import ActForm


class DeviceForm(ActForm):
    """For the days of the event, unless others are written."""

    name = forms.CharField(
        label=gettext_lazy("Name of the device"),
        max_length=40,
        help_text=gettext_lazy("Its location, such as “Main entrance 2”. Shown in the log."),
    )
    opens_on = plain_day_field(gettext_lazy("Valid from"))
    closes_on = plain_day_field(gettext_lazy("Valid until"))

    def prepare(self) -> None:
        super().prepare()
        activity = self.record.event.activity
        self.initial.setdefault("opens_on", activity.starts_on)
        self.initial.setdefault("closes_on", activity.ends_on or activity.starts_on)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        first, last, name = values.get("opens_on"), values.get("closes_on"), values.get("name")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("closes_on", _("The last day is before the first."))
        if name and self.record.devices.filter(name=name, revoked_at=None).exists():
            self.add_error("name", _("A device already has this name. Choose another, or revoke that device."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        return {"device": DoorDevice(registration=self.record, **self.cleaned_data)}
