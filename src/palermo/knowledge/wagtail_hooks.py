"""The administration of studies. A study is added from the activity it is."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.models import Study
from palermo.site.administration.viewsets import MenuEntry, record_group, record_viewset


@hooks.register("register_admin_viewset")
def knowledge() -> list[MenuEntry]:
    """Studies."""
    study = record_viewset(
        Study,
        fields=["question", "obstacle", "aim", "method", "results_due", "results_for"],
        listed=True,
        parents=["activity"],
        belongs_to=lambda activity: activity.kind == ActivityKind.STUDY,
        related=["activity"],
        columns=["results_due_on"],
    )
    return record_group("knowledge", _("Studies"), icon="search", order=340, viewsets=[study])
