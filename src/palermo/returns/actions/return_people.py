"""Ministries' people are asked to fill in tables of a return: by their account, or by an invitation to have one."""

from collections.abc import Collection

from django.db import transaction

from palermo.accounts.actions.invitations import invite_person, propose_contributor
from palermo.accounts.actors import Actor
from palermo.accounts.models import Invitation, User
from palermo.accounts.rules.invitations import check_can_invite
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rules import can
from palermo.returns.models import Return, ReturnBlock, ReturnContributor
from palermo.returns.rules import return_people as rules


@transaction.atomic
def assign_tables(national_return: Return, *, person: User, tables: Collection[ReturnBlock], by: Actor) -> Return:
    """Let a person fill in these tables of a return and no others, instead of those assigned before.

    The person sees nothing else of the returns of the State from now on.
    """
    national_return = _lock(national_return)
    rules.check_can_assign_tables(by, national_return, person, tables)
    ReturnContributor.objects.get_or_create(
        state=national_return.state, person=person, defaults={"since_on": clock.today()}
    )
    for block in national_return.blocks.filter(people=person):
        block.people.remove(person)
    for block in national_return.blocks.filter(invitations__posting__user=person).distinct():
        block.invitations.remove(*block.invitations.filter(posting__user=person))
    for block in tables:
        block.people.add(person)
    _record(national_return, tables, by)
    return national_return


@transaction.atomic
def invite_to_tables(
    national_return: Return, *, invitation: Invitation, tables: Collection[ReturnBlock], by: Actor
) -> Return:
    """Invite somebody without an account to fill in these tables and no others.

    The focal point of the mission sends the invitation at once; one of a data focal point is proposed to the mission.
    """
    national_return = _lock(national_return)
    rules.check_can_assign_tables(by, national_return, None, tables)
    rules.check_is_for_contributor(invitation, national_return)
    invite = invite_person if can(check_can_invite, by, invitation) else propose_contributor
    invitation = invite(invitation, by=by)
    ReturnContributor.objects.create(state=national_return.state, invitation=invitation, since_on=clock.today())
    for block in tables:
        block.invitations.add(invitation)
    _record(national_return, tables, by)
    return national_return


@transaction.atomic
def change_tables(contributor: ReturnContributor, *, tables: Collection[ReturnBlock], by: Actor) -> ReturnContributor:
    """Change which tables of the latest return a contributor fills in."""
    contributor = ReturnContributor.objects.select_for_update(of=("self",)).get(pk=contributor.pk)
    rules.check_may_change_tables(by, contributor)
    latest = Return.objects.filter(state=contributor.state_id).order_by("-round__year", "-number").first()
    assert latest is not None
    national_return = _lock(latest)
    rules.check_can_assign_tables(by, national_return, contributor.person, tables)
    wanted = {block.pk for block in tables}
    for block in national_return.blocks.all():
        rows = block.people if contributor.person else block.invitations
        change = rows.add if block.pk in wanted else rows.remove
        change(contributor.person or contributor.invitation)  # type: ignore[arg-type]  # each to its own relation
    _record(national_return, tables, by)
    return contributor


def _record(national_return: Return, tables: Collection[ReturnBlock], by: Actor) -> None:
    record("return.tables_assigned", national_return, by=by, tables=sorted(block.table for block in tables))


def _lock(national_return: Return) -> Return:
    return Return.objects.select_for_update(of=("self",)).select_related("round", "state").get(pk=national_return.pk)
