"""Organizations of the record that are partners of the initiative."""

from django.db.models import Prefetch, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Activity, Partner
from palermo.outreach.queries.partners import partners_visible_to
from palermo.outreach.states.partners import PartnershipStatus


def with_partner_pages(path: str, viewer: Viewer) -> Prefetch:
    """The entries as partners of the organizations at the end of a path, as `partner_pages` of each organization.

    Only those that a reader may see and that are partners today: one who left takes part in what came before.
    """
    current = partners_visible_to(viewer).filter(status=PartnershipStatus.ADMITTED, is_listed=True)
    return Prefetch(f"{path}partner_entries", current.order_by("slug"), to_attr="partner_pages")


def partners_of_activity(activity: Activity, viewer: Viewer) -> QuerySet[Partner]:
    """Who takes part in an activity, with the entries of those that are partners of the initiative."""
    rows = activity.partners.select_related("organisation", "state").prefetch_related("state__former_names")
    return rows.prefetch_related(with_partner_pages("organisation__", viewer))
