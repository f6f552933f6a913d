"""What is done to good practices."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.knowledge.models import GoodPractice
from palermo.knowledge.practice_links import PracticeLinks
from palermo.knowledge.rules import practices as rules
from palermo.knowledge.states.practices import PracticeStatus


@transaction.atomic
def add_practice(practice: GoodPractice, *, links: PracticeLinks, by: Actor) -> GoodPractice:
    """Record a good practice as a draft."""
    rules.check_may_add_practice(by, None)
    practice.status = PracticeStatus.DRAFT
    rules.check_practice_is_coherent(practice)
    rules.check_links_are_coherent(links)
    practice.slug = practice.slug or free_slug(GoodPractice, practice.title, "good-practice")
    insert_row(practice)
    _set_links(practice, links)
    record("practice.added", practice, by=by, field=practice.field, evidence_level=practice.evidence_level)
    return practice


@transaction.atomic
def change_practice(
    practice: GoodPractice, *, values: Mapping[str, object], links: PracticeLinks, by: Actor
) -> GoodPractice:
    """Edit what is written of a practice; `values` are fields of the model."""
    practice = lock_row(practice, "evaluation_document")
    rules.check_may_change_practice(by, practice)
    set_values(practice, values)
    rules.check_practice_is_coherent(practice)
    rules.check_links_are_coherent(links)
    save_row(practice)
    _set_links(practice, links)
    if practice.status == PracticeStatus.PUBLISHED:
        rules.check_published_stands(practice)
    record("practice.changed", practice, by=by, field=practice.field, evidence_level=practice.evidence_level)
    return practice


@transaction.atomic
def publish_practice(practice: GoodPractice, *, by: Actor) -> GoodPractice:
    """Show a practice to its audience; one that was withdrawn stands again, without the reason."""
    practice = lock_row(practice, "evaluation_document")
    rules.check_can_publish_practice(by, practice)
    practice.status, practice.published_on = PracticeStatus.PUBLISHED, clock.today()
    practice.withdrawn_on, practice.reason = None, MultilingualText()
    save_row(practice)
    record("practice.published", practice, by=by, audience=practice.audience)
    return practice


@transaction.atomic
def withdraw_practice(practice: GoodPractice, *, reason: MultilingualText, by: Actor) -> GoodPractice:
    """No longer recommend a practice, with the reason; its page stays."""
    practice = lock_row(practice, "evaluation_document")
    rules.check_can_withdraw_practice(by, practice, reason)
    practice.status, practice.withdrawn_on, practice.reason = PracticeStatus.WITHDRAWN, clock.today(), reason
    save_row(practice)
    record("practice.withdrawn", practice, by=by, reason=dict(reason))
    return practice


def _set_links(practice: GoodPractice, links: PracticeLinks) -> None:
    """Link what is named and nothing else; what stays as it was is not written again."""
    for name, wanted in links._asdict().items():
        linked = getattr(practice, name)
        if {each.pk for each in wanted} != set(linked.values_list("pk", flat=True)):
            linked.set(wanted)
