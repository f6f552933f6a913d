"""What screens and notices are called, and where they are listed."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.events.models import Programme, Screen, ScreenNotice


def screens_address(programme: Programme) -> str:
    """The list of the screens of an event, and its notices."""
    return reverse("programme_screens", args=[programme.slug])


SCREEN_NAMES: dict[type[Model], Callable[[Any], str]] = {
    Screen: lambda screen: str(screen.name),
    ScreenNotice: lambda notice: _("Notice %(number)d") % {"number": notice.number},
}
SCREEN_ADDRESSES: dict[type[Model], Callable[[Any], str]] = {
    Screen: lambda screen: f"{screens_address(screen.programme)}#screen-{screen.slug}",
    ScreenNotice: lambda notice: f"{screens_address(notice.programme)}#notice-{notice.number}",
}
