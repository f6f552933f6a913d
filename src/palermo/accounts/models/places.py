"""Places where meetings and events are held."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models.world import State
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import optional_relation
from palermo.core.speech.hours import is_zone
from palermo.core.text import plain


class Place(models.Model):
    """A city. `locative` is "in <city>" as each language inflects it for use in a sentence.

    `time_zone` (an IANA name) is the one used for hours of events there; empty if it is not recorded.
    """

    slug = RecordIdField()
    name = MultilingualField(gettext_lazy("Name"))
    locative = MultilingualField(
        gettext_lazy("Form used in a sentence"),
        blank=True,
        help_text=gettext_lazy("As used in a sentence: “in Bangkok”, “at its seventeenth session”."),
    )
    state = optional_relation(State, "places")

    time_zone = models.CharField(
        gettext_lazy("Time zone"),
        max_length=40,
        blank=True,
        help_text=gettext_lazy("The name of a time zone, such as Europe/Vienna."),
    )

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
            raise ValidationError({"time_zone": _("Enter the name of a time zone, such as Europe/Vienna.")})
