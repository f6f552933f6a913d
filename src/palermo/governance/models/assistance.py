"""Requests for technical assistance, the offers made in reply, and what was delivered."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.audiences import Audience
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.text import plain
from palermo.governance.models.activities import Activity
from palermo.governance.models.mandates import Mandate
from palermo.governance.models.topics import Topic
from palermo.governance.states.activities import ActivityKind
from palermo.governance.states.assistance import CLOSED, AssistanceField, AssistanceStatus, OfferStatus
from palermo.library.models import Document
from palermo.treaties.models import Review, Treaty
from palermo.treaties.models.participants import OfParticipant
from palermo.treaties.provisions import check_provisions


class RequestForAssistance(OfParticipant, SluggedRecord):
    """What a State or an organization requests, under a treaty or with a tool, and the result.

    `recorded_on` is the day on which it entered the record: a proposal, and what was never accepted, has none.
    `result` is what was delivered, and `outcome` what that led to.
    """

    page_name = "assistance_request"

    slug = RecordIdField()
    title = MultilingualField(gettext_lazy("Title"))
    summary = MultilingualField(gettext_lazy("Assistance requested"), long=True)
    field = models.CharField(gettext_lazy("Field of assistance"), max_length=20, choices=AssistanceField.choices)
    treaty = optional_relation(Treaty, "requests_for_assistance")
    provision = models.CharField(gettext_lazy("Provisions"), max_length=100, blank=True, validators=[check_provisions])
    tool = optional_relation(Activity, "requests_for_assistance", gettext_lazy("Tool"))
    review = optional_relation(Review, "requests_for_assistance", gettext_lazy("Review from which it arises"))
    mandate = optional_relation(Mandate, "requests_for_assistance")
    about = optional_relation(Topic, "requests_for_assistance")
    asked_on = models.DateField(gettext_lazy("Requested on"))
    due_on = models.DateField(gettext_lazy("Needed by"), null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=AssistanceStatus.choices, default=AssistanceStatus.OPEN
    )
    recorded_on = models.DateField(gettext_lazy("Recorded on"), null=True, blank=True)
    closed_on = models.DateField(gettext_lazy("Closed on"), null=True, blank=True)
    answer = MultilingualField(gettext_lazy("Reply or reason"), blank=True, long=True)
    delivered_on = models.DateField(gettext_lazy("Delivered"), null=True, blank=True)
    delivered_precision = DatePrecisionField()
    delivered = PartialDateOf("delivered")
    result = MultilingualField(gettext_lazy("Assistance delivered"), blank=True, long=True)
    outcome = MultilingualField(pgettext_lazy("assistance", "Outcome"), blank=True, long=True)
    evidence = optional_relation(Document, "assistance_shown", gettext_lazy("Supporting document"))

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Request for assistance")
        verbose_name_plural = gettext_lazy("Requests for assistance")
        ordering = ["-asked_on", "slug"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.CheckConstraint(
                condition=Q(treaty__isnull=False) | Q(tool__isnull=False),
                name="assistance_names_a_treaty_or_a_tool",
                violation_error_message=gettext_lazy("Choose the treaty or the tool to which the request relates."),
            ),
            models.CheckConstraint(
                condition=Q(provision="") | Q(treaty__isnull=False),
                name="assistance_provision_is_of_a_treaty",
                violation_error_message=gettext_lazy("Choose the treaty to which the provisions belong."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[AssistanceStatus.DECLINED, AssistanceStatus.WITHDRAWN])
                | Q(status=AssistanceStatus.PROPOSED, recorded_on=None)
                | (~Q(status=AssistanceStatus.PROPOSED) & Q(recorded_on__isnull=False)),
                name="recorded_assistance_has_a_day",
                violation_error_message=gettext_lazy(
                    "Enter the day on which the request was recorded; a proposal has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(CLOSED), closed_on__isnull=False)
                | (~Q(status__in=sorted(CLOSED)) & Q(closed_on=None)),
                name="closed_assistance_has_a_day",
                violation_error_message=gettext_lazy("Enter the day on which the request was closed."),
            ),
            models.CheckConstraint(
                condition=~Q(status=AssistanceStatus.COMPLETED) | (Q(delivered_on__isnull=False) & ~Q(result={})),
                name="completed_assistance_has_a_result",
                violation_error_message=gettext_lazy("Enter what was delivered, and when."),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "asked_on"], name="assistance_by_status"),
            models.Index(fields=["asked_on", "audience"], name="assistance_by_day"),
        ]

    def display_name(self) -> str:
        """Its title."""
        return capfirst(plain(self.title)) or self.slug

    def clean(self) -> None:
        """Refuse an activity that is no tool.

        Raises
        ------
        ValidationError
            At the tool.
        """
        if self.tool is not None and self.tool.kind != ActivityKind.TOOL:
            raise ValidationError({"tool": _("Choose a tool.")})

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected."""
        return self.status in CLOSED

    @property
    def is_recorded(self) -> bool:
        """Whether it is part of the record, not a proposal or what became of one that was not accepted."""
        return self.recorded_on is not None


class OfferOfAssistance(OfParticipant):
    """What a State or an organization offers in reply to a request; the one that asked accepts or declines it."""

    request = parent_relation(RequestForAssistance, "offers")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    made_on = models.DateField(gettext_lazy("Offered on"))
    text = MultilingualField(gettext_lazy("Assistance offered"), long=True)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=OfferStatus.choices, default=OfferStatus.MADE
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    answer = MultilingualField(gettext_lazy("Reply or reason"), blank=True, long=True)

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Offer of assistance")
        verbose_name_plural = gettext_lazy("Offers of assistance")
        ordering = ["request", "number"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.UniqueConstraint(
                fields=["request", "number"],
                name="one_assistance_offer_a_number",
                violation_error_message=gettext_lazy("This request already has an offer with that number."),
            ),
            models.CheckConstraint(
                condition=Q(status=OfferStatus.MADE, decided_on=None)
                | (~Q(status=OfferStatus.MADE) & Q(decided_on__isnull=False)),
                name="decided_assistance_offer_has_a_day",
                violation_error_message=gettext_lazy("Enter the day on which the offer was decided."),
            ),
        ]
        indexes = [models.Index(fields=["status", "made_on"], name="assistance_offers_by_status")]

    def __str__(self) -> str:
        return f"{self.request}, {self.number}"

    def display_name(self) -> str:
        """Its number."""
        return _("Offer %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Its place on the page of the request."""
        return f"{self.request.get_absolute_url()}#offer-{self.number}"
