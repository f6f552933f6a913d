"""What a reader does about their own letters and calendars. Keys are in the log: they open what is closed."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.core.refusals import Refused
from palermo.following.models import CalendarKey, Subscription
from palermo.following.reader_news import place_now
from palermo.following.states import Frequency

MOST_KEYS = 10
# Answers at a secret address: not cached on the way, not named to another site as referrer, not indexed.
NEVER_KEPT = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@transaction.atomic
def follow(user: User, target: dict[str, object], frequency: str) -> Subscription:
    """Follow one thing; of what is followed already, change the frequency.

    What was done before is no news to somebody who begins to follow.
    """
    fresh = {"frequency": frequency, "begun_at": clock.now(), "notified_until": place_now()}
    subscription, is_new = Subscription.objects.get_or_create(user=user, **target, defaults=fresh)
    return subscription if is_new else change_frequency(subscription, frequency)


@transaction.atomic
def change_frequency(subscription: Subscription, frequency: str) -> Subscription:
    """Change how often somebody is written to: what came while no letters were wanted is not made up for."""
    subscription = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if subscription.frequency == frequency:
        return subscription
    if subscription.frequency == Frequency.OFF:
        subscription.notified_until = place_now()
    subscription.frequency, subscription.begun_at = frequency, clock.now()
    subscription.save(update_fields=["frequency", "begun_at", "notified_until"])
    return subscription


@transaction.atomic
def unfollow(subscription: Subscription) -> None:
    """Follow something no longer."""
    subscription.delete()


@transaction.atomic
def stop_letters(user_id: int, frequency: str, *, begun_by: datetime) -> int:
    """Send no more letters of this frequency about what was followed by an instant; return about how many things."""
    subscriptions = Subscription.objects.filter(user=user_id, frequency=frequency, begun_at__lte=begun_by)
    return subscriptions.update(frequency=Frequency.OFF)


@transaction.atomic
def make_calendar_key(user: User, name: str) -> tuple[CalendarKey, str]:
    """Make a secret address for one of the reader's calendars; the secret is returned once and never again.

    Refused if the reader has many already.
    """
    name = name.strip()[:60] or _("Calendar")
    if CalendarKey.objects.filter(user=user, revoked_at=None).count() >= MOST_KEYS:
        raise Refused(_("You already have ten addresses. Revoke one that is no longer used."))
    secret = secrets.token_urlsafe(32)
    key = CalendarKey.objects.create(user=user, name=name, digest=digest_of_text(secret), made_at=clock.now())
    record("calendar_key.made", key, by=user)
    return key, secret


@transaction.atomic
def revoke_calendar_key(key: CalendarKey, *, by: User) -> CalendarKey:
    """Let an address open nothing from now on."""
    key = CalendarKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at is None:
        key.revoked_at = max(clock.now(), key.made_at)
        key.save(update_fields=["revoked_at"])
        record("calendar_key.revoked", key, by=by)
    return key


def note_use(key: CalendarKey) -> None:
    """Note the day on which an address was used: once a day, so that asking again writes nothing."""
    today = clock.today()
    if key.last_used_on != today:
        CalendarKey.objects.filter(pk=key.pk).update(last_used_on=today)
