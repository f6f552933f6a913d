"""Who sees which session; who sat in a body on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Body, Membership, Session, SessionPart, Topic
from palermo.governance.states.bodies import Seat


def bodies_visible_to(viewer: Viewer) -> QuerySet[Body]:
    """Every body: each is named on pages open to everybody."""
    return Body.objects.all()


def topics_visible_to(viewer: Viewer) -> QuerySet[Topic]:
    """Topics, where Member States' guidance is read."""
    return Topic.objects.all() if viewer.reads_member_states else Topic.objects.none()


def sessions_visible_to(viewer: Viewer) -> QuerySet[Session]:
    """Every session for everyone: when and where a body meets is published."""
    return Session.objects.all()


def session_parts_visible_to(viewer: Viewer) -> QuerySet[SessionPart]:
    """Every later part of a session for everyone, since the session itself is."""
    return SessionPart.objects.all()


def members_on(body: Body, day: date) -> QuerySet[Membership]:
    """The seats in a body on a day, chair and observers included; a seat ends on the first day on which it is empty."""
    seats = Membership.objects.filter(body=body).select_related("organisation")
    begun = Q(since_on=None) | Q(since_on__lte=day)
    return seats.filter(begun, Q(until_on=None) | Q(until_on__gt=day)).order_by("order", "pk")


def former_members(body: Body, day: date) -> QuerySet[Membership]:
    """The seats that had ended by a day, the latest first."""
    seats = Membership.objects.filter(body=body, until_on__lte=day).select_related("organisation")
    return seats.order_by("-until_on", "order", "pk")


def chair_on(body: Body, day: date) -> Membership | None:
    """The seat that held the chair of a body on a day; None where the record names none."""
    return members_on(body, day).filter(seat=Seat.CHAIR).first()
