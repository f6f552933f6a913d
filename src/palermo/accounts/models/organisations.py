"""Organizations: agencies, governments' departments, civil society, business."""

from django.db import models
from django.utils.translation import gettext_lazy

from palermo.accounts.models.world import State
from palermo.accounts.states import OrganisationKind
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import optional_relation
from palermo.core.text import plain


class Organisation(models.Model):
    """An organization under its official names; `acronym` is empty in languages that use none."""

    slug = RecordIdField()
    name = MultilingualField(gettext_lazy("Name"))
    acronym = MultilingualField(gettext_lazy("Acronym"), blank=True)
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=OrganisationKind.choices)
    state = optional_relation(State, "organisations")

    class Meta:
        verbose_name = gettext_lazy("Organization")
        verbose_name_plural = gettext_lazy("Organizations")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.name)
