"""Organizations of the record that are partners of the initiative."""

from django.db.models import Prefetch

from palermo.accounts.viewer import Viewer
from palermo.outreach.queries.partners import partners_visible_to
from palermo.outreach.states.partners import PartnershipStatus


def with_partner_pages(path: str, viewer: Viewer) -> Prefetch:
    """The entries as partners of the organizations at the end of a path, as `partner_pages` of each organization.

    Only those that a reader may see and that are partners today: one who left takes part in what came before.
    """
    current = partners_visible_to(viewer).filter(status=PartnershipStatus.ADMITTED, is_listed=True)
    return Prefetch(f"{path}partner_entries", current.order_by("slug"), to_attr="partner_pages")
