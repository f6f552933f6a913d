"""Who reports adaptations of material and activities of a campaign, who confirms them, and what they consist of."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.outreach.models import Adaptation, Campaign, CampaignAction, Material, Reach
from palermo.outreach.queries.partners import partners_of
from palermo.outreach.rules.campaigns import check_has_authority
from palermo.outreach.states.campaigns import CAMPAIGN_REPORT_MOVES, MaterialStatus, ReportStatus

type Report = Adaptation | CampaignAction


def check_may_report_on_material(user: Actor, material: Material) -> None:
    """Those who act for a State, an organization or a partner report how they adapted material they may use.

    Refused to anyone else, and while the material is neither cleared nor published.
    """
    _check_may_report(user)
    if material.status not in {MaterialStatus.CLEARED, MaterialStatus.PUBLISHED}:
        raise Refused(_("This material is not offered for use."))


def check_may_report_on_campaign(user: Actor, campaign: Campaign) -> None:
    """Those who act for a State, an organization or a partner report what they do in a campaign.

    Refused to anyone else, and while the campaign is a proposal.
    """
    _check_may_report(user)
    check_has_authority(campaign)


def _check_may_report(user: Actor) -> None:
    check_may(user, Permission.REPORT_CAMPAIGN)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if viewer.is_secretariat:
        raise Refused(_("The secretariat records what is done; it does not report it."))
    if not (viewer.state_ids or viewer.organisation_ids or partners_of(viewer).exists()):
        raise Refused(_("Only representatives of States, organizations and partners report on campaigns."))


def check_can_report(user: Actor, report: Report) -> None:
    """The right to report, for one's own side."""
    if isinstance(report, Adaptation):
        check_may_report_on_material(user, report.material)
    else:
        check_may_report_on_campaign(user, report.campaign)
    if not isinstance(user, str) and not _is_own(viewer_of(user), report):
        raise Refused(_("Report what your own State, organization or partner does."))


def _is_own(viewer: Viewer, report: Report) -> bool:
    if report.state_id in viewer.state_ids or report.organisation_id in viewer.organisation_ids:
        return True
    return report.partnership_id is not None and partners_of(viewer).filter(pk=report.partnership_id).exists()


def check_may_record_on_material(user: Actor, material: Material) -> None:
    """The secretariat records how material was adapted.

    Refused to anyone else, and for material that was never cleared.
    """
    check_may(user, Permission.RUN_CAMPAIGN)
    if material.status in {MaterialStatus.DRAFT, MaterialStatus.SUBMITTED}:
        raise Refused(_("This material is not offered for use."))


def check_may_record_on_campaign(user: Actor, campaign: Campaign) -> None:
    """The secretariat records what is done in a campaign.

    Refused to anyone else, and while the campaign is a proposal.
    """
    check_may(user, Permission.RUN_CAMPAIGN)
    check_has_authority(campaign)


def check_can_record(user: Actor, report: Report) -> None:
    """As the two rules before, by what the report is about."""
    if isinstance(report, Adaptation):
        check_may_record_on_material(user, report.material)
    else:
        check_may_record_on_campaign(user, report.campaign)


def check_may_decide_report(user: Actor, report: Report) -> None:
    """The secretariat decides on what is reported, once."""
    check_may(user, Permission.RUN_CAMPAIGN)
    if report.status != ReportStatus.REPORTED:
        raise Refused(_("This report is not awaiting confirmation."))


def check_can_decide_report(user: Actor, report: Report, to: ReportStatus, answer: MultilingualText) -> None:
    """As `check_may_decide_report`; what is declined is declined with a reason."""
    check_may_decide_report(user, report)
    check_move(CAMPAIGN_REPORT_MOVES, report.status, to)
    if to == ReportStatus.DECLINED and not answer:
        raise Refused(_("Enter the reason."))


def check_may_change_report(user: Actor, report: Report) -> None:
    """The secretariat corrects and removes what is recorded."""
    check_may(user, Permission.RUN_CAMPAIGN)
    if report.status == ReportStatus.REPORTED:
        raise Refused(_("This report awaits confirmation. Confirm or decline it."))
    if report.status == ReportStatus.DECLINED:
        raise Refused(_("This report was declined on %(day)s.") % {"day": localize_day(report.decided_on)})


def check_may_add_reach(user: Actor, action: CampaignAction) -> None:
    """The secretariat adds what an activity reached once it has begun; its own side, until the secretariat decides."""
    if isinstance(user, str) or viewer_of(user).is_secretariat:
        check_may(user, Permission.RUN_CAMPAIGN)
    else:
        check_may(user, Permission.REPORT_CAMPAIGN)
        if action.status != ReportStatus.REPORTED or not _is_own(viewer_of(user), action):
            raise Refused(_("Only the secretariat adds figures to an activity on record."))
    if action.status == ReportStatus.DECLINED:
        raise Refused(_("This report was declined on %(day)s.") % {"day": localize_day(action.decided_on)})
    if action.starts_on > clock.today():
        raise Refused(
            _("This activity begins on %(day)s. Enter figures once it has begun.")
            % {"day": localize_day(action.starts_on)}
        )


def check_may_remove_reach(user: Actor, reach: Reach) -> None:
    """The secretariat removes a figure recorded in error."""
    check_may(user, Permission.RUN_CAMPAIGN)


def check_adaptation_is_coherent(adaptation: Adaptation) -> None:
    """An adaptation that had begun by today."""
    if adaptation.since_on is not None and adaptation.since_on > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day since which the adaptation is used.")
            % {"day": localize_day(adaptation.since_on)}
        )


def check_action_is_coherent(action: CampaignAction) -> None:
    """An activity that ends on or after the day it begins."""
    if action.ends_on is not None and action.ends_on < action.starts_on:
        raise Refused(
            _("The activity begins on %(from)s and cannot end before, on %(until)s.")
            % {"from": localize_day(action.starts_on), "until": localize_day(action.ends_on)}
        )


def check_reach_is_coherent(reach: Reach) -> None:
    """A count that somebody made by today."""
    if reach.counted_on is not None and reach.counted_on > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day of the count.") % {"day": localize_day(reach.counted_on)}
        )
