"""What one participant did and said in respect of a treaty."""

from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from palermo.accounts.models import Organisation, State
from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.treaties.models import Statement, Treaty, TreatyAction
from palermo.treaties.models.participants import name_on
from palermo.treaties.provisions import describe_provision, split_provisions
from palermo.treaties.queries.participation import (
    actions_visible_to,
    statements_visible_to,
    treaties_visible_to,
    treaty_status,
    with_participants,
)
from palermo.treaties.status import Action, Participant, TreatyStatus
from palermo.treaties.web.words import POSITIONS, note_on_day


class _ActionLine(NamedTuple):
    """An action with its date of effect, and what the reader may do to it."""

    action: TreatyAction
    effect_on: object
    ways: list[ActionLink]


class _StatementLine(NamedTuple):
    """A statement with its provisions in words, and what the reader may do to it."""

    statement: Statement
    provisions: list[str]
    ways: list[ActionLink]


@login_not_required
def participant_detail(request: SiteRequest, slug: str, participant: str) -> HttpResponse:
    """The actions of a State or an organization in respect of a treaty, and its statements on it."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer).select_related("supplements"), slug=slug)
    who, today = _find_participant(participant), clock.today()
    key = Participant(who.pk, is_organisation=isinstance(who, Organisation))
    actions = list(_of(actions_visible_to(request.viewer), treaty, key).order_by("deposited_on", "pk"))
    statements = list(_of(statements_visible_to(request.viewer), treaty, key).order_by("made_on", "slug"))
    if not (actions or statements):
        raise Http404
    person = request.user if request.viewer.roles else None
    ways = action_links_for_each([*actions, *statements], request.viewer, person)
    status = treaty_status(treaty).as_at(today)
    as_at = status.day(today)
    standing = status.standing(key, today)
    is_entailed = standing.withdrawal is not None and standing.withdrawal.pk is None
    context = {
        "treaty": treaty,
        "as_at": as_at,
        "note": note_on_day(as_at, today),
        "participant": who,
        "name": name_on(who, today),
        "is_state": isinstance(who, State),
        "position": POSITIONS[standing.position] if as_at else _("Not recorded"),
        "left_with": treaty.supplements if is_entailed else None,
        "withdrawn_on": standing.withdrawn_on,
        "actions": [
            _ActionLine(action, _effect(status, action, key), of_action)
            for action, of_action in zip(actions, ways, strict=False)
        ],
        "statements": [
            _StatementLine(each, [describe_provision(part) for part in split_provisions(each.provision)], of_statement)
            for each, of_statement in zip(statements, ways[len(actions) :], strict=True)
        ],
    }
    return render(request, "treaties/participant.html", context)


def _find_participant(slug: str) -> State | Organisation:
    state = State.objects.prefetch_related("former_names").filter(slug=slug).first()
    return state or get_object_or_404(Organisation.objects.prefetch_related("listednames"), slug=slug)


def _of[Row: (TreatyAction, Statement)](rows: QuerySet[Row], treaty: Treaty, key: Participant) -> QuerySet[Row]:
    of_one = {"organisation": key.pk} if key.is_organisation else {"state": key.pk}
    return with_participants(rows.filter(treaty=treaty, **of_one)).select_related("treaty__supplements")


def _effect(status: TreatyStatus, action: TreatyAction, key: Participant) -> object:
    known = Action(key, action.kind, action.deposited_on, action.stated_effect_on)  # type: ignore[arg-type]  # a choice
    return status.effect_of(known)
