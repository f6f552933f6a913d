"""What is new of the press room, of partners, their commitments, action plans and campaigns."""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.governance.models import FollowUp
from palermo.governance.states.follow_ups import FollowUpState
from palermo.outreach.models import Commitment, Material, Partnership, PlanEdition, PressRelease, ProgressRound
from palermo.outreach.queries.campaigns import material_visible_to
from palermo.outreach.queries.commitments import commitments_visible_to
from palermo.outreach.queries.partners import partners_visible_to
from palermo.outreach.queries.plans import plan_editions_visible_to, progress_rounds_visible_to
from palermo.outreach.queries.press import published_press_releases
from palermo.outreach.states.campaigns import MaterialStatus
from palermo.outreach.states.commitments import CommitmentStatus
from palermo.outreach.states.partners import WERE_ADMITTED
from palermo.outreach.states.plans import PlanEditionStatus, ProgressRoundStatus
from palermo.site.news import NewsGroup, NewsSource, register_news

PRESS = NewsGroup("press", _("Press releases"), 16)
PARTNERS = NewsGroup("partners", _("Partners"), 17)
COMMITMENTS = NewsGroup("commitments", _("Commitments"), 18)
PLANS = NewsGroup("action-plans", _("Action plans"), 19)
CAMPAIGNS = NewsGroup("campaign-material", _("Campaign material"), 20)


# Details that this installation supplied are no news anywhere below.


def _partners(viewer: Viewer) -> QuerySet[Partnership]:
    """Partners that agree to be listed, also for readers who see others."""
    return partners_visible_to(viewer).filter(is_listed=True, status__in=sorted(WERE_ADMITTED), arranged=[])


def _commitments(viewer: Viewer) -> QuerySet[Commitment]:
    return commitments_visible_to(viewer).filter(status=CommitmentStatus.RECORDED, arranged=[])


def _progress(viewer: Viewer) -> QuerySet[FollowUp]:
    """Entries of the register on commitments that are being carried out, or were."""
    entries = FollowUp.objects.filter(commitment__in=_commitments(viewer).order_by().values("pk"))
    return entries.exclude(state=FollowUpState.OPEN).select_related("commitment")


def _adopted(viewer: Viewer) -> QuerySet[PlanEdition]:
    """Editions that were adopted, those that were replaced since among them."""
    adopted = plan_editions_visible_to(viewer).filter(plan__arranged=[])
    return adopted.filter(status__in=[PlanEditionStatus.ADOPTED, PlanEditionStatus.REPLACED])


def _in_force(viewer: Viewer) -> QuerySet[PlanEdition]:
    """The edition of each plan that an act upon the plan may have adopted."""
    return _adopted(viewer).filter(status=PlanEditionStatus.ADOPTED)


def _rounds(viewer: Viewer) -> QuerySet[ProgressRound]:
    rounds = progress_rounds_visible_to(viewer).filter(edition__plan__arranged=[])
    return rounds.filter(status=ProgressRoundStatus.PUBLISHED)


def _latest_rounds(viewer: Viewer) -> QuerySet[ProgressRound]:
    """The round of each plan that an act upon the plan may have published."""
    published = ProgressRound.objects.filter(status=ProgressRoundStatus.PUBLISHED)
    later = published.filter(edition__plan=OuterRef("edition__plan"), published_on__gt=OuterRef("published_on"))
    return _rounds(viewer).exclude(Exists(later))


def _published(viewer: Viewer) -> QuerySet[Material]:
    return material_visible_to(viewer).filter(status=MaterialStatus.PUBLISHED, arranged=[])


def _press_releases(viewer: Viewer) -> QuerySet[PressRelease]:
    """Those that are out, by the day on which they came out: to the secretariat, too, others are no news."""
    return published_press_releases().filter(arranged=[]).annotate(public_on=TruncDate("public_at"))


register_news(
    NewsSource(
        name="press-releases",
        group=PRESS,
        label=_("Press releases"),
        model=PressRelease,
        records=_press_releases,
        day="public_on",
        kind=lambda release: _("Press release"),
        verbs=frozenset({"press_release.published"}),
        about={"activity": ("activity",)},
        readers=Audience.PUBLIC,
    ),
    NewsSource(
        name="partners",
        group=PARTNERS,
        label=_("Partners"),
        model=Partnership,
        records=_partners,
        day="since_on",
        kind=lambda partner: partner.get_kind_display(),
        verbs=frozenset({"partner.admitted"}),
        about={"partnership": ("pk",), "mandate": ("mandate",)},
        title=lambda partner: partner.current_name,
        readers=Audience.PUBLIC,
        is_on_desks=False,
    ),
    NewsSource(
        name="commitments",
        group=COMMITMENTS,
        label=_("Commitments"),
        model=Commitment,
        records=_commitments,
        day="made_on",
        kind=lambda commitment: _("Commitment"),
        verbs=frozenset({"commitment.recorded", "commitment.confirmed"}),
        about={
            "commitment": ("pk",),
            "partnership": ("partnership",),
            "state": ("state",),
            "activity": ("activity",),
        },
        is_on_desks=False,
    ),
    NewsSource(
        name="commitment-progress",
        group=COMMITMENTS,
        label=_("Progress on commitments"),
        model=FollowUp,
        records=_progress,
        day="state_on",
        kind=lambda entry: entry.get_state_display(),
        verbs=frozenset({"follow_up.accepted", "follow_up.moved"}),
        about={
            "commitment": ("commitment",),
            "partnership": ("commitment__partnership",),
            "state": ("commitment__state",),
            "activity": ("commitment__activity",),
        },
        title=lambda entry: entry.commitment.title,
        readers_of=lambda entry: entry.commitment.audience,
        is_on_desks=False,
    ),
    NewsSource(
        name="action-plans",
        group=PLANS,
        label=_("Action plans"),
        model=PlanEdition,
        records=_in_force,
        rows=_adopted,
        day="adopted_on",
        kind=lambda edition: _("Action plan"),
        verbs=frozenset({"plan_edition.adopted"}),
        about={
            "action_plan": ("plan",),
            "partnership": ("plan__partnership",),
            "state": ("plan__state",),
            "activity": ("plan__activity",),
        },
        title=lambda edition: edition.plan.title,
        key="plan__slug",
        readers_of=lambda edition: edition.plan.audience,
    ),
    NewsSource(
        name="progress-rounds",
        group=PLANS,
        label=_("Progress of action plans"),
        model=ProgressRound,
        records=_latest_rounds,
        rows=_rounds,
        day="published_on",
        kind=lambda round: _("Progress of an action plan"),
        verbs=frozenset({"progress_round.published"}),
        about={
            "action_plan": ("edition__plan",),
            "partnership": ("edition__plan__partnership",),
            "state": ("edition__plan__state",),
            "activity": ("edition__plan__activity",),
        },
        title=lambda round: round.edition.plan.title,
        key="edition__plan__slug",
        readers_of=lambda round: round.edition.plan.audience,
        is_on_desks=False,
    ),
    NewsSource(
        name="campaign-material",
        group=CAMPAIGNS,
        label=_("Campaign material"),
        model=Material,
        records=_published,
        day="published_on",
        kind=lambda material: material.get_kind_display(),
        verbs=frozenset({"material.published"}),
        about={"activity": ("campaign__activity",), "mandate": ("campaign__activity__mandate",)},
        is_on_desks=False,
    ),
)
