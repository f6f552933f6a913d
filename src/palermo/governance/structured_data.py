"""Activities, decisions and contributions in the terms of schema.org."""

from palermo.accounts.models import State
from palermo.core import clock
from palermo.core.kinds import StructuredData
from palermo.core.structured_data import date_value, localized_value, organization_data
from palermo.governance.models import Activity, Decision, DonorContribution
from palermo.governance.states.activities import ActivityKind

TYPES = {ActivityKind.STUDY: "ResearchProject", ActivityKind.TOOL: "CreativeWork"}


def activity_data(activity: Activity) -> StructuredData:
    """An activity, as the type that comes nearest to it."""
    return {
        "@type": TYPES.get(ActivityKind(activity.kind), "Project"),
        "name": localized_value(activity.title),
        "description": localized_value(activity.summary),
    }


def decision_data(decision: Decision) -> StructuredData:
    """A decision with its number, its date and its body."""
    return {
        "@type": "Legislation",
        "name": localized_value(decision.title),
        "legislationIdentifier": decision.number,
        "legislationType": str(decision.get_kind_display()),
        "legislationDate": date_value(decision.adopted),
        "legislationPassedBy": organization_data(decision.body.name),
    }


def contribution_data(contribution: DonorContribution) -> StructuredData:
    """A contribution with its donor and its amount, where one is on record."""
    donor = contribution.state or contribution.organisation
    data: StructuredData = {"@type": "MonetaryGrant", "name": localized_value(contribution.purpose)}
    if isinstance(donor, State):
        name = donor.short_name_on(contribution.given_on or clock.today())
        data["funder"] = organization_data(name)
    elif donor:
        data["funder"] = organization_data(donor.name)
    if contribution.amount is not None:
        value = {"value": str(contribution.amount), "currency": contribution.currency}
        data["amount"] = {"@type": "MonetaryAmount", **value}
    return data
