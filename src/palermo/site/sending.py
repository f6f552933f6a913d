"""A form that is sent twice is done once: by a double click, by a browser that tries again, by two at one moment."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction

from palermo.site.models import SentForm

# The name of the hidden field in which a page gives its form a key.
ONCE = "once"


def perform_once(key: str, act: Callable[[], str]) -> str:
    """Do what a form asks and give the address it leads to; sent again under the same key, only that address.

    The key is written down in the transaction of the act, so that of two at the same moment the database lets one
    through, and a form that was refused can be sent again.
    """
    known = form_key(key)
    if known is None:
        return act()
    with transaction.atomic():
        sent = _begin(known)
        if sent is None:
            return SentForm.objects.get(pk=known).address
        sent.address = act()
        sent.save(update_fields=["address"])
        return sent.address


def _begin(key: UUID) -> SentForm | None:
    try:
        with transaction.atomic():
            return SentForm.objects.create(key=key)
    except IntegrityError:
        return None


def form_key(written: str) -> UUID | None:
    """The key of a form as its page sends it; None for what is none."""
    try:
        return UUID(written)
    except ValueError:
        return None
