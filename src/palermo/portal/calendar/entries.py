"""Entries of the calendar, their kinds, and the days that a reader asks for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Model, Q, QuerySet, TextChoices
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate


class Kind(TextChoices):
    """What an entry of the calendar is."""

    SESSION = "session", _("Session")
    MEETING = "meeting", _("Meeting")
    EVENT = "event", _("Event")
    TRAINING = "training", _("Training session")
    CAMPAIGN = "campaign", _("Activity of a campaign")
    ACTIVITY = "activity", _("Activity to be completed")
    DOCUMENT = "document", _("Document due")
    DONOR = "donor", _("Report to a donor due")
    REGISTRATION = "registration", _("Registration closes")
    ENDORSEMENT = "endorsement", pgettext_lazy("calendar", "Reply by")
    MANDATE = "mandate", _("Mandate due")
    RECOMMENDATION = "recommendation", pgettext_lazy("calendar", "Recommendation due")
    ACTION_POINT = "action_point", _("Action point due")
    COMMITMENT = "commitment", pgettext_lazy("calendar", "Commitment due")
    TASK = "task", _("Preparation task due")
    REVIEW = "review", _("Review due")
    TREATY = "treaty", _("Treaty")
    ANNIVERSARY = "anniversary", _("Anniversary of a treaty")


HAPPENS = frozenset({Kind.SESSION, Kind.MEETING, Kind.EVENT, Kind.TRAINING, Kind.CAMPAIGN})
# Days on which nothing is due and nobody meets.
MARKS = frozenset({Kind.TREATY, Kind.ANNIVERSARY})


@dataclass(frozen=True)
class CalendarEntry:
    """Something on certain days, as one reader may know it.

    `inexact` is the date as it is known where that is not a day. `begins` and `ends` are instants in the time zone in
    which they are shown. `is_open` says that what was due has not been done; `record` is what the log calls it.
    """

    kind: Kind
    key: str
    words: str
    first: date
    last: date
    record: str
    address: str = ""
    place: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    inexact: PartialDate | None = None
    audience: str = Audience.PUBLIC
    is_cancelled: bool = False
    is_open: bool = True

    def is_late(self, today: date) -> bool:
        """Whether it was due before today and is not done."""
        return self.kind not in HAPPENS | MARKS and self.is_open and self.last < today

    @property
    def order(self) -> tuple[date, bool, datetime | date, str, str]:
        """The sort key: by day, then by hour; what has no hour comes at the end of its day."""
        return self.first, self.begins is None, self.begins or self.first, self.kind, self.words


@dataclass(frozen=True)
class Span:
    """The days asked for, how much of each kind at most, and whether what is late before them is wanted too."""

    since: date
    until: date
    today: date
    limit: int
    late: int = 0

    def over(self, first: str, last: str) -> Q:
        """What lies in these days, at least in part."""
        return Q(**{f"{first}__lte": self.until, f"{last}__gte": self.since})

    def on(self, day: str) -> Q:
        """What falls on these days."""
        return Q(**{f"{day}__range": (self.since, self.until)})

    def due(self, day: str, late: QuerySet[Model]) -> Q:
        """What falls due on these days; with `late`, the earliest of what should have been done before them too."""
        return self.on(day) | Q(pk__in=late.values("pk")[: self.late]) if self.late else self.on(day)

    def first[M: Model](self, rows: QuerySet[M], *order: str | Combinable) -> QuerySet[M]:
        """The first rows in this order, found by their primary keys, so that nothing else is read of the others."""
        numbers = rows.order_by(*order).values("pk")[: self.rows]
        return rows.model._default_manager.filter(pk__in=numbers)

    @property
    def rows(self) -> int:
        """The number of rows to read: one more than is shown, to know whether there are more."""
        return self.limit + self.late + 1


TWELVE_WEEKS = timedelta(weeks=12)
