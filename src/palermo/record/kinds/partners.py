"""Partners of the initiative, and what is required before one is admitted.

Contacts, invitations and due diligence checks are in no file, and neither are logos.
"""

from palermo.accounts.models import Organisation, State
from palermo.governance.models import Endorsement, Guidance, Mandate
from palermo.outreach.models import PartnerRule, Partnership
from palermo.outreach.states.partners import DueDiligenceKind
from palermo.record.codecs import several_of
from palermo.record.schema import (
    Field,
    Kind,
    Links,
    Table,
    arranged_fields,
    choice,
    day,
    partial,
    ref,
    text,
    text6,
    yes_no,
)

MAKER = (
    ref("state", State, "the State"),
    ref("organisation", Organisation, "or the organization"),
    ref("partnership", Partnership, "or the partner of the initiative"),
    text6("group", "or the name of a group that has no record"),
)

PARTNERSHIPS = Kind(
    folder="partnerships",
    description="One partner of the initiative, or one that applied to become one. No contact and no check is here.",
    table=Table(
        noun="a partner of the initiative",
        model=Partnership,
        parts=(
            text6("name", "the name given in the application"),
            ref("organisation", Organisation, "the organization on record"),
            yes_no("is_person", "whether the partner is a person"),
            choice("kind", "what kind of partner"),
            Links("countries", "countries", State, "the countries in which it works"),
            text6("field", "the field of work, as a noun phrase"),
            text6("summary", "what it is, in whole sentences"),
            text("website", "its web address"),
            text6("role", "the agreed role, in whole sentences"),
            ref("mandate", Mandate, "the mandate under which the role was agreed"),
            choice("status", "the status of the application or of the partnership"),
            day("applied_on", "the day of the application"),
            day("decided_on", "the day on which it was decided"),
            partial("since", "since when it is a partner"),
            day("left_on", "the day on which the partnership ended"),
            text6("reason", "why the application was declined, or the partnership ended"),
            ref("guidance", Guidance, "the guidance of Member States on the decision"),
            ref("endorsement", Endorsement, "or the endorsement by Member States"),
            yes_no("is_listed", "whether it agrees to be listed in the public directory"),
            arranged_fields(),
        ),
    ),
)

PARTNER_RULES = Kind(
    folder="partner_rules",
    description="What is required before a partner of one kind is admitted. The id is the kind.",
    table=Table(
        noun="a rule for partners",
        model=PartnerRule,
        ident=choice("kind", "the kind of partner"),
        key=("kind",),
        parts=(
            Field("checks", several_of(DueDiligenceKind.values), "the checks required", "checks"),
            yes_no("needs_guidance", "whether the guidance of Member States is required"),
        ),
    ),
)
