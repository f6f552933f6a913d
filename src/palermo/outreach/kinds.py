"""Partners, commitments, action plans, campaigns and press as kinds of record."""

from collections.abc import Callable

from django.db.models import Model, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience, for_secretariat
from palermo.core.kinds import RecordKind, StructuredData, register
from palermo.core.structured_data import localized_value
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
    MaterialDownload,
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
from palermo.outreach.models.partners import PERSONAL
from palermo.outreach.queries.campaigns import (
    adaptations_visible_to,
    adaptations_with_past,
    campaign_actions_visible_to,
    campaign_actions_with_past,
    campaigns_visible_to,
    material_visible_to,
    material_with_past,
    reach_visible_to,
    reach_with_past,
)
from palermo.outreach.queries.commitments import commitment_records_of, commitments_visible_to
from palermo.outreach.queries.partners import contacts_visible_to, partner_records_of, partners_visible_to
from palermo.outreach.queries.plans import (
    lessons_visible_to,
    measure_progress_visible_to,
    measures_visible_to,
    plan_editions_visible_to,
    plan_evaluations_visible_to,
    plan_sections_visible_to,
    plans_visible_to,
    progress_rounds_visible_to,
)
from palermo.outreach.queries.press import (
    advice_records_of,
    advice_steps_visible_to,
    advice_visible_to,
    cuttings_visible_to,
    kit_item_records_of,
    kit_items_visible_to,
    press_contacts_visible_to,
    press_release_records_of,
    press_releases_visible_to,
)
from palermo.outreach.states.press import ReleaseStatus
from palermo.outreach.structured_data import (
    advice_data,
    campaign_data,
    commitment_data,
    material_data,
    partner_data,
    plan_data,
)


def release_data(release: PressRelease) -> StructuredData:
    """A press release that is out in the terms of schema.org; nothing of one that was withdrawn."""
    if release.status == ReleaseStatus.WITHDRAWN or not release.is_out or release.public_at is None:
        return {}
    return {
        "@type": "NewsArticle",
        "headline": localized_value(release.title),
        "description": localized_value(release.lead),
        "datePublished": release.public_at.isoformat(),
        "dateModified": release.corrected_on.isoformat() if release.corrected_on else "",
    }


register(
    RecordKind(
        model=Partnership,
        slug="partnerships",
        visible_to=partners_visible_to,
        # What was written of an applicant, or of a partner before it agreed to be listed, is the secretariat's.
        versions_visible_to=partner_records_of,
        version_condition=for_secretariat,
        named_by=("organisation",),
        columns_not_kept=lambda partnership: PERSONAL if partnership.is_person else frozenset(),
        has_history=True,
        list_page="partner_list",
        sitemap_page="partner",
        summary=lambda partnership: partnership.summary,
        structured_data=partner_data,
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
        versions_visible_to=commitment_records_of,
        version_condition=for_secretariat,
        left_out_of_versions=("speaker", "reminded_of"),
        pages=("commitment",),
        list_page="commitment_list",
        sitemap_page="commitment",
        summary=lambda commitment: commitment.text,
        structured_data=commitment_data,
    ),
    RecordKind(model=Pledging, slug="pledging", key=("activity__slug",), part_of=("activity",)),
    RecordKind(model=PledgeContact, slug="pledge-contacts", key=("commitment__slug",), is_versioned=False),
)


def _to_secretariat[Row: Model](visible_to: Callable[[Viewer], QuerySet[Row]]) -> Callable[[Viewer], QuerySet[Row]]:
    """A visibility query whose records only the secretariat sees: the past of what is public holds drafts."""
    return lambda viewer: visible_to(viewer) if viewer.is_secretariat else visible_to(viewer).none()


register(
    RecordKind(
        model=ActionPlan,
        slug="action-plans",
        visible_to=plans_visible_to,
        version_condition=for_audience,
        pages=("action_plan",),
        list_page="plan_list",
        sitemap_page="action_plan",
        summary=lambda plan: plan.summary,
        structured_data=plan_data,
    ),
    RecordKind(
        model=PlanEdition,
        slug="plan-editions",
        visible_to=plan_editions_visible_to,
        versions_visible_to=_to_secretariat(plan_editions_visible_to),
        key=("plan__slug", "number"),
        part_of=("plan",),
    ),
    RecordKind(
        model=PlanSection,
        slug="plan-sections",
        visible_to=plan_sections_visible_to,
        versions_visible_to=_to_secretariat(plan_sections_visible_to),
        key=("edition__plan__slug", "edition__number", "key"),
        part_of=("edition",),
    ),
    RecordKind(
        model=Measure,
        slug="measures",
        visible_to=measures_visible_to,
        versions_visible_to=_to_secretariat(measures_visible_to),
        key=("edition__plan__slug", "edition__number", "key"),
        part_of=("edition",),
    ),
    RecordKind(
        model=ProgressRound,
        slug="progress-rounds",
        visible_to=progress_rounds_visible_to,
        versions_visible_to=_to_secretariat(progress_rounds_visible_to),
        key=("edition__plan__slug", "edition__number", "number"),
        part_of=("edition",),
    ),
    RecordKind(
        model=MeasureProgress,
        slug="measure-progress",
        visible_to=measure_progress_visible_to,
        versions_visible_to=_to_secretariat(measure_progress_visible_to),
        key=("round__edition__plan__slug", "round__edition__number", "round__number", "measure__key"),
        part_of=("round",),
    ),
    RecordKind(
        model=PlanEvaluation,
        slug="plan-evaluations",
        visible_to=plan_evaluations_visible_to,
        versions_visible_to=_to_secretariat(plan_evaluations_visible_to),
        key=("edition__plan__slug", "edition__number", "number"),
        part_of=("edition",),
    ),
    RecordKind(
        model=Lesson,
        slug="lessons",
        visible_to=lessons_visible_to,
        versions_visible_to=_to_secretariat(lessons_visible_to),
        key=("evaluation__edition__plan__slug", "evaluation__edition__number", "evaluation__number", "number"),
        part_of=("evaluation",),
    ),
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
        structured_data=campaign_data,
    ),
    RecordKind(
        model=Material,
        slug="campaign-material",
        visible_to=material_visible_to,
        versions_visible_to=material_with_past,
        version_condition=for_secretariat,
        pages=("material",),
        list_page="material_list",
        sitemap_page="material",
        summary=lambda material: material.description,
        structured_data=material_data,
    ),
    RecordKind(model=MaterialFile, slug="material-files", part_of=("material",)),
    RecordKind(model=MaterialDownload, slug="material-downloads", part_of=("material",), is_versioned=False),
    RecordKind(
        model=Adaptation,
        slug="adaptations",
        visible_to=adaptations_visible_to,
        versions_visible_to=adaptations_with_past,
        version_condition=for_secretariat,
        key=("material__slug", "number"),
        part_of=("material",),
    ),
    RecordKind(
        model=CampaignAction,
        slug="campaign-actions",
        visible_to=campaign_actions_visible_to,
        versions_visible_to=campaign_actions_with_past,
        version_condition=for_secretariat,
        key=("campaign__activity__slug", "number"),
        part_of=("campaign",),
    ),
    RecordKind(
        model=Reach,
        slug="reach",
        visible_to=reach_visible_to,
        versions_visible_to=reach_with_past,
        version_condition=for_secretariat,
        part_of=("action",),
    ),
)
register(
    # Versions of a release would show what was under embargo.
    RecordKind(
        model=PressRelease,
        slug="press-releases",
        visible_to=press_releases_visible_to,
        versions_visible_to=press_release_records_of,
        pages=("press_release",),
        list_page="press_room",
        sitemap_page="press_release",
        summary=lambda release: release.summary,
        structured_data=release_data,
    ),
    RecordKind(
        model=PressContact,
        slug="press-contacts",
        visible_to=press_contacts_visible_to,
        key=("number",),
        is_versioned=False,
    ),
    # Whether an item is shown depends on what it leads to, which may have been for others: its past is the
    # secretariat's.
    RecordKind(
        model=KitItem,
        slug="kit-items",
        visible_to=kit_items_visible_to,
        versions_visible_to=kit_item_records_of,
        key=("number",),
    ),
    RecordKind(model=Cutting, slug="cuttings", visible_to=cuttings_visible_to, list_page="cutting_list"),
    RecordKind(
        model=Advice,
        slug="advice",
        visible_to=advice_visible_to,
        versions_visible_to=advice_records_of,
        key=("audience",),
        list_page="advice_list",
        sitemap_page="advice",
        summary=lambda advice: advice.introduction,
        structured_data=advice_data,
    ),
    RecordKind(model=AdviceStep, slug="advice-steps", visible_to=advice_steps_visible_to, part_of=("advice",)),
)
register(
    RecordKind(
        model=ContributionTerms, slug="contribution-terms", key=("contribution__slug",), part_of=("contribution",)
    ),
    RecordKind(model=Payment, slug="payments", part_of=("contribution",)),
    RecordKind(model=Expenditure, slug="expenditure", part_of=("contribution",)),
    RecordKind(model=ContributionResult, slug="contribution-results", part_of=("contribution",)),
)
