"""Who is looking: the one value that every visibility query takes."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from palermo.accounts.actors import RequestUser
from palermo.accounts.models import Posting, User
from palermo.accounts.states import ANONYMOUS_READS, FOR_AN_AGENCY, READS, Role
from palermo.core import clock
from palermo.core.audiences import Audience


@dataclass(frozen=True)
class Viewer:
    """What a reader may read, and for whom they act; `user_id` is None for a visitor.

    `delegation_ids` are the States whose delegate they are, `agency_ids` the organizations for which they sit in the
    Steering Committee, `partner_ids` those for which they act as a partner; `led_…` those of the first two whose focal
    point they are.
    """

    user_id: int | None = None
    roles: frozenset[Role] = frozenset()
    audiences: frozenset[Audience] = ANONYMOUS_READS
    state_ids: frozenset[int] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    delegation_ids: frozenset[int] = frozenset()
    agency_ids: frozenset[int] = frozenset()
    partner_ids: frozenset[int] = frozenset()
    led_delegation_ids: frozenset[int] = frozenset()
    led_agency_ids: frozenset[int] = frozenset()

    @property
    def is_mission_focal_point(self) -> bool:
        """Whether this reader answers for the people of a mission or an agency."""
        return bool(self.led_delegation_ids or self.led_agency_ids)

    @property
    def is_secretariat(self) -> bool:
        return Role.SECRETARIAT in self.roles

    @property
    def reads_member_states(self) -> bool:
        """Whether the Member States' pages are open to this reader."""
        return Audience.MEMBER_STATES in self.audiences


VISITOR = Viewer()


class _Post(NamedTuple):
    """The fields of a posting that decide what its holder may read and for whom they act."""

    role: str
    state_id: int | None
    organisation_id: int | None
    is_mission_focal_point: bool


def viewer_of(user: RequestUser, on: date | None = None) -> Viewer:
    """The viewer that a signed-in person, or nobody, is on a day (today).

    A page that asks many rules about one reader puts what it knows on the person as `known_viewer`; nothing that acts
    does. Who signed in without the second factor that is required is a visitor, whatever their postings.
    """
    if getattr(user, "wanted_factor", ""):
        return VISITOR
    known: Viewer | None = getattr(user, "known_viewer", None)
    if known is not None and on is None:
        return known
    if not isinstance(user, User) or not user.is_active:
        return VISITOR
    current = Posting.objects.filter(user=user).current_on(on or clock.today()).order_by()
    postings = [_Post(*row) for row in current.values_list(*_Post._fields)]
    roles = frozenset(Role(posting.role) for posting in postings)
    return Viewer(
        user_id=user.pk,
        roles=roles,
        audiences=ANONYMOUS_READS.union(*(READS[role] for role in roles)),
        state_ids=frozenset(p.state_id for p in postings if p.state_id),
        organisation_ids=frozenset(p.organisation_id for p in postings if p.organisation_id),
        **_missions(postings),
    )


def _missions(postings: list[_Post]) -> dict[str, frozenset[int]]:
    """Of which delegations and agencies somebody is, and which of them they lead."""
    delegations = [(p.state_id, p.is_mission_focal_point) for p in postings if p.role == Role.DELEGATE]
    agencies = [(p.organisation_id, p.is_mission_focal_point) for p in postings if p.role in FOR_AN_AGENCY]
    return {
        "delegation_ids": frozenset(place for place, _leads in delegations if place),
        "agency_ids": frozenset(place for place, _leads in agencies if place),
        "partner_ids": frozenset(p.organisation_id for p in postings if p.role == Role.PARTNER and p.organisation_id),
        "led_delegation_ids": frozenset(place for place, leads in delegations if place and leads),
        "led_agency_ids": frozenset(place for place, leads in agencies if place and leads),
    }
