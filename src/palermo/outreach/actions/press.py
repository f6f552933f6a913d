"""What is done to press releases and to what the press room offers beside them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.row_acts import RowActs
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


def _give_id(cutting: Cutting) -> None:
    wanted = slug_of_words(f"{cutting.published_on.isoformat()} {cutting.outlet} {cutting.title}", "cutting")
    cutting.slug = cutting.slug or free_id(Cutting, wanted)


kit_items = RowActs(
    model=KitItem,
    noun="kit_item",
    may_add=rules.check_may_change_kit_item,
    may_change=rules.check_may_change_kit_item,
    check=rules.check_kit_item_has_one_thing,
)
# Nothing of the person is kept of one that is removed.
contacts = RowActs(
    model=PressContact,
    noun="press_contact",
    may_add=rules.check_may_change_contact,
    may_change=rules.check_may_change_contact,
    check=rules.check_contact_can_be_reached,
)
cuttings = RowActs(
    model=Cutting,
    noun="cutting",
    may_add=rules.check_may_change_cutting,
    may_change=rules.check_may_change_cutting,
    prepare=_give_id,
    check=rules.check_cutting_was_published,
    removal_needs_reason=True,
)
