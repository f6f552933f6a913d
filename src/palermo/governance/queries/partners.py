"""Who takes part in an activity."""

from collections.abc import Callable

from django.db.models import Prefetch, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Activity, Partner

# For a path to organizations and a viewer, their pages as `partner_pages` of each organization.
type PageFinder = Callable[[str, Viewer], Prefetch]

_FINDERS: list[PageFinder] = []


def register_page_finder(finder: PageFinder) -> None:
    """Add what finds the pages of organizations that a slice above has."""
    _FINDERS.append(finder)


def partners_of_activity(activity: Activity, viewer: Viewer) -> QuerySet[Partner]:
    """The organizations and States that take part in an activity, with the pages of these organizations."""
    rows = activity.partners.select_related("organisation", "state").prefetch_related("state__former_names")
    return rows.prefetch_related(*(find("organisation__", viewer) for find in _FINDERS))
