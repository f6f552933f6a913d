"""What is possible, and at odds with the rest of the record: a person is asked before it is saved."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.core.dates import PartialDate
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models import Activity, Mandate, Meeting


def doubts_about_day_of_meeting(on: PartialDate, meeting: Meeting | None) -> list[str]:
    """What was decided at a meeting was decided on a day of it."""
    if meeting is None or (on.first_day <= meeting.ends_on and on.value >= meeting.starts_on):
        return []
    return [
        _("The date entered is %(day)s, but the meeting “%(meeting)s” was held on %(held)s.")
        % {"day": localize_day(on), "meeting": meeting.display_name(), "held": localize_day(meeting.starts_on)}
    ]


def doubts_about_deadline(mandate: Mandate) -> list[str]:
    """A deadline and a session by which the same is due agree; the session is not over before the mandate begins."""
    session, found = mandate.due_session, []
    if session is None:
        return []
    name = plain(session.name)
    if session.ends_on < mandate.in_force_from:
        found.append(
            _("The session “%(session)s” ended on %(ended)s, before the mandate is in force (%(from)s).")
            % {"session": name, "ended": localize_day(session.ends_on), "from": localize_day(mandate.in_force_from)}
        )
    if mandate.due and mandate.due.first_day > session.ends_on:
        found.append(
            _("The deadline, %(due)s, is after the session at which it is due (“%(session)s”, until %(ended)s).")
            % {"due": localize_day(mandate.due), "session": name, "ended": localize_day(session.ends_on)}
        )
    return found


def doubts_about_activity(activity: Activity, mandate: Mandate, authorised_on: date | None) -> list[str]:
    """An activity begins once it is authorized, and ends by the deadline of its mandate."""
    found = []
    if authorised_on and activity.starts and activity.starts.value < authorised_on:
        found.append(
            _("The activity would begin (%(start)s) before it was authorized (%(day)s).")
            % {"start": localize_day(activity.starts), "day": localize_day(authorised_on)}
        )
    last = activity.ends or activity.starts
    if mandate.due and last and last.first_day > mandate.due.value:
        found.append(
            _("The activity would end (%(end)s) after the deadline of its mandate (%(due)s).")
            % {"end": localize_day(last), "due": localize_day(mandate.due)}
        )
    return found
