"""What is done to the pages “What you can do”."""

from django.db import transaction
from django.db.models import F

from palermo.accounts.actors import Actor
from palermo.accounts.row_acts import RowActs
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, save_row
from palermo.core.text import MultilingualText
from palermo.outreach.models import Advice, AdviceStep
from palermo.outreach.rules import advice as rules

# No page has so many steps.
BEYOND = 10_000


@transaction.atomic
def add_advice(advice: Advice, *, by: Actor) -> Advice:
    """Add the page for an audience, not yet published."""
    rules.check_may_add_advice(by)
    advice.is_published = False
    insert_row(advice)
    record("advice.added", advice, by=by, audience=advice.audience)
    return advice


@transaction.atomic
def change_advice(advice: Advice, *, introduction: MultilingualText, by: Actor) -> Advice:
    """Edit the introduction of a page."""
    advice = lock_row(advice)
    rules.check_may_change_advice(by, advice)
    advice.introduction = introduction
    save_row(advice)
    record("advice.changed", advice, by=by)
    return advice


@transaction.atomic
def publish_advice(advice: Advice, *, by: Actor) -> Advice:
    """Show a page to all readers."""
    advice = lock_row(advice)
    rules.check_may_publish_advice(by, advice)
    return _mark(advice, is_published=True, verb="advice.published", by=by)


@transaction.atomic
def unpublish_advice(advice: Advice, *, by: Actor) -> Advice:
    """Show a page to the secretariat alone again."""
    advice = lock_row(advice)
    rules.check_may_unpublish_advice(by, advice)
    return _mark(advice, is_published=False, verb="advice.unpublished", by=by)


@transaction.atomic
def move_step(step: AdviceStep, *, number: int, by: Actor) -> AdviceStep:
    """Give a step another place on its page; the others keep their order."""
    advice = lock_row(step.advice)
    steps = list(AdviceStep.objects.select_for_update(of=("self",)).filter(advice=advice).order_by("number"))
    step = next(each for each in steps if each.pk == step.pk)
    rules.check_may_change_step(by, step)
    steps.remove(step)
    steps.insert(number - 1, step)
    moved = [(place, each) for place, each in enumerate(steps, 1) if each.number != place]
    # No two steps may have one number, not even for a moment.
    AdviceStep.objects.filter(pk__in=[each.pk for _place, each in moved]).update(number=F("number") + BEYOND)
    for place, each in moved:
        each.number = place
        each.save()
    record("advice.step_moved", advice, by=by, step=step.number)
    return step


def _mark(advice: Advice, *, is_published: bool, verb: str, by: Actor) -> Advice:
    advice.is_published = is_published
    advice.save(update_fields=["is_published"])
    record(verb, advice, by=by, audience=advice.audience)
    return advice


steps = RowActs(
    model=AdviceStep,
    noun="advice",
    verbs=("step_added", "step_changed", "step_removed"),
    above="advice",
    number="number",
    may_add=rules.check_may_change_advice,
    may_change=rules.check_may_change_step,
    can_remove=rules.check_can_remove_step,
    details=lambda step: {"step": step.number},
    logged_on=lambda step: step.advice,
)
