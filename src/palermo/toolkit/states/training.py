"""How far a training session is, whom it trained, and whether a trainer agrees to be named."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TrainingStatus(models.TextChoices):
    """Whether a training session is to come, was held, or was cancelled."""

    PLANNED = "planned", pgettext_lazy("training session", "Planned")
    HELD = "held", pgettext_lazy("training session", "Held")
    CANCELLED = "cancelled", pgettext_lazy("training session", "Cancelled")


TRAINING_MOVES: dict[TrainingStatus, frozenset[TrainingStatus]] = {
    TrainingStatus.PLANNED: frozenset({TrainingStatus.HELD, TrainingStatus.CANCELLED}),
    TrainingStatus.HELD: frozenset(),
    TrainingStatus.CANCELLED: frozenset(),
}


class LearnerSex(models.TextChoices):
    """How participants of training are counted by sex."""

    WOMEN = "women", pgettext_lazy("participants", "Women")
    MEN = "men", pgettext_lazy("participants", "Men")
    NOT_RECORDED = "not_recorded", pgettext_lazy("participants", "Sex not recorded")


class Profession(models.TextChoices):
    """How participants of training are counted by profession."""

    POLICE = "police", _("Police")
    PROSECUTION = "prosecution", _("Prosecutors")
    JUDICIARY = "judiciary", _("Judges")
    BORDER = "border", _("Border and immigration officials")
    LABOUR = "labour", _("Labour inspectors")
    PARLIAMENT = "parliament", _("Parliamentarians")
    SERVICES = "services", _("Social and health services")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    BUSINESS = "business", _("Business")
    OTHER = "other", pgettext_lazy("participants", "Other professions")
    NOT_RECORDED = "not_recorded", _("Profession not recorded")


class TrainerConsent(models.TextChoices):
    """Whether a trainer agrees that their entry in the register is published."""

    NOT_ASKED = "not_asked", pgettext_lazy("consent", "Not requested")
    ASKED = "asked", pgettext_lazy("consent", "Requested")
    GIVEN = "given", pgettext_lazy("consent", "Given")
    REFUSED = "refused", pgettext_lazy("consent", "Refused or withdrawn")
