"""Forms that were sent."""

from django.db import models

from palermo.core import clock
from palermo.core.constraints import ON_RECORD


class SentForm(models.Model):
    """A submitted form of an act, by the key of its page; `address` is where it led.

    A form submitted twice is processed once.
    """

    key = models.UUIDField(primary_key=True, error_messages={"unique": ON_RECORD})
    address = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(default=clock.machine_now)

    def __str__(self) -> str:
        return str(self.key)
