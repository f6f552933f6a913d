"""The back office of studies. A study is added from the activity it is."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from palermo.accounts.backoffice.viewsets import RecordViewSet, record_group, record_viewset
from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.models import Study


@hooks.register("register_admin_viewset")
def knowledge() -> list[RecordViewSet | ModelViewSetGroup]:
    """Studies."""
    study = record_viewset(
        Study,
        label=_("Study"),
        plural=_("Studies"),
        listed=True,
        fields=["obstacle", "aim", "method", "results_due", "results_for"],
        parents=["activity"],
        belongs_to=lambda activity: activity.kind == ActivityKind.STUDY,
        related=["activity"],
        columns=["results_due_on"],
    )
    return record_group("knowledge", _("Studies"), icon="search", order=420, viewsets=[study])
