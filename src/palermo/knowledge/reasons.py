"""Why an edition was returned, where nobody wrote the reason: a sentence in each language."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palermo.core.languages import LANGUAGES
from palermo.core.text import MultilingualText

NOT_KEPT = _("The agreement allowed the data to be kept only until a day that has passed, and they were deleted.")

IDENTIFIED_PERSONS = _("The file identified persons, so it was deleted.")


def in_all_languages(say: Callable[[], str]) -> MultilingualText:
    """What `say` gives in each of the six languages of the interface."""
    words = {}
    for language in LANGUAGES:
        with override(language.django_code):
            words[language.code] = say()
    return MultilingualText(words)
