"""What this database is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.accounts.states import InstallationKind
from palermo.core import clock
from palermo.core.constraints import ON_RECORD


class Installation(models.Model):
    """Exactly one row: it keeps a demonstration from being mistaken for a real installation, and the reverse."""

    id = models.SmallIntegerField(primary_key=True, default=1, error_messages={"unique": ON_RECORD})
    kind = models.CharField(_("Kind"), max_length=20, choices=InstallationKind.choices)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_installation", violation_error_message=ON_RECORD)
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class InstallationKey(models.Model):
    """The key this installation uses, so that a lost or replaced key is detected.

    The fingerprint identifies the key and gives no access.
    """

    name = models.CharField(_("Name"), max_length=40, unique=True, error_messages={"unique": ON_RECORD})
    fingerprint = models.CharField(max_length=64)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}: {self.fingerprint}"
