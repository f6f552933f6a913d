"""What is done to press releases and to what the press room offers beside them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_id, slug_of_text, slug_of_words
from palermo.core.text import MultilingualText
from palermo.outreach.models import Cutting, KitItem, PressContact, PressRelease
from palermo.outreach.queries.press import press_releases_due
from palermo.outreach.rules import press as rules
from palermo.outreach.states.press import ReleaseStatus

# What stands in the address of other pages of the press room where a release has its id.
PAGES = frozenset({"cuttings"})


@transaction.atomic
def add_release(release: PressRelease, *, by: Actor) -> PressRelease:
    """Enter the draft of a press release."""
    rules.check_may_add_release(by)
    release.status, release.public_at = ReleaseStatus.DRAFT, None
    release.slug = release.slug or free_id(PressRelease, _wanted_id(release))
    insert_row(release)
    record("press_release.drafted", release, by=by)
    return release


@transaction.atomic
def change_release(release: PressRelease, *, values: Mapping[str, object], by: Actor) -> PressRelease:
    """Edit a press release before it is public; `values` are fields of the model."""
    release = lock_row(release)
    rules.check_may_change_release(by, release)
    set_values(release, values)
    if release.status == ReleaseStatus.SCHEDULED:
        rules.check_release_is_complete(release)
    save_row(release)
    record("press_release.changed", release, by=by)
    return release


@transaction.atomic
def schedule_release(release: PressRelease, *, public_at: datetime, by: Actor) -> PressRelease:
    """Set the instant at which a press release becomes public, or another one in its place."""
    release = lock_row(release)
    rules.check_can_schedule_release(by, release, public_at)
    verb = "press_release.rescheduled" if release.public_at else "press_release.scheduled"
    release.status, release.public_at = ReleaseStatus.SCHEDULED, public_at
    save_row(release)
    record(verb, release, by=by, public_at=public_at.isoformat())
    return release


@transaction.atomic
def unschedule_release(release: PressRelease, *, by: Actor) -> PressRelease:
    """Make a scheduled press release a draft again."""
    release = lock_row(release)
    rules.check_may_unschedule_release(by, release)
    release.status, release.public_at = ReleaseStatus.DRAFT, None
    save_row(release)
    record("press_release.unscheduled", release, by=by)
    return release


@transaction.atomic
def publish_release(release: PressRelease, *, by: Actor) -> PressRelease:
    """Make a press release public now."""
    release = lock_row(release)
    rules.check_may_publish_release(by, release)
    release.public_at = clock.now()
    return _publish(release, by)


@transaction.atomic
def correct_release(
    release: PressRelease, *, values: Mapping[str, object], correction: MultilingualText, by: Actor
) -> PressRelease:
    """Correct a press release that is public; its page says what was corrected today."""
    release = lock_row(release)
    rules.check_may_correct_release(by, release)
    rules.check_correction(correction)
    release = _catch_up(release, by)
    set_values(release, values)
    rules.check_release_is_complete(release)
    release.correction, release.corrected_on = correction, clock.today()
    save_row(release)
    record("press_release.corrected", release, by=by, reason=dict(correction))
    return release


@transaction.atomic
def withdraw_release(release: PressRelease, *, reason: MultilingualText, by: Actor) -> PressRelease:
    """Withdraw a press release; its page stays and gives the reason in place of the text."""
    release = lock_row(release)
    rules.check_may_withdraw_release(by, release)
    release = _catch_up(release, by)
    release.status, release.withdrawn_on, release.reason = ReleaseStatus.WITHDRAWN, clock.today(), reason
    save_row(release)
    record("press_release.withdrawn", release, by=by, reason=dict(reason))
    return release


def publish_due_releases(*, by: Actor) -> list[PressRelease]:
    """Record the publication of each scheduled press release whose time has come.

    Readers see it from that time on in any case; with the entry in the log it comes into search and e-mail.
    """
    published = []
    for pk in press_releases_due().order_by("public_at", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            release = press_releases_due().select_for_update(of=("self",)).filter(pk=pk).first()
            if release is not None:
                published.append(_publish(release, by))
    return published


@transaction.atomic
def add_kit_item(item: KitItem, *, by: Actor) -> KitItem:
    """Add a document or material to the media kit."""
    rules.check_may_change_kit_item(by)
    rules.check_kit_item_has_one_thing(item)
    insert_row(item)
    record("kit_item.added", item, by=by)
    return item


@transaction.atomic
def change_kit_item(item: KitItem, *, values: Mapping[str, object], by: Actor) -> KitItem:
    """Edit an item of the media kit; `values` are fields of the model."""
    item = lock_row(item)
    rules.check_may_change_kit_item(by, item)
    set_values(item, values)
    rules.check_kit_item_has_one_thing(item)
    save_row(item)
    record("kit_item.changed", item, by=by)
    return item


@transaction.atomic
def remove_kit_item(item: KitItem, *, by: Actor) -> KitItem:
    """Take an item out of the media kit; what it led to stays."""
    item = lock_row(item)
    rules.check_may_change_kit_item(by, item)
    _delete(item)
    record("kit_item.removed", item, by=by)
    return item


@transaction.atomic
def add_contact(contact: PressContact, *, by: Actor) -> PressContact:
    """Add a contact for journalists."""
    rules.check_may_change_contact(by)
    rules.check_contact_can_be_reached(contact)
    insert_row(contact)
    record("press_contact.added", contact, by=by)
    return contact


@transaction.atomic
def change_contact(contact: PressContact, *, values: Mapping[str, object], by: Actor) -> PressContact:
    """Edit a press contact; `values` are fields of the model."""
    contact = lock_row(contact)
    rules.check_may_change_contact(by, contact)
    set_values(contact, values)
    rules.check_contact_can_be_reached(contact)
    save_row(contact)
    record("press_contact.changed", contact, by=by)
    return contact


@transaction.atomic
def remove_contact(contact: PressContact, *, by: Actor) -> PressContact:
    """Delete a press contact; nothing of the person is kept."""
    contact = lock_row(contact)
    rules.check_may_change_contact(by, contact)
    record("press_contact.removed", contact, by=by)
    _delete(contact)
    return contact


@transaction.atomic
def add_cutting(cutting: Cutting, *, by: Actor) -> Cutting:
    """Record what a medium published."""
    rules.check_may_change_cutting(by)
    rules.check_cutting_was_published(cutting)
    wanted = slug_of_words(f"{cutting.published_on.isoformat()} {cutting.outlet} {cutting.title}", "cutting")
    cutting.slug = cutting.slug or free_id(Cutting, wanted)
    insert_row(cutting)
    record("cutting.added", cutting, by=by)
    return cutting


@transaction.atomic
def change_cutting(cutting: Cutting, *, values: Mapping[str, object], by: Actor) -> Cutting:
    """Edit a press cutting; `values` are fields of the model."""
    cutting = lock_row(cutting)
    rules.check_may_change_cutting(by, cutting)
    set_values(cutting, values)
    rules.check_cutting_was_published(cutting)
    save_row(cutting)
    record("cutting.changed", cutting, by=by)
    return cutting


@transaction.atomic
def remove_cutting(cutting: Cutting, *, reason: MultilingualText, by: Actor) -> Cutting:
    """Remove a cutting that was recorded in error; its history and the log keep it."""
    cutting = lock_row(cutting)
    rules.check_may_change_cutting(by, cutting)
    _delete(cutting)
    record("cutting.removed", cutting, by=by, reason=dict(reason))
    return cutting


def _wanted_id(release: PressRelease) -> str:
    """From its title, unless a page of the press room has that address."""
    wanted = slug_of_text(release.title, "press-release")
    return f"press-release-{wanted}" if wanted in PAGES else wanted


def _catch_up(release: PressRelease, by: Actor) -> PressRelease:
    """Record the publication of a scheduled release whose time has come, before anything else is done to it."""
    return _publish(release, by) if release.status == ReleaseStatus.SCHEDULED else release


def _publish(release: PressRelease, by: Actor) -> PressRelease:
    release.status = ReleaseStatus.PUBLISHED
    save_row(release)
    assert release.public_at is not None
    record("press_release.published", release, by=by, public_at=release.public_at.isoformat())
    return release


def _delete(row: Model) -> None:
    """Delete a row; what is left in memory still says which it was, for the log."""
    pk = row.pk
    row.delete()
    row.pk = pk
