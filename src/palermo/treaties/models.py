"""Treaties as papers cite them."""

from django.db import models
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ID_TAKEN
from palermo.core.fields import MultilingualField


class Treaty(models.Model):
    """A treaty as papers cite it."""

    slug = models.SlugField(max_length=100, unique=True, error_messages={"unique": ID_TAKEN})
    name = MultilingualField()
    short_name = MultilingualField(blank=True)
    citation = MultilingualField(blank=True)
    supplements = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="protocols")

    class Meta:
        verbose_name = gettext_lazy("Treaty")
        verbose_name_plural = gettext_lazy("Treaties")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.short_name or self.name)
