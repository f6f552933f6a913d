"""Rules for accounts and edits that bind every actor."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import Installation, User
from palermo.accounts.states import InstallationKind
from palermo.core.refusals import Refused


def check_demonstration_accounts_allowed() -> None:
    """Demonstration accounts have published passwords, so they live only in a demonstration.

    Refused in any other database.
    """
    if Installation.objects.filter(kind=InstallationKind.DEMONSTRATION).exists():
        return
    raise Refused(_("Demonstration accounts exist only in a database created by `palermo demo`."))


def check_is_unchanged(seen: str, now: str) -> None:
    """Nobody's change is overwritten by somebody who has not seen it.

    Refused if the record is not what the editor was shown.
    """
    if seen != now:
        raise Refused(
            _(
                "Another person changed this record while you were editing it. Nothing was saved. Open the "
                "record in a new window, compare the versions and enter your change there."
            )
        )


def check_is_own(user: Actor, account: User) -> None:
    """What belongs to an account alone is changed by its owner alone."""
    if isinstance(user, str) or user.pk == account.pk:
        return
    raise Refused(_("Only the account holder may do this."))
