"""What this database is for."""

from django.db import models

from palermo.accounts.states import InstallationKind
from palermo.core import clock


class Installation(models.Model):
    """Exactly one row: a demonstration can never be taken for a real installation, nor the other way round."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=20, choices=InstallationKind.choices)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_installation")]

    def __str__(self) -> str:
        return self.get_kind_display()
