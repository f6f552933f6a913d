"""Ending letters by a link in them, without signing in: signed, and good for what was followed when it was sent."""

from datetime import datetime
from typing import NamedTuple

from django.core import signing
from django.urls import reverse

from palermo.core import clock
from palermo.following.states import Frequency

SALT = "palermo.following.leaving"


class UnsubscribeLink(NamedTuple):
    """Whose letters, of which frequency, and by which instant what is in them was followed."""

    user_id: int
    frequency: str
    begun_by: datetime


def leaving_path(user_id: int, frequency: str) -> str:
    """The page at which letters are ended, in the language that is active."""
    payload = [user_id, str(frequency), clock.now().isoformat()]
    return reverse("leave_letters", args=[signing.dumps(payload, salt=SALT, compress=True)])


def read_leaving(token: str) -> UnsubscribeLink | None:
    """The content of a link; None for one that was not signed here."""
    try:
        user_id, frequency, begun_by = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return UnsubscribeLink(user_id, Frequency(frequency), datetime.fromisoformat(begun_by))
