"""Forms that were sent, forms that were begun, and what can still be undone."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

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


class Draft(models.Model):
    """What a person typed into the form of an act and did not submit; no part of the record, and shown to nobody else.

    `record` is what the address of the page calls the record acted on, empty where the act makes something new.
    `content` is sealed: it can hold personal data, and texts for few readers.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    act = models.CharField(max_length=100)
    record = models.CharField(max_length=200, blank=True)
    content = models.TextField()
    saved_at = models.DateTimeField()
    delete_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "act", "record"],
                name="one_draft_of_a_form_for_a_person",
                violation_error_message=ON_RECORD,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.record}".strip()

    @property
    def saved_on(self) -> date:
        """The day on which it was saved, for the record."""
        return timezone.localdate(clock.to_story_time(self.saved_at))

    @property
    def delete_on(self) -> date:
        """The day on which it is deleted, for the record."""
        return timezone.localdate(clock.to_story_time(self.delete_at))


class UndoOffer(models.Model):
    """An act that a person did a moment ago and may undo: from which to which entry of the log it reaches.

    `record` is what the address of the page calls the record acted on, empty where the act made something new; `form`
    the key of the form that was sent, which can be sent again once the act is undone.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="undo_offers")
    act = models.CharField(max_length=100)
    record = models.CharField(max_length=200, blank=True)
    form = models.UUIDField(null=True, blank=True)
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    done_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-done_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.record}".strip()
