"""Who may see which campaign, its material, and what is reported on it."""

from django.db.models import Q, QuerySet

from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to, activity_seen_by
from palermo.governance.states.activities import ActivityKind
from palermo.outreach.models import Adaptation, Campaign, CampaignAction, Material, MaterialFile, Reach
from palermo.outreach.queries.commitments import maker_is_named_to, own_condition
from palermo.outreach.states.campaigns import MaterialStatus, ReportStatus


def campaigns_visible_to(viewer: Viewer) -> QuerySet[Campaign]:
    """Campaigns whose activity the viewer may see."""
    return Campaign.objects.filter(activity_seen_by(viewer, "activity__")).select_related("activity")


def campaign_activities(viewer: Viewer) -> QuerySet[Activity]:
    """Activities that are campaigns, described or not, of which the viewer may know."""
    return activities_visible_to(viewer).filter(kind=ActivityKind.CAMPAIGN).select_related("campaign")


def material_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the material at the end of a path.

    Published material is for its audience; partners also see what is cleared and offered to them first. After its
    rights have ended, the secretariat alone sees it.
    """
    seen = activity_seen_by(viewer, f"{path}campaign__activity__")
    if viewer.is_secretariat:
        return seen
    published = Q(**{f"{path}status": MaterialStatus.PUBLISHED, f"{path}audience__in": sorted(viewer.audiences)})
    if Role.PARTNER in viewer.roles:
        published |= Q(**{f"{path}status": MaterialStatus.PUBLISHED, f"{path}is_for_partners": True})
        published |= Q(**{f"{path}status": MaterialStatus.CLEARED, f"{path}is_for_partners": True})
    has_rights = Q(**{f"{path}rights_until_on": None}) | Q(**{f"{path}rights_until_on__gte": clock.today()})
    return seen & published & has_rights


def material_visible_to(viewer: Viewer) -> QuerySet[Material]:
    """Material that the viewer may see and download."""
    return Material.objects.filter(material_condition(viewer)).select_related("campaign__activity")


def _reported(viewer: Viewer) -> Q:
    if viewer.is_secretariat:
        return Q()
    return (Q(status=ReportStatus.RECORDED) & maker_is_named_to(viewer)) | own_condition(viewer)


def adaptations_visible_to(viewer: Viewer) -> QuerySet[Adaptation]:
    """Adaptations on record of material that the viewer may see, and what the viewer's own side reports."""
    return Adaptation.objects.filter(_reported(viewer), material_condition(viewer, "material__"))


def campaign_actions_visible_to(viewer: Viewer) -> QuerySet[CampaignAction]:
    """Activities on record of campaigns that the viewer may see, and what the viewer's own side reports."""
    return CampaignAction.objects.filter(_reported(viewer), activity_seen_by(viewer, "campaign__activity__"))


def material_files_visible_to(viewer: Viewer) -> QuerySet[MaterialFile]:
    """Files of material that the viewer may see."""
    files = MaterialFile.objects.filter(material_condition(viewer, "material__"))
    return files.select_related("material__campaign__activity")


def reach_visible_to(viewer: Viewer) -> QuerySet[Reach]:
    """Reach of activities that the viewer may see."""
    return Reach.objects.filter(action__in=campaign_actions_visible_to(viewer)).select_related(
        "action__campaign__activity"
    )


def with_makers(rows: QuerySet) -> QuerySet:
    """Adaptations or activities joined with the names of who reports them."""
    return rows.select_related("state", "organisation", "partnership__organisation").prefetch_related(
        "state__former_names"
    )


# What was written before a review, and what was reported or declined, is read by the secretariat alone.


def material_with_past(viewer: Viewer) -> QuerySet[Material]:
    """Material whose past the viewer may read."""
    return material_visible_to(viewer) if viewer.is_secretariat else Material.objects.none()


def adaptations_with_past(viewer: Viewer) -> QuerySet[Adaptation]:
    """Adaptations whose past the viewer may read."""
    return adaptations_visible_to(viewer) if viewer.is_secretariat else Adaptation.objects.none()


def campaign_actions_with_past(viewer: Viewer) -> QuerySet[CampaignAction]:
    """Activities of campaigns whose past the viewer may read."""
    return campaign_actions_visible_to(viewer) if viewer.is_secretariat else CampaignAction.objects.none()


def reach_with_past(viewer: Viewer) -> QuerySet[Reach]:
    """Figures of reach whose past the viewer may read: they are of activities that were reported, not confirmed."""
    return Reach.objects.all() if viewer.is_secretariat else Reach.objects.none()
