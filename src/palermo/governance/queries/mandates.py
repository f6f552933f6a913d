"""Who sees which mandate, and which need somebody."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.governance.models import (
    Activity,
    Mandate,
)
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.activities import IN_HAND
from palermo.governance.states.mandates import MandateState

DAYS_A_WEEK = 7
# By the name under which an address knows it: the field of a mandate.
ADDRESSEES = {"organisation": "addressee_organisation", "body": "addressee_body"}


def mandates_visible_to(viewer: Viewer) -> QuerySet[Mandate]:
    """Mandates for the viewer's audiences."""
    return Mandate.objects.filter(audience__in=viewer.audiences)


def mandates_overdue(viewer: Viewer, today: date) -> QuerySet[Mandate]:
    """In force although their due date, or where there is none their session, has passed."""
    in_force = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE)
    return in_force.filter(Q(due_on__lt=today) | Q(due_on=None, due_session__ends_on__lt=today))


def mandates_due_within(viewer: Viewer, today: date, weeks: int) -> QuerySet[Mandate]:
    """In force and due from today on, within so many weeks; where there is no date, at a session that begins then."""
    until = today + timedelta(days=DAYS_A_WEEK * weeks)
    in_force = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE)
    by_session = Q(due_on=None, due_session__ends_on__gte=today, due_session__starts_on__lte=until)
    return in_force.filter(Q(due_on__gte=today, due_on__lte=until) | by_session)


def activities_under_ended_mandates(viewer: Viewer) -> QuerySet[Activity]:
    """Unfinished activities whose mandate has ended."""
    return activities_visible_to(viewer).filter(state__in=sorted(IN_HAND), mandate__ended_on__isnull=False)


class Addressee(NamedTuple):
    """To whom mandates are addressed: how an address names it, what it is called, and how many mandates."""

    key: str
    name: MultilingualText
    number: int


def addressees_of(viewer: Viewer) -> list[Addressee]:
    """Addressees of the mandates that the viewer may see; those with most mandates first."""
    addressees = [each for kind in ADDRESSEES for each in _addressees(kind, viewer)]
    return sorted(addressees, key=lambda each: (-each.number, each.key))


def _addressees(kind: str, viewer: Viewer) -> list[Addressee]:
    """Counted by the index alone; their names are looked up afterwards."""
    field = ADDRESSEES[kind]
    rows = mandates_visible_to(viewer).order_by().values_list(field).annotate(n=Count("pk"))
    counts = {pk: n for pk, n in rows if pk is not None}
    records = Mandate._meta.get_field(field).related_model._base_manager.filter(pk__in=counts)  # type: ignore[union-attr]
    return [
        Addressee(f"{kind}-{slug}", name, counts[pk]) for pk, slug, name in records.values_list("pk", "slug", "name")
    ]


def mandates_addressed_to(viewer: Viewer, key: str) -> QuerySet[Mandate]:
    """Mandates addressed to the one whom an address names by its key; none where it names nobody."""
    kind, _hyphen, slug = key.partition("-")
    if kind not in ADDRESSEES:
        return Mandate.objects.none()
    return mandates_visible_to(viewer).filter(**{f"{ADDRESSEES[kind]}__slug": slug})
