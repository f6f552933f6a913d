"""What the initiative is given, and the reports it owes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.audiences import Audience
from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation
from palermo.core.text import plain
from palermo.governance.models.activities import Activity
from palermo.governance.models.bodies import Body
from palermo.governance.models.mandates import Mandate
from palermo.governance.models.sessions import Session
from palermo.library.models import Document


class DonorContribution(SluggedRecord):
    """Funds or other support from a donor; the amount is empty if it is not recorded."""

    page_name = "contribution"

    state = optional_relation(State, "contributions")
    organisation = optional_relation(Organisation, "contributions")
    purpose = MultilingualField(gettext_lazy("Purpose"))
    amount = models.DecimalField(gettext_lazy("Amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(gettext_lazy("Currency"), max_length=3, blank=True)
    earmark = MultilingualField(gettext_lazy("Earmark"), blank=True)
    period_from = models.DateField(gettext_lazy("Period from"), null=True, blank=True)
    period_until = models.DateField(gettext_lazy("Period until"), null=True, blank=True)
    given_on = models.DateField(gettext_lazy("Given on"), null=True, blank=True)
    given_precision = DatePrecisionField()
    given = PartialDateOf("given")
    activities = models.ManyToManyField(
        Activity,
        blank=True,
        related_name="contributions",
        help_text=gettext_lazy("One per line: the identifier of the activity."),
        verbose_name=gettext_lazy("Activities"),
    )
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC
    )
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Contribution")
        verbose_name_plural = gettext_lazy("Contributions")
        ordering = ["given_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, state=None) | Q(organisation=None, state__isnull=False),
                name="contribution_has_one_donor",
                violation_error_message=gettext_lazy("A contribution has one donor: an organization or a State."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__isnull=False) & ~Q(currency="")),
                name="amount_has_a_currency",
                violation_error_message=gettext_lazy("Enter both the amount and its currency, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_until=None) | Q(period_until__gte=F("period_from")),
                name="period_ends_after_it_begins",
                violation_error_message=gettext_lazy("The period must not end before it begins. Check the two dates."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.state)

    def clean(self) -> None:
        """Refuse another currency than that of the payments and the expenditure on record.

        Raises
        ------
        ValidationError
            At the currency.
        """
        known = DonorContribution.objects.filter(pk=self.pk).exclude(currency=self.currency)
        entered = Q(payments__isnull=False) | Q(expenditure__isnull=False)
        if currency := known.filter(entered).values_list("currency", flat=True).first():
            raise ValidationError(
                {
                    "currency": _("Payments or expenditure are on record in %(currency)s. Remove them first.")
                    % {"currency": currency}
                }
            )

    def display_name(self) -> str:
        """Its purpose."""
        return capfirst(plain(self.purpose)) or self.slug


class ReportDue(models.Model):
    """A report owed to a body, to a donor, to readers it names; by a session, a date, or when a condition is met.

    `days_before` is the number of days before the session by which it must be submitted ("ten weeks before": 70).
    `contribution` is the contribution on whose use it reports.
    """

    slug = RecordIdField()
    subject = MultilingualField(gettext_lazy("Subject"))
    mandate = optional_relation(Mandate, "reports_due")
    responsible = optional_relation(Organisation, "reports_due", gettext_lazy("Responsible"))
    body = optional_relation(Body, "reports_due")
    session = optional_relation(Session, "reports_due")
    readers = MultilingualField(gettext_lazy("Readers"), blank=True)
    contribution = optional_relation(DonorContribution, "reports_due")
    days_before = models.PositiveSmallIntegerField(gettext_lazy("Days before the session"), null=True, blank=True)
    due_on = models.DateField(gettext_lazy("Due"), null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    scheduled_on = models.DateField(gettext_lazy("Scheduled on"), null=True, blank=True)
    condition = MultilingualField(gettext_lazy("Condition"), blank=True)
    document = optional_relation(Document, "answers")
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC
    )
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Report due")
        verbose_name_plural = gettext_lazy("Reports due")
        ordering = ["due_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False) | ~Q(readers={}) | Q(contribution__isnull=False),
                name="report_due_to_a_body_or_readers",
                violation_error_message=gettext_lazy(
                    "Enter to whom the report is due: a body, other readers, or the donor of a contribution."
                ),
            ),
            models.CheckConstraint(
                condition=Q(days_before=None) | Q(session__isnull=False),
                name="days_are_before_a_session",
                violation_error_message=gettext_lazy("“Days before the session” requires a session."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    def display_name(self) -> str:
        """What reports call it where one of its texts is missing."""
        return plain(self.subject) or self.slug
