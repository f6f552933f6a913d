"""Who reports the use of tools, who confirms it, and what a use consists of."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY
from palermo.toolkit.models import Tool, Uptake
from palermo.toolkit.states.uptake import UPTAKE_MOVES, UptakeStatus
from palermo.treaties.states.laws import LawStatus


def check_may_record_uptake(user: Actor, tool: Tool) -> None:
    """The secretariat records the use of a tool. Refused to anyone else, and while the tool is a proposal."""
    check_may(user, Permission.RECORD_UPTAKE)
    _check_has_text(tool)


def check_may_report_uptake(user: Actor, tool: Tool) -> None:
    """Those who represent a State or an organization report what it does with a tool.

    Refused to anyone else, to the secretariat, which records it, and while the tool is a proposal.
    """
    check_may(user, Permission.REPORT_UPTAKE)
    if not isinstance(user, str):
        viewer = viewer_of(user)
        if viewer.is_secretariat:
            raise Refused(_("The secretariat records uses of tools; it does not report them."))
        if not (viewer.state_ids or viewer.organisation_ids):
            raise Refused(_("Only representatives of States and organizations report the use of a tool."))
    _check_has_text(tool)


def check_can_report_uptake(user: Actor, uptake: Uptake) -> None:
    """As `check_may_report_uptake`, of one's own State or organization."""
    check_may_report_uptake(user, uptake.tool)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if uptake.state_id not in viewer.state_ids and uptake.organisation_id not in viewer.organisation_ids:
        raise Refused(_("Report what your own State or organization does with the tool."))


def check_may_decide_uptake(user: Actor, uptake: Uptake) -> None:
    """The secretariat decides on what is reported, once."""
    check_may(user, Permission.RECORD_UPTAKE)
    if uptake.status != UptakeStatus.REPORTED:
        raise Refused(_("This use is not awaiting confirmation."))


def check_can_decide_uptake(user: Actor, uptake: Uptake, to: UptakeStatus, answer: MultilingualText) -> None:
    """As `check_may_decide_uptake`; what is declined is declined with a reason."""
    check_may_decide_uptake(user, uptake)
    check_move(UPTAKE_MOVES, uptake.status, to)
    if to == UptakeStatus.DECLINED and not answer:
        raise Refused(_("Enter the reason."))


def check_may_change_uptake(user: Actor, uptake: Uptake) -> None:
    """The secretariat corrects and removes what is recorded."""
    check_may(user, Permission.RECORD_UPTAKE)
    if uptake.status == UptakeStatus.REPORTED:
        raise Refused(_("This use awaits confirmation. Confirm or decline it."))
    if uptake.status == UptakeStatus.DECLINED:
        raise Refused(_("This reported use was declined on %(day)s.") % {"day": localize_day(uptake.decided_on)})


def check_uptake_is_coherent(uptake: Uptake) -> None:
    """A use that had begun by today, with evidence, and a provision of the same State."""
    if uptake.since_on is not None and uptake.since_on > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day since which the tool is used.")
            % {"day": localize_day(uptake.since_on)}
        )
    if not (uptake.evidence or uptake.link or uptake.document_id or uptake.law_id):
        raise Refused(_("Enter the evidence: a description, a web address, a document or a provision of law."))
    if uptake.law is not None and uptake.law.state_id != uptake.state_id:
        raise Refused(_("Choose a provision of the law of the same State."))
    if uptake.law is not None and uptake.law.status != LawStatus.RECORDED:
        raise Refused(_("Choose a recorded provision, not a proposal."))


def _check_has_text(tool: Tool) -> None:
    if tool.activity.state in NEEDS_NO_AUTHORITY:
        raise Refused(_("This tool is only a proposal. It cannot be used yet."))
