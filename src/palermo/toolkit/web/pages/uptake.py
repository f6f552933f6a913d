"""Action pages of the use of tools."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.row_pages import row_adder, row_pages
from palermo.toolkit.actions import uptake as actions
from palermo.toolkit.models import Tool, Uptake
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.queries.uptake import uptakes_visible_to
from palermo.toolkit.rules import uptake as rules
from palermo.toolkit.web.forms import uptake as forms


def _tools(viewer: Viewer) -> QuerySet[Tool]:
    return tools_visible_to(viewer).select_related("activity")


def _uptakes(viewer: Viewer) -> QuerySet[Uptake]:
    return uptakes_visible_to(viewer).select_related("tool__activity", "law", "document")


_tool_page = partial(ActionPage[Tool], model=Tool, records=_tools, key="activity__slug")
_uptake_page = partial(ActionPage[Uptake], model=Uptake, records=_uptakes)

register_actions(
    _tool_page(
        name="report-uptake",
        label=_("Report use of this tool"),
        success_message=_("Report sent to the secretariat."),
        form=forms.ReportUptakeForm,
        check=rules.check_may_report_uptake,
        perform=row_creator(actions.report_uptake, Uptake, "tool"),
    ),
    _tool_page(
        name="record-uptake",
        label=_("Record use of this tool"),
        success_message=_("Use recorded."),
        form=forms.UptakeForm,
        check=rules.check_may_record_uptake,
        perform=row_adder(actions.uptakes),
        keeps=("kind",),
    ),
    _uptake_page(
        name="confirm-uptake",
        label=_("Confirm"),
        success_message=_("Use confirmed."),
        form=forms.ConfirmUptakeForm,
        check=rules.check_may_decide_uptake,
        perform=actions.confirm_uptake,
    ),
    _uptake_page(
        name="decline-uptake",
        label=_("Decline"),
        success_message=_("Report declined."),
        form=forms.DeclineUptakeForm,
        check=rules.check_may_decide_uptake,
        perform=actions.decline_uptake,
    ),
    *row_pages(
        actions.uptakes, "uptake", records=_uptakes, form=forms.UptakeForm, removed=_("Use removed."), key="slug"
    ),
)
allow_undo("record-uptake", "confirm-uptake", "decline-uptake", "change-uptake", "remove-uptake")
