"""How far the return of each State has come: what the secretariat sees before a return is sent, and all that others
never see.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from palermo.accounts.models import State
from palermo.core import clock
from palermo.returns.models import Return, Round, RoundInvitation
from palermo.returns.queries.rounds import note_returns
from palermo.returns.states.returns import SENT, ReturnStatus


class Standing(models.TextChoices):
    """How far the return of an invited State has come."""

    NOT_BEGUN = "not_begun", pgettext_lazy("national return", "Not begun")
    DRAFT = "draft", pgettext_lazy("national return", "In preparation")
    COMPLETED = "completed", pgettext_lazy("national return", "Awaiting approval")
    RECEIVED = "received", pgettext_lazy("national return", "Received")
    QUERIED = "queried", pgettext_lazy("national return", "Queried")
    ACCEPTED = "accepted", pgettext_lazy("national return", "Accepted")


OF_STATUS: Mapping[str, Standing] = {
    ReturnStatus.DRAFT: Standing.DRAFT,
    ReturnStatus.COMPLETED: Standing.COMPLETED,
    ReturnStatus.APPROVED: Standing.RECEIVED,
    ReturnStatus.RECEIVED: Standing.RECEIVED,
    ReturnStatus.QUERIED: Standing.QUERIED,
    ReturnStatus.ANSWERED: Standing.QUERIED,
    ReturnStatus.ACCEPTED: Standing.ACCEPTED,
}
# Nothing was sent yet.
AWAITED = frozenset({Standing.NOT_BEGUN, Standing.DRAFT, Standing.COMPLETED})


@dataclass(frozen=True)
class StateLine:
    """An invited State: how far its return has come, and by which day it is due.

    `sent_on` is the day on which the delegation approved the return.
    """

    invitation: RoundInvitation
    standing: Standing
    due_on: date | None
    sent_on: date | None
    national_return: Return | None

    @property
    def state(self) -> State:
        """The State."""
        return self.invitation.state

    @property
    def is_awaited(self) -> bool:
        """Whether nothing was sent yet: a correction in preparation corrects what was."""
        is_correction = self.national_return is not None and self.national_return.replaces_id is not None
        return self.standing in AWAITED and not is_correction

    @property
    def is_late(self) -> bool:
        """Whether the return is awaited although it was due."""
        return self.is_awaited and self.due_on is not None and self.due_on < clock.today()


def last_returns(returns: QuerySet[Return]) -> dict[tuple[int, int], Return]:
    """The last return of each State in each round, by round and State: a correction stands for what it corrects."""
    return {(each.round_id, each.state_id): each for each in returns.order_by("number", "pk")}


def lines_of(round_: Round) -> list[StateLine]:
    """The States invited to a round, each with how far its return has come."""
    invitations = note_returns(round_.invitations.select_related("state", "agreement", "note"))
    invitations = invitations.prefetch_related("state__former_names")
    found = last_returns(round_.returns.select_related("round", "state"))
    return [line_of(round_, each, found.get((round_.pk, each.state_id))) for each in invitations]


def line_of(round_: Round, invitation: RoundInvitation, national_return: Return | None) -> StateLine:
    """How far the return of one invited State has come."""
    standing = OF_STATUS[national_return.status] if national_return else Standing.NOT_BEGUN
    sent = national_return.approved_on if national_return and national_return.status in SENT else None
    return StateLine(invitation, standing, due_day(round_, invitation), sent, national_return)


def due_day(round_: Round, invitation: RoundInvitation) -> date | None:
    """The day by which the return of a State is due: that of the round, or a later one for this State."""
    return max((day for day in (round_.due_on, invitation.extended_to) if day), default=None)


@dataclass(frozen=True)
class Completeness:
    """How many States have come how far."""

    invited: int
    late: int
    numbers: Mapping[Standing, int]


def count_lines(lines: Iterable[StateLine]) -> Completeness:
    """How many of these States have come how far."""
    lines = list(lines)
    numbers = Counter(line.standing for line in lines)
    return Completeness(len(lines), sum(line.is_late for line in lines), {each: numbers[each] for each in Standing})


# So many days before its return is due a State is reminded of it, and so many after.
REMIND_BEFORE, REMIND_AFTER = (28, 7), (7,)


def reminder_due(line: StateLine, today: date) -> bool:
    """Whether a State is to be reminded today: once for each of the days on which it is, also on a later day.

    A day before the invitation does not count.
    """
    if not line.is_awaited or line.due_on is None:
        return False
    days = [line.due_on - timedelta(days=each) for each in REMIND_BEFORE]
    days += [line.due_on + timedelta(days=each) for each in REMIND_AFTER]
    passed = [day for day in days if line.invitation.invited_on < day <= today]
    reminded = max(map(date.fromisoformat, line.invitation.reminded_on), default=None)
    return bool(passed) and (reminded is None or reminded < max(passed))
