"""Form fields for a text in six languages, one input a language in the official order, and for dates."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.languages import CODES, LANGUAGES, Language
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.core.written_dates import read_date, read_hour


class MultilingualWidget(forms.MultiWidget):
    """Six labelled inputs, each with its language and direction, and in how many languages the text is written.

    A page of the site shows one language at a time, by the choice that its form offers (`text_languages`).
    """

    template_name = "site/widgets/multilingual.html"
    use_fieldset = True

    class Media:
        css: ClassVar = {"all": ["site/text-languages.css"]}
        js: ClassVar = [forms.Script("site/text-languages.mjs", type="module")]

    def __init__(self, *, long: bool = False) -> None:
        self.long = long
        # A list would name the inputs by number; with a mapping they are called `title_ar`, `title_zh` …
        super().__init__({language.code: _input_for(language, long) for language in LANGUAGES})

    def decompress(self, value: object) -> list[str]:
        # An address may give in advance what is no text in languages: `?title=x`.
        words = value if isinstance(value, Mapping) else {}
        return [words.get(code, "") for code in CODES]

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        # One row a language: the template pairs each input with the name of its language.
        context["rows"] = list(zip(LANGUAGES, context["widget"]["subwidgets"], strict=True))
        context["written"] = [language for language, widget in context["rows"] if widget["value"]]
        # The page counts on while somebody writes, in the same words.
        context["pattern"] = _("Languages: {number} of 6")
        context["completeness"] = context["pattern"].replace("{number}", str(len(context["written"])))
        return context


class MultilingualFormField(forms.MultiValueField):
    """Gives a MultilingualText; at least one language when required. An error names the language it is in."""

    default_error_messages = {"required": gettext_lazy("Enter the text in at least one language.")}

    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False, label=language.name) for language in LANGUAGES]
        kwargs.setdefault("widget", MultilingualWidget(long=long))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def clean(self, value: Sequence[str] | None) -> MultilingualText:
        words = list(value or [])
        errors, cleaned = [], []
        for language, field, written in zip(LANGUAGES, self.fields, words, strict=False):
            try:
                cleaned.append(field.clean(written))
            except ValidationError as error:
                errors += [_error_in(language, message) for message in error.messages]
        if errors:
            raise ValidationError(errors)
        text = self.compress(cleaned)
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text

    def compress(self, data_list: list[str]) -> MultilingualText:
        # Browsers send line ends as two characters; kept so, a text would change by being looked at.
        return MultilingualText(
            {code: words.replace("\r\n", "\n") for code, words in zip(CODES, data_list, strict=False)}
        )


class DayInput(forms.DateInput):
    """A date as it is typed everywhere; where the browser has a calendar, a button opens it and fills the field."""

    class Media:
        js: ClassVar = [forms.Script("site/calendar.mjs", type="module")]

    def __init__(self) -> None:
        attrs = {"dir": "auto", "autocomplete": "off", "data-calendar": pgettext_lazy("of a date", "Calendar")}
        super().__init__(attrs, format="%Y-%m-%d")


class DayFormField(forms.DateField):
    """Gives a day from `2007-06-18` or "18 June 2007"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("For example, 18 June 2007 or 2007-06-18."))
        super().__init__(widget=DayInput(), **kwargs)

    def to_python(self, value: str | datetime | date | None) -> date | None:
        if not isinstance(value, str) or not value:
            return super().to_python(value)
        try:
            read = read_date(value)
        except ValueError:
            read = None
        if read is None or read.precision != DatePrecision.DAY:
            raise ValidationError(
                _("Enter a date such as 18 June 2007 or 2007-06-18; found “%(found)s”."),
                code="invalid",
                params={"found": value},
            )
        return read.value


class HourFormField(forms.TimeField):
    """Gives an hour of the day from "9:30" or "09:30"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("24-hour clock: for example, 9:30 or 18:00."))
        attrs = {"dir": "ltr", "autocomplete": "off", "data-hour": ""}
        super().__init__(widget=forms.TimeInput(attrs, format="%H:%M"), **kwargs)

    def to_python(self, value: str | time | None) -> time | None:
        if not isinstance(value, str) or not value.strip():
            return value if isinstance(value, time) else None
        try:
            return read_hour(value)
        except ValueError:
            raise ValidationError(
                _("Enter a time such as 9:30 or 18:00; found “%(found)s”."), code="invalid", params={"found": value}
            ) from None


class PartialDateFormField(forms.CharField):
    """Gives a PartialDate or None from "18 June 2007", "late September 2007", "mid-2008" or the form used in files."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            gettext_lazy("For example, 18 June 2007, June 2007, late September 2007, mid-2008 or 2007-06-18."),
        )
        super().__init__(widget=DayInput(), **kwargs)

    def prepare_value(self, value: PartialDate | str | None) -> str | None:
        if not isinstance(value, PartialDate):
            return value
        # A day stays as the calendar button reads it; the rest has no form that readers know but its words.
        return str(value) if value.precision == DatePrecision.DAY else localize_day(value)

    def has_changed(self, initial: PartialDate | str | None, data: str | None) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: str | None) -> PartialDate | None:
        written = super().clean(value)
        if not written:
            return None
        try:
            return read_date(written)
        except ValueError:
            raise ValidationError(
                _(
                    "Enter a date such as 18 June 2007, June 2007, late September 2007, mid-2008 or 2007-06-18; "
                    "found “%(found)s”."
                ),
                code="invalid",
                params={"found": written},
            ) from None


def _input_for(language: Language, long: bool) -> forms.Widget:
    attrs = {"lang": language.tag, "dir": "rtl" if language.right_to_left else "ltr"}
    return forms.Textarea({**attrs, "rows": 3}) if long else forms.TextInput(attrs)


def _error_in(language: Language, message: str) -> ValidationError:
    """An error that says in words, and by its code, which language it is in."""
    words = {"language": language.name, "message": message}
    return ValidationError(_("%(language)s: %(message)s"), code=language.code, params=words)
