"""What is written about a person who is proposed, invited, or takes an invitation up; and about oneself."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Invitation, Organisation, State, User
from palermo.accounts.notices import place_of
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.accounts.states import FOR_A_STATE, LEADING, Role
from palermo.accounts.viewer import Viewer
from palermo.core.languages import LANGUAGES, active_language
from palermo.governance.web.forms.choices import offer_choices
from palermo.site.forms.fields import CHOOSE, DAYS_WITH_PERSONS, ActForm, OrganisationChoiceField
from palermo.site.forms.model_fields import form_field

NAMED = [(language.django_code, language.name) for language in LANGUAGES]


@dataclass(frozen=True)
class OfferedRole:
    """A role in a mission, for its State, or in an agency."""

    role: str
    state: State | None
    organisation: Organisation | None

    @property
    def key(self) -> str:
        """The value of the role in a form."""
        one = self.state or self.organisation
        return f"{self.role}-{one.pk if one else ''}"


class PersonForm(ActForm):
    """Who, and to which place in one's own mission or agency."""

    name = form_field(User, "name")
    email = form_field(
        User,
        "email",
        help_text=gettext_lazy("The invitation is sent to this address, which is also used to sign in."),
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the e-mail"), choices=NAMED)
    place = forms.ChoiceField(label=gettext_lazy("Role"))

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("language", active_language().django_code)
        if self.viewer.is_secretariat:
            del self.fields["place"]
        else:
            self.places = {each.key: each for each in self.offered_roles(self.viewer)}
            offer_choices(
                self,
                "place",
                [(key, place_of(each.role, each.state, each.organisation)) for key, each in self.places.items()],
            )

    def offered_roles(self, viewer: Viewer) -> list[OfferedRole]:
        """The roles in the missions and agencies whose colleague the reader is."""
        return _roles_for(viewer.delegation_ids, viewer.agency_ids)

    def action_kwargs(self) -> dict[str, object]:
        place = self.places[self.cleaned_data["place"]]
        invitation = Invitation(role=place.role, state_for=place.state, organisation=place.organisation)
        return {"invitation": self.fill_invitation(invitation)}

    def fill_invitation(self, invitation: Invitation) -> Invitation:
        """Fill an invitation with the name, address and language that were written."""
        for name in ("name", "email", "language"):
            setattr(invitation, name, self.cleaned_data[name])
        return invitation


def _roles_for(state_ids: frozenset[int], agency_ids: frozenset[int]) -> list[OfferedRole]:
    states, agencies = State.objects.filter(pk__in=state_ids), Organisation.objects.filter(pk__in=agency_ids)
    of_states = [OfferedRole(role, state, None) for state in states for role in sorted(FOR_A_STATE)]
    return [*of_states, *(OfferedRole(Role.COMMITTEE_MEMBER, None, agency) for agency in agencies)]


class InviteForm(PersonForm):
    """An invitation: a focal point chooses among the places they answer for, the secretariat any place."""

    draft_days = DAYS_WITH_PERSONS

    # Representatives of partners are invited from the page of the partner, which names its organization.
    role = form_field(Invitation, "role", choices=[each for each in Role.choices if each[0] != Role.PARTNER])
    state_for = StateChoiceField(
        label=gettext_lazy("State (for a delegate or national data focal point)"),
        queryset=State.objects.none(),
        required=False,
        empty_label=CHOOSE,
    )
    organisation = OrganisationChoiceField(
        label=gettext_lazy("Organization (for a member of the Steering Committee)"),
        required=False,
        empty_label=CHOOSE,
    )
    is_mission_focal_point = form_field(Invitation, "is_mission_focal_point")

    def prepare(self) -> None:
        super().prepare()
        if not self.viewer.is_secretariat:
            for name in ("role", "state_for", "organisation", "is_mission_focal_point"):
                del self.fields[name]
            return
        offer_states(self.fields["state_for"])

    def offered_roles(self, viewer: Viewer) -> list[OfferedRole]:
        return _roles_for(viewer.led_delegation_ids, viewer.led_agency_ids)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        role = values.get("role")
        if role in FOR_A_STATE and not values.get("state_for"):
            self.add_error("state_for", _("A delegate or national data focal point acts for a State. Name it."))
        if role == Role.COMMITTEE_MEMBER and not values.get("organisation"):
            self.add_error("organisation", _("A member of the Steering Committee acts for an organization. Name it."))
        if values.get("is_mission_focal_point") and role not in LEADING:
            only = _("Only a delegate or a member of the Steering Committee can be a mission focal point.")
            self.add_error("is_mission_focal_point", only)
        return values

    @property
    def is_for_the_secretariat(self) -> bool:
        """Whether the invited person will read everything, so that the inviting officer must reauthenticate."""
        return self.cleaned_data.get("role") == Role.SECRETARIAT

    def action_kwargs(self) -> dict[str, object]:
        if not self.viewer.is_secretariat:
            return super().action_kwargs()
        values = self.cleaned_data
        invitation = Invitation(
            role=values["role"],
            state_for=values["state_for"] if values["role"] in FOR_A_STATE else None,
            organisation=values["organisation"],
            is_mission_focal_point=values["is_mission_focal_point"],
        )
        return {"invitation": self.fill_invitation(invitation)}


class OwnAccountForm(forms.Form):
    """How one is named, and in which language one is written to."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of e-mails and of the administration"), choices=NAMED)


class TakeUpForm(OwnAccountForm):
    """The account of a new person, with a password of their own choice."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least twelve characters; a phrase of several words works well."),
    )
    again = forms.CharField(
        label=gettext_lazy("Repeat password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, email: str, initial: Mapping[str, object] | None = None
    ) -> None:
        self.email = email
        super().__init__(data, initial=dict(initial or {}))

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        password, again = values.get("password"), values.get("again")
        if password and again and password != again:
            self.add_error("again", _("The passwords do not match."))
        if password:
            try:
                validate_password(password, self.user())
            except ValidationError as error:
                self.add_error("password", error)
        return values

    def user(self) -> User:
        """The person as written, not yet on record."""
        values = self.cleaned_data
        return User(email=self.email, name=values.get("name", ""), language=values.get("language", "en"))
