"""Action pages of campaigns."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from palermo.governance.models import Activity
from palermo.outreach.actions import campaigns as actions
from palermo.outreach.models import Campaign
from palermo.outreach.queries.campaigns import campaign_activities, campaigns_visible_to
from palermo.outreach.rules import campaigns as rules
from palermo.outreach.web.forms import campaigns as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions

campaign_page = partial(ActionPage[Campaign], model=Campaign, records=campaigns_visible_to, key="activity__slug")

register_actions(
    ActionPage(
        name="describe-campaign",
        label=_("Describe campaign"),
        success_message=_("Campaign saved."),
        model=Activity,
        records=campaign_activities,
        form=forms.CampaignForm,
        check=rules.check_may_describe_campaign,
        perform=actions.describe_campaign,
        is_edit=True,
    ),
    campaign_page(
        name="evaluate-campaign",
        label=_("Record evaluation"),
        success_message=_("Evaluation saved."),
        form=forms.EvaluationForm,
        check=rules.check_may_evaluate_campaign,
        perform=actions.evaluate_campaign,
    ),
)
allow_undo("describe-campaign", "evaluate-campaign")
