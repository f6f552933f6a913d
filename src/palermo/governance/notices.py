"""E-mail to the people whom a change concerns: enqueued by the act, one letter a person.

A letter leaves the site's rooms, so it never says what is restricted: the title and the days of a record stand in it
only where everybody may read them. The rest is behind the link.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Posting, User
from palermo.accounts.states import READS, Role
from palermo.core import clock, letters
from palermo.core.audiences import Audience
from palermo.core.languages import BY_DJANGO_CODE
from palermo.core.speech.dates import format_period
from palermo.core.text import plain
from palermo.core.work import background
from palermo.governance.models import Endorsement, Meeting
from palermo.governance.queries.bodies import members_on
from palermo.governance.states.bodies import MeetingKind, NoteKind, NoteState

# To these any Member State may come: all are invited whether or not a note says so.
OPEN_ENDED = frozenset(
    {MeetingKind.CONSULTATION, MeetingKind.INTERSESSIONAL, MeetingKind.BRIEFING, MeetingKind.PLENARY}
)


class Notice[Record: Model](NamedTuple):
    """A kind of letter: about which records, to whom, what it says in the active language, and where one reads on."""

    model: type[Record]
    people: Callable[[Record], QuerySet[User]]
    subject: str | Promise
    sentence: Callable[[Record], str]
    page: Callable[[Record], str]

    def recipients(self, record_id: int) -> QuerySet[User]:
        """The people whom the notice of a record concerns."""
        return self.people(self._record(record_id))

    def write(self, person_id: int, record_id: int, message: str) -> None:
        """Write one letter; none to a person whom the notice no longer concerns."""
        record = self._record(record_id)
        person = self.people(record).filter(pk=person_id).first()
        if person is None:
            return
        language = letters.language_of(person.language)
        with translation.override(language):
            values = {"sentence": self.sentence(record), "address": letters.address(self.page(record))}
            body = _("%(sentence)s\n\nSign in to read more: %(address)s") % values
            letters.send(letters.Letter(person.email, language, str(self.subject), body, message))

    def _record(self, record_id: int) -> Record:
        return self.model._default_manager.get(pk=record_id)


def meeting_moved(meeting_id: int) -> None:
    """Notify those invited that a meeting has been rescheduled."""
    tell.enqueue("meeting_moved", meeting_id)


def meeting_cancelled(meeting_id: int) -> None:
    """Notify those invited that a meeting will not take place."""
    tell.enqueue("meeting_cancelled", meeting_id)


def text_put(endorsement_id: int) -> None:
    """Notify delegations of a text submitted to them."""
    tell.enqueue("text_put", endorsement_id)


def result_announced(endorsement_id: int) -> None:
    """Notify delegations of the result of a text."""
    tell.enqueue("result_announced", endorsement_id)


@background
@transaction.atomic
def tell(name: str, record_id: int) -> int:
    """Enqueue a letter to each person whom a notice concerns; return how many."""
    people = NOTICES[name].recipients(record_id).values_list("pk", flat=True)
    for person_id in people:
        write.enqueue(name, person_id, record_id, letters.new_message())
    return len(people)


@background
def write(name: str, person_id: int, record_id: int, message: str) -> None:
    """Write one letter; none to a person whom the notice no longer concerns."""
    NOTICES[name].write(person_id, record_id, message)


def invited_users(meeting: Meeting) -> QuerySet[User]:
    """The users whom a change of a meeting concerns, as far as they may know of it.

    Of the Steering Committee's meetings its members; of an open-ended one every delegation; else the delegations of
    the States whose missions or ministries a note verbale invited.
    """
    if meeting.kind == MeetingKind.COMMITTEE:
        return _people(Role.COMMITTEE_MEMBER, meeting.audience, _members(meeting))
    notes = list(meeting.notes.filter(kind=NoteKind.INVITATION, state=NoteState.ISSUED))
    if meeting.kind in OPEN_ENDED or any(note.to_all_member_states for note in notes):
        return _people(Role.DELEGATE, meeting.audience, Posting.objects.all())
    states = {state for note in notes for state in note.addressees.values_list("state_id", flat=True)}
    return _people(Role.DELEGATE, meeting.audience, Posting.objects.filter(state__in=states - {None}))


def delegate_users(endorsement: Endorsement) -> QuerySet[User]:
    """The users of every delegation that may read the text."""
    return _people(Role.DELEGATE, endorsement.audience, Posting.objects.all())


def _members(meeting: Meeting) -> QuerySet[Posting]:
    """Postings for the organizations that sit in the body today."""
    if meeting.body is None:
        return Posting.objects.all()
    seats = members_on(meeting.body, clock.today())
    return Posting.objects.filter(organisation__in=seats.values("organisation_id"))


def _people(role: Role, audience: str, postings: QuerySet[Posting]) -> QuerySet[User]:
    if audience not in READS[role]:
        return User.objects.none()
    current = Posting.objects.filter(pk__in=postings.values("pk"), role=role).current_on(clock.today())
    return User.objects.filter(is_active=True, pk__in=current.values("user_id")).order_by("pk")


# The sentences, in the active language


def _moved_message(meeting: Meeting) -> str:
    if meeting.audience != Audience.PUBLIC:
        return _("A meeting to which you are invited was rescheduled.")
    return _("The meeting “%(meeting)s” was rescheduled to %(days)s.") % _meeting_values(meeting)


def _cancelled_message(meeting: Meeting) -> str:
    if meeting.audience != Audience.PUBLIC:
        return _("A meeting to which you are invited was cancelled.")
    return _("The meeting “%(meeting)s” of %(days)s was cancelled.") % _meeting_values(meeting)


def _text_message(endorsement: Endorsement) -> str:
    if endorsement.audience != Audience.PUBLIC:
        return _("A text is awaiting your delegation’s approval.")
    title = plain(endorsement.title)
    return _("The text “%(title)s” is awaiting your delegation’s approval.") % {"title": title}


def _result(endorsement: Endorsement) -> str:
    if endorsement.audience != Audience.PUBLIC:
        return _("The result of a text submitted to Member States was announced.")
    return _("The result of the text “%(title)s” was announced.") % {"title": plain(endorsement.title)}


def _meeting_values(meeting: Meeting) -> dict[str, str]:
    title = plain(meeting.title) or meeting.get_kind_display()
    return {"meeting": title, "days": _days(meeting.starts_on, meeting.ends_on)}


def _days(first: date, last: date) -> str:
    return format_period(first, last, BY_DJANGO_CODE[translation.get_language()].code)


# The linked pages: a slug can be made of a title or a date, so what is not public is reached from the desk


def _page_of_meeting(meeting: Meeting) -> str:
    if meeting.audience != Audience.PUBLIC:
        return reverse("desk")
    name = "committee_meeting" if meeting.kind == MeetingKind.COMMITTEE else "consultation"
    return reverse(name, args=[meeting.slug])


def _page(endorsement: Endorsement) -> str:
    if endorsement.audience != Audience.PUBLIC:
        return reverse("desk")
    return reverse("endorsement", args=[endorsement.slug])


NOTICES: dict[str, Notice[Meeting] | Notice[Endorsement]] = {
    "meeting_moved": Notice(
        Meeting, invited_users, gettext_lazy("Meeting rescheduled"), _moved_message, _page_of_meeting
    ),
    "meeting_cancelled": Notice(
        Meeting, invited_users, gettext_lazy("Meeting cancelled"), _cancelled_message, _page_of_meeting
    ),
    "text_put": Notice(
        Endorsement, delegate_users, gettext_lazy("Text submitted to Member States"), _text_message, _page
    ),
    "result_announced": Notice(
        Endorsement, delegate_users, gettext_lazy("Result of an endorsement announced"), _result, _page
    ),
}
