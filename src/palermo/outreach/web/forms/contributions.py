"""What is written of the terms, payments, expenditure and results of contributions."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.dates import DatePrecision
from palermo.core.forms import MultilingualFormField
from palermo.governance.models import Activity, DonorContribution
from palermo.governance.queries.activities import activities_visible_to
from palermo.library.queries import documents_visible_to
from palermo.library.web.fields import DocumentField
from palermo.outreach.models import ContributionResult, ContributionTerms, Expenditure, Payment
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, Sections
from palermo.site.forms.model_fields import form_field

OVER_PROMISED = _("Required if payments are more than the contribution, or become less than what was spent.")
OVER_PAID = _("Required if expenditure is more than what was paid.")


class TermsForm(ActForm):
    """When it was promised, how the donor is named, and what exchanges of data need."""

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

    def prepare(self) -> None:
        super().prepare()
        self.fields["agreement"].queryset = documents_visible_to(self.viewer)  # type: ignore[attr-defined]  # a field of documents
        terms = ContributionTerms.objects.filter(contribution=self.record).select_related("agreement").first()
        terms = terms or ContributionTerms(contribution=self.record)
        for name in ("promised", "is_acknowledged", "acknowledged_as", "sector", "identifier"):
            self.initial.setdefault(name, getattr(terms, name))
        if terms.agreement:
            self.initial.setdefault("agreement", terms.agreement.symbol or terms.agreement.slug)

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        promised = values.pop("promised")
        stored = {
            "promised_on": promised.value if promised else None,
            "promised_precision": promised.precision if promised else DatePrecision.DAY,
        }
        return {"values": {**values, **stored}}


class _EntryForm(ActForm):
    """The values of a payment, expenditure or a result; those of one on record stand in the form."""

    def prepare(self) -> None:
        super().prepare()
        if "activity" in self.fields:
            activities = activities_visible_to(self.viewer).order_by("-starts_on", "slug")
            self.fields["activity"].queryset = activities.filter(contributions=self.contribution())  # type: ignore[attr-defined]  # a choice of records
        if isinstance(self.record, DonorContribution):
            self.initial.setdefault("currency", self.record.currency)
            return
        for name in self.fields:
            if hasattr(self.record, name):
                self.initial.setdefault(name, getattr(self.record, name))
        if "activity" in self.fields and self.record.activity:
            self.initial["activity"] = self.record.activity.slug

    def contribution(self) -> DonorContribution:
        """The contribution whose account it is."""
        return self.record if isinstance(self.record, DonorContribution) else self.record.contribution

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        if "currency" in values:
            values["currency"] = str(values["currency"]).upper()
        reason = {"reason": values.pop("reason")} if "reason" in values else {}
        return {"values": values, **reason}


def _amount_field() -> forms.DecimalField:
    return forms.DecimalField(label=_("Amount"), max_digits=14, decimal_places=2, min_value=0)


def _activity_field() -> RecordChoiceField:
    return RecordChoiceField(
        Activity.objects.none(),
        label=_("Activity"),
        to_field_name="slug",
        empty_label=CHOOSE,
        required=False,
        help_text=_("One of the activities that the contribution funds."),
    )


class PaymentForm(_EntryForm):
    """When how much was paid."""

    paid_on = form_field(Payment, "paid_on", initial=clock.today)
    amount = _amount_field()
    currency = form_field(Payment, "currency", min_length=3)
    reason = MultilingualFormField(label=_("Reason"), required=False, help_text=OVER_PROMISED)


class ExpenditureForm(_EntryForm):
    """What was spent on what, in which period."""

    activity = _activity_field()
    purpose = form_field(Expenditure, "purpose")
    period_from = form_field(Expenditure, "period_from")
    period_until = form_field(Expenditure, "period_until")
    amount = _amount_field()
    currency = form_field(Expenditure, "currency", min_length=3)
    reason = MultilingualFormField(label=_("Reason"), required=False, help_text=OVER_PAID)


class ResultForm(_EntryForm):
    """What was achieved, by which indicator, in which period."""

    activity = _activity_field()
    text = form_field(ContributionResult, "text")
    indicator = form_field(ContributionResult, "indicator")
    value = form_field(ContributionResult, "value")
    period_from = form_field(ContributionResult, "period_from")
    period_until = form_field(ContributionResult, "period_until")
