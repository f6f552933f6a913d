"""How many people were invited to an event, are registered, were accredited and came: one count for every page.

Where people register, the slice that keeps them counts them; it registers how in its `attendance.py`. Of other events
the list of participants is counted. No page counts for itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, Sum
from django.utils.functional import Promise

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.events.models import Event
from palermo.events.queries.preparation import event_invitations_visible_to, participant_groups_visible_to
from palermo.events.states.preparation import EventInvitationState, GroupCategory, GroupStanding

INVITED = frozenset({EventInvitationState.SENT, EventInvitationState.ACCEPTED, EventInvitationState.DECLINED})


class Heads(NamedTuple):
    """How many are registered, of them accredited, of them have come."""

    registered: int = 0
    accredited: int = 0
    came: int = 0

    @classmethod
    def sum_of(cls, heads: Iterable["Heads"]) -> "Heads":
        """The sum of several counts."""
        columns = list(zip(*heads, strict=True))
        return cls(*map(sum, columns)) if columns else cls()


class HeadLine(NamedTuple):
    """The people of one category who come for one State, one organization, or nobody on record."""

    category: str | Promise
    state_id: int | None
    organisation_id: int | None
    heads: Heads


@dataclass(frozen=True)
class Attendance:
    """The people of an event, counted.

    `invited` counts those invited: States, organizations and persons; for the secretariat only, None for others.
    `is_registered` is true if people register for the event, so that some of them are accredited; `has_begun` from its
    first day on, before which nobody can have arrived.
    """

    lines: tuple[HeadLine, ...]
    is_registered: bool
    invited: int | None = None
    has_begun: bool = False

    @property
    def total(self) -> Heads:
        """All of them."""
        return Heads.sum_of(line.heads for line in self.lines)

    def by_category(self) -> dict[str, Heads]:
        """By category, in the order of the lines."""
        return _sums((str(line.category), line.heads) for line in self.lines)

    def by_state(self) -> dict[int, Heads]:
        """By the States for which they come."""
        return _sums((line.state_id, line.heads) for line in self.lines if line.state_id)

    def by_organisation(self) -> dict[int, Heads]:
        """By the organizations on record for which they come."""
        return _sums((line.organisation_id, line.heads) for line in self.lines if line.organisation_id)


def _sums[Of](pairs: Iterable[tuple[Of, Heads]]) -> dict[Of, Heads]:
    by_key: dict[Of, list[Heads]] = defaultdict(list)
    for key, heads in pairs:
        by_key[key].append(heads)
    return {key: Heads.sum_of(heads) for key, heads in by_key.items()}


class Registered(NamedTuple):
    """What a slice that registers people has counted; `invited` are those invited there and not by an invitation."""

    lines: list[HeadLine]
    invited: int


# None where people do not register for the event.
type AttendanceSource = Callable[[Event, Viewer], Registered | None]
_SOURCES: list[AttendanceSource] = []


def register_attendance_source(source: AttendanceSource) -> None:
    """Let this count the people of events for which they register."""
    _SOURCES.append(source)


def attendance_of(event: Event, viewer: Viewer) -> Attendance:
    """The people of an event as far as a viewer may know: the total always, whose people they are perhaps not."""
    registered = next((found for source in _SOURCES if (found := source(event, viewer)) is not None), None)
    # Nobody may have used the registration of an event that was held: then the list of participants is what there is.
    is_listed = registered is None or (not registered.lines and event.is_held_by(clock.today()))
    listed = _listed(event, viewer) if is_listed else []
    invited = _count_invited(event, viewer) + (registered.invited if registered else 0)
    first_day = event.activity.starts_on
    return Attendance(
        tuple(listed or (registered.lines if registered else ())),
        registered is not None and not listed,
        invited if viewer.is_secretariat else None,
        has_begun=first_day is not None and first_day <= clock.today(),
    )


def _listed(event: Event, viewer: Viewer) -> list[HeadLine]:
    """The list of participants, in which nobody is accredited."""
    groups = participant_groups_visible_to(viewer).filter(event=event).order_by()
    came = Sum("head_count", filter=Q(standing=GroupStanding.CAME), default=0)
    sums = groups.values("category", "state", "organisation").annotate(listed=Sum("head_count"), came=came)
    order = list(GroupCategory)
    rows = sorted(sums, key=lambda row: order.index(GroupCategory(row["category"])))
    return [
        HeadLine(
            GroupCategory(row["category"]).label,
            row["state"],
            row["organisation"],
            Heads(row["listed"], 0, row["came"]),
        )
        for row in rows
    ]


def _count_invited(event: Event, viewer: Viewer) -> int:
    if not viewer.is_secretariat:
        return 0
    return event_invitations_visible_to(viewer).filter(event=event, state__in=sorted(INVITED)).count()
