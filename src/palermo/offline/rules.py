"""Who may have a bundle built, and when one is given out."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.offline.models import OfflineBundle
from palermo.offline.queries import closed_records
from palermo.offline.states import BUNDLE_MOVES, BundleState


def check_may_build(user: Actor, _record: object = None) -> None:
    """The secretariat."""
    check_may(user, Permission.BUILD_BUNDLE)


def check_can_finish(user: Actor, bundle: OfflineBundle, to: BundleState) -> None:
    """Check that the person who requested it may still do so, and that it was not withdrawn meanwhile."""
    check_may_build(user)
    check_move(BUNDLE_MOVES, bundle.state, to)


def check_may_withdraw_bundle(user: Actor, bundle: OfflineBundle) -> None:
    """The secretariat; one that is not withdrawn yet."""
    check_may_build(user)
    check_move(BUNDLE_MOVES, bundle.state, BundleState.WITHDRAWN)


def check_can_withdraw_bundle(user: Actor, bundle: OfflineBundle, on: date) -> None:
    """As `check_may_withdraw_bundle`, on a day from its order until today."""
    check_may_withdraw_bundle(user, bundle)
    if on > clock.today():
        raise Refused(_("The date of withdrawal is in the future."))


def check_is_available(bundle: OfflineBundle) -> None:
    """Built, not withdrawn, and with nothing in it that its audience may no longer read."""
    if bundle.state != BundleState.BUILT:
        raise Refused(_("This package is not available: it is being built, failed or was withdrawn."))
    if closed_records(bundle):
        raise Refused(
            _(
                "A document in this package was withdrawn or restricted after it was built, so it is no "
                "longer available. The secretariat can build a new one."
            )
        )
