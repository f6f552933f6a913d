"""What is written of campaigns."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.state_choices import StatesChoiceField, offer_states
from palermo.governance.models import Activity
from palermo.library.web.fields import DocumentField
from palermo.outreach.models import Campaign
from palermo.site.forms.fields import ActForm, Sections, day_field
from palermo.site.forms.model_fields import form_field


class CampaignForm(ActForm):
    """The aim of a campaign, its target group and messages, its countries and its budget."""

    TEXTS = ("aim", "target_group", "messages", "budget", "currency")
    sections: ClassVar[Sections] = (
        (gettext_lazy("Aim"), ("aim", "target_group", "messages")),
        (gettext_lazy("Scope"), ("countries", "budget", "currency")),
    )

    aim = form_field(Campaign, "aim", required=True)
    target_group = form_field(Campaign, "target_group")
    messages = form_field(Campaign, "messages", help_text=gettext_lazy("One message on each line."))
    countries = form_field(
        Campaign,
        "countries",
        StatesChoiceField,
        help_text=gettext_lazy("Leave empty if the campaign is worldwide."),
    )
    budget = form_field(Campaign, "budget", min_value=0)
    currency = form_field(
        Campaign,
        "currency",
        forms.RegexField,
        regex=r"^[A-Za-z]{3}$",
        max_length=None,
        help_text=gettext_lazy("The three letters of its code, such as USD."),
        error_messages={"invalid": gettext_lazy("Enter the three letters of the currency, such as USD.")},
    )

    def prepare(self) -> None:
        super().prepare()
        activity = self.record
        assert isinstance(activity, Activity)
        campaign: Campaign | None = getattr(activity, "campaign", None)
        named = list(campaign.countries.values_list("pk", flat=True)) if campaign else []
        offer_states(self.fields["countries"], activity.starts_on, also=named)
        if campaign:
            for name in self.TEXTS:
                self.initial.setdefault(name, getattr(campaign, name))
            self.initial.setdefault("countries", named)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, object] | None:
        values = super().clean() or {}
        if not self.errors and (values.get("budget") is None) != (not values.get("currency")):
            self.add_error("currency", _("Enter both the amount and its currency, or neither."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        return {"countries": list(values.pop("countries")), "values": values}


class EvaluationForm(ActForm):
    """What the evaluation of a campaign found, with its report."""

    evaluation = form_field(Campaign, "evaluation", required=True)
    on = day_field(gettext_lazy("Evaluated on"))
    document = DocumentField(label=gettext_lazy("Report of the evaluation"))

    def prepare(self) -> None:
        super().prepare()
        campaign = self.record
        assert isinstance(campaign, Campaign)
        if campaign.evaluated_on:
            self.initial.setdefault("evaluation", campaign.evaluation)
            self.initial.setdefault("on", campaign.evaluated_on)
            self.initial.setdefault("document", campaign.evaluation_document)
