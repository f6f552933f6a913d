"""What can still be undone: by whom, until when, and what waits for it."""

from datetime import datetime, timedelta

from django.db.models import Min, QuerySet

from palermo.accounts.models import User
from palermo.audit.models import ChainHead
from palermo.core import clock
from palermo.site.models import UndoOffer

WINDOW = timedelta(minutes=10)
# Marks a message of success that offers to undo what it tells of.
_TAG = "undo-"


def undo_tag(offer: UndoOffer | None) -> str:
    """What a message carries so that the page that shows it can offer to undo the act."""
    return f"{_TAG}{offer.pk}" if offer else ""


def offer_of_message(tags: str, person: User) -> UndoOffer | None:
    """The act that a message with these tags offers to undo, if this person still may."""
    number = tags.removeprefix(_TAG)
    if not tags.startswith(_TAG) or not number.isdecimal():
        return None
    return open_offers().filter(pk=number, person=person).first()


def open_offers() -> QuerySet[UndoOffer]:
    """Acts that were done less than ten minutes ago and were not undone."""
    return UndoOffer.objects.filter(done_at__gt=clock.machine_now() - WINDOW)


def latest_offer(person: User, act: str, record: str) -> UndoOffer | None:
    """The act of a page that this person did last, if it can still be undone."""
    return open_offers().filter(person=person, act=act, record=record).first()


def offer_ends_at(offer: UndoOffer) -> datetime:
    """Until when an act can be undone, by the record's clock."""
    return clock.to_story_time(offer.done_at + WINDOW)


def settled_place() -> int:
    """The last place of the log before anything that can still be undone: what is told of it stays true."""
    earliest = open_offers().aggregate(first=Min("first_entry"))["first"]
    head = ChainHead.objects.values_list("sequence", flat=True).first() or 0
    return min(head, earliest - 1) if earliest else head


def delete_old_offers() -> int:
    """Delete the offers whose time is over; gives how many."""
    return UndoOffer.objects.filter(done_at__lte=clock.machine_now() - WINDOW).delete()[0]
