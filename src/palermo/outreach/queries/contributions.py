"""Who may see the payments, expenditure and results of a contribution."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import DonorContribution
from palermo.governance.queries.resources import contributions_visible_to
from palermo.outreach.models import ContributionResult, Expenditure, Payment


def own_contribution_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer acts for the donor of the contribution at the end of a path."""
    own = Q(**{f"{path}state_id__in": sorted(viewer.state_ids)})
    return own | Q(**{f"{path}organisation_id__in": sorted(viewer.organisation_ids)})


def contributions_of(viewer: Viewer) -> QuerySet[DonorContribution]:
    """The contributions of the donors for whom the viewer acts."""
    return contributions_visible_to(viewer).filter(own_contribution_condition(viewer))


def payments_visible_to(viewer: Viewer) -> QuerySet[Payment]:
    """Payments of contributions that the viewer may see."""
    return Payment.objects.filter(contribution__in=contributions_visible_to(viewer))


def expenditure_visible_to(viewer: Viewer) -> QuerySet[Expenditure]:
    """Expenditure of contributions that the viewer may see."""
    return Expenditure.objects.filter(contribution__in=contributions_visible_to(viewer))


def results_visible_to(viewer: Viewer) -> QuerySet[ContributionResult]:
    """Results of contributions that the viewer may see."""
    return ContributionResult.objects.filter(contribution__in=contributions_visible_to(viewer))
