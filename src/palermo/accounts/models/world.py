"""States, under the names the United Nations gives them and gave them."""

from datetime import date

from django.db import models

from palermo.core.fields import MultilingualField
from palermo.core.text import MultilingualText


class State(models.Model):
    """A State; `slug` is its ISO 3166 alpha-3 code in small letters."""

    slug = models.SlugField(max_length=100, unique=True)
    short_name = MultilingualField()
    formal_name = MultilingualField(blank=True)
    member_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.short_name)

    def short_name_on(self, day: date) -> MultilingualText:
        """The short name in use on `day`."""
        for former in sorted(self.former_names.all(), key=lambda name: name.until_on):
            if day < former.until_on:
                return former.short_name
        return self.short_name


class FormerName(models.Model):
    """A name in use before `until_on`."""

    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="former_names")
    until_on = models.DateField()
    short_name = MultilingualField()
    formal_name = MultilingualField(blank=True)

    class Meta:
        ordering = ["state", "until_on"]
        constraints = [models.UniqueConstraint(fields=["state", "until_on"], name="one_name_until_a_day")]

    def __str__(self) -> str:
        return str(self.short_name)
