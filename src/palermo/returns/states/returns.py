"""What becomes of a national return and of questions about it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ReturnStatus(models.TextChoices):
    """How far a return has come. An accepted one is corrected only by a new return."""

    DRAFT = "draft", pgettext_lazy("national return", "Draft")
    COMPLETED = "completed", pgettext_lazy("national return", "Awaiting approval")
    APPROVED = "approved", pgettext_lazy("national return", "Approved by the delegation")
    RECEIVED = "received", pgettext_lazy("national return", "Received")
    QUERIED = "queried", pgettext_lazy("national return", "Queries open")
    ANSWERED = "answered", pgettext_lazy("national return", "Queries answered")
    ACCEPTED = "accepted", pgettext_lazy("national return", "Accepted")


RETURN_MOVES: dict[ReturnStatus, frozenset[ReturnStatus]] = {
    ReturnStatus.DRAFT: frozenset({ReturnStatus.COMPLETED}),
    ReturnStatus.COMPLETED: frozenset({ReturnStatus.DRAFT, ReturnStatus.APPROVED}),
    ReturnStatus.APPROVED: frozenset({ReturnStatus.RECEIVED}),
    ReturnStatus.RECEIVED: frozenset({ReturnStatus.QUERIED, ReturnStatus.ACCEPTED}),
    ReturnStatus.QUERIED: frozenset({ReturnStatus.ANSWERED}),
    ReturnStatus.ANSWERED: frozenset({ReturnStatus.QUERIED, ReturnStatus.ACCEPTED}),
    ReturnStatus.ACCEPTED: frozenset(),
}
# While figures can be entered.
OPEN_TO_FIGURES = frozenset({ReturnStatus.DRAFT})
# What the secretariat has been sent.
SENT = frozenset(
    {
        ReturnStatus.APPROVED,
        ReturnStatus.RECEIVED,
        ReturnStatus.QUERIED,
        ReturnStatus.ANSWERED,
        ReturnStatus.ACCEPTED,
    }
)


class ValueKind(models.TextChoices):
    """What a cell holds, as `disclosure.values.Kind` has it. An empty cell is none of these."""

    COUNT = "count", pgettext_lazy("kind of value", "Count")
    ZERO = "zero", pgettext_lazy("kind of value", "Zero")
    NOT_RECORDED = "not_recorded", pgettext_lazy("kind of value", "Not recorded")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("kind of value", "Not applicable")
    SUPPRESSED = "suppressed", pgettext_lazy("kind of value", "Withheld")


class QueryStatus(models.TextChoices):
    """Whether a query awaits an answer."""

    OPEN = "open", pgettext_lazy("query", "Awaiting answer")
    ANSWERED = "answered", pgettext_lazy("query", "Answered")
    CLOSED = "closed", pgettext_lazy("query", "Closed")


QUERY_MOVES: dict[QueryStatus, frozenset[QueryStatus]] = {
    QueryStatus.OPEN: frozenset({QueryStatus.ANSWERED, QueryStatus.CLOSED}),
    QueryStatus.ANSWERED: frozenset({QueryStatus.OPEN, QueryStatus.CLOSED}),
    QueryStatus.CLOSED: frozenset(),
}
