"""States and their groups on a day: all of it is public."""

from datetime import date

from django.db.models import Q, QuerySet

from palermo.accounts.models import GroupMembership, RegionalGroup, State
from palermo.accounts.models.world import GroupMembershipQuerySet
from palermo.accounts.states import GroupPurpose


def states_on(day: date) -> QuerySet[State]:
    """The States that were Members on a day, with the names they have had."""
    members = State.objects.filter(Q(member_since=None) | Q(member_since__lte=day))
    return members.prefetch_related("former_names")


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
