"""What is done to seats in a body."""

from django.db import transaction

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.governance.models import Body, Membership
from palermo.governance.rules import bodies


@transaction.atomic
def save_seat(seat: Membership, *, seen: str = "", by: Actor) -> Membership:
    """Begin, change or end an organization's seat; the body is locked, so that two cannot take its chair at once.

    Refused if the organization has another seat at that time, or another organization the chair.
    """
    Body.objects.select_for_update().get(pk=seat.body_id)
    bodies.check_seat_is_free(seat)
    save_record(seat, seen=seen, by=by)
    return seat
