"""The log of reads: who was given which restricted text or file."""

from django.db import models

from palermo.core.audiences import Audience
from palermo.library.models.documents import LANGUAGE_CHOICES
from palermo.library.states import ReadBy


class Read(models.Model):
    """A restricted document given to a reader. No foreign keys: neither holds the other back.

    `acting_for` is the State or organisation for which the reader acted then; `sha256` the file that was given,
    empty for a text on a page. It is kept for PALERMO_KEEP_READS_DAYS and then removed by the schedule.
    """

    at = models.DateTimeField()
    reader = models.BigIntegerField()
    reader_name = models.CharField(max_length=200)
    acting_for = models.CharField(max_length=300, blank=True)
    document = models.BigIntegerField()
    document_slug = models.CharField(max_length=100)
    document_symbol = models.CharField(max_length=100, blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    by = models.CharField(max_length=10, choices=ReadBy.choices)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["document", "-at"], name="reads_by_document"),
            models.Index(fields=["reader", "-at"], name="reads_by_reader"),
            models.Index(fields=["-at"], name="reads_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at}: {self.reader_name}, {self.document_slug} ({self.language})"
