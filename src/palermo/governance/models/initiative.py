"""The initiative itself."""

from django.db import models
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, Place
from palermo.core.constraints import ID_TAKEN
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.governance.models.bodies import Body
from palermo.treaties.models import Treaty


class Initiative(models.Model):
    """What the record is about; one row."""

    slug = models.SlugField(max_length=100, unique=True, error_messages={"unique": ID_TAKEN})
    name = MultilingualField()
    short_name = MultilingualField(blank=True)
    purpose = MultilingualField(blank=True, long=True)
    brings_together = MultilingualField(blank=True, long=True)
    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatives")
    launched_on = models.DateField(null=True, blank=True)
    launched_precision = DatePrecisionField()
    launched = PartialDateOf("launched")
    launched_at = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    launched_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    governing_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    steering_committee = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    public_site = models.CharField(max_length=200, blank=True)
    member_states_site = MultilingualField(blank=True)

    class Meta:
        verbose_name = gettext_lazy("Initiative")
        verbose_name_plural = gettext_lazy("Initiatives")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)
