"""What the secretariat does to treaties: putting one on record with its rules, editing it."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.audiences import Audience
from palermo.core.rows import insert_row, save_row, set_values
from palermo.core.slugs import free_id, free_slug
from palermo.core.text import MultilingualText
from palermo.treaties.indexes import IndexEntry
from palermo.treaties.models import EffectRule, Treaty
from palermo.treaties.rules import treaties as rules
from palermo.treaties.states.participation import ActionKind
from palermo.treaties.status import Effect

ENGLISH = "en"


@transaction.atomic
def record_treaty(treaty: Treaty, *, effects: Mapping[ActionKind, Effect], by: Actor) -> Treaty:
    """Put a treaty on record, with the rules by which actions in respect of it have effect.

    Raises
    ------
    Refused
        If `by` may not.
    ValidationError
        If its fields do not hold together.
    """
    rules.check_may_record_treaty(by)
    treaty.slug = treaty.slug or free_slug(Treaty, treaty.short_name or treaty.name, "treaty")
    insert_row(treaty)
    for kind, effect in sorted(effects.items()):
        EffectRule.objects.create(
            treaty=treaty,
            kind=kind,
            delay=effect.delay.length,
            unit=effect.delay.unit,
            waits_for_entry=effect.waits_for_entry,
        )
    record("treaty.recorded", treaty, by=by, number=treaty.depositary_number)
    return treaty


@transaction.atomic
def record_index(entries: Iterable[IndexEntry], *, by: Actor) -> list[Treaty]:
    """Put on record the treaties of an index that are not, by their number; gives these.

    They are a catalogue of the secretariat's: each is public once it is published (`publish_treaty`). A treaty
    supplements the one whose number it extends (XVIII-12-a: XVIII-12), where that is on record. Refused if `by` may
    not.
    """
    known = {treaty.depositary_number: treaty for treaty in Treaty.objects.exclude(depositary_number="")}
    recorded = []
    for entry in sorted(entries, key=lambda entry: entry.number):
        if entry.number not in known:
            treaty = Treaty(
                slug=free_id(Treaty, entry.number.lower()),
                name=MultilingualText({ENGLISH: entry.name}),
                depositary_number=entry.number,
                adopted_on=entry.adopted_on,
                supplements=known.get(entry.number.rpartition("-")[0]),
                audience=Audience.SECRETARIAT,
            )
            known[entry.number] = record_treaty(treaty, effects={}, by=by)
            recorded.append(treaty)
    return recorded


@transaction.atomic
def publish_treaty(treaty: Treaty, *, by: Actor) -> Treaty:
    """Make a treaty of the catalogue public.

    Raises
    ------
    Refused
        If `by` may not, or it is public already.
    ValidationError
        If it supplements a treaty that is not public.
    """
    treaty = Treaty.objects.select_for_update().get(pk=treaty.pk)
    rules.check_may_publish_treaty(by, treaty)
    treaty.audience = Audience.PUBLIC
    treaty.full_clean()
    treaty.save(update_fields=["audience"])
    record("treaty.published", treaty, by=by, number=treaty.depositary_number)
    return treaty


@transaction.atomic
def change_treaty(treaty: Treaty, *, values: Mapping[str, object], by: Actor) -> Treaty:
    """Edit a treaty; `values` are fields of the model.

    Raises
    ------
    Refused, ValidationError
        As `record_treaty`.
    """
    treaty = Treaty.objects.select_for_update().get(pk=treaty.pk)
    rules.check_may_change_treaty(by, treaty)
    set_values(treaty, values)
    save_row(treaty)
    record("treaty.changed", treaty, by=by, number=treaty.depositary_number)
    return treaty
