"""Who may end a posting, and who says which person answers for a mission."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import Posting
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.rules.missions import answers_for
from palermo.accounts.states import LEADING, Role
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused


def check_can_end_posting(user: Actor, posting: Posting | None) -> None:
    """A focal point removes the people of the same mission or agency, the secretariat anybody.

    Refused to others, for people elsewhere, for a focal point, and when the posting has ended.
    """
    check_may(user, Permission.END_POSTING)
    if posting is None:
        return
    if posting.until_on and posting.until_on <= clock.today():
        raise Refused(_("This posting has already ended."))
    viewer = None if isinstance(user, str) else viewer_of(user)
    if viewer is None or viewer.is_secretariat:
        return
    if not answers_for(viewer, posting):
        raise Refused(
            _("You may remove colleagues of your own State or organization only. Contact the secretariat about others.")
        )
    if posting.is_mission_focal_point:
        raise Refused(
            _("Only the secretariat can end the posting of a mission focal point. Ask it to name another one first.")
        )


def check_can_name_focal_point(user: Actor, posting: Posting) -> None:
    """The secretariat says who answers for a mission or an agency.

    Refused to others, where the posting has ended, is of neither, or is a focal point's already.
    """
    check_may(user, Permission.NAME_FOCAL_POINT)
    if posting.until_on and posting.until_on <= clock.today():
        raise Refused(_("This posting has already ended."))
    if posting.role not in LEADING:
        raise Refused(_("Only a delegate or a member of the Steering Committee can be a mission focal point."))
    if posting.is_mission_focal_point:
        raise Refused(_("This person is already the mission focal point."))


def check_can_relieve_focal_point(user: Actor, posting: Posting) -> None:
    """The secretariat takes it back. Refused to others, and where there is nothing to take back."""
    check_may(user, Permission.NAME_FOCAL_POINT)
    if not posting.is_mission_focal_point:
        raise Refused(_("This person is not the mission focal point."))


def check_can_end_partner_posting(user: Actor, posting: Posting) -> None:
    """Representatives of a partner end the access of its people, the secretariat that of any partner.

    That it is the same partner is a rule of the register of partners, which names its people. Refused to others, and
    for a posting of another role.
    """
    check_may(user, Permission.REPORT_AS_PARTNER)
    if posting.role != Role.PARTNER:
        raise Refused(_("This posting is not that of a representative of a partner."))
