"""What is done to campaigns."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.audit.actions import record
from palermo.core.rows import lock_row, set_values
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity
from palermo.library.models import Document
from palermo.outreach.models import Campaign
from palermo.outreach.rules import campaigns as rules


@transaction.atomic
def describe_campaign(
    activity: Activity, *, values: Mapping[str, object], countries: Sequence[State], by: Actor
) -> Campaign:
    """Describe a campaign: its aim, target group, messages, countries and budget; `values` are fields of the model."""
    activity = lock_row(activity)
    rules.check_may_describe_campaign(by, activity)
    campaign = Campaign.objects.filter(activity=activity).first()
    verb = "campaign.changed" if campaign else "campaign.described"
    campaign = campaign or Campaign()
    campaign.activity = activity
    set_values(campaign, values)
    campaign.full_clean(validate_unique=False)
    campaign.save()
    before = sorted(campaign.countries.values_list("slug", flat=True))
    after = sorted(state.slug for state in countries)
    if before != after:
        campaign.countries.set(countries)
    record(verb, activity, by=by, countries=after)
    return campaign


@transaction.atomic
def evaluate_campaign(
    campaign: Campaign, *, evaluation: MultilingualText, on: date, document: Document | None, by: Actor
) -> Campaign:
    """Record the evaluation of a campaign, with its report."""
    campaign = lock_row(campaign, "activity")
    rules.check_can_evaluate_campaign(by, campaign, on)
    campaign.evaluation, campaign.evaluated_on, campaign.evaluation_document = evaluation, on, document
    campaign.full_clean(validate_unique=False)
    campaign.save()
    record("campaign.evaluated", campaign.activity, by=by, on=on.isoformat())
    return campaign
