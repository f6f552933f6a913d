"""The log of reads: who was given which restricted text or file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.core.audiences import Audience
from palermo.library.models.documents import LANGUAGE_CHOICES
from palermo.library.states import Paper, ReadBy


class Read(models.Model):
    """An access to a restricted document. It has no foreign keys, so that both can be deleted independently.

    `paper` is its kind, `record` and `slug` identify it; `acting_for` is the State or organization for which the reader
    acted; `form` is the file extension and `sha256` its digest, both empty for a text on a page. It is deleted by the
    schedule after PALERMO_KEEP_READS_DAYS.
    """

    at = models.DateTimeField()
    reader = models.BigIntegerField()
    reader_name = models.CharField(max_length=200)
    acting_for = models.CharField(max_length=300, blank=True)
    paper = models.CharField(max_length=10, choices=Paper.choices, default=Paper.DOCUMENT)
    record = models.BigIntegerField()
    slug = models.CharField(max_length=100)
    symbol = models.CharField(
        _("Symbol"),
        max_length=100,
        blank=True,
        help_text=_("As assigned by the issuing office. Leave empty while pending."),
    )
    audience = models.CharField(_("Audience"), max_length=20, choices=Audience.choices)
    language = models.CharField(_("Language"), max_length=2, choices=LANGUAGE_CHOICES)
    by = models.CharField(max_length=10, choices=ReadBy.choices)
    form = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["paper", "record", "-at", "-id"], name="reads_by_paper"),
            models.Index(fields=["reader", "-at", "-id"], name="reads_by_reader"),
            models.Index(fields=["-at", "-id"], name="reads_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at}: {self.reader_name}, {self.slug} ({self.language})"
