"""What is written of sources of data and of agreements with them."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.knowledge.models import Agreement, Source
from palermo.knowledge.states.sources import Purpose, SourceKind
from palermo.library.queries import documents_visible_to
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    OrganisationChoiceField,
    OrganisationsField,
    Sections,
)
from palermo.site.forms.model_fields import form_field


class SourceForm(ActForm):
    """Who gives data."""

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
        queryset=State.objects.none(),
        help_text=gettext_lazy("Those who act for the State or the organization can hand in data and see findings."),
    )
    organisation = OrganisationChoiceField(label=gettext_lazy("Or organization"), empty_label=CHOOSE, required=False)
    summary = form_field(Source, "summary")
    website = form_field(Source, "website")
    audience = form_field(Source, "audience", initial=Audience.SECRETARIAT)

    def prepare(self) -> None:
        super().prepare()
        source = self.record if isinstance(self.record, Source) else None
        offer_states(self.fields["state"], also=[source.state_id] if source else [])
        if source:
            for name in self.fields:
                self.initial.setdefault(name, getattr(source, name))

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if self.cleaned_data.get("state") and self.cleaned_data.get("organisation"):
            self.add_error("state", _("Choose a State or an organization, not both."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        return {"values": dict(self.cleaned_data)}


class AgreementForm(ActForm):
    """What a source allows, to whom and until when."""

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

    def prepare(self) -> None:
        super().prepare()
        self.fields["document"].queryset = documents_visible_to(self.viewer)  # type: ignore[attr-defined]  # a field of documents
        if not isinstance(self.record, Agreement):
            return
        for name in self.fields:
            if name not in ("recipients", "document"):
                self.initial.setdefault(name, getattr(self.record, name))
        self.initial.setdefault("recipients", list(self.record.recipients.all()))
        if document := self.record.document:
            self.initial.setdefault("document", document.symbol or document.slug)

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

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        recipients = list(values.pop("recipients"))
        return {"values": values, "recipients": recipients}


class SignAgreementForm(ActForm):
    """When an agreement was signed, and since when it is in force."""

    signed_on = form_field(Agreement, "signed_on", initial=clock.today, required=True)
    starts_on = form_field(Agreement, "starts_on", initial=clock.today, required=True)

    def prepare(self) -> None:
        super().prepare()
        if isinstance(self.record, Agreement) and self.record.starts_on:
            self.initial.setdefault("starts_on", self.record.starts_on)
