"""Occasions outside the initiative at which editions of tools are presented, and the results of each presentation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, Place
from palermo.core.constraints import ON_RECORD
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.text import MultilingualText, plain
from palermo.events.models import Event
from palermo.toolkit.models.tools import Edition


class Occasion(SluggedRecord):
    """A forum, an assembly or a conference of others. `event` is set where it is held together with one on record."""

    page_name = "occasion"

    title = MultilingualField(gettext_lazy("Title"))
    organisation = optional_relation(Organisation, "occasions", gettext_lazy("Organizer"))
    organizer = MultilingualField(gettext_lazy("Organizer in words"), blank=True)
    starts_on = models.DateField(gettext_lazy("Beginning"))
    starts_precision = DatePrecisionField()
    starts = PartialDateOf("starts")
    ends_on = models.DateField(gettext_lazy("End"), null=True, blank=True)
    ends_precision = DatePrecisionField()
    ends = PartialDateOf("ends")
    place = optional_relation(Place, "occasions")
    event = models.ForeignKey(
        Event,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="occasions",
        verbose_name=gettext_lazy("Event"),
    )

    class Meta:
        verbose_name = gettext_lazy("Occasion")
        verbose_name_plural = gettext_lazy("Occasions")
        ordering = ["starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="occasion_ends_after_it_begins",
                violation_error_message=gettext_lazy("An occasion ends on or after the day it begins."),
            )
        ]

    def display_name(self) -> str:
        """Its title."""
        return plain(self.title)

    @property
    def organizer_name(self) -> MultilingualText:
        """Who organizes it: the words for it, or the name of the organization."""
        return self.organizer or (self.organisation.name if self.organisation else MultilingualText())


class Presentation(models.Model):
    """An edition of a tool at an occasion, and the comments that it received there.

    `presented` is what is done with the text there, as used after the verb: “discussed at the Parliamentary Forum”.
    """

    edition = parent_relation(Edition, "presentations")
    occasion = relation(Occasion, "presentations")
    presented = MultilingualField(pgettext_lazy("text", "Presentation"), blank=True)
    comments = MultilingualField(gettext_lazy("Comments received"), blank=True, long=True)
    comment_count = models.PositiveIntegerField(gettext_lazy("Number of comments"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Presentation of a tool")
        verbose_name_plural = gettext_lazy("Presentations of tools")
        ordering = ["edition", "occasion__starts_on", "occasion"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "occasion"],
                name="one_presentation_an_occasion",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.occasion}"

    def display_name(self) -> str:
        """The edition and the occasion."""
        return _("%(edition)s, %(occasion)s") % {
            "edition": self.edition.display_name(),
            "occasion": self.occasion.display_name(),
        }

    def get_absolute_url(self) -> str:
        """The place of its edition on the page of the tool."""
        return self.edition.get_absolute_url()
