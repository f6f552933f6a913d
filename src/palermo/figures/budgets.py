"""The budget of differential privacy of a register: what all its noisy counts together may reveal of one person."""

from disclosure.errors import DisclosureError
from disclosure.privacy.ledger import Account
from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.audit.actions import record
from palermo.core.refusals import Refused
from palermo.figures.models import ReleaseRegister
from palermo.figures.pipeline.budget_ledger import DELTA, begin_ledger, ledger_in
from palermo.figures.pipeline.places import register_folder


def account_of(register: ReleaseRegister) -> Account | None:
    """What the register may spend and has spent; None where no budget was decided, or it cannot be read."""
    ledger = ledger_in(register_folder(register))
    try:
        return ledger.account() if ledger.path.is_file() else None
    except (DisclosureError, OSError):
        return None


@transaction.atomic
def begin_budget(register: ReleaseRegister, *, epsilon: float, delta: float = DELTA, by: Actor) -> Account:
    """Set the budget of a register, which is never changed.

    Refused if it has one already, or the numbers cannot be used.
    """
    check_may(by, Permission.APPROVE_RELEASE)
    folder, named = register_folder(register), {"register": register.display_name()}
    if not folder.is_dir():
        raise Refused(_("The register “%(register)s” has not been started.") % named)
    if ledger_in(folder).path.exists():
        raise Refused(_("The register “%(register)s” already has a budget, which is never changed.") % named)
    record("release_register.budget_decided", register, by=by, epsilon=epsilon, delta=delta)
    try:
        return begin_ledger(folder, data_set=register.slug, epsilon=epsilon, delta=delta).account()
    except DisclosureError as error:
        raise Refused(str(error)) from None
