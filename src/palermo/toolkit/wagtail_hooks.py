"""The administration of tools. A tool is added from the activity it is."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from palermo.governance.states.activities import ActivityKind
from palermo.site.administration.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset
from palermo.toolkit.models import Edition, Tool


@hooks.register("register_admin_viewset")
def toolkit() -> list[MenuEntry]:
    """Tools and their editions."""
    return record_group("toolkit", _("Tools"), icon="clipboard-list", order=330, viewsets=_viewsets())


def _viewsets() -> list[RecordViewSet]:
    tool = record_viewset(
        Tool,
        fields=["kind", "readers", "aim", "notice"],
        listed=True,
        parents=["activity"],
        belongs_to=lambda activity: activity.kind == ActivityKind.TOOL,
        related=["activity"],
        columns=["kind"],
        filters=["kind"],
    )
    edition = record_viewset(
        Edition,
        fields=["order", "state", "due", "scheduled_on", "prepared_on", "issued_on", "document"],
        parents=["tool"],
        related=["tool__activity"],
    )
    return [tool, edition]
