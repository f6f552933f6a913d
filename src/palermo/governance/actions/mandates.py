"""What is done to mandates."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import insert_row
from palermo.core.text import MultilingualText
from palermo.governance.actions.activities import move_activity
from palermo.governance.models import Activity, Disposition, Mandate
from palermo.governance.rules import mandates as mandates_rules
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.mandates import Fate, MandateChange, MandateState

FINISHED_BY = {Fate.COMPLETED: ActivityState.COMPLETED, Fate.CANCELLED: ActivityState.CANCELLED}


@transaction.atomic
def make_mandate(mandate: Mandate, *, by: Actor) -> Mandate:
    """Put a new mandate on record, from a paragraph, guidance or an endorsement.

    Raises
    ------
    Refused, ValidationError
        Saying what is wrong with it.
    """
    mandate.state, mandate.ended_on = MandateState.IN_FORCE, None
    mandates_rules.check_can_make_mandate(by, mandate)
    insert_row(mandate)
    record("mandate.made", mandate, by=by, source=_source_of(mandate), in_force_from=mandate.in_force_from.isoformat())
    return mandate


@transaction.atomic
def change_mandate(mandate: Mandate, *, seen: str = "", by: Actor) -> Mandate:
    """Save what an editor corrected in a mandate; `seen` is its fingerprint as they were shown it.

    Raises
    ------
    Refused, ValidationError
        If it would undo authority that was given, or requirements on activities that are not finished.
    """
    stored = Mandate.objects.select_for_update().get(pk=mandate.pk)
    mandates_rules.check_can_change_mandate(by, mandate, stored)
    save_record(mandate, by=by, seen=seen)
    return mandate


def _source_of(mandate: Mandate) -> str:
    if mandate.paragraph:
        return f"{mandate.paragraph.decision.slug}/{mandate.paragraph.number}"
    return (mandate.guidance or mandate.endorsement).slug  # type: ignore[union-attr]  # by the rule


@transaction.atomic
def end_mandate(
    mandate: Mandate,
    state: MandateState,
    *,
    on: date,
    reason: MultilingualText,
    successor: Mandate | None = None,
    answers: Sequence[Disposition] = (),
    by: Actor,
) -> Mandate:
    """End a mandate: fulfilled, superseded (by `successor`), lapsed or withdrawn.

    Each unfinished activity under it needs its answer, a disposition that says its activity, fate, other mandate and
    reason; it is recorded and takes effect at once. Refused, saying why not; naming the activity that nobody answered
    for.
    """
    mandate, successor = _lock_mandates(mandate, successor, answers)
    mandates_rules.check_can_end_mandate(by, mandate, state, on, successor=successor, answers=answers)
    mandate.state, mandate.ended_on, mandate.end_reason, mandate.superseded_by = state, on, reason, successor
    mandate.save(update_fields=["state", "ended_on", "end_reason", "superseded_by"])
    details: dict[str, object] = {"state": state.value, "on": on.isoformat(), "reason": dict(reason)}
    successor_details = {"successor": successor.slug} if successor else {}
    record("mandate.ended", mandate, by=by, **details, answers=_answer_details(answers), **successor_details)
    _dispose(mandate, MandateChange.ENDED, answers, on=on, by=by)
    return mandate


@transaction.atomic
def narrow_mandate(
    mandate: Mandate,
    *,
    text: MultilingualText,
    conditions: MultilingualText,
    on: date,
    reason: MultilingualText,
    answers: Sequence[Disposition] = (),
    by: Actor,
) -> Mandate:
    """Leave a mandate in force with less: another text, or other conditions; the log keeps the earlier ones.

    Refused, saying why not; naming the activity that nobody answered for.
    """
    mandate, _none = _lock_mandates(mandate, None, answers)
    mandates_rules.check_can_narrow_mandate(by, mandate, text=text, conditions=conditions, on=on, answers=answers)
    before = {"text": dict(mandate.text), "conditions": dict(mandate.conditions)}
    mandate.text, mandate.conditions = text, conditions
    mandate.save(update_fields=["text", "conditions"])
    after = {"text": dict(text), "conditions": dict(conditions)}
    details: dict[str, object] = {"on": on.isoformat(), "reason": dict(reason), "before": before, "after": after}
    record("mandate.narrowed", mandate, by=by, **details, answers=_answer_details(answers))
    _dispose(mandate, MandateChange.NARROWED, answers, on=on, by=by)
    return mandate


def _lock_mandates(
    mandate: Mandate, successor: Mandate | None, answers: Sequence[Disposition]
) -> tuple[Mandate, Mandate | None]:
    """Lock the mandate, its activities and the mandates that are to take them over, and give them as they are now."""
    wanted = {each.pk for each in (mandate, successor, *(answer.under for answer in answers)) if each}
    mandates = {each.pk: each for each in Mandate.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    under = Activity.objects.select_for_update().filter(mandate=mandate).order_by("pk")
    activities = {each.pk: each for each in under}
    for answer in answers:
        answer.activity = activities.get(answer.activity_id, answer.activity)
        answer.under = answer.under and mandates[answer.under.pk]
    return mandates[mandate.pk], successor and mandates[successor.pk]


def _answer_details(answers: Sequence[Disposition]) -> dict[str, str]:
    """What becomes of each activity, for the log."""
    return {
        answer.activity.slug: f"{Fate(answer.fate)}: {answer.under.slug}" if answer.under else str(Fate(answer.fate))
        for answer in sorted(answers, key=lambda answer: answer.activity.slug)
    }


def _dispose(mandate: Mandate, change: MandateChange, answers: Sequence[Disposition], *, on: date, by: Actor) -> None:
    """Put the answers on record, and let each take effect."""
    for answer in answers:
        answer.mandate, answer.change, answer.decided_on = mandate, change, on
    Disposition.objects.bulk_create(answers)
    for answer in answers:
        if answer.fate in FINISHED_BY:
            move_activity(answer.activity, FINISHED_BY[Fate(answer.fate)], on=on, by=by)
        elif answer.under:
            _move_under(answer.activity, answer.under, instead_of=mandate, on=on, by=by)


def _move_under(activity: Activity, mandate: Mandate, *, instead_of: Mandate, on: date, by: Actor) -> None:
    """`authorised_on` stays the day on which it was first authorized; the disposition says since when it is here."""
    activity.mandate = mandate
    activity.save(update_fields=["mandate"])
    record("activity.transferred", activity, by=by, on=on.isoformat(), before=instead_of.slug, mandate=mandate.slug)
