"""What is written of the terms, payments, expenditure and results of contributions."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.forms import MultilingualFormField
from palermo.governance.models import DonorContribution
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.web.forms.choices import offer_records
from palermo.library.web.fields import DocumentField
from palermo.outreach.models import ContributionResult, ContributionTerms, Expenditure, Payment
from palermo.site.forms.fields import RecordChoiceField, Sections
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm

OVER_PROMISED = _("Required if payments are more than the contribution, or become less than what was spent.")
FUNDED = _("One of the activities that the contribution funds.")
OVER_PAID = _("Required if expenditure is more than what was paid.")


class TermsForm(ValuesForm):
    """When it was promised, how the donor is named, and what exchanges of data need."""

    model = ContributionTerms

    sections: ClassVar[Sections] = (
        (_("Agreement"), ("promised", "agreement")),
        (_("Acknowledgement"), ("is_acknowledged", "acknowledged_as")),
        (_("Codes for the exchange of data on aid"), ("sector", "identifier")),
    )

    promised = form_field(ContributionTerms, "promised")
    agreement = form_field(ContributionTerms, "agreement", DocumentField)
    is_acknowledged = form_field(
        ContributionTerms,
        "is_acknowledged",
        help_text=_("Otherwise only the donor and the secretariat see the contribution."),
    )
    acknowledged_as = form_field(ContributionTerms, "acknowledged_as")
    sector = form_field(
        ContributionTerms,
        "sector",
        help_text=_(
            "The code of the purpose by the Development Assistance Committee, for example 15160 (human rights)."
        ),
    )
    identifier = form_field(ContributionTerms, "identifier")

    def row_on_record(self) -> ContributionTerms:
        """The terms of the contribution, recorded or not."""
        terms = ContributionTerms.objects.filter(contribution=self.record).select_related("agreement").first()
        return terms or ContributionTerms(contribution=self.record)


class _EntryForm(ValuesForm):
    """The values of a payment, expenditure or a result; those of one on record stand in the form."""

    def prepare(self) -> None:
        super().prepare()
        contribution = self.record if isinstance(self.record, DonorContribution) else self.record.contribution
        if "activity" in self.fields:
            activities = activities_visible_to(self.viewer).filter(contributions=contribution)
            offer_records(self, "activity", activities.order_by("-starts_on", "slug"))
        if self.row_on_record() is None:
            self.initial.setdefault("currency", contribution.currency)

    def clean_currency(self) -> str:
        """The code of a currency in capital letters."""
        return str(self.cleaned_data["currency"]).upper()


class PaymentForm(_EntryForm):
    """When how much was paid."""

    model = Payment

    paid_on = form_field(Payment, "paid_on", initial=clock.today)
    amount = form_field(Payment, "amount", min_value=0)
    currency = form_field(Payment, "currency", min_length=3)
    reason = MultilingualFormField(label=_("Reason"), required=False, help_text=OVER_PROMISED)


class ExpenditureForm(_EntryForm):
    """What was spent on what, in which period."""

    model = Expenditure

    activity = form_field(Expenditure, "activity", RecordChoiceField, to_field_name="slug", help_text=FUNDED)
    purpose = form_field(Expenditure, "purpose")
    period_from = form_field(Expenditure, "period_from")
    period_until = form_field(Expenditure, "period_until")
    amount = form_field(Expenditure, "amount", min_value=0)
    currency = form_field(Expenditure, "currency", min_length=3)
    reason = MultilingualFormField(label=_("Reason"), required=False, help_text=OVER_PAID)


class ResultForm(_EntryForm):
    """What was achieved, by which indicator, in which period."""

    model = ContributionResult

    activity = form_field(ContributionResult, "activity", RecordChoiceField, to_field_name="slug", help_text=FUNDED)
    text = form_field(ContributionResult, "text")
    indicator = form_field(ContributionResult, "indicator")
    value = form_field(ContributionResult, "value")
    period_from = form_field(ContributionResult, "period_from")
    period_until = form_field(ContributionResult, "period_until")
