"""Kinds of actions and statements, and the units in which a treaty counts time."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActionKind(models.TextChoices):
    """What a participant does in respect of a treaty, in the depositary's terms."""

    SIGNATURE = "signature", pgettext_lazy("treaty", "Signature")
    SUCCESSION_TO_SIGNATURE = "succession_to_signature", _("Succession to signature")
    DEFINITIVE_SIGNATURE = "definitive_signature", _("Definitive signature")
    RATIFICATION = "ratification", _("Ratification")
    ACCEPTANCE = "acceptance", pgettext_lazy("treaty", "Acceptance")
    APPROVAL = "approval", pgettext_lazy("treaty", "Approval")
    FORMAL_CONFIRMATION = "formal_confirmation", _("Formal confirmation")
    ACCESSION = "accession", _("Accession")
    SUCCESSION = "succession", pgettext_lazy("treaty", "Succession")
    CONSENT_TO_BE_BOUND = "consent_to_be_bound", _("Consent to be bound")
    PROVISIONAL_APPLICATION = "provisional_application", _("Provisional application")
    TERRITORIAL_APPLICATION = "territorial_application", _("Territorial application")
    WITHDRAWAL = "withdrawal", pgettext_lazy("treaty", "Withdrawal")


# What makes a signatory: a successor continues the signature of its predecessor.
SIGNATURES = frozenset({ActionKind.SIGNATURE, ActionKind.SUCCESSION_TO_SIGNATURE})
# What makes a participant a party.
CONSENT = frozenset(
    {
        ActionKind.DEFINITIVE_SIGNATURE,
        ActionKind.RATIFICATION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.FORMAL_CONFIRMATION,
        ActionKind.ACCESSION,
        ActionKind.SUCCESSION,
        ActionKind.CONSENT_TO_BE_BOUND,
    }
)
# Of these, the instruments that a treaty counts before it enters into force. A successor continues what was counted.
COUNTED = CONSENT - {ActionKind.SUCCESSION}
# What follows a signature: the two others need none.
FOLLOWS_SIGNATURE = frozenset({ActionKind.RATIFICATION, ActionKind.ACCEPTANCE, ActionKind.APPROVAL})


class DelayUnit(models.TextChoices):
    """The unit in which a treaty counts from a deposit to its effect."""

    DAY = "day", pgettext_lazy("unit of time", "days")
    MONTH = "month", pgettext_lazy("unit of time", "months")
    YEAR = "year", pgettext_lazy("unit of time", "years")


class StatementKind(models.TextChoices):
    """What a participant says about a treaty, beside its actions."""

    RESERVATION = "reservation", _("Reservation")
    DECLARATION = "declaration", pgettext_lazy("treaty", "Declaration")
    NOTIFICATION = "notification", pgettext_lazy("treaty", "Notification")
    OBJECTION = "objection", pgettext_lazy("treaty", "Objection")
    WITHDRAWAL = "withdrawal", pgettext_lazy("statement", "Withdrawal")


# Statements about an earlier statement.
ABOUT_ANOTHER = frozenset({StatementKind.OBJECTION, StatementKind.WITHDRAWAL})
