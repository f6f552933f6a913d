"""What is done to the record of occasions and of what is presented there."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
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
    occasion.full_clean()
    occasion.save(force_insert=True)
    record("occasion.recorded", occasion, by=by, starts_on=occasion.starts_on.isoformat())
    return occasion


@transaction.atomic
def change_occasion(occasion: Occasion, *, values: Mapping[str, object], by: Actor) -> Occasion:
    """Correct what is recorded of an occasion; `values` are fields of the model."""
    occasion = Occasion.objects.select_for_update(of=("self",)).get(pk=occasion.pk)
    rules.check_may_change_occasion(by, occasion)
    before = occasion.starts_on.isoformat()
    for name, value in values.items():
        setattr(occasion, name, value)
    rules.check_occasion_is_coherent(occasion)
    occasion.full_clean()
    occasion.save()
    record("occasion.changed", occasion, by=by, before=before, starts_on=occasion.starts_on.isoformat())
    return occasion


@transaction.atomic
def record_presentation(presentation: Presentation, *, by: Actor) -> Presentation:
    """Record that an edition is presented at an occasion, with the comments received."""
    rules.check_can_present(by, presentation)
    presentation.full_clean()
    presentation.save(force_insert=True)
    record("presentation.recorded", presentation, by=by, **_facts(presentation))
    return presentation


@transaction.atomic
def change_presentation(presentation: Presentation, *, values: Mapping[str, object], by: Actor) -> Presentation:
    """Correct or complete a presentation, such as by the comments received; `values` are fields of the model."""
    presentation = _lock(presentation)
    rules.check_may_change_presentation(by, presentation)
    before = _facts(presentation)
    for name, value in values.items():
        setattr(presentation, name, value)
    rules.check_can_present(by, presentation)
    presentation.full_clean()
    presentation.save()
    record("presentation.changed", presentation, by=by, before=before, **_facts(presentation))
    return presentation


@transaction.atomic
def remove_presentation(presentation: Presentation, *, reason: MultilingualText, by: Actor) -> Edition:
    """Remove a presentation recorded by mistake; the log and its history keep it, with the reason."""
    presentation = _lock(presentation)
    rules.check_may_change_presentation(by, presentation)
    check_has_reason(reason)
    edition, facts = presentation.edition, _facts(presentation)
    presentation.delete()
    record("presentation.removed", edition, by=by, reason=dict(reason), **facts)
    return edition


def _lock(presentation: Presentation) -> Presentation:
    locked = Presentation.objects.select_for_update(of=("self",))
    return locked.select_related("edition__tool__activity", "occasion").get(pk=presentation.pk)


def _facts(presentation: Presentation) -> dict[str, object]:
    """What the log says of a presentation."""
    return {
        "tool": presentation.edition.tool.activity.slug,
        "edition": presentation.edition.order,
        "occasion": presentation.occasion.slug,
        "comment_count": presentation.comment_count,
    }
