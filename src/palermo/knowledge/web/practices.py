"""Good practices as lists and the pages of other records show them."""

from django.db.models import QuerySet

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core.first_rows import FirstRows, first_of
from palermo.governance.models import Activity
from palermo.knowledge.models import GoodPractice
from palermo.knowledge.queries.practices import practices_visible_to
from palermo.knowledge.states.practices import PracticeStatus

# As many as a page of another record names; the list has them all.
SHOWN = 10


def practices_of_activity(activity: Activity, viewer: Viewer) -> FirstRows:
    """The published practices that belong to a tool or a study, as far as a reader may see them."""
    return _published(viewer, activities=activity)


def practices_in_state(state: State, viewer: Viewer, shown: int = SHOWN) -> FirstRows:
    """The published practices that were carried out in a State, as far as a reader may see them."""
    return _published(viewer, shown, states=state)


def published_practices(viewer: Viewer) -> QuerySet[GoodPractice]:
    """The published practices that a reader may see."""
    return practices_visible_to(viewer).filter(status=PracticeStatus.PUBLISHED).order_by("slug")


def _published(viewer: Viewer, shown: int = SHOWN, **linked: object) -> FirstRows:
    return first_of(published_practices(viewer).filter(**linked), shown)
