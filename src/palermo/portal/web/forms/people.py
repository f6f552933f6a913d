"""What is written about a person who is proposed, invited, or takes an invitation up; and about oneself."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Invitation, Organisation, State, User
from palermo.accounts.notices import place_of
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.accounts.states import FOR_A_STATE, LEADING, Role
from palermo.accounts.viewer import Viewer
from palermo.core.languages import LANGUAGES, active_language
from palermo.site.forms.fields import CHOOSE, ActForm, OrganisationChoiceField

NAMED = [(language.django_code, language.name) for language in LANGUAGES]


class PersonForm(ActForm):
    """Who, and to which place in one's own mission or agency."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The link is sent there. It is the name by which the person signs in."),
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"), choices=NAMED)
    place = forms.ChoiceField(label=gettext_lazy("Role"))

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("language", active_language().django_code)
        if self.viewer.is_secretariat:
            del self.fields["place"]
        else:
            self.places = {f"{each[0]}-{(each[1] or each[2]).pk}": each for each in self.offered_roles(self.viewer)}
            self.fields["place"].choices = [(key, place_of(*each)) for key, each in self.places.items()]

    def offered_roles(self, viewer: Viewer) -> list[tuple[str, State | None, Organisation | None]]:
        """The roles in the missions and agencies whose colleague the reader is."""
        return _roles_for(viewer.delegation_ids, viewer.agency_ids)

    def action_kwargs(self) -> dict[str, object]:
        given = self.cleaned_data
        role, state, organisation = self.places[given["place"]]
        invitation = Invitation(role=role, state_for=state, organisation=organisation)
        return {"invitation": self.fill_invitation(invitation)}

    def fill_invitation(self, invitation: Invitation) -> Invitation:
        """Fill an invitation with the name, address and language that were written."""
        for name in ("name", "email", "language"):
            setattr(invitation, name, self.cleaned_data[name])
        return invitation


def _roles_for(states: frozenset[int], agencies: frozenset[int]) -> list[tuple[str, State | None, Organisation | None]]:
    of_states = [(role, state, None) for state in State.objects.filter(pk__in=states) for role in sorted(FOR_A_STATE)]
    of_agencies = Organisation.objects.filter(pk__in=agencies)
    return [*of_states, *((Role.COMMITTEE_MEMBER, None, agency) for agency in of_agencies)]


class InviteForm(PersonForm):
    """For a focal point the places they answer for; for the secretariat any place."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    state_for = StateChoiceField(
        label=gettext_lazy("State, of a delegate or a national focal point"),
        queryset=State.objects.none(),
        required=False,
        empty_label=CHOOSE,
    )
    organisation = OrganisationChoiceField(
        label=gettext_lazy("Organization, of a member of the Steering Committee"),
        required=False,
        empty_label=CHOOSE,
    )
    is_mission_focal_point = forms.BooleanField(
        label=gettext_lazy("Focal point: invites, approves and removes the people of the mission or agency"),
        required=False,
    )

    def prepare(self) -> None:
        super().prepare()
        if not self.viewer.is_secretariat:
            for name in ("role", "state_for", "organisation", "is_mission_focal_point"):
                del self.fields[name]
            return
        offer_states(self.fields["state_for"])

    def offered_roles(self, viewer: Viewer) -> list[tuple[str, State | None, Organisation | None]]:
        return _roles_for(viewer.led_delegation_ids, viewer.led_agency_ids)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        role = given.get("role")
        if role in FOR_A_STATE and not given.get("state_for"):
            self.add_error("state_for", _("A delegate or national focal point acts for a State. Name it."))
        if role == Role.COMMITTEE_MEMBER and not given.get("organisation"):
            self.add_error("organisation", _("A member of the Steering Committee acts for an organisation. Name it."))
        if given.get("is_mission_focal_point") and role not in LEADING:
            only = _("Only a delegate or a member of the Steering Committee can be the focal point of theirs.")
            self.add_error("is_mission_focal_point", only)
        return given

    @property
    def is_for_the_secretariat(self) -> bool:
        """Whether whoever takes it up will read everything: asked for the password once more."""
        return self.cleaned_data.get("role") == Role.SECRETARIAT

    def action_kwargs(self) -> dict[str, object]:
        if not self.viewer.is_secretariat:
            return super().action_kwargs()
        given = self.cleaned_data
        invitation = Invitation(
            role=given["role"],
            state_for=given["state_for"] if given["role"] in FOR_A_STATE else None,
            organisation=given["organisation"],
            is_mission_focal_point=given["is_mission_focal_point"],
        )
        return {"invitation": self.fill_invitation(invitation)}


class OwnAccountForm(forms.Form):
    """How one is named, and in which language one is written to."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    language = forms.ChoiceField(label=gettext_lazy("Language of mail and of the back office"), choices=NAMED)


class TakeUpForm(OwnAccountForm):
    """The account of somebody new, with a password of their own choice."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least twelve characters; a few words that only you put together are best."),
    )
    again = forms.CharField(
        label=gettext_lazy("Password, once more"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        if password:
            try:
                validate_password(password, self.user())
            except ValidationError as error:
                self.add_error("password", error)
        return given

    def user(self) -> User:
        """The person as written, not yet on record."""
        given = self.cleaned_data
        return User(email=self.email, name=given.get("name", ""), language=given.get("language", "en"))
