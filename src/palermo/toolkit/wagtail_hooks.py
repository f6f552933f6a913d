"""The back office of tools. A tool is added from the activity it is."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from palermo.accounts.backoffice.viewsets import RecordViewSet, record_group, record_viewset
from palermo.governance.states.activities import ActivityKind
from palermo.toolkit.models import Edition, Tool


@hooks.register("register_admin_viewset")
def toolkit() -> list[RecordViewSet | ModelViewSetGroup]:
    """Tools and their editions."""
    return record_group("toolkit", _("Tools"), icon="clipboard-list", order=410, viewsets=_viewsets())


def _viewsets() -> list[RecordViewSet]:
    return [
        record_viewset(
            Tool,
            label=_("Tool"),
            plural=_("Tools"),
            listed=True,
            fields=["kind", "readers", "aim"],
            parents=["activity"],
            belongs_to=lambda activity: activity.kind == ActivityKind.TOOL,
            related=["activity"],
            columns=["kind"],
            filters=["kind"],
        ),
        record_viewset(
            Edition,
            label=_("Edition"),
            plural=_("Editions"),
            fields=[
                "order",
                "state",
                "due",
                "scheduled_on",
                "prepared_on",
                "presented_to",
                "presented_at",
                "issued_on",
                "document",
            ],
            parents=["tool"],
            related=["tool__activity"],
        ),
    ]
