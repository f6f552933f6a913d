"""States, organizations, places and people."""

from datetime import UTC, date, datetime

from palermo.accounts.models import (
    GroupMembership,
    Invitation,
    Organisation,
    Place,
    Posting,
    RegionalGroup,
    State,
    User,
)
from palermo.accounts.states import Role
from tests.factories.common import number, text

SINCE = date(2007, 1, 1)


def make_state(name: str = "State", **fields) -> State:
    return State.objects.create(**{"slug": f"state-{number()}", "short_name": text(name), **fields})


def make_group(name: str = "Group", **fields) -> RegionalGroup:
    return RegionalGroup.objects.create(**{"slug": f"group-{number()}", "name": text(name), **fields})


def make_group_membership(group: RegionalGroup, state: State, **fields) -> GroupMembership:
    return GroupMembership.objects.create(group=group, state=state, **fields)


def make_place(name: str = "Place", **fields) -> Place:
    names = {"name": text(name), "locative": text(f"in {name}")}
    return Place.objects.create(**{"slug": f"place-{number()}", **names, **fields})


def make_organisation(name: str = "Agency", **fields) -> Organisation:
    return Organisation.objects.create(
        **{"slug": f"organisation-{number()}", "name": text(name), "kind": "united_nations", **fields}
    )


def make_user(role: Role | None = None, **fields) -> User:
    """Somebody with one posting in the role, or with none."""
    user = User.objects.create_user(f"person{number()}@example.org", None, **{"name": f"Person {role or ''}", **fields})
    if role:
        Posting.objects.create(user=user, role=role, since_on=SINCE, **_acts_for(role))
    return user


def _acts_for(role: Role) -> dict:
    if role in {Role.DELEGATE, Role.FOCAL_POINT}:
        return {"state": make_state()}
    return {"organisation": make_organisation()} if role in {Role.COMMITTEE_MEMBER, Role.PARTNER} else {}


def make_person(name: str, role: Role, *, leads: bool = False, **place) -> User:
    """Somebody of a State or organization that is named."""
    user = User.objects.create_user(f"person{number()}@example.org", None, name=name)
    Posting.objects.create(user=user, role=role, since_on=SINCE, is_mission_focal_point=leads, **place)
    return user


def make_invitation(name: str = "Invited", **fields) -> Invitation:
    """A proposal, unless its fields say more; of a delegate, unless they say of whom else."""
    given = {"email": f"invited{number()}@example.org", "role": Role.DELEGATE, "language": "en"}
    if fields.get("role", Role.DELEGATE) in {Role.DELEGATE, Role.FOCAL_POINT} and "state_for" not in fields:
        given["state_for"] = make_state()
    return Invitation.objects.create(
        name=name, proposed_at=datetime(2007, 6, 1, tzinfo=UTC), proposed_by=None, **{**given, **fields}
    )
