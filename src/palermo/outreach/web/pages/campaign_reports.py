"""Action pages of adaptations of material, activities of campaigns and their reach."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.outreach.actions import campaign_reports as actions
from palermo.outreach.models import Adaptation, CampaignAction, Material, Reach
from palermo.outreach.queries.campaigns import (
    adaptations_visible_to,
    campaign_actions_visible_to,
    material_visible_to,
    reach_visible_to,
    with_makers,
)
from palermo.outreach.rules import campaign_reports as rules
from palermo.outreach.web.forms import campaign_reports as forms
from palermo.outreach.web.pages.campaigns import campaign_page
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ReasonOnlyForm


def _adaptations(viewer: Viewer) -> QuerySet[Adaptation]:
    return with_makers(adaptations_visible_to(viewer)).select_related("material__campaign__activity")


def _actions(viewer: Viewer) -> QuerySet[CampaignAction]:
    return with_makers(campaign_actions_visible_to(viewer)).select_related("campaign__activity", "place")


_material_page = partial(ActionPage[Material], model=Material, records=material_visible_to)
_adaptation_page = partial(ActionPage[Adaptation], model=Adaptation, records=_adaptations, key="pk")
_action_page = partial(ActionPage[CampaignAction], model=CampaignAction, records=_actions, key="pk")

register_actions(
    _material_page(
        name="report-adaptation",
        label=_("Report an adaptation"),
        success_message=_("Report sent to the secretariat."),
        form=forms.AdaptationForm,
        check=rules.check_may_report_on_material,
        perform=row_creator(actions.report, Adaptation, "material"),
    ),
    _material_page(
        name="record-adaptation",
        label=_("Record an adaptation"),
        success_message=_("Adaptation recorded."),
        form=forms.AdaptationForm,
        check=rules.check_may_record_on_material,
        perform=row_creator(actions.record_report, Adaptation, "material"),
    ),
    campaign_page(
        name="report-campaign-action",
        label=_("Report an activity"),
        success_message=_("Report sent to the secretariat."),
        form=forms.NewCampaignActionForm,
        check=rules.check_may_report_on_campaign,
        perform=row_creator(actions.report, CampaignAction, "campaign"),
    ),
    campaign_page(
        name="record-campaign-action",
        label=_("Record an activity"),
        success_message=_("Activity recorded."),
        form=forms.NewCampaignActionForm,
        check=rules.check_may_record_on_campaign,
        perform=row_creator(actions.record_report, CampaignAction, "campaign"),
    ),
    _adaptation_page(
        name="confirm-adaptation",
        label=_("Confirm"),
        success_message=_("Adaptation confirmed."),
        form=forms.ConfirmReportForm,
        check=rules.check_may_decide_report,
        perform=actions.confirm_report,
    ),
    _adaptation_page(
        name="decline-adaptation",
        label=_("Decline"),
        success_message=_("Report declined."),
        form=forms.DeclineReportForm,
        check=rules.check_may_decide_report,
        perform=actions.decline_report,
    ),
    _adaptation_page(
        name="change-adaptation",
        form=forms.AdaptationForm,
        check=rules.check_may_change_report,
        perform=actions.change_report,
        is_edit=True,
    ),
    _adaptation_page(
        name="remove-adaptation",
        label=_("Remove"),
        success_message=_("Adaptation removed."),
        form=ReasonOnlyForm,
        check=rules.check_may_change_report,
        perform=actions.remove_report,
    ),
    _action_page(
        name="confirm-campaign-action",
        label=_("Confirm"),
        success_message=_("Activity confirmed."),
        form=forms.ConfirmReportForm,
        check=rules.check_may_decide_report,
        perform=actions.confirm_report,
    ),
    _action_page(
        name="decline-campaign-action",
        label=_("Decline"),
        success_message=_("Report declined."),
        form=forms.DeclineReportForm,
        check=rules.check_may_decide_report,
        perform=actions.decline_report,
    ),
    _action_page(
        name="add-reach",
        label=_("Add figure"),
        success_message=_("Figure added."),
        form=forms.ReachForm,
        check=rules.check_may_add_reach,
        perform=actions.add_reach,
    ),
    _action_page(
        name="change-campaign-action",
        form=forms.CampaignActionForm,
        check=rules.check_may_change_report,
        perform=actions.change_report,
        is_edit=True,
    ),
    _action_page(
        name="remove-campaign-action",
        label=_("Remove"),
        success_message=_("Activity removed."),
        form=ReasonOnlyForm,
        check=rules.check_may_change_report,
        perform=actions.remove_report,
    ),
    ActionPage(
        name="remove-reach",
        label=_("Remove figure"),
        success_message=_("Figure removed."),
        model=Reach,
        records=reach_visible_to,
        key="pk",
        form=ReasonOnlyForm,
        check=rules.check_may_remove_reach,
        perform=actions.remove_reach,
    ),
)
allow_undo(
    *("record-adaptation", "confirm-adaptation", "decline-adaptation", "change-adaptation", "remove-adaptation"),
    *("record-campaign-action", "confirm-campaign-action", "decline-campaign-action", "change-campaign-action"),
    *("remove-campaign-action", "add-reach", "remove-reach"),
)
