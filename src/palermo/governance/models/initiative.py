"""The initiative itself."""

from django.db import models
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, Place
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.relations import optional_relation
from palermo.core.text import plain
from palermo.governance.models.bodies import Body
from palermo.treaties.models import Treaty


class Initiative(models.Model):
    """The initiative that the record covers; one row."""

    slug = RecordIdField()
    name = MultilingualField(gettext_lazy("Name"))
    short_name = MultilingualField(gettext_lazy("Short name"), blank=True)
    purpose = MultilingualField(gettext_lazy("Purpose"), blank=True, long=True)
    subject = MultilingualField(gettext_lazy("Subject"), blank=True)
    brings_together = MultilingualField(gettext_lazy("Participants of the initiative"), blank=True, long=True)
    treaty = optional_relation(Treaty, "initiatives")
    launched_on = models.DateField(gettext_lazy("Launched on"), null=True, blank=True)
    launched_precision = DatePrecisionField()
    launched = PartialDateOf("launched")
    launched_at = optional_relation(Place, "+", gettext_lazy("Launched at"))
    launched_by = optional_relation(Organisation, "+", gettext_lazy("Launched by"))
    governing_body = optional_relation(Body, "+", gettext_lazy("Governing body"))
    steering_committee = optional_relation(Body, "+", gettext_lazy("Steering Committee"))
    public_site = models.CharField(
        gettext_lazy("Public website"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("The address as printed in documents."),
    )
    member_states_site = MultilingualField(gettext_lazy("Website for Member States"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Initiative")
        verbose_name_plural = gettext_lazy("Initiative")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """What reports call it where one of its texts is missing."""
        return plain(self.name) or self.slug
