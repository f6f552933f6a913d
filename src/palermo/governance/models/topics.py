"""What guidance, points and follow-up are about."""

from django.db import models

from palermo.core.constraints import ID_TAKEN
from palermo.core.fields import MultilingualField


class Topic(models.Model):
    """A subject under which one asks: what did Member States say about it, and what came of it."""

    slug = models.SlugField(max_length=100, unique=True, error_messages={"unique": ID_TAKEN})
    name = MultilingualField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return str(self.name)
