"""Ministries' people are asked to fill in tables of a return: by their account, or by an invitation to have one."""

from collections.abc import Collection

from django.db import transaction

from palermo.accounts.actions.invitations import invite_person, propose_contributor
from palermo.accounts.actors import Actor
from palermo.accounts.models import Invitation, User
from palermo.accounts.rules.invitations import check_can_invite
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import lock_row
from palermo.core.rules import can
from palermo.returns.carried_over import carried_over
from palermo.returns.ministries import find_ministry
from palermo.returns.models import Return, ReturnBlock, ReturnContributor
from palermo.returns.notices.returns import notify_of_tables
from palermo.returns.rules import return_people as rules


@transaction.atomic
def assign_tables(
    national_return: Return, *, person: User, tables: Collection[ReturnBlock], ministry: str = "", by: Actor
) -> Return:
    """Let a person fill in these tables of a return and no others, instead of those assigned before.

    The person sees nothing else of the returns of the State from now on. A `ministry` that is given supplies them.
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
    if ministry.strip():
        _name_ministry(national_return, ministry, tables)
    _record(national_return, tables, by)
    notify_of_tables.enqueue(national_return.pk, person.pk)
    return national_return


@transaction.atomic
def invite_to_tables(
    national_return: Return,
    *,
    invitation: Invitation,
    tables: Collection[ReturnBlock],
    ministry: str = "",
    by: Actor,
) -> Return:
    """Invite somebody without an account to fill in these tables and no others. A `ministry` given supplies them.

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
    if ministry.strip():
        _name_ministry(national_return, ministry, tables)
    _record(national_return, tables, by)
    return national_return


@transaction.atomic
def change_tables(contributor: ReturnContributor, *, tables: Collection[ReturnBlock], by: Actor) -> ReturnContributor:
    """Change which tables of the latest return a contributor fills in."""
    contributor = lock_row(contributor)
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


@transaction.atomic
def name_ministry(national_return: Return, *, ministry: str, tables: Collection[ReturnBlock], by: Actor) -> Return:
    """Enter the ministry that supplies tables of a return; an empty name removes it."""
    national_return = _lock(national_return)
    rules.check_can_name_ministry(by, national_return, tables)
    _name_ministry(national_return, ministry, tables)
    record("return.ministry_named", national_return, by=by, tables=sorted(block.table for block in tables))
    return national_return


@transaction.atomic
def remove_carried_over(national_return: Return, *, removed: Collection[str], by: Actor) -> Return:
    """Remove what a return carried over from an earlier one; `removed` are keys of `CarriedOver`."""
    national_return = _lock(national_return)
    rules.check_may_check_carried_over(by, national_return)
    found = carried_over(national_return)
    assert found is not None
    people = [each for each in found.people if each.key in removed]
    tables = [each for each in found.tables if each.key in removed]
    for person in people:
        for block in person.blocks:
            if isinstance(person.contributor, User):
                block.people.remove(person.contributor)
            else:
                block.invitations.remove(person.contributor)
    for table in tables:
        for name in table.names:
            setattr(table.block, name, None if name.endswith("_id") else "")
        table.block.save(update_fields=[name.removesuffix("_id") for name in table.names])
    blocks = {block.table for person in people for block in person.blocks} | {table.block.table for table in tables}
    if blocks:
        record("return.carried_over_removed", national_return, by=by, tables=sorted(blocks))
    return national_return


def _name_ministry(national_return: Return, name: str, tables: Collection[ReturnBlock]) -> None:
    """A ministry on record as the organization that it is, another by its name."""
    on_record = find_ministry(national_return.state_id, name) if name.strip() else None
    chosen = national_return.blocks.filter(pk__in=[block.pk for block in tables])
    chosen.update(ministry=on_record, ministry_text="" if on_record else name.strip())


def _record(national_return: Return, tables: Collection[ReturnBlock], by: Actor) -> None:
    record("return.tables_assigned", national_return, by=by, tables=sorted(block.table for block in tables))


def _lock(national_return: Return) -> Return:
    return lock_row(national_return, "round__edition", "state", "replaces")
