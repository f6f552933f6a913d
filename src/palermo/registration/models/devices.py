"""Devices that check people in at a door, without anybody's account."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from palermo.core.constraints import LINK_TAKEN
from palermo.registration.models.registrations import Registration


class DoorDevice(models.Model):
    """A check-in device authorized by the secretariat: it can only check in people accredited for one event.

    Only digests of the secrets are stored: of the link (`link_digest`, empty once used) and of the device's session
    (`session_digest`). It is valid from `opens_on` to `closes_on`.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=40)
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_at = models.DateTimeField()
    link_digest = models.CharField(max_length=64, blank=True)
    session_digest = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["registration", "opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "name"],
                condition=Q(revoked_at=None),
                name="one_device_a_name_at_an_event",
                violation_error_message=gettext_lazy("Another device of this event already has this name."),
            ),
            models.UniqueConstraint(
                fields=["link_digest"],
                condition=~Q(link_digest=""),
                name="one_device_a_link",
                violation_error_message=LINK_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["session_digest"],
                condition=~Q(session_digest=""),
                name="one_device_a_session",
                violation_error_message=LINK_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="device_closes_after_it_opens",
                violation_error_message=gettext_lazy("The closing date must not be before the opening date."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(link_digest=""),
                name="revoked_device_has_no_link",
                violation_error_message=gettext_lazy("A revoked device cannot have a link."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("opened_at")),
                name="device_is_revoked_after_it_is_opened",
                violation_error_message=gettext_lazy("The date of revocation must not be before the date of creation."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def display_name(self) -> str:
        """What links and headings say."""
        return self.name

    def get_absolute_url(self) -> str:
        """The list of devices."""
        return reverse("door_devices", args=[self.registration.event.activity.slug])

    def holds_on(self, today: date) -> bool:
        """Whether it may check in on a day."""
        return self.revoked_at is None and self.opens_on <= today <= self.closes_on
