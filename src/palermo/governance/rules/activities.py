"""Who may do what to an activity, under which authority."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import can, check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models import Activity, Mandate
from palermo.governance.queries.activities import Coordination, coordination_of
from palermo.governance.rules.authority import authority_gap_for, check_authority
from palermo.governance.states.activities import ACTIVITY_MOVES, UNFINISHED, ActivityKind, ActivityState


def check_can_propose(user: Actor) -> None:
    """The secretariat and members of the Steering Committee propose activities."""
    check_may(user, Permission.PROPOSE_ACTIVITY)


def check_may_authorise(user: Actor, activity: Activity) -> None:
    """Check everything but the mandate, before one is named.

    The refusal names the missing authority to a member of the Steering Committee.
    """
    check_move(ACTIVITY_MOVES, activity.state, ActivityState.AUTHORISED)
    if not isinstance(user, str):
        gap = authority_gap_for(viewer_of(user), activity.mandate, clock.today())
        if gap and not can(check_may, user, Permission.AUTHORISE_ACTIVITY):
            raise Refused(gap)
    check_may(user, Permission.AUTHORISE_ACTIVITY)


def check_can_authorise(user: Actor, activity: Activity, mandate: Mandate | None, day: date) -> None:
    """The secretariat, a proposal, a mandate in force on `day`, which is not in the future.

    The refusal names the missing authority to a member of the Steering Committee.
    """
    check_move(ACTIVITY_MOVES, activity.state, ActivityState.AUTHORISED)
    check_authority(mandate, day)
    if day > clock.today():
        raise Refused(_("The date of authorization, %(day)s, is in the future.") % {"day": localize_day(day)})
    check_may(user, Permission.AUTHORISE_ACTIVITY)


def check_can_move(user: Actor, activity: Activity, wanted: ActivityState) -> None:
    """The secretariat, along the table of moves; a move to an authorized state goes through authorization only.

    An event is completed on its last day at the earliest.
    """
    check_may(user, Permission.MOVE_ACTIVITY)
    if wanted == ActivityState.AUTHORISED:
        raise Refused(_("An activity is authorized under a named mandate and on a given date."))
    check_move(ACTIVITY_MOVES, activity.state, wanted)
    last = activity.ends_on or activity.starts_on
    if wanted == ActivityState.COMPLETED and activity.kind == ActivityKind.EVENT and last and last > clock.today():
        raise Refused(
            _("This event ends on %(day)s. Mark it as completed once it is over.") % {"day": localize_day(last)}
        )


def check_may_coordinate(user: Actor, activity: Activity) -> None:
    """The secretariat and members of the Steering Committee, while something is still to be done."""
    check_may(user, Permission.COORDINATE_ACTIVITY)
    if activity.state not in UNFINISHED:
        raise Refused(
            _(
                "The status is “%(now)s”; lead and partners can be corrected by the secretariat in the "
                "administration only."
            )
            % {"now": str(activity.get_state_display()).lower()}
        )


def check_may_edit_coordination(user: Actor, activity: Activity) -> None:
    """The secretariat and the agency that leads, while something is still to be done."""
    check_may_coordinate(user, activity)
    if not _is_secretariat(user) and activity.lead_id not in _own_organisations(user):
        raise Refused(_("Only the lead agency and the secretariat edit the lead and partners of this activity."))


def check_may_join(user: Actor, activity: Activity) -> None:
    """A member of the Steering Committee whose organization has no part in the activity yet."""
    check_may_coordinate(user, activity)
    if _is_secretariat(user) or _has_part(user, activity):
        raise Refused(_("Your organization already takes part in this activity."))


def check_may_change_own_part(user: Actor, activity: Activity) -> None:
    """A member of the Steering Committee whose organization supports the activity."""
    check_may_coordinate(user, activity)
    is_lead = activity.lead_id in _own_organisations(user)
    if _is_secretariat(user) or is_lead or not _has_part(user, activity):
        raise Refused(_("Your organization is no partner in this activity."))


def _has_part(user: Actor, activity: Activity) -> bool:
    own = _own_organisations(user)
    return activity.lead_id in own or any(each.pk in own for each in coordination_of(activity).supporting)


def _own_organisations(user: Actor) -> frozenset[int]:
    return frozenset() if isinstance(user, str) else viewer_of(user).organisation_ids


def _is_secretariat(user: Actor) -> bool:
    return isinstance(user, str) or viewer_of(user).is_secretariat


def check_can_coordinate(
    user: Actor, activity: Activity, lead: Organisation | None, supporting: Iterable[Organisation]
) -> None:
    """The secretariat for every organization; a member of the Steering Committee for their own.

    A member joins or leaves the support of an activity, and takes or gives up the lead of a proposal that nobody else
    leads.
    """
    check_may_coordinate(user, activity)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if viewer.is_secretariat:
        return
    now = coordination_of(activity)
    if ({each.pk for each in supporting} ^ {each.pk for each in now.supporting}) - viewer.organisation_ids:
        raise Refused(_("You may declare support for your own organization only. For others, contact the secretariat."))
    if lead != now.lead:
        _check_lead(activity, now, lead, viewer.organisation_ids)


def _check_lead(activity: Activity, now: Coordination, lead: Organisation | None, own: frozenset[int]) -> None:
    """A member takes the lead of a proposal for their own organization, or gives it up."""
    if activity.state != ActivityState.PROPOSED:
        raise Refused(
            _(
                "Member States have requested this activity with its present lead. Ask the secretariat to "
                "change the lead."
            )
        )
    if now.lead and now.lead.pk not in own:
        raise Refused(
            _("%(organisation)s leads this proposal. Ask it to give up the lead, or contact the secretariat.")
            % {"organisation": plain(now.lead.name)}
        )
    if lead and lead.pk not in own:
        raise Refused(_("You may take the lead for your own organization only. Contact the secretariat."))
