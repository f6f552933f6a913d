"""What the secretariat does to treaty actions: recording, correcting, removing one that was recorded in error."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.text import MultilingualText
from palermo.treaties.models import Treaty, TreatyAction
from palermo.treaties.rules import treaty_actions as rules

CORRECTED = ("state", "organisation", "kind", "deposited_on", "stated_effect_on", "territory", "source")

# Of what the log says of an action, what decides whether it can have been done.
DECISIVE = ("participant", "kind", "deposited_on", "stated_effect_on")


@transaction.atomic
def record_action(action: TreatyAction, *, by: Actor) -> TreatyAction:
    """Record what a participant did in respect of a treaty.

    Raises
    ------
    Refused
        If `by` may not, or the action contradicts what is on record.
    ValidationError
        If its fields do not hold together.
    """
    Treaty.objects.select_for_update().get(pk=action.treaty_id)
    action.full_clean()
    rules.check_can_record_action(by, action)
    action.save(force_insert=True)
    record("treaty_action.recorded", action, by=by, **_facts(action))
    return action


@transaction.atomic
def correct_action(
    action: TreatyAction, *, values: Mapping[str, object], reason: MultilingualText, by: Actor
) -> TreatyAction:
    """Correct an action that was recorded wrongly; `values` are those of the fields in `CORRECTED`.

    Raises
    ------
    Refused, ValidationError
        As `record_action`.
    """
    Treaty.objects.select_for_update().get(pk=action.treaty_id)
    action = TreatyAction.objects.select_for_update().get(pk=action.pk)
    rules.check_may_change_action(by, action)
    before = _facts(action)
    for name in CORRECTED:
        setattr(action, name, values.get(name, getattr(action, name)))
    action.full_clean()
    after = _facts(action)
    if any(after[name] != before[name] for name in DECISIVE):
        rules.check_is_possible(action)
    action.save(update_fields=list(CORRECTED))
    record("treaty_action.corrected", action, by=by, before=before, reason=dict(reason), **after)
    return action


@transaction.atomic
def remove_action(action: TreatyAction, *, reason: MultilingualText, by: Actor) -> Treaty:
    """Take an action that was never done off the record; the log and its history keep it, with the reason.

    Refused if `by` may not, or a later action rests on it.
    """
    treaty = Treaty.objects.select_for_update().get(pk=action.treaty_id)
    action = TreatyAction.objects.select_for_update().get(pk=action.pk)
    rules.check_can_remove_action(by, action)
    facts = _facts(action)
    action.delete()
    record("treaty_action.removed", treaty, by=by, reason=dict(reason), **facts)
    return treaty


def _facts(action: TreatyAction) -> dict[str, object]:
    """What the log says of an action."""
    return {
        "treaty": action.treaty.slug,
        "participant": action.participant.slug,
        "kind": action.kind,
        "deposited_on": action.deposited_on.isoformat(),
        "stated_effect_on": action.stated_effect_on.isoformat() if action.stated_effect_on else "",
        "territory": dict(action.territory),
        "source": action.source,
    }
