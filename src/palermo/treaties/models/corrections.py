"""Corrections that the mission of a State proposes to what the record has of the State."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import State
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import relation
from palermo.treaties.states.corrections import CorrectionSubject, StateCorrectionStatus


class StateCorrection(models.Model):
    """What the record of a State should say, as its mission proposes; the secretariat accepts or declines it.

    An officer makes the change itself where it belongs: each part of the record has acts and a history of its own.
    """

    slug = RecordIdField()
    state = relation(State, "entry_corrections")
    subject = models.CharField(
        pgettext_lazy("of a correction", "Subject"), max_length=10, choices=CorrectionSubject.choices
    )
    text = MultilingualField(gettext_lazy("Correction"), long=True)
    source = models.CharField(gettext_lazy("Source"), max_length=300, blank=True)
    proposed_on = models.DateField(gettext_lazy("Proposed on"))
    status = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=StateCorrectionStatus.choices,
        default=StateCorrectionStatus.PROPOSED,
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    answer = MultilingualField(gettext_lazy("Reply of the secretariat"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Correction to the entry of a State")
        verbose_name_plural = gettext_lazy("Corrections to the entries of States")
        ordering = ["state", "-proposed_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=StateCorrectionStatus.PROPOSED) | Q(decided_on__isnull=False),
                name="decided_state_correction_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the correction was decided."),
            )
        ]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """What it is about."""
        return str(CorrectionSubject(self.subject).label)

    def get_absolute_url(self) -> str:
        """Its place on the page of the State."""
        return f"{self.state.get_absolute_url()}#correction-{self.slug}"
