"""What kinds of partner there are, and how far a partnership is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnerKind(models.TextChoices):
    """What a partner is."""

    ORGANIZATION = "organization", _("International or regional organization")
    BUSINESS = "business", pgettext_lazy("partner", "Business")
    NGO = "ngo", _("Non-governmental organization")
    FAITH = "faith", _("Faith community")
    MEDIA = "media", _("Media")
    ARTS = "arts", _("Film and the arts")
    EDUCATION = "education", _("Educational institution")
    FOUNDATION = "foundation", _("Foundation")
    DONOR = "donor", _("Donor")


class PartnershipStatus(models.TextChoices):
    """How far a partnership is, from the application to its end."""

    APPLIED = "applied", pgettext_lazy("partnership", "Application received")
    ADMITTED = "admitted", pgettext_lazy("partnership", "Partner")
    DECLINED = "declined", pgettext_lazy("partnership", "Application declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("partnership", "Application withdrawn")
    LEFT = "left", pgettext_lazy("partnership", "Partnership ended")


PARTNERSHIP_MOVES: dict[PartnershipStatus, frozenset[PartnershipStatus]] = {
    PartnershipStatus.APPLIED: frozenset(
        {PartnershipStatus.ADMITTED, PartnershipStatus.DECLINED, PartnershipStatus.WITHDRAWN}
    ),
    PartnershipStatus.ADMITTED: frozenset({PartnershipStatus.LEFT}),
    PartnershipStatus.DECLINED: frozenset(),
    PartnershipStatus.WITHDRAWN: frozenset(),
    PartnershipStatus.LEFT: frozenset(),
}
# What has been a partner: the directory shows these.
WERE_ADMITTED = frozenset({PartnershipStatus.ADMITTED, PartnershipStatus.LEFT})


class DueDiligenceKind(models.TextChoices):
    """What is checked before a partner is admitted."""

    IDENTITY = "identity", _("Identity and registration")
    OWNERSHIP = "ownership", _("Ownership and funding")
    SANCTIONS = "sanctions", _("Sanctions lists")
    CONDUCT = "conduct", _("Conduct and reputation")
    LABOUR = "labour", _("Labour practices and supply chain")
    INTEREST = "interest", _("Conflicts of interest")
    SAFEGUARDING = "safeguarding", _("Protection of victims and children")


class DueDiligenceResult(models.TextChoices):
    """What a check found."""

    PENDING = "pending", pgettext_lazy("check", "Not done")
    PASSED = "passed", pgettext_lazy("check", "No concerns")
    CONCERN = "concern", pgettext_lazy("check", "Concerns")
    FAILED = "failed", pgettext_lazy("check", "Not acceptable")
