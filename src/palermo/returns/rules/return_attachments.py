"""Who attaches files to a return, and how many."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.returns.models import Return, ReturnAttachment, ReturnBlock
from palermo.returns.rules.returns import check_may_change_return, check_may_fill_table, check_may_fill_tables

MOST = 50


def check_may_attach_to_table(user: Actor, block: ReturnBlock) -> None:
    """Whoever fills in a table attaches files to it while the return is a draft."""
    check_may_fill_table(user, block)


def check_can_attach(user: Actor, national_return: Return, table: str) -> None:
    """To a table, or to the return as a whole where none is named; not more than a fixed number of files."""
    if table:
        check_may_fill_tables(user, national_return, [table])
    else:
        check_may_change_return(user, national_return)
    if national_return.attachments.count() >= MOST:
        raise Refused(_("A return has at most %(most)d files. Remove one first.") % {"most": MOST})


def check_may_purge_attachment(user: Actor) -> None:
    """The secretariat deletes a file that identifies persons, whatever became of the return."""
    check_may(user, Permission.KEEP_ROUNDS)


def check_may_remove_attachment(user: Actor, attachment: ReturnAttachment) -> None:
    """Whoever may attach a file to the same may remove it while the return is a draft."""
    if attachment.table:
        check_may_fill_tables(user, attachment.of, [attachment.table])
    else:
        check_may_change_return(user, attachment.of)
