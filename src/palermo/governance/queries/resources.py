"""Who sees what the initiative is given and owes."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import (
    DonorContribution,
    ReportDue,
)


def donor_is_named_to(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may know who gave the contribution at the end of a path ("contribution__" from a report due).

    A donor that is not acknowledged in public is known to itself and to the secretariat.
    """
    if viewer.is_secretariat:
        return Q()
    own = Q(**{f"{path}state__in": viewer.state_ids}) | Q(**{f"{path}organisation__in": viewer.organisation_ids})
    return ~Q(**{f"{path}terms__is_acknowledged": False}) | own


def reports_due_visible_to(viewer: Viewer) -> QuerySet[ReportDue]:
    """Reports owed, for the viewer's audiences."""
    return ReportDue.objects.filter(donor_is_named_to(viewer, "contribution__"), audience__in=viewer.audiences)


def contributions_visible_to(viewer: Viewer) -> QuerySet[DonorContribution]:
    """Donors' contributions, for the viewer's audiences; those without acknowledgement only to the donor itself."""
    return DonorContribution.objects.filter(donor_is_named_to(viewer), audience__in=viewer.audiences)


def contributions_of(viewer: Viewer, contributions: QuerySet[DonorContribution]) -> QuerySet[DonorContribution]:
    """Those of the viewer's own State or agency."""
    return contributions.filter(Q(state__in=viewer.delegation_ids) | Q(organisation__in=viewer.agency_ids))
