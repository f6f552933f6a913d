"""Who may have which seat in a body, and when."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models import Membership
from palermo.governance.states.bodies import Seat


def check_seat_is_free(seat: Membership) -> None:
    """An organization has one seat at a time, and a body one chair: when one passes on, the earlier ends first."""
    others = _at_the_same_time(seat)
    if own := others.filter(organisation=seat.organisation_id).first():
        raise Refused(_taken_message(own, _("This organization already has a seat in this body, since %(day)s.")))
    if seat.seat == Seat.CHAIR and (chair := others.filter(seat=Seat.CHAIR).first()):
        raise Refused(_taken_message(chair, _("%(organisation)s has chaired this body since %(day)s.")))


def _at_the_same_time(seat: Membership) -> QuerySet[Membership]:
    """Other seats of the body that share a day with this one."""
    others = Membership.objects.filter(body=seat.body_id).exclude(pk=seat.pk).select_related("organisation")
    if seat.since_on:
        others = others.filter(Q(until_on=None) | Q(until_on__gt=seat.since_on))
    if seat.until_on:
        others = others.filter(Q(since_on=None) | Q(since_on__lt=seat.until_on))
    return others


def _taken_message(seat: Membership, words: str) -> str:
    since = localize_day(seat.since_on) if seat.since_on else _("the start of the record")
    sentence = words % {"organisation": plain(seat.organisation.name), "day": since}
    return f"{sentence} " + _("End the present membership first; the new one can begin on that day.")
