"""Form widgets for a text in six languages: one input a language, in the official order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core.languages import CODES, LANGUAGES
from palermo.core.text import MultilingualText


class MultilingualWidget(forms.MultiWidget):
    """Six inputs, each with its language, direction and name."""

    template_name = "core/widgets/multilingual.html"

    def __init__(self, *, long: bool = False) -> None:
        # A list would name the inputs by number; with a mapping they are called `title_ar`, `title_zh` …
        super().__init__({language.code: _input_for(language, long) for language in LANGUAGES})

    def decompress(self, value: Any) -> list[str]:
        return [(value or {}).get(code, "") for code in CODES]


class MultilingualFormField(forms.MultiValueField):
    """Gives a MultilingualText; at least one language when required."""

    default_error_messages = {"required": _("Write this text in at least one language.")}

    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False, label=language.name) for language in LANGUAGES]
        super().__init__(fields, require_all_fields=False, widget=MultilingualWidget(long=long), **kwargs)

    def compress(self, data_list: list[str]) -> MultilingualText:
        return MultilingualText(dict(zip(CODES, data_list, strict=True))) if data_list else MultilingualText()


def _input_for(language: Any, long: bool) -> forms.Widget:
    attrs = {"lang": language.tag, "dir": "rtl" if language.right_to_left else "ltr", "aria-label": language.name}
    return forms.Textarea({**attrs, "rows": 3}) if long else forms.TextInput(attrs)
