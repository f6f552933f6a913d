"""What national returns ask of the people of a State: to begin, fill in, approve or explain them."""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core.first_rows import FirstRows
from palermo.returns.models import Return, ReturnQuery, RoundInvitation
from palermo.returns.queries.returns import return_queries_visible_to, returns_visible_to
from palermo.returns.queries.rounds import round_invitations_visible_to
from palermo.returns.standings import due_day
from palermo.returns.states.returns import QueryStatus, ReturnStatus
from palermo.returns.states.rounds import RoundStatus
from palermo.site.action_pages import ActionLink, named_action_links_for_each

SHOWN = 12


class ReturnTask(NamedTuple):
    """A return or a round, what is to be done about it, until when, and the acts that do it."""

    name: str
    address: str
    what: str
    due: date | None
    ways: list[ActionLink]


def return_tasks(viewer: Viewer, person: User) -> FirstRows:
    """What the reader's State is asked for: approvals first, then queries, drafts, and returns to begin."""
    if not viewer.state_ids:
        return FirstRows()
    returns = returns_visible_to(viewer).filter(state__in=sorted(viewer.state_ids))
    open_ones = list(
        returns.filter(status__in=[ReturnStatus.COMPLETED, ReturnStatus.DRAFT]).order_by("round__due_on", "slug")
    )
    tasks = [*_approvals(open_ones, viewer, person), *_queries(viewer, person), *_drafts(open_ones, viewer)]
    tasks += _beginnings(viewer, person)
    return FirstRows(tasks[:SHOWN], max(len(tasks) - SHOWN, 0))


def _approvals(returns: list[Return], viewer: Viewer, person: User) -> list[ReturnTask]:
    completed = [each for each in returns if each.status == ReturnStatus.COMPLETED]
    completed = [each for each in completed if each.state_id in viewer.delegation_ids]
    links = named_action_links_for_each(["approve-return", "send-back-return"], completed, viewer, person)
    what = _("Awaiting the approval of your delegation")
    return [
        ReturnTask(each.display_name(), each.get_absolute_url(), what, each.round.due_on, ways)
        for each, ways in zip(completed, links, strict=True)
    ]


def _queries(viewer: Viewer, person: User) -> list[ReturnTask]:
    queries: list[ReturnQuery] = list(
        return_queries_visible_to(viewer)
        .filter(status=QueryStatus.OPEN, of__state__in=sorted(viewer.state_ids))
        .select_related("of__round", "of__state")
        .prefetch_related("of__state__former_names")
        .order_by("asked_on", "pk")[: SHOWN + 1]
    )
    links = named_action_links_for_each(["answer-return-query"], queries, viewer, person)
    return [
        ReturnTask(query.of.display_name(), query.get_absolute_url(), _("Query to be answered"), None, ways)
        for query, ways in zip(queries, links, strict=True)
    ]


def _drafts(returns: list[Return], viewer: Viewer) -> list[ReturnTask]:
    drafts = [each for each in returns if each.status == ReturnStatus.DRAFT]
    return [
        ReturnTask(each.display_name(), each.get_absolute_url(), _("To be filled in"), each.round.due_on, [])
        for each in drafts
    ]


def _beginnings(viewer: Viewer, person: User) -> list[ReturnTask]:
    begun = Return.objects.filter(round=OuterRef("round"), state=OuterRef("state"))
    rows = round_invitations_visible_to(viewer).filter(~Exists(begun), round__status=RoundStatus.OPEN)
    invitations: list[RoundInvitation] = list(rows.select_related("agreement").order_by("round__due_on", "pk")[:SHOWN])
    links = named_action_links_for_each(["open-return"], invitations, viewer, person)
    return [
        ReturnTask(
            each.round.display_name(),
            each.round.get_absolute_url(),
            _("Return to be begun"),
            due_day(each.round, each),
            ways,
        )
        for each, ways in zip(invitations, links, strict=True)
        if ways
    ]
