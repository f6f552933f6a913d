"""For whom a reader acts in the register. What a reader sees of it is asked in `reporting.queries`, which knows all
origins."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.governance.models import Membership


def seats_of(viewer: Viewer) -> QuerySet[Membership]:
    """The seats that the viewer's organizations have today."""
    today = clock.today()
    begun, lasting = Q(since_on=None) | Q(since_on__lte=today), Q(until_on=None) | Q(until_on__gt=today)
    return Membership.objects.filter(begun, lasting, organisation__in=viewer.organisation_ids)


def bodies_of(viewer: Viewer) -> list[int]:
    """The bodies in which the viewer's organizations have a seat today."""
    if not viewer.organisation_ids:
        return []
    return list(seats_of(viewer).order_by("body_id").values_list("body_id", flat=True).distinct())


def answers_for(viewer: Viewer) -> Q:
    """The entries for which the viewer's State, organization or body is responsible, or each State."""
    of_each = Q(is_for_each_state=True) if viewer.state_ids else Q(pk__in=())
    return (
        of_each
        | Q(responsible_state__in=viewer.state_ids)
        | Q(responsible_organisation__in=viewer.organisation_ids)
        | Q(responsible_body__in=bodies_of(viewer))
    )
