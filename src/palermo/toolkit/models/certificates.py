"""Certificates of training. The name of the person exists only on the certificate itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ON_RECORD
from palermo.core.fields import MultilingualField
from palermo.core.languages import LANGUAGES
from palermo.core.relations import relation
from palermo.toolkit.models.training import TrainingSession


class Certificate(models.Model):
    """A certificate that somebody took part in a session, without their name.

    `statement` is what was signed, as `toolkit.certificates.statements` writes it: it has a salted digest of the name.
    `signature` is in hexadecimal.
    """

    code = models.CharField(gettext_lazy("Code"), max_length=19, unique=True, error_messages={"unique": ON_RECORD})
    session = relation(TrainingSession, "certificates")
    language = models.CharField(
        gettext_lazy("Language"), max_length=2, choices=[(language.code, language.name) for language in LANGUAGES]
    )
    issued_on = models.DateField(gettext_lazy("Issued on"))
    statement = models.TextField()
    signature = models.CharField(max_length=128)
    revoked_on = models.DateField(gettext_lazy("Revoked on"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason for revocation"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Certificate")
        verbose_name_plural = gettext_lazy("Certificates")
        ordering = ["session", "issued_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_on=None) | Q(revoked_on__gte=models.F("issued_on")),
                name="certificate_is_issued_before_it_is_revoked",
                violation_error_message=gettext_lazy("A certificate is revoked on or after the day it was issued."),
            )
        ]

    def __str__(self) -> str:
        return self.code

    def display_name(self) -> str:
        """Its code."""
        return _("Certificate %(code)s") % {"code": self.code}

    def get_absolute_url(self) -> str:
        """The certificates on the page of the session."""
        return f"{self.session.get_absolute_url()}#certificates"
