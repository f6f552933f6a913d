"""The back office of people, organizations, States and places."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from palermo.accounts.actions.accounts import create_account, save_account
from palermo.accounts.actions.postings import end_posting
from palermo.accounts.actors import Actor
from palermo.accounts.backoffice.forms import RecordForm
from palermo.accounts.backoffice.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset
from palermo.accounts.models import (
    FormerName,
    GroupMembership,
    Organisation,
    Place,
    Posting,
    RegionalGroup,
    State,
    User,
)


class NewAccountForm(RecordForm):
    """An account and the password with which its owner signs in for the first time."""

    password = forms.CharField(
        label=_("Initial password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
    )


class EndPostingForm(RecordForm):
    """The day on which a posting ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_on"].required = True


def _add_account(form: RecordForm, *, by: Actor) -> User:
    return create_account(form.instance, form.cleaned_data["password"], [], by=by)


def _change_account(form: RecordForm, *, by: Actor) -> User:
    return save_account(form.instance, by=by, seen=form.seen)


def _end_posting(form: RecordForm, *, by: Actor) -> Posting:
    return end_posting(form.instance, on=form.cleaned_data["until_on"], by=by)


@hooks.register("register_admin_viewset")
def people_and_world() -> list[MenuEntry]:
    """People with their postings, organizations, States with their former names, places."""
    viewsets = [*_accounts(), *_organisations(), *_states(), *_groups_of_states(), *_places()]
    return record_group("people", _("People and States"), icon="group", order=700, viewsets=viewsets)


def _accounts() -> list[RecordViewSet]:
    return [
        record_viewset(
            User,
            label=_("Account"),
            plural=_("Accounts"),
            icon="user",
            fields=["email", "name", "language", "is_staff", "password"],
            fields_on_change=["email", "name", "language", "is_active", "is_staff"],
            form=NewAccountForm,
            form_on_change=RecordForm,
            columns=["email", "is_active", "is_staff"],
            filters=["is_active", "is_staff"],
            add=_add_account,
            change=_change_account,
        ),
        record_viewset(
            Posting,
            label=_("Posting"),
            plural=_("Postings"),
            fields=["role", "state", "organisation", "is_mission_focal_point", "since_on"],
            fields_on_change=["until_on"],
            form_on_change=EndPostingForm,
            parents=["user"],
            related=["user"],
            change=_end_posting,
        ),
    ]


def _organisations() -> list[RecordViewSet]:
    return [
        record_viewset(
            Organisation,
            label=_("Organization"),
            plural=_("Organizations"),
            icon="group",
            fields=["slug", "name", "acronym", "kind", "state"],
            columns=["kind"],
            filters=["kind"],
        ),
    ]


def _states() -> list[RecordViewSet]:
    return [
        record_viewset(
            State,
            label=pgettext_lazy("country", "State"),
            plural=_("States"),
            icon="globe",
            fields=["slug", "short_name", "formal_name", "list_name", "exists_since", "member_since"],
            columns=["slug", "member_since"],
        ),
        record_viewset(
            FormerName,
            label=_("Former name"),
            plural=_("Former names"),
            fields=["until_on", "short_name", "formal_name", "list_name"],
            parents=["state"],
        ),
    ]


def _groups_of_states() -> list[RecordViewSet]:
    return [
        record_viewset(
            RegionalGroup,
            label=_("Group of States"),
            plural=_("Groups of States"),
            icon="group",
            fields=["slug", "name", "kind"],
            columns=["kind"],
            filters=["kind"],
        ),
        record_viewset(
            GroupMembership,
            label=_("State in a group"),
            plural=_("States in groups"),
            fields=["state", "purpose", "since_on", "until_on"],
            parents=["group"],
            related=["state", "group"],
            columns=["group", "purpose"],
            filters=["group"],
        ),
    ]


def _places() -> list[RecordViewSet]:
    return [
        record_viewset(
            Place,
            label=_("Place"),
            plural=_("Places"),
            icon="home",
            fields=["slug", "name", "locative", "state", "time_zone"],
            columns=["state"],
            related=["state"],
        ),
    ]
