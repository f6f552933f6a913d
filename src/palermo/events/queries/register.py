"""Who may see what of the register of follow-up, in the lowest slice that knows all its origins."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import records_visible_to
from palermo.events.queries.events import outcomes_meant_for
from palermo.governance.models import FollowUp, ProgressReport
from palermo.governance.queries.follow_ups import of_own_partner
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.follow_ups import FollowUpOrigin, ProgressState
from palermo.reporting.queries import reports_visible_to

# What the name of an entry is read from, by origin, and what that belongs to.
ORIGINS = (
    "recommendation__outcome__event__activity",
    "report_recommendation__report",
    "action_point__meeting",
    "commitment__partnership__organisation",
)

# What is recommended, by an event or by a report; the other entries are action points of meetings and commitments.
IS_RECOMMENDATION = Q(origin__in=[FollowUpOrigin.RECOMMENDATION, FollowUpOrigin.REPORT])
# The kind of the origin that a slice above this one keeps, in the registry of kinds.
COMMITMENTS = "commitments"


def follow_ups_visible_to(viewer: Viewer) -> QuerySet[FollowUp]:
    """Entries of the register whose origin the viewer may see: their words are its words.

    An entry that nothing names has no words and no audience; only the secretariat, which keeps the register, sees it.
    Asked by the origin that the entry itself states, so that no second origin opens it.
    """
    if viewer.is_secretariat:
        return FollowUp.objects.all()
    return FollowUp.objects.filter(
        Q(origin=FollowUpOrigin.RECOMMENDATION, recommendation__outcome__in=outcomes_meant_for(viewer))
        | Q(origin=FollowUpOrigin.REPORT, report_recommendation__report__in=reports_visible_to(viewer))
        | Q(origin=FollowUpOrigin.ACTION_POINT, action_point__meeting__in=meetings_visible_to(viewer))
        | Q(origin=FollowUpOrigin.COMMITMENT, commitment__in=records_visible_to(viewer, COMMITMENTS))
    )


def with_origin(entries: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """Join what names the entries and who is responsible."""
    return entries.select_related(
        *ORIGINS, "about", "responsible_state", "responsible_organisation", "responsible_body"
    )


def reviewed_or_own(viewer: Viewer) -> Q:
    """Which reports on an entry that the viewer may see they may see too: all, to the secretariat."""
    if viewer.is_secretariat:
        return Q()
    own = Q(state_by__in=viewer.state_ids) | Q(organisation__in=viewer.organisation_ids)
    if viewer.roles:
        own |= Q(by_party=True, follow_up__in=FollowUp.objects.filter(of_own_partner(viewer)).values("pk"))
    return ~Q(state=ProgressState.REPORTED) | own


def progress_visible_to(viewer: Viewer) -> QuerySet[ProgressReport]:
    """Reports on entries the viewer may see: reviewed ones, and their own; to the secretariat, all."""
    return ProgressReport.objects.filter(reviewed_or_own(viewer), follow_up__in=follow_ups_visible_to(viewer))
