"""For whom a reader acts in the register. What a reader sees of it is asked in `reporting.queries`, which knows all
origins."""

from django.db.models import Q, QuerySet

from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.governance.models import FollowUp, Membership
from palermo.governance.states.follow_ups import FollowUpOrigin


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


def of_own_partner(viewer: Viewer) -> Q:
    """The entries that follow up commitments of the partners whose contact the viewer is.

    Partners that are organizations of the record are responsible for their entries as such.
    """
    if Role.PARTNER not in viewer.roles or viewer.user_id is None:
        return Q(pk__in=())
    partner, contact = "commitment__partnership", "commitment__partnership__contacts"
    own = FollowUp.objects.filter(
        **{f"{partner}__organisation": None, f"{contact}__user": viewer.user_id, f"{contact}__ended_on": None}
    )
    return Q(origin=FollowUpOrigin.COMMITMENT, pk__in=own.order_by().values("pk"))


def answers_for_any(viewer: Viewer) -> bool:
    """Whether the viewer acts for a State, an organization or a partner, which may be responsible for an entry."""
    return bool(viewer.state_ids or viewer.organisation_ids or Role.PARTNER in viewer.roles)


def answers_for(viewer: Viewer) -> Q:
    """The entries for which the viewer's State, organization, body or partner is responsible, or each State."""
    of_each = Q(is_for_each_state=True) if viewer.state_ids else Q(pk__in=())
    return (
        of_each
        | of_own_partner(viewer)
        | Q(responsible_state__in=viewer.state_ids)
        | Q(responsible_organisation__in=viewer.organisation_ids)
        | Q(responsible_body__in=bodies_of(viewer))
    )
