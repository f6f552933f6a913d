"""What is done to the outcomes of events, their items, and what of them is shown at the Forum."""

from datetime import date

from django.db import transaction

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.actors import Actor
from palermo.accounts.rules.accounts import check_is_unchanged
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, next_number, save_row
from palermo.core.text import MultilingualText
from palermo.events.models import Event, Outcome, Recommendation, Showing
from palermo.events.rules import outcomes
from palermo.events.states.events import OutcomeStatus, ShowingKind
from palermo.governance.models import Activity
from palermo.library.models import Document


@transaction.atomic
def record_outcome(outcome: Outcome, *, by: Actor) -> Outcome:
    """Record what an event produced, after what is there of it. Refused if the event has not begun."""
    event = outcome.event
    event.activity = Activity.objects.select_for_update().order_by("pk").get(pk=event.pk)
    outcomes.check_can_record_outcome(by, event, outcome.produced_on)
    outcome.order = next_number(event.outcomes, "order")
    insert_row(outcome)
    record("outcome.recorded", outcome, by=by, event=event.activity.slug, kind=outcome.kind, status=outcome.status)
    return outcome


@transaction.atomic
def change_outcome(outcome: Outcome, *, seen: str = "", by: Actor) -> Outcome:
    """Change what is on record of an outcome; its history keeps what it was.

    Refused if somebody else changed it meanwhile.
    """
    stored = lock_row(outcome, "event__activity")
    outcomes.check_may_change_outcome(by, stored)
    check_is_unchanged(seen or fingerprint(stored), fingerprint(stored))
    save_row(outcome)
    record("outcome.changed", outcome, by=by)
    return outcome


@transaction.atomic
def adopt_outcome(outcome: Outcome, *, on: date, by: Actor) -> Outcome:
    """Record that a draft was adopted. Refused if it is no draft."""
    outcome = lock_row(outcome, "event__activity")
    outcomes.check_can_adopt(by, outcome, on)
    outcome.status, outcome.adopted_on = OutcomeStatus.ADOPTED, on
    outcome.save(update_fields=["status", "adopted_on"])
    record("outcome.adopted", outcome, by=by, on=on.isoformat())
    return outcome


@transaction.atomic
def withdraw_outcome(outcome: Outcome, *, on: date, reason: MultilingualText, by: Actor) -> Event:
    """Withdraw what was recorded by mistake, and say why: nobody but the secretariat finds it any more.

    It is shown at no Forum from that day on. Entries of the register that were taken over stand, and say so. Refused
    if it is withdrawn already, or if the day is still to come.
    """
    outcome = lock_row(outcome, "event__activity")
    outcomes.check_can_withdraw_outcome(by, outcome, on)
    before = outcome.status
    outcome.status, outcome.withdrawn_on, outcome.withdrawal_reason = OutcomeStatus.WITHDRAWN, on, reason
    outcome.full_clean()
    outcome.save(update_fields=["status", "withdrawn_on", "withdrawal_reason"])
    shown = outcome.showings.filter(withdrawn_on=None).select_related("forum__activity")
    for showing in shown:
        _end_showing(showing, max(on, showing.marked_on or on), reason, by)
    record("outcome.withdrawn", outcome, by=by, on=on.isoformat(), reason=dict(reason), before=before)
    return outcome.event


@transaction.atomic
def save_recommendation(item: Recommendation, *, seen: str = "", by: Actor) -> Outcome:
    """Add an item to an outcome under the next number, or change one: a recommendation, or an action of a plan.

    Refused if somebody else changed it meanwhile.
    """
    outcome = lock_row(item.outcome, "event__activity")
    outcomes.check_may_change_outcome(by, outcome)
    is_new = item._state.adding
    if is_new:
        item.number = next_number(outcome.recommendations)
    else:
        stored = Recommendation.objects.get(pk=item.pk)
        check_is_unchanged(seen or fingerprint(stored), fingerprint(stored))
    save_row(item)
    record("outcome.item_added" if is_new else "outcome.item_changed", outcome, by=by, number=item.number)
    return outcome


@transaction.atomic
def show_at_forum(
    shown: Outcome | Document, *, forum: Event, kind: ShowingKind, reason: MultilingualText, on: date, by: Actor
) -> Showing:
    """Mark an outcome or a document as shown at the Forum, in one way, and say why.

    What was taken from there may come back: the same row says so, and its history the rest. Refused if the Forum is
    over, or if it is marked already.
    """
    shown = type(shown)._default_manager.select_for_update(of=("self",)).get(pk=shown.pk)
    outcomes.check_can_show(by, shown, forum, kind)
    what = {"outcome": shown} if isinstance(shown, Outcome) else {"document": shown}
    showing = Showing.objects.filter(forum=forum, kind=kind, **what).first() or Showing(forum=forum, kind=kind, **what)
    showing.reason, showing.marked_on = reason, on
    showing.withdrawn_on, showing.withdrawal_reason = None, MultilingualText()
    save_row(showing)
    record("showing.marked", shown, by=by, forum=forum.activity.slug, kind=kind, reason=dict(reason))
    return showing


@transaction.atomic
def stop_showing(showing: Showing, *, on: date, reason: MultilingualText, by: Actor) -> Showing:
    """Take something from what is shown at the Forum, and say why. Refused if it is not shown any more."""
    showing = lock_row(showing, "forum__activity", "outcome__event__activity", "document")
    outcomes.check_can_stop_showing(by, showing, on)
    return _end_showing(showing, on, reason, by)


def _end_showing(showing: Showing, on: date, reason: MultilingualText, by: Actor) -> Showing:
    showing.withdrawn_on, showing.withdrawal_reason = on, reason
    showing.save(update_fields=["withdrawn_on", "withdrawal_reason"])
    details = {"forum": showing.forum.activity.slug, "kind": showing.kind, "reason": dict(reason)}
    shown = showing.outcome or showing.document
    assert shown
    record("showing.withdrawn", shown, by=by, **details)
    return showing
