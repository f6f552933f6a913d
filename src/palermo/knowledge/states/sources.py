"""Who gives data, for what they may be used, and what becomes of an agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SourceKind(models.TextChoices):
    """What kind of source."""

    STATE = "state", pgettext_lazy("source of data", "State authority")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
    CIVIL_SOCIETY = "civil_society", _("Non-governmental organization")
    RESEARCH = "research", _("Research institution")
    PUBLISHED = "published", pgettext_lazy("source of data", "Published statistics")


class Purpose(models.TextChoices):
    """For what data may be used."""

    STATISTICS = "statistics", pgettext_lazy("purpose", "Published statistics")
    ESTIMATES = "estimates", pgettext_lazy("purpose", "Estimates of hidden populations")
    RESEARCH = "research", pgettext_lazy("purpose", "Research")
    REPORTS = "reports", pgettext_lazy("purpose", "Reports to governing bodies")


class AgreementStatus(models.TextChoices):
    """Whether an agreement is being negotiated, was signed, or was ended before its term."""

    DRAFT = "draft", pgettext_lazy("agreement", "Draft")
    SIGNED = "signed", pgettext_lazy("agreement", "Signed")
    ENDED = "ended", pgettext_lazy("agreement", "Ended early")


AGREEMENT_MOVES: dict[AgreementStatus, frozenset[AgreementStatus]] = {
    AgreementStatus.DRAFT: frozenset({AgreementStatus.SIGNED}),
    AgreementStatus.SIGNED: frozenset({AgreementStatus.ENDED}),
    AgreementStatus.ENDED: frozenset(),
}
