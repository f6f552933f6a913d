"""What is written of sources of data and of agreements with them."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.knowledge.models import Agreement, Source
from palermo.knowledge.states.sources import Purpose, SourceKind
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    OrganisationChoiceField,
    OrganisationsField,
    Sections,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm


class SourceForm(ValuesForm):
    """Who gives data."""

    model = Source

    sections: ClassVar[Sections] = (
        (gettext_lazy("Source of data"), ("name", "kind", "state", "organisation")),
        (gettext_lazy("Description"), ("summary", "website")),
        (gettext_lazy("Publication"), ("audience",)),
    )

    name = form_field(Source, "name")
    kind = form_field(Source, "kind", choices=[("", CHOOSE), *SourceKind.choices])
    state = form_field(
        Source,
        "state",
        StateChoiceField,
        help_text=gettext_lazy("Those who act for the State or the organization can hand in data and see findings."),
    )
    organisation = OrganisationChoiceField(label=gettext_lazy("Or organization"), empty_label=CHOOSE, required=False)
    summary = form_field(Source, "summary")
    website = form_field(Source, "website")
    audience = form_field(Source, "audience", initial=Audience.SECRETARIAT)

    def prepare(self) -> None:
        super().prepare()
        source = self.row_on_record()
        offer_states(self.fields["state"], also=[source.state_id] if source else [])

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if self.cleaned_data.get("state") and self.cleaned_data.get("organisation"):
            self.add_error("state", _("Choose a State or an organization, not both."))
        return None


class AgreementForm(ValuesForm):
    """What a source allows, to whom and until when."""

    model = Agreement
    beside_values = ("recipients",)

    sections: ClassVar[Sections] = (
        (gettext_lazy("Agreement"), ("title", "purposes", "covers_personal_data", "recipients", "terms")),
        (gettext_lazy("Duration"), ("starts_on", "ends_on", "keep_until")),
        (gettext_lazy("Publication"), ("document", "audience")),
    )

    title = form_field(Agreement, "title")
    purposes = form_field(
        Agreement,
        "purposes",
        forms.MultipleChoiceField,
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The data may be used for these purposes only."),
        error_messages={"required": gettext_lazy("Choose at least one purpose.")},
        required=True,
    )
    covers_personal_data = form_field(Agreement, "covers_personal_data")
    recipients = form_field(
        Agreement,
        "recipients",
        OrganisationsField,
        help_text=gettext_lazy("Who may receive the data beside the secretariat."),
    )
    terms = form_field(Agreement, "terms")
    starts_on = form_field(Agreement, "starts_on")
    ends_on = form_field(Agreement, "ends_on", help_text=gettext_lazy("Empty if it has no end."))
    keep_until = form_field(
        Agreement,
        "keep_until",
        help_text=gettext_lazy("After this day the data must be deleted. Empty if there is no limit."),
    )
    document = form_field(Agreement, "document", DocumentField)
    audience = form_field(Agreement, "audience", initial=Audience.SECRETARIAT)

    def clean(self) -> dict[str, object] | None:
        super().clean()
        starts, values = self.cleaned_data.get("starts_on"), self.cleaned_data
        if starts and values.get("ends_on") and values["ends_on"] < starts:
            self.add_error("ends_on", _("An agreement must not end before it is in force. Check the two dates."))
        if starts and values.get("keep_until") and values["keep_until"] < starts:
            self.add_error(
                "keep_until",
                _("The data would have to be deleted before the agreement is in force. Check the two dates."),
            )
        return None


class SignAgreementForm(ActForm):
    """When an agreement was signed, and since when it is in force."""

    signed_on = form_field(Agreement, "signed_on", initial=clock.today, required=True)
    starts_on = form_field(Agreement, "starts_on", initial=clock.today, required=True)

    def prepare(self) -> None:
        super().prepare()
        if isinstance(self.record, Agreement) and self.record.starts_on:
            self.initial.setdefault("starts_on", self.record.starts_on)
