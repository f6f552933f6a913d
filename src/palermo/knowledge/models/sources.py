"""Who gives data to the initiative, and the agreements under which it may use them."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.fields import ArrangedField, MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, relation
from palermo.knowledge.states.sources import AgreementStatus, SourceKind
from palermo.library.models import Document


class Source(SluggedRecord):
    """Who gives data: an authority of a State, an organization, or a publication that anybody may use."""

    page_name = "data_source"
    name_field = "name"

    name = MultilingualField(gettext_lazy("Name"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=SourceKind.choices)
    state = optional_relation(State, "data_sources")
    organisation = optional_relation(Organisation, "data_sources")
    summary = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    website = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT
    )
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Source of data")
        verbose_name_plural = gettext_lazy("Sources of data")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=None) | Q(organisation=None),
                name="source_is_of_one_giver",
                violation_error_message=gettext_lazy("Choose a State or an organization, not both."),
            ),
        ]


class Agreement(SluggedRecord):
    """What a source allows: for which purposes, to whom data may be passed on, how long they are kept.

    `purposes` are values of `Purpose`. `recipients` may receive the data beside the secretariat. `ends_on` is the last
    day; data are kept until `keep_until`, or without limit. A published source has its terms of use here.
    """

    page_name = "data_agreement"

    source = relation(Source, "agreements")
    title = MultilingualField(gettext_lazy("Title"))
    purposes = models.JSONField(gettext_lazy("Purposes"), default=list, blank=True)
    recipients = models.ManyToManyField(
        Organisation, blank=True, related_name="data_agreements", verbose_name=gettext_lazy("Recipients")
    )
    terms = MultilingualField(pgettext_lazy("of an agreement", "Terms"), blank=True, long=True)
    covers_personal_data = models.BooleanField(gettext_lazy("Covers data on persons"), default=False)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=AgreementStatus.choices, default=AgreementStatus.DRAFT
    )
    signed_on = models.DateField(gettext_lazy("Signed on"), null=True, blank=True)
    starts_on = models.DateField(gettext_lazy("In force from"), null=True, blank=True)
    ends_on = models.DateField(gettext_lazy("In force until"), null=True, blank=True)
    ended_on = models.DateField(gettext_lazy("Ended on"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)
    keep_until = models.DateField(gettext_lazy("Data are kept until"), null=True, blank=True)
    document = optional_relation(Document, "data_agreements")
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT
    )
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Agreement on data")
        verbose_name_plural = gettext_lazy("Agreements on data")
        ordering = ["source", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=AgreementStatus.DRAFT) | (Q(signed_on__isnull=False) & Q(starts_on__isnull=False)),
                name="signed_agreement_has_its_dates",
                violation_error_message=gettext_lazy(
                    "Enter the day of signature and the day from which the agreement is in force."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_it_starts",
                violation_error_message=gettext_lazy(
                    "An agreement must not end before it is in force. Check the two dates."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status=AgreementStatus.ENDED) | (Q(ended_on__isnull=False) & ~Q(reason={})),
                name="ended_agreement_has_a_date_and_a_reason",
                violation_error_message=gettext_lazy("Enter the day on which the agreement ended and the reason."),
            ),
        ]

    @property
    def last_day(self) -> date | None:
        """The last day on which it is in force, by its term or because it was ended early; None without an end."""
        return min((day for day in (self.ends_on, self.ended_on) if day), default=None)

    @property
    def is_in_force(self) -> bool:
        """Whether data may be accepted under it today; `queries.sources.in_force` is the same for rows."""
        today = clock.today()
        return (
            self.status != AgreementStatus.DRAFT
            and self.starts_on is not None
            and self.starts_on <= today
            and (self.last_day is None or today <= self.last_day)
        )
