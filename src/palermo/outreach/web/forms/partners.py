"""What applicants, partners and the secretariat write in the register of partners."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import offer_states
from palermo.accounts.states import OrganisationKind
from palermo.core import clock
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.forms import MultilingualFormField
from palermo.core.languages import CODES, LANGUAGES, active_language
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText, plain
from palermo.events.web.forms.preparation import StatesField
from palermo.library.web.fields import DocumentField
from palermo.outreach.logos import keep_logo
from palermo.outreach.models import DueDiligenceCheck, PartnerContact, PartnerInvitation, PartnerRule, Partnership
from palermo.outreach.rules.partners import requirements_of
from palermo.outreach.states.partners import DueDiligenceKind, DueDiligenceResult, PartnerKind
from palermo.site.forms.fields import (
    CHOOSE,
    DAYS_WITH_PERSONS,
    ActForm,
    FormPart,
    RecordChoiceField,
    Sections,
    day_field,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm

NAMED = [(language.django_code, language.name) for language in LANGUAGES]
KINDS = [("", CHOOSE), *PartnerKind.choices]
LONGEST_NAME, LONGEST_TEXT = 200, 4000
AGREES = gettext_lazy("List this partner in the public directory, with its name, description, countries and role")
# What an organization is on record, where it is added with the admission of a partner of a kind.
ORGANISATION_KINDS = {
    PartnerKind.ORGANIZATION: OrganisationKind.INTERGOVERNMENTAL,
    PartnerKind.BUSINESS: OrganisationKind.PRIVATE,
    PartnerKind.MEDIA: OrganisationKind.PRIVATE,
}


def _web_address() -> forms.URLField:
    return forms.URLField(label=gettext_lazy("Web address"), max_length=500, required=False, assume_scheme="https")


def _email(**options: Any) -> forms.EmailField:
    widget = forms.EmailInput({"dir": "ltr", "autocomplete": "email"})
    return forms.EmailField(label=gettext_lazy("E-mail address"), widget=widget, **options)


class ApplicationForm(forms.Form):
    """An application by somebody without an account, in the language of the page.

    People do not see the field `fax`: what is in it comes from a program.
    """

    sections: ClassVar[Sections] = (
        (gettext_lazy("Applicant"), ("name", "is_person", "kind", "countries", "field", "summary", "website")),
        (gettext_lazy("Contact"), ("contact_name", "position", "email", "phone")),
        (gettext_lazy("Consent"), ("is_listed", "is_informed")),
    )

    name = forms.CharField(
        label=gettext_lazy("Name of the organization, business or community"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("If you apply for yourself, your own name."),
        widget=forms.TextInput({"autocomplete": "organization", "dir": "auto"}),
    )
    is_person = forms.BooleanField(label=gettext_lazy("I apply for myself, not for an organization"), required=False)
    kind = form_field(Partnership, "kind", choices=KINDS)
    countries = form_field(Partnership, "countries", StatesField)
    field = form_field(
        Partnership,
        "field",
        forms.CharField,
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"dir": "auto"}),
        required=True,
    )
    summary = form_field(
        Partnership,
        "summary",
        forms.CharField,
        max_length=LONGEST_TEXT,
        help_text=gettext_lazy("Your work, and what you would like to contribute to the initiative."),
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        required=True,
    )
    website = form_field(Partnership, "website")
    contact_name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    position = form_field(
        PartnerContact, "position", widget=forms.TextInput({"autocomplete": "organization-title", "dir": "auto"})
    )
    email = _email(help_text=gettext_lazy("The confirmation and the decision are sent there."))
    phone = form_field(
        PartnerContact, "phone", widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "dir": "ltr"})
    )
    is_listed = forms.BooleanField(
        label=AGREES,
        required=False,
        help_text=gettext_lazy("Only after admission. You can change this at any time."),
    )
    is_informed = forms.BooleanField(
        label=gettext_lazy("I have read how the personal data in this form are used"),
        error_messages={"required": gettext_lazy("Read how personal data are used, and confirm it.")},
    )
    fax = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: QueryDict | None = None, *, invitation: PartnerInvitation | None = None) -> None:
        given: dict[str, str] = {}
        if invitation is not None:
            given = {"contact_name": invitation.name, "email": invitation.email, "kind": invitation.kind}
        super().__init__(data, initial=given)
        offer_states(self.fields["countries"])

    def grouped_fields(self) -> list[FormPart]:
        """The parts of the form."""
        return [
            FormPart(heading, f"part-{number}", [self[name] for name in names])
            for number, (heading, names) in enumerate(self.sections, 1)
        ]

    def is_from_a_program(self) -> bool:
        """Whether the field that people do not see is filled in."""
        return bool(self.cleaned_data["fax"])

    def application(self) -> tuple[Partnership, PartnerContact, list[State]]:
        """The application, its contact and its countries, none of them on record yet."""
        values, language = self.cleaned_data, active_language()
        texts = {name: MultilingualText({language.code: values[name]}) for name in ("name", "field", "summary")}
        own = {name: values[name] for name in ("is_person", "kind", "website", "is_listed")}
        contact = PartnerContact(
            name=values["contact_name"],
            language=language.django_code,
            **{name: values[name] for name in ("position", "email", "phone")},
        )
        return Partnership(**texts, **own), contact, list(values["countries"])


class InvitePartnerForm(ActForm):
    """Who is invited to apply, and in which language."""

    draft_days = DAYS_WITH_PERSONS

    name = form_field(PartnerInvitation, "name")
    email = _email(help_text=gettext_lazy("The invitation is sent to this address."))
    language = forms.ChoiceField(label=gettext_lazy("Language of the e-mail"), choices=NAMED)
    kind = form_field(PartnerInvitation, "kind", choices=[("", gettext_lazy("Not stated")), *PartnerKind.choices])

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("language", active_language().django_code)


class PartnerRuleForm(ActForm):
    """What is required before partners of a kind are admitted."""

    kind = form_field(PartnerRule, "kind", choices=KINDS)
    checks = form_field(
        PartnerRule,
        "checks",
        forms.MultipleChoiceField,
        choices=DueDiligenceKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    needs_guidance = forms.BooleanField(
        label=gettext_lazy("Guidance or endorsement of Member States is required"), required=False
    )

    def prepare(self) -> None:
        super().prepare()
        rule = self.record
        if isinstance(rule, PartnerRule):
            del self.fields["kind"]
            self.initial.setdefault("checks", rule.checks)
            self.initial.setdefault("needs_guidance", rule.needs_guidance)

    def action_kwargs(self) -> dict[str, object]:
        return {"values": self.cleaned_data}


class CheckForm(ValuesForm):
    """Who checked what, when, from which source and with which result."""

    model = DueDiligenceCheck

    result = form_field(
        DueDiligenceCheck,
        "result",
        choices=[("", CHOOSE), *(each for each in DueDiligenceResult.choices if each[0] != DueDiligenceResult.PENDING)],
    )
    checked_by = form_field(DueDiligenceCheck, "checked_by", required=True)
    checked_on = form_field(DueDiligenceCheck, "checked_on", initial=clock.today, required=True)
    source = form_field(
        DueDiligenceCheck,
        "source",
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Registers, lists, documents and persons consulted, with their dates."),
        required=True,
    )
    finding = form_field(
        DueDiligenceCheck,
        "finding",
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Required where there are concerns."),
    )
    document = form_field(DueDiligenceCheck, "document", DocumentField)

    def row_on_record(self) -> DueDiligenceCheck | None:
        """The check with its result, if there is one."""
        check = super().row_on_record()
        return None if check is None or check.result == DueDiligenceResult.PENDING else check


class AddCheckForm(CheckForm):
    """What is checked, by whom, when, from which source and with which result."""

    kind = form_field(DueDiligenceCheck, "kind", choices=[("", CHOOSE), *DueDiligenceKind.choices])
    field_order = ("kind", "result", "checked_by", "checked_on", "source", "finding", "document")


class AdmitForm(ActForm):
    """The decision to admit an applicant: as which organization, in which role, under which mandate, since when."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Organization"), ("organisation", "organisation_kind")),
        (gettext_lazy("Partnership"), ("role", "mandate", "since")),
        (gettext_lazy("Decision"), ("guidance", "endorsement", "reason")),
    )

    organisation = forms.CharField(
        label=gettext_lazy("Organization on record"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Its name or identifier. If it is not on record yet, leave this empty: it is added under the name of the "
            "application."
        ),
    )
    organisation_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of organization, if it is added"), choices=OrganisationKind.choices
    )
    role = form_field(Partnership, "role", required=True)
    mandate = form_field(Partnership, "mandate", RecordChoiceField, to_field_name="slug", required=True)
    since = form_field(Partnership, "since", required=True)
    guidance = form_field(Partnership, "guidance", RecordChoiceField, to_field_name="slug")
    endorsement = form_field(Partnership, "endorsement", RecordChoiceField, to_field_name="slug")
    reason = form_field(Partnership, "reason", help_text=gettext_lazy("Required where a check raised concerns."))

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("since", PartialDate(clock.today()))
        partnership = self.record
        if not isinstance(partnership, Partnership):
            return
        if requirements_of(partnership).needs_guidance:
            self.needed_with_others = frozenset({"guidance", "endorsement"})  # type: ignore[misc]  # of this form alone
        if not partnership.is_listed or partnership.is_person:
            del self.fields["organisation"], self.fields["organisation_kind"]
            return
        kind = ORGANISATION_KINDS.get(PartnerKind(partnership.kind), OrganisationKind.CIVIL_SOCIETY)
        self.initial.setdefault("organisation_kind", kind)
        known = [each for words in partnership.name.values() for each in _organisations(words)]
        if known and "organisation" not in self.initial:
            self.initial["organisation"] = plain(known[0].name)

    def clean_organisation(self) -> Organisation | None:
        """The organization with this name or identifier."""
        written = self.cleaned_data["organisation"]
        found = _organisations(written) if written else []
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several organizations have this name. Enter one of the identifiers %(identifiers)s."),
                params={"identifiers": ", ".join(each.slug for each in found)},
            )
        if written and not found:
            raise forms.ValidationError(
                _("No organization has the name or identifier “%(written)s”."), params={"written": written}
            )
        return found[0] if found else None

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        since, kind = values.pop("since"), values.pop("organisation_kind", "")
        values |= {"since_on": since.value, "since_precision": since.precision}
        partnership = self.record
        new = None
        if kind and values["organisation"] is None and isinstance(partnership, Partnership):
            new = Organisation(name=partnership.name, kind=kind)
        return {"values": values, "new_organisation": new}


def _organisations(written: str) -> list[Organisation]:
    """The organizations with this identifier, or with this name in a language."""
    named = Q(slug=written)
    for code in CODES:
        named |= Q(**{f"name__{code}__iexact": written})
    return list(Organisation.objects.filter(named).order_by("slug")[:10])


class DeclineForm(ActForm):
    """Why an application is declined."""

    reason = MultilingualFormField(
        label=gettext_lazy("Reason"), long=True, help_text=gettext_lazy("The applicant is sent the reason.")
    )


class EndForm(ActForm):
    """When and why a partnership ends."""

    on = day_field(gettext_lazy("Partner until"))
    reason = MultilingualFormField(
        label=gettext_lazy("Reason"),
        long=True,
        help_text=gettext_lazy("Visible to the secretariat and to the partner, who is sent it."),
    )


class OwnEntryForm(ActForm):
    """What representatives of a partner say of it."""

    TEXTS: ClassVar[tuple[str, ...]] = ("field", "summary", "website", "is_listed")

    countries = form_field(Partnership, "countries", StatesField)
    field = form_field(Partnership, "field")
    summary = form_field(Partnership, "summary")
    website = form_field(Partnership, "website")
    is_listed = forms.BooleanField(label=AGREES, required=False)

    def prepare(self) -> None:
        super().prepare()
        partnership = self.record
        if not isinstance(partnership, Partnership):
            return
        countries = [each.pk for each in partnership.countries.all()]
        offer_states(self.fields["countries"], also=countries)
        self.initial.setdefault("countries", countries)
        for name in self.TEXTS:
            self.initial.setdefault(name, getattr(partnership, name))

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        return {"countries": list(values.pop("countries")), "values": values}


class PartnerForm(OwnEntryForm):
    """The whole entry, as the secretariat edits it."""

    TEXTS = ("name", "kind", "is_person", "field", "summary", "website", "is_listed", "role", "since")
    sections: ClassVar[Sections] = (
        (
            gettext_lazy("Partner"),
            ("name", "is_person", "kind", "countries", "field", "summary", "website", "is_listed"),
        ),
        (gettext_lazy("Partnership"), ("role", "mandate", "since")),
    )

    name = form_field(
        Partnership, "name", help_text=gettext_lazy("An organization on record is shown under its name there.")
    )
    is_person = form_field(Partnership, "is_person")
    kind = form_field(Partnership, "kind")
    role = form_field(Partnership, "role")
    mandate = form_field(Partnership, "mandate", RecordChoiceField, to_field_name="slug")
    since = form_field(Partnership, "since")

    def prepare(self) -> None:
        super().prepare()
        if isinstance(self.record, Partnership) and self.record.mandate:
            self.initial.setdefault("mandate", self.record.mandate.slug)

    def action_kwargs(self) -> dict[str, object]:
        given = super().action_kwargs()
        values = given["values"]
        assert isinstance(values, dict)
        since = values.pop("since")
        values["since_on"] = since.value if since else None
        values["since_precision"] = since.precision if since else DatePrecision.DAY
        return given


class LogoForm(ActForm):
    """A logo, and the permission to show it."""

    upload = forms.FileField(
        label=gettext_lazy("Logo"),
        allow_empty_file=True,
        help_text=gettext_lazy("A PNG, JPEG, GIF or WebP file of at most 2 MB."),
    )
    permission = MultilingualFormField(
        label=gettext_lazy("Permission to use the logo"),
        help_text=gettext_lazy("Who gives it, and for which use. Without permission no logo is shown."),
    )

    def clean_upload(self) -> str:
        """The digest of the picture, which is kept."""
        upload: UploadedFile = self.cleaned_data["upload"]
        try:
            return keep_logo(upload.read(), str(upload.name))
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def action_kwargs(self) -> dict[str, object]:
        return {"logo": self.cleaned_data["upload"], "permission": self.cleaned_data["permission"]}


class ContactForm(ValuesForm):
    """A person who represents a partner."""

    model = PartnerContact

    draft_days = DAYS_WITH_PERSONS

    name = form_field(PartnerContact, "name")
    position = form_field(PartnerContact, "position")
    email = _email(required=False)
    phone = form_field(PartnerContact, "phone", widget=forms.TextInput({"dir": "ltr"}))
    language = form_field(PartnerContact, "language")
    is_focal_point = forms.BooleanField(label=gettext_lazy("Focal point: receives messages first"), required=False)

    def prepare(self) -> None:
        super().prepare()
        contact = self.row_on_record()
        if contact is None:
            self.initial.setdefault("language", active_language().django_code)
        elif contact.user_id is not None:
            # The account signs in with this address.
            self.fields["email"].disabled = True
