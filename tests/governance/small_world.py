"""A small world for random acts: people of every role, and a record of every kind to act on, of every audience."""

from datetime import UTC, date, datetime
from typing import Any

from palermo.accounts.models import Posting, State
from palermo.accounts.states import Role
from tests.factories import governance as make
from tests.factories.accounts import SINCE, make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.register import make_action_point

BEGINS = datetime(2008, 2, 1, 9, tzinfo=UTC)
AUDIENCES = ["public", "member_states", "steering_committee", "secretariat"]
# None is nobody at all; a user without a posting is somebody without a role.
Users = dict[str, Any]


def make_users() -> Users:
    """Two officers, delegates of three States, a member, a focal point, somebody without a role, and nobody."""
    states = {f"State {name}": make_state(f"State {name}") for name in "ABC"}
    users: Users = {"officer": make_user(Role.SECRETARIAT), "other officer": make_user(Role.SECRETARIAT)}
    for name, state in states.items():
        users[f"delegate of {name}"] = user = make_user()
        Posting.objects.create(user=user, role=Role.DELEGATE, since_on=SINCE, state=state)
    member = make_user()
    agency = make_organisation("Member's agency")
    Posting.objects.create(user=member, role=Role.COMMITTEE_MEMBER, since_on=SINCE, organisation=agency)
    focal = make_user()
    Posting.objects.create(user=focal, role=Role.FOCAL_POINT, since_on=SINCE, state=states["State A"])
    return users | {"member": member, "focal point": focal, "no role": make_user(), "nobody": None}


def fill() -> None:
    """Drafts, mandates, proposals, meetings with guidance, texts to be put under each procedure, action points."""
    for audience in AUDIENCES:
        make.make_draft(f"Draft {audience}", audience=audience)
        make.make_mandate(f"Mandate {audience}", audience=audience)
        make.make_activity(f"Proposal {audience}", audience=audience)
        meeting = make.make_meeting(on=date(2008, 1, 20), audience=audience)
        make.make_guidance(f"Guidance {audience}", audience=audience, meeting=meeting, given_on=date(2008, 1, 20))
        make.make_meeting(on=date(2008, 2, 25), audience=audience)
        make_action_point(f"Task {audience}", audience=audience)
    for number, (kind, read_by) in enumerate(zip(["silence", "written", "silence"], AUDIENCES[1:], strict=True)):
        terms = {"kind": kind, "electorate": "answering", "minimum_hours": 24, "objections_read_by": read_by}
        procedure = make.make_procedure(f"Procedure {number}", **terms)
        make.make_endorsement(f"Text {number}", procedure=procedure, audience=AUDIENCES[number % 2])
    make.make_endorsement("Text at a meeting", put_on=date(2008, 1, 15))


def responsible_parties() -> list[Any]:
    """Who may be named in the register."""
    return [*State.objects.order_by("pk"), None]


def words(said: str = "Words") -> Any:
    """Any text, in six languages."""
    return text(said)
