"""What the pages of an event's preparation show: sums, lines of the budget, invitations, the list of participants."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from palermo.accounts.models import Organisation, State, User
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.finding import filter_by_words
from palermo.core.languages import active_language
from palermo.core.rules import can
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.numbers import format_figure
from palermo.core.text import MultilingualText, plain
from palermo.events.models import BudgetLine, Event, EventInvitation, ParticipantGroup
from palermo.events.queries.attendance import Attendance, Heads
from palermo.events.queries.preparation import (
    budget_lines_visible_to,
    budget_sums,
    event_invitations_visible_to,
    participant_groups_visible_to,
)
from palermo.events.rules.preparation import check_may_answer
from palermo.events.states.preparation import EventInvitationState
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.web.money import donor_of

# The names by which an invitation is found.
_NAMES = (
    *("state_invited__short_name", "state_invited__formal_name", "organisation__name", "organisation__acronym"),
    *("participant__state__short_name", "participant__organisation__name"),
)


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


def invitations_to(event: Event, viewer: Viewer) -> QuerySet[EventInvitation]:
    """The invitations to an event that a reader may see, with what names them."""
    invitations = event_invitations_visible_to(viewer).filter(event=event)
    tied = ("state_invited", "organisation", "document", "participant__state", "participant__organisation")
    named = invitations.select_related(*tied, "participant__named")
    return named.prefetch_related("state_invited__former_names", "participant__state__former_names")


class InvitationFilter(NamedTuple):
    """What a list of invitations is narrowed to: words of the names or the reference, and a status."""

    find: str = ""
    state: str = ""

    def apply(self, invitations: QuerySet[EventInvitation]) -> QuerySet[EventInvitation]:
        """Those of the invitations that it leaves."""
        found = filter_by_words(invitations, self.find, texts=_NAMES, plain=("reference",))
        return found.filter(state=self.state) if self.state else found


def invitation_rows(
    event: Event, invitations: Iterable[EventInvitation], viewer: Viewer, user: User
) -> list[InvitationRow]:
    """Invitations to an event as a list shows them."""
    user.known_viewer = viewer
    rows = []
    for each in invitations:
        each.event = event
        rows.append(InvitationRow(each, each.invited_name(), can(check_may_answer, user, each)))
    return rows


class Tally(NamedTuple):
    """The numbers of those still to be invited, of acceptances and refusals, and of the people announced."""

    planned: int
    accepted: int
    declined: int
    coming: int


def tally(invitations: QuerySet[EventInvitation]) -> Tally:
    """The counts of a list of invitations, however many of them a page shows."""
    planned, accepted, declined = (
        Count("pk", filter=Q(state=state))
        for state in (EventInvitationState.PLANNED, EventInvitationState.ACCEPTED, EventInvitationState.DECLINED)
    )
    coming = Sum("coming", filter=Q(state=EventInvitationState.ACCEPTED), default=0)
    counts = {"planned": planned, "accepted": accepted, "declined": declined, "people": coming}
    return Tally(*invitations.order_by().aggregate(**counts).values())


def participants_of(event: Event, viewer: Viewer) -> list[ParticipantGroup]:
    """The list of participants line by line, with names: for the secretariat only."""
    if not viewer.is_secretariat:
        return []
    lines = participant_groups_visible_to(viewer).filter(event=event).select_related("state", "organisation", "named")
    return list(lines.prefetch_related("state__former_names"))


class HeadCountRow(NamedTuple):
    """A line of a table of head counts."""

    name: str
    heads: Heads


class HeadCountTable(NamedTuple):
    """Head counts by something, with its heading."""

    id: str
    label: str
    rows: list[HeadCountRow]


def head_count_tables(attendance: Attendance) -> list[HeadCountTable]:
    """The people of an event by category, and by the States and organizations for which they come."""
    categories = [HeadCountRow(label, heads) for label, heads in attendance.by_category().items()]
    states = _named_rows(attendance.by_state(), State.objects.prefetch_related("former_names"))
    organisations = _named_rows(attendance.by_organisation(), Organisation.objects.all())
    tables = (
        HeadCountTable("categories", _("By category"), categories),
        HeadCountTable("states", _("By State"), states),
        HeadCountTable("organisations", _("By organization"), organisations),
    )
    return [table for table in tables if table.rows]


def _named_rows[Of: (State, Organisation)](heads: dict[int, Heads], records: QuerySet[Of]) -> list[HeadCountRow]:
    """Head counts under the names of what they are of, in the reader's order."""
    by_pk = records.in_bulk(list(heads)) if heads else {}
    rows = [HeadCountRow(_name_of(record), heads[pk]) for pk, record in by_pk.items()]
    return sort_for_reader(rows, lambda row: row.name)


def _name_of(record: State | Organisation) -> str:
    if isinstance(record, State):
        return plain(record.short_name_on(clock.today()))
    return plain(record.name)
