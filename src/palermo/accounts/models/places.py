"""Places where meetings and events are held."""

from django.db import models

from palermo.accounts.models.world import State
from palermo.core.constraints import ID_TAKEN
from palermo.core.fields import MultilingualField


class Place(models.Model):
    """A city. `locative` is "in <city>" as each language inflects it, ready to stand in a sentence."""

    slug = models.SlugField(max_length=100, unique=True, error_messages={"unique": ID_TAKEN})
    name = MultilingualField()
    locative = MultilingualField(blank=True)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="places")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)
