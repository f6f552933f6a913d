"""Rounds of comments on the text of a tool, and what becomes of each comment."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundKind(models.TextChoices):
    """Who is consulted."""

    MEETING = "meeting", _("Expert group meeting")
    MEMBER_STATES = "states", _("Consultation of Member States")
    OTHER = "other", _("Other consultation")


class RoundState(models.TextChoices):
    """How far a round is: comments are received while it is open, and answered by its end."""

    PREPARED = "prepared", pgettext_lazy("round of comments", "In preparation")
    OPEN = "open", pgettext_lazy("round of comments", "Open for comments")
    CLOSED = "closed", pgettext_lazy("round of comments", "Closed")
    ANSWERED = "answered", pgettext_lazy("round of comments", "Responses published")


ROUND_MOVES: dict[RoundState, frozenset[RoundState]] = {
    RoundState.PREPARED: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.ANSWERED}),
    RoundState.ANSWERED: frozenset(),
}


class CommentTopic(models.TextChoices):
    """What a comment is about."""

    SUBSTANCE = "substance", pgettext_lazy("topic of a comment", "Substance")
    DRAFTING = "drafting", pgettext_lazy("topic of a comment", "Drafting")
    TERMINOLOGY = "terms", pgettext_lazy("topic of a comment", "Terminology")
    TRANSLATION = "translation", pgettext_lazy("topic of a comment", "Translation")
    OTHER = "other", pgettext_lazy("topic of a comment", "Other")


class CommentState(models.TextChoices):
    """Whether a comment awaits a response, and what the drafting group did with it."""

    OPEN = "open", pgettext_lazy("comment on a text", "Awaiting response")
    ACCEPTED = "accepted", pgettext_lazy("comment on a text", "Accepted")
    ADAPTED = "adapted", pgettext_lazy("comment on a text", "Accepted with changes")
    DECLINED = "declined", pgettext_lazy("comment on a text", "Not accepted")


COMMENT_MOVES: dict[CommentState, frozenset[CommentState]] = {
    CommentState.OPEN: frozenset({CommentState.ACCEPTED, CommentState.ADAPTED, CommentState.DECLINED}),
    CommentState.ACCEPTED: frozenset({CommentState.OPEN}),
    CommentState.ADAPTED: frozenset({CommentState.OPEN}),
    CommentState.DECLINED: frozenset({CommentState.OPEN}),
}
