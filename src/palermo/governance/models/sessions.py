"""Sessions of bodies, the parts in which they are held, and what lies within their days."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Place
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.fields import DatePrecisionField, MultilingualField, RecordIdField
from palermo.core.languages import active_language
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.speech.dates import format_period
from palermo.core.speech.here import localize_day
from palermo.core.speech.signs import label_value
from palermo.core.text import plain
from palermo.governance.models.bodies import Body
from palermo.governance.states.bodies import MeetingKind, SessionPartKind
from palermo.library.models import Document


class Sitting(NamedTuple):
    """The days on which a body sits without a break: the first and the last that they can be, and how exactly."""

    first: date
    last: date
    precision: DatePrecision

    def can_hold(self, first: date, last: date) -> bool:
        """Whether something that took place between two days can have taken place on these."""
        return first <= self.last and last >= self.first

    def holds(self, first: date, last: date) -> bool:
        """Whether both days lie in these."""
        return self.first <= first and last <= self.last

    def __str__(self) -> str:
        if self.precision != DatePrecision.DAY:
            return localize_day(PartialDate(self.last, self.precision))
        return format_period(self.first, self.last, active_language().code)


class Session(models.Model):
    """A numbered session of a body. `name` is "seventeenth session"; `locative` is "at its seventeenth session".

    Its dates are those of its regular part, as used in documents. When the session is reconvened, each later part is a
    `SessionPart` with its own dates.
    """

    slug = RecordIdField()
    body = relation(Body, "sessions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    name = MultilingualField(gettext_lazy("Name"))
    locative = MultilingualField(
        gettext_lazy("Form used in a sentence"),
        blank=True,
        help_text=gettext_lazy("As used in a sentence: “in Bangkok”, “at its seventeenth session”."),
    )
    place = optional_relation(Place, "sessions")
    starts_on = models.DateField(gettext_lazy("Begins on"))
    ends_on = models.DateField(gettext_lazy("Ends on"))
    precision = DatePrecisionField(gettext_lazy("Precision of the dates"))
    provisional_agenda = optional_relation(Document, "agenda_of", gettext_lazy("Provisional agenda"))

    class Meta:
        verbose_name = gettext_lazy("Session")
        verbose_name_plural = gettext_lazy("Sessions")
        ordering = ["body", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"],
                name="one_session_a_number",
                violation_error_message=gettext_lazy("This body already has a session with that number."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="session_ends_after_it_begins",
                violation_error_message=gettext_lazy("The session must not end before it begins. Check the two dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.name}"

    def display_name(self) -> str:
        """The body and the name."""
        return label_value(plain(self.body.name), plain(self.name))

    @property
    def opens(self) -> PartialDate:
        """When it opens, as exactly as it is known: of a session known by its month, that month."""
        precision = DatePrecision(self.precision)
        return PartialDate(self.starts_on if precision == DatePrecision.DAY else self.ends_on, precision)

    def clean(self) -> None:
        if self.pk and self.starts_on and self.ends_on:
            _check_what_took_place(self, self.sittings())

    def sittings(self, changed: "SessionPart | None" = None) -> list[Sitting]:
        """The days of its regular part and of each later one; `changed` is a part as it is about to be stored."""
        parts = [part for part in self.parts.all() if changed is None or part.pk != changed.pk] if self.pk else []
        own = Sitting(self.starts_on, self.ends_on, DatePrecision(self.precision))
        return sorted([own, *(part.sitting for part in [*parts, *filter(None, [changed])])])

    def part_on(self, day: PartialDate) -> "SessionPart | None":
        """The later part within which something that took place on a day lies; None of what lies in no later part."""
        if Sitting(self.starts_on, self.ends_on, DatePrecision.DAY).can_hold(day.first_day, day.value):
            return None
        return next((part for part in self.parts.all() if part.sitting.can_hold(day.first_day, day.value)), None)


class SessionPart(models.Model):
    """A later part of a session, such as the reconvened sixteenth session, with its own dates and, if any, place.

    `name` is "reconvened sixteenth session"; `locative` is "at its reconvened sixteenth session".
    """

    session = parent_relation(Session, "parts")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    kind = models.CharField(
        gettext_lazy("Kind"), max_length=12, choices=SessionPartKind.choices, default=SessionPartKind.RECONVENED
    )
    name = MultilingualField(gettext_lazy("Name"))
    locative = MultilingualField(
        gettext_lazy("Form used in a sentence"),
        blank=True,
        help_text=gettext_lazy("As used in a sentence: “in Bangkok”, “at its seventeenth session”."),
    )
    place = optional_relation(Place, "session_parts")
    starts_on = models.DateField(gettext_lazy("Begins on"))
    ends_on = models.DateField(gettext_lazy("Ends on"))
    precision = DatePrecisionField(gettext_lazy("Precision of the dates"))

    class Meta:
        verbose_name = gettext_lazy("Later part of the session")
        verbose_name_plural = gettext_lazy("Later parts of the session")
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                name="one_session_part_a_number",
                violation_error_message=gettext_lazy("Choose a number that no other part of the session has."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="session_part_ends_after_it_begins",
                violation_error_message=gettext_lazy("The part of the session must not end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def sitting(self) -> Sitting:
        """Its days."""
        return Sitting(self.starts_on, self.ends_on, DatePrecision(self.precision))

    def clean(self) -> None:
        if not (self.session_id and self.starts_on and self.ends_on):
            return
        if self.starts_on <= self.session.ends_on:
            raise ValidationError(
                {
                    "starts_on": _(
                        "The regular part of the session ends on %(last)s, so this part must begin on a later day than "
                        "%(found)s."
                    )
                    % {"last": localize_day(self.session.ends_on), "found": localize_day(self.starts_on)}
                }
            )
        _check_what_took_place(self.session, self.session.sittings(changed=self))


def days_outside(session: Session, day: PartialDate, sittings: list[Sitting] | None = None) -> str | None:
    """The sentence that says that a body did not sit then; None if it may have, as exactly as the days are known."""
    sittings = session.sittings() if sittings is None else sittings
    if any(sitting.can_hold(day.first_day, day.value) for sitting in sittings):
        return None
    return _(
        "The session “%(session)s” was held on these days: %(days)s. %(found)s is not among them. Correct "
        "the date, or record that part of the session."
    ) % {"session": plain(session.name), "days": "; ".join(map(str, sittings)), "found": localize_day(day)}


def _check_what_took_place(session: Session, sittings: list[Sitting]) -> None:
    """No decision on record was adopted, and no plenary meeting held, outside the days of a session."""
    for decision in session.decisions.exclude(adopted_on=None):
        if days_outside(session, decision.adopted, sittings):
            raise ValidationError(
                _("%(decision)s was adopted at this session on %(day)s. That day must lie within a part of it.")
                % {"decision": decision, "day": localize_day(decision.adopted)}
            )
    for meeting in session.meetings.filter(kind=MeetingKind.PLENARY):
        if not any(sitting.holds(meeting.starts_on, meeting.ends_on) for sitting in sittings):
            raise ValidationError(
                _("A plenary meeting of this session was held on %(day)s. That day must lie within a part of it.")
                % {"day": localize_day(meeting.starts_on)}
            )
