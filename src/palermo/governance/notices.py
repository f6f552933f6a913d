"""E-mail to those whom a change concerns, sent once the change is in the database.

A mail leaves the site's rooms, so it never says what is restricted: the title and the days of a record stand in it only
where everybody may read them. The rest is behind the link.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.conf import settings
from django.core import mail
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from palermo.accounts.models import Posting, User
from palermo.accounts.states import READS, Role
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import BY_DJANGO_CODE
from palermo.core.speech.dates import say_days
from palermo.core.speech.here import words_here
from palermo.governance.models import Endorsement, Meeting
from palermo.governance.states import MeetingKind, NoteKind, NoteState

# To these any Member State may come: all are invited whether or not a note says so.
OPEN_ENDED = frozenset(
    {MeetingKind.CONSULTATION, MeetingKind.INTERSESSIONAL, MeetingKind.BRIEFING, MeetingKind.PLENARY}
)

Said = Callable[[], tuple[str, str]]


def meeting_moved(meeting_id: int) -> None:
    """Tell those invited that a meeting has been moved."""
    meeting = Meeting.objects.get(pk=meeting_id)
    _tell(invited_to(meeting), lambda: (_("A meeting was moved"), _moved(meeting)), _page_of_meeting(meeting))


def meeting_cancelled(meeting_id: int) -> None:
    """Tell those invited that a meeting will not take place."""
    meeting = Meeting.objects.get(pk=meeting_id)
    _tell(invited_to(meeting), lambda: (_("A meeting was cancelled"), _cancelled(meeting)), _page_of_meeting(meeting))


def text_put(endorsement_id: int) -> None:
    """Tell delegations that a text is before them."""
    endorsement = Endorsement.objects.get(pk=endorsement_id)
    _tell(asked_for(endorsement), lambda: (_("A text was put to Member States"), _put(endorsement)), _page(endorsement))


def result_announced(endorsement_id: int) -> None:
    """Tell delegations what became of a text."""
    endorsement = Endorsement.objects.get(pk=endorsement_id)
    said = lambda: (_("The result of an endorsement was announced"), _result(endorsement))  # noqa: E731 -- a sentence
    _tell(asked_for(endorsement), said, _page(endorsement))


def invited_to(meeting: Meeting) -> QuerySet[User]:
    """Whom a change of a meeting concerns, as far as they may know of it.

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


def asked_for(endorsement: Endorsement) -> QuerySet[User]:
    """Every delegation that may read the text."""
    return _people(Role.DELEGATE, endorsement.audience, Posting.objects.all())


def _members(meeting: Meeting) -> QuerySet[Posting]:
    """Postings for the organisations that sit in the body today."""
    if meeting.body is None:
        return Posting.objects.all()
    seats = meeting.body.memberships.exclude(until_on__lte=clock.today())
    return Posting.objects.filter(organisation__in=seats.values("organisation_id"))


def _people(role: Role, audience: str, postings: QuerySet[Posting]) -> QuerySet[User]:
    if audience not in READS[role]:
        return User.objects.none()
    current = Posting.objects.filter(pk__in=postings.values("pk"), role=role).current_on(clock.today())
    return User.objects.filter(is_active=True, pk__in=current.values("user_id")).order_by("pk")


def _tell(people: Iterable[User], said: Said, page: Callable[[], str]) -> None:
    """One mail a person, each in that person's language, all through one connection."""
    letters = [_letter(person, said, page) for person in people]
    if letters:
        mail.mailers.default.send_messages(letters)


def _letter(person: User, said: Said, page: Callable[[], str]) -> mail.EmailMessage:
    language = person.language if person.language in BY_DJANGO_CODE else settings.LANGUAGE_CODE
    with translation.override(language):
        subject, sentence = said()
        address = f"{settings.WAGTAILADMIN_BASE_URL}{page()}"
        body = _("%(sentence)s\n\nSign in to read more: %(address)s") % {"sentence": sentence, "address": address}
        return mail.EmailMessage(subject, body, to=[person.email])


# What is said, in the language that is active


def _moved(meeting: Meeting) -> str:
    if meeting.audience != Audience.PUBLIC:
        return _("A meeting you are invited to was moved.")
    return _("The meeting “%(meeting)s” was moved to %(days)s.") % _named(meeting)


def _cancelled(meeting: Meeting) -> str:
    if meeting.audience != Audience.PUBLIC:
        return _("A meeting you are invited to was cancelled.")
    return _("The meeting “%(meeting)s” of %(days)s was cancelled.") % _named(meeting)


def _put(endorsement: Endorsement) -> str:
    if endorsement.audience != Audience.PUBLIC:
        return _("A text is before your delegation for its approval.")
    title = words_here(endorsement.title)
    return _("The text “%(title)s” is before your delegation for its approval.") % {"title": title}


def _result(endorsement: Endorsement) -> str:
    if endorsement.audience != Audience.PUBLIC:
        return _("The result of a text that was put to Member States was announced.")
    return _("The result of the text “%(title)s” was announced.") % {"title": words_here(endorsement.title)}


def _named(meeting: Meeting) -> dict[str, str]:
    title = words_here(meeting.title) or meeting.get_kind_display()
    return {"meeting": title, "days": _days(meeting.starts_on, meeting.ends_on)}


def _days(first: date, last: date) -> str:
    return say_days(first, last, BY_DJANGO_CODE[translation.get_language()].code)


# Where it is read: an id can be made of a title or a date, so what is not public is reached from the desk


def _page_of_meeting(meeting: Meeting) -> Callable[[], str]:
    if meeting.audience != Audience.PUBLIC:
        return lambda: reverse("desk")
    name = "committee_meeting" if meeting.kind == MeetingKind.COMMITTEE else "consultation"
    return lambda: reverse(name, args=[meeting.slug])


def _page(endorsement: Endorsement) -> Callable[[], str]:
    if endorsement.audience != Audience.PUBLIC:
        return lambda: reverse("desk")
    return lambda: reverse("endorsement", args=[endorsement.slug])
