"""What the pages of an event's preparation show: sums, lines of the budget, invitations, the list of participants."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from palermo.accounts.models import Organisation, State, User
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.rules import can
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.numbers import format_figure
from palermo.core.text import MultilingualText, plain
from palermo.events.models import BudgetLine, Event, EventInvitation, ParticipantGroup
from palermo.events.queries.preparation import (
    HeadCount,
    budget_lines_visible_to,
    budget_sums,
    event_invitations_visible_to,
    participant_groups_visible_to,
)
from palermo.events.rules.preparation import check_may_answer
from palermo.events.states.preparation import EventInvitationState
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.web.money import donor_of


class BudgetRow(NamedTuple):
    """A line of a budget in the reader's figures; `is_over` if more is committed or spent than is planned."""

    line: BudgetLine
    funder: MultilingualText
    planned: str
    committed: str
    spent: str
    is_over: bool


class BudgetTotals(NamedTuple):
    """The sums of one currency, in the reader's figures."""

    currency: str
    planned: str
    committed: str
    spent: str


def budget_of(event: Event, viewer: Viewer) -> tuple[list[BudgetRow], list[BudgetTotals]]:
    """The budget of an event, for those who may see it."""
    lines = budget_lines_visible_to(viewer).filter(event=event).select_related("state", "organisation", "contribution")
    lines = lines.prefetch_related("state__former_names", "contribution__state__former_names")
    lines = lines.select_related("contribution__state", "contribution__organisation")
    seen = set(contributions_visible_to(viewer).filter(budget_lines__event=event).values_list("pk", flat=True))
    sums = [
        BudgetTotals(
            each.currency, _format_amount(each.planned), _format_amount(each.committed), _format_amount(each.spent)
        )
        for each in budget_sums(event, viewer)
    ]
    return [_line(each, seen) for each in lines], sums


def _line(line: BudgetLine, seen: set[int]) -> BudgetRow:
    is_over = max(line.committed, line.spent) > line.planned
    return BudgetRow(
        line,
        _funder(line, seen),
        _format_amount(line.planned),
        _format_amount(line.committed),
        _format_amount(line.spent),
        is_over,
    )


def _funder(line: BudgetLine, seen: set[int]) -> MultilingualText:
    if line.contribution:
        return donor_of(line.contribution) if line.contribution_id in seen else MultilingualText()
    if line.state:
        return line.state.short_name_on(clock.today())
    return line.organisation.name if line.organisation else MultilingualText()


def _format_amount(amount: Decimal) -> str:
    return format_figure(amount, active_language().code)


class InvitationRow(NamedTuple):
    """An invitation as a list shows it, and whether this reader may reply to it now."""

    invitation: EventInvitation
    who: str
    may_reply: bool


def invitations_of(event: Event, viewer: Viewer, user: User) -> list[InvitationRow]:
    """The invitations to an event that a reader may see."""
    invitations = (
        event_invitations_visible_to(viewer)
        .filter(event=event)
        .select_related(
            "state_invited",
            "organisation",
            "document",
            "participant__state",
            "participant__organisation",
            "participant__named",
        )
    )
    invitations = invitations.prefetch_related("state_invited__former_names", "participant__state__former_names")
    user.known_viewer = viewer
    rows = []
    for each in invitations:
        each.event = event
        rows.append(InvitationRow(each, each.invited_name(), can(check_may_answer, user, each)))
    return rows


class Tally(NamedTuple):
    """How many are still to be invited, were invited, accepted, declined; how many people are said to come."""

    planned: int
    sent: int
    accepted: int
    declined: int
    coming: int


def tally(rows: Iterable[InvitationRow]) -> Tally:
    """The counts of a list of invitations."""
    states = [row.invitation.state for row in rows]
    coming = sum(row.invitation.coming or 0 for row in rows)
    planned = states.count(EventInvitationState.PLANNED)
    return Tally(
        planned,
        len(states) - planned,
        states.count(EventInvitationState.ACCEPTED),
        states.count(EventInvitationState.DECLINED),
        coming,
    )


def participants_of(event: Event, viewer: Viewer) -> list[ParticipantGroup]:
    """The list of participants line by line, with names: for the secretariat only."""
    if not viewer.is_secretariat:
        return []
    lines = participant_groups_visible_to(viewer).filter(event=event).select_related("state", "organisation", "named")
    return list(lines.prefetch_related("state__former_names"))


class HeadCountRow(NamedTuple):
    """A line of a table of head counts."""

    name: str
    expected: int
    came: int


def head_count_rows(heads: Iterable[HeadCount[State] | HeadCount[Organisation]]) -> list[HeadCountRow]:
    """Head counts under the names of what they are of, in the reader's order."""
    rows = [HeadCountRow(_name_of(each.of), each.expected, each.came) for each in heads]
    return sort_for_reader(rows, lambda row: row.name)


def _name_of(record: State | Organisation) -> str:
    if isinstance(record, State):
        return plain(record.short_name_on(clock.today()))
    return plain(record.name)
