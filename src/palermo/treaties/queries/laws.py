"""Who sees which law and which review, what the law on record covers, and when it was checked."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.treaties.models import LawArticle, Review
from palermo.treaties.states.laws import Coverage, Element, LawStatus


def law_condition(viewer: Viewer) -> Q:
    """What is recorded, for everybody; proposals for the delegation that made them and the secretariat."""
    if viewer.is_secretariat:
        return Q()
    return Q(status=LawStatus.RECORDED) | Q(state_id__in=sorted(viewer.delegation_ids))


def laws_visible_to(viewer: Viewer) -> QuerySet[LawArticle]:
    """Provisions of national law that the viewer may see."""
    return LawArticle.objects.filter(law_condition(viewer)).select_related("state")


def recorded_laws() -> QuerySet[LawArticle]:
    """Provisions that are in the record, with what they cover."""
    return LawArticle.objects.filter(status=LawStatus.RECORDED).prefetch_related("elements")


def reviews_visible_to(viewer: Viewer) -> QuerySet[Review]:
    """Reviews for the viewer's audiences."""
    return Review.objects.filter(audience__in=viewer.audiences).select_related("state")


def coverage_of(laws: Iterable[LawArticle], element: Element) -> Coverage:
    """What some provisions of a State, with their elements, say together of one element.

    A published source outweighs what the State says; that one provision lacks something says nothing of another.
    """
    found = {
        (law.is_said_by_the_state, each.is_covered)
        for law in laws
        for each in law.elements.all()
        if each.element == element
    }
    if (False, True) in found:
        return Coverage.KNOWN
    if (True, True) in found:
        return Coverage.SAID
    return Coverage.LACKING if found else Coverage.NOT_KNOWN


class Checks(NamedTuple):
    """When some provisions were checked: the first and the last day, and how many are possibly out of date."""

    first: date | None = None
    last: date | None = None
    outdated: int = 0


def checks_of(laws: Iterable[LawArticle], day: date | None = None) -> Checks:
    """When some provisions were last checked, and how many of them are possibly out of date by a day, or today."""
    found = list(laws)
    days = sorted(law.checked_on for law in found if law.checked_on)
    outdated = sum(law.is_possibly_outdated_on(day or clock.today()) for law in found)
    return Checks(days[0], days[-1], outdated) if days else Checks(outdated=outdated)
