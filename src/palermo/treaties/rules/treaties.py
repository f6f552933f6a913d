"""Who puts treaties on record."""

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.treaties.models import Treaty


def check_may_record_treaty(user: Actor) -> None:
    """The secretariat puts treaties on record.

    Raises
    ------
    Refused
        To anyone else.
    """
    check_may(user, Permission.RECORD_TREATY)


def check_may_change_treaty(user: Actor, treaty: Treaty) -> None:
    """The secretariat edits treaties.

    Raises
    ------
    Refused
        To anyone else.
    """
    check_may(user, Permission.RECORD_TREATY)


def check_may_import_list(user: Actor, treaty: Treaty) -> None:
    """The secretariat imports the depositary's list of a treaty.

    Raises
    ------
    Refused
        To anyone else.
    """
    check_may(user, Permission.RECORD_TREATY)
