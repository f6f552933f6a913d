"""Who may see which record of governance, and what hangs on what."""

from datetime import date
from typing import NamedTuple

from django.db.models import F, Model, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.governance.models import (
    Activity,
    Decision,
    DonorContribution,
    Endorsement,
    Guidance,
    Mandate,
    Meeting,
    ReportDue,
)
from palermo.governance.states import NEEDS_NO_AUTHORITY, DecisionState, EndorsementState, MandateState


def decisions_visible_to(viewer: Viewer) -> QuerySet[Decision]:
    """Adopted decisions for the viewer's audiences; the secretariat also sees drafts."""
    decisions = Decision.objects.filter(audience__in=viewer.audiences)
    return decisions if viewer.is_secretariat else decisions.exclude(state=DecisionState.DRAFT)


def meetings_visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings for the viewer's audiences."""
    return Meeting.objects.filter(audience__in=viewer.audiences)


def guidance_visible_to(viewer: Viewer) -> QuerySet[Guidance]:
    """Guidance for the viewer's audiences."""
    return Guidance.objects.filter(audience__in=viewer.audiences)


def endorsements_visible_to(viewer: Viewer) -> QuerySet[Endorsement]:
    """Endorsements for the viewer's audiences."""
    return Endorsement.objects.filter(audience__in=viewer.audiences)


def mandates_visible_to(viewer: Viewer) -> QuerySet[Mandate]:
    """Mandates for the viewer's audiences."""
    return Mandate.objects.filter(audience__in=viewer.audiences)


def activities_visible_to(viewer: Viewer) -> QuerySet[Activity]:
    """Activities for the viewer's audiences; proposals only where the Steering Committee's papers are read."""
    activities = Activity.objects.filter(audience__in=viewer.audiences)
    if Audience.STEERING_COMMITTEE in viewer.audiences:
        return activities
    return activities.exclude(state__in=NEEDS_NO_AUTHORITY)


def reports_due_visible_to(viewer: Viewer) -> QuerySet[ReportDue]:
    """Reports owed, for the viewer's audiences."""
    return ReportDue.objects.filter(audience__in=viewer.audiences)


def contributions_visible_to(viewer: Viewer) -> QuerySet[DonorContribution]:
    """Donors' contributions, for the viewer's audiences."""
    return DonorContribution.objects.filter(audience__in=viewer.audiences)


# One query brings a mandate's whole chain: each source may itself stand under a mandate with a source.
CHAIN = (
    "paragraph__decision__body",
    "guidance__meeting",
    "guidance__under__paragraph__decision__body",
    "endorsement__under__paragraph__decision__body",
)


def with_chain(records: QuerySet, path: str = "") -> QuerySet:
    """Join what `chain_of` reads; `path` leads to the mandate ("mandate__" from an activity)."""
    joins = [path + step for step in CHAIN]
    return records.select_related(*([path.rstrip("_")] if path else []), *joins)


class Link(NamedTuple):
    """A step of the chain of authority. `record` is None where the viewer may not know it; `audience` says why."""

    kind: str
    record: Model | None
    audience: str


def chain_of(mandate: Mandate | None, viewer: Viewer) -> list[Link]:
    """The steps from the decision down to `mandate`'s source, oldest first; empty without a mandate."""
    steps: list[Link] = []
    while mandate is not None and len(steps) < 12:
        kind, source, audience, above = _source(mandate)
        steps.append(Link(kind, source if audience in viewer.audiences else None, audience))
        mandate = above
    return steps[::-1]


def _source(mandate: Mandate) -> tuple[str, Model, str, Mandate | None]:
    if mandate.paragraph:
        return "paragraph", mandate.paragraph, mandate.paragraph.decision.audience, None
    if mandate.guidance:
        return "guidance", mandate.guidance, mandate.guidance.audience, mandate.guidance.under
    if mandate.endorsement:
        return "endorsement", mandate.endorsement, mandate.endorsement.audience, mandate.endorsement.under
    raise AssertionError("The database holds no mandate without a source.")


def mandates_overdue(viewer: Viewer, today: date) -> QuerySet[Mandate]:
    """In force although their due date has passed."""
    return mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE, due_on__lt=today)


def endorsements_open(viewer: Viewer) -> QuerySet[Endorsement]:
    """What Member States are asked to approve now."""
    return endorsements_visible_to(viewer).filter(state=EndorsementState.OPEN)


def activities_without_authority() -> QuerySet[Activity]:
    """Activities past a proposal whose mandate was not in force on the day they were authorised."""
    in_force = Q(mandate__in_force_from__lte=F("authorised_on")) & (
        Q(mandate__ended_on=None) | Q(mandate__ended_on__gt=F("authorised_on"))
    )
    return Activity.objects.exclude(state__in=NEEDS_NO_AUTHORITY).exclude(in_force).select_related("mandate")


def activities_begun_before_authority() -> QuerySet[Activity]:
    """Activities that had begun when they were authorised: taken up afterwards, which is worth knowing."""
    return (
        Activity.objects.exclude(state__in=NEEDS_NO_AUTHORITY)
        .filter(starts_on__lt=F("authorised_on"))
        .select_related("mandate")
    )


def activities_under_ended_mandates(viewer: Viewer) -> QuerySet[Activity]:
    """Unfinished activities whose mandate has ended."""
    return activities_visible_to(viewer).filter(state__in=["authorised", "under_way"], mandate__ended_on__isnull=False)
