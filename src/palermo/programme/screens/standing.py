"""Which notices stand on a screen at an instant: the most urgent first, then the latest."""

from collections.abc import Iterable
from datetime import datetime

from palermo.programme.models import ScreenNotice
from palermo.programme.states.screens import NoticePriority, NoticeState

URGENT_FIRST = tuple(reversed(NoticePriority.values))


def is_standing(notice: ScreenNotice, at: datetime) -> bool:
    """Whether it is published and within its time: from its beginning until before its end."""
    has_begun = notice.shown_from is None or notice.shown_from <= at
    has_ended = notice.shown_until is not None and at >= notice.shown_until
    return notice.state == NoticeState.PUBLISHED and has_begun and not has_ended


def by_urgency(notices: Iterable[ScreenNotice]) -> list[ScreenNotice]:
    """The most urgent first, then the one published last."""
    return sorted(notices, key=lambda each: (URGENT_FIRST.index(each.priority), -each.number))
