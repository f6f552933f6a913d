"""The stages that an edition of a tool goes through."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ON_RECORD
from palermo.core.fields import MultilingualField
from palermo.core.relations import optional_relation, parent_relation
from palermo.events.models import Event
from palermo.toolkit.models.tools import Edition
from palermo.toolkit.states.stages import Stage


class EditionStage(models.Model):
    """An edition in one of its stages, from a day on; with whom and until when, where it is before others.

    `consulted` is a noun phrase for use in a sentence. `meeting` is the expert group meeting of its stage.
    """

    edition = parent_relation(Edition, "stages")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    stage = models.CharField(gettext_lazy("Stage"), max_length=12, choices=Stage.choices)
    began_on = models.DateField(gettext_lazy("From"))
    until_on = models.DateField(gettext_lazy("Until"), null=True, blank=True)
    consulted = MultilingualField(gettext_lazy("Consulted"), blank=True)
    meeting = optional_relation(Event, "edition_stages", gettext_lazy("Expert group meeting"))
    reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Stage of an edition")
        verbose_name_plural = gettext_lazy("Stages of editions")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], name="one_stage_a_number", violation_error_message=ON_RECORD
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("began_on")),
                name="stage_ends_after_it_begins",
                violation_error_message=gettext_lazy("A stage ends on or after the day it begins."),
            ),
            models.CheckConstraint(
                condition=Q(meeting=None) | Q(stage=Stage.EXPERTS),
                name="only_the_stage_of_experts_has_a_meeting",
                violation_error_message=gettext_lazy(
                    "Choose “Expert group meeting” as the stage, or leave out the meeting."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.stage}"

    def display_name(self) -> str:
        """The edition and the stage."""
        return _("%(edition)s, %(stage)s") % {
            "edition": self.edition.display_name(),
            "stage": self.get_stage_display(),
        }

    def get_absolute_url(self) -> str:
        """The place of its edition on the page of the tool."""
        return self.edition.get_absolute_url()
