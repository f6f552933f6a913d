"""What a screen says besides the programme, in each of its languages."""

from collections.abc import Iterable, Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.core.languages import BY_CODE, CODES, language_in_sentence
from palermo.programme.states.programmes import ItemKind, ItemRole
from palermo.programme.states.screens import NoticePriority

WORDS: Mapping[str, str | Promise] = {
    "now": pgettext_lazy("screen", "Now"),
    "next": pgettext_lazy("screen", "Next"),
    "begins_in": pgettext_lazy("screen", "Begins in"),
    "room": pgettext_lazy("screen", "Room"),
    "everywhere": pgettext_lazy("screen", "All rooms"),
    "free": pgettext_lazy("screen", "Nothing scheduled"),
    "over": _("The programme has ended."),
    "none": _("No programme has been published yet."),
    "cancelled": _("This event was cancelled."),
    "offline": _("No connection since {time}. Showing the last version loaded."),
    "not_yet": _("(not yet available in {wanted}; shown in {given})"),
    "stop": _("Keep this language"),
    "go_on": _("Rotate languages"),
    "shown": _("Presented at the Forum"),
    "commitment": pgettext_lazy("screen", "Commitment"),
    "gone": _("This screen was removed or its address changed. Contact the secretariat."),
}


def words_in(codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """The words by language, with the labels of kinds of items, roles and priorities, and the names of languages."""
    return {code: _words(code) for code in codes}


def _words(code: str) -> dict[str, str]:
    with translation.override(BY_CODE[code].django_code):
        named = {name: str(words) for name, words in WORDS.items()}
        for choices in (ItemKind, ItemRole, NoticePriority):
            named |= {f"{choices.__name__}.{each.value}": str(each.label) for each in choices}
        return named | {f"in.{other}": language_in_sentence(other) for other in CODES}
