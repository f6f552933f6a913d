"""Who sees what the initiative is given and owes."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import (
    DonorContribution,
    ReportDue,
)


def reports_due_visible_to(viewer: Viewer) -> QuerySet[ReportDue]:
    """Reports owed, for the viewer's audiences."""
    return ReportDue.objects.filter(audience__in=viewer.audiences)


def contributions_visible_to(viewer: Viewer) -> QuerySet[DonorContribution]:
    """Donors' contributions, for the viewer's audiences."""
    return DonorContribution.objects.filter(audience__in=viewer.audiences)


def contributions_of(viewer: Viewer, contributions: QuerySet[DonorContribution]) -> QuerySet[DonorContribution]:
    """Those of the viewer's own State or agency."""
    return contributions.filter(Q(state__in=viewer.delegation_ids) | Q(organisation__in=viewer.agency_ids))
