"""Who may see which commitment."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import VISITOR, Viewer
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activity_seen_by
from palermo.outreach.models import Commitment, Partnership, Pledging
from palermo.outreach.queries.partners import own_partner_condition, partner_condition
from palermo.outreach.states.commitments import CommitmentStatus


def own_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer acts for the State, the organization or the partner at the end of a path."""
    partners = Partnership.objects.filter(own_partner_condition(viewer)).order_by().values("pk")
    own = Q(**{f"{path}partnership__in": partners})
    if viewer.state_ids:
        own |= Q(**{f"{path}state_id__in": sorted(viewer.state_ids)})
    if viewer.organisation_ids:
        own |= Q(**{f"{path}organisation_id__in": sorted(viewer.organisation_ids)})
    return own


def maker_is_named_to(viewer: Viewer, path: str = "") -> Q:
    """That the party at the end of a path is no partner who did not agree to be listed."""
    # Found once, not joined to each of thousands of rows.
    named = Partnership.objects.filter(partner_condition(viewer)).order_by().values("pk")
    return Q(**{f"{path}partnership": None}) | Q(**{f"{path}partnership__in": named})


def commitment_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the commitment at the end of a path ("commitment__" from an entry of the register)."""
    if viewer.is_secretariat:
        return Q()
    recorded = Q(
        **{
            f"{path}status": CommitmentStatus.RECORDED,
            f"{path}audience__in": sorted(viewer.audiences),
        }
    )
    return (recorded & maker_is_named_to(viewer, path)) | own_condition(viewer, path)


def commitments_visible_to(viewer: Viewer) -> QuerySet[Commitment]:
    """Commitments on record for the viewer's audiences, and those of the parties that the viewer acts for."""
    return Commitment.objects.filter(commitment_condition(viewer))


def commitment_records_of(viewer: Viewer) -> QuerySet[Commitment]:
    """The commitments whose whole past a viewer may read: to the secretariat all of them."""
    return Commitment.objects.all() if viewer.is_secretariat else Commitment.objects.none()


def with_makers(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Commitments joined with what their lines read."""
    joined = rows.select_related("state", "organisation", "partnership__organisation", "activity", "follow_up")
    return joined.prefetch_related("state__former_names")


def commitments_awaiting_confirmation(viewer: Viewer) -> QuerySet[Commitment]:
    """Commitments on which the secretariat has to decide, the earliest first."""
    waiting = with_makers(commitments_visible_to(viewer).filter(status=CommitmentStatus.MADE))
    return waiting.order_by("made_on", "slug") if viewer.is_secretariat else Commitment.objects.none()


def commitments_on_screens(activity: Activity) -> QuerySet[Commitment]:
    """What the screens of an event show: recorded for everybody, where those who spoke agree, the latest first."""
    shown = commitments_visible_to(VISITOR).filter(
        activity=activity, is_shown_on_screens=True, activity__pledging__on_screens=True
    )
    return with_makers(shown).order_by("-decided_on", "-number")


def pledgings_visible_to(viewer: Viewer) -> QuerySet[Pledging]:
    """The forms of the events that the viewer may see."""
    return Pledging.objects.filter(activity_seen_by(viewer, "activity__")).select_related("activity")
