"""States, organisations, places and people."""

from datetime import date

from palermo.accounts.models import Organisation, Place, Posting, State, User
from palermo.accounts.states import Role
from tests.factories.common import number, text

SINCE = date(2007, 1, 1)


def make_state(name: str = "State", **fields) -> State:
    return State.objects.create(**{"slug": f"state-{number()}", "short_name": text(name), **fields})


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
    return {"organisation": make_organisation()} if role == Role.COMMITTEE_MEMBER else {}
