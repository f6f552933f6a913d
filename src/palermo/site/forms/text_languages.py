"""One language of a form's texts at a time: which is open, and how many of the texts are written in each."""

from typing import NamedTuple

from django.forms import BaseForm, BoundField

from palermo.core.forms import MultilingualFormField
from palermo.core.languages import CODES, LANGUAGES, Language, active_language

OPEN = "text_language"
ALL = "all"


class LanguageTab(NamedTuple):
    """A language that can be opened, and in how many of the form's texts there are words in it."""

    language: Language
    written: int


def texts_of(form: BaseForm) -> list[BoundField]:
    """The fields of a form that are written in several languages."""
    return [field for field in form.visible_fields() if isinstance(field.field, MultilingualFormField)]


def open_language(form: BaseForm) -> str:
    """The language that a page opens: one that has an error, else the one chosen before, else the reader's."""
    chosen = form.data.get(OPEN, "")
    opened = chosen if chosen in (*CODES, ALL) else active_language().code
    wrong = [code for field in texts_of(form) for code in languages_with_errors(field)]
    return wrong[0] if wrong and opened not in (*wrong, ALL) else opened


def languages_with_errors(field: BoundField) -> list[str]:
    """The languages in which what was written is refused."""
    codes = {error.code for error in field.errors.as_data()}
    return [code for code in CODES if code in codes]


def language_tabs(form: BaseForm) -> list[LanguageTab]:
    """The six languages with the completeness of the form's texts in each."""
    texts = [_words_in(field) for field in texts_of(form)]
    return [
        LanguageTab(language, sum(bool(words[place]) for words in texts)) for place, language in enumerate(LANGUAGES)
    ]


def _words_in(field: BoundField) -> list[str]:
    value = field.value()
    return value if isinstance(value, list) else field.field.widget.decompress(value)
