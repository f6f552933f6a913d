"""What donors promised, paid and see for it: payments, expenditure, results and acknowledgement of contributions."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models import Activity, DonorContribution
from palermo.library.models import Document


class ContributionTerms(models.Model):
    """What was agreed with the donor of a contribution, beyond its amount and purpose.

    `promised_on` is the day of the pledge. `acknowledged_as` is how the donor is named; without `is_acknowledged` it is
    named nowhere but to itself and the secretariat. `sector` is the code of the Development Assistance Committee.
    """

    contribution = models.OneToOneField(
        DonorContribution,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="terms",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Contribution"),
    )
    promised_on = models.DateField(gettext_lazy("Promised on"), null=True, blank=True)
    promised_precision = DatePrecisionField()
    promised = PartialDateOf("promised")
    is_acknowledged = models.BooleanField(gettext_lazy("The donor is acknowledged in public"), default=True)
    acknowledged_as = MultilingualField(gettext_lazy("Form of acknowledgement"), blank=True)
    sector = models.CharField(gettext_lazy("Sector"), max_length=5, blank=True)
    identifier = models.CharField(gettext_lazy("Identifier of the donor’s activity"), max_length=100, blank=True)
    agreement = optional_relation(Document, "contribution_terms", gettext_lazy("Agreement"))

    class Meta:
        verbose_name = gettext_lazy("Terms of a contribution")
        verbose_name_plural = gettext_lazy("Terms of contributions")
        ordering = ["contribution"]

    def __str__(self) -> str:
        return str(self.contribution)

    def display_name(self) -> str:
        """The contribution."""
        return self.contribution.display_name()

    def get_absolute_url(self) -> str:
        """The page of the contribution."""
        return self.contribution.get_absolute_url()


class Payment(models.Model):
    """A payment of a contribution."""

    contribution = parent_relation(DonorContribution, "payments")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    paid_on = models.DateField(gettext_lazy("Paid on"))
    amount = models.DecimalField(
        gettext_lazy("Amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(gettext_lazy("Currency"), max_length=3)

    class Meta:
        verbose_name = gettext_lazy("Payment")
        verbose_name_plural = gettext_lazy("Payments")
        ordering = ["contribution", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "number"], name="one_payment_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payment_is_positive",
                violation_error_message=gettext_lazy("Enter an amount above zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution}, {self.number}"

    def display_name(self) -> str:
        """Its day."""
        return localize_day(self.paid_on)

    def get_absolute_url(self) -> str:
        """Its place on the page of the contribution."""
        return f"{self.contribution.get_absolute_url()}#payments"


class Expenditure(models.Model):
    """What a contribution was spent on: an activity, in a period."""

    contribution = parent_relation(DonorContribution, "expenditure")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    activity = optional_relation(Activity, "expenditure")
    purpose = MultilingualField(gettext_lazy("Purpose"))
    period_from = models.DateField(gettext_lazy("Period from"))
    period_until = models.DateField(gettext_lazy("Period until"))
    amount = models.DecimalField(
        gettext_lazy("Amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(gettext_lazy("Currency"), max_length=3)

    class Meta:
        verbose_name = gettext_lazy("Expenditure")
        verbose_name_plural = gettext_lazy("Expenditure")
        ordering = ["contribution", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "number"],
                name="one_expenditure_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="expenditure_is_positive",
                violation_error_message=gettext_lazy("Enter an amount above zero."),
            ),
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")),
                name="expenditure_period_ends_after_it_begins",
                violation_error_message=gettext_lazy("The period must not end before it begins. Check the two dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution}, {self.number}"

    def display_name(self) -> str:
        """Its purpose."""
        return plain(self.purpose)

    def get_absolute_url(self) -> str:
        """Its place on the page of the contribution."""
        return f"{self.contribution.get_absolute_url()}#expenditure"


class ContributionResult(models.Model):
    """What a contribution achieved, as an indicator with its value, or in words."""

    contribution = parent_relation(DonorContribution, "results")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    activity = optional_relation(Activity, "contribution_results")
    text = MultilingualField(pgettext_lazy("contribution", "Result"), long=True)
    indicator = MultilingualField(gettext_lazy("Indicator"), blank=True)
    value = models.DecimalField(gettext_lazy("Value"), max_digits=14, decimal_places=2, null=True, blank=True)
    period_from = models.DateField(gettext_lazy("Period from"))
    period_until = models.DateField(gettext_lazy("Period until"))

    class Meta:
        verbose_name = gettext_lazy("Result of a contribution")
        verbose_name_plural = gettext_lazy("Results of contributions")
        ordering = ["contribution", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "number"],
                name="one_contribution_result_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")),
                name="result_period_ends_after_it_begins",
                violation_error_message=gettext_lazy("The period must not end before it begins. Check the two dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution}, {self.number}"

    def display_name(self) -> str:
        """Its wording."""
        return plain(self.text)

    def get_absolute_url(self) -> str:
        """Its place on the page of the contribution."""
        return f"{self.contribution.get_absolute_url()}#results"
