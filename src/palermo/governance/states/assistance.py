"""What assistance is asked for, and the status of a request and of an offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AssistanceField(models.TextChoices):
    """The kind of technical assistance that is asked for."""

    LEGISLATION = "legislation", _("Legislative drafting")
    TRAINING = "training", _("Training")
    INSTITUTIONS = "institutions", _("Institution-building")
    VICTIM_PROTECTION = "victim_protection", _("Victim protection and assistance")
    DATA_COLLECTION = "data_collection", _("Data collection")
    AWARENESS = "awareness", _("Awareness-raising")
    OTHER = "other", pgettext_lazy("assistance", "Other")


class AssistanceStatus(models.TextChoices):
    """How far a request for assistance has come; a proposal is not part of the record yet."""

    PROPOSED = "proposed", pgettext_lazy("assistance", "Proposed")
    OPEN = "open", pgettext_lazy("assistance", "Open")
    OFFERED = "offered", pgettext_lazy("assistance", "Assistance offered")
    UNDER_WAY = "under_way", _("Being provided")
    COMPLETED = "completed", pgettext_lazy("assistance", "Completed")
    DECLINED = "declined", pgettext_lazy("assistance", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("assistance", "Withdrawn")


# Of these three, a request has the one that its offers give it, until it is closed.
UNDER_CONSIDERATION = frozenset({AssistanceStatus.OPEN, AssistanceStatus.OFFERED, AssistanceStatus.UNDER_WAY})
CLOSED = frozenset({AssistanceStatus.COMPLETED, AssistanceStatus.DECLINED, AssistanceStatus.WITHDRAWN})


class OfferStatus(models.TextChoices):
    """What became of an offer of assistance."""

    MADE = "made", pgettext_lazy("offer", "Awaiting a reply")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Withdrawn")


OFFER_MOVES: dict[OfferStatus, frozenset[OfferStatus]] = {
    OfferStatus.MADE: frozenset({OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.WITHDRAWN}),
    OfferStatus.ACCEPTED: frozenset({OfferStatus.WITHDRAWN}),
    OfferStatus.DECLINED: frozenset(),
    OfferStatus.WITHDRAWN: frozenset(),
}
