"""States, organizations, places and people as kinds of record.

People and postings have no versions: who they are is nobody's history.
"""

from django.db.models import QuerySet

from palermo.accounts.models import (
    FormerName,
    GroupMembership,
    Installation,
    InstallationKey,
    Invitation,
    Posting,
    RegionalGroup,
    State,
    User,
)
from palermo.accounts.structured_data import state_data
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.kinds import RecordKind, register


def states_visible_to(viewer: Viewer) -> QuerySet[State]:
    """Every State: each is named to everybody."""
    return State.objects.all()


register(
    RecordKind(
        model=State,
        slug="states",
        is_named_to_all=True,
        list_page="state_list",
        sitemap_page="state",
        shown_to=states_visible_to,
        summary=lambda state: state.formal_name_on(clock.today()),
        structured_data=state_data,
    ),
    RecordKind(model=FormerName, slug="former-names", part_of=("state",)),
    RecordKind(model=RegionalGroup, slug="regional-groups"),
    RecordKind(model=GroupMembership, slug="group-memberships", part_of=("group",)),
    RecordKind(model=User, slug="users", is_versioned=False),
    RecordKind(model=Posting, slug="postings", is_versioned=False),
    RecordKind(model=Invitation, slug="invitations", is_versioned=False),
    RecordKind(model=Installation, slug="installations", is_versioned=False),
    RecordKind(model=InstallationKey, slug="installation-keys", is_versioned=False),
)
