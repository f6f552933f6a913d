"""Studies: what research is done, what stands in its way, when results are due."""

from django.db import models
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ON_RECORD
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.governance.models import Activity


class Study(models.Model):
    """Research under the initiative. `obstacle`, `aim` and `method` are full sentences."""

    activity = models.OneToOneField(
        Activity,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="study",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Activity"),
    )
    obstacle = MultilingualField(gettext_lazy("Obstacle"), blank=True, long=True)
    aim = MultilingualField(gettext_lazy("Aim"), blank=True, long=True)
    method = MultilingualField(gettext_lazy("Method"), blank=True, long=True)
    results_due_on = models.DateField(gettext_lazy("Results due"), null=True, blank=True)
    results_due_precision = DatePrecisionField()
    results_due = PartialDateOf("results_due")
    results_for = MultilingualField(gettext_lazy("Results for"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Study")
        verbose_name_plural = gettext_lazy("Studies")
        ordering = ["activity__slug"]

    def __str__(self) -> str:
        return str(self.activity)

    def display_name(self) -> str:
        """What links and headings say."""
        return self.activity.display_name()

    def get_absolute_url(self) -> str:
        """The page of the study."""
        return self.activity.get_absolute_url()
