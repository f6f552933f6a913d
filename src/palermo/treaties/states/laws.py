"""What a provision of national law can cover, who supplied it, and the status of its entry; stages of a review."""

from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Element(models.TextChoices):
    """What the Trafficking Protocol asks of a law: the parts of its definition (article 3), and the rules beside it."""

    RECRUITMENT = "recruitment", _("Recruitment")
    TRANSPORTATION = "transportation", _("Transportation")
    TRANSFER = "transfer", pgettext_lazy("of persons", "Transfer")
    HARBOURING = "harbouring", _("Harbouring")
    RECEIPT = "receipt", pgettext_lazy("of persons", "Receipt")
    FORCE = "force", _("Threat or use of force")
    COERCION = "coercion", _("Other forms of coercion")
    ABDUCTION = "abduction", _("Abduction")
    FRAUD = "fraud", _("Fraud")
    DECEPTION = "deception", _("Deception")
    POWER = "power", _("Abuse of power")
    VULNERABILITY = "vulnerability", _("Abuse of a position of vulnerability")
    PAYMENTS = "payments", _("Giving or receiving of payments or benefits")
    PROSTITUTION = "prostitution", _("Exploitation of the prostitution of others")
    SEXUAL = "sexual", _("Other forms of sexual exploitation")
    LABOUR = "labour", _("Forced labour or services")
    SLAVERY = "slavery", _("Slavery")
    PRACTICES = "practices", _("Practices similar to slavery")
    SERVITUDE = "servitude", _("Servitude")
    ORGANS = "organs", _("Removal of organs")
    CHILD = "child", _("Children: no means required (article 3 (c))")
    CONSENT = "consent", _("Consent of the victim irrelevant (article 3 (b))")
    LEGAL_PERSONS = "legal_persons", _("Liability of legal persons")
    PENALTIES = "penalties", _("Penalties")
    PROTECTION = "protection", _("Protection of and assistance to victims")


ACTS = (Element.RECRUITMENT, Element.TRANSPORTATION, Element.TRANSFER, Element.HARBOURING, Element.RECEIPT)
MEANS = (
    *(Element.FORCE, Element.COERCION, Element.ABDUCTION, Element.FRAUD, Element.DECEPTION),
    *(Element.POWER, Element.VULNERABILITY, Element.PAYMENTS),
)
PURPOSES = (
    *(Element.PROSTITUTION, Element.SEXUAL, Element.LABOUR, Element.SLAVERY),
    *(Element.PRACTICES, Element.SERVITUDE, Element.ORGANS),
)
RULES = (Element.CHILD, Element.CONSENT, Element.LEGAL_PERSONS, Element.PENALTIES, Element.PROTECTION)
ELEMENT_GROUPS: tuple[tuple[Promise, tuple[Element, ...]], ...] = (
    (_("Acts"), ACTS),
    (pgettext_lazy("of trafficking", "Means"), MEANS),
    (_("Purposes"), PURPOSES),
    (_("Rules"), RULES),
)


class SuppliedBy(models.TextChoices):
    """From whom the record has a provision."""

    SOURCE = "source", _("A published source")
    STATE = "state", pgettext_lazy("law", "The State")
    MISSION = "mission", _("A permanent mission")


# What these supply is shown as what the State says.
SAID_BY_THE_STATE = frozenset({SuppliedBy.STATE, SuppliedBy.MISSION})


class LawStatus(models.TextChoices):
    """Whether a provision is in the record, or proposed for it by a mission."""

    RECORDED = "recorded", _("Recorded")
    PROPOSED = "proposed", _("Proposed")
    MERGED = "merged", pgettext_lazy("law", "Accepted as a correction")
    DECLINED = "declined", _("Declined")


LAW_MOVES: dict[LawStatus, frozenset[LawStatus]] = {
    LawStatus.RECORDED: frozenset(),
    LawStatus.PROPOSED: frozenset({LawStatus.RECORDED, LawStatus.MERGED, LawStatus.DECLINED}),
    LawStatus.MERGED: frozenset(),
    LawStatus.DECLINED: frozenset(),
}


class Coverage(StrEnum):
    """What the record knows of something that a law may have."""

    KNOWN = "known"
    SAID = "said"
    LACKING = "lacking"
    NOT_KNOWN = "not_known"


COVERAGE_WORDS: dict[Coverage, Promise] = {
    Coverage.KNOWN: pgettext_lazy("law", "Known"),
    Coverage.SAID: _("The State says so"),
    Coverage.LACKING: pgettext_lazy("law", "Not stated in the articles on record"),
    Coverage.NOT_KNOWN: pgettext_lazy("law", "Not known"),
}


class ReviewStage(models.TextChoices):
    """How far the review of a State has come."""

    PLANNED = "planned", pgettext_lazy("review", "Planned")
    SELF_ASSESSMENT = "self_assessment", _("Self-assessment")
    DIALOGUE = "dialogue", pgettext_lazy("review", "Dialogue with reviewers")
    COMPLETED = "completed", pgettext_lazy("review", "Completed")
