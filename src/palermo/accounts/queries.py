"""States and their groups on a day, which are public; and who sees which people and invitations."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.models import GroupMembership, Invitation, Posting, RegionalGroup, State, User
from palermo.accounts.models.world import GroupMembershipQuerySet
from palermo.accounts.states import FOR_A_STATE, FOR_AN_AGENCY, GroupKind, GroupPurpose, Role
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.text import plain

# Stands for the slug of a group where there is none.
NO_GROUP = "none"


def states_on(day: date) -> QuerySet[State]:
    """The States that were Members on a day, with the names they have had."""
    members = State.objects.filter(Q(member_since=None) | Q(member_since__lte=day), is_member=True)
    return members.prefetch_related("former_names")


def states_there_on(day: date) -> QuerySet[State]:
    """The States there were on a day, Members or not, with the names they have had."""
    states = State.objects.filter(Q(exists_since=None) | Q(exists_since__lte=day))
    return states.prefetch_related("former_names")


def groups_of(state: State, on: date) -> GroupMembershipQuerySet:
    """The groups in which a State was on a day, and for what: the regional ones first."""
    memberships = GroupMembership.objects.filter(state=state).current_on(on).select_related("group")
    return memberships.order_by("-group__kind", "group__slug", "purpose")


def states_in(group: RegionalGroup, on: date, purpose: GroupPurpose | None = None) -> QuerySet[State]:
    """The States that were in a group on a day; with a purpose, those that count for it."""
    memberships = GroupMembership.objects.filter(group=group).current_on(on)
    if purpose is not None:
        memberships = memberships.for_purpose(purpose)
    return states_on(on).filter(pk__in=memberships.values("state"))


class GroupedStates(NamedTuple):
    """Member States that are counted in a regional group; in none where there is no group."""

    group: RegionalGroup | None
    states: frozenset[int]

    @property
    def words(self) -> str:
        """The name of the group in the reader's language, or that there is none."""
        return plain(self.group.name) if self.group else _("No regional group recorded")

    @property
    def slug(self) -> str:
        """What tells the group from the others."""
        return self.group.slug if self.group else NO_GROUP


def regional_group_by_state(on: date) -> dict[int, RegionalGroup]:
    """The regional group in which each Member State is counted on a day; those in none are left out.

    A State is counted in the group in which it stands for elections, and in no other in which it is consulted: so is
    Türkiye, which takes part in two groups. Should two groups have it for elections, the later membership counts.
    """
    memberships = GroupMembership.objects.filter(group__kind=GroupKind.REGIONAL, state__in=states_on(on))
    current = memberships.current_on(on).for_purpose(GroupPurpose.ELECTIONS).select_related("group")
    found = sorted(current.order_by("-group__slug"), key=lambda each: each.since_on or date.min)
    return {each.state_id: each.group for each in found}


def states_by_regional_group(on: date) -> list[GroupedStates]:
    """All Member States on a day, each once: by regional group in the order of slugs, those in none last.

    Whatever counts States by regional group counts these, so that the numbers agree and add up to all Member States.
    """
    group_of = regional_group_by_state(on)
    states: dict[RegionalGroup | None, set[int]] = defaultdict(set)
    for state in states_on(on).values_list("pk", flat=True):
        states[group_of.get(state)].add(state)
    in_order = sorted(states, key=lambda group: (group is None, group.slug if group else ""))
    return [GroupedStates(group, frozenset(states[group])) for group in in_order]


def postings_visible_to(viewer: Viewer) -> QuerySet[Posting]:
    """Postings that last or are to come: those of one's own mission or agency; all for the secretariat."""
    lasting = Posting.objects.filter(Q(until_on=None) | Q(until_on__gt=clock.today()))
    return lasting if viewer.is_secretariat else lasting.filter(_of_own(viewer, "state"))


def invitations_visible_to(viewer: Viewer) -> QuerySet[Invitation]:
    """Invitations to one's own mission or agency; all for the secretariat."""
    invitations = Invitation.objects.all()
    return invitations if viewer.is_secretariat else invitations.filter(_of_own(viewer, "state_for"))


def _of_own(viewer: Viewer, state: str) -> Q:
    of_state = Q(role__in=FOR_A_STATE, **{f"{state}__in": viewer.delegation_ids})
    return of_state | Q(role__in=FOR_AN_AGENCY, organisation__in=viewer.agency_ids)


def officers() -> QuerySet[User]:
    """Those who are of the secretariat today."""
    posted = Posting.objects.filter(role=Role.SECRETARIAT).current_on(clock.today()).values("user")
    return User.objects.filter(pk__in=posted, is_active=True).order_by("name")
