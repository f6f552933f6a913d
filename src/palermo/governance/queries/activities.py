"""Who sees which activity, and which lack authority."""

from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from palermo.accounts.models import Organisation
from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.governance.models import (
    Activity,
)
from palermo.governance.states import NEEDS_NO_AUTHORITY, PartnerRole


def activities_visible_to(viewer: Viewer) -> QuerySet[Activity]:
    """Activities for the viewer's audiences; proposals only where the Steering Committee's papers are read."""
    activities = Activity.objects.filter(audience__in=viewer.audiences)
    if Audience.STEERING_COMMITTEE in viewer.audiences:
        return activities
    return activities.exclude(state__in=NEEDS_NO_AUTHORITY)


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


class Coordination(NamedTuple):
    """Who leads an activity and which organisations support it."""

    lead: Organisation | None
    supporting: list[Organisation]

    @property
    def mark(self) -> str:
        """The same in short, by which an act knows whether it changed since somebody was shown it."""
        return " ".join(str(pk) for pk in [self.lead.pk if self.lead else 0, *sorted(o.pk for o in self.supporting)])


def coordination_of(activity: Activity) -> Coordination:
    """Who leads an activity and which organisations support it, in their order."""
    rows = activity.partners.filter(role=PartnerRole.SUPPORT, organisation__isnull=False)
    return Coordination(activity.lead, [row.organisation for row in rows.select_related("organisation")])
