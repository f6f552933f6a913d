"""Who records statements on a treaty, and what cannot have been said."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.treaties.models import Statement, Treaty
from palermo.treaties.states.participation import ABOUT_ANOTHER, StatementKind


def check_may_record_statement(user: Actor, treaty: Treaty) -> None:
    """The secretariat records statements."""
    check_may(user, Permission.RECORD_TREATY)


def check_may_change_statement(user: Actor, statement: Statement) -> None:
    """The secretariat corrects statements."""
    check_may(user, Permission.RECORD_TREATY)


def check_may_object(user: Actor, statement: Statement) -> None:
    """The secretariat records objections to what is neither an objection nor a withdrawal."""
    check_may_change_statement(user, statement)
    if statement.kind in ABOUT_ANOTHER:
        raise Refused(_("Objections are made to reservations, declarations and notifications only."))


def check_may_withdraw_statement(user: Actor, statement: Statement) -> None:
    """The secretariat records the withdrawal of a statement, once."""
    check_may_change_statement(user, statement)
    if statement.kind == StatementKind.WITHDRAWAL:
        raise Refused(_("A withdrawal cannot be withdrawn. Record the statement again."))
    withdrawal = statement.responses.filter(kind=StatementKind.WITHDRAWAL).exclude(provision__gt="").first()
    if withdrawal:
        raise Refused(_("This statement was withdrawn on %(day)s.") % {"day": localize_day(withdrawal.made_on)})


def check_can_record_statement(user: Actor, statement: Statement) -> None:
    """As `check_may_record_statement`, for a statement that can have been made."""
    check_may_record_statement(user, statement.treaty)
    check_statement_is_possible(statement)


def check_statement_is_possible(statement: Statement) -> None:
    """Refuse a statement of a day to come, without content, or that contradicts the one that it is about."""
    if statement.made_on > clock.today():
        raise Refused(
            _("%(day)s has not come yet. Enter the day of deposit.") % {"day": localize_day(statement.made_on)}
        )
    if not (statement.text or statement.summary):
        raise Refused(_("Enter the text as deposited, or a summary of it."))
    about = statement.about
    if about is None:
        return
    if about.treaty_id != statement.treaty_id:
        raise Refused(_("Choose a statement on the same treaty."))
    if statement.made_on < about.made_on:
        raise Refused(
            _("The statement that this is about was made on %(day)s. Enter a later day.")
            % {"day": localize_day(about.made_on)}
        )
    is_own = (about.state_id, about.organisation_id) == (statement.state_id, statement.organisation_id)
    if statement.kind == StatementKind.WITHDRAWAL and not is_own:
        raise Refused(_("Only the participant that made a statement can withdraw it."))
    if statement.kind == StatementKind.OBJECTION and is_own:
        raise Refused(_("A participant does not object to its own statement. Choose another one."))
