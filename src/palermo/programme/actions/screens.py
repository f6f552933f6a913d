"""What is done to screens and to the notices on them."""

from collections.abc import Iterable

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import next_number, save_row
from palermo.programme.actions.programmes import check_row_is_unchanged, lock_programme
from palermo.programme.models import Programme, Screen, ScreenNotice
from palermo.programme.models.screens import new_key
from palermo.programme.rules import screens as screens_rules
from palermo.programme.states.screens import NoticeState


@transaction.atomic
def save_screen(screen: Screen, *, tiles: Iterable[Screen] = (), seen: str = "", by: Actor) -> Screen:
    """Put up a screen, or change one; its address stays.

    Raises
    ------
    Refused
        If somebody else changed or removed it meanwhile.
    ValidationError
        If it does not hold together.
    """
    is_new = screen._state.adding
    lock_programme(screen.programme)
    screens_rules.check_may_manage_screens(by, screen)
    if not is_new:
        check_row_is_unchanged(screen, seen)
    save_row(screen)
    screen.tiles.set(tiles)
    record("screen.added" if is_new else "screen.changed", screen.programme, by=by, screen=screen.slug)
    return screen


@transaction.atomic
def give_new_address(screen: Screen, *, by: Actor) -> Screen:
    """Give a screen another address: the one before opens nothing from now on."""
    lock_programme(screen.programme)
    screens_rules.check_may_manage_screens(by, screen)
    screen.key = new_key()
    screen.save(update_fields=["key"])
    record("screen.address_changed", screen.programme, by=by, screen=screen.slug)
    return screen


@transaction.atomic
def remove_screen(screen: Screen, *, by: Actor) -> Programme:
    """Take a screen down: its address opens nothing from now on. Refused if a notice is meant for it alone."""
    programme = lock_programme(screen.programme)
    screens_rules.check_can_remove_screen(by, screen)
    # Drafts and notices withdrawn before named it too; what they say stays.
    record("screen.removed", programme, by=by, screen=screen.slug)
    screen.delete()
    return programme


@transaction.atomic
def write_notice(notice: ScreenNotice, *, screens: Iterable[Screen] = (), seen: str = "", by: Actor) -> ScreenNotice:
    """Write a notice, or change a draft. It is on no screen until it is published.

    Raises
    ------
    Refused
        If it was published, or somebody else changed it meanwhile.
    ValidationError
        If it does not hold together.
    """
    programme, is_new = lock_programme(notice.programme), notice._state.adding
    if is_new:
        screens_rules.check_may_write_notice(by, programme)
        notice.number = next_number(programme.notices)
    else:
        screens_rules.check_may_change_notice(by, ScreenNotice.objects.get(pk=notice.pk))
        check_row_is_unchanged(notice, seen)
    save_row(notice)
    notice.screens.set(screens)
    record("notice.written" if is_new else "notice.changed", programme, by=by, number=notice.number)
    return notice


@transaction.atomic
def publish_notice(notice: ScreenNotice, *, by: Actor) -> ScreenNotice:
    """Put a notice on its screens, for its time.

    Refused if it was published or withdrawn before, or if its time has passed.
    """
    notice = _lock_notice(notice)
    screens_rules.check_can_publish_notice(by, notice)
    notice.state, notice.published_at = NoticeState.PUBLISHED, clock.now()
    notice.save(update_fields=["state", "published_at"])
    _log("notice.published", notice, by, priority=notice.priority, text=dict(notice.text), screens=_slugs(notice))
    return notice


@transaction.atomic
def withdraw_notice(notice: ScreenNotice, *, by: Actor) -> ScreenNotice:
    """Take a notice from its screens. It can still be read where it was written. Refused if it was withdrawn before."""
    notice = _lock_notice(notice)
    screens_rules.check_can_withdraw_notice(by, notice)
    notice.state, notice.withdrawn_at = NoticeState.WITHDRAWN, clock.now()
    notice.save(update_fields=["state", "withdrawn_at"])
    _log("notice.withdrawn", notice, by)
    return notice


def _lock_notice(notice: ScreenNotice) -> ScreenNotice:
    programme = lock_programme(notice.programme)
    stored = ScreenNotice.objects.get(pk=notice.pk)
    stored.programme = programme
    return stored


def _log(verb: str, notice: ScreenNotice, by: Actor, **details: object) -> None:
    record(verb, notice.programme, by=by, number=notice.number, **details)


def _slugs(notice: ScreenNotice) -> list[str]:
    return sorted(notice.screens.values_list("slug", flat=True))
