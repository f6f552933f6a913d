"""What a file says in words, taken out of it in the background."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ON_RECORD
from palermo.library.models.documents import LanguageVersion
from palermo.library.states import Extraction


class ExtractedText(models.Model):
    """The text of the file `sha256` of a language version, for search and for readers who cannot use a PDF."""

    version = models.OneToOneField(
        LanguageVersion, on_delete=models.CASCADE, related_name="extracted", error_messages={"unique": ON_RECORD}
    )
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=Extraction.choices, default=Extraction.WAITING)
    text = models.TextField(blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    pages_without_text = models.PositiveIntegerField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=Extraction.WAITING, done_at=None)
                | (~Q(state=Extraction.WAITING) & Q(done_at__isnull=False)),
                name="extraction_has_an_instant",
                violation_error_message=gettext_lazy(
                    "An extracted text must have a time of extraction; other texts must not."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_state_display()}"
