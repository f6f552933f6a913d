"""Who describes a campaign and records its evaluation, and what belongs together in it."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.governance.models import Activity
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY, ActivityKind
from palermo.outreach.models import Campaign


def check_may_describe_campaign(user: Actor, activity: Activity) -> None:
    """The secretariat describes an activity that is a campaign.

    Refused to anyone else, and for an activity of another kind.
    """
    check_may(user, Permission.RUN_CAMPAIGN)
    if activity.kind != ActivityKind.CAMPAIGN:
        raise Refused(_("This activity is not a campaign."))


def check_may_evaluate_campaign(user: Actor, campaign: Campaign) -> None:
    """The secretariat records the evaluation of a campaign.

    Refused to anyone else, and while the campaign is a proposal.
    """
    check_may(user, Permission.RUN_CAMPAIGN)
    check_has_authority(campaign)


def check_can_evaluate_campaign(user: Actor, campaign: Campaign, on: date) -> None:
    """As `check_may_evaluate_campaign`, on a day that is not in the future."""
    check_may_evaluate_campaign(user, campaign)
    if on > clock.today():
        raise Refused(_("%(day)s is in the future. Enter the day of the evaluation.") % {"day": localize_day(on)})


def check_has_authority(campaign: Campaign) -> None:
    """Refuse what is done in a campaign that no mandate authorizes yet. Refused while the campaign is a proposal."""
    if campaign.activity.state in NEEDS_NO_AUTHORITY:
        raise Refused(_("This campaign is only a proposal. It needs a mandate first."))
