"""What speakers' lists and requests for the floor are called, and where they are shown."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.core.templatetags.texts import plain
from palermo.events.models import FloorRequest, SpeakersList
from palermo.events.rules.floor import speaker_name


def list_name(speakers_list: SpeakersList) -> str:
    """By its item and kind."""
    words = {"item": plain(speakers_list.title), "kind": speakers_list.get_kind_display()}
    return _("%(item)s: %(kind)s") % words


def list_address(speakers_list: SpeakersList) -> str:
    """The page of a list."""
    return reverse("speakers_list", args=[speakers_list.slug])


FLOOR_NAMES: dict[type[Model], Callable[[Any], str]] = {SpeakersList: list_name, FloorRequest: speaker_name}
FLOOR_ADDRESSES: dict[type[Model], Callable[[Any], str]] = {
    SpeakersList: list_address,
    FloorRequest: lambda request: list_address(request.speakers_list),
}
