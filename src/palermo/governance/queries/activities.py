"""Who sees which activity, and which lack authority."""

from typing import NamedTuple

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from palermo.accounts.models import Organisation
from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.governance.models import (
    Activity,
    Disposition,
    Mandate,
)
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY, PartnerRole
from palermo.governance.states.mandates import Fate


def activities_visible_to(viewer: Viewer) -> QuerySet[Activity]:
    """Activities for the viewer's audiences; proposals only where the Steering Committee's papers are read."""
    return Activity.objects.filter(activity_seen_by(viewer))


def activity_seen_by(viewer: Viewer, path: str = "") -> Q:
    """The condition of `activities_visible_to`, on an activity at the end of a path ("activity__" from an event).

    What hangs on a few of fifty thousand activities is found by looking those up; a list of all that the viewer may
    see would be made first.
    """
    seen = Q(**{f"{path}audience__in": viewer.audiences})
    if Audience.STEERING_COMMITTEE in viewer.audiences:
        return seen
    return seen & ~Q(**{f"{path}state__in": NEEDS_NO_AUTHORITY})


def activities_without_authority() -> QuerySet[Activity]:
    """Activities past a proposal whose mandate was not in force on the day they were authorized.

    For one that goes on under another mandate, that is the mandate it was under before; and each later one must have
    been in force on the day it came under it, the last of them being its mandate now.
    """
    moves = Disposition.objects.filter(activity=OuterRef("pk"), fate=Fate.OTHER_MANDATE)
    first = Subquery(moves.order_by("decided_on", "pk").values("mandate")[:1])
    last = Subquery(moves.order_by("-decided_on", "-pk").values("under")[:1])
    number = BigIntegerField()
    activities = Activity.objects.exclude(state__in=NEEDS_NO_AUTHORITY).annotate(
        first_mandate=Coalesce(first, F("mandate"), output_field=number),
        last_mandate=Coalesce(last, F("mandate"), output_field=number),
    )
    authority = Mandate.objects.filter(pk=OuterRef("first_mandate")).filter(_in_force(OuterRef("authorised_on")))
    without = moves.exclude(_in_force(F("decided_on"), "under__"))
    sound = {"last_mandate": F("mandate_id")}
    return activities.exclude(Exists(authority), ~Exists(without), **sound).select_related("mandate")


def _in_force(day: F | OuterRef, path: str = "") -> Q:
    """That a mandate gave authority on a day; as `Mandate.is_in_force_on` says."""
    has_not_ended = Q(**{f"{path}ended_on": None}) | Q(**{f"{path}ended_on__gt": day})
    return Q(**{f"{path}in_force_from__lte": day}) & has_not_ended


def activities_begun_before_authority() -> QuerySet[Activity]:
    """Activities that had begun when they were authorized: taken up afterwards, which is worth knowing."""
    return (
        Activity.objects.exclude(state__in=NEEDS_NO_AUTHORITY)
        .filter(starts_on__lt=F("authorised_on"))
        .select_related("mandate")
    )


class Coordination(NamedTuple):
    """Who leads an activity and which organizations support it."""

    lead: Organisation | None
    supporting: list[Organisation]

    @property
    def mark(self) -> str:
        """A digest of it, by which an act knows whether it changed since somebody was shown it."""
        return " ".join(str(pk) for pk in [self.lead.pk if self.lead else 0, *sorted(o.pk for o in self.supporting)])


def coordination_of(activity: Activity) -> Coordination:
    """Who leads an activity and which organizations support it, in their order."""
    rows = activity.partners.filter(role=PartnerRole.SUPPORT, organisation__isnull=False)
    return Coordination(
        activity.lead, [row.organisation for row in rows.select_related("organisation") if row.organisation]
    )
