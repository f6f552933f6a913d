"""Places where meetings and events are held."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models.world import State
from palermo.core.constraints import ID_TAKEN
from palermo.core.fields import MultilingualField
from palermo.core.speech.hours import is_zone
from palermo.core.text import plain


class Place(models.Model):
    """A city. `locative` is "in <city>" as each language inflects it, ready to stand in a sentence.

    `time_zone` (an IANA name) is the one in which the hours of what happens there are told; empty where it is not on
    record.
    """

    slug = models.SlugField(max_length=100, unique=True, error_messages={"unique": ID_TAKEN})
    name = MultilingualField()
    locative = MultilingualField(blank=True)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="places")

    time_zone = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Place")
        verbose_name_plural = gettext_lazy("Places")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.name)

    def clean(self) -> None:
        if self.time_zone and not is_zone(self.time_zone):
            raise ValidationError({"time_zone": _("Write the name of a time zone, such as Europe/Vienna.")})
