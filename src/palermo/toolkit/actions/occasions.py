"""What is done to the record of occasions and of what is presented there."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.row_acts import RowActs
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_slug
from palermo.toolkit.models import Occasion, Presentation
from palermo.toolkit.rules import occasions as rules


@transaction.atomic
def record_occasion(occasion: Occasion, *, by: Actor) -> Occasion:
    """Record an occasion outside the initiative."""
    rules.check_may_record_occasion(by)
    rules.check_occasion_is_coherent(occasion)
    occasion.slug = occasion.slug or free_slug(Occasion, occasion.title, "occasion")
    insert_row(occasion)
    record("occasion.recorded", occasion, by=by, starts_on=occasion.starts_on.isoformat())
    return occasion


@transaction.atomic
def change_occasion(occasion: Occasion, *, values: Mapping[str, object], by: Actor) -> Occasion:
    """Correct what is recorded of an occasion; `values` are fields of the model."""
    occasion = lock_row(occasion)
    rules.check_may_change_occasion(by, occasion)
    before = occasion.starts_on.isoformat()
    set_values(occasion, values)
    rules.check_occasion_is_coherent(occasion)
    save_row(occasion)
    record("occasion.changed", occasion, by=by, before=before, starts_on=occasion.starts_on.isoformat())
    return occasion


def _details(presentation: Presentation) -> dict[str, object]:
    """What the log says of a presentation."""
    return {
        "tool": presentation.edition.tool.activity.slug,
        "edition": presentation.edition.order,
        "occasion": presentation.occasion.slug,
        "comment_count": presentation.comment_count,
    }


presentations = RowActs(
    model=Presentation,
    noun="presentation",
    verbs=("recorded", "changed", "removed"),
    above="edition",
    related=("edition__tool__activity", "occasion"),
    may_add=rules.check_may_present,
    may_change=rules.check_may_change_presentation,
    can_keep=rules.check_can_present,
    details=_details,
    logs_former=True,
    removal_needs_reason=True,
)
