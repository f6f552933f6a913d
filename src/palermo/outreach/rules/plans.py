"""Who keeps action plans, what may be done to an edition in which status, and what a measure consists of."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models import Activity
from palermo.governance.states.activities import ActivityKind
from palermo.outreach.models import ActionPlan, Measure, PlanEdition, PlanSection
from palermo.outreach.queries.plans import acts_for_maker
from palermo.outreach.states.plans import PLAN_EDITION_MOVES, PlanEditionStatus
from palermo.treaties.models import LawArticle
from palermo.treaties.states.laws import LawStatus


def check_may_add_plan(user: Actor, plan: ActionPlan | None) -> None:
    """The secretariat, and those who act for a State, an organization or a partner, record action plans."""
    check_may(user, Permission.KEEP_PLANS)


def check_may_keep_plan(user: Actor, plan: ActionPlan) -> None:
    """The secretariat keeps every plan; others keep those of the party that they act for."""
    check_may(user, Permission.KEEP_PLANS)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if not viewer.is_secretariat and not acts_for_maker(viewer, plan):
        raise Refused(_("Only representatives of the party whose plan this is and the secretariat may do this."))


def check_plan_is_coherent(plan: ActionPlan) -> None:
    """A plan whose outcome is one of the event at which it was drawn up, after a template that is a tool."""
    if plan.outcome is not None and plan.activity is not None and plan.outcome.event.activity_id != plan.activity_id:
        raise Refused(_("Choose an outcome of the same event."))
    if plan.activity is not None and plan.activity.kind != ActivityKind.EVENT:
        raise Refused(_("Choose an event."))


def check_may_begin_edition(user: Actor, plan: ActionPlan) -> None:
    """A new edition is begun while no other one is a draft."""
    check_may_keep_plan(user, plan)
    draft = plan.editions.filter(status=PlanEditionStatus.DRAFT).values_list("number", flat=True).first()
    if draft is not None:
        raise Refused(_("Edition %(number)d is still a draft. Adopt or abandon it first.") % {"number": draft})


def check_may_change_edition(user: Actor, edition: PlanEdition) -> None:
    """What is written of an edition is changed while it is a draft."""
    check_may_keep_plan(user, edition.plan)
    if edition.status != PlanEditionStatus.DRAFT:
        raise Refused(_("Only a draft can be changed. Begin a new edition."))


def check_may_share_draft(user: Actor, edition: PlanEdition) -> None:
    """A draft is shared with the audience of the plan once."""
    check_may_change_edition(user, edition)
    if edition.is_shared:
        raise Refused(_("This draft is already shared."))


def check_may_stop_sharing(user: Actor, edition: PlanEdition) -> None:
    """A draft that is shared can be kept to its authors again."""
    check_may_change_edition(user, edition)
    if not edition.is_shared:
        raise Refused(_("This draft is not shared."))


def check_may_adopt_edition(user: Actor, edition: PlanEdition) -> None:
    """A draft is adopted that has a measure."""
    check_may_change_edition(user, edition)
    if not edition.measures.exists():
        raise Refused(_("This edition has no measures. Add a measure first."))


def check_can_adopt_edition(user: Actor, edition: PlanEdition, on: date, replaced: PlanEdition | None) -> None:
    """As `check_may_adopt_edition`, on a day that has come, not before the edition that it replaces was adopted."""
    check_may_adopt_edition(user, edition)
    check_move(PLAN_EDITION_MOVES, edition.status, PlanEditionStatus.ADOPTED)
    check_has_come(on)
    if replaced is not None and replaced.adopted_on and on < replaced.adopted.first_day:
        raise Refused(
            _("Edition %(number)d was adopted on %(day)s. Enter a later day.")
            % {"number": replaced.number, "day": localize_day(replaced.adopted)}
        )


def check_may_abandon_edition(user: Actor, edition: PlanEdition) -> None:
    """A draft can be abandoned."""
    check_may_keep_plan(user, edition.plan)
    if edition.status != PlanEditionStatus.DRAFT:
        raise Refused(_("Only a draft can be abandoned."))


def check_can_abandon_edition(user: Actor, edition: PlanEdition, on: date, reason: object) -> None:
    """As `check_may_abandon_edition`, on a day that has come, with a reason."""
    check_may_abandon_edition(user, edition)
    check_move(PLAN_EDITION_MOVES, edition.status, PlanEditionStatus.ABANDONED)
    check_has_come(on)
    if not reason:
        raise Refused(_("Enter the reason."))


def check_may_change_section(user: Actor, section: PlanSection) -> None:
    """Sections are changed in a draft."""
    check_may_change_edition(user, section.edition)


def check_may_remove_section(user: Actor, section: PlanSection) -> None:
    """A section of a draft is removed once it has no measures."""
    check_may_change_section(user, section)
    if section.measures.exists():
        raise Refused(_("This section has measures. Move or remove them first."))


def check_may_change_measure(user: Actor, measure: Measure) -> None:
    """Measures are changed in a draft."""
    check_may_change_edition(user, measure.edition)


def check_measure_is_coherent(measure: Measure, laws: Iterable[LawArticle], tools: Iterable[Activity]) -> None:
    """A measure with a section of its edition, law of the same State, and tools that are tools."""
    if measure.section is not None and measure.section.edition_id != measure.edition_id:
        raise Refused(_("Choose a section of this edition."))
    if measure.starts_on and measure.due_on and measure.starts_on > measure.due_on:
        raise Refused(_("A measure must not be due before it begins. Check the two dates."))
    for law in laws:
        if law.state_id != measure.edition.plan.state_id:
            raise Refused(_("“%(law)s” is not a law of the State whose plan this is.") % {"law": plain(law.title)})
        if law.status != LawStatus.RECORDED:
            raise Refused(_("Choose a recorded provision, not a proposal."))
    if any(tool.kind != ActivityKind.TOOL for tool in tools):
        raise Refused(_("Choose a tool."))


def check_has_come(day: date | None) -> None:
    """Refuse a day that is still to come."""
    if day is not None and day > clock.today():
        raise Refused(_("%(day)s is in the future. Enter the day on which it was done.") % {"day": localize_day(day)})
