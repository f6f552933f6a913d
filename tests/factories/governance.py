"""Bodies, meetings, decisions, guidance, endorsements, mandates and activities."""

from datetime import date

from palermo.core.audiences import Audience
from palermo.governance.models import (
    Activity,
    Amendment,
    Body,
    Decision,
    Disposition,
    Endorsement,
    Guidance,
    Mandate,
    Meeting,
    OperativeParagraph,
    Procedure,
)
from palermo.governance.states.mandates import MandateState
from tests.factories.accounts import make_organisation
from tests.factories.common import number, text

ADOPTED = date(2007, 4, 27)


def make_body(name: str = "Body", **fields) -> Body:
    return Body.objects.create(**{"slug": f"body-{number()}", "name": text(name), "kind": "governing", **fields})


def make_meeting(**fields) -> Meeting:
    day = fields.pop("on", date(2007, 6, 18))
    return Meeting.objects.create(
        **{
            "slug": f"meeting-{number()}",
            "kind": "consultation",
            "starts_on": day,
            "ends_on": day,
            "audience": Audience.MEMBER_STATES,
            **fields,
        }
    )


def make_decision(title: str = "Decision", *, paragraphs: int = 1, **fields) -> Decision:
    """An adopted public decision with so many operative paragraphs."""
    decision = Decision.objects.create(
        **{
            "slug": f"decision-{number()}",
            "body": fields.pop("body", None) or make_body(),
            "number": f"1/{number()}",
            "title": text(title),
            "state": "adopted",
            "adopted_on": ADOPTED,
            "audience": Audience.PUBLIC,
            **fields,
        }
    )
    for place in range(1, paragraphs + 1):
        OperativeParagraph.objects.create(decision=decision, number=place, text=text(f"{title} paragraph {place}"))
    return decision


def make_draft(title: str = "Draft", **fields) -> Decision:
    """A draft without a number, known by a temporary one."""
    draft = {"state": "draft", "adopted_on": None, "number": "", "temporary_number": f"L.{number()}"}
    return make_decision(title, **{**draft, **fields})


def make_amendment(words: str = "Amendment", **fields) -> Amendment:
    """A proposal to change the first paragraph of a draft."""
    decision = fields.pop("decision", None) or make_draft()
    return Amendment.objects.create(
        **{
            "slug": f"amendment-{number()}",
            "decision": decision,
            "paragraph": decision.paragraphs.first(),
            "text": text(words),
            "proposed_on": date(2007, 4, 20),
            **fields,
        }
    )


def make_disposition(activity: Activity, mandate: Mandate, **fields) -> Disposition:
    """That an activity was completed when the mandate was narrowed."""
    shown = {"change": "narrowed", "decided_on": date(2007, 8, 1), "fate": "completed"}
    return Disposition.objects.create(**{"mandate": mandate, "activity": activity, **shown, **fields})


def make_guidance(topic: str = "Guidance", **fields) -> Guidance:
    return Guidance.objects.create(
        **{
            "slug": f"guidance-{number()}",
            "given_on": date(2007, 6, 18),
            "kind": "advice",
            "topic": text(topic),
            "text": text(f"{topic} text"),
            "audience": Audience.MEMBER_STATES,
            **fields,
        }
    )


def make_procedure(name: str = "Procedure", **fields) -> Procedure:
    return Procedure.objects.create(
        **{
            "slug": f"procedure-{number()}",
            "body": fields.pop("body", None) or make_body(),
            "name": text(name),
            "kind": "meeting",
            **fields,
        }
    )


def make_endorsement(title: str = "Endorsement", **fields) -> Endorsement:
    return Endorsement.objects.create(
        **{
            "slug": f"endorsement-{number()}",
            "body": fields.pop("body", None) or make_body(),
            "title": text(title),
            "procedure": fields.pop("procedure", None) or make_procedure(),
            "put_on": date(2007, 8, 1),
            "audience": Audience.MEMBER_STATES,
            **fields,
        }
    )


def make_mandate(title: str = "Mandate", **fields) -> Mandate:
    """A public mandate in force since the decision's adoption; from an operative paragraph by default."""
    if not fields.keys() & {"paragraph", "guidance", "endorsement"}:
        fields["paragraph"] = make_decision().paragraphs.get()
    return Mandate.objects.create(
        **{
            "slug": f"mandate-{number()}",
            "title": text(title),
            "addressee_organisation": fields.pop("addressee_organisation", None) or make_organisation(),
            "ask": "act",
            "in_force_from": ADOPTED,
            "audience": Audience.PUBLIC,
            **fields,
        }
    )


def make_ended_mandate(title: str = "Ended mandate", *, on: date, **fields) -> Mandate:
    return make_mandate(title, state=MandateState.LAPSED, ended_on=on, **fields)


def make_activity(title: str = "Activity", **fields) -> Activity:
    """A proposal unless a mandate is given; then authorized on the day it came into force."""
    mandate = fields.get("mandate")
    authorised = {"state": "authorised", "authorised_on": mandate.in_force_from} if mandate else {}
    return Activity.objects.create(
        **{
            "slug": f"activity-{number()}",
            "kind": "other",
            "title": text(title),
            "audience": Audience.PUBLIC,
            **authorised,
            **fields,
        }
    )
