"""Who may see which study, its drafts and comments on them."""

from datetime import date

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to, activity_seen_by
from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.models import DraftComment, EthicsReview, Study, StudyContribution, StudyDataset, StudyDraft
from palermo.knowledge.queries.datasets import dataset_edition_condition
from palermo.knowledge.states.studies import StudyDraftStatus


def studies_visible_to(viewer: Viewer) -> QuerySet[Study]:
    """Studies whose activity the viewer may see."""
    return Study.objects.filter(activity_seen_by(viewer, "activity__"))


def study_activities(viewer: Viewer) -> QuerySet[Activity]:
    """Activities that are studies, described or not, of which the viewer may know."""
    return activities_visible_to(viewer).filter(kind=ActivityKind.STUDY).select_related("study")


def study_contributions_visible_to(viewer: Viewer) -> QuerySet[StudyContribution]:
    """Contributions to the studies that the viewer may see."""
    joined = StudyContribution.objects.select_related("state", "organisation").prefetch_related("state__former_names")
    return joined.filter(activity_seen_by(viewer, "study__activity__"))


def ethics_reviews_visible_to(viewer: Viewer) -> QuerySet[EthicsReview]:
    """Ethics reviews of the studies that the viewer may see."""
    return EthicsReview.objects.filter(activity_seen_by(viewer, "study__activity__"))


def study_datasets_visible_to(viewer: Viewer) -> QuerySet[StudyDataset]:
    """Uses of the editions that the viewer may see, in studies that they may see."""
    joined = StudyDataset.objects.select_related("edition__dataset")
    return joined.filter(activity_seen_by(viewer, "study__activity__"), dataset_edition_condition(viewer, "edition__"))


def study_draft_condition(viewer: Viewer) -> Q:
    """That a draft was circulated to the viewer's audiences; the secretariat also sees those in preparation."""
    if viewer.is_secretariat:
        return Q()
    shown = [StudyDraftStatus.CIRCULATED, StudyDraftStatus.CLOSED]
    return Q(audience__in=sorted(viewer.audiences), status__in=shown)


def study_drafts_visible_to(viewer: Viewer) -> QuerySet[StudyDraft]:
    """Drafts that were circulated to the viewer's audiences, of studies that they may see."""
    drafts = StudyDraft.objects.filter(activity_seen_by(viewer, "study__activity__"), study_draft_condition(viewer))
    return drafts.select_related("document")


def drafts_to_comment(viewer: Viewer, day: date) -> QuerySet[StudyDraft]:
    """Drafts that are open on a day and on which none of those for whom the viewer acts has commented."""
    organisations = sorted(viewer.agency_ids | viewer.partner_ids)
    own = Q(state__in=sorted(viewer.delegation_ids)) | Q(organisation__in=organisations)
    commented = DraftComment.objects.filter(own).values("draft")
    is_open = Q(status=StudyDraftStatus.CIRCULATED, comments_until__gte=day)
    drafts = study_drafts_visible_to(viewer).filter(is_open).exclude(pk__in=commented)
    return drafts.select_related("study__activity").order_by("comments_until", "pk")


def draft_comments_visible_to(viewer: Viewer) -> QuerySet[DraftComment]:
    """Comments: for the secretariat, and those of the State or organization that the viewer acts for."""
    comments = DraftComment.objects.select_related("state", "organisation").prefetch_related("state__former_names")
    if viewer.is_secretariat:
        return comments
    organisations = sorted(viewer.agency_ids | viewer.partner_ids)
    own = Q(state__in=sorted(viewer.delegation_ids)) | Q(organisation__in=organisations)
    return comments.filter(own, draft__in=study_drafts_visible_to(viewer))


def draft_comments_with_past(viewer: Viewer) -> QuerySet[DraftComment]:
    """Comments whose past the viewer may read: the secretariat alone."""
    return draft_comments_visible_to(viewer) if viewer.is_secretariat else DraftComment.objects.none()
