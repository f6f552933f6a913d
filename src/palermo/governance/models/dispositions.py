"""What became of the activities under a mandate that ended or was narrowed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.core.fields import MultilingualField
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.governance.models.activities import Activity
from palermo.governance.models.mandates import Mandate
from palermo.governance.states.mandates import Fate, MandateChange


class Disposition(models.Model):
    """The decision on one activity when its mandate ended, was superseded or was narrowed.

    `under` is the other mandate under which it continues.
    """

    mandate = parent_relation(Mandate, "dispositions")
    activity = relation(Activity, "dispositions")
    change = models.CharField(gettext_lazy("Change of the mandate"), max_length=10, choices=MandateChange.choices)
    decided_on = models.DateField(gettext_lazy("Decided on"))
    fate = models.CharField(gettext_lazy("Effect on the activity"), max_length=15, choices=Fate.choices)
    under = optional_relation(Mandate, "activities_received", gettext_lazy("Under the mandate"))
    reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Effect on an activity")
        verbose_name_plural = gettext_lazy("Effects on activities")
        ordering = ["mandate", "decided_on", "activity"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "activity", "decided_on"],
                name="one_disposition_a_day",
                violation_error_message=gettext_lazy(
                    "The effect on this activity on that day has already been recorded."
                ),
            ),
            models.CheckConstraint(
                condition=Q(fate=Fate.OTHER_MANDATE, under__isnull=False)
                | (~Q(fate=Fate.OTHER_MANDATE) & Q(under=None)),
                name="other_mandate_is_named",
                violation_error_message=gettext_lazy("Name another mandate only if the activity continues under it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.activity}"
