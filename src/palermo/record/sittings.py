"""Whether what took place at a session of a body lies within its days: of a folder and of the database together."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import models

from palermo.core.dates import DatePrecision, PartialDate
from palermo.governance.models import Decision, Meeting, Session, SessionPart, Sitting
from palermo.governance.states.bodies import MeetingKind
from palermo.record.faults import Fault, quote_value
from palermo.record.index import Index
from palermo.record.rows import ImportRow


class Sittings:
    """The days on which the bodies of a folder and of the database sat."""

    def __init__(self, rows: Iterable[ImportRow], index: Index) -> None:
        self.index = index
        stored = {part.pk: part for part in SessionPart.objects.all()}
        from_folder = {row.instance.pk: row.instance for row in rows if isinstance(row.instance, SessionPart)}
        self._parts: dict[int, list[Sitting]] = {}
        for part in (stored | from_folder).values():
            if part.starts_on and part.ends_on:
                self._parts.setdefault(part.session_id, []).append(part.sitting)

    def of(self, session_id: int | None) -> list[Sitting]:
        """Those of one session, the regular part first; none of a session that is not known."""
        session = self.index.row(Session, session_id)
        if session is None or not (session.starts_on and session.ends_on):
            return []
        return [_regular_sitting(session), *sorted(self._parts.get(session.pk, []))]

    def faults(self, row: ImportRow) -> Iterator[Fault]:
        """The dates of a row of the folder that do not lie within the days of a session."""
        match row.instance:
            case Decision() as decision:
                yield from self._decision(row, decision)
            case Meeting() as meeting:
                yield from self._meeting(row, meeting)
            case SessionPart() as part:
                yield from self._part(row, part)
            case Session() as session:
                yield from self._stored_faults(row, session)

    def _decision(self, row: ImportRow, decision: Decision) -> Iterator[Fault]:
        sittings = self.of(decision.session_id)
        if sittings and decision.adopted and not _can_hold(sittings, decision.adopted):
            yield row.at("adopted").fault(self._expected_days(decision.session_id, sittings), str(decision.adopted))

    def _meeting(self, row: ImportRow, meeting: Meeting) -> Iterator[Fault]:
        """Only a plenary meeting is held while the session sits: others may be held between its parts."""
        sittings = self.of(meeting.session_id)
        if meeting.kind == MeetingKind.PLENARY and sittings and not _holds(sittings, meeting):
            expected = self._expected_days(meeting.session_id, sittings)
            yield row.at("starts_on").fault(expected, f"{meeting.starts_on} to {meeting.ends_on}")

    def _part(self, row: ImportRow, part: SessionPart) -> Iterator[Fault]:
        session = self.index.row(Session, part.session_id)
        if session and session.ends_on and part.starts_on <= session.ends_on:
            expected = f"a day after the regular part of the session, which ends on {session.ends_on}"
            yield row.at("starts_on").fault(expected, str(part.starts_on))

    def _stored_faults(self, row: ImportRow, session: Session) -> Iterator[Fault]:
        """What the database has at this session, as the folder leaves it."""
        sittings = self.of(session.pk)
        decisions = Decision.objects.filter(session=session.pk).exclude(adopted_on=None)
        plenary = Meeting.objects.filter(session=session.pk, kind=MeetingKind.PLENARY)
        for decision in self._not_in_folder(decisions):
            if decision.adopted and not _can_hold(sittings, decision.adopted):
                yield _outside_fault(row, decision.adopted, decision.slug, sittings)
        for meeting in self._not_in_folder(plenary):
            if not _holds(sittings, meeting):
                yield _outside_fault(row, meeting.starts_on, meeting.slug, sittings)

    def _not_in_folder[Record: models.Model](self, stored: models.QuerySet[Record]) -> Iterator[Record]:
        """Those rows that the folder does not replace."""
        return (each for each in stored if not self.index.is_in_folder(each))

    def _expected_days(self, session_id: int | None, sittings: list[Sitting]) -> str:
        session, days = quote_value(self.index.ident_of(Session, session_id)), _sitting_days(sittings)
        return f"a date within the days of the session {session} or of a later part of it ({days})"


def _outside_fault(row: ImportRow, day: date | PartialDate, ident: str, sittings: list[Sitting]) -> Fault:
    expected = f"days that hold {day}, when {quote_value(ident)} of this session took place"
    return row.at("starts_on").fault(expected, _sitting_days(sittings))


def _regular_sitting(session: Session) -> Sitting:
    return Sitting(session.starts_on, session.ends_on, DatePrecision(session.precision))


def _can_hold(sittings: list[Sitting], day: PartialDate) -> bool:
    return any(sitting.can_hold(day.first_day, day.value) for sitting in sittings)


def _holds(sittings: list[Sitting], meeting: Meeting) -> bool:
    return any(sitting.holds(meeting.starts_on, meeting.ends_on) for sitting in sittings)


def _sitting_days(sittings: list[Sitting]) -> str:
    return ", ".join(f"{sitting.first} to {sitting.last}" for sitting in sittings)
