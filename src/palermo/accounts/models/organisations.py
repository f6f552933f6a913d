"""Organisations: agencies, governments' departments, civil society, business."""

from django.db import models
from django.utils.translation import gettext_lazy

from palermo.accounts.models.world import State
from palermo.accounts.states import OrganisationKind
from palermo.core.constraints import ID_TAKEN
from palermo.core.fields import MultilingualField
from palermo.core.text import plain


class Organisation(models.Model):
    """An organisation under its official names; `acronym` is empty in languages that use none."""

    slug = models.SlugField(max_length=100, unique=True, error_messages={"unique": ID_TAKEN})
    name = MultilingualField()
    acronym = MultilingualField(blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations")

    class Meta:
        verbose_name = gettext_lazy("Organisation")
        verbose_name_plural = gettext_lazy("Organisations")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.name)
