"""When a reader last visited, so that their desk can show what is new."""

from datetime import date, datetime, time

from django.utils import timezone

from palermo.accounts.models import User
from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.read_only import ignore_unwritable

KEY = "previous_visit"


def previous_visit(request: SiteRequest) -> date | None:
    """The day of the visit before this one, the same throughout one session; None at the first."""
    previous = request.session.get(KEY)
    if previous is None:
        before = request.user.last_visit_at
        previous = timezone.localdate(before).isoformat() if before else ""
        with ignore_unwritable():
            User.objects.filter(pk=request.user.pk).update(last_visit_at=_now())
            request.session[KEY] = previous
    return date.fromisoformat(previous) if previous else None


def _now() -> datetime:
    """The record's day, so that a demonstration whose day is fixed speaks of its own dates."""
    return timezone.make_aware(datetime.combine(clock.today(), time(12)))
