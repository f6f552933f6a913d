"""Kinds of events and outcomes, and where they stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    """What kind of event."""

    REGIONAL = "regional", _("Regional event")
    FORUM = "forum", _("Forum")
    EXPERT_MEETING = "expert_meeting", _("Expert group meeting")
    BRIEFING = "briefing", pgettext_lazy("meeting", "Briefing")
    LAUNCH = "launch", _("Launch")


class OutcomeKind(models.TextChoices):
    """What an event produced."""

    RECOMMENDATIONS = "recommendations", _("Recommendations")
    DECLARATION = "declaration", _("Declaration")
    ACTION_PLAN = "action_plan", _("Action plan")
    CHAIR_REPORT = "chair_report", _("Chair's report")
    REPORT = "report", _("Report")
    AGREED_ITEM = "agreed_item", _("Item agreed for another process")
    CONCLUSION = "conclusion", _("Conclusion")


class OutcomeStatus(models.TextChoices):
    """How far a text is."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")


class ShowingKind(models.TextChoices):
    """How something is shown at the Forum."""

    HANDED_OUT = "handed_out", _("Handed out on CD-ROM")
    ON_SCREENS = "on_screens", _("Notice on the screens")


class ItemKind(models.TextChoices):
    """What kind of thing a programme has at an hour."""

    PLENARY = "plenary", _("Plenary")
    PANEL = "panel", _("Panel")
    SIDE_EVENT = "side_event", _("Side event")
    BREAK = "break", pgettext_lazy("programme", "Break")


class ItemRole(models.TextChoices):
    """What a person does in an item of a programme."""

    CHAIR = "chair", pgettext_lazy("person", "Chair")
    MODERATOR = "moderator", _("Moderator")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    SPEAKER = "speaker", pgettext_lazy("person", "Speaker")


class Gender(models.TextChoices):
    """As a person says; left empty where they did not say."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", pgettext_lazy("gender", "Other")


class ReleaseState(models.TextChoices):
    """Whether a released version of a programme still stands."""

    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn")


RELEASE_MOVES: dict[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.RELEASED: frozenset({ReleaseState.WITHDRAWN}),
    ReleaseState.WITHDRAWN: frozenset(),
}


class ScreenKind(models.TextChoices):
    """Where a screen hangs, which decides what it shows."""

    DOOR = "door", pgettext_lazy("screen", "Room door")
    PLENARY = "plenary", pgettext_lazy("screen", "Inside a room")
    FOYER = "foyer", pgettext_lazy("screen", "Foyer")
    WALL = "wall", pgettext_lazy("screen", "Wall of screens")


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


class ListKind(models.TextChoices):
    """What a speakers' list is for."""

    STATEMENTS = "statements", _("Statements")
    REPLIES = "replies", _("Rights of reply")


class ListState(models.TextChoices):
    """Whether a speakers' list takes requests."""

    OPEN = "open", pgettext_lazy("speakers' list", "Open")
    CLOSED = "closed", pgettext_lazy("speakers' list", "Closed")


SPEAKERS_LIST_MOVES: dict[ListState, frozenset[ListState]] = {
    ListState.OPEN: frozenset({ListState.CLOSED}),
    ListState.CLOSED: frozenset({ListState.OPEN}),
}


class FloorState(models.TextChoices):
    """Where a request for the floor stands."""

    WAITING = "waiting", pgettext_lazy("request for the floor", "Waiting")
    SPEAKING = "speaking", pgettext_lazy("request for the floor", "Has the floor")
    SPOKEN = "spoken", pgettext_lazy("request for the floor", "Has spoken")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for the floor", "Withdrawn")


FLOOR_MOVES: dict[FloorState, frozenset[FloorState]] = {
    FloorState.WAITING: frozenset({FloorState.SPEAKING, FloorState.WITHDRAWN}),
    FloorState.SPEAKING: frozenset({FloorState.SPOKEN}),
    FloorState.SPOKEN: frozenset(),
    FloorState.WITHDRAWN: frozenset(),
}


class TaskState(models.TextChoices):
    """How far a task of the preparations is."""

    OPEN = "open", pgettext_lazy("task", "To be done")
    DONE = "done", pgettext_lazy("task", "Done")
    DROPPED = "dropped", pgettext_lazy("task", "Not needed")


TASK_MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset({TaskState.OPEN}),
    TaskState.DROPPED: frozenset({TaskState.OPEN}),
}


class NeedKind(models.TextChoices):
    """What kind of thing a participant needs."""

    ACCESS = "access", pgettext_lazy("need of a participant", "Access")
    INTERPRETATION = "interpretation", pgettext_lazy("need of a participant", "Interpretation")
    PROTECTION = "protection", pgettext_lazy("need of a participant", "Protection")
    OTHER = "other", pgettext_lazy("need of a participant", "Other")
