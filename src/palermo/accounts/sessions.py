"""Where people are signed in, and ending it."""

import re

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from palermo.accounts.models import User
from palermo.core import clock
from palermo.core.read_only import ignore_unwritable

SEEN = "seen_at"
# The first that fits: browsers and systems name others too.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    *(("iPhone", "iOS"), ("iPad", "iPadOS"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS")),
    ("Linux", "Linux"),
)
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
    request.session[SEEN] = int(clock.machine_now().timestamp())


def keep_open(request: HttpRequest) -> None:
    """A session ends some hours after it was last used: note the use, at most once in five minutes."""
    now = clock.machine_now()
    seen = request.session.get(SEEN)
    if seen is None or now.timestamp() - seen < EVERY:
        return
    with ignore_unwritable():
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)
        # After it: what changes in the session is written after the answer.
        request.session[SEEN] = int(now.timestamp())


def require_reauthentication(request: HttpRequest) -> None:
    """Ask for the password or the second factor once more, unless it was given within the last minutes.

    Raises
    ------
    ReauthenticationRequired
        Which leads to the page that asks; what was sent is done after it.
    """
    if not did_recently_reauthenticate(request):
        raise ReauthenticationRequired


def browser_of(user_agent: str) -> str:
    """The names of a browser and its system, where known: "Firefox, Windows"."""
    names = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    words = re.sub(r"[^ -~]", "", user_agent)[:40]
    return ", ".join(name for name in names if name) or words
