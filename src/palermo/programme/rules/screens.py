"""Who may put up screens and publish notices on them."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.events.models import Event
from palermo.events.rules.events import check_is_authorized
from palermo.programme.models import Programme, Screen, ScreenNotice
from palermo.programme.states.screens import SCREEN_NOTICE_MOVES, NoticeState


def check_may_manage_screens(user: Actor, record: Programme | Screen | ScreenNotice) -> None:
    """The secretariat: any screen, of any event that is authorized and has a programme."""
    check_may(user, Permission.MANAGE_SCREENS)
    check_is_authorized(_event_of(record))


def _event_of(record: Programme | Screen | ScreenNotice) -> Event:
    programme = record if isinstance(record, Programme) else record.programme
    return programme.event


def check_can_remove_screen(user: Actor, screen: Screen) -> None:
    """Not while a notice stands that is for this screen: without it, it would stand on all of them."""
    check_may_manage_screens(user, screen)
    standing = screen.notices.exclude(state=NoticeState.WITHDRAWN).order_by("number").first()
    if standing:
        values = {"number": standing.number}
        raise Refused(_("Announcement %(number)d is for this screen. Withdraw it first.") % values)


def check_may_write_notice(user: Actor, record: Programme | Screen | ScreenNotice) -> None:
    """The secretariat, for an event that is authorized."""
    check_may(user, Permission.PUBLISH_NOTICE)
    check_is_authorized(_event_of(record))


def check_may_change_notice(user: Actor, notice: ScreenNotice) -> None:
    """The secretariat; a draft only: what people have read on a screen is not reworded, but withdrawn."""
    check_may_write_notice(user, notice)
    if notice.state != NoticeState.DRAFT:
        raise Refused(_("This announcement was published. Withdraw it and publish another."))


def check_can_publish_notice(user: Actor, notice: ScreenNotice) -> None:
    """The secretariat; a draft whose time has not passed."""
    check_may_write_notice(user, notice)
    check_move(SCREEN_NOTICE_MOVES, notice.state, NoticeState.PUBLISHED)
    if notice.shown_until and notice.shown_until <= clock.now():
        raise Refused(_("The period of this announcement has passed. Change it before publishing."))


def check_can_withdraw_notice(user: Actor, notice: ScreenNotice) -> None:
    """The secretariat; once."""
    check_may_write_notice(user, notice)
    check_move(SCREEN_NOTICE_MOVES, notice.state, NoticeState.WITHDRAWN)
