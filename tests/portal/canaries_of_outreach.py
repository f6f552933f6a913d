"""Words planted in partners and what hangs on them: commitments, action plans, campaigns, press and advice."""

from datetime import UTC, date, datetime
from typing import Any

from palermo.accounts.models import Organisation
from palermo.core.audiences import Audience
from palermo.outreach.models import (
    Adaptation,
    Advice,
    AdviceStep,
    CampaignAction,
    Cutting,
    DueDiligenceCheck,
    Measure,
    MeasureProgress,
    PartnerContact,
    PartnerInvitation,
    Partnership,
    PlanEdition,
    PlanEvaluation,
    PledgeContact,
    ProgressRound,
    Reach,
)
from tests.factories.accounts import make_organisation
from tests.factories.activities import make_event, make_outcome, make_tool
from tests.factories.common import number, text
from tests.factories.governance import make_activity, make_mandate
from tests.factories.outreach import (
    make_campaign,
    make_commitment,
    make_material,
    make_partner,
    make_plan,
    make_release,
)

DAY = date(2007, 7, 16)
AHEAD = datetime(2100, 7, 16, tzinfo=UTC)
# The organization for which the partner among the readers acts.
OWN = "organization-of-the-reader"
# Who reads what is that partner's alone, and what is offered to all partners.
OF_THE_PARTNER, FOR_PARTNERS = "own_partner", "partners"
SECRETARIAT = Audience.SECRETARIAT


def plant(cage: Any) -> None:
    """All of it: of partners once, of the rest for each audience."""
    _partners(cage)
    _own(cage)
    _of_a_hidden_partner(cage)
    _press(cage)
    for audience in Audience:
        _commitments(cage, audience)
        _plans(cage, audience)
        # The map of the site has the identifiers of what is public, and no words that are planted.
        if audience != Audience.PUBLIC:
            _linked(cage, audience)
        _campaigns(cage, audience)
        _material(cage, audience)


def _partners(cage: Any) -> None:
    """Listed ones for everybody; applications, those who are not listed, contacts and checks for the secretariat."""
    left = {"left_on": DAY, "reason": text("They merged")}
    decided = {"decided_on": DAY, "reason": text("Why")}
    standings: dict[str, tuple[str, dict[str, Any]]] = {
        "admitted": ("public", {}),
        "left": ("public", left),
        "applied": (SECRETARIAT, {"since_on": None}),
        "declined": (SECRETARIAT, {**decided, "since_on": None}),
        "withdrawn": (SECRETARIAT, {**decided, "since_on": None}),
        "unlisted": (SECRETARIAT, {"status": "admitted", "is_listed": False}),
    }
    for standing, (readers, fields) in standings.items():
        word = cage.word("partner", readers, standing)
        words = {"summary": text(word), "field": text(word), "role": text(word)}
        partner = make_partner(
            word, **{"status": standing, "organisation": _organisation(word, readers)} | words | fields
        )
        cage.keep(word, "partner", readers, standing, partner.slug)
        _file_of(cage, partner, SECRETARIAT)
    word = cage.word("invitation", SECRETARIAT, "sent")
    sent = {"sent_at": AHEAD, "expires_at": AHEAD, "digest": f"{number():064}"}
    PartnerInvitation.objects.create(name=word, email=f"{word}@example.org", **sent)
    cage.keep(word, "partner_invitation", SECRETARIAT, "sent", "")


def _organisation(word: str, readers: str) -> Organisation | None:
    """Names of organizations are shown to everybody: one who is not listed has none on record."""
    return make_organisation(word) if readers == "public" else None


def _file_of(cage: Any, partner: Partnership, readers: str) -> None:
    """Its contact, for its own people, and a check of it, for the secretariat alone."""
    word = cage.word("contact", readers, "kept")
    PartnerContact.objects.create(partnership=partner, number=1, name=word, email=f"{word}@example.org", phone=word)
    cage.keep(word, "contact", readers, "kept", partner.slug)
    word = cage.word("check", SECRETARIAT, "done")
    done = {"result": "concern", "checked_by": word, "checked_on": DAY}
    DueDiligenceCheck.objects.create(partnership=partner, number=1, kind="conduct", source=word, finding=word, **done)
    cage.keep(word, "check", SECRETARIAT, "done", partner.slug)


def _own(cage: Any) -> None:
    """The partner that one of the readers represents, which is not listed: what it promised, keeps and reports."""
    partner = make_partner("Partner", organisation=make_organisation("Plain name", slug=OWN), is_listed=False)
    word = cage.word("partner", OF_THE_PARTNER, "own")
    partner.summary = partner.role = text(word)
    partner.save()
    cage.keep(word, "partner_texts", OF_THE_PARTNER, "own", partner.slug)
    _file_of(cage, partner, OF_THE_PARTNER)
    word = cage.word("commitment", OF_THE_PARTNER, "own")
    promised = {"status": "made", "decided_on": None, "text": text(word)}
    cage.keep(word, "commitment", OF_THE_PARTNER, "own", make_commitment(word, partnership=partner, **promised).slug)
    word = cage.word("plan", OF_THE_PARTNER, "own")
    plan = make_plan(word, measures=1, status="draft", partnership=partner, audience=SECRETARIAT)
    cage.keep(word, "plan", OF_THE_PARTNER, "own", plan.slug)
    campaign = make_campaign("Open campaign of a partner")
    word = cage.word("reported", OF_THE_PARTNER, "own")
    _action(campaign, word, partnership=partner)
    cage.keep(word, "campaign_action", OF_THE_PARTNER, "own", campaign.activity.slug)
    word, material = cage.word("adapted", OF_THE_PARTNER, "own"), make_material("Open poster", campaign=campaign)
    Adaptation.objects.create(material=material, number=1, text=text(word), partnership=partner)
    cage.keep(word, "adaptation", OF_THE_PARTNER, "own", material.slug)


def _of_a_hidden_partner(cage: Any) -> None:
    """What names a partner that is not listed is read by nobody but it and the secretariat, whatever its audience."""
    hidden = make_partner("Partner", is_listed=False)
    word = cage.word("commitment", SECRETARIAT, "unnamed")
    cage.keep(word, "commitment", SECRETARIAT, "unnamed", make_commitment(word, partnership=hidden).slug)
    word = cage.word("plan", SECRETARIAT, "unnamed")
    cage.keep(word, "plan", SECRETARIAT, "unnamed", make_plan(word, measures=1, partnership=hidden).slug)
    word, campaign = cage.word("action", SECRETARIAT, "unnamed"), make_campaign("Open campaign of hidden partners")
    _action(campaign, word, partnership=hidden, status="recorded", decided_on=DAY)
    cage.keep(word, "campaign_action", SECRETARIAT, "unnamed", campaign.activity.slug)


def _commitments(cage: Any, audience: str) -> None:
    event = make_event("Open event at which commitments were made").activity
    for standing in ("recorded", "made", "declined", "withdrawn"):
        word = cage.word("commitment", audience, standing)
        words = {"text": text(word), "indicator": text(word), "target": text(word), "group": text(word)}
        decided = {"status": standing, "decided_on": None if standing == "made" else DAY, "reason": text(word)}
        commitment = make_commitment(word, audience=audience, activity=event, **words, **decided)
        cage.keep(word, "commitment", audience, standing, commitment.slug)
        contact = cage.word("pledger", SECRETARIAT, standing)
        PledgeContact.objects.create(
            commitment=commitment, name=contact, email=f"{contact}@example.org", made_at=AHEAD, digest=f"{number():064}"
        )
        cage.keep(contact, "pledger", SECRETARIAT, standing, commitment.slug)


def _plans(cage: Any, audience: str) -> None:
    """An adopted edition with its rounds and evaluations, of which some are published; drafts, of which one is."""
    word = cage.word("plan", audience, "adopted")
    event = make_event("Open event at which a plan was drawn up").activity
    plan = make_plan(word, measures=1, audience=audience, summary=text(word), activity=event)
    cage.keep(word, "plan", audience, "adopted", plan.slug)
    adopted = plan.editions.get()
    for place, standing in enumerate(("open", "closed", "published"), 1):
        word = cage.word("round", audience, standing)
        days = {"period_from": DAY, "period_until": DAY, "opened_on": DAY, "published_on": DAY}
        round = ProgressRound.objects.create(
            edition=adopted, number=place, status=standing, assessment=text(word), **days
        )
        measure = adopted.measures.get()
        MeasureProgress.objects.create(round=round, measure=measure, status="delayed", text=text(word), reported_on=DAY)
        cage.keep(word, "progress_round", audience, standing, plan.slug)
    for place, standing in enumerate(("unpublished", "published"), 1):
        word = cage.word("planevaluation", audience, standing)
        words = {"evaluator": text(word), "findings": text(word), "method": text(word)}
        evaluation = PlanEvaluation.objects.create(
            edition=adopted,
            number=place,
            kind="review",
            made_on=DAY,
            published_on=DAY if standing == "published" else None,
            **words,
        )
        evaluation.lessons.create(number=1, text=text(word))
        cage.keep(word, "plan_evaluation", audience, standing, plan.slug)
    for standing in ("draft", "shared"):
        word, drafted = cage.word("edition", audience, standing), make_plan("Plan with a draft", audience=audience)
        _draft(drafted, word, is_shared=standing == "shared")
        cage.keep(word, "edition", audience, standing, drafted.slug)


def _linked(cage: Any, audience: str) -> None:
    """What a measure of an open plan is linked to: its page and its table name a tool and an outcome by identifiers."""
    word = cage.word("linked", audience, "authorised")
    measure = make_plan("Open plan with links", measures=1).editions.get().measures.get()
    measure.tools.add(make_tool(word, slug=word, audience=audience).activity)
    event = make_event("Open event with linked outcomes")
    outcome = make_outcome(event, word, recommendations=1, slug=word, audience=audience)
    measure.recommendations.add(outcome.recommendations.get())
    cage.keep(word, "linked", audience, "authorised", measure.edition.plan.slug)


def _draft(plan: Any, word: str, *, is_shared: bool) -> None:
    draft = PlanEdition.objects.create(plan=plan, number=2, changes=text(word), is_shared=is_shared)
    section = draft.sections.create(key="goal-1", order=1, heading=text(word), text=text(word))
    Measure.objects.create(edition=draft, section=section, key="measure-1", order=1, text=text(word))


def _campaigns(cage: Any, audience: str) -> None:
    for state in ("proposed", "given_up", "authorised"):
        word = cage.word("campaign", audience, state)
        campaign = make_campaign(word, audience=audience, state=state, summary=text(word))
        campaign.evaluation = campaign.messages = text(word)
        campaign.save()
        cage.keep(word, "campaign", audience, state, campaign.activity.slug)
    opened = make_campaign("Open campaign of whoever reports")
    for standing in ("reported", "declined"):
        word = cage.word("action", audience, standing)
        _action(opened, word, group=text(word), status=standing, decided_on=DAY)
        cage.keep(word, "campaign_action", audience, standing, opened.activity.slug)
    word, campaign = cage.word("action", audience, "recorded"), make_campaign("Campaign", audience=audience)
    _action(campaign, word, group=text(word), status="recorded", decided_on=DAY)
    cage.keep(word, "campaign_action", audience, "recorded", campaign.activity.slug)
    word = cage.word("cutting", audience, "kept")
    activity = make_activity("Activity in the press", audience=audience, mandate=make_mandate())
    Cutting.objects.create(
        slug=f"cutting-{number()}", title=word, outlet=word, note=text(word), published_on=DAY, activity=activity
    )
    cage.keep(word, "cutting", audience, "kept", "")


def _action(campaign: Any, word: str, **fields: Any) -> None:
    place = campaign.actions.count() + 1
    action = CampaignAction.objects.create(
        **{
            "campaign": campaign,
            "number": place,
            "kind": "screening",
            "title": text(word),
            "text": text(word),
            "starts_on": DAY,
            **fields,
        }
    )
    Reach.objects.create(action=action, number=1, unit="visitors", count=100, source=text(word))


def _material(cage: Any, audience: str) -> None:
    """Of an open campaign: published for its audience; drafts, what is cleared, what was withdrawn, adaptations."""
    campaign = make_campaign("Open campaign with material")
    gone = {"withdrawn_on": DAY, "reason": text("Out of date")}
    for standing, fields in (("published", {}), ("draft", {}), ("cleared", {}), ("withdrawn", gone)):
        word = cage.word("material", audience, standing)
        words = {"text": text(word), "description": text(word), "rights": text(word)}
        material = make_material(word, campaign=campaign, audience=audience, status=standing, **words, **fields)
        cage.keep(word, "material", audience, standing, material.slug)
    word = cage.word("material", FOR_PARTNERS, "cleared")
    offered = {"status": "cleared", "is_for_partners": True, "audience": audience, "text": text(word)}
    cage.keep(word, "offered", FOR_PARTNERS, "cleared", make_material(word, campaign=campaign, **offered).slug)
    material = make_material("Open material that was adapted", campaign=campaign)
    for place, standing in enumerate(("reported", "declined", "recorded"), 1):
        word = cage.word("adaptation", audience, standing)
        told = {"text": text(word), "group": text(word), "decided_on": DAY}
        Adaptation.objects.create(material=material, number=place, status=standing, **told)
        cage.keep(word, "adaptation", "public", standing, material.slug)
    word = cage.word("material", audience, "within")
    of = make_campaign("Campaign", audience=audience)
    cage.keep(word, "material", audience, "within", make_material(word, campaign=of, text=text(word)).slug)


def _press(cage: Any) -> None:
    """Releases before their time, and pages of advice that are not published."""
    for standing, fields in (("draft", {}), ("scheduled", {"public_at": AHEAD}), ("published", {"public_at": None})):
        readers = "public" if standing == "published" else SECRETARIAT
        word = cage.word("press", readers, standing)
        out = {"public_at": datetime(2007, 7, 16, tzinfo=UTC)} if standing == "published" else fields
        words = {"lead": text(word), "body": text(word), "notes": text(word)}
        cage.keep(word, "press", readers, standing, make_release(word, status=standing, **words, **out).slug)
    for audience, is_published in (("business", False), ("school", True)):
        readers = "public" if is_published else SECRETARIAT
        word = cage.word("advice", readers, "published" if is_published else "draft")
        advice = Advice.objects.create(audience=audience, introduction=text(word), is_published=is_published)
        AdviceStep.objects.create(advice=advice, number=1, title=text(word), text=text(word))
        cage.keep(word, "advice", readers, "published" if is_published else "draft", audience)
