"""Treaties as papers cite them."""

from django.db import models
from django.utils.translation import gettext_lazy

from palermo.core.fields import MultilingualField, RecordIdField


class Treaty(models.Model):
    """A treaty as cited in reports."""

    slug = RecordIdField()
    name = MultilingualField(gettext_lazy("Name"))
    short_name = MultilingualField(gettext_lazy("Short name"), blank=True)
    citation = MultilingualField(gettext_lazy("Citation"), blank=True)
    supplements = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="protocols",
        verbose_name=gettext_lazy("Supplements"),
    )

    class Meta:
        verbose_name = gettext_lazy("Treaty")
        verbose_name_plural = gettext_lazy("Treaties")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.short_name or self.name)
