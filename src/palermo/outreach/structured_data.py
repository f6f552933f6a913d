"""Partners, commitments, action plans, campaigns and advice in the terms of schema.org."""

from django.utils.translation import gettext as _

from palermo.core.kinds import StructuredData
from palermo.core.structured_data import date_value, localized_value, organization_data
from palermo.governance.structured_data import activity_data
from palermo.outreach.models import ActionPlan, Advice, Campaign, Commitment, Material, Partnership
from palermo.outreach.models.makers import OfMaker
from palermo.outreach.states.campaigns import Licence

LICENCES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_ND: "https://creativecommons.org/licenses/by-nd/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


def partner_data(partner: Partnership) -> StructuredData:
    """A partner: an organization, or a person."""
    return {
        "@type": "Person" if partner.is_person else "Organization",
        "name": localized_value(partner.current_name),
        "description": localized_value(partner.summary),
        "url": partner.website,
    }


def commitment_data(commitment: Commitment) -> StructuredData:
    """A commitment with its text, its date and who made it."""
    return {
        "@type": "CreativeWork",
        "genre": _("Commitment"),
        "name": localized_value(commitment.title),
        "text": localized_value(commitment.text),
        "dateCreated": date_value(commitment.made),
        "author": _maker_data(commitment),
    }


def plan_data(plan: ActionPlan) -> StructuredData:
    """An action plan with who keeps it."""
    return {
        "@type": "CreativeWork",
        "genre": _("Action plan"),
        "name": localized_value(plan.title),
        "description": localized_value(plan.summary),
        "author": _maker_data(plan),
    }


def _maker_data(made: OfMaker) -> StructuredData | None:
    """The party by its name; a partner that is a person as one."""
    data = organization_data(made.maker_name)
    if data is not None and made.partnership and made.partnership.is_person:
        return {**data, "@type": "Person"}
    return data


def campaign_data(campaign: Campaign) -> StructuredData:
    """A campaign with its aim."""
    activity = campaign.activity
    return {**activity_data(activity), "description": localized_value(campaign.aim or activity.summary)}


def material_data(material: Material) -> StructuredData:
    """Material of a campaign with its licence."""
    return {
        "@type": "CreativeWork",
        "genre": str(material.get_kind_display()),
        "name": localized_value(material.title),
        "description": localized_value(material.description),
        "datePublished": material.published_on.isoformat() if material.published_on else "",
        "license": LICENCES.get(Licence(material.licence), ""),
    }


def advice_data(advice: Advice) -> StructuredData:
    """A page of advice: to whom it is addressed, and what it says first."""
    return {
        "@type": "HowTo",
        "name": _("What you can do"),
        "audience": {"@type": "Audience", "audienceType": advice.display_name()},
        "description": localized_value(advice.introduction),
    }
