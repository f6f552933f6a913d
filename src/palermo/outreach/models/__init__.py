"""Partners, their commitments, action plans, campaigns, press, and what donors paid."""

from palermo.outreach.models.campaigns import (
    Adaptation,
    Campaign,
    CampaignAction,
    Material,
    MaterialDownload,
    MaterialFile,
    Reach,
)
from palermo.outreach.models.commitments import Commitment, PledgeContact, Pledging
from palermo.outreach.models.contributions import ContributionResult, ContributionTerms, Expenditure, Payment
from palermo.outreach.models.partners import (
    DueDiligenceCheck,
    PartnerContact,
    PartnerInvitation,
    PartnerRule,
    Partnership,
)
from palermo.outreach.models.plans import (
    ActionPlan,
    Lesson,
    Measure,
    MeasureProgress,
    PlanEdition,
    PlanEvaluation,
    PlanSection,
    ProgressRound,
)
from palermo.outreach.models.press import Advice, AdviceStep, Cutting, KitItem, PressContact, PressRelease

__all__ = [
    "ActionPlan",
    "Adaptation",
    "Advice",
    "AdviceStep",
    "Campaign",
    "CampaignAction",
    "Commitment",
    "ContributionResult",
    "ContributionTerms",
    "Cutting",
    "DueDiligenceCheck",
    "Expenditure",
    "KitItem",
    "Lesson",
    "Material",
    "MaterialDownload",
    "MaterialFile",
    "Measure",
    "MeasureProgress",
    "PartnerContact",
    "PartnerInvitation",
    "PartnerRule",
    "Partnership",
    "Payment",
    "PlanEdition",
    "PlanEvaluation",
    "PlanSection",
    "PledgeContact",
    "Pledging",
    "PressContact",
    "PressRelease",
    "ProgressRound",
    "Reach",
]
