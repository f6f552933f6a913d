"""The six official languages, in the order the United Nations lists them."""

from typing import NamedTuple

from django.utils import translation
from django.utils.translation import pgettext_lazy


class Language(NamedTuple):
    """One official language.

    `code` is used in the record, in files and on the command line; `django_code` in addresses and
    catalogues; `tag` is the BCP 47 tag for browsers and screen readers.
    """

    code: str
    django_code: str
    tag: str
    name: str
    right_to_left: bool


LANGUAGES = (
    Language("ar", "ar", "ar", "العربية", True),
    Language("zh", "zh-hans", "zh-Hans", "中文", False),
    Language("en", "en", "en", "English", False),
    Language("fr", "fr", "fr", "Français", False),
    Language("ru", "ru", "ru", "Русский", False),
    Language("es", "es", "es", "Español", False),
)
CODES = tuple(language.code for language in LANGUAGES)
BY_CODE = {language.code: language for language in LANGUAGES}
BY_DJANGO_CODE = {language.django_code: language for language in LANGUAGES}

# When a text is missing in the reader's language, the first of these that exists is offered,
# always named as the language it is.
OFFERED_INSTEAD = ("en", "fr", "es", "ru", "zh", "ar")


def active_language() -> Language:
    """The language of the page being made."""
    return BY_DJANGO_CODE.get(translation.get_language() or "en", BY_CODE["en"])


# Translators: as a sentence names the language after "in": "not yet available in French". In Chinese with 文, in
# Russian in the prepositional case, in Arabic as it follows "باللغة".
_IN_SENTENCES = {
    "ar": pgettext_lazy("language, in a sentence", "Arabic"),
    "zh": pgettext_lazy("language, in a sentence", "Chinese"),
    "en": pgettext_lazy("language, in a sentence", "English"),
    "fr": pgettext_lazy("language, in a sentence", "French"),
    "ru": pgettext_lazy("language, in a sentence", "Russian"),
    "es": pgettext_lazy("language, in a sentence", "Spanish"),
}


def language_in_sentence(code: str) -> str:
    """A language as a sentence in the active language names it after "in": "French", "français", "французском"."""
    return str(_IN_SENTENCES[code])
