"""Where people are signed in, and ending it."""

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone

from palermo.accounts.models import User

SEEN = "seen_at"
# How often a session that is in use is written down as such.
EVERY = 300


def end_sessions_of(user: User, *, but: str | None = None) -> int:
    """End every session of a person, or all but the one with that key; gives how many."""
    sessions = [each for each in UserSession.objects.filter(user=user) if each.session_key != but]
    for session in sessions:
        session.end()
    return len(sessions)


def begin(request: HttpRequest) -> None:
    """Note when a session began to be used."""
    request.session[SEEN] = int(timezone.now().timestamp())


def keep_open(request: HttpRequest) -> None:
    """A session ends some hours after it was last used: note the use, at most once in five minutes."""
    now = timezone.now()
    seen = request.session.get(SEEN)
    if seen is None or now.timestamp() - seen < EVERY:
        return
    request.session[SEEN] = int(now.timestamp())
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)
