"""The feeds of press releases, partners, commitments, action plans and campaign material."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.core.text import plain
from palermo.outreach.models import Commitment, Material, Partnership, PlanEdition, PressRelease, ProgressRound
from palermo.outreach.queries.campaigns import material_visible_to
from palermo.outreach.queries.commitments import commitments_visible_to, with_makers
from palermo.outreach.queries.partners import partners_visible_to
from palermo.outreach.queries.plans import plan_editions_visible_to, progress_rounds_visible_to
from palermo.outreach.queries.press import published_press_releases
from palermo.outreach.states.campaigns import MaterialStatus
from palermo.outreach.states.plans import PlanEditionStatus
from palermo.site.feeds import Feed, register_feeds

# The pages of plans, which lead to the feeds of both editions and rounds.
PLAN_PAGES = ("plan_list", "action_plan", "plan_edition", "progress_round")


def _partners() -> QuerySet[Partnership]:
    rows = partners_visible_to(VISITOR).filter(since_on__isnull=False, arranged=[])
    return rows.order_by("-since_on", "-pk")


def _commitments() -> QuerySet[Commitment]:
    return with_makers(commitments_visible_to(VISITOR).filter(arranged=[])).order_by("-made_on", "-pk")


def _editions() -> QuerySet[PlanEdition]:
    """Those that were adopted: a draft that is shared is no news."""
    adopted = plan_editions_visible_to(VISITOR).filter(adopted_on__isnull=False, plan__arranged=[])
    return adopted.exclude(status=PlanEditionStatus.DRAFT).order_by("-adopted_on", "-pk")


def _rounds() -> QuerySet[ProgressRound]:
    rounds = progress_rounds_visible_to(VISITOR).filter(published_on__isnull=False, edition__plan__arranged=[])
    return rounds.order_by("-published_on", "-pk")


def _material() -> QuerySet[Material]:
    published = material_visible_to(VISITOR).filter(status=MaterialStatus.PUBLISHED, arranged=[])
    return published.select_related("campaign__activity").order_by("-published_on", "-pk")


def _press_releases() -> QuerySet[PressRelease]:
    return published_press_releases().filter(arranged=[]).order_by("-public_at", "-pk")


register_feeds(
    Feed(
        name="press-releases",
        order=13,
        label=_("Press releases"),
        page="press_room",
        pages=("press_room", "press_release", "cutting_list"),
        records=_press_releases,
        day=lambda release: timezone.localdate(release.public_at),
        slug=lambda release: release.slug,
        kind=lambda release: _("Press release"),
        template="outreach/feeds/press_release.html",
        log="press-releases",
    ),
    Feed(
        name="partners",
        order=14,
        label=_("Partners"),
        page="partner_list",
        pages=("partner_list", "partner"),
        records=_partners,
        day=lambda partner: partner.since_on,
        slug=lambda partner: partner.slug,
        kind=lambda partner: partner.get_kind_display(),
        template="outreach/feeds/partner.html",
        log="partnerships",
        title=lambda partner: partner.display_name(),
    ),
    Feed(
        name="commitments",
        order=15,
        label=_("Commitments"),
        page="commitment_list",
        pages=("commitment_list", "commitment"),
        records=_commitments,
        day=lambda commitment: commitment.made_on,
        slug=lambda commitment: commitment.slug,
        kind=lambda commitment: _("Commitment"),
        template="outreach/feeds/commitment.html",
        log="commitments",
        about={"state": "state", "partnership": "partnership"},
    ),
    Feed(
        name="action-plans",
        order=16,
        label=_("Action plans"),
        page="plan_list",
        pages=PLAN_PAGES,
        records=_editions,
        day=lambda edition: edition.adopted_on,
        slug=lambda edition: f"{edition.plan.slug}/{edition.number}",
        kind=lambda edition: _("Action plan"),
        template="outreach/feeds/edition.html",
        log="action-plans",
        title=lambda edition: f"{plain(edition.plan.title)} · {edition.display_name()}",
        about={"state": "plan__state", "partnership": "plan__partnership", "action_plan": "plan"},
    ),
    Feed(
        name="progress-rounds",
        order=17,
        label=_("Progress of action plans"),
        page="plan_list",
        pages=PLAN_PAGES,
        records=_rounds,
        day=lambda round: round.published_on,
        slug=lambda round: f"{round.edition.plan.slug}/{round.edition.number}/{round.number}",
        kind=lambda round: _("Progress of an action plan"),
        template="outreach/feeds/round.html",
        log="action-plans",
        title=lambda round: plain(round.edition.plan.title),
        about={
            "state": "edition__plan__state",
            "partnership": "edition__plan__partnership",
            "action_plan": "edition__plan",
        },
    ),
    Feed(
        name="campaign-material",
        order=18,
        label=_("Campaign material"),
        page="material_list",
        pages=("material_list", "material", "campaign_list", "campaign"),
        records=_material,
        day=lambda material: material.published_on,
        slug=lambda material: material.slug,
        kind=lambda material: material.get_kind_display(),
        template="outreach/feeds/material.html",
        log="campaign-material",
    ),
)
