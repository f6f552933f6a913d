"""What a proposed person is called, and where they are shown."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse

from palermo.core.languages import active_language
from palermo.core.text import MultilingualText
from palermo.events.models import Speaker


def name_words(name: MultilingualText) -> str:
    """A name is the same in each language: it is written as it is on record, in the reader's script where that is."""
    shown = name.shown_in(active_language().code)
    return shown.words if shown else ""


SPEAKER_NAMES: dict[type[Model], Callable[[Any], str]] = {Speaker: lambda speaker: name_words(speaker.name)}
SPEAKER_ADDRESSES: dict[type[Model], Callable[[Any], str]] = {
    Speaker: lambda speaker: reverse("speaker", args=[speaker.slug]),
}
