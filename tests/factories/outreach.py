"""Partners, commitments, action plans, campaigns and press releases."""

from datetime import date

from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.models import FollowUp
from palermo.governance.states.follow_ups import FollowUpOrigin
from palermo.outreach.material_files import keep_file
from palermo.outreach.models import (
    ActionPlan,
    Adaptation,
    Campaign,
    CampaignAction,
    Commitment,
    DueDiligenceCheck,
    Material,
    MaterialFile,
    Measure,
    PartnerContact,
    PartnerRule,
    Partnership,
    PlanEdition,
    PlanSection,
    Pledging,
    PressRelease,
    Reach,
)
from tests.factories.activities import make_event
from tests.factories.common import number, text
from tests.factories.governance import make_activity, make_mandate


def make_partner(name: str | MultilingualText = "Partner", **fields) -> Partnership:
    """A partner that is listed, unless fields say otherwise."""
    named = text(name) if isinstance(name, str) else name
    return Partnership.objects.create(
        **{
            "slug": f"partner-{number()}",
            "name": named,
            "kind": "ngo",
            "summary": text(f"{name} summary") if isinstance(name, str) else named,
            "status": "admitted",
            "since_on": date(2007, 6, 1),
            "is_listed": True,
            **fields,
        }
    )


def make_partner_contact(partner: Partnership, **fields) -> PartnerContact:
    """A person who represents a partner."""
    count = number()
    return PartnerContact.objects.create(
        **{
            "partnership": partner,
            "number": partner.contacts.count() + 1,
            "name": f"Contact {count}",
            "email": f"contact{count}@example.org",
            **fields,
        }
    )


def make_application(*, contact: str = "applicant@example.org", language: str = "en", **fields) -> Partnership:
    """An application with the checks that the rule for its kind requires, and with its contact."""
    name = fields.pop("name", text("Applicant"))
    partner = make_partner(
        **{
            "name": name,
            "status": "applied",
            "since_on": None,
            "applied_on": date(2008, 1, 15),
            **fields,
        }
    )
    rule = PartnerRule.objects.filter(kind=partner.kind).first()
    for place, kind in enumerate(rule.checks if rule else [], 1):
        DueDiligenceCheck.objects.create(partnership=partner, number=place, kind=kind)
    make_partner_contact(partner, email=contact, language=language, is_focal_point=True)
    return partner


def make_commitment(title: str = "Commitment", **fields) -> Commitment:
    """A recorded commitment of a group, unless fields name another party."""
    party = {} if {"state", "organisation", "partnership"} & fields.keys() else {"group": text(f"{title} group")}
    count = number()
    return Commitment.objects.create(
        **{
            "slug": f"commitment-{count}",
            "number": count,
            "title": text(title),
            "text": text(f"{title} text"),
            "made_on": date(2007, 10, 5),
            "status": "recorded",
            "decided_on": date(2007, 10, 6),
            **party,
            **fields,
        }
    )


def make_followed_commitment(title: str = "Commitment", **fields) -> Commitment:
    """A recorded commitment with its entry in the register."""
    commitment = make_commitment(title, **fields)
    commitment.follow_up = FollowUp.objects.create(
        slug=commitment.slug,
        origin=FollowUpOrigin.COMMITMENT,
        taken_over_on=date(2007, 10, 6),
        due_on=commitment.due_on,
        responsible_state=commitment.state,
        responsible_organisation=commitment.organisation,
    )
    commitment.save()
    return commitment


def make_pledging(event: Event | None = None, **fields) -> Pledging:
    """The form of an event, open for three months from the middle of January 2008."""
    days = {"opens_on": date(2008, 1, 15), "closes_on": date(2008, 4, 15)}
    return Pledging.objects.create(activity=(event or make_event("Forum")).activity, **{**days, **fields})


def make_plan(title: str = "Plan", *, measures: int = 0, status: str = "adopted", **fields) -> ActionPlan:
    """A plan with its first edition, and a section with measures."""
    party = {} if {"state", "organisation", "partnership"} & fields.keys() else {"group": text(f"{title} group")}
    plan = ActionPlan.objects.create(
        **{
            "slug": f"plan-{number()}",
            "title": text(title),
            "level": "national",
            "audience": Audience.PUBLIC,
            **party,
            **fields,
        }
    )
    adopted = date(2007, 10, 4) if status == "adopted" else None
    edition = PlanEdition.objects.create(plan=plan, number=1, status=status, adopted_on=adopted)
    section = PlanSection.objects.create(edition=edition, key="goal-1", order=1, heading=text(f"{title} goal"))
    for place in range(1, measures + 1):
        Measure.objects.create(
            edition=edition,
            section=section,
            key=f"measure-{place}",
            order=place,
            text=text(f"{title} measure {place}"),
            due_on=date(2008, 12, 31),
        )
    return plan


def make_campaign(title: str = "Campaign", **fields) -> Campaign:
    """A campaign with the activity it is."""
    mandate = fields.pop("mandate", None) or make_mandate()
    activity = make_activity(title, **{"kind": "campaign", "mandate": mandate, **fields})
    return Campaign.objects.create(activity=activity, aim=text(f"{title} aim"))


def make_material(title: str = "Poster", *, campaign: Campaign | None = None, **fields) -> Material:
    """Published material, unless fields say otherwise."""
    return Material.objects.create(
        **{
            "slug": f"material-{number()}",
            "campaign": campaign or make_campaign(f"{title} campaign"),
            "kind": "poster",
            "title": text(title),
            "text": text(f"{title} text"),
            "depicts": "no_persons",
            "licence": "cc_by",
            "status": "published",
            "checked_by": "Reviewer",
            "checked_on": date(2007, 12, 1),
            "published_on": date(2007, 12, 3),
            **fields,
        }
    )


def make_release(title: str = "Release", **fields) -> PressRelease:
    """A draft of a press release, unless fields say otherwise."""
    return PressRelease.objects.create(
        **{"slug": f"release-{number()}", "title": text(title), "body": text(f"{title} body"), **fields}
    )


def make_material_file(material: Material, content: bytes = b"content", **fields) -> MaterialFile:
    """A file of material whose content is kept."""
    return MaterialFile.objects.create(
        **{
            "material": material,
            "language": "en",
            "number": material.files.count() + 1,
            "name": "poster.pdf",
            "media_type": "application/pdf",
            "digest": keep_file(content),
            "size": len(content),
            **fields,
        }
    )


def make_adaptation(words: str = "Adaptation", *, material: Material | None = None, **fields) -> Adaptation:
    """An adaptation on record by a group, unless fields say otherwise."""
    party = {} if {"state", "organisation", "partnership"} & fields.keys() else {"group": text(f"{words} group")}
    return Adaptation.objects.create(
        **{
            "material": material or make_material(),
            "number": number(),
            "text": text(words),
            "status": "recorded",
            "decided_on": date(2007, 12, 20),
            **party,
            **fields,
        }
    )


def make_campaign_action(title: str = "Screening", *, campaign: Campaign | None = None, **fields) -> CampaignAction:
    """An activity on record of a group, unless fields say otherwise."""
    party = {} if {"state", "organisation", "partnership"} & fields.keys() else {"group": text(f"{title} group")}
    return CampaignAction.objects.create(
        **{
            "campaign": campaign or make_campaign(f"{title} campaign"),
            "number": number(),
            "kind": "screening",
            "title": text(title),
            "starts_on": date(2007, 12, 10),
            "status": "recorded",
            "decided_on": date(2007, 12, 20),
            **party,
            **fields,
        }
    )


def make_reach(action: CampaignAction, count: int = 120, **fields) -> Reach:
    """A figure of an activity."""
    return Reach.objects.create(
        **{
            "action": action,
            "number": action.reach.count() + 1,
            "unit": "visitors",
            "count": count,
            "source": text("Count at the door"),
            **fields,
        }
    )
