"""States and their groups, as they are found: by the names of today, and by those they had."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.accounts.models import GroupMembership, RegionalGroup, State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.kinds import RecordKind, kind_of
from palermo.core.text import plain
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through


def _all_groups(viewer: Viewer) -> QuerySet[RegionalGroup]:
    return RegionalGroup.objects.all()


# What the record keeps of groups is the secretariat's; that there are these is public, as in the list of States.
GROUPS = RecordKind(model=RegionalGroup, slug="regional-groups", shown_to=_all_groups)


def _states(states: QuerySet[State]) -> Iterator[Draft]:
    for state in states.prefetch_related("former_names"):
        names = [name for naming in state.namings() for name in naming[:3]]
        yield from drafts_of(state, state.name_today, *names, audience=Audience.PUBLIC)


def _groups(groups: QuerySet[RegionalGroup]) -> Iterator[Draft]:
    today = clock.today()
    for group in groups:
        members = GroupMembership.objects.filter(group=group).current_on(today).select_related("state")
        names = [each.state.name_today for each in members.prefetch_related("state__former_names")]
        names.sort(key=plain)
        yield from drafts_of(group, group.name, *names, audience=Audience.PUBLIC)


searchable(
    SearchSource(
        kind_of(State),
        _states,
        {"states": same},
        shown=lambda states: states.prefetch_related("former_names"),
    )
)
searchable(
    SearchSource(GROUPS, _groups, {"regional-groups": same, "states": through(RegionalGroup, "memberships__state")})
)
