"""What a corrigendum changes in the report that it corrects."""

from django.db import models
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ON_RECORD
from palermo.core.languages import LANGUAGES
from palermo.reporting.models.parts import PartOfReport
from palermo.reporting.models.reports import Report


class ReportCorrection(PartOfReport):
    """A place of an issued report as it should read in one language; without words where they are deleted.

    What it changes is found by comparison with the text that was issued, which never changes.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="corrections")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=[(l.code, l.name) for l in LANGUAGES])
    place = models.CharField(max_length=120)
    text = models.TextField(gettext_lazy("Text"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Correction")
        verbose_name_plural = gettext_lazy("Corrections")
        ordering = ["report", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "language", "place"],
                name="one_correction_a_place",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.language}) {self.place}"
