"""What is done to the editions of a tool."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.core.rules import check_has_reason
from palermo.core.text import MultilingualText
from palermo.toolkit.models import Edition, EditionStage, Tool
from palermo.toolkit.rules import stages as rules
from palermo.toolkit.states.stages import Stage


@transaction.atomic
def begin_edition(edition: Edition, *, on: date, by: Actor) -> Edition:
    """Begin an edition of a tool, the first or a revised one, with its drafting."""
    tool = Tool.objects.select_for_update(of=("self",)).select_related("activity__mandate").get(pk=edition.tool_id)
    rules.check_can_begin_edition(by, tool, on)
    edition.order = next_number(tool.editions, "order")
    edition.scheduled_on = on
    insert_row(edition)
    EditionStage.objects.create(edition=edition, number=1, stage=Stage.DRAFTING, began_on=on)
    record("edition.begun", edition, by=by, order=edition.order, on=on.isoformat())
    return edition


@transaction.atomic
def move_edition(edition: Edition, *, entry: EditionStage, by: Actor) -> Edition:
    """Take an edition into another stage; `entry` holds the stage, its day, and what it needs.

    A text that is final has been prepared. Refused without a mandate in force on that day, and where the table of
    moves does not have the move.
    """
    edition = lock_row(edition, "tool__activity__mandate")
    entry.edition = edition
    entry.number = next_number(edition.stages)
    rules.check_can_move_edition(by, edition, entry)
    before = edition.stage
    insert_row(entry)
    if entry.stage == Stage.FINAL and edition.prepared_on is None:
        edition.prepared_on = entry.began_on
        edition.save(update_fields=["prepared_on"])
    record("edition.moved", edition, by=by, before=before, reason=dict(entry.reason), **_facts(entry))
    return edition


@transaction.atomic
def change_stage(
    entry: EditionStage, *, values: Mapping[str, object], reason: MultilingualText, by: Actor
) -> EditionStage:
    """Correct the dates of a stage, the meeting or who is consulted, with the reason; `values` are fields."""
    entry = lock_row(entry, "edition__tool__activity", "meeting__activity")
    rules.check_may_change_stage(by, entry)
    check_has_reason(reason)
    before = _facts(entry)
    set_values(entry, values)
    rules.check_stage_is_coherent(entry)
    save_row(entry)
    record("edition.stage_changed", entry.edition, by=by, reason=dict(reason), before=before, **_facts(entry))
    return entry


@transaction.atomic
def remove_stage(entry: EditionStage, *, reason: MultilingualText, by: Actor) -> Edition:
    """Remove the latest stage of an edition, recorded by mistake; the log and its history keep it, with the reason."""
    entry = lock_row(entry, "edition__tool__activity", "meeting__activity")
    rules.check_may_remove_stage(by, entry)
    check_has_reason(reason)
    edition, facts = entry.edition, _facts(entry)
    entry.delete()
    record("edition.stage_removed", edition, by=by, reason=dict(reason), **facts)
    return edition


def _facts(entry: EditionStage) -> dict[str, object]:
    """What the log says of a stage."""
    return {
        "stage": str(entry.stage),
        "began_on": entry.began_on.isoformat(),
        "until_on": entry.until_on.isoformat() if entry.until_on else "",
        "consulted": dict(entry.consulted),
        "meeting": entry.meeting.activity.slug if entry.meeting else "",
    }
