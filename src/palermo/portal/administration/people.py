"""The administration of accounts, organizations, States and places. People and their roles have pages of the site."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from palermo.accounts.actions.accounts import save_account
from palermo.accounts.actors import Actor
from palermo.accounts.models import FormerName, GroupMembership, Organisation, Place, RegionalGroup, State, User
from palermo.site.administration.forms import RecordForm
from palermo.site.administration.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset


@hooks.register("register_admin_viewset")
def people_and_world() -> list[MenuEntry]:
    """Accounts, organizations, States with their former names and groups, places."""
    viewsets = [_accounts(), *_organisations_and_places(), *_states()]
    return record_group("people", _("People and States"), icon="group", order=400, viewsets=viewsets)


def _change_account(form: RecordForm, *, by: Actor) -> User:
    return save_account(form.instance, by=by, seen=form.seen)


def _accounts() -> RecordViewSet:
    """An account begins with an invitation and has its roles on the page of people."""
    return record_viewset(
        User,
        fields=["email", "name", "language", "is_active", "is_staff"],
        adds=False,
        columns=["email", "is_active", "is_staff"],
        filters=["is_active", "is_staff"],
        change=_change_account,
    )


def _organisations_and_places() -> list[RecordViewSet]:
    organisation = record_viewset(
        Organisation, fields=["name", "acronym", "kind", "state"], columns=["kind"], filters=["kind"]
    )
    place = record_viewset(
        Place,
        fields=["name", "locative", "state", "time_zone"],
        columns=["state"],
        related=["state"],
        prefetched=["state__former_names"],
    )
    return [organisation, place]


def _states() -> list[RecordViewSet]:
    names = ["short_name", "formal_name", "list_name"]
    state = record_viewset(
        State,
        fields=[*names, "is_member", "exists_since", "member_since"],
        columns=["exists_since", "member_since"],
        prefetched=["former_names"],
    )
    former_name = record_viewset(FormerName, fields=["until_on", *names], parents=["state"])
    group = record_viewset(RegionalGroup, fields=["name", "kind"], columns=["kind"], filters=["kind"])
    membership = record_viewset(
        GroupMembership,
        fields=["state", "purpose", "since_on", "until_on"],
        parents=["group"],
        related=["state", "group"],
    )
    return [state, former_name, group, membership]
