"""Partners, commitments, action plans, campaigns and press as kinds of record."""

from palermo.audit.versioned_models import for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.outreach.models import (
    ActionPlan,
    Adaptation,
    Advice,
    AdviceStep,
    Campaign,
    CampaignAction,
    Commitment,
    ContributionResult,
    ContributionTerms,
    Cutting,
    DueDiligenceCheck,
    Expenditure,
    KitItem,
    Lesson,
    Material,
    MaterialFile,
    Measure,
    MeasureProgress,
    PartnerContact,
    PartnerInvitation,
    PartnerRule,
    Partnership,
    Payment,
    PlanEdition,
    PlanEvaluation,
    PlanSection,
    PledgeContact,
    Pledging,
    PressContact,
    PressRelease,
    ProgressRound,
    Reach,
)
from palermo.outreach.queries.campaigns import (
    adaptations_visible_to,
    campaign_actions_visible_to,
    campaigns_visible_to,
    material_visible_to,
)
from palermo.outreach.queries.commitments import commitments_visible_to
from palermo.outreach.queries.partners import contacts_visible_to, partner_records_of, partners_visible_to
from palermo.outreach.queries.plans import (
    measure_progress_visible_to,
    measures_visible_to,
    plan_editions_visible_to,
    plan_evaluations_visible_to,
    plans_visible_to,
    progress_rounds_visible_to,
)
from palermo.outreach.queries.press import advice_visible_to, cuttings_visible_to, press_releases_visible_to

register(
    RecordKind(
        model=Partnership,
        slug="partnerships",
        visible_to=partners_visible_to,
        # What was written of an applicant, or of a partner before it agreed to be listed, is the secretariat's.
        versions_visible_to=partner_records_of,
        version_condition=for_secretariat,
        named_by=("organisation",),
        has_history=True,
        list_page="partner_list",
        sitemap_page="partner",
        summary=lambda partnership: partnership.summary,
    ),
    # Who acts for a partner, and whom an invitation reaches, is known to the partner and the secretariat: no version
    # tells of the past of a person.
    RecordKind(
        model=PartnerContact,
        slug="partner-contacts",
        visible_to=contacts_visible_to,
        key=("partnership__slug", "number"),
        part_of=("partnership",),
        is_versioned=False,
    ),
    RecordKind(model=PartnerInvitation, slug="partner-invitations", key=("digest",), is_versioned=False),
    RecordKind(model=PartnerRule, slug="partner-rules", key=("kind",)),
    # Checks are for the secretariat alone, also where the partner is public.
    RecordKind(model=DueDiligenceCheck, slug="due-diligence-checks", key=("partnership__slug", "number")),
)
register(
    RecordKind(
        model=Commitment,
        slug="commitments",
        visible_to=commitments_visible_to,
        version_condition=for_secretariat,
        pages=("commitment",),
        list_page="commitment_list",
        sitemap_page="commitment",
        summary=lambda commitment: commitment.text,
    ),
    RecordKind(model=Pledging, slug="pledging", key=("activity__slug",), part_of=("activity",)),
    RecordKind(model=PledgeContact, slug="pledge-contacts", key=("commitment__slug",), is_versioned=False),
)
register(
    RecordKind(
        model=ActionPlan,
        slug="action-plans",
        visible_to=plans_visible_to,
        version_condition=for_secretariat,
        pages=("action_plan",),
        list_page="plan_list",
        sitemap_page="action_plan",
        summary=lambda plan: plan.summary,
    ),
    RecordKind(
        model=PlanEdition,
        slug="plan-editions",
        visible_to=plan_editions_visible_to,
        version_condition=for_secretariat,
        key=("plan__slug", "number"),
        part_of=("plan",),
    ),
    RecordKind(
        model=PlanSection,
        slug="plan-sections",
        key=("edition__plan__slug", "edition__number", "key"),
        part_of=("edition",),
    ),
    RecordKind(
        model=Measure,
        slug="measures",
        visible_to=measures_visible_to,
        version_condition=for_secretariat,
        key=("edition__plan__slug", "edition__number", "key"),
        part_of=("edition",),
    ),
    RecordKind(
        model=ProgressRound,
        slug="progress-rounds",
        visible_to=progress_rounds_visible_to,
        version_condition=for_secretariat,
        key=("edition__plan__slug", "edition__number", "number"),
        part_of=("edition",),
    ),
    RecordKind(
        model=MeasureProgress,
        slug="measure-progress",
        visible_to=measure_progress_visible_to,
        version_condition=for_secretariat,
        key=("round__edition__plan__slug", "round__edition__number", "round__number", "measure__key"),
        part_of=("round",),
    ),
    RecordKind(
        model=PlanEvaluation,
        slug="plan-evaluations",
        visible_to=plan_evaluations_visible_to,
        version_condition=for_secretariat,
        key=("edition__plan__slug", "edition__number", "number"),
        part_of=("edition",),
    ),
    RecordKind(model=Lesson, slug="lessons", part_of=("evaluation",)),
)
register(
    RecordKind(
        model=Campaign,
        slug="campaigns",
        visible_to=campaigns_visible_to,
        key=("activity__slug",),
        part_of=("activity",),
        shares_versions=True,
        list_page="campaign_list",
        sitemap_page="campaign",
        summary=lambda campaign: campaign.aim or campaign.activity.summary,
    ),
    RecordKind(
        model=Material,
        slug="campaign-material",
        visible_to=material_visible_to,
        version_condition=for_secretariat,
        pages=("material",),
        list_page="material_list",
        sitemap_page="material",
        summary=lambda material: material.description,
    ),
    RecordKind(model=MaterialFile, slug="material-files", part_of=("material",)),
    RecordKind(
        model=Adaptation,
        slug="adaptations",
        visible_to=adaptations_visible_to,
        version_condition=for_secretariat,
        key=("material__slug", "number"),
        part_of=("material",),
    ),
    RecordKind(
        model=CampaignAction,
        slug="campaign-actions",
        visible_to=campaign_actions_visible_to,
        version_condition=for_secretariat,
        key=("campaign__activity__slug", "number"),
        part_of=("campaign",),
    ),
    RecordKind(model=Reach, slug="reach", part_of=("action",)),
)
register(
    # Versions of a release would show what was under embargo.
    RecordKind(
        model=PressRelease,
        slug="press-releases",
        visible_to=press_releases_visible_to,
        version_condition=for_secretariat,
        pages=("press_release",),
        list_page="press_room",
        sitemap_page="press_release",
        summary=lambda release: release.lead,
    ),
    RecordKind(model=PressContact, slug="press-contacts", key=("number",), is_versioned=False),
    RecordKind(model=KitItem, slug="kit-items", key=("number",)),
    RecordKind(model=Cutting, slug="cuttings", visible_to=cuttings_visible_to, list_page="cutting_list"),
    RecordKind(
        model=Advice,
        slug="advice",
        visible_to=advice_visible_to,
        version_condition=for_secretariat,
        key=("audience",),
        list_page="advice_list",
        sitemap_page="advice",
        summary=lambda advice: advice.introduction,
    ),
    RecordKind(model=AdviceStep, slug="advice-steps", part_of=("advice",)),
)
register(
    RecordKind(
        model=ContributionTerms, slug="contribution-terms", key=("contribution__slug",), part_of=("contribution",)
    ),
    RecordKind(model=Payment, slug="payments", part_of=("contribution",)),
    RecordKind(model=Expenditure, slug="expenditure", part_of=("contribution",)),
    RecordKind(model=ContributionResult, slug="contribution-results", part_of=("contribution",)),
)
