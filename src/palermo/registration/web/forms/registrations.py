"""What is written about registration for an event, and about the people who are registered."""

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.accounts.states import OrganisationKind
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.forms import MultilingualFormField
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.refusals import Refused
from palermo.governance.web.forms.choices import offer_choices
from palermo.governance.web.forms.meetings import plain_day_field
from palermo.library.actions.versions import NewFile
from palermo.library.intake import check_file
from palermo.library.media import check_size
from palermo.registration.models import (
    Accreditation,
    CredentialsLetter,
    Participant,
    Registration,
    RegistrationCategory,
)
from palermo.registration.states import COMING, DelegationRole, ParticipantCategory
from palermo.site.forms.fields import (
    CHOOSE,
    DAYS_WITH_PERSONS,
    ActForm,
    OrganisationChoiceField,
    day_of_event,
    show_only_with,
)
from palermo.site.forms.model_fields import form_field

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

NAMED = [(language.django_code, language.name) for language in LANGUAGES]
# Who writes to an organization or a medium.
ASKING = [(each.value, each.label) for each in (ParticipantCategory.ORGANISATION, ParticipantCategory.MEDIA)]


class TermsForm(ActForm):
    """When registration is open, what names serve, when they are deleted."""

    opens_on = form_field(Registration, "opens_on")
    closes_on = plain_day_field(gettext_lazy("Last day of registration"))
    purpose = MultilingualFormField(
        label=gettext_lazy("Purpose of collecting names"),
        long=True,
        help_text=gettext_lazy("Full sentences, shown on the registration form."),
    )
    delete_on = form_field(Registration, "delete_on")

    def prepare(self) -> None:
        super().prepare()
        if isinstance(self.record, Registration):
            for name in ("opens_on", "closes_on", "purpose", "delete_on"):
                self.initial.setdefault(name, getattr(self.record, name))


class OpenRegistrationForm(TermsForm):
    """The terms of a registration, and the categories of people it is for."""

    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Categories"),
        choices=ParticipantCategory.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[ParticipantCategory.DELEGATION],
    )

    def action_kwargs(self) -> dict[str, object]:
        terms = dict(self.cleaned_data)
        return {"categories": terms.pop("categories"), "registration": Registration(**terms)}


class CategoryForm(ActForm):
    """How many of a category may come."""

    category = form_field(RegistrationCategory, "category")
    is_open = forms.BooleanField(label=gettext_lazy("Open for registration"), required=False, initial=True)
    most_each = form_field(RegistrationCategory, "most_each", min_value=1, max_value=10_000)
    most = form_field(RegistrationCategory, "most", min_value=1, max_value=1_000_000)


def text_field(label: "_StrOrPromise", most: int, *, required: bool = True, complete: str = "off") -> forms.CharField:
    """A line of words about a person."""
    widget = forms.TextInput({"autocomplete": complete, "dir": "auto"})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget)


class PersonFields(forms.Form):
    """All that is ever asked of a person."""

    honorific = text_field(gettext_lazy("Form of address, such as Ms., Mr. or H.E."), 40, required=False)
    given_name = text_field(gettext_lazy("Given name"), 100, required=False)
    family_name = text_field(gettext_lazy("Family name"), 100)
    family_name.error_messages["required"] = gettext_lazy("Enter the family name.")
    function = text_field(gettext_lazy("Functional title"), 200, required=False)
    is_listed = forms.BooleanField(
        label=gettext_lazy("This person agrees to be named in the list of participants"), required=False
    )
    listing_email = forms.EmailField(
        label=gettext_lazy("The person’s e-mail address"),
        required=False,
        help_text=gettext_lazy("Optional. If given, the person receives a link to give or withdraw consent."),
        widget=forms.EmailInput({"autocomplete": "off", "dir": "ltr"}),
    )

    def person(self) -> dict[str, object]:
        """What was written of the person."""
        return {name: self.cleaned_data[name] for name in PersonFields.base_fields}


class ParticipantForm(PersonFields, ActForm):
    """Somebody new: of one's own mission or agency; for the secretariat of any."""

    draft_days = DAYS_WITH_PERSONS

    field_order = ("category", "state_for", "organisation", "place", "role")

    category = form_field(Participant, "category")
    state_for = StateChoiceField(
        label=pgettext_lazy("country", "State"), queryset=None, required=False, empty_label=CHOOSE
    )
    organisation = form_field(Participant, "organisation", OrganisationChoiceField)
    place = forms.ChoiceField()
    role = forms.ChoiceField(
        label=gettext_lazy("Role in the delegation"),
        choices=[("", "—"), *DelegationRole.choices],
        required=False,
        initial=DelegationRole.ADVISER,
    )

    def prepare(self) -> None:
        super().prepare()
        if self.viewer.is_secretariat:
            del self.fields["place"]
            named = [getattr(self.record, "state_for_id", None)]
            offer_states(self.fields["state_for"], day_of_event(self.record), also=named)
            return
        for name in ("category", "state_for", "organisation"):
            del self.fields[name]
        self.places = own_places(self.viewer)
        offer_places(self, self.places)
        if not self.viewer.delegation_ids:
            del self.fields["role"]
        elif not self.viewer.agency_ids:
            offer_choices(self, "role", DelegationRole.choices)
        if "role" in self.fields and len(self.places) == 1 and not self._has_head():
            self.fields["role"].initial = DelegationRole.HEAD

    def _has_head(self) -> bool:
        """Whether the delegation has a head who is to come: the next person is probably none."""
        coming = self.record.participants.filter(state_for__in=self.viewer.delegation_ids, state__in=COMING)
        return coming.filter(role=DelegationRole.HEAD).exists()

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("category") == ParticipantCategory.DELEGATION and not values.get("state_for"):
            self.add_error("state_for", _("Enter the State of the delegation."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        place = values.get("state_for"), values.get("organisation")
        category = values.get("category", "")
        if not self.viewer.is_secretariat:
            chosen = self.places[values["place"]]
            is_state = isinstance(chosen, State)
            place = (chosen, None) if is_state else (None, chosen)
            category = ParticipantCategory.DELEGATION if is_state else ParticipantCategory.ORGANISATION
        is_delegate = category == ParticipantCategory.DELEGATION
        role = (values.get("role") or DelegationRole.ADVISER) if is_delegate else ""
        participant = Participant(
            registration=self.record, category=category, state_for=place[0], role=role, **self.person()
        )
        participant.organisation = None if is_delegate else place[1]
        return {"participant": participant}


def own_places(viewer: Viewer) -> dict[str, State | Organisation]:
    """The States and agencies whose people a reader registers, by key."""
    states = State.objects.filter(pk__in=viewer.delegation_ids).prefetch_related("former_names")
    agencies = Organisation.objects.filter(pk__in=viewer.agency_ids)
    by_key: dict[str, State | Organisation] = {f"state-{each.pk}": each for each in states}
    return by_key | {f"agency-{each.pk}": each for each in agencies}


def offer_places(form: ActForm, places: dict[str, State | Organisation]) -> None:
    """Ask for which of one's own delegations or organizations, under the name of what they are; nobody is asked about
    the only one."""
    of_states = [isinstance(place, State) for place in places.values()]
    both = _("Delegation or organization") if any(of_states) else _("Organization")
    form.fields["place"].label = _("Delegation") if all(of_states) else both
    offer_choices(form, "place", [(key, _place_name(place)) for key, place in places.items()])
    if len(places) == 1:
        form.fields["place"].widget = forms.HiddenInput()
        form.initial.setdefault("place", next(iter(places)))


def _place_name(place: State | Organisation) -> str:
    name = place.short_name_on(clock.today()) if isinstance(place, State) else place.name
    shown = name.shown_in(active_language().code)
    return shown.words if shown else place.slug


class ChangeParticipantForm(PersonFields, ActForm):
    """What is known of somebody, corrected."""

    draft_days = DAYS_WITH_PERSONS

    field_order = ("role", "order")

    role = forms.ChoiceField(label=gettext_lazy("Role in the delegation"), choices=DelegationRole.choices)
    order = forms.IntegerField(
        label=gettext_lazy("Order within this role (0 for the order of registration)"),
        min_value=0,
        max_value=999,
    )

    def prepare(self) -> None:
        super().prepare()
        if self.record.category != ParticipantCategory.DELEGATION:
            del self.fields["role"]
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.record, name))


class LetterForm(ActForm):
    """A letter of credentials: whose, and the file."""

    place = forms.ChoiceField()
    state_for = StateChoiceField(
        label=pgettext_lazy("country", "State"), queryset=None, required=False, empty_label=CHOOSE
    )
    organisation = OrganisationChoiceField(label=gettext_lazy("Organization"), required=False, empty_label=CHOOSE)
    upload = forms.FileField(
        label=gettext_lazy("Letter (PDF)"),
        allow_empty_file=True,
        help_text=gettext_lazy("Visible to your mission and the secretariat only."),
    )

    def prepare(self) -> None:
        super().prepare()
        if self.viewer.is_secretariat:
            del self.fields["place"]
            named = [getattr(self.record, "state_for_id", None)]
            offer_states(self.fields["state_for"], day_of_event(self.record), also=named)
            return
        del self.fields["state_for"], self.fields["organisation"]
        self.places = own_places(self.viewer)
        offer_places(self, self.places)

    def clean_upload(self) -> NewFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        try:
            check_size(upload.size or 0, settings.PALERMO_MAX_UPLOAD_MB)
            content, name = upload.read(), PurePath(upload.name or "").name
            media_type = check_file(content, name)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        if media_type != "application/pdf":
            raise ValidationError(_("The letter must be a PDF. Scan it, or save it as a PDF."))
        return NewFile(content, name, media_type)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if self.viewer.is_secretariat and bool(values.get("state_for")) == bool(values.get("organisation")):
            raise ValidationError(_("Enter either a State or an organization."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        place = values.get("state_for") or values.get("organisation")
        if not self.viewer.is_secretariat:
            place = self.places[values["place"]]
        whose = {"state_for": place} if isinstance(place, State) else {"organisation": place}
        return {"letter": CredentialsLetter(registration=self.record, **whose), "file": values["upload"]}


class AskingFields(forms.Form):
    """The details of an organization or a medium, and of its contact person, to whom e-mail is sent."""

    category = form_field(Participant, "category", choices=ASKING)
    name = text_field(gettext_lazy("Name of the organization or media outlet"), 200, complete="organization")
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of organization"), choices=[("", CHOOSE), *OrganisationKind.choices], required=False
    )
    contact_name = text_field(gettext_lazy("Contact person"), 200, complete="name")
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput({"dir": "ltr", "autocomplete": "email"})
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the e-mail"),
        choices=NAMED,
        initial=lambda: active_language().django_code,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_only_with(self.fields["kind"], ParticipantCategory.ORGANISATION)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("category") == ParticipantCategory.MEDIA:
            values["kind"] = ""
        elif not values.get("kind"):
            self.add_error("kind", _("Choose the kind of organization."))
        return values

    def build_accreditation(self, registration: Registration) -> Accreditation:
        """The accreditation that is asked for, not yet saved."""
        known = {name: self.cleaned_data[name] for name in AskingFields.base_fields}
        return Accreditation(registration=registration, **known)


class ApplicationForm(AskingFields):
    """An application for accreditation, open to anyone."""

    about = forms.CharField(
        label=gettext_lazy("Work against trafficking in persons, and reason for participating"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )

    def build_accreditation(self, registration: Registration) -> Accreditation:
        accreditation = super().build_accreditation(registration)
        accreditation.about = self.cleaned_data["about"]
        return accreditation


class InviteOrganisationForm(AskingFields, ActForm):
    """An organization that need not apply."""

    draft_days = DAYS_WITH_PERSONS

    organisation = OrganisationChoiceField(
        label=gettext_lazy("Organization in the record, if any"),
        required=False,
        empty_label=CHOOSE,
    )
    places = forms.IntegerField(
        label=gettext_lazy("Maximum number of participants"), min_value=1, max_value=10_000, required=False
    )

    def action_kwargs(self) -> dict[str, object]:
        accreditation = self.build_accreditation(self.record)
        accreditation.organisation, accreditation.places = (
            self.cleaned_data["organisation"],
            self.cleaned_data["places"],
        )
        return {"accreditation": accreditation}


class ApprovalForm(ActForm):
    """How many it may send."""

    places = forms.IntegerField(
        label=gettext_lazy("Maximum number of participants"), min_value=1, max_value=10_000, required=False
    )


class RefusalForm(ActForm):
    """The reason of a refusal."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("The applicant receives this text."),
    )


class BadgeDaysForm(ActForm):
    """On which days badges hold: those of the event, unless others are written."""

    valid_from = plain_day_field(gettext_lazy("Valid from"))
    valid_until = plain_day_field(gettext_lazy("Valid until"))

    def prepare(self) -> None:
        super().prepare()
        activity = self._registration().event.activity
        first, last = activity.starts_on, activity.ends_on or activity.starts_on
        self.initial.setdefault("valid_from", first)
        self.initial.setdefault("valid_until", last)

    def _registration(self) -> Registration:
        return self.record.registration if isinstance(self.record, Participant) else self.record

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        first, last = values.get("valid_from"), values.get("valid_until")
        if isinstance(first, date) and isinstance(last, date) and not 0 <= (last - first).days <= 60:
            self.add_error("valid_until", _("A badge can be valid for one to sixty days."))
        return values


class ReleaseListForm(ActForm):
    """For whom the list of participants is."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Audience"), choices=Audience.choices, initial=Audience.MEMBER_STATES
    )

    def clean_audience(self) -> Audience:
        return Audience(self.cleaned_data["audience"])
