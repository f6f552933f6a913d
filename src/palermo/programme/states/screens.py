"""Where a screen hangs, and the status of a notice on the screens."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ScreenKind(models.TextChoices):
    """Where a screen hangs, which decides what it shows."""

    DOOR = "door", pgettext_lazy("screen", "Room door")
    PLENARY = "plenary", pgettext_lazy("screen", "Room interior")
    FOYER = "foyer", pgettext_lazy("screen", "Foyer")
    WALL = "wall", pgettext_lazy("screen", "Video wall")


class NoticePriority(models.TextChoices):
    """How much a notice on the screens matters, the least first."""

    INFORMATION = "information", pgettext_lazy("notice on a screen", "Information")
    IMPORTANT = "important", pgettext_lazy("notice on a screen", "Important")
    URGENT = "urgent", pgettext_lazy("notice on a screen", "Urgent")


class NoticeState(models.TextChoices):
    """Whether a notice is on the screens."""

    DRAFT = "draft", pgettext_lazy("notice on a screen", "Draft")
    PUBLISHED = "published", pgettext_lazy("notice on a screen", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("notice on a screen", "Withdrawn")


SCREEN_NOTICE_MOVES: dict[NoticeState, frozenset[NoticeState]] = {
    NoticeState.DRAFT: frozenset({NoticeState.PUBLISHED, NoticeState.WITHDRAWN}),
    NoticeState.PUBLISHED: frozenset({NoticeState.WITHDRAWN}),
    NoticeState.WITHDRAWN: frozenset(),
}
