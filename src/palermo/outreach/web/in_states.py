"""What the pages of States and events show of partners, commitments and action plans."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core.first_rows import FirstRows, first_of
from palermo.outreach.models import ActionPlan, PlanEdition
from palermo.outreach.queries.commitments import commitments_visible_to
from palermo.outreach.queries.partners import partners_visible_to
from palermo.outreach.queries.plans import plan_editions_visible_to, plans_visible_to
from palermo.outreach.states.commitments import CommitmentStatus
from palermo.outreach.states.partners import PartnershipStatus
from palermo.outreach.states.plans import PlanEditionStatus


class PlanLine(NamedTuple):
    """A plan with the edition in force, or else its latest; None where no edition may be seen."""

    plan: ActionPlan
    edition: PlanEdition | None


class OutreachInState(NamedTuple):
    """The commitments and action plans of a State, and the partners that are active in it."""

    commitments: FirstRows
    plans: list[PlanLine]
    partners: FirstRows


def outreach_in_state(state: State, viewer: Viewer, shown: int) -> OutreachInState:
    """What a reader may see of these, by a fixed number of queries."""
    commitments = commitments_visible_to(viewer).filter(state=state, status=CommitmentStatus.RECORDED)
    partners = partners_visible_to(viewer).filter(countries=state, status=PartnershipStatus.ADMITTED)
    return OutreachInState(
        first_of(commitments.select_related("follow_up").order_by("-made_on", "slug"), shown),
        plan_lines(plans_visible_to(viewer).filter(state=state).order_by("slug"), viewer),
        first_of(partners.order_by("slug"), shown),
    )


def plan_lines(plans: QuerySet[ActionPlan], viewer: Viewer) -> list[PlanLine]:
    """Plans, each with the edition that a list names."""
    seen = plan_editions_visible_to(viewer).order_by("-number")
    with_editions = plans.prefetch_related(Prefetch("editions", seen, to_attr="seen_editions"))
    return [PlanLine(plan, _edition_in_force(plan.seen_editions)) for plan in with_editions]


def _edition_in_force(editions: Iterable[PlanEdition]) -> PlanEdition | None:
    """Of editions, the latest first."""
    latest = list(editions)
    adopted = [each for each in latest if each.status == PlanEditionStatus.ADOPTED]
    return next(iter([*adopted, *latest]), None)
