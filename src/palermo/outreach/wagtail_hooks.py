"""The administration of partners, commitments, plans, campaigns and press."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from palermo.outreach.models import Commitment, Pledging
from palermo.site.administration.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset


@hooks.register("register_admin_viewset")
def outreach() -> list[MenuEntry]:
    """Partners, commitments, plans, campaigns and press."""
    viewsets = [*_commitments()]
    return record_group("outreach", _("Partners and awareness"), icon="group", order=335, viewsets=viewsets)


def _commitments() -> list[RecordViewSet]:
    """Who made a commitment, its status and its due date change by acts, with their entry in the register."""
    commitment = record_viewset(
        Commitment,
        fields=["title", "text", "indicator", "target", "due", "speaker", "is_shown_on_screens", "audience"],
        adds=False,
        by_act={"change-commitment": ["title", "text", "due", "audience"]},
        related=["activity", "state", "organisation", "partnership__organisation"],
        columns=["status", "made_on"],
        filters=["status", "audience"],
    )
    pledging = record_viewset(
        Pledging,
        fields=["introduction", "opens_on", "closes_on", "on_screens"],
        adds=False,
        parents=["activity"],
        related=["activity"],
    )
    return [commitment, pledging]
