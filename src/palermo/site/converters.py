"""What addresses of several slices are made of."""

from django.urls import register_converter

from palermo.core.languages import CODES
from palermo.site.letters.files import FORMS as LETTER_FORMATS


class WordConverter:
    """One of some words, given by `regex`."""

    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class LanguageConverter(WordConverter):
    """One of the six codes of the record."""

    regex = "|".join(CODES)


class LetterFormatConverter(WordConverter):
    """One of the formats of a letter."""

    regex = "|".join(LETTER_FORMATS)


register_converter(LanguageConverter, "record_language")
register_converter(LetterFormatConverter, "letter_format")
