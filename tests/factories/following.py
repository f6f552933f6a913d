"""What readers follow, and acts that make news."""

from django.db import transaction

from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.audit.models import AuditEvent
from palermo.core import clock
from palermo.following.models import Subscription
from palermo.following.reader_news import place_now


def make_subscription(user: User, **fields) -> Subscription:
    """Everything once a day, unless its fields say otherwise; what was done before is known."""
    what = fields.keys() & {"topic", "body", "activity", "mandate", "meeting", "meeting_kind", "partnership"}
    what |= fields.keys() & {"commitment", "action_plan"}
    return Subscription.objects.create(
        **{
            "user": user,
            "everything": not what,
            "frequency": "daily",
            "begun_at": clock.now(),
            "notified_until": place_now(),
            **fields,
        }
    )


@transaction.atomic
def acted(verb: str, target) -> AuditEvent:
    """An entry of the log, as an act writes it."""
    return record(verb, target, by="a test")
