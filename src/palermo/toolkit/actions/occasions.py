"""What is done to the record of occasions and of what is presented there."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.toolkit.models import Edition, Occasion, Presentation
from palermo.toolkit.rules import occasions as rules
from palermo.toolkit.rules.stages import check_has_reason


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


@transaction.atomic
def record_presentation(presentation: Presentation, *, by: Actor) -> Presentation:
    """Record that an edition is presented at an occasion, with the comments received."""
    rules.check_can_present(by, presentation)
    insert_row(presentation)
    record("presentation.recorded", presentation, by=by, **_facts(presentation))
    return presentation


@transaction.atomic
def change_presentation(presentation: Presentation, *, values: Mapping[str, object], by: Actor) -> Presentation:
    """Correct or complete a presentation, such as by the comments received; `values` are fields of the model."""
    presentation = lock_row(presentation, "edition__tool__activity", "occasion")
    rules.check_may_change_presentation(by, presentation)
    before = _facts(presentation)
    set_values(presentation, values)
    rules.check_can_present(by, presentation)
    save_row(presentation)
    record("presentation.changed", presentation, by=by, before=before, **_facts(presentation))
    return presentation


@transaction.atomic
def remove_presentation(presentation: Presentation, *, reason: MultilingualText, by: Actor) -> Edition:
    """Remove a presentation recorded by mistake; the log and its history keep it, with the reason."""
    presentation = lock_row(presentation, "edition__tool__activity", "occasion")
    rules.check_may_change_presentation(by, presentation)
    check_has_reason(reason)
    edition, facts = presentation.edition, _facts(presentation)
    presentation.delete()
    record("presentation.removed", edition, by=by, reason=dict(reason), **facts)
    return edition


def _facts(presentation: Presentation) -> dict[str, object]:
    """What the log says of a presentation."""
    return {
        "tool": presentation.edition.tool.activity.slug,
        "edition": presentation.edition.order,
        "occasion": presentation.occasion.slug,
        "comment_count": presentation.comment_count,
    }
