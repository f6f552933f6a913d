"""Who asks people of ministries to fill in tables of a return."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import Invitation, Posting, User
from palermo.accounts.states import Role
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.returns.carried_over import carried_over
from palermo.returns.models import Return, ReturnBlock, ReturnContributor
from palermo.returns.rules.returns import check_may_change_return


def check_may_assign_tables(user: Actor, national_return: Return) -> None:
    """Those who see all of a return assign its tables while it is a draft."""
    check_may_change_return(user, national_return)


def check_can_assign_tables(
    user: Actor, national_return: Return, person: User | None, blocks: Collection[ReturnBlock]
) -> None:
    """As `check_may_assign_tables`: tables of this return, to another data focal point of the State.

    `person` is None for somebody who is being invited. Who has tables assigned sees nothing else of the returns of the
    State: neither the delegation, which approves them, nor the person who assigns may be reduced to that.
    """
    check_may_assign_tables(user, national_return)
    if any(block.of_id != national_return.pk for block in blocks):
        raise Refused(_("Choose tables of this return."))
    if person is None:
        return
    if isinstance(user, User) and user.pk == person.pk:
        raise Refused(_("You see the whole return. Choose another person."))
    posted = Posting.objects.current_on(clock.today()).filter(user=person, state=national_return.state_id)
    roles = set(posted.values_list("role", flat=True))
    if Role.FOCAL_POINT not in roles:
        raise Refused(_("Choose a national data focal point of the State, or invite a person."))
    if Role.DELEGATE in roles:
        raise Refused(_("%(person)s is a delegate, who approves the whole return.") % {"person": person.name})


def check_can_name_ministry(user: Actor, national_return: Return, blocks: Collection[ReturnBlock]) -> None:
    """As `check_may_assign_tables`, of tables of this return."""
    check_can_assign_tables(user, national_return, None, blocks)


def check_may_check_carried_over(user: Actor, national_return: Return) -> None:
    """As `check_may_assign_tables`, of a return that took something over from an earlier one."""
    check_may_assign_tables(user, national_return)
    found = carried_over(national_return)
    if found is None or not found.keys:
        raise Refused(_("Nothing is left that was carried over from an earlier return."))


def check_may_change_tables(user: Actor, contributor: ReturnContributor) -> None:
    """Those who see the returns of a State whole change which tables a contributor fills in."""
    latest = Return.objects.filter(state=contributor.state_id).order_by("-round__year", "-number").first()
    if latest is None:
        raise Refused(_("There is no return of this State yet."))
    check_may_change_return(user, latest)


def check_is_for_contributor(invitation: Invitation, national_return: Return) -> None:
    """Somebody is invited as a data focal point of the State whose return it is.

    Refused if the invitation is to anything else.
    """
    if invitation.role != Role.FOCAL_POINT or invitation.state_for_id != national_return.state_id:
        raise Refused(_("Invite a national data focal point of the State whose return this is."))
